//! ZIP files of articles, good and bad.

use std::fs;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use chancery_ingest::{Inputs, Item, Options, Place};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// One line an item: `PLACE ID: TEXT` or `PLACE: WHY; REMEDY`, the folder cut from places.
fn read(bytes: &[u8]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("news.zip");
    fs::write(&path, bytes).unwrap();
    let folder = format!("{}/", dir.path().display());
    Inputs::new([path], Options::default())
        .map(|item| match item {
            Item::Article(input) => {
                let place = input.place.to_string();
                let article = input.into_article().unwrap();
                format!("{place} {}: {}", article.id, article.text)
            }
            Item::Skipped(skipped) => skipped.to_string(),
            Item::Warning(warning) => warning.to_string(),
        })
        .map(|line| line.replace(&folder, ""))
        .collect()
}

#[test]
fn members_are_read_as_the_files_that_they_are() {
    let archive = zipped(&[
        ("one.txt", b"The envoys met."),
        ("folder/lines.jsonl", b"{\"text\": \"a\"}\nbroken\n{\"id\": \"x\", \"text\": \"b\"}\n"),
        ("__MACOSX/._one.txt", b"junk"),
        ("folder/.hidden.txt", b"junk"),
        ("table.csv", b"text,note\nc,d\n"),
    ]);
    assert_eq!(
        read(&archive),
        [
            "news.zip/one.txt one: The envoys met.",
            "news.zip/folder/lines.jsonl:1 lines:1: a",
            "news.zip/folder/lines.jsonl:2: not JSON: expected value, column 1; write one object a line: {\"id\": \"…\", \"text\": \"…\"}",
            "news.zip/folder/lines.jsonl:3 x: b",
            "news.zip/table.csv:2: not read: column \"note\"; name a column with --map FIELD=COLUMN",
            "news.zip/table.csv:2 table:2: c",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_listed_and_the_rest_is_read() {
    let inner = zipped(&[("a.txt", b"a")]);
    let bomb = vec![b'a'; 100 << 20];
    let mut torn = zipped(&[("c.txt", b"The envoys met in Lund."), ("d.txt", b"last")]);
    let at = torn.windows(6).position(|window| window.starts_with(b"c.txt")).unwrap() + 8;
    torn[at] ^= 0x55;
    let found = read(&zipped(&[
        ("inner.zip", &inner),
        ("b.pdf", b"%PDF"),
        ("bomb.txt", &bomb),
        ("z.txt", b"last"),
    ]));
    assert!(
        found[0].starts_with("news.zip/inner.zip: a ZIP file within a ZIP file; unpack it"),
        "{found:?}"
    );
    assert!(found[1].starts_with("news.zip/b.pdf: its name does not tell"), "{found:?}");
    assert!(
        found[2].starts_with("news.zip/bomb.txt: it unpacks to far more than it holds"),
        "{found:?}"
    );
    assert_eq!(found[3], "news.zip/z.txt z: last");
    let found = read(&torn);
    assert!(found[0].starts_with("news.zip/c.txt: the compressed data breaks off"), "{found:?}");
    assert_eq!(found[1], "news.zip/d.txt d: last");
    assert!(read(b"PK\x03\x04")[0].contains("its ZIP directory is damaged"));
}

#[test]
fn a_run_goes_on_within_a_zip_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("news.zip");
    let lines = b"{\"text\": \"1\"}\n{\"text\": \"2\"}\n{\"text\": \"3\"}\n";
    fs::write(&path, zipped(&[("z.txt", b"one"), ("m.jsonl", lines), ("a.txt", b"last")])).unwrap();
    let run = |resume: Vec<Place>| -> Vec<(String, Place)> {
        let paths: [PathBuf; 1] = [path.clone()];
        Inputs::new(paths, Options { resume, ..Options::default() })
            .filter_map(|item| match item {
                Item::Article(input) => Some((input.id, input.place)),
                _ => None,
            })
            .collect()
    };
    let all = run(Vec::new());
    let ids: Vec<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["z", "m:1", "m:2", "m:3", "a"]);
    for (at, (_, place)) in all.iter().enumerate() {
        assert_eq!(run(vec![place.clone()]), all[at + 1..]);
    }
}
