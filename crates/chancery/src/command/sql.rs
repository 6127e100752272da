use std::io::{self, BufWriter, IsTerminal as _, Write as _};

use anyhow::Result;
use chancery_archive::{Archive, Cell};
use textwrap::core::display_width;

use super::Outcome;
use super::archive::ArchiveArgs;

/// Ask an archive in SQL, read only
///
/// Views: articles, actors, entities, meetings, events, statements, positions, places, times, records,
/// corrections; docs/archive.md tells their columns. The dialect is that of `SQLite`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The question, such as "select type, count(*) from events group by type"
    #[arg(value_name = "SELECT")]
    sql: String,

    #[command(flatten)]
    archive: ArchiveArgs,

    /// Form of the answer [default: text at a terminal, else csv]
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Forms of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum TableFormat {
    /// Columns for people
    Text,
    /// One JSON object a row
    Jsonl,
    /// RFC 4180
    Csv,
}

impl TableFormat {
    /// What was asked for, else text at a terminal and CSV elsewhere.
    pub(super) fn or_default(given: Option<Self>) -> Self {
        given.unwrap_or(if io::stdout().is_terminal() { Self::Text } else { Self::Csv })
    }
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let archive = Archive::open(&args.archive.archive)?;
    let format = TableFormat::or_default(args.format);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut table: Vec<Vec<String>> = Vec::new();
    let mut written = Ok(());
    archive.ask(&args.sql, |names, cells| {
        written = match (format, cells) {
            (TableFormat::Text, cells) => {
                table.push(
                    cells.map_or_else(|| names.to_vec(), |row| row.iter().map(plain).collect()),
                );
                Ok(())
            }
            (TableFormat::Csv, None) => csv_line(names.iter().cloned(), &mut out),
            (TableFormat::Csv, Some(row)) => csv_line(row.iter().map(plain), &mut out),
            (TableFormat::Jsonl, None) => Ok(()),
            (TableFormat::Jsonl, Some(row)) => json_line(names, row, &mut out),
        };
        written.is_ok()
    })?;
    written?;
    if format == TableFormat::Text {
        out.write_all(aligned(&table).as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::All)
}

fn csv_line(cells: impl Iterator<Item = String>, out: &mut impl io::Write) -> Result<()> {
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record(cells.map(String::into_bytes))?;
    out.write_all(&line.into_inner().map_err(csv::IntoInnerError::into_error)?)?;
    Ok(())
}

fn json_line(names: &[String], row: &[Cell], out: &mut impl io::Write) -> Result<()> {
    for (number, (name, cell)) in names.iter().zip(row).enumerate() {
        out.write_all(if number == 0 { b"{" } else { b"," })?;
        serde_json::to_writer(&mut *out, name)?;
        write!(out, ":{}", json(cell))?;
    }
    writeln!(out, "}}")?;
    Ok(())
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}

fn json(cell: &Cell) -> String {
    match cell {
        Cell::Null => "null".to_owned(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => serde_json::to_string(number).unwrap_or_else(|_| "null".to_owned()),
        Cell::Text(text) => serde_json::to_string(text).expect("text is JSON"),
    }
}

/// A table for people, its first row the head: columns as wide as their widest cell, long cells cut.
fn aligned(table: &[Vec<String>]) -> String {
    /// Widest column, in characters.
    const WIDEST: usize = 60;
    let cut = |cell: &String| {
        let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= WIDEST {
            line
        } else {
            line.chars().take(WIDEST - 1).chain(['…']).collect()
        }
    };
    let cells: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(cut).collect()).collect();
    let widths: Vec<usize> = (0..cells.first().map_or(0, Vec::len))
        .map(|at| cells.iter().map(|row| display_width(&row[at])).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for (number, row) in cells.iter().enumerate() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - display_width(cell)));
        }
        out.push_str(line.trim_end());
        out.push('\n');
        if number == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            out.push_str(&rule.join("  "));
            out.push('\n');
        }
    }
    out
}
