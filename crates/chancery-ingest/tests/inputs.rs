//! Whole files and folders, good and bad, as the command reads them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chancery_ingest::{
    Filter, FilteredBy, Format, Inputs, Item, NoArticle, Options, Place, RepeatedIds, Spot,
    total_bytes,
};
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
                let article = input.into_article().unwrap();
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
            Item::Article(input) => articles.push(input.into_article().unwrap()),
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
                    let article = input.into_article().unwrap();
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

/// Ids of the articles.
fn ids(paths: &[PathBuf], options: Options) -> Vec<String> {
    Inputs::new(paths.iter().cloned(), options)
        .filter_map(|item| match item {
            Item::Article(input) => Some(input.id),
            _ => None,
        })
        .collect()
}

#[test]
fn ids_that_are_kept_do_not_depend_on_what_came_before() {
    let dir = tempfile::tempdir().unwrap();
    let path = write(dir.path(), "a.jsonl", "{\"id\": \"a\", \"text\": \"2\"}\n".repeat(2));
    let options = Options { repeated_ids: RepeatedIds::Kept, ..Options::default() };
    assert_eq!(ids(&[path], options), ["a", "a"]);
}

#[test]
fn a_run_goes_on_behind_every_article_as_if_it_had_not_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let paths = [
        write(
            dir,
            "a.jsonl.gz",
            gzip(b"{\"text\": \"1\"}\n\nbroken\n{\"text\": \"2\"}\n{\"text\": \"3\"}\n"),
        ),
        write(dir, "b.csv", "text\none\n\"two\nlines\"\nthree\n"),
        write(dir, "c.txt", "whole"),
    ];
    let all = ids(&paths, Options::default());
    assert_eq!(all, ["a:1", "a:4", "a:5", "b:2", "b:3", "b:5", "c"]);
    let mut places: Vec<Place> = Vec::new();
    for item in Inputs::new(paths.clone(), Options::default()) {
        let Item::Article(input) = item else { continue };
        places.retain(|place| place.path != input.place.path);
        places.push(input.place);
        let left = ids(&paths, Options { resume: places.clone(), ..Options::default() });
        let stopped = all.iter().position(|id| *id == input.id).unwrap();
        assert_eq!(left, all[stopped + 1..], "behind {}", input.id);
    }
    assert_eq!(places[0].spot, Some(Spot::Line(5)));
}

#[test]
fn articles_that_are_not_wanted_are_counted_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let text = "The envoys met in Tallinn on Friday and agreed to meet again within the month.";
    let german =
        "Die Gesandten trafen sich am Freitag in Tallinn und wollen sich bald wieder treffen.";
    let rows = [
        ("a", "https://news.courier.example/1", "2024-10-25", text),
        ("b", "https://herald.example/1", "2024-10-25", text),
        ("c", "https://courier.example/2", "2024-09-25", text),
        ("d", "https://courier.example/3", "", text),
        ("e", "https://courier.example/4", "2024-10-26", german),
    ];
    let table: String = std::iter::once("id,url,date,text".to_owned())
        .chain(rows.map(|(id, url, date, text)| format!("{id},{url},{date},{text}")))
        .collect::<Vec<_>>()
        .join("\n");
    let path = write(dir.path(), "a.csv", table);
    let filter = Filter {
        hosts: vec!["courier.example".into()],
        languages: vec!["en".into()],
        published_since: Some(jiff::civil::date(2024, 10, 1)),
        published_until: None,
    };
    let inputs = Inputs::new([path], Options { filter, ..Options::default() });
    let counts = inputs.filtered();
    let mut wanted = Vec::new();
    for item in inputs {
        let Item::Article(input) = item else { panic!("{item:?}") };
        match input.into_article() {
            Ok(article) => wanted.push(article.id),
            Err(NoArticle::Filtered(_)) => {}
            Err(NoArticle::Skipped(skipped)) => panic!("{skipped}"),
        }
    }
    assert_eq!(wanted, ["a"]);
    assert_eq!(FilteredBy::ALL.map(|reason| counts.of(reason)), [1, 1, 1, 1, 0]);
}
