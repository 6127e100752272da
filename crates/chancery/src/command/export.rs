use std::io;
use std::path::PathBuf;

use anyhow::{Result, bail};
use chancery::select::Selected;
use chancery_archive::Archive;
use chancery_archive::query::Query;
use chancery_export::{
    DyadOptions, Layout, Level, Options, Output, Period, Reciprocal, check, export,
};

use super::Outcome;
use super::archive::ArchiveArgs;

/// Write the record in a layout that other tools read
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What to export, in the language of `chancery search`; all there is where nothing is given
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    archive: ArchiveArgs,

    /// The layout: jsonl, csv, parquet, plover, polecat, icews, gdelt, phoenix, colt, dna, ftm, annotations,
    /// graphml, gexf, geojson, ics, dyads (docs/formats.md)
    #[arg(long = "as", value_name = "LAYOUT", required_unless_present = "check")]
    layout: Option<Layout>,

    /// File to write, or folder for csv, parquet and gdelt [default: standard output]
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,

    /// The archive as it stood at the end of this day: articles and corrections
    #[arg(long, value_name = "DATE")]
    as_of: Option<jiff::civil::Date>,

    /// A row a report, not a row for all reports of one thing
    #[arg(long)]
    reports: bool,

    /// Statuses that go out: occurred, ongoing, planned, hypothetical, denied, failed, or all [default: all where
    /// the layout tells the status, else occurred and ongoing]
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',')]
    statuses: Vec<String>,

    /// What a meeting of several becomes in layouts of pairs
    #[arg(long, value_enum, default_value_t = Equals::Pairs)]
    reciprocal: Equals,

    /// dyads: the span of time of a row
    #[arg(long, value_enum, default_value_t = By::Month)]
    by: By,

    /// dyads: who the two are
    #[arg(long, value_enum, default_value_t = Who::Country)]
    level: Who,

    /// dyads: A to B and B to A apart
    #[arg(long)]
    directed: bool,

    /// dyads: rows also for spans in which a pair did nothing
    #[arg(long)]
    zeros: bool,

    /// Hold a file against its layout instead of writing one
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "query"])]
    check: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Equals {
    /// Each with each other, both ways
    Pairs,
    /// Each pair once
    Undirected,
    /// One row
    List,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum By {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Who {
    /// The states for which the parties act
    Country,
    /// The parties themselves
    Actor,
}

const STATUSES: [&str; 6] = ["occurred", "ongoing", "planned", "hypothetical", "denied", "failed"];

impl Args {
    fn options(&self) -> Result<Options> {
        let statuses = match self.statuses.as_slice() {
            [] => None,
            [all] if all == "all" => Some(STATUSES.map(str::to_owned).to_vec()),
            some => {
                if let Some(unknown) = some.iter().find(|one| !STATUSES.contains(&one.as_str())) {
                    bail!("--status {unknown}: there are {}, and all", STATUSES.join(", "));
                }
                Some(some.to_vec())
            }
        };
        Ok(Options {
            reports: self.reports,
            statuses,
            reciprocal: match self.reciprocal {
                Equals::Pairs => Reciprocal::Pairs,
                Equals::Undirected => Reciprocal::Undirected,
                Equals::List => Reciprocal::List,
            },
            dyads: DyadOptions {
                by: match self.by {
                    By::Day => Period::Day,
                    By::Week => Period::Week,
                    By::Month => Period::Month,
                    By::Year => Period::Year,
                },
                level: match self.level {
                    Who::Country => Level::Country,
                    Who::Actor => Level::Actor,
                },
                directed: self.directed,
                zeros: self.zeros,
            },
        })
    }
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    if let Some(path) = &args.check {
        return check_file(path, args.layout);
    }
    let Some(layout) = args.layout else { bail!("--as LAYOUT says in which layout to write") };
    let options = args.options()?;
    let query: Query = args.query.join(" ").parse()?;
    let mut archive = Archive::open(&args.archive.archive)?;
    if let Some(day) = args.as_of {
        archive = archive.as_of(day)?;
    }
    let source = Selected::new(&archive, &query, args.as_of.map(|day| day.to_string()))?;
    let output = match &args.output {
        Some(path) => Output::to_path(layout, path)?,
        None => Output::to_stream(layout, Box::new(io::stdout()))?,
    };
    let written = export(layout, &source, &options, output)?;
    if !args.archive.quiet {
        for (why, count) in &written.left_out {
            anstream::eprintln!("chancery: left out {why}: {count}");
        }
        let files: Vec<String> =
            written.files.iter().map(|path| path.display().to_string()).collect();
        if files.is_empty() {
            if layout.has_evidence() {
                anstream::eprintln!(
                    "chancery: {} rows; with --output PATH the way back to the evidence stands beside it",
                    written.rows
                );
            }
        } else {
            anstream::eprintln!("chancery: {} rows: {}", written.rows, files.join(", "));
        }
    }
    Ok(Outcome::All)
}

/// Prints what is wrong with a file; exit status 1 where anything is.
fn check_file(path: &std::path::Path, layout: Option<Layout>) -> Result<Outcome> {
    let (layout, problems) = check(path, layout)?;
    for problem in &problems {
        anstream::println!("{}: {problem}", path.display());
    }
    if problems.is_empty() {
        anstream::println!("{}: {layout}, nothing is wrong with it", path.display());
        Ok(Outcome::All)
    } else {
        Ok(Outcome::SomeSkipped)
    }
}
