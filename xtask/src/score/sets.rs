//! The gold data that a folder holds, and its halves.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Documents with gold, and the scorer for them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    /// As `measures.tsv` names it.
    pub(super) name: &'static str,
    /// The documents' file, under the folder of gold data.
    docs: &'static str,
    gold: Gold,
    /// What is asked of the program.
    pub(super) asked: Asked,
    /// The scorer's file, under `score`.
    scorer: &'static str,
    /// The figure of one document: a path as in `measures.tsv`.
    pub(super) headline: &'static str,
}

/// Where the gold lies.
#[derive(Debug, Clone, Copy)]
enum Gold {
    /// In `gold.jsonl` beside the documents.
    Beside,
    /// In a file of facts.
    Facts(&'static str),
}

/// What the program is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The record of each document.
    Records,
    /// The story of each document, of an archive of all.
    Stories,
}

/// All that may be scored, in the table's order.
const SETS: [Set; 10] = [
    beside("statements", "gold/attribution/dev/docs.jsonl", "attribution.py", "full.f1"),
    beside("events", "gold/events/dev/docs.jsonl", "events.py", "event_type.f1"),
    beside(
        "no-event",
        "gold/events/no-event-dev/docs.jsonl",
        "events.py",
        "no_event_documents.with_prediction",
    ),
    beside("actors", "gold/actors/dev/docs.jsonl", "actors.py", "score"),
    beside("places", "gold/places/dev/docs.jsonl", "places.py", "score"),
    beside("times", "gold/times/dev/docs.jsonl", "times.py", "score"),
    Set {
        asked: Asked::Stories,
        ..beside("stories", "gold/clusters/dev/docs.jsonl", "clusters.py", "score")
    },
    beside("body", "gold/html/dev/docs.jsonl", "article_body.py", "f1"),
    Set {
        name: "facts, long article",
        docs: "articles/kazan-summit.jsonl",
        gold: Gold::Facts("articles/kazan-summit.facts.jsonl"),
        asked: Asked::Records,
        scorer: "facts.py",
        headline: "found / facts",
    },
    Set {
        name: "facts, six articles",
        docs: "articles/dev.jsonl",
        gold: Gold::Facts("articles/dev.facts.jsonl"),
        asked: Asked::Records,
        scorer: "facts.py",
        headline: "found / facts",
    },
];

const fn beside(
    name: &'static str,
    docs: &'static str,
    scorer: &'static str,
    headline: &'static str,
) -> Set {
    Set { name, docs, gold: Gold::Beside, asked: Asked::Records, scorer, headline }
}

/// Part of a set's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// Every document.
    All,
    /// Those to look at: second hex digit of the id's SHA-256 below 8.
    Seen,
    /// Those only to score.
    Unseen,
}

impl Half {
    /// A document belongs to it.
    fn holds(self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Seen => !is_unseen(id),
            Self::Unseen => is_unseen(id),
        }
    }
}

/// The second hex digit of the id's SHA-256 is 8 to f.
pub(super) fn is_unseen(id: &str) -> bool {
    Sha256::digest(id.as_bytes())[0] & 0x0f >= 8
}

/// A line of documents, gold or predictions: JSON Lines with the document's id.
pub(super) struct Line {
    pub(super) id: String,
    /// The whole line.
    pub(super) json: String,
}

/// The lines of a file.
pub(super) fn lines(path: &Path) -> Result<Vec<Line>> {
    #[derive(Deserialize)]
    struct Id {
        #[serde(alias = "doc")]
        id: serde_json::Value,
    }
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = Vec::new();
    for (number, json) in (1..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        let Id { id } = serde_json::from_str(json)
            .with_context(|| format!("{}:{number}: no document id", path.display()))?;
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        lines.push(Line { id, json: json.to_owned() });
    }
    Ok(lines)
}

impl Set {
    /// The sets whose documents and gold the folder has.
    pub(super) fn found_in(folder: &Path) -> Vec<Self> {
        SETS.into_iter()
            .filter(|set| set.docs(folder).exists() && set.gold_file(folder).exists())
            .collect()
    }

    /// The set's documents.
    pub(super) fn docs(&self, folder: &Path) -> PathBuf {
        folder.join(self.docs)
    }

    /// The set's scorer.
    pub(super) fn scorer(&self, folder: &Path) -> PathBuf {
        folder.join("score").join(self.scorer)
    }

    /// A name for files.
    pub(super) fn stem(&self) -> String {
        self.name.replace(", ", "-").replace(' ', "-")
    }

    /// The file of gold.
    pub(super) fn gold_file(&self, folder: &Path) -> PathBuf {
        match self.gold {
            Gold::Beside => self.docs(folder).with_file_name("gold.jsonl"),
            Gold::Facts(file) => folder.join(file),
        }
    }

    /// The scorer's arguments that name this gold.
    pub(super) fn gold_args(&self, gold_file: &Path) -> [PathBuf; 2] {
        match self.gold {
            Gold::Beside => {
                ["--gold".into(), gold_file.parent().expect("the file lies in a folder").into()]
            }
            Gold::Facts(_) => ["--facts".into(), gold_file.into()],
        }
    }

    /// Facts of a handful of articles are not halved.
    pub(super) fn has_halves(&self) -> bool {
        matches!(self.gold, Gold::Beside)
    }

    /// The gold file of the half, whose documents and gold are written below `work`.
    pub(super) fn half(&self, folder: &Path, half: Half, work: &Path) -> Result<PathBuf> {
        if half == Half::All {
            return Ok(self.gold_file(folder));
        }
        self.part(folder, |id| half.holds(id), &work.join(format!("{half:?}-{}", self.stem())))
    }

    /// The gold file of the documents that `holds` takes, written into the folder `part` beside the documents.
    pub(super) fn part(
        &self,
        folder: &Path,
        holds: impl Fn(&str) -> bool,
        part: &Path,
    ) -> Result<PathBuf> {
        let gold = self.gold_file(folder);
        let gold_part = part.join(gold.file_name().expect("it is a file"));
        for (from, to) in [(self.docs(folder), part.join("docs.jsonl")), (gold, gold_part.clone())]
        {
            let kept = lines(&from)?.into_iter().filter(|line| holds(&line.id));
            write_lines(&to, kept.map(|line| line.json))?;
        }
        Ok(gold_part)
    }
}

/// Writes lines into a file whose folder is made where it is missing.
pub(super) fn write_lines(path: &Path, lines: impl Iterator<Item = String>) -> Result<()> {
    let folder = path.parent().expect("the file lies in a folder");
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let text: String = lines.flat_map(|line| [line, "\n".to_owned()]).collect();
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_hex_digit_halves_the_documents() {
        // By `printf a | sha256sum`: a is ca97…, 1 is 6b86…, f is 252f…, 2 is d473….
        assert!(is_unseen("a"));
        assert!(is_unseen("1"));
        assert!(!is_unseen("f"));
        assert!(Half::All.holds("a") && Half::Unseen.holds("a") && !Half::Seen.holds("a"));
    }
}
