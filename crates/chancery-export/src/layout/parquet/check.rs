//! Whether a file has the columns of its table, and whether what stands in them can be there.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use super::failed;
use super::schema::schema;
use crate::check::Problems;
use crate::error::ExportError;
use crate::tables::{TABLES, TableForm, Type, fault};

/// Rows that are read at a time.
const BATCH: usize = 1 << 14;

pub(super) fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(form) = TABLES.iter().find(|table| table.parquet == name) else {
        let what = "no table of parquet; check the folder, or name the file as the table";
        problems.add(0, None, what);
        return Ok(());
    };
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let n_bytes = file.metadata().map_err(unreadable)?.len();
    let reader = match SerializedFileReader::new(file) {
        Ok(reader) => reader,
        Err(error) => {
            problems.add(0, None, format!("no Parquet file: {error}"));
            return Ok(());
        }
    };
    let wanted = schema(form).map_err(failed)?;
    let found = reader.metadata().file_metadata().schema();
    let fields = found.get_fields().iter().map(|field| field.name());
    if !fields.eq(form.names.iter().copied()) {
        problems.add(0, None, format!("the columns are not {}", form.names.join(",")));
        return Ok(());
    }
    let mut types_fit = true;
    for (found, wanted) in found.get_fields().iter().zip(wanted.get_fields()) {
        if found != wanted {
            types_fit = false;
            problems.add(0, Some(wanted.name()), "of another type than docs/formats.md says");
        }
    }
    if !types_fit {
        return Ok(());
    }
    if !reader.metadata().row_groups().iter().all(|group| lies_within(group, n_bytes)) {
        problems.add(0, None, "columns lie outside the file: is it whole?");
        return Ok(());
    }
    let mut first = 1;
    for group in 0..reader.num_row_groups() {
        match reader.get_row_group(group) {
            Ok(group) => {
                check_group(form, group.as_ref(), first, problems);
                first += u64::try_from(group.metadata().num_rows()).unwrap_or_default();
            }
            Err(error) => problems.add(first, None, format!("cannot be read: {error}")),
        }
    }
    Ok(())
}

/// Whether all columns have their place in the file, which the library takes for granted.
fn lies_within(group: &RowGroupMetaData, n_bytes: u64) -> bool {
    let sizes = |size: i64| u64::try_from(size).ok().filter(|&size| size <= n_bytes);
    group.num_rows() >= 0
        && group.columns().iter().all(|column| {
            let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
            let whole = sizes(start).zip(sizes(column.compressed_size()));
            whole.is_some_and(|(start, size)| start + size <= n_bytes)
                && sizes(column.data_page_offset()).is_some()
                && column.num_values() >= 0
        })
}

/// Checks the columns of the rows from `first` on.
fn check_group(form: &TableForm, group: &dyn RowGroupReader, first: u64, problems: &mut Problems) {
    let mut leaf = 0;
    for column in form.columns {
        let n_leaves = if matches!(column.r#type, Type::Spans | Type::Counts) { 2 } else { 1 };
        for leaf in leaf..leaf + n_leaves {
            // Some broken pages make the library panic; of a file that is checked they are a problem like others.
            let read = catch_unwind(AssertUnwindSafe(|| {
                check_leaf(group.get_column_reader(leaf)?, &mut |row, text| {
                    if let Some(fault) = text_fault(column.r#type, text) {
                        problems.add(first + row, Some(column.name), fault);
                    }
                })
            }));
            let broken = || ParquetError::General("a page is broken".to_owned());
            let n_wanted = group.metadata().num_rows();
            let checked = match read.unwrap_or_else(|_| Err(broken())) {
                Ok(n_rows) if i64::try_from(n_rows) == Ok(n_wanted) => Ok(()),
                Ok(n_rows) => {
                    Err(ParquetError::General(format!("{n_rows} rows in place of {n_wanted}")))
                }
                Err(error) => Err(error),
            };
            if let Err(error) = checked {
                problems.add(first, Some(column.name), format!("cannot be read: {error}"));
            }
        }
        leaf += n_leaves;
    }
}

/// Of a list each element is looked at, so that only what a single text may be counts.
fn text_fault(r#type: Type, text: &str) -> Option<String> {
    match r#type {
        Type::Texts | Type::Spans | Type::Counts => None,
        r#type => fault(r#type, text),
    }
}

/// What is done with the row, from 0, and the text of a value; empty for nothing.
type EachValue<'a> = &'a mut dyn FnMut(u64, &str);

fn check_leaf(reader: ColumnReader, each: EachValue<'_>) -> Result<u64, ParquetError> {
    match reader {
        ColumnReader::ByteArrayColumnReader(reader) => {
            walk(reader, each, |value| Ok(value.as_utf8()?.to_owned()))
        }
        ColumnReader::FloatColumnReader(reader) => {
            walk(reader, each, |value| Ok(value.to_string()))
        }
        // Whatever number stands there, it is one; days are numbers of days.
        ColumnReader::DoubleColumnReader(reader) => {
            walk(reader, &mut |_, _| {}, |_| Ok(String::new()))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            walk(reader, &mut |_, _| {}, |_| Ok(String::new()))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            walk(reader, &mut |_, _| {}, |_| Ok(String::new()))
        }
        ColumnReader::BoolColumnReader(reader) => {
            walk(reader, &mut |_, _| {}, |_| Ok(String::new()))
        }
        _ => Err(ParquetError::General("of another type than its schema says".to_owned())),
    }
}

/// Walks over a leaf column; gives the number of rows.
fn walk<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    each: EachValue<'_>,
    text: impl Fn(&T::T) -> Result<String, ParquetError>,
) -> Result<u64, ParquetError> {
    let (mut definition, mut repetition, mut values) = (Vec::new(), Vec::new(), Vec::new());
    let mut n_rows = 0;
    loop {
        definition.clear();
        repetition.clear();
        values.clear();
        let (n_read, _, _) = reader.read_records(
            BATCH,
            Some(&mut definition),
            Some(&mut repetition),
            &mut values,
        )?;
        if n_read == 0 {
            return Ok(n_rows);
        }
        let mut left = values.iter();
        for (at, &level) in definition.iter().enumerate() {
            if repetition.get(at).is_none_or(|&level| level == 0) {
                n_rows += 1;
            }
            let text = match level {
                0 => String::new(),
                _ => text(left.next().ok_or_else(|| {
                    ParquetError::General("fewer values than its levels say".to_owned())
                })?)?,
            };
            each(u64::saturating_sub(n_rows, 1), &text);
        }
    }
}
