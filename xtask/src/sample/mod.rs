//! `cargo xtask sample`: findings drawn at random, for a person to judge, and the shares right of a judged sheet.

mod draw;
mod sheet;
mod tally;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use self::draw::Quota;
use self::sheet::Sheet;

/// Draw a sheet of findings to judge, or count the verdicts of judged sheets
///
/// A sheet is a table of tab-separated columns, a finding a row. Fill in the column `verdict` with `right`, or with
/// `wrong` and, after a colon, what is wrong: event, type, parties, direction, status, politics, stance, topic or
/// other. The column `remark` is yours. Which rows are drawn depends on the documents and the seed alone; a
/// finding that is still made after a change of the rules keeps its place in the draw.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("task").required(true).args(["from", "judged"]))]
pub(crate) struct Args {
    /// Read these documents, JSON Lines, and draw from what is found
    #[arg(long, value_name = "DOCS.jsonl")]
    from: Option<PathBuf>,

    /// Which draw; another number gives another sample
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Count the verdicts of these sheets, by kind, by rule and by confidence; with --output, write them without
    /// any words of the documents
    #[arg(long, value_name = "SHEET", num_args = 1.., conflicts_with = "seed")]
    judged: Vec<PathBuf>,

    /// Carry over the verdicts of rows that this sheet has too; may be repeated
    #[arg(long, value_name = "SHEET", requires = "from")]
    known: Vec<PathBuf>,

    /// Write the sheet here instead of to standard output
    #[arg(long, short, value_name = "SHEET")]
    output: Option<PathBuf>,

    #[command(flatten)]
    quota: Quota,
}

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let Some(from) = &args.from else { return count(args) };
    let mut sheet = draw::draw(from, args.seed, &args.quota)?;
    for path in &args.known {
        sheet.carry_over(&read(path)?);
    }
    write(args.output.as_deref(), &sheet.to_string())
}

/// Prints the shares of judged sheets; writes their rows without words where asked to.
fn count(args: &Args) -> Result<()> {
    let mut all = Sheet::default();
    for path in &args.judged {
        all.append(read(path)?);
    }
    print!("{}", tally::tally(&all));
    match &args.output {
        Some(path) => write(Some(path), &all.without_words().to_string()),
        None => Ok(()),
    }
}

fn read(path: &Path) -> Result<Sheet> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Sheet::parse(&text).with_context(|| path.display().to_string())
}

fn write(path: Option<&Path>, text: &str) -> Result<()> {
    match path {
        Some(path) => {
            fs::write(path, text).with_context(|| format!("cannot write to {}", path.display()))
        }
        None => io::stdout().write_all(text.as_bytes()).context("cannot write to standard output"),
    }
}
