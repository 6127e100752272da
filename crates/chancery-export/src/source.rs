//! What a selection of the archive gives, one after the other: a million records never lie in memory together.

use std::sync::Arc;

use chancery_archive::rows::{Article, Detail, Entity, Finding, Record};
use chancery_record::{ReaderId, Span};

use crate::error::ExportError;

/// Why the archive could not be read on.
pub type SourceError = Box<dyn std::error::Error + Send + Sync>;

/// What is done with each row; its error ends the walk and is passed on.
pub type Each<'a, T> = &'a mut dyn FnMut(&T) -> Result<(), ExportError>;

/// A selection of the archive.
///
/// All walks see the same state of the archive, so that a layout may walk twice. Each goes in one order, whatever
/// the order in which articles came in: articles, entities and documents by id; records by the day that
/// [`Row::day`](crate::Row::day) gives them (those without one first), then by id; places and times by article and
/// position.
pub trait Source {
    /// Where it all comes from.
    fn meta(&self) -> &Meta;

    /// Articles in which there is anything of the selection.
    ///
    /// # Errors
    /// Where the archive cannot be read, and what `each` returns; so for all walks below.
    fn articles(&self, each: Each<'_, Article>) -> Result<(), ExportError>;

    /// The raw records of these articles.
    ///
    /// # Errors
    /// As [`Source::articles`].
    fn documents(&self, each: Each<'_, Document>) -> Result<(), ExportError>;

    /// Entities that take part in the selection's records.
    ///
    /// # Errors
    /// As [`Source::articles`].
    fn entities(&self, each: Each<'_, Entity>) -> Result<(), ExportError>;

    /// Consolidated records of one kind.
    ///
    /// # Errors
    /// As [`Source::articles`].
    fn records(&self, kind: Kind, each: Each<'_, Record>) -> Result<(), ExportError>;

    /// Names of places in the articles.
    ///
    /// # Errors
    /// As [`Source::articles`].
    fn places(&self, each: Each<'_, PlaceMention>) -> Result<(), ExportError>;

    /// Times in the articles.
    ///
    /// # Errors
    /// As [`Source::articles`].
    fn times(&self, each: Each<'_, TimeMention>) -> Result<(), ExportError>;

    /// Who and what an article names.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    fn named(&self, article: &Article) -> Result<Named, ExportError>;
}

/// What a consolidated record tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Who said what.
    Statement,
    /// Who did what to whom.
    Event,
    /// Who met.
    Meeting,
    /// Who stands where.
    Position,
}

impl Kind {
    /// All, in the order in which layouts that hold several write them.
    pub const ALL: [Self; 4] = [Self::Statement, Self::Event, Self::Meeting, Self::Position];

    /// The kind of a finding.
    pub fn of(finding: &Finding) -> Self {
        match finding.detail {
            Detail::Statement { .. } => Self::Statement,
            Detail::Event { .. } => Self::Event,
            Detail::Meeting { .. } => Self::Meeting,
            Detail::Position { .. } => Self::Position,
        }
    }

    /// `statement`, `event`, `meeting`, `position`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Meeting => "meeting",
            Self::Position => "position",
        }
    }
}

/// Where an export comes from: what one cites.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The query, as it was typed; none for all of the archive.
    pub query: Option<String>,
    /// The day as of which the archive was asked.
    pub as_of: Option<String>,
    /// Programs, models and tables that read the articles, sorted.
    pub readers: Vec<ReaderId>,
    /// Digest of the archive's articles and corrections.
    pub archive: String,
    /// Codebooks with their versions: `("PLOVER", "0.8")`.
    pub codebooks: Vec<(String, String)>,
}

/// A document as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Id of the article.
    pub article: String,
    /// The record (`docs/record-format.md`), one JSON object without line breaks.
    pub json: String,
}

/// The name of a place in an article.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// The article's place, `ARTICLE#l1`; several mentions share it.
    pub id: String,
    /// Where it was read.
    pub article: Arc<Article>,
    /// What it is.
    pub place: chancery_archive::rows::Place,
    /// English Wikipedia title.
    pub wikipedia: Option<String>,
    /// It stands inside another name and locates nothing.
    pub within: bool,
    /// How sure it is that the name is a place and lies there.
    pub confidence: f32,
    /// The words: position in the article's text.
    pub evidence: Span,
    /// The words themselves.
    pub evidence_text: String,
    /// Number of the sentence, from 1.
    pub sentence: u32,
}

/// A time in an article.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// `ARTICLE#t3`: counted in the article's order.
    pub id: String,
    /// Where it was read.
    pub article: Arc<Article>,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub r#type: String,
    /// TIMEX3 value.
    pub value: String,
    /// How sure it is.
    pub confidence: f32,
    /// The words: position in the article's text.
    pub evidence: Span,
    /// The words themselves.
    pub evidence_text: String,
    /// Number of the sentence, from 1.
    pub sentence: u32,
}

/// Names in an article, each once, in the article's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// Persons.
    pub people: Vec<String>,
    /// Organisations and armed groups.
    pub organisations: Vec<String>,
    /// Places.
    pub locations: Vec<String>,
}
