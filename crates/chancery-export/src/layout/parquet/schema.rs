//! The types of the columns in Parquet's terms.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as PhysicalType};
use parquet::errors::ParquetError;
use parquet::schema::types::{Type as SchemaType, TypePtr};

use crate::tables::{TableForm, Type, TypedColumn};

/// The schema of a table.
pub(super) fn schema(form: &TableForm) -> Result<TypePtr, ParquetError> {
    let fields = form.columns.iter().map(field).collect::<Result<_, _>>()?;
    Ok(Arc::new(SchemaType::group_type_builder(form.name).with_fields(fields).build()?))
}

fn field(column: &TypedColumn) -> Result<TypePtr, ParquetError> {
    let optional = Repetition::OPTIONAL;
    let name = column.name;
    match column.r#type {
        Type::Text | Type::Id | Type::OneOf(_) => {
            leaf(name, PhysicalType::BYTE_ARRAY, Some(LogicalType::String), optional)
        }
        Type::Day => leaf(name, PhysicalType::INT32, Some(LogicalType::Date), optional),
        Type::Integer => leaf(name, PhysicalType::INT64, None, optional),
        Type::Single | Type::Share => leaf(name, PhysicalType::FLOAT, None, optional),
        Type::Double => leaf(name, PhysicalType::DOUBLE, None, optional),
        Type::Flag => leaf(name, PhysicalType::BOOLEAN, None, optional),
        Type::Texts => list(name, text("element")?),
        Type::Spans => list(name, pair(integer("start")?, integer("end")?)?),
        Type::Counts => list(name, pair(integer("count")?, text("of")?)?),
    }
}

fn text(name: &str) -> Result<TypePtr, ParquetError> {
    leaf(name, PhysicalType::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED)
}

fn integer(name: &str) -> Result<TypePtr, ParquetError> {
    leaf(name, PhysicalType::INT64, None, Repetition::REQUIRED)
}

fn leaf(
    name: &str,
    physical: PhysicalType,
    logical: Option<LogicalType>,
    repetition: Repetition,
) -> Result<TypePtr, ParquetError> {
    let leaf = SchemaType::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .build()?;
    Ok(Arc::new(leaf))
}

fn pair(first: TypePtr, second: TypePtr) -> Result<TypePtr, ParquetError> {
    let pair = SchemaType::group_type_builder("element")
        .with_repetition(Repetition::REQUIRED)
        .with_fields(vec![first, second])
        .build()?;
    Ok(Arc::new(pair))
}

fn list(name: &str, element: TypePtr) -> Result<TypePtr, ParquetError> {
    let repeated = SchemaType::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![element])
        .build()?;
    let list = SchemaType::group_type_builder(name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_fields(vec![Arc::new(repeated)])
        .build()?;
    Ok(Arc::new(list))
}
