//! Flat tables as comma-separated values (RFC 4180): UTF-8 without byte order mark, lines end in `\r\n`, a header
//! line, quotes where they must be, nothing in a cell without value.
//!
//! A list is one cell, its elements parted by `|`; a `|` or `\` within an element has a `\` before it.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use super::table::{self, CsvTable};
use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::error::ExportError;
use crate::output::Output;
use crate::tables::{Cell, Sink, TABLES, fault, walk};

const FILES: [TableColumns; TABLES.len()] = {
    let mut files = [TableColumns { file: "", columns: &[] }; TABLES.len()];
    let mut at = 0;
    while at < TABLES.len() {
        files[at] = TableColumns { file: TABLES[at].csv, columns: TABLES[at].names };
        at += 1;
    }
    files
};

pub(super) const FORM: Form = Form {
    about: "flat tables in a folder, a CSV file each: pandas, R, Excel",
    has_status: true,
    is_folder: true,
    has_evidence: false,
    tables: &FILES,
    write: |source, options, output| walk(Layout::Csv, source, options, output, Writers::default()),
    check,
};

/// The tables that have a row, by their place in [`TABLES`].
#[derive(Default)]
struct Writers([Option<CsvTable>; TABLES.len()]);

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
            self.0[table] = Some(CsvTable::new(output.table(form.csv)?, form.names)?);
        }
        let writer = self.0[table].as_mut().expect("begun above");
        writer.row(cells.iter().map(|cell| text(cell).into_owned()))
    }

    fn finish(self) -> Result<(), ExportError> {
        for writer in self.0.into_iter().flatten() {
            writer.finish()?;
        }
        Ok(())
    }
}

fn text<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Integer(number) => Cow::Owned(number.to_string()),
        Cell::Single(number) => Cow::Owned(number.to_string()),
        Cell::Double(number) => Cow::Owned(number.to_string()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Cell::Texts(texts) => list(texts.iter(), |text, list| list.push_str(&escaped(text))),
        Cell::Spans(spans) => list(spans.iter(), |span, list| {
            let _ = write!(list, "{}-{}", span.start, span.end);
        }),
        Cell::Counts(counts) => list(counts.iter(), |(count, of), list| {
            let _ = write!(list, "{count} {}", escaped(of));
        }),
    }
}

fn list<T>(items: impl Iterator<Item = T>, write: impl Fn(T, &mut String)) -> Cow<'static, str> {
    let mut list = String::new();
    for (at, item) in items.enumerate() {
        if at > 0 {
            list.push('|');
        }
        write(item, &mut list);
    }
    Cow::Owned(list)
}

/// An element of a list, so that it can be told from the next.
fn escaped(text: &str) -> Cow<'_, str> {
    if text.contains(['|', '\\']) {
        Cow::Owned(text.replace('\\', "\\\\").replace('|', "\\|"))
    } else {
        Cow::Borrowed(text)
    }
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(form) = TABLES.iter().find(|table| table.csv == name) else {
        problems.add(0, None, "no table of csv; check the folder, or name the file as the table");
        return Ok(());
    };
    table::check(path, form.names, problems, &mut |line, cells, problems| {
        for (column, cell) in form.columns.iter().zip(cells) {
            if let Some(fault) = fault(column.r#type, cell) {
                problems.add(line, Some(column.name), fault);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_a_list_can_be_told_apart() {
        let cell = Cell::Texts(vec![Cow::Borrowed("a|b"), Cow::Borrowed("c\\d")]);
        assert_eq!(text(&cell), "a\\|b|c\\\\d");
        assert_eq!(text(&Cell::Single(0.97)), "0.97");
    }
}
