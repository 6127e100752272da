//! Tables, networks, maps, calendars and annotations, byte by byte, and what their checks say.
//!
//! `UPDATE_GOLDEN=1 cargo test -p chancery-export` writes the files under `tests/golden/` anew.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery_archive::rows::{Detail, Entity};
use chancery_export::{
    Layout, Memory, Options, Output, Problem, Reciprocal, Written, check, export,
};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// Exports the example, compares each file with the golden one of its name, and checks it.
fn compare(layout: Layout, name: &str, options: &Options) -> Written {
    compare_of(&common::source(), layout, name, options)
}

fn compare_of(source: &Memory, layout: Layout, name: &str, options: &Options) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let output = Output::to_path(layout, &path).unwrap();
    let written = export(layout, source, options, output).unwrap();
    for file in &written.files {
        let relative = file.strip_prefix(folder.path()).unwrap();
        let wanted = golden(relative.to_str().unwrap());
        let found = fs::read(file).unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(wanted.parent().unwrap()).unwrap();
            fs::write(&wanted, &found).unwrap();
        }
        let wanted_bytes = fs::read(&wanted).unwrap_or_default();
        if file.extension().is_some_and(|ending| ending == "parquet") {
            assert!(found == wanted_bytes, "{}", wanted.display());
        } else {
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            assert_eq!(text(&found), text(&wanted_bytes), "{}", wanted.display());
        }
    }
    let (guessed, problems) = check(&path, None).unwrap();
    assert_eq!(guessed, layout);
    assert_eq!(problems, []);
    written
}

#[test]
fn csv() {
    let written = compare(Layout::Csv, "example.csv", &Options::default());
    assert_eq!(written.rows, 17, "all records, of whatever status");
}

#[test]
fn csv_of_reports() {
    let options = Options { reports: true, ..Options::default() };
    compare(Layout::Csv, "reports.csv", &options);
}

#[test]
fn parquet() {
    compare(Layout::Parquet, "example.parquet", &Options::default());
}

#[test]
fn colt() {
    let written = compare(Layout::Colt, "example.colt.csv", &Options::default());
    assert_eq!(
        written.rows, 1,
        "the prime minister abroad; his host, who is at home, makes no trip"
    );
}

#[test]
fn dna() {
    compare(Layout::Dna, "example.dna.csv", &Options::default());
}

#[test]
fn ftm() {
    compare(Layout::Ftm, "example.ftm.jsonl", &Options::default());
}

#[test]
fn annotations() {
    compare(Layout::Annotations, "example.annotations.jsonl", &Options::default());
}

/// The example with further meetings of the prime minister: in the same country the day after, where he meets the
/// host's king and signs; one that is planned, one called off, a telephone call.
fn travels() -> Memory {
    let mut source = common::source();
    let talks = source.records.iter().find(|record| record.id.starts_with('m')).unwrap().clone();
    let mut further = |id: &str, day: &str, status: &str, format: &str| {
        let mut record = talks.clone();
        record.id = format!("{id}-fjord-1");
        record.reports.truncate(1);
        let lead = &mut record.reports[0];
        lead.id = format!("fjord-1#{id}");
        lead.record.clone_from(&record.id);
        if let Detail::Meeting { format: of, name, .. } = &mut lead.detail {
            format.clone_into(of);
            *name = None;
        }
        for day_of in [&mut record.first_day, &mut record.last_day] {
            *day_of = Some(day.to_owned());
        }
        lead.first_day.clone_from(&record.first_day);
        lead.last_day.clone_from(&record.last_day);
        for status_of in [&mut record.status, &mut lead.status] {
            status.clone_into(status_of);
        }
        let mut king = lead.parties[0].clone();
        let mut entity = Entity::clone(king.entity.as_ref().unwrap());
        "haakon-berg.NOR".clone_into(&mut entity.id);
        "Haakon Berg".clone_into(&mut entity.name);
        entity.kb = None;
        entity.wikipedia = None;
        king.entity = Some(Arc::new(entity.clone()));
        "Haakon Berg".clone_into(&mut king.name);
        king.title = Some("king".to_owned());
        "fjord-1#a30".clone_into(&mut king.actor);
        lead.parties = vec![king, lead.parties[1].clone()];
        source.records.push(record);
        source.entities.push(entity);
    };
    further("m3", "2024-10-26", "occurred", "bilateral");
    further("m4", "2024-10-29", "occurred", "bilateral");
    further("m5", "2024-11-20", "planned", "visit");
    further("m6", "2024-11-22", "failed", "summit");
    further("m7", "2024-10-30", "occurred", "call");
    source.entities.dedup_by(|a, b| a.id == b.id);
    let mut signing =
        source.records.iter().find(|record| record.id.starts_with("e2-")).unwrap().clone();
    "e20-fjord-1".clone_into(&mut signing.id);
    signing.last_day.clone_from(&signing.first_day);
    let lead = &mut signing.reports[0];
    "fjord-1#e20".clone_into(&mut lead.id);
    lead.record.clone_from(&signing.id);
    if let Detail::Event { r#type, mode, cameo, .. } = &mut lead.detail {
        "AGREE".clone_into(r#type);
        *mode = None;
        *cameo = Some("057".to_owned());
    }
    source.records.push(signing);
    source
}

#[test]
fn meetings_on_days_that_adjoin_are_one_trip() {
    let written = compare_of(&travels(), Layout::Colt, "travels.colt.csv", &Options::default());
    // The king is at home; the call is no trip; the planned visit and the one called off have not taken place.
    assert_eq!(written.rows, 2);
}

#[test]
fn calendars_have_what_is_planned_and_what_is_called_off() {
    let written = compare_of(&travels(), Layout::Ics, "travels.ics", &Options::default());
    assert_eq!(written.rows, 6);
}

#[test]
fn calls_are_calls() {
    compare_of(&travels(), Layout::Ftm, "travels.ftm.jsonl", &Options::default());
}

#[test]
fn deeds_on_several_days_are_one_edge_with_spells() {
    compare_of(&travels(), Layout::Gexf, "travels.gexf", &Options::default());
}

#[test]
fn graphml() {
    compare(Layout::Graphml, "example.graphml", &Options::default());
}

#[test]
fn graphml_with_each_pair_once() {
    let options = Options { reciprocal: Reciprocal::Undirected, ..Options::default() };
    compare(Layout::Graphml, "undirected.graphml", &options);
}

#[test]
fn gexf() {
    compare(Layout::Gexf, "example.gexf", &Options::default());
}

#[test]
fn geojson() {
    let written = compare(Layout::Geojson, "example.geojson", &Options::default());
    assert_eq!(written.left_out, [("without coordinates", 10)]);
}

#[test]
fn ics() {
    compare(Layout::Ics, "example.ics", &Options::default());
}

/// What is said of a file after `change`.
fn spoilt(layout: Layout, name: &str, from: &str, to: &str) -> (u64, Vec<Problem>) {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(golden(name)).unwrap();
    let at = text.find(from).unwrap_or_else(|| panic!("no {from:?} in {name}"));
    let path = folder.path().join(Path::new(name).file_name().unwrap());
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    let line = 1 + text[..at].matches('\n').count() as u64;
    (line, check(&path, Some(layout)).unwrap().1)
}

#[test]
fn problems_name_line_and_column() {
    // What is replaced, its first occurrence, and the column that is then at fault.
    let cases: [(Layout, &str, &str, &str, &str); 17] = [
        (Layout::Csv, "example.csv/events.csv", ",occurred,", ",happened,", "status"),
        (Layout::Csv, "example.csv/events.csv", ",2024-10-25,", ",2024-10-32,", "date"),
        (
            Layout::Csv,
            "example.csv/meetings.csv",
            ",40 delegates,",
            ",forty delegates,",
            "attendance",
        ),
        (Layout::Csv, "example.csv/parties.csv", ",speaker,", ",speakers,", "role"),
        (Layout::Colt, "example.colt.csv", ",Yes,", ",yes,", "AttendedMultilatEvent"),
        (Layout::Colt, "example.colt.csv", ",2024,", ",2025,", "TripYear"),
        (Layout::Dna, "example.dna.csv", ",no\r\n", ",maybe\r\n", "agreement"),
        (
            Layout::Ftm,
            "example.ftm.jsonl",
            "\"endDate\":[\"2024",
            "\"endDate\":[\"May 2024",
            "endDate",
        ),
        (Layout::Ftm, "example.ftm.jsonl", "\"resolved\":[\"", "\"resolved\":[\"X", "resolved"),
        (
            Layout::Annotations,
            "example.annotations.jsonl",
            "\"exact\":\"",
            "\"exact\":\"x",
            "exact",
        ),
        (Layout::Annotations, "example.annotations.jsonl", "\"Annotation\"", "\"Note\"", "type"),
        (Layout::Graphml, "example.graphml", "target=\"BRA\"", "target=\"BRASIL\"", "target"),
        (Layout::Gexf, "example.gexf", " weight=\"1\"", " weight=\"one\"", "weight"),
        (Layout::Gexf, "example.gexf", " start=\"2024-", " start=\"2034-", "edge"),
        (Layout::Geojson, "example.geojson", "[18.9551,69.6489]", "[18.9551,169.6489]", "geometry"),
        (
            Layout::Geojson,
            "example.geojson",
            "\"status\":\"occurred\"",
            "\"status\":\"\"",
            "status",
        ),
        (Layout::Ics, "example.ics", "STATUS:CONFIRMED", "STATUS:SURE", "STATUS"),
    ];
    for (layout, name, from, to, column) in cases {
        let (line, problems) = spoilt(layout, name, from, to);
        let first = problems.first();
        assert!(
            first.is_some_and(|first| {
                // An event of a calendar is told of by the line in which it begins.
                (first.line == line || layout == Layout::Ics)
                    && first.column.as_deref() == Some(column)
            }),
            "{layout} {from:?}, line {line}: {first:?}"
        );
    }
}

/// Files of every kind that break off anywhere are told of, and nothing panics.
#[test]
fn torn_files_are_told_of() {
    let names = [
        (Layout::Csv, "example.csv/events.csv"),
        (Layout::Parquet, "example.parquet/events.parquet"),
        (Layout::Colt, "example.colt.csv"),
        (Layout::Dna, "example.dna.csv"),
        (Layout::Ftm, "example.ftm.jsonl"),
        (Layout::Annotations, "example.annotations.jsonl"),
        (Layout::Graphml, "example.graphml"),
        (Layout::Gexf, "example.gexf"),
        (Layout::Geojson, "example.geojson"),
        (Layout::Ics, "example.ics"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (layout, name) in names {
        let whole = fs::read(golden(name)).unwrap();
        let path = folder.path().join(Path::new(name).file_name().unwrap());
        for length in (0..whole.len()).step_by(1 + whole.len() / 16) {
            fs::write(&path, &whole[..length]).unwrap();
            let (_, problems) = check(&path, Some(layout)).unwrap();
            // A table cut at the end of a cell is a table still.
            let may_be_whole = matches!(layout, Layout::Csv | Layout::Colt | Layout::Dna);
            let may_be_empty = matches!(layout, Layout::Ftm | Layout::Annotations) && length == 0;
            assert!(!problems.is_empty() || may_be_whole || may_be_empty, "{layout} {length}");
        }
    }
}

/// Exports everything, and has it read by those of the packages that are at hand: at once where all are, as most of the
/// time goes into starting Python.
#[test]
fn their_readers_read_them() {
    const LAYOUTS: [(Layout, &str); 10] = [
        (Layout::Csv, "pandas"),
        (Layout::Parquet, "pandas, pyarrow"),
        (Layout::Colt, "pandas"),
        (Layout::Dna, "pandas"),
        (Layout::Ftm, "pandas, followthemoney"),
        (Layout::Annotations, "pandas"),
        (Layout::Graphml, "pandas, networkx"),
        (Layout::Gexf, "pandas, networkx"),
        (Layout::Geojson, "pandas, geojson"),
        (Layout::Ics, "pandas, icalendar"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let args = LAYOUTS.map(|(layout, _)| {
        let path = folder.path().join(layout.name());
        let output = Output::to_path(layout, &path).unwrap();
        export(layout, &travels(), &Options::default(), output).unwrap();
        [layout.name().to_owned(), path.to_str().unwrap().to_owned()]
    });
    let all = LAYOUTS.map(|(_, modules)| modules).join(", ");
    if let Some(python) = common::python::with(&all) {
        return common::python::run(&python, "tables.py", &args.concat());
    }
    for ((_, modules), args) in LAYOUTS.into_iter().zip(&args) {
        if let Some(python) = common::python::with(modules) {
            common::python::run(&python, "tables.py", args);
        }
    }
}

/// A file with a broken byte anywhere is read on or told of; nothing panics.
#[test]
fn broken_bytes_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    for (layout, name) in [
        (Layout::Parquet, "example.parquet/meetings.parquet"),
        (Layout::Csv, "example.csv/disagreements.csv"),
        (Layout::Gexf, "example.gexf"),
        (Layout::Ics, "example.ics"),
    ] {
        let whole = fs::read(golden(name)).unwrap();
        let path = folder.path().join(Path::new(name).file_name().unwrap());
        for at in (0..whole.len()).step_by(1 + whole.len() / 48) {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            fs::write(&path, broken).unwrap();
            check(&path, Some(layout)).unwrap();
        }
    }
}
