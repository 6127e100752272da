use std::io::{self, Write as _};

use anyhow::Result;
use chancery_archive::Archive;

use super::Outcome;
use super::archive::ArchiveArgs;

/// Tell the life of a finding, a record, an article or an actor: came in, read, corrected, merged
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// ARTICLE, ARTICLE#e2, e2-ARTICLE, Q7747 or ivan-petrov.RUS
    #[arg(value_name = "ID")]
    id: String,

    #[command(flatten)]
    archive: ArchiveArgs,

    /// One JSON object a line
    #[arg(long)]
    jsonl: bool,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let life = Archive::open(&args.archive.archive)?.history(&args.id)?;
    let mut out = io::stdout().lock();
    for incident in life {
        if args.jsonl {
            writeln!(out, "{}", serde_json::to_string(&incident)?)?;
        } else {
            let when = incident.when.as_deref().unwrap_or("now");
            writeln!(out, "{when:<20}  {}", incident.what)?;
        }
    }
    Ok(Outcome::All)
}
