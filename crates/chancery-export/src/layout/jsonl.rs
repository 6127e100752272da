use std::io::Write;
use std::path::Path;

use chancery_record::{Record, Span};

use super::{Form, TableColumns};
use crate::check::{Problems, lines};
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::source::Source;

pub(super) const FORM: Form = Form {
    about: "the record of each article as `chancery read` writes it, a JSON object a line; for programs, jq, pandas",
    has_status: true,
    is_folder: false,
    has_evidence: false,
    tables: &[TableColumns { file: "", columns: COLUMNS }],
    write,
    check,
};

const COLUMNS: &[&str] = &[
    "id",
    "title",
    "url",
    "publisher",
    "credit",
    "author",
    "published",
    "language",
    "text",
    "sentences",
    "actors",
    "places",
    "times",
    "statements",
    "events",
    "meetings",
    "positions",
    "reader",
];

fn write(source: &dyn Source, _: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut table = output.table("")?;
    source.documents(&mut |document| {
        output.row();
        table.write_all(document.json.trim_end().as_bytes())?;
        table.write_all(b"\n")?;
        Ok(())
    })?;
    table.finish()
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    lines(
        path,
        problems,
        &mut |number, line, problems| match serde_json::from_str::<Record>(line) {
            Ok(record) => check_record(number, &record, problems),
            Err(error) => problems.add(
                number,
                None,
                format!("no record (column {}): {error}", error.column()),
            ),
        },
    )
}

/// Spans lie in the text; references lead to something.
fn check_record(line: u64, record: &Record, problems: &mut Problems) {
    let length = record.text.chars().count() as u32;
    let mut within = |column: &str, span: Span| {
        if span.start >= span.end || span.end > length {
            problems.add(
                line,
                Some(column),
                format!("{}–{} is no stretch of a text of {length}", span.start, span.end),
            );
        }
    };
    record.sentences.iter().for_each(|&span| within("sentences", span));
    for actor in &record.actors {
        for mention in &actor.mentions {
            within("actors", Span { start: mention.start, end: mention.end });
        }
    }
    for statement in &record.statements {
        statement.content.iter().for_each(|&span| within("statements", span));
    }
    for event in &record.events {
        within("events", event.trigger);
        within("events", event.evidence);
    }
    for meeting in &record.meetings {
        meeting.evidence.iter().for_each(|&span| within("meetings", span));
    }
    for position in &record.positions {
        within("positions", position.evidence);
    }
    let actors: Vec<&str> = record.actors.iter().map(|actor| actor.id.as_str()).collect();
    let named = record.events.iter().flat_map(|event| event.sources.iter().chain(&event.targets));
    let named = named.chain(record.meetings.iter().flat_map(|meeting| &meeting.participants));
    for actor in named.filter(|actor| !actors.contains(&actor.as_str())) {
        problems.add(line, Some("actors"), format!("there is no actor {actor:?}"));
    }
}
