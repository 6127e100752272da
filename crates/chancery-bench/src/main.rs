//! One timed run in a process of its own, so that nothing is remembered from another. Prints a line of JSON.
#![expect(clippy::print_stdout, reason = "the result of a run is its output")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use chancery::{Article, Reader};
use chancery_nlp::{Pipeline, Simd, Stage};
use clap::Parser;
use serde::Deserialize;
use serde_json::json;

/// One timed run in a process of its own.
#[derive(Debug, Parser)]
enum Run {
    /// Parse all documents: tokens, seconds, seconds in each stage, most memory held
    Parse(Docs),
    /// Read all documents into records: tokens, seconds, most memory held
    Read(Docs),
    /// Open the model and parse a word, then say so
    Start {
        /// Model file
        model: PathBuf,
    },
    /// Multiply-adds that this processor does when it does nothing else
    Rate,
}

#[derive(Debug, clap::Args)]
struct Docs {
    /// Model file
    model: PathBuf,
    /// Documents as JSON Lines, `{"text"}` a line
    #[arg(value_name = "DOCS")]
    path: PathBuf,
    /// Threads
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

#[derive(Debug, Deserialize)]
struct Text {
    text: String,
}

fn main() -> Result<()> {
    let result = match Run::parse() {
        Run::Parse(docs) => parse(&docs)?,
        Run::Read(docs) => read(&docs)?,
        Run::Start { model } => {
            let n_tokens = pipeline(&model)?.worker().parse("Peace").len();
            json!({ "tokens": n_tokens })
        }
        Run::Rate => rate()?,
    };
    println!("{result}");
    Ok(())
}

/// The instructions that `CHANCERY_SIMD` names, else the best that the processor has.
fn simd() -> Result<Simd> {
    Ok(match std::env::var("CHANCERY_SIMD") {
        Ok(name) => Simd::named(&name)?,
        Err(_) => Simd::detect(),
    })
}

fn pipeline(model: &Path) -> Result<Pipeline> {
    Ok(Pipeline::new(&chancery_model::store::open(model)?, simd()?)?)
}

fn docs(path: &Path) -> Result<Vec<Text>> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let docs = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    docs.with_context(|| format!("{}", path.display()))
}

fn parse(args: &Docs) -> Result<serde_json::Value> {
    let pipeline = pipeline(&args.model)?;
    let texts: Vec<String> = docs(&args.path)?.into_iter().map(|doc| doc.text).collect();
    let next = AtomicUsize::new(0);
    let start = Barrier::new(args.threads + 1);
    let sums = Mutex::new((0, [Duration::ZERO; Stage::ALL.len()], 0.0));
    let seconds = thread::scope(|scope| {
        for _ in 0..args.threads {
            scope.spawn(|| {
                let mut worker = pipeline.worker();
                let (mut n_tokens, mut stages) = (0, [Duration::ZERO; Stage::ALL.len()]);
                start.wait();
                let cpu_before = cpu_seconds();
                while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut last = Instant::now();
                    let doc = worker.parse_with(text, &[], &mut |stage| {
                        let now = Instant::now();
                        stages[stage as usize] += now - last;
                        last = now;
                    });
                    n_tokens += doc.len();
                }
                let mut sums = sums.lock().expect("no thread panics");
                sums.0 += n_tokens;
                sums.2 += cpu_seconds() - cpu_before;
                for (sum, stage) in sums.1.iter_mut().zip(stages) {
                    *sum += stage;
                }
            });
        }
        start.wait();
        Instant::now()
    })
    .elapsed()
    .as_secs_f64();
    let (n_tokens, stages, cpu) = sums.into_inner().expect("no thread panics");
    let stages: Vec<_> = Stage::ALL
        .iter()
        .map(|&stage| (format!("{stage:?}"), stages[stage as usize].as_secs_f64()))
        .collect();
    Ok(json!({
        "tokens": n_tokens,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "stages": stages,
        "peak_mb": peak_mb(),
        "simd": pipeline.simd().name(),
    }))
}

/// Articles to records, from plain text: what parsing is only a part of.
fn read(args: &Docs) -> Result<serde_json::Value> {
    let reader = Reader::new(pipeline(&args.model)?, "en_core_web_md-3.8.0");
    let articles: Vec<Article> = (0..)
        .zip(docs(&args.path)?)
        .map(|(number, doc): (usize, Text)| Article {
            id: number.to_string(),
            text: doc.text,
            ..Article::default()
        })
        .collect();
    let mut worker = reader.worker();
    let (mut n_tokens, mut n_found) = (0, 0);
    let cpu_before = cpu_seconds();
    let start = Instant::now();
    for article in &articles {
        let (doc, record) = worker.read_with_doc(article);
        n_tokens += doc.len();
        n_found += record.actors.len() + record.events.len() + record.statements.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    Ok(json!({
        "tokens": n_tokens,
        "seconds": seconds,
        "cpu_seconds": cpu_seconds() - cpu_before,
        "found": n_found,
        "peak_mb": peak_mb(),
    }))
}

/// f32 multiply-adds a second, counted as two operations each: the best of some rounds.
fn rate() -> Result<serde_json::Value> {
    let simd = simd()?;
    let mut best = 0.0_f64;
    for _ in 0..20 {
        let start = Instant::now();
        let done = simd.multiply_adds(200_000);
        best = best.max(2.0 * done as f64 / start.elapsed().as_secs_f64() / 1e9);
    }
    Ok(json!({ "gflops": best, "simd": simd.name() }))
}

/// Time that this thread has had a processor; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let on_cpu = stat.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok());
    on_cpu.unwrap_or(0.0) / 1e9
}

/// Most memory that the process has held, in megabytes; 0 where the system does not say.
fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<f64>().ok());
    kb.unwrap_or(0.0) * 1024.0 / 1e6
}
