use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::thread;

use anyhow::Result;
use chancery::keep::incoming;
use chancery::ordered::ordered;
use chancery_archive::{Archive, Changes, Incoming, Outdated, Writer};

use super::Outcome;
use super::archive::ArchiveArgs;
use super::batch::interruption;

/// Read again what an older reader has read, and say what changes
///
/// Former records are kept, corrections stay with their findings. Broken off, the same command goes on.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Say what would change, and change nothing
    #[arg(long)]
    dry_run: bool,

    /// Print each finding that goes (-) or comes (+)
    #[arg(long)]
    list: bool,

    /// Articles read at the same time [default: the number of cores]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let path = &args.archive.archive;
    let archive = Archive::open(path)?;
    let reader = super::model::reader()?;
    let outdated = archive.outdated(reader.id())?;
    let mut writer = if args.dry_run { None } else { Some(Writer::open(path, "reread")?) };
    let interrupted = interruption()?;
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let mut all = Changes::default();
    let (mut read, mut changed) = (0_u64, 0_u64);
    let mut failure: Option<anyhow::Error> = None;
    let items = outdated.into_iter().map(|version| archive_item(path, version));
    ordered(
        items.take_while(|_| !interrupted.load(Ordering::Relaxed)),
        jobs,
        || reader.worker(),
        |worker, item: Result<Outdated>| {
            item.map(|outdated| {
                let incoming = incoming(worker, &outdated.article);
                (outdated, incoming)
            })
        },
        |done| {
            let one = done.and_then(|(outdated, incoming)| {
                let changes = replace(writer.as_mut(), &archive, &outdated, &incoming)?;
                Ok((outdated.id, changes))
            });
            match one {
                Ok((id, changes)) => {
                    read += 1;
                    changed += u64::from(!changes.lines.is_empty());
                    if args.list {
                        for line in &changes.lines {
                            anstream::println!("{id} {line}");
                        }
                    }
                    all.add(&changes);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        },
    );
    if let Some(error) = failure {
        return Err(error);
    }
    let broken_off = interrupted.load(Ordering::Relaxed);
    if let Some(mut writer) = writer {
        if broken_off {
            writer.commit()?;
        } else {
            if writer.stale()? {
                writer.consolidate()?;
            }
            writer.finish()?;
        }
    }
    if !args.archive.quiet {
        let would = if args.dry_run { "would be " } else { "" };
        anstream::eprintln!(
            "chancery: {read} articles {would}read again, {changed} of them with other findings"
        );
        for (layer, difference) in &all.layers {
            if difference.gone + difference.new > 0 {
                anstream::eprintln!(
                    "{:>12}s  {} gone, {} new, {} the same",
                    layer,
                    difference.gone,
                    difference.new,
                    difference.same
                );
            }
        }
    }
    Ok(if broken_off { Outcome::Interrupted } else { Outcome::All })
}

/// Opened for each: items are made on a thread of their own.
fn archive_item(path: &std::path::Path, version: i64) -> Result<Outdated> {
    Ok(Archive::open(path)?.came_in(version)?)
}

fn replace(
    writer: Option<&mut Writer>,
    archive: &Archive,
    outdated: &Outdated,
    incoming: &Incoming,
) -> Result<Changes> {
    Ok(match writer {
        Some(writer) => writer.replace(outdated.version, incoming)?,
        None => Changes::between(&archive.version_record(outdated.version)?, incoming.record()),
    })
}
