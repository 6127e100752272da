//! Exports of news databases, written by `tools/make_export_fixtures.py`: title, date, publisher and body of every
//! article are right, or it is listed as not parsed.

use std::path::{Path, PathBuf};

use chancery_ingest::{IngestError, Inputs, Item, Options, RepeatedIds};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports")
}

/// What the generator says should come out of a file, in its order.
fn expected(file: &str) -> Vec<Value> {
    let lines = std::fs::read_to_string(folder().join("expected.jsonl")).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["file"] == file)
        .collect()
}

/// The same of what does.
fn found(path: &Path, file: &str) -> Vec<Value> {
    let options = Options { repeated_ids: RepeatedIds::Kept, ..Options::default() };
    let mut rows = Vec::new();
    for item in Inputs::new([path.to_owned()], options) {
        match item {
            Item::Article(input) => {
                let article = input.into_article().unwrap();
                rows.push(json!({
                    "file": file, "id": article.id, "title": article.title,
                    "published": article.published.map(|published| published.iso().to_owned()),
                    "publisher": article.publisher, "author": article.author,
                    "language": article.language, "text": article.text,
                }));
            }
            Item::Skipped(skipped) => {
                assert!(skipped.to_string().contains("; "), "{skipped} has a remedy");
                let IngestError::NotParsed { missing, .. } = skipped.error else {
                    panic!("{skipped}")
                };
                rows.push(json!({"file": file, "missing": missing}));
            }
            Item::Warning(_) => {}
        }
    }
    rows
}

#[track_caller]
fn check(file: &str) {
    let mut found = found(&folder().join(file), file);
    let expected = expected(file);
    assert!(expected.len() >= 20);
    for (found, expected) in found.iter_mut().zip(&expected) {
        if expected.get("id").is_none() {
            found.as_object_mut().unwrap().remove("id");
        }
        assert_eq!(found, expected, "{file}");
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn nexis_uni_docx() {
    check("nexis-uni.docx");
}

#[test]
fn nexis_uni_rtf() {
    check("nexis-uni.rtf");
}

#[test]
fn old_nexis_text() {
    check("nexis.txt");
}

#[test]
fn factiva_page_with_indexing() {
    check("factiva.html");
}

#[test]
fn factiva_page_without_indexing() {
    check("factiva-short.html");
}

#[test]
fn factiva_xml() {
    check("factiva.xml");
}

#[test]
fn factiva_rtf() {
    check("factiva.rtf");
}

#[test]
fn factiva_text() {
    check("factiva.txt");
}

#[test]
fn a_zip_of_exports_gives_all_of_them() {
    let ids = |path: PathBuf| -> Vec<String> {
        found(&path, "").iter().map(|row| row["id"].to_string()).collect()
    };
    let apart: Vec<String> = ["nexis-uni.docx", "factiva.html", "nexis.txt"]
        .iter()
        .flat_map(|file| ids(folder().join(file)))
        .collect();
    assert_eq!(ids(folder().join("exports.zip")), apart);
}

#[test]
fn a_document_that_no_database_wrote_is_one_article() {
    for file in ["letter.docx", "letter.rtf"] {
        let rows = found(&folder().join(file), file);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0]["id"], "letter");
        assert_eq!(rows[0]["title"], "Envoys meet in Lund");
        let text = rows[0]["text"].as_str().unwrap();
        assert!(
            text.starts_with("The envoys of Velden")
                && text.ends_with("said.")
                && text.matches("\n\n").count() == 2
        );
    }
}

#[test]
fn the_same_article_has_the_same_id_in_docx_and_rtf() {
    let ids = |file: &str| -> Vec<Value> {
        found(&folder().join(file), file).iter().map(|row| row["id"].clone()).collect()
    };
    assert_eq!(ids("nexis-uni.docx"), ids("nexis-uni.rtf"));
}
