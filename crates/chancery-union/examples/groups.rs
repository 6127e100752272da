//! Prints what becomes one, for judging: `groups RECORDS.jsonl [CLUSTERS.jsonl] [--apart]`.
//!
//! RECORDS is what `chancery read --format jsonl` writes. CLUSTERS has a line `{"id", "cluster"}` for each article: its
//! story; without, each article is a story of its own. With `--apart` it prints pairs of reports of two articles of one
//! story that stay apart though kind, type and one party agree.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use anyhow::{Context, Result};
use chancery_record::{Layer, Record, lines};
use chancery_union::{Corpus, ReportKey};
use serde_json::Value;

fn main() -> Result<()> {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let records = paths.first().context("the first argument names the records")?;
    let mut stories: HashMap<String, String> = HashMap::new();
    if let Some(path) = paths.get(1) {
        for line in BufReader::new(File::open(path)?).lines() {
            let line: Value = serde_json::from_str(&line?)?;
            if let (Some(id), Some(cluster)) = (line["id"].as_str(), line["cluster"].as_str()) {
                stories.insert(id.to_owned(), cluster.to_owned());
            }
        }
    }
    let mut corpus = Corpus::new();
    let mut shown: HashMap<String, Shown> = HashMap::new();
    for line in BufReader::new(File::open(records)?).lines() {
        let record: Record = serde_json::from_str(&line?)?;
        let story = stories.get(&record.id).unwrap_or(&record.id).clone();
        corpus.record(&record, &record.id, &story);
        for found in lines(&record).into_iter().filter(|line| !line.id.is_empty()) {
            let evidence = found.evidence.iter().map(|span| {
                let words = record.text.chars().skip(span.start as usize);
                words.take((span.end - span.start) as usize).collect::<String>()
            });
            let evidence = evidence.collect::<Vec<_>>().join(" … ");
            let evidence = evidence.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = found.text;
            let day = record.published.clone().unwrap_or_default();
            let is_told = !matches!(found.layer, Layer::Actor | Layer::Place | Layer::Time);
            if is_told {
                let shown_line = Shown { line, evidence, day, story: story.clone() };
                shown.insert(format!("{}#{}", record.id, found.id), shown_line);
            }
        }
    }
    let entities = corpus.entities();
    let groups = corpus.unite(&entities);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut group_of: HashMap<String, usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for report in &group.reports {
            group_of.insert(corpus.report_id(*report), at);
        }
    }
    if flags.iter().any(|flag| flag == "--apart") {
        return apart(&mut out, &shown, &group_of);
    }
    for group in &groups {
        let first = corpus.report_id(group.reports[0]);
        let days = group.first_day.as_deref().unwrap_or("-");
        writeln!(out, "== {first} {} {days} {} origins", group.status, group.origins)?;
        for report in &group.reports {
            let id = corpus.report_id(*report);
            let Some(Shown { line, evidence, day, .. }) = shown.get(&id) else { continue };
            writeln!(out, "   {id} [{day}] {line}\n      | {}", cut(evidence))?;
        }
        for point in &group.disagreements {
            let ids = |reports: &[ReportKey]| reports.len();
            let values: Vec<String> = point
                .values
                .iter()
                .map(|(value, reports)| format!("{value} ({})", ids(reports)))
                .collect();
            writeln!(out, "   {}: {}", point.about, values.join(" · "))?;
        }
    }
    writeln!(
        out,
        "{} groups, {} reports in all, {} entities",
        groups.len(),
        corpus.n_reports(),
        entities.list.len()
    )?;
    Ok(())
}

struct Shown {
    line: String,
    evidence: String,
    day: String,
    story: String,
}

/// Pairs of one story and one opening (type and first party) in two articles, in two groups.
fn apart(
    out: &mut impl Write,
    shown: &HashMap<String, Shown>,
    group_of: &HashMap<String, usize>,
) -> Result<()> {
    let mut alike: BTreeMap<(&str, String), Vec<&String>> = BTreeMap::new();
    for (id, Shown { line, story, .. }) in shown.iter().collect::<BTreeMap<_, _>>() {
        let local = id.rsplit('#').next().unwrap_or_default();
        let words = line.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        if local.starts_with(['e', 'm']) {
            alike.entry((story, words)).or_default().push(id);
        }
    }
    for ids in alike.values() {
        for (at, one) in ids.iter().enumerate() {
            for other in &ids[at + 1..] {
                let article = |id: &str| id.rsplit_once('#').map(|(article, _)| article.to_owned());
                let is_one =
                    group_of.get(*one).is_some() && group_of.get(*one) == group_of.get(*other);
                if article(one) == article(other) || is_one {
                    continue;
                }
                for id in [one, other] {
                    let Shown { line, evidence, day, .. } = &shown[*id];
                    writeln!(out, "   {id} [{day}] {line}\n      | {}", cut(evidence))?;
                }
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn cut(text: &str) -> String {
    text.chars().take(260).collect()
}
