use anyhow::Result;
use chancery_archive::Archive;

use super::Outcome;
use super::archive::ArchiveArgs;

/// See whether an archive is sound: the file, its indexes, that every piece of evidence is a stretch of its text
///
/// Of every tenth article the rows are compared with what its stored record and its corrections give.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Compare every article
    #[arg(long)]
    all: bool,
}

/// Articles of which one is compared unasked.
const EVERY: usize = 10;

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let path = &args.archive.archive;
    let damage = Archive::open(path)?.check(if args.all { 1 } else { EVERY })?;
    for line in &damage {
        anstream::println!("{}: {line}", path.display());
    }
    if damage.is_empty() {
        if !args.archive.quiet {
            anstream::eprintln!("chancery: {}: sound", path.display());
        }
        Ok(Outcome::All)
    } else {
        anstream::eprintln!(
            "chancery: {}: {} pieces of damage; `chancery export --as jsonl` saves what can be read, `chancery ingest` makes a new archive of it",
            path.display(),
            damage.len()
        );
        Ok(Outcome::SomeSkipped)
    }
}
