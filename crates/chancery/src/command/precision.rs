use std::io::{self, Write as _};

use anyhow::Result;
use chancery_archive::Archive;

use super::Outcome;
use super::archive::ArchiveArgs;
use super::sample::By;

/// Print how often findings were right, by those who judged them, and how far the judges agree
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// What to count apart
    #[arg(long, value_enum, default_value_t = By::Type)]
    by: By,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let (precision, agreement) =
        Archive::open(&args.archive.archive)?.precision(args.by.stratum())?;
    let mut out = io::stdout().lock();
    if precision.is_empty() {
        writeln!(out, "nothing has been judged; `chancery sample` draws findings for it")?;
        return Ok(Outcome::All);
    }
    writeln!(
        out,
        "{:<10} {:<28} {:>6} {:>6} {:>7}  95 % interval",
        "kind", "of", "right", "judged", "share"
    )?;
    for one in &precision {
        let (share, low, high) = one.share();
        writeln!(
            out,
            "{:<10} {:<28} {:>6} {:>6} {:>5.1} %  {:.1} to {:.1}",
            one.kind,
            one.stratum,
            one.right,
            one.judged,
            share * 100.0,
            low * 100.0,
            high * 100.0
        )?;
    }
    if agreement.findings > 0 {
        let alpha = agreement
            .alpha
            .map_or("none: all verdicts are the same".to_owned(), |alpha| format!("{alpha:.3}"));
        writeln!(
            out,
            "{} findings judged by two or more of {} coders; Krippendorff's alpha {alpha}",
            agreement.findings, agreement.coders
        )?;
    }
    Ok(Outcome::All)
}
