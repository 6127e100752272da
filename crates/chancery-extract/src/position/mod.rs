//! Positions: who supports, opposes, demands or promises what.

use chancery_kb::KnowledgeBase;
use chancery_nlp::Doc;
use chancery_text::ByteSpan;

use crate::actor::Actors;
use crate::event::Event;
use crate::statement::Statement;
use crate::{ActorId, Rule, StatementId};

/// How the holder stands to the proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stance {
    Supports,
    Opposes,
    Demands,
    Urges,
    Promises,
    Rejects,
    Criticises,
    Thanks,
}

impl Stance {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
            Self::Demands => "demands",
            Self::Urges => "urges",
            Self::Promises => "promises",
            Self::Rejects => "rejects",
            Self::Criticises => "criticises",
            Self::Thanks => "thanks",
        }
    }
}

/// Somebody's stand on something.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// Whose.
    pub holder: ActorId,
    /// For, against, …
    pub stance: Stance,
    /// Of whom it is demanded, whom it criticises or thanks.
    pub toward: Option<ActorId>,
    /// What it is about.
    pub proposition: ByteSpan,
    /// Codes of `data/topics.tsv`.
    pub topics: Vec<String>,
    /// The statement that tells of the position, by whomever.
    pub statement: Option<StatementId>,
    /// The words that prove it.
    pub evidence: ByteSpan,
    /// What found it.
    pub rule: Rule,
}

/// Finds the positions of a text.
pub fn positions(
    _doc: &Doc<'_>,
    _actors: &Actors,
    _statements: &[Statement],
    _events: &[Event],
    _kb: &KnowledgeBase,
) -> Vec<Position> {
    Vec::new()
}
