//! The corpora of the fuzz targets, and what they once failed on, once more.

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/targets.rs"]
mod targets;

/// Every input of a target, by name.
fn replay(target: &str, mut run: impl FnMut(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it is readable").path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} holds inputs", folder.display());
    for path in paths {
        // Shown where the test fails.
        eprintln!("{}", path.display());
        run(&fs::read(&path).expect("an input is readable"));
    }
}

#[test]
fn html() {
    replay("html", targets::html);
}

#[test]
fn json_lines() {
    replay("json_lines", targets::json_lines);
}

#[test]
fn csv() {
    replay("csv", targets::csv);
}

#[test]
fn nexis() {
    replay("nexis", targets::nexis);
}

#[test]
fn factiva() {
    replay("factiva", targets::factiva);
}

#[test]
fn docx() {
    replay("docx", targets::docx);
}

#[test]
fn rtf() {
    replay("rtf", targets::rtf);
}

#[test]
fn zip() {
    replay("zip", targets::zip);
}

#[test]
fn warc() {
    replay("warc", targets::warc);
}

#[test]
fn feed() {
    replay("feed", targets::feed);
}

#[test]
fn wikinews() {
    replay("wikinews", targets::wikinews);
}

#[test]
fn model_file() {
    replay("model_file", targets::model_file);
}

#[test]
fn wheel() {
    replay("wheel", targets::wheel);
}

#[test]
fn read() {
    let reader = targets::reader();
    let mut worker = reader.worker();
    replay("read", |bytes| targets::read(bytes, &mut worker));
}
