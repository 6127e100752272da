//! The sets of `tests/one-record/*.md`: articles of one story, and which of their reports must become one.
//!
//! The model reads them; where there is none, the sets with codes written by hand (`chancery-union/tests/sets.rs`)
//! stand alone.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chancery::nlp::{Pipeline, Simd};
use chancery::{Article, Published, Reader};
use chancery_model::store::Location;
use chancery_union::Corpus;

/// A set of articles, and the groups that they must give.
#[derive(Default)]
struct Set {
    kinds: Vec<String>,
    articles: Vec<Article>,
    groups: BTreeSet<String>,
}

#[test]
fn reports_of_one_thing_become_one_and_others_stay_apart() {
    let Ok(model) = Location::from_env().and_then(|location| location.open()) else {
        eprintln!("skipped: no language model");
        return;
    };
    let reader =
        Reader::new(Pipeline::new(&model, Simd::detect()).expect("the model loads"), "test");
    let mut worker = reader.worker();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/one-record");
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder is readable")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    paths.sort();
    let mut faults = String::new();
    for path in &paths {
        let set = read_set(&fs::read_to_string(path).expect("a set is readable"));
        let records: Vec<_> = set.articles.iter().map(|article| worker.read(article)).collect();
        let found = groups(&set.kinds, &records);
        let mut backwards = records.clone();
        backwards.reverse();
        assert_eq!(found, groups(&set.kinds, &backwards), "{}: order matters", path.display());
        if found != set.groups {
            let _ = writeln!(faults, "\n{}", path.display());
            for line in set.groups.difference(&found) {
                let _ = writeln!(faults, "  - {line}");
            }
            for line in found.difference(&set.groups) {
                let _ = writeln!(faults, "  + {line}");
            }
            for line in records.iter().flat_map(|record| {
                chancery::record::lines(record).into_iter().map(|line| (record.id.clone(), line))
            }) {
                let _ = writeln!(faults, "      {} {} {}", line.0, line.1.id, line.1.text);
            }
        }
    }
    assert!(paths.len() >= 12, "there are sets in {}", folder.display());
    assert!(faults.is_empty(), "expected (-) and found (+) differ:{faults}");
}

#[test]
fn three_tellings_of_the_examples_are_one_meeting() {
    let Ok(model) = Location::from_env().and_then(|location| location.open()) else {
        eprintln!("skipped: no language model");
        return;
    };
    let reader =
        Reader::new(Pipeline::new(&model, Simd::detect()).expect("the model loads"), "test");
    let mut worker = reader.worker();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/riga.jsonl");
    let mut corpus = Corpus::new();
    let mut n_meetings = 0;
    for line in fs::read_to_string(path).expect("the example is readable").lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let field = |name: &str| line[name].as_str().expect("the field is there").to_owned();
        let record = worker.read(&Article {
            id: field("id"),
            text: field("text"),
            publisher: Some(field("publisher")),
            published: Some(Published::parse(&field("published")).expect("a day")),
            ..Article::default()
        });
        n_meetings += record.meetings.len();
        corpus.record(&record, &record.id, "riga-announced");
    }
    let groups = corpus.unite(&corpus.entities());
    let meeting = groups.iter().find(|g| corpus.report_id(g.reports[0]) == "riga-announced#m1");
    let meeting = meeting.expect("the tellings are one");
    assert_eq!((n_meetings, meeting.reports.len(), meeting.origins), (3, 3, 3));
    assert_eq!(meeting.status, "occurred");
    let points: Vec<&str> = meeting.disagreements.iter().map(|point| point.about).collect();
    assert_eq!(points, ["status", "who", "numbers"]);
}

/// The groups of these kinds that hold reports of two articles or more, each in a line.
fn groups(kinds: &[String], records: &[chancery::record::Record]) -> BTreeSet<String> {
    let mut corpus = Corpus::new();
    let wire = |text: &str| records.iter().filter(|r| r.text == text).map(|r| r.id.clone()).min();
    for record in records {
        let origin = wire(&record.text).unwrap_or_else(|| record.id.clone());
        corpus.record(record, &origin, "story");
    }
    let entities = corpus.entities();
    let mut lines = BTreeSet::new();
    for group in corpus.unite(&entities) {
        let mut articles: Vec<String> = Vec::new();
        let mut kind = String::new();
        for report in &group.reports {
            let id = corpus.report_id(*report);
            let (article, local) = id.split_once('#').expect("an id of a finding");
            let record = records.iter().find(|record| record.id == article).expect("its record");
            kind = match local.as_bytes()[0] {
                b'm' => "meeting".to_owned(),
                b's' => "statement".to_owned(),
                b'p' => "position".to_owned(),
                _ => {
                    let event = record.events.iter().find(|event| event.id == local);
                    format!("event {}", event.expect("its event").r#type)
                }
            };
            if !articles.iter().any(|other| other == article) {
                articles.push(article.to_owned());
            }
        }
        let status = group.disagreements.iter().find(|point| point.about == "status");
        let statuses = status.map_or_else(
            || group.status.clone(),
            |point| {
                point.values.iter().map(|(value, _)| value.clone()).collect::<Vec<_>>().join(", ")
            },
        );
        if articles.len() > 1 && kinds.contains(&kind) {
            lines.insert(format!("{kind}: {} ({statuses})", articles.join(" ")));
        }
    }
    lines
}

fn read_set(text: &str) -> Set {
    let mut set = Set::default();
    for line in text.lines() {
        if let Some(kinds) = line.strip_prefix("Kinds: ") {
            set.kinds = kinds.split(", ").map(str::to_owned).collect();
        } else if let Some(head) = line.strip_prefix("## ") {
            let parts: Vec<&str> = head.split(" | ").collect();
            let [id, day, outlet] = parts[..] else { panic!("no head of an article: {head}") };
            set.articles.push(Article {
                id: id.to_owned(),
                published: Some(Published::parse(day).expect("a day")),
                publisher: Some(outlet.to_owned()),
                ..Article::default()
            });
        } else if let Some(words) = line.strip_prefix("> ") {
            let article = set.articles.last_mut().expect("a text has a head");
            if !article.text.is_empty() {
                article.text.push_str("\n\n");
            }
            article.text.push_str(words);
        } else if let Some(group) = line.strip_prefix("    ") {
            set.groups.insert(group.to_owned());
        }
    }
    set
}
