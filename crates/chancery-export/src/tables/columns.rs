//! The tables' names, columns and types. `cells.rs` fills them in the same order.

use super::{Type, TypedColumn};

/// A table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableForm {
    /// Name of its file without ending.
    pub(crate) name: &'static str,
    /// File of `csv`.
    pub(crate) csv: &'static str,
    /// File of `parquet`.
    pub(crate) parquet: &'static str,
    /// Its columns.
    pub(crate) columns: &'static [TypedColumn],
    /// Their names.
    pub(crate) names: &'static [&'static str],
}

/// Names of a run of columns.
const fn names<const N: usize>(columns: [TypedColumn; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = columns[at].name;
        at += 1;
    }
    names
}

/// One run of columns after the other.
const fn join<const N: usize>(runs: &[&[TypedColumn]]) -> [TypedColumn; N] {
    let mut columns = [TypedColumn { name: "", r#type: Type::Text }; N];
    let (mut run, mut filled) = (0, 0);
    while run < runs.len() {
        let mut at = 0;
        while at < runs[run].len() {
            columns[filled] = runs[run][at];
            filled += 1;
            at += 1;
        }
        run += 1;
    }
    assert!(filled == N, "as many columns as the runs have");
    columns
}

const fn count(runs: &[&[TypedColumn]]) -> usize {
    let (mut run, mut count) = (0, 0);
    while run < runs.len() {
        count += runs[run].len();
        run += 1;
    }
    count
}

macro_rules! columns {
    ($($name:literal $type:ident $(($codes:expr))?),* $(,)?) => {
        &[$(TypedColumn { name: $name, r#type: Type::$type $(($codes))? }),*]
    };
}

macro_rules! table {
    ($name:literal, $($run:expr),*) => {{
        const RUNS: &[&[TypedColumn]] = &[$($run),*];
        const N: usize = count(RUNS);
        const COLUMNS: [TypedColumn; N] = join(RUNS);
        const NAMES: [&str; N] = names(COLUMNS);
        TableForm {
            name: $name,
            csv: concat!($name, ".csv"),
            parquet: concat!($name, ".parquet"),
            columns: &COLUMNS,
            names: &NAMES,
        }
    }};
}

pub(crate) const STATUSES: &[&str] =
    &["occurred", "ongoing", "planned", "hypothetical", "denied", "failed"];
const KINDS: &[&str] = &["statement", "event", "meeting", "position"];
const ACTOR_KINDS: &[&str] = &["person", "organisation", "state", "people", "armed_group", "other"];
const PLACE_TYPES: &[&str] = &["country", "admin1", "admin2", "city", "other"];
const FORMATS: &[&str] =
    &["bilateral", "multilateral", "summit", "call", "visit", "conference", "other"];
const STANCES: &[&str] =
    &["supports", "opposes", "demands", "urges", "promises", "rejects", "criticises", "thanks"];
const ROLES: &[&str] =
    &["source", "target", "speaker", "addressee", "participant", "host", "holder", "toward"];

/// What every record has in front.
const HEAD: &[TypedColumn] = columns![
    "id" Id,
    "status" OneOf(STATUSES),
    "date" Day,
    "date_from" OneOf(&["text", "article"]),
    "first_day" Day,
    "last_day" Day,
];

/// Where.
const PLACE: &[TypedColumn] = columns![
    "place" Text,
    "place_type" OneOf(PLACE_TYPES),
    "place_geonames" Text,
    "place_country" Text,
    "place_admin1" Text,
    "latitude" Double,
    "longitude" Double,
];

/// How many tell of it.
const TOLD: &[TypedColumn] = columns!["reports" Integer, "origins" Integer, "outlets" Integer];

/// The document.
const DOCUMENT: &[TypedColumn] = columns![
    "document" Id,
    "url" Text,
    "publisher" Text,
    "published" Text,
    "sentence" Integer,
    "evidence_start" Integer,
    "evidence_end" Integer,
    "evidence" Text,
];

/// What found it, and who said so.
const GROUND: &[TypedColumn] = columns![
    "rule" Text,
    "confidence" Share,
    "chain" Texts,
    "verdict" OneOf(&["accepted", "edited"]),
];

const EVENT: &[TypedColumn] = columns![
    "type" Id,
    "mode" Text,
    "contexts" Texts,
    "cameo" Text,
    "goldstein" Single,
    "quad_class" Integer,
    "sources" Texts,
    "source_ids" Texts,
    "source_countries" Texts,
    "targets" Texts,
    "target_ids" Texts,
    "target_countries" Texts,
    "trigger" Text,
    "trigger_start" Integer,
    "trigger_end" Integer,
];

const MEETING: &[TypedColumn] = columns![
    "name" Text,
    "format" OneOf(FORMATS),
    "private" Flag,
    "participants" Texts,
    "participant_ids" Texts,
    "participant_countries" Texts,
    "host" Text,
    "host_id" Text,
    "attendance" Counts,
    "duration" Text,
    "topics" Texts,
    "topic_spans" Spans,
    "telling" Texts,
    "telling_spans" Spans,
];

const STATEMENT: &[TypedColumn] = columns![
    "kind" OneOf(&["direct", "indirect", "mixed"]),
    "speaker" Text,
    "speaker_id" Text,
    "speaker_title" Text,
    "speaker_country" Text,
    "addressee" Text,
    "addressee_id" Text,
    "content" Texts,
    "content_spans" Spans,
    "cue" Text,
    "cue_start" Integer,
    "cue_end" Integer,
    "negated" Flag,
];

const POSITION: &[TypedColumn] = columns![
    "holder" Text,
    "holder_id" Text,
    "holder_country" Text,
    "stance" OneOf(STANCES),
    "toward" Text,
    "toward_id" Text,
    "proposition" Text,
    "proposition_start" Integer,
    "proposition_end" Integer,
    "topics" Texts,
];

const ARTICLE: &[TypedColumn] = columns![
    "id" Id,
    "inputs" Texts,
    "title" Text,
    "url" Text,
    "publisher" Text,
    "credit" Text,
    "author" Text,
    "published" Text,
    "day" Day,
    "language" Text,
    "origin" Text,
    "story" Text,
    "length" Integer,
];

const ENTITY: &[TypedColumn] = columns![
    "id" Id,
    "name" Text,
    "kind" OneOf(ACTOR_KINDS),
    "kb" Text,
    "wikipedia" Text,
    "names" Texts,
];

const OFFICE: &[TypedColumn] = columns![
    "entity" Id,
    "name" Text,
    "number" Integer,
    "title" Text,
    "of" Text,
    "since" Day,
    "until" Day,
    "articles" Integer,
];

const PARTY: &[TypedColumn] = columns![
    "record" Id,
    "record_kind" OneOf(KINDS),
    "finding" Id,
    "leading" Flag,
    "number" Integer,
    "role" OneOf(ROLES),
    "actor" Id,
    "entity" Text,
    "name" Text,
    "kind" OneOf(ACTOR_KINDS),
    "country" Text,
    "sector" Text,
    "cameo" Text,
    "title" Text,
];

const REPORT: &[TypedColumn] = columns![
    "record" Id,
    "record_kind" OneOf(KINDS),
    "finding" Id,
    "leading" Flag,
    "status" OneOf(STATUSES),
    "first_day" Day,
    "last_day" Day,
];

const DISAGREEMENT: &[TypedColumn] = columns![
    "record" Id,
    "record_kind" OneOf(KINDS),
    "about" OneOf(&["status", "when", "where", "who", "numbers"]),
    "number" Integer,
    "value" Text,
    "findings" Texts,
];

const PLACE_MENTION: &[TypedColumn] = columns![
    "id" Id,
    "name" Text,
    "type" OneOf(PLACE_TYPES),
    "geonames" Text,
    "wikipedia" Text,
    "country" Text,
    "admin1" Text,
    "latitude" Double,
    "longitude" Double,
    "within" Flag,
    "confidence" Share,
];

const TIME_MENTION: &[TypedColumn] = columns![
    "id" Id,
    "type" OneOf(&["DATE", "TIME", "DURATION", "SET"]),
    "value" Text,
    "confidence" Share,
];

/// All tables, in the order of the manual.
pub(crate) const TABLES: [TableForm; 12] = [
    table!("events", HEAD, EVENT, PLACE, TOLD, DOCUMENT, GROUND),
    table!("meetings", HEAD, MEETING, PLACE, TOLD, DOCUMENT, GROUND),
    table!("statements", HEAD, STATEMENT, TOLD, DOCUMENT, GROUND),
    table!("positions", HEAD, POSITION, TOLD, DOCUMENT, GROUND),
    table!("parties", PARTY, DOCUMENT, GROUND),
    table!("reports", REPORT, PLACE, DOCUMENT, GROUND),
    table!("disagreements", DISAGREEMENT),
    table!("entities", ENTITY),
    table!("offices", OFFICE),
    table!("articles", ARTICLE),
    table!("places", PLACE_MENTION, DOCUMENT),
    table!("times", TIME_MENTION, DOCUMENT),
];
