//! Whole files and folders, good and bad, as the command reads them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chancery_ingest::{Format, Inputs, Item, Options, total_bytes};
use flate2::Compression;
use flate2::write::GzEncoder;

/// One line an item: `ID: TEXT`, `skipped PLACE: WHY` or `warning PLACE: WHAT`, paths cut to their names.
fn read(paths: &[PathBuf], options: Options) -> Vec<String> {
    let mut lines = Vec::new();
    let short = |message: String| {
        let folder = paths.first().and_then(|path| path.parent());
        folder.map_or(message.clone(), |folder| {
            message.replace(&format!("{}/", folder.display()), "")
        })
    };
    for item in Inputs::new(paths.iter().cloned(), options) {
        lines.push(match item {
            Item::Article(input) => {
                let article = input.into_article();
                format!("{}: {}", article.id, article.text)
            }
            Item::Skipped(skipped) => format!("skipped {}", short(skipped.to_string())),
            Item::Warning(warning) => format!("warning {}", short(warning.to_string())),
        });
    }
    lines
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_folder_is_read_in_the_order_of_names_with_all_below() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("news");
    write(&root, "b.txt", "bee");
    write(&root, "a/z.txt", "zed");
    write(&root, "a/README.md", "not read");
    write(&root, "c.jsonl.gz", gzip(b"{\"text\": \"one\"}\n\n{\"id\": 5, \"text\": \"two\"}\n"));
    write(&root, ".hidden/x.txt", "not read");
    assert_eq!(total_bytes(std::slice::from_ref(&root)).map(|bytes| bytes > 6), Some(true));
    let found = read(&[root], Options::default());
    assert_eq!(found, ["z: zed", "b: bee", "c:1: one", "5: two"]);
}

#[test]
fn bad_files_are_named_and_the_rest_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::create_dir(dir.join("empty")).unwrap();
    let paths = [
        write(dir, "a.txt", b"%PDF-1.4 \0"),
        dir.join("none.txt"),
        dir.join("empty"),
        write(dir, "b.doc", "words"),
        write(dir, "c.txt.gz", "plain"),
        write(dir, "d.jsonl", "{\"text\": \"good\"}\nnonsense\n{\"id\": \"x\"}\n"),
        write(dir, "e.txt", ""),
    ];
    let found = read(&paths, Options::default());
    let begins = [
        "skipped a.txt: not text but a PDF document; save it as",
        "skipped none.txt: no such file or folder; check",
        "skipped empty: no article in this folder; put files there",
        "skipped b.doc: its name does not tell what it holds; give it one of",
        "skipped c.txt.gz: no gzip file, though its name says so; drop",
        "d:1: good",
        "skipped d.jsonl:2: not JSON: expected ident, column 2; write one object a line",
        "skipped d.jsonl:3: no \"text\"; give the line",
        "e: ",
    ];
    assert_eq!(found.len(), begins.len(), "{found:#?}");
    for (found, begin) in found.iter().zip(begins) {
        assert!(found.starts_with(begin), "{found}");
    }
}

#[cfg(unix)]
#[test]
fn what_must_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let dir = tempfile::tempdir().unwrap();
    let path = write(dir.path(), "a.txt", "secret");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    if fs::read(&path).is_err() {
        let found = read(&[path], Options::default());
        assert_eq!(
            found,
            [
                "skipped a.txt: no permission to read it; make it readable, for instance with chmod +r"
            ]
        );
    }
}

#[test]
fn of_a_torn_gzip_the_whole_lines_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let lines: String = (0..5000)
        .map(|n| format!("{{\"text\": \"line {n} {}\"}}\n", n * n))
        .collect::<Vec<_>>()
        .concat();
    let whole = gzip(lines.as_bytes());
    let path = write(dir.path(), "a.jsonl.gz", &whole[..whole.len() / 2]);
    let found = read(&[path], Options::default());
    let (last, before) = found.split_last().unwrap();
    assert!(before.len() > 1000, "{}", before.len());
    assert!(before.iter().all(|line| line.starts_with("a:")));
    assert!(last.contains("the compressed data breaks off"), "{last}");
}

#[test]
fn repeated_ids_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let one = write(dir.path(), "a.txt", "1");
    let two = write(
        dir.path(),
        "b.jsonl",
        "{\"id\": \"a\", \"text\": \"2\"}\n{\"id\": \"a\", \"text\": \"3\"}",
    );
    let found = read(&[one, two], Options::default());
    assert_eq!(found[0], "a: 1");
    assert!(found[1].starts_with("warning b.jsonl:1: id \"a\" stands for an earlier article too"));
    assert_eq!(found[2], "a~2: 2");
    assert_eq!(found[4], "a~3: 3");
}

#[test]
fn defaults_fill_what_the_input_lacks() {
    let dir = tempfile::tempdir().unwrap();
    let path = write(
        dir.path(),
        "a.csv",
        "text,publisher,date\none,The Courier,2024-01-02\ntwo,,not a date\n",
    );
    let options = Options {
        publisher: Some("The Herald".into()),
        published: Some(chancery_text::Published::parse("2024-10-25").unwrap()),
        ..Options::default()
    };
    let mut articles = Vec::new();
    let mut warnings = Vec::new();
    for item in Inputs::new([path], options) {
        match item {
            Item::Article(input) => articles.push(input.into_article()),
            Item::Warning(warning) => warnings.push(warning.kind.to_string()),
            Item::Skipped(skipped) => panic!("{skipped}"),
        }
    }
    assert_eq!(articles[0].publisher.as_deref(), Some("The Courier"));
    assert_eq!(articles[0].published.as_ref().unwrap().iso(), "2024-01-02");
    assert_eq!(articles[1].id, "a:3");
    assert_eq!(articles[1].publisher.as_deref(), Some("The Herald"));
    assert_eq!(articles[1].published.as_ref().unwrap().iso(), "2024-10-25");
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].starts_with("\"not a date\" is no date"));
}

#[test]
fn standard_input_has_the_format_that_is_said() {
    let read = |bytes: &'static [u8], from| {
        let options = Options { from, ..Options::default() };
        let inputs = Inputs::new(["-".into()], options).with_stdin(Box::new(bytes));
        inputs
            .map(|item| match item {
                Item::Article(input) => {
                    let article = input.into_article();
                    format!("{}: {}", article.id, article.text)
                }
                other => format!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(read(b"{\"text\": \"a\"}", None), ["stdin:1: a"]);
    assert_eq!(read(b"a", Some(Format::Text)), ["stdin: a"]);
    assert_eq!(read(b"text\na\n", Some(Format::Csv)), ["stdin:2: a"]);
    assert_eq!(read(b"", None), Vec::<String>::new());
}
