//! The layouts of event data, byte by byte, and what their checks say.
//!
//! `UPDATE_GOLDEN=1 cargo test -p chancery-export` writes the files under `tests/golden/` anew.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use chancery_export::{
    DyadOptions, Layout, Level, Options, Output, Period, Problem, Reciprocal, Written, check,
    export,
};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Exports the example, compares each file with the golden one of its name, and checks it.
fn compare(layout: Layout, name: &str, options: &Options) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let output = Output::to_path(layout, &path).unwrap();
    let written = export(layout, &common::source(), options, output).unwrap();
    for file in &written.files {
        let relative = file.strip_prefix(folder.path()).unwrap();
        let wanted = golden(relative.to_str().unwrap());
        let found = fs::read(file).unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(wanted.parent().unwrap()).unwrap();
            fs::write(&wanted, &found).unwrap();
        }
        let wanted_text = fs::read(&wanted).unwrap_or_default();
        assert_eq!(
            String::from_utf8_lossy(&found),
            String::from_utf8_lossy(&wanted_text),
            "{}",
            wanted.display()
        );
    }
    let (guessed, problems) = check(&path, None).unwrap();
    assert_eq!(guessed, layout);
    assert_eq!(problems, []);
    written
}

#[test]
fn jsonl_is_the_record() {
    compare(Layout::Jsonl, "example.jsonl", &Options::default());
}

#[test]
fn plover() {
    let written = compare(Layout::Plover, "example.plover.jsonl", &Options::default());
    assert_eq!(
        written.left_out,
        [
            ("without a date, and in an article without one", 1),
            ("without a recipient, which PLOVER asks for with this type", 1)
        ]
    );
}

#[test]
fn plover_of_reports_of_all_statuses() {
    let statuses = ["occurred", "planned", "denied", "failed"].map(str::to_owned).to_vec();
    let options = Options { reports: true, statuses: Some(statuses), ..Options::default() };
    compare(Layout::Plover, "reports.plover.jsonl", &options);
}

#[test]
fn polecat() {
    compare(Layout::Polecat, "example.polecat.txt", &Options::default());
}

#[test]
fn icews() {
    compare(Layout::Icews, "example.icews.tab", &Options::default());
}

#[test]
fn icews_with_a_row_for_equal_parties() {
    let options = Options { reciprocal: Reciprocal::List, ..Options::default() };
    compare(Layout::Icews, "list.icews.tab", &options);
}

#[test]
fn gdelt() {
    let written = compare(Layout::Gdelt, "example.gdelt", &Options::default());
    let names: Vec<_> = written.files.iter().map(|file| file.file_name().unwrap()).collect();
    assert_eq!(
        names,
        ["export.CSV", "mentions.CSV", "example.gdelt.evidence.tsv", "example.gdelt.meta.json"]
    );
}

#[test]
fn gdelt_with_each_pair_once() {
    let options = Options { reciprocal: Reciprocal::Undirected, ..Options::default() };
    compare(Layout::Gdelt, "undirected.gdelt", &options);
}

#[test]
fn phoenix() {
    compare(Layout::Phoenix, "example.phoenix.txt", &Options::default());
}

#[test]
fn dyads_of_countries_by_month() {
    compare(Layout::Dyads, "example.dyads.csv", &Options::default());
}

#[test]
fn dyads_of_actors_by_week_directed_with_zeros() {
    let dyads = DyadOptions { by: Period::Week, level: Level::Actor, directed: true, zeros: true };
    let options = Options { dyads, ..Options::default() };
    compare(Layout::Dyads, "actors.dyads.csv", &options);
}

#[test]
fn the_same_source_gives_the_same_bytes_in_any_order() {
    for layout in Layout::ALL {
        let once = bytes(layout, &common::source());
        let mut shuffled = common::source();
        shuffled.records.reverse();
        shuffled.articles.reverse();
        shuffled.entities.rotate_left(2);
        assert!(once == bytes(layout, &shuffled), "{layout}");
    }
}

fn bytes(layout: Layout, source: &chancery_export::Memory) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let output = Output::to_path(layout, &folder.path().join("out")).unwrap();
    let written = export(layout, source, &Options::default(), output).unwrap();
    let files = written.files.iter();
    files
        .map(|file| (file.strip_prefix(folder.path()).unwrap().to_owned(), fs::read(file).unwrap()))
        .collect()
}

/// What is said of a file after `change`.
fn spoilt(layout: Layout, name: &str, change: impl Fn(&str) -> String) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(golden(name)).unwrap();
    let path = folder.path().join(Path::new(name).file_name().unwrap());
    let changed = change(&text);
    assert_ne!(changed, text, "nothing was spoilt");
    fs::write(&path, changed).unwrap();
    check(&path, Some(layout)).unwrap().1
}

#[test]
fn problems_name_line_and_column() {
    // What is replaced, its first occurrence, and the column that is then at fault.
    let cases: [(Layout, &str, &str, &str, &str); 12] = [
        (Layout::Polecat, "example.polecat.txt", "\tCONSULT\t", "\tCONSULTING\t", "Event Type"),
        (Layout::Polecat, "example.polecat.txt", "\tEvent Mode\t", "\tMode\t", "Event Mode"),
        (Layout::Polecat, "example.polecat.txt", "NOR; BRA", "NOR", "Actor Name"),
        (Layout::Icews, "example.icews.tab", "2024-10-25", "25/10/2024", "Event Date"),
        (Layout::Icews, "example.icews.tab", "\tNorway\t2", "\tNorwegen\t2", "Target Country"),
        (
            Layout::Gdelt,
            "example.gdelt/export.CSV",
            "\t20241025\t202410\t",
            "\t20241025\t202411\t",
            "MonthYear",
        ),
        (Layout::Gdelt, "example.gdelt/export.CSV", "\tNO\t", "\tNOR\t", "ActionGeo_CountryCode"),
        (Layout::Gdelt, "example.gdelt/mentions.CSV", "\t83\t", "\t830\t", "Confidence"),
        (Layout::Phoenix, "example.phoenix.txt", "\t2024\t10\t", "\t2024\t11\t", "Year"),
        (Layout::Plover, "example.plover.jsonl", "\"diplomatic\"", "\"diplomacy\"", "context"),
        (Layout::Plover, "example.plover.jsonl", "\"quad_code\":1", "\"quad_code\":7", "quad_code"),
        (Layout::Dyads, "example.dyads.csv", "2024-10-01", "2024-10", "start"),
    ];
    for (layout, name, from, to, column) in cases {
        let text = fs::read_to_string(golden(name)).unwrap();
        let line = 1 + text[..text.find(from).unwrap()].matches('\n').count() as u64;
        let problems = spoilt(layout, name, |text| text.replacen(from, to, 1));
        let first = problems.first();
        assert!(
            first
                .is_some_and(|first| first.line == line && first.column.as_deref() == Some(column)),
            "{layout} {from:?}: {first:?}"
        );
    }
    let torn = spoilt(Layout::Icews, "example.icews.tab", |text| text[..text.len() - 9].to_owned());
    assert!(torn.iter().any(|problem| problem.what.contains("is the file whole")), "{torn:?}");
}

#[test]
fn pandas_reads_them_as_users_do() {
    let Some(python) = common::python::with("pandas") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut args = Vec::new();
    for layout in [
        Layout::Jsonl,
        Layout::Plover,
        Layout::Polecat,
        Layout::Icews,
        Layout::Gdelt,
        Layout::Phoenix,
        Layout::Dyads,
    ] {
        let path = folder.path().join(layout.name());
        let output = Output::to_path(layout, &path).unwrap();
        export(layout, &common::source(), &Options::default(), output).unwrap();
        args.extend([layout.name().to_owned(), path.to_str().unwrap().to_owned()]);
    }
    common::python::run(&python, "event_data.py", &args);
}
