//! One comma-separated table with a header (RFC 4180), and the walk that checks one.

use std::fs::File;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Terminator, Writer, WriterBuilder};

use crate::check::Problems;
use crate::error::ExportError;
use crate::layout::Layout;
use crate::output::Table;

/// One run of columns, or of fields, after the other.
pub(super) const fn chained<const N: usize>(runs: &[&[&'static str]]) -> [&'static str; N] {
    let mut columns = [""; N];
    let (mut run, mut filled) = (0, 0);
    while run < runs.len() {
        let mut at = 0;
        while at < runs[run].len() {
            columns[filled] = runs[run][at];
            filled += 1;
            at += 1;
        }
        run += 1;
    }
    assert!(filled == N, "as many columns as the runs have");
    columns
}

/// A table that is being written.
pub(super) struct CsvTable(Writer<Table>);

impl CsvTable {
    /// Begins it with its header.
    pub(super) fn new(table: Table, columns: &[&str]) -> Result<Self, ExportError> {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(table);
        writer.write_record(columns).map_err(failed)?;
        Ok(Self(writer))
    }

    /// Writes a row.
    pub(super) fn row<T: AsRef<[u8]>>(
        &mut self,
        cells: impl IntoIterator<Item = T>,
    ) -> Result<(), ExportError> {
        self.0.write_record(cells).map_err(failed)
    }

    /// Puts out what still lies in memory.
    pub(super) fn finish(self) -> Result<(), ExportError> {
        self.0.into_inner().map_err(csv::IntoInnerError::into_error)?.finish()
    }
}

/// An error of the disk as such; the writer has no other.
fn failed(error: csv::Error) -> ExportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ExportError::Write(error),
        kind => ExportError::Layout { layout: Layout::Csv, message: format!("{kind:?}") },
    }
}

/// What is done with each row that has as many cells as the header, and the line in which it begins.
pub(super) type EachRow<'a> = &'a mut dyn FnMut(u64, &StringRecord, &mut Problems);

/// Walks over a table with these columns.
pub(super) fn check(
    path: &Path,
    columns: &[&'static str],
    problems: &mut Problems,
    each: EachRow<'_>,
) -> Result<(), ExportError> {
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
    let mut record = StringRecord::new();
    let mut is_header = true;
    // The reader stops between `\r` and `\n`, and counts the line only as it goes on.
    let mut late = 0;
    loop {
        let line = reader.position().line() + late;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => match error.into_kind() {
                csv::ErrorKind::Io(source) => return Err(unreadable(source)),
                csv::ErrorKind::Utf8 { err, .. } => {
                    problems.add(line, columns.get(err.field()).copied(), "not UTF-8");
                    continue;
                }
                kind => {
                    problems.add(line, None, format!("{kind:?}"));
                    continue;
                }
            },
        }
        if is_header {
            is_header = false;
            late = u64::from(reader.position().line() == line);
            if !record.iter().eq(columns.iter().copied()) {
                problems.add(line, None, format!("the header is not {}", columns.join(",")));
                return Ok(());
            }
        } else if record.len() == columns.len() {
            each(line, &record, problems);
        } else {
            let wanted = columns.len();
            problems.add(line, None, format!("{} cells, not {wanted}", record.len()));
        }
    }
    if is_header {
        problems.add(0, None, "empty: not even a header");
    }
    Ok(())
}
