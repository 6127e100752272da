use std::io::{self, Write as _};

use anyhow::Result;
use chancery_archive::Archive;

use super::Outcome;
use super::archive::ArchiveArgs;

/// Say what an archive holds, and what could not be parsed
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// List all that could not be parsed, not just the first of it
    #[arg(long)]
    skipped: bool,
}

/// How much of what could not be parsed is listed unasked.
const FEW: usize = 5;

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let path = &args.archive.archive;
    let status = Archive::open(path)?.status()?;
    let mut out = io::stdout().lock();
    writeln!(out, "{} ({:.1} MB)", path.display(), status.bytes as f64 / 1e6)?;
    for (what, count) in &status.counts {
        writeln!(out, "{count:>12}  {what}")?;
    }
    if let Some((first, last)) = &status.published {
        writeln!(out, "published    {first} to {last}")?;
    }
    if !status.outlets.is_empty() {
        let outlets: Vec<String> =
            status.outlets.iter().map(|(outlet, count)| format!("{outlet} {count}")).collect();
        writeln!(out, "outlets      {}", outlets.join(", "))?;
    }
    for (version, model, data, count) in &status.readers {
        writeln!(out, "read by      chancery {version}, {model}, data {data}: {count} articles")?;
    }
    for command in &status.unfinished {
        writeln!(
            out,
            "cut short    chancery {command}\n             (the same command goes on where it stopped)"
        )?;
    }
    if status.stale {
        writeln!(
            out,
            "not up to date: articles have come in since reports were last made one; any `chancery ingest` does it"
        )?;
    }
    if !status.skipped.is_empty() {
        writeln!(out, "{:>12}  could not be parsed:", status.skipped.len())?;
        let shown = if args.skipped { status.skipped.len() } else { FEW };
        for (place, reason, remedy) in status.skipped.iter().take(shown) {
            writeln!(out, "              {place}: {reason}; {remedy}")?;
        }
        if status.skipped.len() > shown {
            writeln!(out, "              … `chancery status --skipped` lists all")?;
        }
    }
    Ok(Outcome::All)
}
