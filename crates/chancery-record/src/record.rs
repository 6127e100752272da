//! The record, field by field as `docs/record-format.md` has it. Positions are code points of `text`.

use serde::{Deserialize, Serialize};

/// Unicode code points of the record's text, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// What was read out of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The input's id.
    pub id: String,
    /// Headline, where it is not part of the text.
    pub title: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// The agency or correspondents to whom the text is credited.
    pub credit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// ISO 8601; given, or found.
    pub published: Option<String>,
    /// ISO 639-1.
    pub language: String,
    /// What all offsets refer to.
    pub text: String,
    /// In order, not overlapping.
    pub sentences: Vec<Span>,
    /// One for each distinct person, organisation, state, people or group.
    pub actors: Vec<Actor>,
    /// One for each distinct place.
    pub places: Vec<Place>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who met.
    pub meetings: Vec<Meeting>,
    /// Who stands for or against what.
    pub positions: Vec<Position>,
    /// What read it.
    pub reader: ReaderId,
}

/// Program, model and tables that made a record: the same three make the same bytes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReaderId {
    /// Version of Chancery.
    pub version: String,
    /// Name and version of the language model.
    pub model: String,
    /// Digest of the data tables.
    pub data: String,
}

/// A person, organisation, state, people or group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// `a1`, `a2` … in the order of first mentions.
    pub id: String,
    /// Its fullest name in the text.
    pub name: String,
    /// `person`, `organisation`, `state`, `people`, `armed_group` or `other`.
    pub kind: String,
    /// Wikidata `Q…`, or ISO 3166-1 alpha-3 for a state.
    pub kb: Option<String>,
    /// English Wikipedia title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wikipedia: Option<String>,
    /// The state that it acts for, alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// CAMEO actor code.
    pub cameo: Option<String>,
    /// How sure the link `kb` is, 0 to 1.
    pub confidence: f32,
    /// Offices that the text names.
    pub roles: Vec<Role>,
    /// Where the text refers to it.
    pub mentions: Vec<Mention>,
    /// Of a group (*the two leaders*) the actors that it consists of, as far as the text names them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub members: Vec<String>,
}

/// An office or function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// *Foreign Minister*
    pub title: String,
    /// What it is a role of.
    pub of: Option<String>,
    /// The words that say so.
    pub evidence: Span,
}

/// One place where the text refers to an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `name`, `nominal` or `pronoun`.
    pub form: String,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// `l1`, `l2` … in the order of first mentions.
    pub id: String,
    /// As the gazetteer has it, or as the text does.
    pub name: String,
    /// `country`, `admin1`, `admin2`, `city` or `other`.
    pub r#type: String,
    /// GeoNames id.
    pub kb: Option<String>,
    /// English Wikipedia title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wikipedia: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// WGS 84 degrees, north positive.
    pub lat: Option<f64>,
    /// WGS 84 degrees, east positive.
    pub lon: Option<f64>,
    /// How sure it is that the name is a place and lies there, 0 to 1.
    pub confidence: f32,
    /// Where the text names it.
    pub mentions: Vec<PlaceMention>,
}

/// A place's name in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// It stands inside another name and locates nothing.
    pub within: bool,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub r#type: String,
    /// TIMEX3 value.
    pub value: String,
    /// How sure it is that the words are a time and the value is theirs, 0 to 1.
    pub confidence: f32,
}

/// Somebody's words or thoughts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2` …
    pub id: String,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    /// Actor id.
    pub speaker: Option<String>,
    /// The words that name the speaker here.
    pub speaker_span: Option<Span>,
    /// Actor id.
    pub addressee: Option<String>,
    /// The words that say that something is said.
    pub cue: Option<Span>,
    /// What was said, in pieces, quotation marks included.
    pub content: Vec<Span>,
    /// The statement whose speaker reports this one.
    pub reported_by: Option<String>,
    /// It was not said.
    pub negated: bool,
    /// What found it.
    pub rule: String,
    /// The share of such findings that are right.
    pub confidence: f32,
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2` …
    pub id: String,
    /// PLOVER event type.
    pub r#type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein scale of the code.
    pub goldstein: Option<f32>,
    /// Actor ids: who did it; of a reciprocal event all parties.
    pub sources: Vec<String>,
    /// Actor ids: to whom.
    pub targets: Vec<String>,
    /// On which days.
    pub when: Option<When>,
    /// Place id.
    pub r#where: Option<String>,
    /// `occurred`, `ongoing`, `planned`, `hypothetical`, `denied` or `failed`.
    pub status: String,
    /// The statement that tells of it.
    pub reported_by: Option<String>,
    /// The document's first event of the same happening.
    pub same_as: Option<String>,
    /// The words that name it.
    pub trigger: Span,
    /// The clause that proves it.
    pub evidence: Span,
    /// What found it.
    pub rule: String,
    /// The share of such findings that are right.
    pub confidence: f32,
}

/// A stretch of days, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// ISO 8601 date.
    pub start: String,
    /// ISO 8601 date.
    pub end: String,
}

/// One encounter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// `m1`, `m2` …
    pub id: String,
    /// *Kazan Summit*
    pub name: Option<String>,
    /// `bilateral`, `multilateral`, `summit`, `call`, `visit`, `conference` or `other`.
    pub format: String,
    /// Behind closed doors.
    pub private: bool,
    /// Actor ids.
    pub participants: Vec<String>,
    /// How many came.
    pub attendance: Vec<Attendance>,
    /// Actor id.
    pub host: Option<String>,
    /// Place id.
    pub r#where: Option<String>,
    /// On which days.
    pub when: Option<When>,
    /// TIMEX3 value.
    pub duration: Option<String>,
    /// About what.
    pub topics: Vec<Span>,
    /// As an event's.
    pub status: String,
    /// The statement that tells of it.
    pub reported_by: Option<String>,
    /// Event ids.
    pub events: Vec<String>,
    /// The clauses that prove it.
    pub evidence: Vec<Span>,
    /// What found it.
    pub rule: String,
    /// The share of such findings that are right.
    pub confidence: f32,
}

/// How many came to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The number.
    pub count: u64,
    /// Of whom.
    pub of: String,
    /// The words that say so.
    pub evidence: Span,
}

/// Somebody's stand on something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// `p1`, `p2` …
    pub id: String,
    /// Actor id.
    pub holder: String,
    /// `supports`, `opposes`, `demands`, `urges`, `promises`, `rejects`, `criticises` or `thanks`.
    pub stance: String,
    /// Actor id.
    pub toward: Option<String>,
    /// What it is about.
    pub proposition: Span,
    /// Codes of `data/topics.tsv`.
    pub topics: Vec<String>,
    /// The statement that tells of it.
    pub statement: Option<String>,
    /// The words that prove it.
    pub evidence: Span,
    /// What found it.
    pub rule: String,
    /// The share of such findings that are right.
    pub confidence: f32,
}
