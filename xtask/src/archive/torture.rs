//! `cargo xtask torture`: an ingest killed at random moments must end in the archive that an undisturbed one makes.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use chancery::archive::{Archive, Cell};
use sha2::{Digest as _, Sha256};

use super::synthetic;
use crate::model;
use crate::run::{cargo, command, run, target};

/// Kill an ingest at random moments, again and again, and compare what comes of it with an undisturbed one
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How often to kill
    #[arg(long, default_value_t = 300)]
    kills: u32,
    /// How often to ingest the articles in another order as well
    #[arg(long, default_value_t = 3)]
    shuffles: u32,
    /// How many invented articles to ingest
    #[arg(long, default_value_t = 600)]
    articles: u64,
    /// What the moments are drawn by
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The program to torture [default: built first, with optimisation]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Columns that tell when something came in.
const WHEN: [&str; 1] = ["ingested"];

/// The documented views.
const VIEWS: [&str; 11] = [
    "articles",
    "actors",
    "entities",
    "places",
    "times",
    "statements",
    "events",
    "meetings",
    "positions",
    "records",
    "corrections",
];

/// Layouts of one file, and of one that has all that is in them.
const LAYOUTS: [&str; 6] = ["jsonl", "plover", "polecat", "icews", "ftm", "dyads"];

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let program = match &args.program {
        Some(program) => program.clone(),
        None => built()?,
    };
    torture(args, &program)
}

/// The program, built with optimisation.
pub(crate) fn built() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--release", "--package", "chancery"]))?;
    Ok(target().join("release").join(format!("chancery{}", std::env::consts::EXE_SUFFIX)))
}

/// A short round for the tests that everybody runs.
pub(crate) fn short(program: &Path) -> Result<()> {
    let args = Args { kills: 8, shuffles: 1, articles: 150, seed: 1, program: None };
    torture(&args, program)
}

fn torture(args: &Args, program: &Path) -> Result<()> {
    let folder = target().join("torture");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let bench = Bench { program, model: model::installed()?, folder: folder.clone() };
    let numbers: Vec<u64> = (0..args.articles).collect();
    let docs = folder.join("articles.jsonl");
    write_articles(&docs, &numbers)?;

    let start = Instant::now();
    let calm = folder.join("calm.db");
    bench.ingest(&calm, &docs)?;
    let whole = start.elapsed();
    let expected = bench.portrait(&calm)?;
    println!("undisturbed: {} articles in {:.1} s", args.articles, whole.as_secs_f64());

    let mut dice = args.seed | 1;
    for round in 0..args.shuffles {
        let mut order = numbers.clone();
        for at in (1..order.len()).rev() {
            order.swap(at, (next(&mut dice) % (at as u64 + 1)) as usize);
        }
        // In three commands, so that each consolidates what there is.
        let archive = folder.join("shuffled.db");
        remove(&archive);
        for (number, part) in order.chunks(order.len().div_ceil(3)).enumerate() {
            let docs = folder.join(format!("part-{number}.jsonl"));
            write_articles(&docs, part)?;
            bench.ingest(&archive, &docs)?;
        }
        let found = bench.portrait(&archive)?;
        ensure!(found == expected, "shuffle {round}: {}", differences(&expected, &found));
    }
    println!("{} shuffles: all equal", args.shuffles);

    let archive = folder.join("tortured.db");
    remove(&archive);
    let (mut kills, mut rounds) = (0, 0);
    while kills < args.kills {
        let mut child = bench.start(&archive, &docs)?;
        // From the first moment on, and some time after the end.
        let moment = Duration::from_micros(next(&mut dice) % (whole.as_micros() as u64 * 11 / 10));
        if killed_after(&mut child, moment)? {
            kills += 1;
            Bench::opens(&archive)?;
            continue;
        }
        rounds += 1;
        bench.equal(&archive, &expected).with_context(|| format!("after {kills} kills"))?;
        remove(&archive);
    }
    // The last one goes on to its end.
    bench.ingest(&archive, &docs)?;
    bench.equal(&archive, &expected).with_context(|| format!("after {kills} kills"))?;
    rounds += 1;
    println!(
        "torture: {kills} kills, {rounds} archives brought to their end, {} shuffles: all equal, row for row and byte for byte",
        args.shuffles
    );
    Ok(())
}

struct Bench<'p> {
    program: &'p Path,
    model: PathBuf,
    folder: PathBuf,
}

impl Bench<'_> {
    fn start(&self, archive: &Path, docs: &Path) -> Result<Child> {
        command(self.program)
            .env("CHANCERY_MODEL", &self.model)
            .args(["ingest", "--quiet", "--archive"])
            .arg(archive)
            .arg(docs)
            .stdin(Stdio::null())
            .spawn()
            .context("cannot start the program")
    }

    fn ingest(&self, archive: &Path, docs: &Path) -> Result<()> {
        let status = self.start(archive, docs)?.wait()?;
        ensure!(status.success(), "ingest failed: {status}");
        Ok(())
    }

    /// A killed ingest leaves an archive that opens, or none yet, and whole articles only.
    fn opens(archive: &Path) -> Result<()> {
        if !archive.exists() {
            return Ok(());
        }
        match Archive::open(archive) {
            Ok(opened) => {
                let torn = count(&opened, "SELECT count(*) FROM articles WHERE evidence IS NULL")?;
                ensure!(torn == 0, "{torn} articles without text after a kill");
                Ok(())
            }
            // Killed before the schema stood.
            Err(chancery::archive::ArchiveError::Older { found: 0, .. }) => Ok(()),
            Err(error) => Err(error).context("after a kill the archive does not open"),
        }
    }

    fn equal(&self, archive: &Path, expected: &[(String, String)]) -> Result<()> {
        let found = self.portrait(archive)?;
        ensure!(found == expected, "another archive: {}", differences(expected, &found));
        Ok(())
    }

    /// Digests of every view, sorted, and of exports.
    fn portrait(&self, archive: &Path) -> Result<Vec<(String, String)>> {
        let opened = Archive::open(archive)?;
        let mut portrait = Vec::new();
        for view in VIEWS {
            let mut rows = Vec::new();
            opened.ask(&format!("SELECT * FROM {view}"), |names, cells| {
                if let Some(cells) = cells {
                    let kept: Vec<&Cell> = names
                        .iter()
                        .zip(cells)
                        .filter(|(name, _)| !WHEN.contains(&name.as_str()))
                        .map(|(_, cell)| cell)
                        .collect();
                    rows.push(format!("{kept:?}"));
                }
                true
            })?;
            rows.sort_unstable();
            portrait.push((
                format!("view {view}, {} rows", rows.len()),
                digest(rows.join("\n").as_bytes()),
            ));
        }
        for layout in LAYOUTS {
            let path = self.folder.join(format!("export.{layout}"));
            let status = command(self.program)
                .args(["export", "--quiet", "--as", layout, "--archive"])
                .arg(archive)
                .arg("--output")
                .arg(&path)
                .status()?;
            ensure!(status.success(), "export --as {layout} failed: {status}");
            portrait.push((format!("export {layout}"), digest(&fs::read(&path)?)));
        }
        Ok(portrait)
    }
}

/// Whether the child had to be killed when its time was up.
fn killed_after(child: &mut Child, moment: Duration) -> Result<bool> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if !status.success() {
                bail!("the program ended by itself: {status}");
            }
            return Ok(false);
        }
        let left = moment.saturating_sub(start.elapsed());
        if left.is_zero() {
            child.kill()?;
            child.wait()?;
            return Ok(true);
        }
        thread::sleep(left.min(Duration::from_millis(5)));
    }
}

pub(crate) fn write_articles(path: &Path, numbers: &[u64]) -> Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for number in numbers {
        writeln!(out, "{}", synthetic::article(*number))?;
    }
    out.flush()?;
    Ok(())
}

pub(crate) fn count(archive: &Archive, sql: &str) -> Result<i64> {
    let mut count = 0;
    archive.ask(sql, |_, cells| {
        if let Some([Cell::Integer(number)]) = cells {
            count = *number;
        }
        true
    })?;
    Ok(count)
}

pub(crate) fn remove(archive: &Path) {
    for ending in ["", "-wal", "-shm", "-lock"] {
        let mut name = archive.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(name);
    }
}

fn differences(expected: &[(String, String)], found: &[(String, String)]) -> String {
    expected
        .iter()
        .zip(found)
        .filter(|(one, other)| one != other)
        .map(|(one, other)| format!("{} (now {})", one.0, other.0))
        .collect::<Vec<_>>()
        .join("; ")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn next(dice: &mut u64) -> u64 {
    // xorshift64 (Marsaglia 2003).
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    *dice
}
