//! Whether confidence means something: the share right of findings that claim much, and of those that claim little.
//!
//! Each finding is judged alone by its layer's scorer: its document's gold is copied for it, so that the scorer's
//! precision over a band is the share of the band's findings that are right.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::sets::{Half, Set, lines, write_lines};
use super::{Scorers, figure};

/// A layer whose confidences the gold can judge.
struct Layer {
    /// The set, as `measures.tsv` names it.
    set: &'static str,
    /// The record's field that lists the findings.
    field: &'static str,
    /// What counts as right.
    right: &'static str,
    /// The scorer's precision in percent, and how many findings it counts (or, of links, how it can be told).
    precision: &'static str,
    count: Count,
    n_bands: usize,
}

/// How many findings a precision is of.
enum Count {
    /// The scorer says it.
    At(&'static str),
    /// The scorer gives recall and the size of the gold.
    OfRecall { recall: &'static str, gold: &'static str },
}

const LAYERS: [Layer; 6] = [
    Layer {
        set: "statements",
        field: "statements",
        right: "speaker and half of the content",
        precision: "full.p",
        count: Count::At("content.all.predicted"),
        n_bands: 5,
    },
    Layer {
        set: "events",
        field: "events",
        right: "type",
        precision: "event_type.p",
        count: Count::At("event_type.pred"),
        n_bands: 3,
    },
    Layer {
        set: "events",
        field: "events",
        right: "type and countries",
        precision: "event_countries.p",
        count: Count::At("event_countries.pred"),
        n_bands: 3,
    },
    Layer {
        set: "actors",
        field: "actors",
        right: "link",
        precision: "by_source.all.links.p",
        count: Count::OfRecall {
            recall: "by_source.all.links.r",
            gold: "by_source.all.links.gold",
        },
        n_bands: 3,
    },
    Layer {
        set: "places",
        field: "places",
        right: "found, within 161 km",
        precision: "geoparse.p",
        count: Count::At("counts.predicted"),
        n_bands: 3,
    },
    Layer {
        set: "times",
        field: "times",
        right: "value",
        precision: "value.p",
        count: Count::At("counts.predicted"),
        n_bands: 3,
    },
];

/// A finding of a document, with what its scorer needs beside it.
struct Finding {
    confidence: f64,
    doc: String,
    record: Value,
}

/// The bands of every layer that the sets allow to judge.
pub(super) fn markdown(scorers: &Scorers, sets: &[Set]) -> Result<String> {
    let mut table = String::from(
        "| layer | right means | confidence, mean of band | right, % | 95 % interval | findings |\n\
         | --- | --- | ---: | ---: | ---: | ---: |\n",
    );
    for layer in &LAYERS {
        let Some(set) = sets.iter().find(|set| set.name == layer.set) else { continue };
        let mut findings = findings(scorers, set, layer)?;
        findings.sort_by(|a, b| a.confidence.partial_cmp(&b.confidence).unwrap_or(Ordering::Equal));
        for band in cut(&findings, layer.n_bands) {
            let (right, n) = judge(scorers, set, layer, band)?;
            let mean =
                band.iter().map(|finding| finding.confidence).sum::<f64>() / band.len() as f64;
            let (low, high) = wilson(right / 100.0, n);
            let _ = writeln!(
                table,
                "| {} | {} | {mean:.2} | {right:.1} | {:.1} to {:.1} | {n:.0} |",
                layer.set,
                layer.right,
                100.0 * low,
                100.0 * high,
            );
        }
    }
    Ok(table)
}

/// The layer's findings that claim something.
fn findings(scorers: &Scorers, set: &Set, layer: &Layer) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let records = scorers.records(set);
    for line in lines(&records)? {
        let record: Value = serde_json::from_str(&line.json)
            .with_context(|| format!("{}: {} is no record", records.display(), line.id))?;
        let Some(all) = record.get(layer.field).and_then(Value::as_array) else { continue };
        for finding in all {
            let links = |field| finding.get(field).is_some_and(|link| !link.is_null());
            let linked = layer.field != "actors" || links("kb") || links("wikipedia");
            let Some(confidence) = finding.get("confidence").and_then(Value::as_f64) else {
                continue;
            };
            if !linked {
                continue;
            }
            // Events name their parties by id.
            let mut alone = Map::new();
            if layer.field == "events" {
                alone.insert("actors".to_owned(), record["actors"].clone());
            }
            alone.insert(layer.field.to_owned(), json!([finding]));
            findings.push(Finding {
                confidence,
                doc: line.id.clone(),
                record: Value::Object(alone),
            });
        }
    }
    Ok(findings)
}

/// Bands of equal size, the least sure first.
fn cut<T>(sorted: &[T], n_bands: usize) -> impl Iterator<Item = &[T]> {
    (0..n_bands)
        .map(move |band| {
            &sorted[sorted.len() * band / n_bands..sorted.len() * (band + 1) / n_bands]
        })
        .filter(|band| !band.is_empty())
}

/// Share right in percent, and of how many.
fn judge(scorers: &Scorers, set: &Set, layer: &Layer, band: &[Finding]) -> Result<(f64, f64)> {
    let folder = scorers.work.join("band");
    let gold_file = set.half(&scorers.folder, Half::All, &scorers.work)?;
    let docs_file = set.docs(&scorers.folder);
    let copies = |file| -> Result<Vec<String>> {
        let by_id: BTreeMap<String, Value> = lines(file)?
            .into_iter()
            .map(|line| Ok((line.id, serde_json::from_str(&line.json)?)))
            .collect::<Result<_>>()?;
        band.iter()
            .enumerate()
            .filter_map(|(number, finding)| Some((number, by_id.get(&finding.doc)?)))
            .map(|(number, value)| {
                let mut copy = value.clone();
                copy["id"] = json!(format!("{number}"));
                // One source: the share is of the band, not a mean of corpora.
                if copy.get("source").is_some() {
                    copy["source"] = json!("all");
                }
                Ok(copy.to_string())
            })
            .collect()
    };
    write_lines(&folder.join("gold.jsonl"), copies(&gold_file)?.into_iter())?;
    write_lines(&folder.join("docs.jsonl"), copies(&docs_file)?.into_iter())?;
    let records = folder.join("records.jsonl");
    let alone = band.iter().enumerate().map(|(number, finding)| {
        let mut record = finding.record.clone();
        record["id"] = json!(format!("{number}"));
        record.to_string()
    });
    write_lines(&records, alone)?;
    let scores = scorers.score(set, &folder.join("gold.jsonl"), &records)?;
    let at = |path: &str| {
        figure(&scores, path).with_context(|| format!("the scorer of {} gives no {path}", set.name))
    };
    let precision = at(layer.precision)?;
    let n = match layer.count {
        Count::At(path) => at(path)?,
        Count::OfRecall { recall, gold } if precision > 0.0 => at(recall)? * at(gold)? / precision,
        Count::OfRecall { .. } => 0.0,
    };
    Ok((precision, n))
}

/// Wilson's 95 % interval of a share of `n`.
fn wilson(share: f64, n: f64) -> (f64, f64) {
    if n <= 0.0 {
        return (0.0, 1.0);
    }
    let z2 = 1.96_f64.powi(2);
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = 1.96 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    (middle - half, middle + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_of_equal_size() {
        let sizes: Vec<usize> = cut(&[0; 11], 3).map(<[i32]>::len).collect();
        assert_eq!(sizes, [3, 4, 4]);
    }

    #[test]
    fn the_interval_holds_the_share_and_narrows() {
        let (low, high) = wilson(0.8, 100.0);
        assert!((0.70..0.72).contains(&low) && (0.86..0.88).contains(&high));
        let (_, few) = wilson(1.0, 5.0);
        assert!((few - 1.0).abs() < 1e-9);
    }
}
