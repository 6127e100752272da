use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::thread;

use anyhow::Result;
use chancery::Reader;
use chancery::keep::incoming;
use chancery::ordered::ordered;
use chancery::read::Worker;
use chancery_archive::{Added, Archive, Incoming, Writer, input_digest};
use chancery_ingest::{Item, NoArticle, Place, Skipped, Spot};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::archive::ArchiveArgs;
use super::batch::{interruption, not_wanted, progress};
use super::inputs::{InputArgs, Items, Known};

/// Take articles into an archive and make one record of them
///
/// An article that is there already is not read again; one with the same address and another text is a new
/// version. Broken off, the same command goes on where it stopped.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,

    #[command(flatten)]
    archive: ArchiveArgs,

    /// Articles read at the same time [default: the number of cores]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// What became of one input.
enum Done {
    Read { place: Place, incoming: Box<Incoming> },
    Known { place: Place },
    Filtered { place: Place },
    Skipped(Skipped),
    Fault { place: Place, id: String },
    Warned(String),
    Failed(anyhow::Error),
}

#[derive(Debug, Default)]
struct Counts {
    new: u64,
    versions: u64,
    known: u64,
    skipped: u64,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let reader = super::model::reader()?;
    let mut writer = Writer::open(&args.archive.archive, &command_line())?;
    let resume =
        writer.positions()?.iter().filter_map(|(path, spot)| resumed(path, spot)).collect();
    let interrupted = interruption()?;
    let known = known(&writer, &args.inputs, &args.archive.archive)?;
    let Items { each: items, filtered, bytes_read, learnt } =
        args.inputs.items_for_archive(resume, known);
    let progress = progress(&args.inputs, !args.archive.quiet, &bytes_read);
    let say = |line: &str| progress.suspend(|| anstream::eprintln!("chancery: {line}"));
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);

    let mut counts = Counts::default();
    let mut failure = None;
    let stop = &interrupted;
    ordered(
        items.take_while(|_| !stop.load(Ordering::Relaxed)),
        jobs,
        || Hand::new(&reader, &args.archive.archive),
        Hand::work,
        |done| {
            progress.inc(1);
            if let Err(error) = keep(&mut writer, done, &mut counts, args.archive.quiet, &say) {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            if stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    progress.finish_and_clear();
    if let Some(error) = failure {
        return Err(error);
    }
    if !interrupted.load(Ordering::Relaxed) {
        for (address, validators) in &*learnt.lock().unwrap_or_else(PoisonError::into_inner) {
            writer.remember_address(address, &serde_json::to_string(validators)?)?;
        }
    }
    writer.commit()?;
    let Counts { new, versions, known, skipped } = counts;
    let not_wanted = not_wanted(&filtered);
    if interrupted.load(Ordering::Relaxed) {
        anstream::eprintln!(
            "chancery: broken off after {new} new articles; the same command goes on from there"
        );
        return Ok(Outcome::Interrupted);
    }
    if writer.stale()? {
        let together = writer.consolidate()?;
        if !args.archive.quiet {
            anstream::eprintln!(
                "chancery: {new} new, {versions} in a new version, {known} known, {skipped} skipped{not_wanted}"
            );
            anstream::eprintln!("chancery: {}: {together}", args.archive.archive.display());
        }
    } else if !args.archive.quiet {
        anstream::eprintln!("chancery: nothing new: {known} known, {skipped} skipped{not_wanted}");
    }
    writer.finish()?;
    Ok(if skipped > 0 { Outcome::SomeSkipped } else { Outcome::All })
}

/// What the archive remembers of addresses.
fn known(writer: &Writer, inputs: &InputArgs, path: &std::path::Path) -> Result<Known> {
    let mut validators = BTreeMap::new();
    for address in inputs.addresses() {
        if let Some(state) = writer.address_state(&address)?
            && let Ok(state) = serde_json::from_str(&state)
        {
            validators.insert(address, state);
        }
    }
    let path = path.to_owned();
    let mut archive = None;
    let is_known = move |address: &str| {
        let archive = archive.get_or_insert_with(|| Archive::open(&path).ok());
        let state = archive.as_ref().and_then(|archive| archive.address_state(address).ok());
        state.flatten().is_some()
    };
    Ok(Known { validators, is_known: Some(Box::new(is_known)) })
}

/// What was asked, by which the same command is known again.
fn command_line() -> String {
    let quiet = |word: &String| !matches!(word.as_str(), "-q" | "--quiet");
    std::env::args().skip(1).filter(quiet).collect::<Vec<_>>().join(" ")
}

fn keep(
    writer: &mut Writer,
    done: Done,
    counts: &mut Counts,
    quiet: bool,
    say: &impl Fn(&str),
) -> Result<()> {
    let place = match done {
        Done::Read { place, incoming } => {
            match writer.add(&incoming)? {
                Added::Article => counts.new += 1,
                Added::Version => counts.versions += 1,
                Added::Known => counts.known += 1,
                Added::TooLarge => {
                    counts.skipped += 1;
                    let reason = "it has more than a million findings of a kind";
                    let remedy = "split the article";
                    writer.skip(&place.to_string(), reason, remedy)?;
                    say(&format!("skipped {place}: {reason}; {remedy}"));
                }
            }
            place
        }
        Done::Known { place } => {
            counts.known += 1;
            place
        }
        Done::Filtered { place } => place,
        Done::Skipped(skipped) => {
            counts.skipped += 1;
            writer.skip(
                &skipped.place.to_string(),
                &skipped.error.to_string(),
                &skipped.error.remedy(),
            )?;
            say(&format!("skipped {skipped}"));
            skipped.place
        }
        Done::Fault { place, id } => {
            counts.skipped += 1;
            let (reason, remedy) =
                ("a fault of the program's own", "please report it with the text");
            writer.skip(&place.to_string(), reason, remedy)?;
            say(&format!("skipped {place}: {id}: {reason} (above); {remedy}"));
            place
        }
        Done::Warned(what) => {
            if !quiet {
                say(&format!("warning: {what}"));
            }
            return Ok(());
        }
        Done::Failed(error) => return Err(error),
    };
    // A file of one article is known by its text.
    if let (Some(path), true) = (&place.path, place.spot.is_some() || place.member.is_some())
        && let Ok(position) = serde_json::to_string(&Position::of(&place))
    {
        writer.reached(&path.to_string_lossy(), position);
    }
    Ok(())
}

/// A place within a file, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Position {
    member: Option<String>,
    line: Option<u64>,
    record: Option<u64>,
    byte: Option<u64>,
}

impl Position {
    fn of(place: &Place) -> Self {
        let mut position = Self {
            member: place.member.as_ref().map(ToString::to_string),
            line: None,
            record: None,
            byte: None,
        };
        match place.spot {
            Some(Spot::Line(line)) => position.line = Some(line),
            Some(Spot::Record(record)) => position.record = Some(record),
            Some(Spot::Byte(byte)) => position.byte = Some(byte),
            None => {}
        }
        position
    }
}

/// The place of a file that was kept.
fn resumed(path: &str, position: &str) -> Option<Place> {
    let position: Position = serde_json::from_str(position).ok()?;
    let spot = position
        .line
        .map(Spot::Line)
        .or(position.record.map(Spot::Record))
        .or(position.byte.map(Spot::Byte));
    Some(Place {
        path: Some(Arc::from(PathBuf::from(path))),
        member: position.member.as_deref().map(Arc::from),
        spot,
    })
}

/// What one thread needs: a reader, and a look at what the archive has.
struct Hand<'r> {
    reader: &'r Reader,
    worker: Worker<'r>,
    path: &'r std::path::Path,
    archive: OnceCell<Archive>,
}

impl<'r> Hand<'r> {
    fn new(reader: &'r Reader, path: &'r std::path::Path) -> Self {
        Self { reader, worker: reader.worker(), path, archive: OnceCell::new() }
    }

    fn work(&mut self, item: Item) -> Done {
        let input = match item {
            Item::Article(input) => *input,
            Item::Skipped(skipped) => return Done::Skipped(skipped),
            Item::Warning(warning) => return Done::Warned(warning.to_string()),
        };
        let (id, place) = (input.id.clone(), input.place.clone());
        let done = panic::catch_unwind(AssertUnwindSafe(|| {
            let article = match input.into_article() {
                Ok(article) => article,
                Err(NoArticle::Filtered(_)) => return Done::Filtered { place: place.clone() },
                Err(NoArticle::Skipped(skipped)) => return Done::Skipped(skipped),
            };
            match self.knows(&article) {
                Ok(true) => Done::Known { place: place.clone() },
                Ok(false) => {
                    let incoming = Box::new(incoming(&mut self.worker, &article));
                    Done::Read { place: place.clone(), incoming }
                }
                Err(error) => Done::Failed(error),
            }
        }));
        done.unwrap_or_else(|_| {
            // What the worker holds may be half done.
            self.worker = self.reader.worker();
            Done::Fault { place, id }
        })
    }

    fn knows(&self, article: &chancery::Article) -> Result<bool> {
        let archive = if let Some(archive) = self.archive.get() {
            archive
        } else {
            let opened = Archive::open(self.path)?;
            self.archive.get_or_init(|| opened)
        };
        Ok(archive.knows(&input_digest(article))?)
    }
}
