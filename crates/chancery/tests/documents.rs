//! The documents tell the truth: every field of a record is described, every path they name exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A record with one item in every list.
const RECORD: &str = r#"{
"id": "", "title": null, "url": null, "publisher": null, "credit": null, "author": null, "published": null,
"language": "", "text": "", "sentences": [{"start": 0, "end": 1}],
"actors": [{"id": "", "name": "", "kind": "", "kb": null, "wikipedia": "", "country": null, "sector": null,
  "cameo": null, "confidence": 0, "roles": [{"title": "", "of": null, "evidence": {"start": 0, "end": 1}}],
  "mentions": [{"start": 0, "end": 1, "form": ""}]}],
"places": [{"id": "", "name": "", "type": "", "kb": null, "wikipedia": "", "country": null, "admin1": null,
  "lat": null, "lon": null, "confidence": 0, "mentions": [{"start": 0, "end": 1, "within": false}]}],
"times": [{"start": 0, "end": 1, "type": "", "value": "", "confidence": 0}],
"statements": [{"id": "", "kind": "", "speaker": null, "speaker_span": null, "addressee": null, "cue": null,
  "content": [], "reported_by": null, "negated": false, "rule": "", "confidence": 0}],
"events": [{"id": "", "type": "", "mode": null, "contexts": [], "cameo": null, "goldstein": null, "sources": [],
  "targets": [], "when": {"start": "", "end": ""}, "where": null, "status": "", "reported_by": null,
  "same_as": null, "trigger": {"start": 0, "end": 1}, "evidence": {"start": 0, "end": 1}, "rule": "",
  "confidence": 0}],
"meetings": [{"id": "", "name": null, "format": "", "private": false, "participants": [],
  "attendance": [{"count": 1, "of": "", "evidence": {"start": 0, "end": 1}}], "host": null, "where": null,
  "when": null, "duration": null, "topics": [], "status": "", "reported_by": null, "events": [], "evidence": [],
  "rule": "", "confidence": 0}],
"positions": [{"id": "", "holder": "", "stance": "", "toward": null, "proposition": {"start": 0, "end": 1},
  "topics": [], "statement": null, "evidence": {"start": 0, "end": 1}, "rule": "", "confidence": 0}],
"reader": {"version": "", "model": "", "data": ""}}"#;

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn every_field_of_a_record_is_described() {
    let record: chancery::record::Record =
        serde_json::from_str(RECORD).expect("the record above has every field and no other type");
    let written = serde_json::to_value(&record).expect("a record is JSON");
    let mut fields = BTreeSet::new();
    keys(&written, &mut fields);
    let format = document("docs/record-format.md");
    for field in fields {
        assert!(
            format.contains(&format!("`{field}`")) || format.contains(&format!("\"{field}\"")),
            "docs/record-format.md does not describe {field}"
        );
    }
}

#[test]
fn paths_that_the_documents_name_exist() {
    for name in ["README.md", "ARCHITECTURE.md", "DESIGN.md", "data/README.md"] {
        let text = document(name);
        let quoted = text.split('`').skip(1).step_by(2).filter(|code| {
            code.contains('/')
                && !code.contains([' ', '*', '<', '=', '|'])
                && !code.starts_with('/')
        });
        let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let folder = root().join(name);
        let folder = folder.parent().expect("it lies in a folder");
        for path in quoted.chain(linked) {
            let known = [
                folder.join(path),
                root().join(path),
                root().join("crates").join(path),
                root().join("crates/chancery/src").join(path),
            ];
            let internet = path.contains("://") || path.starts_with('#');
            // Build products and names that a reader puts in are no files of the repository.
            let made = path.starts_with("target/") || path.starts_with('~');
            assert!(
                internet || made || known.iter().any(|path| path.exists()),
                "{name} names {path}, which does not exist"
            );
        }
    }
}
