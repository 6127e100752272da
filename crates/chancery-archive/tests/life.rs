//! The life of findings in an archive: taken in, corrected, undone, read again, asked as of a day.

use std::path::Path;

use chancery_archive::query::{Kind, Query};
use chancery_archive::{
    Action, Added, Archive, Cell, Decision, Incoming, Stratum, Writer, input_digest,
};
use chancery_record::{Actor, Event, Mention, ReaderId, Record, Span, When};
use chancery_text::Article;

const TEXT: &str = "Norland accused Sudland of spying on Monday. Sudland rejected that.";

fn actor(id: &str, name: &str, country: &str, start: u32) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: "organisation".to_owned(),
        kb: None,
        wikipedia: None,
        country: Some(country.to_owned()),
        sector: Some("GOV".to_owned()),
        cameo: None,
        confidence: 0.9,
        roles: Vec::new(),
        members: Vec::new(),
        mentions: vec![Mention { start, end: start + 7, form: "name".to_owned() }],
    }
}

fn event(id: &str, r#type: &str, parties: [&str; 2], evidence: (u32, u32)) -> Event {
    let evidence = Span { start: evidence.0, end: evidence.1 };
    Event {
        id: id.to_owned(),
        r#type: r#type.to_owned(),
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        sources: vec![parties[0].to_owned()],
        targets: vec![parties[1].to_owned()],
        when: Some(When { start: "2031-05-12".to_owned(), end: "2031-05-12".to_owned() }),
        r#where: None,
        status: "occurred".to_owned(),
        reported_by: None,
        same_as: None,
        trigger: evidence,
        evidence,
        rule: "event/verb".to_owned(),
        confidence: 0.8,
    }
}

fn record(version: &str) -> Record {
    Record {
        id: "one".to_owned(),
        title: Some("A quarrel".to_owned()),
        url: Some("https://example.org/quarrel".to_owned()),
        publisher: Some("The Gazette".to_owned()),
        credit: None,
        author: None,
        published: Some("2031-05-13".to_owned()),
        language: "en".to_owned(),
        text: TEXT.to_owned(),
        sentences: vec![Span { start: 0, end: 44 }, Span { start: 45, end: 67 }],
        actors: vec![
            actor("a1", "Norland Ministry", "NOR", 0),
            actor("a2", "Sudland Ministry", "SWE", 16),
        ],
        places: Vec::new(),
        times: Vec::new(),
        statements: Vec::new(),
        events: vec![
            event("e1", "ACCUSE", ["a1", "a2"], (0, 43)),
            event("e2", "REJECT", ["a2", "a1"], (45, 66)),
        ],
        meetings: Vec::new(),
        positions: Vec::new(),
        reader: ReaderId {
            version: version.to_owned(),
            model: "none".to_owned(),
            data: "none".to_owned(),
        },
    }
}

fn article(id: &str) -> Article {
    Article { id: id.to_owned(), text: TEXT.to_owned(), ..Article::default() }
}

fn archive_with(path: &Path, record: Record) {
    let mut writer = Writer::open(path, "ingest").unwrap();
    let incoming = Incoming::new(&article("one"), record, None, None);
    assert_eq!(writer.add(&incoming).unwrap(), Added::Article);
    writer.consolidate().unwrap();
    writer.finish().unwrap();
}

fn ask(path: &Path, sql: &str) -> Vec<String> {
    let mut rows = Vec::new();
    let archive = Archive::open(path).unwrap();
    archive
        .ask(sql, |_, cells| {
            let cell = |cell: &Cell| match cell {
                Cell::Null => "-".to_owned(),
                Cell::Integer(number) => number.to_string(),
                Cell::Real(number) => number.to_string(),
                Cell::Text(text) => text.clone(),
            };
            rows.extend(cells.map(|cells| cells.iter().map(cell).collect::<Vec<_>>().join("|")));
            true
        })
        .unwrap();
    rows
}

fn events(path: &Path) -> Vec<String> {
    ask(path, "SELECT type, status, sources, targets, evidence FROM events ORDER BY evidence_start")
}

fn decision(action: Action, target: &str) -> Decision {
    Decision {
        action,
        target: target.to_owned(),
        other: None,
        field: None,
        value: None,
        who: "Ada".to_owned(),
        why: Some("seen in the text".to_owned()),
    }
}

fn correct(path: &Path, decision: &Decision) -> Vec<i64> {
    let mut writer = Writer::open(path, "correct").unwrap();
    let numbers = writer.correct(decision).unwrap();
    writer.consolidate().unwrap();
    writer.finish().unwrap();
    numbers
}

fn id_of(path: &Path) -> String {
    ask(path, "SELECT id FROM articles").remove(0)
}

#[test]
fn what_is_taken_in_comes_out_with_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    assert_eq!(
        events(&path),
        [
            "ACCUSE|occurred|Norland Ministry|Sudland Ministry|Norland accused Sudland of spying on Monday",
            "REJECT|occurred|Sudland Ministry|Norland Ministry|Sudland rejected that",
        ]
    );
    let archive = Archive::open(&path).unwrap();
    assert!(archive.knows(&input_digest(&article("one"))).unwrap());
    assert_eq!(archive.check(1).unwrap(), Vec::<String>::new());
    let found =
        |query: &str| archive.search(&query.parse::<Query>().unwrap(), 0, 10).unwrap().hits.len();
    assert_eq!(found("type:ACCUSE spying since:2031-05"), 1);
    assert_eq!(found("actor:\"Sudland Ministry\" kind:event"), 2);
    assert_eq!(found("country:NOR -spying kind:event"), 1);
    assert_eq!(found("until:2031-04"), 0);
    assert_eq!(found("outlet:gazette kind:article"), 1);
}

#[test]
fn the_same_input_is_known_and_other_front_matter_is_a_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    let mut writer = Writer::open(&path, "ingest again").unwrap();
    let same = Incoming::new(&article("one"), record("1"), None, None);
    assert_eq!(writer.add(&same).unwrap(), Added::Known);
    let mut later = record("1");
    later.events.pop();
    later.published = Some("2031-05-14".to_owned());
    let later = Incoming::new(&article("two"), later, None, None);
    assert_eq!(writer.add(&later).unwrap(), Added::Version);
    writer.consolidate().unwrap();
    writer.finish().unwrap();
    assert_eq!(events(&path).len(), 1);
    assert_eq!(ask(&path, "SELECT versions, inputs FROM articles"), ["2|one; two"]);
}

#[test]
fn a_second_writer_is_told_who_holds_the_archive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let first = Writer::open(&path, "ingest news").unwrap();
    let error = Writer::open(&path, "ingest more").unwrap_err().to_string();
    assert!(error.contains("ingest news") && error.contains("process"), "{error}");
    drop(first);
    Writer::open(&path, "ingest more").unwrap();
}

#[test]
fn corrections_hold_are_undone_and_outlive_a_newer_reader() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    let id = id_of(&path);
    let numbers = correct(&path, &decision(Action::Reject, &format!("{id}#e2")));
    let mut edit = decision(Action::Edit, &format!("{id}#e1"));
    edit.field = Some("status".to_owned());
    edit.value = Some("denied".to_owned());
    correct(&path, &edit);
    assert_eq!(events(&path).len(), 1);
    assert!(events(&path)[0].starts_with("ACCUSE|denied"));
    let archive = Archive::open(&path).unwrap();
    assert_eq!(archive.check(1).unwrap(), Vec::<String>::new());
    assert_eq!(archive.groundless().unwrap(), []);

    // A newer reader finds another event first, so that numbers move, and sees one a little shorter.
    let mut newer = record("2");
    newer.events.insert(0, event("e1", "CONSULT", ["a1", "a2"], (0, 7)));
    newer.events[1] = event("e2", "ACCUSE", ["a1", "a2"], (0, 33));
    newer.events[2].id = "e3".to_owned();
    let reader = newer.reader.clone();
    let outdated = archive.outdated(&reader).unwrap();
    assert_eq!(outdated.len(), 1);
    let came_in = archive.came_in(outdated[0]).unwrap();
    assert_eq!(came_in.article.text, TEXT);
    drop(archive);
    let mut writer = Writer::open(&path, "reread").unwrap();
    let incoming = Incoming::new(&came_in.article, newer, None, None);
    let changes = writer.replace(outdated[0], &incoming).unwrap();
    assert_eq!(changes.layers["event"].new, 1);
    writer.consolidate().unwrap();
    writer.finish().unwrap();
    let told = events(&path);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|row| row.starts_with("ACCUSE|denied")), "{told:?}");
    assert!(!told.iter().any(|row| row.starts_with("REJECT")), "{told:?}");
    assert!(Archive::open(&path).unwrap().outdated(&reader).unwrap().is_empty());

    correct(&path, &decision(Action::Undo, &numbers[0].to_string()));
    assert_eq!(events(&path).len(), 3);
    let life = Archive::open(&path).unwrap().history(&format!("{id}#e3")).unwrap();
    let life: Vec<&str> = life.iter().map(|incident| incident.what.as_str()).collect();
    assert!(life.iter().any(|what| what.starts_with("came in")), "{life:?}");
    assert!(life.iter().any(|what| what.starts_with("read again")), "{life:?}");
}

#[test]
fn what_cannot_be_is_refused_with_what_can() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    let id = id_of(&path);
    let mut writer = Writer::open(&path, "correct").unwrap();
    let mut edit = decision(Action::Edit, &format!("{id}#e1"));
    for (field, value, hint) in [
        ("type", "SHOUT", "ACCUSE"),
        ("status", "perhaps", "planned"),
        ("sources", "a9", "a3"),
        ("colour", "red", "targets"),
        ("first_day", "Monday", "2024-10-25"),
    ] {
        edit.field = Some(field.to_owned());
        edit.value = Some(value.to_owned());
        let error = writer.correct(&edit).unwrap_err().to_string();
        assert!(error.contains(hint), "{field}: {error}");
    }
    assert!(writer.correct(&decision(Action::Reject, "nothing#e1")).is_err());
    assert!(writer.correct(&decision(Action::Undo, "12")).is_err());
}

#[test]
fn as_of_a_day_before_there_is_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    let archive = Archive::open(&path).unwrap();
    let count = |archive: &Archive| archive.status().unwrap().counts[0].1;
    assert_eq!(count(&archive.as_of("2020-01-01".parse().unwrap()).unwrap()), 0);
    let now = archive.as_of("2999-01-01".parse().unwrap()).unwrap();
    assert_eq!(count(&now), 1);
    assert_eq!(now.provenance().unwrap().digest, archive.provenance().unwrap().digest);
}

#[test]
fn verdicts_become_precision() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    let id = id_of(&path);
    let archive = Archive::open(&path).unwrap();
    let drawn = archive.draw(&Query::default(), Kind::Event, Stratum::Type, 10, 1).unwrap();
    let strata: Vec<&str> = drawn.iter().map(|(stratum, _)| stratum.as_str()).collect();
    assert_eq!(strata, ["ACCUSE", "REJECT"]);
    drop(archive);
    correct(&path, &decision(Action::Accept, &format!("{id}#e1")));
    correct(&path, &decision(Action::Reject, &format!("{id}#e2")));
    let mut other = decision(Action::Accept, &format!("{id}#e1"));
    other.who = "Bo".to_owned();
    correct(&path, &other);
    let (precision, agreement) = Archive::open(&path).unwrap().precision(Stratum::Type).unwrap();
    let counts: Vec<(String, u64, u64)> =
        precision.into_iter().map(|one| (one.stratum, one.right, one.judged)).collect();
    assert_eq!(
        counts,
        [("all".to_owned(), 1, 2), ("ACCUSE".to_owned(), 1, 1), ("REJECT".to_owned(), 0, 1)]
    );
    assert_eq!((agreement.findings, agreement.coders), (1, 2));
}

#[test]
fn damage_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    archive_with(&path, record("1"));
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute("UPDATE event SET mode = 'invented'", []).unwrap();
    db.execute("UPDATE finding SET \"end\" = 1000 WHERE label = 'e2'", []).unwrap();
    drop(db);
    let damage = Archive::open(&path).unwrap().check(1).unwrap();
    assert!(damage.iter().any(|line| line.contains("rows in event")), "{damage:?}");
    assert!(damage.iter().any(|line| line.contains("where there is no text")), "{damage:?}");
}
