//! `cargo xtask bench`: how fast we are, and how much faster than spaCy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model;
use crate::run::{cargo, command, root, run, target};
use crate::spacy::{self, Spacy};

/// What to measure.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Args {
    /// Parsing beside spaCy's, reading beside parsing, two threads beside one, start, memory
    Nlp(Nlp),
    /// What an archive costs and how fast it answers, with 100,000 invented articles
    Archive(crate::archive::bench::Args),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Nlp {
    /// Documents as JSON Lines, `{"text"}` a line; dealt into as many parts as there are pairs
    docs: PathBuf,
    /// Pairs of timed runs, ours and spaCy's in turn
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    #[command(flatten)]
    spacy: spacy::SpacyArgs,
}

/// Matrix work of a token in millions of operations, whatever is cached: every layer as the model states it.
const PLAIN: f64 = 2.364;
/// The same where vectors and first layers of word types are kept, on 82,000 tokens of news read from cold.
const CACHED: f64 = 1.395;

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let args = match args {
        Args::Nlp(args) => args,
        Args::Archive(args) => return crate::archive::bench::run_all(args),
    };
    ensure!(args.pairs > 0, "at least one pair");
    let bench = Bench::prepare(args)?;
    let parts = deal(&args.docs, args.pairs)?;

    let rate: Rate = bench.ours(Cores::One, &["rate"])?;
    println!("processor: {:.0} GFLOP/s of f32 multiply-adds with {}", rate.gflops, rate.simd);
    let mut batch_sizes = Vec::new();
    for batch_size in [8, 64, 256] {
        let speed = bench.spacy(&parts[0], batch_size)?.speed();
        println!("spaCy, batches of {batch_size}: {speed:.0} tokens/s");
        batch_sizes.push((speed, batch_size));
    }
    let best = batch_sizes.iter().max_by(|a, b| a.0.total_cmp(&b.0)).expect("three were tried");

    let (mut ours, mut theirs, mut reads) = (Vec::new(), Vec::new(), Vec::new());
    for (number, part) in parts.iter().enumerate() {
        let parse = || bench.ours::<Parsed>(Cores::One, &["parse", &bench.model, text(part)?]);
        let spacy = || bench.spacy(part, best.1);
        // Who goes first changes with every pair.
        let (our, their) = if number % 2 == 0 {
            let our = parse()?;
            (our, spacy()?)
        } else {
            let their = spacy()?;
            (parse()?, their)
        };
        ensure!(
            our.run.tokens == their.tokens,
            "{} tokens of ours, {} of spaCy's: run `cargo xtask parity`",
            our.run.tokens,
            their.tokens
        );
        println!(
            "pair {}: {} tokens, ours {:.0}, spaCy {:.0} tokens/s, {:.1} times",
            number + 1,
            our.run.tokens,
            our.run.speed(),
            their.speed(),
            our.run.speed() / their.speed()
        );
        reads.push(bench.ours::<Parsed>(Cores::One, &["read", &bench.model, text(part)?])?);
        ours.push(our);
        theirs.push(their);
    }

    println!("ours: {} tokens/s", Spread::of(ours.iter().map(|our| our.run.speed())));
    println!("spaCy: {} tokens/s", Spread::of(theirs.iter().map(Run::speed)));
    let total: f64 = ours.iter().map(|our| our.run.seconds).sum();
    for (at, (stage, _)) in ours[0].stages.iter().enumerate() {
        let seconds: f64 = ours.iter().map(|our| our.stages[at].1).sum();
        println!("stage {stage}: {:.1} % of the time", 100.0 * seconds / total);
    }
    let speed = Spread::of(ours.iter().map(|our| our.run.speed())).median;
    println!(
        "matrix bound: {:.0} % of it ({CACHED} MFLOP a token at the processor's rate); the model's \
         {PLAIN} MFLOP a token at this speed are {:.0} GFLOP/s, {:.0} % of the rate",
        100.0 * speed * CACHED / (1e3 * rate.gflops),
        speed * PLAIN / 1e3,
        100.0 * speed * PLAIN / (1e3 * rate.gflops)
    );
    let pairs = ours.iter().zip(&reads);
    let read_parse = Spread::of(pairs.map(|(our, read)| {
        (read.run.seconds / read.run.tokens as f64) / (our.run.seconds / our.run.tokens as f64)
    }));
    let threads = bench.two_threads(&args.docs, args.pairs)?;
    let start = bench.start()?;
    let peak = ours.iter().chain(&reads).map(|run| run.peak_mb).fold(0.0, f64::max);
    let ratio =
        Spread::of(ours.iter().zip(&theirs).map(|(our, their)| our.run.speed() / their.speed()));
    let runs = || ours.iter().map(|our| &our.run).chain(&theirs);
    let (wall, cpu): (f64, f64) =
        runs().fold((0.0, 0.0), |(wall, cpu), run| (wall + run.seconds, cpu + run.cpu_seconds));
    println!(
        "by processor time: ours {} tokens/s, spaCy {}, ratio {:.1}; others had {:.0} % of the time",
        Spread::of(ours.iter().map(|our| our.run.cpu_speed())),
        Spread::of(theirs.iter().map(Run::cpu_speed)),
        Spread::of(
            ours.iter().zip(&theirs).map(|(our, their)| our.run.cpu_speed() / their.cpu_speed())
        ),
        100.0 * (1.0 - cpu / wall)
    );
    println!("spread of read/parse: {read_parse:.2}");
    println!("spread of two threads: {threads:.2}");
    println!("spread of start: {start} ms");
    println!("spread of ratio: {ratio:.1}");
    println!("read/parse {:.2}", read_parse.median);
    println!("two threads {:.2}", threads.median);
    println!("start {:.0} ms", start.median);
    println!("peak {peak:.0} MB");
    println!("ratio {:.1}", ratio.median);
    Ok(())
}

/// A timed run.
#[derive(Debug, Deserialize)]
struct Run {
    tokens: usize,
    seconds: f64,
    /// Time on a processor: less than `seconds` by what other programs took.
    cpu_seconds: f64,
}

impl Run {
    fn speed(&self) -> f64 {
        self.tokens as f64 / self.seconds
    }

    fn cpu_speed(&self) -> f64 {
        self.tokens as f64 / self.cpu_seconds
    }
}

/// A timed run of ours.
#[derive(Debug, Deserialize)]
struct Parsed {
    #[serde(flatten)]
    run: Run,
    #[serde(default)]
    stages: Vec<(String, f64)>,
    peak_mb: f64,
}

#[derive(Debug, Deserialize)]
struct Rate {
    gflops: f64,
    simd: String,
}

/// Which processors a run may use.
#[derive(Debug, Clone, Copy)]
enum Cores {
    One,
    Two,
}

/// The two programs that are compared, and the model.
struct Bench {
    program: PathBuf,
    model: String,
    spacy: Spacy,
    /// Runs are pinned to processors where the system can do that.
    pinned: bool,
}

impl Bench {
    fn prepare(args: &Nlp) -> Result<Self> {
        run(&mut cargo(&["build", "--release", "--package", "chancery-bench"]))?;
        let name = format!("chancery-bench{}", std::env::consts::EXE_SUFFIX);
        let pinned =
            command("taskset").args(["-c", "0", "true"]).status().is_ok_and(|s| s.success());
        Ok(Self {
            program: target().join("release").join(name),
            model: text(&model::installed()?)?.to_owned(),
            spacy: Spacy::prepare(&args.spacy)?,
            pinned,
        })
    }

    /// A command on one or two processors, with one thread a process in all libraries of numbers.
    fn command(&self, cores: Cores, program: &Path) -> Command {
        let mut pinned = if self.pinned {
            let mut taskset = command("taskset");
            taskset
                .args(["-c", if matches!(cores, Cores::One) { "1" } else { "0,1" }])
                .arg(program);
            taskset
        } else {
            command(program)
        };
        pinned.envs(
            ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"]
                .map(|name| (name, "1")),
        );
        pinned.env("PYTHONWARNINGS", "ignore").stderr(Stdio::inherit());
        pinned
    }

    fn ours<T: DeserializeOwned>(&self, cores: Cores, args: &[&str]) -> Result<T> {
        result(self.command(cores, &self.program).args(args))
    }

    fn spacy(&self, docs: &Path, batch_size: u32) -> Result<Run> {
        let script = root().join("tools/spacy_bench.py");
        result(
            self.command(Cores::One, &self.spacy.python)
                .arg(script)
                .args([&self.spacy.model, docs])
                .arg(batch_size.to_string()),
        )
    }

    /// How much faster two threads are than one, on all documents.
    fn two_threads(&self, docs: &Path, times: usize) -> Result<Spread> {
        let docs = std::path::absolute(docs)?;
        let mut ratios = Vec::new();
        for _ in 0..times {
            let one: Parsed =
                self.ours(Cores::Two, &["parse", &self.model, text(&docs)?, "--threads", "1"])?;
            let two: Parsed =
                self.ours(Cores::Two, &["parse", &self.model, text(&docs)?, "--threads", "2"])?;
            ratios.push(two.run.speed() / one.run.speed());
        }
        Ok(Spread::of(ratios.into_iter()))
    }

    /// Milliseconds from the start of the process to its first token and its end.
    fn start(&self) -> Result<Spread> {
        let mut times = Vec::new();
        for _ in 0..9 {
            let start = Instant::now();
            self.ours::<serde_json::Value>(Cores::One, &["start", &self.model])?;
            times.push(1e3 * start.elapsed().as_secs_f64());
        }
        Ok(Spread::of(times.into_iter()))
    }
}

/// Runs a command to its end and reads the line of JSON that it prints.
fn result<T: DeserializeOwned>(command: &mut Command) -> Result<T> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        bail!("failed ({}): {command:?}", output.status);
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("{command:?} printed no result"))
}

/// Deals the documents into files of their own: no two timed runs of one program see the same article.
fn deal(docs: &Path, n_parts: usize) -> Result<Vec<PathBuf>> {
    let lines =
        fs::read_to_string(docs).with_context(|| format!("cannot read {}", docs.display()))?;
    let mut parts = vec![String::new(); n_parts];
    for (number, line) in lines.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let part = &mut parts[number % n_parts];
        part.push_str(line);
        part.push('\n');
    }
    ensure!(
        parts.iter().all(|part| !part.is_empty()),
        "{} has fewer than {n_parts} documents: name a larger file or fewer --pairs",
        docs.display()
    );
    let folder = target().join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut paths = Vec::new();
    for (number, part) in (1..).zip(parts) {
        let path = folder.join(format!("part-{number}.jsonl"));
        fs::write(&path, part).with_context(|| format!("cannot write {}", path.display()))?;
        paths.push(path);
    }
    Ok(paths)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))
}

/// The middle of some measurements, and their ends.
#[derive(Debug, Clone, Copy)]
struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    fn of(numbers: impl Iterator<Item = f64>) -> Self {
        let mut numbers: Vec<f64> = numbers.collect();
        numbers.sort_by(f64::total_cmp);
        let n = numbers.len();
        let median = f64::midpoint(numbers[(n - 1) / 2], numbers[n / 2]);
        Self { least: numbers[0], median, most: numbers[n - 1] }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = f.precision().unwrap_or(0);
        let Self { least, median, most } = self;
        write!(f, "median {median:.digits$}, {least:.digits$} to {most:.digits$}")
    }
}
