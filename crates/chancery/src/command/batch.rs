//! Many articles through one worker function: threads, progress, bad input, Ctrl-C, the closing summary.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use chancery::ordered::ordered;
use chancery::read::Worker;
use chancery::{Article, Reader};
use chancery_ingest::{FilteredBy, FilteredCounts, Input, Item, NoArticle};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Outcome;
use super::inputs::{InputArgs, Items};

/// How to go about it.
#[derive(Debug, clap::Args)]
pub(super) struct BatchArgs {
    /// Write here instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Articles read at the same time [default: the number of cores]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    /// No progress, no warnings, no summary; errors are still named
    #[arg(long, short)]
    quiet: bool,

    /// Name each article as it is read, with its tokens and time
    #[arg(long, short, conflicts_with = "quiet")]
    verbose: bool,
}

/// What became of one input.
enum Done {
    Written {
        id: String,
        bytes: Vec<u8>,
        chars: usize,
        took: Duration,
    },
    Skipped(String),
    Warned(String),
    /// Not wanted; the inputs count it.
    Filtered,
}

/// What the bytes are that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// For programs: passed on as they are.
    Data,
    /// For people: ANSI styles are taken out unless a terminal reads them.
    Styled,
}

/// Reads every input with `write`, which turns an article into bytes, and puts the bytes out in order.
pub(super) fn batch(
    inputs: &InputArgs,
    args: &BatchArgs,
    reader: &Reader,
    content: Content,
    write: impl Fn(&mut Worker<'_>, &Article, &mut Vec<u8>) + Sync,
) -> Result<Outcome> {
    let mut out = output(args, content)?;
    let interrupted = interruption()?;
    let Items { each: items, filtered, bytes_read, .. } = inputs.items();
    let shown = !args.quiet && (args.output.is_some() || !io::stdout().is_terminal());
    let progress = progress(inputs, shown, &bytes_read);
    let say = |line: &str| progress.suspend(|| anstream::eprintln!("chancery: {line}"));
    let jobs = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);

    let (mut n_read, mut n_skipped) = (0_u64, 0_u64);
    let mut failure = None;
    let stop = &interrupted;
    ordered(
        items.take_while(|_| !stop.load(Ordering::Relaxed)),
        jobs,
        || reader.worker(),
        |worker, item| work(reader, worker, item, &write),
        |done| {
            match done {
                Done::Written { id, bytes, chars, took } => {
                    // An interrupted batch ends between two articles, never within one.
                    if let Err(error) = out.write_all(&bytes) {
                        failure = Some(error);
                        return ControlFlow::Break(());
                    }
                    n_read += 1;
                    progress.inc(1);
                    if args.verbose {
                        say(&format!(
                            "{id}: {chars} characters in {:.1} ms",
                            took.as_secs_f64() * 1e3
                        ));
                    }
                }
                Done::Skipped(why) => {
                    n_skipped += 1;
                    say(&format!("skipped {why}"));
                }
                Done::Warned(what) if !args.quiet => say(&format!("warning: {what}")),
                Done::Warned(_) | Done::Filtered => {}
            }
            if stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    let flushed = failure.map_or_else(|| out.flush(), Err);
    progress.finish_and_clear();
    let place =
        args.output.as_ref().map_or("standard output".into(), |path| path.to_string_lossy());
    flushed.with_context(|| format!("cannot write to {place}"))?;
    if !args.quiet {
        anstream::eprintln!(
            "chancery: {n_read} read, {n_skipped} skipped{}",
            not_wanted(&filtered)
        );
    }
    Ok(if interrupted.load(Ordering::Relaxed) {
        Outcome::Interrupted
    } else if n_skipped > 0 {
        Outcome::SomeSkipped
    } else {
        Outcome::All
    })
}

/// `; 12 of another host, 3 without date not wanted`, where any were.
pub(super) fn not_wanted(filtered: &FilteredCounts) -> String {
    let counts: Vec<String> = FilteredBy::ALL
        .into_iter()
        .map(|reason| (reason, filtered.of(reason)))
        .filter(|(_, count)| *count > 0)
        .map(|(reason, count)| format!("{count} {}", reason.phrase()))
        .collect();
    if counts.is_empty() { String::new() } else { format!("; not wanted: {}", counts.join(", ")) }
}

/// One input on a worker's thread. A fault of ours in one article costs that article alone.
fn work<'r>(
    reader: &'r Reader,
    worker: &mut Worker<'r>,
    item: Item,
    write: &impl Fn(&mut Worker<'_>, &Article, &mut Vec<u8>),
) -> Done {
    let input: Input = match item {
        Item::Article(input) => *input,
        Item::Skipped(skipped) => return Done::Skipped(skipped.to_string()),
        Item::Warning(warning) => return Done::Warned(warning.to_string()),
    };
    let (id, place, start) = (input.id.clone(), input.place.clone(), Instant::now());
    let written = panic::catch_unwind(AssertUnwindSafe(|| {
        let article = input.into_article()?;
        let mut bytes = Vec::new();
        write(worker, &article, &mut bytes);
        Ok((bytes, article.text.len()))
    }));
    let Ok(written) = written else {
        // What the worker holds may be half done.
        *worker = reader.worker();
        return Done::Skipped(format!(
            "{place}: {id}: a fault of the program's own (above); please report it with the text"
        ));
    };
    match written {
        Ok((bytes, chars)) => Done::Written { id, bytes, chars, took: start.elapsed() },
        Err(NoArticle::Filtered(_)) => Done::Filtered,
        Err(NoArticle::Skipped(skipped)) => Done::Skipped(skipped.to_string()),
    }
}

fn output(args: &BatchArgs, content: Content) -> Result<Box<dyn Write>> {
    let plain: Box<dyn Write> = match &args.output {
        None if content == Content::Styled => {
            return Ok(Box::new(anstream::AutoStream::auto(io::stdout())));
        }
        None => Box::new(io::stdout()),
        Some(path) if path.is_dir() => {
            bail!("cannot write to {}: it is a folder; name a file", path.display())
        }
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("cannot write to {}", path.display()))?;
            match content {
                Content::Data => Box::new(file),
                Content::Styled => Box::new(anstream::StripStream::new(file)),
            }
        }
    };
    Ok(Box::new(BufWriter::with_capacity(1 << 16, plain)))
}

/// Set by Ctrl-C; a second one ends the program at once.
pub(super) fn interruption() -> Result<Arc<AtomicBool>> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&interrupted);
    ctrlc::set_handler(move || {
        if seen.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(interrupted)
}

/// Articles a second and time left, on standard error where that is a terminal.
pub(super) fn progress(
    inputs: &InputArgs,
    wanted: bool,
    bytes_read: &Arc<AtomicU64>,
) -> ProgressBar {
    if !(wanted && io::stderr().is_terminal()) {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let total = inputs.total_bytes();
    let style = match total {
        Some(_) => "{wide_bar:.cyan/dim} {percent_read} {pos} articles, {per_sec}, {left} left",
        None => "{spinner} {pos} articles, {per_sec}",
    };
    let (read, start) = (Arc::clone(bytes_read), Instant::now());
    let share = move || match total {
        Some(total) if total > 0 => read.load(Ordering::Relaxed) as f64 / total as f64,
        _ => 0.0,
    };
    let left = {
        let share = share.clone();
        move |_: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            let (done, taken) = (share(), start.elapsed());
            let text = if done > 0.0 {
                let left = taken.mul_f64((1.0 - done).max(0.0) / done);
                indicatif::HumanDuration(left).to_string()
            } else {
                "?".to_owned()
            };
            let _ = out.write_str(&text);
        }
    };
    let percent = move |_: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:3.0} %", share() * 100.0);
    };
    let style = ProgressStyle::with_template(style)
        .expect("the template is well formed")
        .with_key("left", left)
        .with_key("percent_read", percent);
    bar.set_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
