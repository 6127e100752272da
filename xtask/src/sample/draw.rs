//! The draw: documents are read, and each finding gets a number that its seed and place decide; the lowest are drawn.

use std::collections::HashMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, ensure};
use chancery::ingest::{Inputs, Item, Options};
use chancery::model::store::Location;
use chancery::model::wheel;
use chancery::nlp::{Pipeline, Simd};
use chancery::ordered::ordered;
use chancery::record::{Actor, Event, Layer, Line, Meeting, Position, Record, Span, lines};
use chancery::{CodePoints, Reader};
use sha2::{Digest, Sha256};

use super::sheet::{Row, Sheet, Words};

/// How many findings of each kind.
#[derive(Debug, clap::Args)]
pub(super) struct Quota {
    /// Events to draw
    #[arg(long, value_name = "N", default_value_t = 100)]
    events: usize,

    /// Meetings to draw
    #[arg(long, value_name = "N", default_value_t = 50)]
    meetings: usize,

    /// Positions to draw
    #[arg(long, value_name = "N", default_value_t = 50)]
    positions: usize,
}

/// Reads the documents on all cores and draws from what is found in them.
pub(super) fn draw(path: &Path, seed: u64, quota: &Quota) -> Result<Sheet> {
    let location = Location::from_env()?;
    let pipeline = Pipeline::new(&location.open()?, Simd::detect())
        .with_context(|| location.path.display().to_string())?;
    let reader = Reader::new(pipeline, wheel::published().model);
    ensure!(path.exists(), "{}: no such file", path.display());
    let jobs = thread::available_parallelism().map_or(1, NonZero::get);
    let mut rows = Vec::new();
    let mut n_docs = 0;
    let mut read_by = None;
    ordered(
        Inputs::new([path.to_owned()], Options::default()),
        jobs,
        || reader.worker(),
        |worker, item| match item {
            Item::Article(input) => {
                let record = worker.read(&input.into_article().ok()?);
                Some((findings(&record), record.reader))
            }
            Item::Skipped(skipped) => {
                eprintln!("skipped {}: {}", skipped.place, skipped.error);
                None
            }
            Item::Warning(_) => None,
        },
        |done| {
            if let Some((found, by)) = done {
                n_docs += 1;
                rows.extend(found);
                read_by = Some(by);
            }
            ControlFlow::Continue(())
        },
    );
    let mut sheet = Sheet::default();
    let mut counts = Vec::new();
    for (kind, n) in
        [("event", quota.events), ("meeting", quota.meetings), ("position", quota.positions)]
    {
        let of_kind: Vec<Row> = rows.iter().filter(|row| row.kind == kind).cloned().collect();
        counts.push(format!("{} of {} {kind}s", n.min(of_kind.len()), of_kind.len()));
        sheet.rows.extend(lowest(of_kind, seed, n));
    }
    sheet.head.push(format!("seed {seed}: {}, found in {n_docs} documents", counts.join(", ")));
    if let Some(by) = read_by {
        sheet.head.push(format!("read by chancery {}, {}, data {}", by.version, by.model, by.data));
    }
    Ok(sheet)
}

/// The `n` rows whose numbers are lowest, in the order of the numbers.
fn lowest(rows: Vec<Row>, seed: u64, n: usize) -> Vec<Row> {
    let mut numbered: Vec<([u8; 32], Row)> =
        rows.into_iter().map(|row| (number(seed, &row), row)).collect();
    numbered.sort_by_key(|&(number, _)| number);
    numbered.into_iter().take(n).map(|(_, row)| row).collect()
}

/// Depends on what was found and where, not on what else there is: a change of the rules leaves the other
/// rows of a draw where they were.
fn number(seed: u64, row: &Row) -> [u8; 32] {
    let key = format!("{seed}\t{}\t{}\t{}\t{}", row.kind, row.doc, row.evidence, row.code);
    Sha256::digest(key).into()
}

/// Events, meetings and positions of a document.
fn findings(record: &Record) -> Vec<Row> {
    let points = CodePoints::new(&record.text);
    let actors: HashMap<&str, &Actor> = record.actors.iter().map(|a| (&*a.id, a)).collect();
    let codes = Codes(&actors);
    let mut coded: HashMap<&str, (String, f32)> = HashMap::new();
    coded.extend(record.events.iter().map(|e| (&*e.id, (codes.event(e), e.confidence))));
    coded.extend(record.meetings.iter().map(|m| (&*m.id, (codes.meeting(m), m.confidence))));
    coded.extend(record.positions.iter().map(|p| (&*p.id, (codes.position(p), p.confidence))));
    let drawn = |line: &Line| matches!(line.layer, Layer::Event | Layer::Meeting | Layer::Position);
    lines(record)
        .into_iter()
        .filter(drawn)
        .map(|line| {
            let (code, confidence) = coded[&*line.id].clone();
            let spans: Vec<String> =
                line.evidence.iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
            let (before, sentence) = sentences(record, &line.evidence);
            let words = |spans: &[Span]| {
                let texts: Vec<&str> =
                    spans.iter().map(|span| points.words(span.start, span.end)).collect();
                texts.join(" […] ")
            };
            Row {
                kind: line.layer.as_str().to_owned(),
                doc: record.id.clone(),
                evidence: spans.join(","),
                rule: line.rule.unwrap_or_default(),
                confidence,
                verdict: None,
                words: Some(Words {
                    remark: String::new(),
                    finding: format!("{} [{code}]", line.text),
                    sentence: words(&sentence),
                    before: words(&before),
                }),
                code,
            }
        })
        .collect()
}

/// The sentences that hold the evidence, and the one before them.
fn sentences(record: &Record, evidence: &[Span]) -> (Vec<Span>, Vec<Span>) {
    let holds = |sentence: &Span| {
        evidence.iter().any(|span| span.start < sentence.end && sentence.start < span.end)
    };
    let first = record.sentences.iter().position(holds);
    let before = first.and_then(|i| i.checked_sub(1)).map(|i| record.sentences[i]);
    let sentence = record.sentences.iter().copied().filter(holds).collect();
    (before.into_iter().collect(), sentence)
}

/// Findings in codes alone: no word of a document.
struct Codes<'r>(&'r HashMap<&'r str, &'r Actor>);

impl Codes<'_> {
    /// `CONSULT:visit 042 occurred NORGOV>DNK`
    fn event(&self, event: &Event) -> String {
        let mode = event.mode.as_ref().map_or_else(String::new, |mode| format!(":{mode}"));
        format!(
            "{}{mode} {} {} {}>{}",
            event.r#type,
            event.cameo.as_deref().unwrap_or("-"),
            event.status,
            self.actors(&event.sources),
            self.actors(&event.targets)
        )
    }

    /// `call occurred NORGOV+DNKGOV`
    fn meeting(&self, meeting: &Meeting) -> String {
        format!("{} {} {}", meeting.format, meeting.status, self.actors(&meeting.participants))
    }

    /// `demands NORGOV>DNKGOV`
    fn position(&self, position: &Position) -> String {
        let holder = self.actors(std::slice::from_ref(&position.holder));
        format!("{} {holder}>{}", position.stance, self.actors(position.toward.as_slice()))
    }

    /// Each actor by its CAMEO code, else by country or kind.
    fn actors(&self, ids: &[String]) -> String {
        let codes: Vec<&str> = ids
            .iter()
            .map(|id| {
                self.0.get(&**id).map_or("?", |actor| {
                    let code = actor.cameo.as_deref().or(actor.country.as_deref());
                    code.unwrap_or(&actor.kind)
                })
            })
            .collect();
        if codes.is_empty() { "-".to_owned() } else { codes.join("+") }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::tests::row;
    use super::*;

    fn rows(n: usize) -> Vec<Row> {
        (0..n).map(|i| Row { doc: format!("d{i}"), ..row("event/verb", 0.5, None) }).collect()
    }

    #[test]
    fn a_draw_depends_on_the_seed_and_not_on_the_order() {
        let mut backwards = rows(50);
        backwards.reverse();
        assert_eq!(lowest(rows(50), 7, 10), lowest(backwards, 7, 10));
        assert_ne!(lowest(rows(50), 7, 10), lowest(rows(50), 8, 10));
    }

    #[test]
    fn what_is_still_found_is_still_drawn() {
        let drawn = lowest(rows(50), 7, 10);
        let mut fewer = rows(50);
        fewer.retain(|row| row.doc != drawn[0].doc);
        assert_eq!(lowest(fewer, 7, 9), drawn[1..]);
    }
}
