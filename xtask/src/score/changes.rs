//! What changed between two commits, document by document.
//!
//! A document whose findings differ is scored alone, before and after, by the set's own scorer.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::Value;

use super::program::{self, Program};
use super::sets::{Set, is_unseen, lines, write_lines};
use super::{Scorers, figure};

/// Fields of a record that say what read it or what was read.
const NO_FINDINGS: [&str; 2] = ["reader", "id"];

/// Prints, set by set, the documents that are read otherwise by the second commit, and the figures.
pub(super) fn print(scorers: &Scorers, sets: &[Set], before: &str, after: &str) -> Result<()> {
    let mut records = Vec::new();
    for commit in [before, after] {
        let hash = program::hash(commit)?;
        let kept = scorers.work.join("commits").join(hash);
        let program = Program::of_commit(commit, &kept)?;
        for set in sets {
            let file = kept.join(format!("{}.jsonl", set.stem()));
            if !file.exists() {
                eprintln!("{commit}: reading {} …", set.name);
                program.answer(set.asked, &set.docs(&scorers.folder), &file)?;
            }
        }
        records.push(kept);
    }
    for set in sets {
        let files =
            [&records[0], &records[1]].map(|kept| kept.join(format!("{}.jsonl", set.stem())));
        let gold = set.gold_file(&scorers.folder);
        let whole = |file| -> Result<Value> { scorers.score(set, &gold, file) };
        println!("{}: {}", set.name, step(set, &whole(&files[0])?, &whole(&files[1])?));
        let [old, new] = [by_id(&files[0])?, by_id(&files[1])?];
        for (id, new) in &new {
            let Some(old) = old.get(id) else { continue };
            let changes = changes(old, new);
            if changes.is_empty() {
                continue;
            }
            let part = scorers.work.join("document");
            let gold = set.part(&scorers.folder, |other| other == id, &part)?;
            let [old, new] = [("old", old), ("new", new)].map(|(name, record)| -> Result<Value> {
                let file = part.join(format!("{name}.jsonl"));
                write_lines(&file, std::iter::once(record.to_string()))?;
                scorers.score(set, &gold, &file)
            });
            let half = if is_unseen(id) { "8–f" } else { "0–7" };
            println!("  {id} ({half}): {}  {}", step(set, &old?, &new?), changes.join(", "));
        }
    }
    Ok(())
}

/// The set's headline before and after.
fn step(set: &Set, old: &Value, new: &Value) -> String {
    let show = |scores| {
        figure(scores, set.headline).map_or("–".to_owned(), |figure| format!("{figure:.1}"))
    };
    let (old, new) = (show(old), show(new));
    if old == new { old } else { format!("{old} → {new}") }
}

fn by_id(file: &std::path::Path) -> Result<BTreeMap<String, Value>> {
    lines(file)?
        .into_iter()
        .map(|line| {
            let record = serde_json::from_str(&line.json)
                .with_context(|| format!("{}: {} is no record", file.display(), line.id))?;
            Ok((line.id, record))
        })
        .collect()
}

/// How many findings of each layer the one record has that the other lacks.
fn changes(old: &Value, new: &Value) -> Vec<String> {
    let Some(fields) = new.as_object() else { return Vec::new() };
    let mut changes = Vec::new();
    for (field, new) in fields.iter().filter(|(field, _)| !NO_FINDINGS.contains(&field.as_str())) {
        let old = old.get(field).unwrap_or(&Value::Null);
        if let (Some(old), Some(new)) = (old.as_array(), new.as_array()) {
            let (old, new): (Vec<String>, Vec<String>) =
                (old.iter().map(without_id).collect(), new.iter().map(without_id).collect());
            let gone = old.iter().filter(|finding| !new.contains(finding)).count();
            let come = new.iter().filter(|finding| !old.contains(finding)).count();
            if gone + come > 0 {
                changes.push(format!("{field} +{come} -{gone}"));
            }
        } else if old != new {
            changes.push(field.clone());
        }
    }
    changes
}

/// A finding but for its id, which counts those before it.
fn without_id(finding: &Value) -> String {
    let mut finding = finding.clone();
    if let Some(fields) = finding.as_object_mut() {
        fields.remove("id");
    }
    finding.to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::changes;

    #[test]
    fn findings_are_compared_without_their_ids() {
        let old = json!({"id": "x", "title": null, "events": [{"id": "e1", "type": "AID"}, {"id": "e2", "type": "AGREE"}]});
        let new = json!({"id": "x", "title": "T", "events": [{"id": "e1", "type": "AGREE"}]});
        assert_eq!(changes(&old, &new), ["events +0 -1", "title"]);
        assert!(changes(&new, &new).is_empty());
    }
}
