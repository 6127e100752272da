//! Flat tables as Apache Parquet files: typed, zstd. Days are `DATE`, lists are lists, pairs within them structs.
//!
//! Written with the format's own column writers, without Arrow: a column of the table is one leaf, or two in a list
//! of structs. Specification: `apache/parquet-format`, `LogicalTypes.md` (three-level lists).

mod check;
mod schema;

use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{
    SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter,
};

use super::{Form, Layout, TableColumns};
use crate::error::ExportError;
use crate::output::{Output, Table};
use crate::tables::{Cell, Sink, TABLES, TableForm, Type, TypedColumn, walk};
use schema::schema;

const FILES: [TableColumns; TABLES.len()] = {
    let mut files = [TableColumns { file: "", columns: &[] }; TABLES.len()];
    let mut at = 0;
    while at < TABLES.len() {
        files[at] = TableColumns { file: TABLES[at].parquet, columns: TABLES[at].names };
        at += 1;
    }
    files
};

pub(super) const FORM: Form = Form {
    about: "the tables of csv with types, a Parquet file each: pyarrow, pandas, DuckDB, R's arrow",
    has_status: true,
    is_folder: true,
    has_evidence: false,
    tables: &FILES,
    write: |source, options, output| {
        walk(Layout::Parquet, source, options, output, Writers::default())
    },
    check: check::check,
};

/// Rows, and bytes of text, after which a row group is written.
const GROUP: (usize, usize) = (1 << 16, 1 << 25);

/// The first day that a `DATE` counts from.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

/// The tables that have a row, by their place in [`TABLES`].
#[derive(Default)]
struct Writers([Option<Writer>; TABLES.len()]);

/// A file with the rows of its next row group.
struct Writer {
    file: SerializedFileWriter<Table>,
    leaves: Vec<Leaf>,
    n_rows: usize,
    n_bytes: usize,
}

impl Sink for Writers {
    fn row(
        &mut self,
        table: usize,
        cells: &[Cell<'_>],
        output: &mut Output,
    ) -> Result<(), ExportError> {
        let form = &TABLES[table];
        debug_assert_eq!(cells.len(), form.columns.len(), "{}", form.name);
        if self.0[table].is_none() {
            self.0[table] = Some(Writer::new(form, output.table(form.parquet)?)?);
        }
        self.0[table].as_mut().expect("begun above").row(form, cells)
    }

    fn finish(self) -> Result<(), ExportError> {
        for mut writer in self.0.into_iter().flatten() {
            writer.group()?;
            writer.file.into_inner().map_err(failed)?.finish()?;
        }
        Ok(())
    }
}

impl Writer {
    fn new(form: &TableForm, table: Table) -> Result<Self, ExportError> {
        let level = ZstdLevel::try_new(3).map_err(failed)?;
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
        let file =
            SerializedFileWriter::new(table, schema(form).map_err(failed)?, Arc::new(properties))
                .map_err(failed)?;
        let leaves = form.columns.iter().flat_map(|column| leaves(column.r#type)).collect();
        Ok(Self { file, leaves, n_rows: 0, n_bytes: 0 })
    }

    fn row(&mut self, form: &TableForm, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        let mut at = 0;
        for (column, cell) in form.columns.iter().zip(cells) {
            let width = if matches!(column.r#type, Type::Spans | Type::Counts) { 2 } else { 1 };
            self.n_bytes += push(&mut self.leaves[at..at + width], column, cell);
            at += width;
        }
        self.n_rows += 1;
        if self.n_rows >= GROUP.0 || self.n_bytes >= GROUP.1 { self.group() } else { Ok(()) }
    }

    /// Writes the rows that are there as a row group.
    fn group(&mut self) -> Result<(), ExportError> {
        if self.n_rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(failed)?;
        for leaf in &mut self.leaves {
            leaf.write(&mut group).map_err(failed)?;
        }
        group.close().map_err(failed)?;
        (self.n_rows, self.n_bytes) = (0, 0);
        Ok(())
    }
}

/// The values of a leaf column. A level says how much of the path to a value there is: of a plain column 0 for
/// nothing and 1 for a value, of a list 0 for an empty one and 1 for an element.
struct Leaf {
    values: Values,
    definition: Vec<i16>,
    /// 0 where a row begins, 1 where a list goes on; none for a plain column.
    repetition: Option<Vec<i16>>,
}

enum Values {
    Text(Vec<ByteArray>),
    Day(Vec<i32>),
    Integer(Vec<i64>),
    Single(Vec<f32>),
    Double(Vec<f64>),
    Flag(Vec<bool>),
}

fn leaves(r#type: Type) -> Vec<Leaf> {
    let leaf = |values, is_list: bool| Leaf {
        values,
        definition: Vec::new(),
        repetition: is_list.then(Vec::new),
    };
    match r#type {
        Type::Text | Type::Id | Type::OneOf(_) => vec![leaf(Values::Text(Vec::new()), false)],
        Type::Day => vec![leaf(Values::Day(Vec::new()), false)],
        Type::Integer => vec![leaf(Values::Integer(Vec::new()), false)],
        Type::Single | Type::Share => vec![leaf(Values::Single(Vec::new()), false)],
        Type::Double => vec![leaf(Values::Double(Vec::new()), false)],
        Type::Flag => vec![leaf(Values::Flag(Vec::new()), false)],
        Type::Texts => vec![leaf(Values::Text(Vec::new()), true)],
        Type::Spans => {
            vec![leaf(Values::Integer(Vec::new()), true), leaf(Values::Integer(Vec::new()), true)]
        }
        Type::Counts => {
            vec![leaf(Values::Integer(Vec::new()), true), leaf(Values::Text(Vec::new()), true)]
        }
    }
}

impl Leaf {
    fn null(&mut self) {
        self.definition.push(0);
        if let Some(repetition) = &mut self.repetition {
            repetition.push(0);
        }
    }

    /// A value; `goes_on`: a further one of the list before.
    fn level(&mut self, goes_on: bool) {
        self.definition.push(1);
        if let Some(repetition) = &mut self.repetition {
            repetition.push(i16::from(goes_on));
        }
    }

    fn text(&mut self, text: &str, goes_on: bool) -> usize {
        if let Values::Text(values) = &mut self.values {
            values.push(ByteArray::from(text.as_bytes().to_vec()));
            self.level(goes_on);
        }
        text.len()
    }

    fn integer(&mut self, number: i64, goes_on: bool) {
        if let Values::Integer(values) = &mut self.values {
            values.push(number);
            self.level(goes_on);
        }
    }

    fn write(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, Table>,
    ) -> Result<(), ParquetError> {
        let mut column = group
            .next_column()?
            .ok_or_else(|| ParquetError::General("the schema has fewer columns".to_owned()))?;
        let (definition, repetition) = (&self.definition, self.repetition.as_deref());
        match &mut self.values {
            Values::Text(values) => {
                batch::<ByteArrayType>(&mut column, values, definition, repetition)
            }
            Values::Day(values) => batch::<Int32Type>(&mut column, values, definition, repetition),
            Values::Integer(values) => {
                batch::<Int64Type>(&mut column, values, definition, repetition)
            }
            Values::Single(values) => {
                batch::<FloatType>(&mut column, values, definition, repetition)
            }
            Values::Double(values) => {
                batch::<DoubleType>(&mut column, values, definition, repetition)
            }
            Values::Flag(values) => batch::<BoolType>(&mut column, values, definition, repetition),
        }?;
        column.close()?;
        self.definition.clear();
        if let Some(repetition) = &mut self.repetition {
            repetition.clear();
        }
        Ok(())
    }
}

fn batch<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    definition: &[i16],
    repetition: Option<&[i16]>,
) -> Result<(), ParquetError> {
    column.typed::<T>().write_batch(values, Some(definition), repetition)?;
    values.clear();
    Ok(())
}

/// Adds a cell to its leaves; gives the bytes of text that it holds.
fn push(leaves: &mut [Leaf], column: &TypedColumn, cell: &Cell<'_>) -> usize {
    match (cell, leaves) {
        (Cell::Text(text), [leaf]) => match &mut leaf.values {
            Values::Day(days) => {
                // What is no day of the calendar has no place in a column of days.
                match text.parse::<jiff::civil::Date>() {
                    Ok(day) => {
                        days.push((day - EPOCH).get_days());
                        leaf.level(false);
                    }
                    Err(_) => leaf.null(),
                }
                0
            }
            _ => leaf.text(text, false),
        },
        (Cell::Integer(number), [leaf]) => {
            leaf.integer(*number, false);
            0
        }
        (Cell::Single(number), [leaf]) => {
            if let Values::Single(values) = &mut leaf.values {
                values.push(*number);
                leaf.level(false);
            }
            0
        }
        (Cell::Double(number), [leaf]) => {
            if let Values::Double(values) = &mut leaf.values {
                values.push(*number);
                leaf.level(false);
            }
            0
        }
        (Cell::Flag(flag), [leaf]) => {
            if let Values::Flag(values) = &mut leaf.values {
                values.push(*flag);
                leaf.level(false);
            }
            0
        }
        (Cell::Texts(texts), [leaf]) if !texts.is_empty() => {
            texts.iter().enumerate().map(|(at, text)| leaf.text(text, at > 0)).sum()
        }
        (Cell::Spans(spans), [start, end]) if !spans.is_empty() => {
            for (at, span) in spans.iter().enumerate() {
                start.integer(i64::from(span.start), at > 0);
                end.integer(i64::from(span.end), at > 0);
            }
            0
        }
        (Cell::Counts(counts), [number, of]) if !counts.is_empty() => counts
            .iter()
            .enumerate()
            .map(|(at, (count, what))| {
                number.integer(i64::try_from(*count).unwrap_or(i64::MAX), at > 0);
                of.text(what, at > 0)
            })
            .sum(),
        (_, leaves) => {
            debug_assert!(
                matches!(cell, Cell::Null | Cell::Texts(_) | Cell::Spans(_) | Cell::Counts(_)),
                "{} cannot hold {cell:?}",
                column.name
            );
            leaves.iter_mut().for_each(Leaf::null);
            0
        }
    }
}

/// An error of the disk as such; else what the library said.
fn failed(error: ParquetError) -> ExportError {
    match error {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(source) => ExportError::Write(*source),
            Err(source) => {
                ExportError::Layout { layout: Layout::Parquet, message: source.to_string() }
            }
        },
        error => ExportError::Layout { layout: Layout::Parquet, message: error.to_string() },
    }
}
