//! Every row of every table, one after the other.

use chancery_archive::rows::Record;

use super::{Cell, TABLES, cells};
use crate::error::ExportError;
use crate::layout::Layout;
use crate::options::Options;
use crate::output::Output;
use crate::row::Row;
use crate::source::{Kind, Source};

/// What takes the rows.
pub(crate) trait Sink {
    /// Takes a row of the table of that place in [`TABLES`]; a table without a row is never begun.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn row(
        &mut self,
        table: usize,
        cells: &[Cell<'_>],
        output: &mut Output,
    ) -> Result<(), ExportError>;

    /// Ends all tables.
    ///
    /// # Errors
    /// Where they cannot be written.
    fn finish(self) -> Result<(), ExportError>;
}

/// Place of a table in [`TABLES`].
fn place(name: &str) -> usize {
    TABLES.iter().position(|table| table.name == name).expect("a table of the list")
}

/// Writes all tables. Only records count as rows of the export.
pub(crate) fn walk(
    layout: Layout,
    source: &dyn Source,
    options: &Options,
    output: &mut Output,
    mut sink: impl Sink,
) -> Result<(), ExportError> {
    for (kind, table) in [
        (Kind::Event, "events"),
        (Kind::Meeting, "meetings"),
        (Kind::Statement, "statements"),
        (Kind::Position, "positions"),
    ] {
        let table = place(table);
        source.records(kind, &mut |record| {
            if options.reports {
                let mut reports = record.reports.iter().map(Row::of_report);
                reports.try_for_each(|row| {
                    record_rows(layout, options, table, &row, &mut sink, output)
                })
            } else if let Some(row) = Row::of_record(record) {
                record_rows(layout, options, table, &row, &mut sink, output)?;
                disagreement_rows(layout, options, record, &row, &mut sink, output)
            } else {
                Ok(())
            }
        })?;
    }
    let (entities, offices) = (place("entities"), place("offices"));
    source.entities(&mut |entity| {
        sink.row(entities, &cells::entity(entity), output)?;
        for (number, office) in (1..).zip(&entity.offices) {
            sink.row(offices, &cells::office(entity, office, number), output)?;
        }
        Ok(())
    })?;
    let table = place("articles");
    source.articles(&mut |article| sink.row(table, &cells::article(article), output))?;
    let table = place("places");
    source.places(&mut |mention| sink.row(table, &cells::place_mention(mention), output))?;
    let table = place("times");
    source.times(&mut |mention| sink.row(table, &cells::time_mention(mention), output))?;
    sink.finish()
}

/// A record with its reports and all their parties.
fn record_rows(
    layout: Layout,
    options: &Options,
    table: usize,
    row: &Row<'_>,
    sink: &mut impl Sink,
    output: &mut Output,
) -> Result<(), ExportError> {
    if !options.takes(layout, row.status) {
        return Ok(());
    }
    output.row();
    sink.row(table, &cells::record(row), output)?;
    let (reports, parties) = (place("reports"), place("parties"));
    for finding in row.reports {
        sink.row(reports, &cells::report(row, finding), output)?;
        for number in 1..=finding.parties.len() as u32 {
            sink.row(parties, &cells::party(row, finding, number), output)?;
        }
    }
    Ok(())
}

fn disagreement_rows(
    layout: Layout,
    options: &Options,
    record: &Record,
    row: &Row<'_>,
    sink: &mut impl Sink,
    output: &mut Output,
) -> Result<(), ExportError> {
    if !options.takes(layout, row.status) {
        return Ok(());
    }
    let table = place("disagreements");
    for disagreement in &record.disagreements {
        for number in 1..=disagreement.values.len() as u32 {
            sink.row(table, &cells::disagreement(row, disagreement, number), output)?;
        }
    }
    Ok(())
}
