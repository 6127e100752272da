//! `cargo xtask bench archive`: how long an archive of many articles takes to answer, and what storing costs.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chancery::archive::Archive;
use chancery::archive::query::Query;

use super::torture::{built, count, remove, write_articles};
use crate::model;
use crate::run::{command, target};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many invented articles
    #[arg(long, default_value_t = 100_000)]
    articles: u64,
    /// How often each question is asked
    #[arg(long, default_value_t = 15)]
    times: usize,
    /// Ask the archive that an earlier run has left, instead of making it anew
    #[arg(long)]
    keep: bool,
}

/// Questions to `chancery search`, 50 rows each.
const SEARCHES: [&str; 16] = [
    "",
    "ceasefire",
    "\"fishing rights\" observers",
    "kind:event",
    "kind:meeting type:bilateral",
    "kind:statement said:\"Anna Balcor\"",
    "actor:Norway",
    "met:\"Anna Balcor\"",
    "country:POL type:ACCUSE",
    "at:Oslo since:2022-03 until:2022-04",
    "since:2021-05-01 until:2021-05-03",
    "published:2023 outlet:Meridian",
    "type:CONSULT status:occurred",
    "kind:position about:trade",
    "kind:article grain",
    "actor:Kenya OR actor:Ghana -withdrew",
];

/// Questions in SQL: 50 rows of every view by actor, date, type or text, and every count.
const QUESTIONS: [&str; 20] = [
    "SELECT * FROM articles WHERE published >= '2022-01-01' LIMIT 50",
    "SELECT * FROM actors LIMIT 50",
    "SELECT * FROM entities WHERE id = 'NOR'",
    "SELECT * FROM statements WHERE said >= '2022-01-01' LIMIT 50",
    "SELECT * FROM statements WHERE kind = 'direct' LIMIT 50",
    "SELECT * FROM events WHERE type = 'ACCUSE' LIMIT 50",
    "SELECT * FROM events WHERE first_day >= '2022-01-01' LIMIT 50",
    "SELECT * FROM meetings WHERE first_day >= '2022-01-01' LIMIT 50",
    "SELECT * FROM positions WHERE stance = 'demands' LIMIT 50",
    "SELECT * FROM places WHERE name = 'Oslo' LIMIT 50",
    "SELECT * FROM times WHERE value = '2022-01-01' LIMIT 50",
    "SELECT * FROM records WHERE kind = 'meeting' LIMIT 50",
    "SELECT count(*) FROM articles",
    "SELECT count(*) FROM actors",
    "SELECT count(*) FROM statements",
    "SELECT count(*) FROM events",
    "SELECT count(*) FROM meetings",
    "SELECT count(*) FROM positions",
    "SELECT count(*) FROM records",
    "SELECT count(*) FROM events WHERE type = 'ACCUSE'",
];

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let folder = target().join("bench-archive");
    fs::create_dir_all(&folder)?;
    let (docs, archive) = (folder.join("articles.jsonl"), folder.join("archive.db"));
    let program = built()?;
    let model = model::installed()?;
    if !(args.keep && archive.exists()) {
        remove(&archive);
        write_articles(&docs, &(0..args.articles).collect::<Vec<_>>())?;
        storing(&folder, &program, &model)?;
        let start = Instant::now();
        ingest(&program, &model, &archive, &docs)?;
        println!(
            "{} articles taken in within {:.0} s",
            args.articles,
            start.elapsed().as_secs_f64()
        );
    }
    let opened = Archive::open(&archive)?;
    let text = count(&opened, "SELECT sum(evidence_end) FROM articles")?;
    let bytes = fs::metadata(&archive)?.len();
    println!(
        "size: {:.0} MB, {:.2} times the text ({:.0} MB)",
        bytes as f64 / 1e6,
        bytes as f64 / text as f64,
        text as f64 / 1e6
    );
    for view in ["articles", "statements", "events", "meetings", "positions", "records"] {
        println!("{:>10}  {view}", count(&opened, &format!("SELECT count(*) FROM {view}"))?);
    }
    println!("\nat rest");
    ask(&archive, args.times)?;
    println!("\nduring an ingest");
    let more = folder.join("more.jsonl");
    write_articles(
        &more,
        &(1_000_000_000..1_000_000_000 + args.articles / 10).collect::<Vec<_>>(),
    )?;
    let copy = folder.join("growing.db");
    remove(&copy);
    fs::copy(&archive, &copy)?;
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let result = ingest(&program, &model, &copy, &more);
            done.store(true, Ordering::Relaxed);
            result
        });
        let asked = ask(&copy, args.times);
        if done.load(Ordering::Relaxed) {
            println!("(the ingest ended before the questions did)");
        }
        writer.join().map_err(|_| anyhow::anyhow!("the ingest's thread panicked"))??;
        asked
    })
}

/// What taking in costs beyond reading: 5,000 articles read, and read and stored, in turn.
fn storing(folder: &Path, program: &Path, model: &Path) -> Result<()> {
    let (docs, archive) = (folder.join("part.jsonl"), folder.join("part.db"));
    write_articles(&docs, &(0..5_000).collect::<Vec<_>>())?;
    let mut ratios = Vec::new();
    for _ in 0..3 {
        let start = Instant::now();
        let status = command(program)
            .env("CHANCERY_MODEL", model)
            .args(["read", "--quiet", "--output"])
            .arg(folder.join("part-records.jsonl"))
            .arg(&docs)
            .status()?;
        ensure!(status.success(), "read failed: {status}");
        let read = start.elapsed();
        remove(&archive);
        let start = Instant::now();
        ingest(program, model, &archive, &docs)?;
        ratios.push(start.elapsed().as_secs_f64() / read.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "storing: an ingest takes {:.2} times what reading takes ({:.2} to {:.2}), 5,000 articles",
        ratios[1], ratios[0], ratios[2]
    );
    Ok(())
}

fn ingest(program: &Path, model: &Path, archive: &Path, docs: &Path) -> Result<()> {
    let status = command(program)
        .env("CHANCERY_MODEL", model)
        .args(["ingest", "--quiet", "--archive"])
        .arg(archive)
        .arg(docs)
        .status()
        .context("cannot start the program")?;
    ensure!(status.success(), "ingest failed: {status}");
    Ok(())
}

/// Asks every question; prints the slowest and the whole distribution.
fn ask(archive: &Path, times: usize) -> Result<()> {
    let opened = Archive::open(archive)?;
    let mut all: Vec<Duration> = Vec::new();
    let mut lines: Vec<(Duration, Duration, String)> = Vec::new();
    let mut time = |what: String, question: &mut dyn FnMut() -> Result<()>| -> Result<()> {
        let mut taken = Vec::new();
        for _ in 0..times {
            let start = Instant::now();
            question()?;
            taken.push(start.elapsed());
        }
        taken.sort_unstable();
        all.extend(&taken);
        lines.push((taken[taken.len() / 2], taken[taken.len() - 1], what));
        Ok(())
    };
    for search in SEARCHES {
        let query: Query = search.parse()?;
        time(format!("search {search}"), &mut || {
            let hits = opened.search(&query, 0, 50)?;
            let mut loader = opened.loader();
            for hit in &hits.hits {
                match hit {
                    chancery::archive::query::Hit::Record(lead) => drop(loader.record(*lead)?),
                    chancery::archive::query::Hit::Article(key) => drop(loader.article(*key)?),
                }
            }
            Ok(())
        })?;
    }
    for sql in QUESTIONS {
        time(sql.to_owned(), &mut || {
            opened.ask(sql, |_, _| true)?;
            Ok(())
        })?;
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.0));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    for (median, most, what) in &lines {
        println!("{:>9.1} ms, at most {:>9.1}  {what}", ms(*median), ms(*most));
    }
    all.sort_unstable();
    println!(
        "all questions: median {:.1} ms, 99th percentile {:.1} ms, of {}",
        ms(all[all.len() / 2]),
        ms(all[all.len() * 99 / 100]),
        all.len()
    );
    Ok(())
}
