//! Events: who did what to whom, in PLOVER and CAMEO.

use chancery_kb::KnowledgeBase;
use chancery_nlp::Doc;
use chancery_text::ByteSpan;

use crate::actor::Actors;
use crate::place::Places;
use crate::statement::Statement;
use crate::time::Times;
use crate::{ActorId, EventId, PlaceId, Rule, StatementId, Status, When};

/// A PLOVER event type (manual 2.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the ontology in data/cc-by-sa defines them")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    /// All types.
    pub const ALL: [Self; 16] = [
        Self::Agree,
        Self::Consult,
        Self::Support,
        Self::Concede,
        Self::Cooperate,
        Self::Aid,
        Self::Retreat,
        Self::Request,
        Self::Accuse,
        Self::Reject,
        Self::Threaten,
        Self::Protest,
        Self::Sanction,
        Self::Mobilize,
        Self::Coerce,
        Self::Assault,
    ];

    /// As PLOVER and the record have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "AGREE",
            Self::Consult => "CONSULT",
            Self::Support => "SUPPORT",
            Self::Concede => "CONCEDE",
            Self::Cooperate => "COOPERATE",
            Self::Aid => "AID",
            Self::Retreat => "RETREAT",
            Self::Request => "REQUEST",
            Self::Accuse => "ACCUSE",
            Self::Reject => "REJECT",
            Self::Threaten => "THREATEN",
            Self::Protest => "PROTEST",
            Self::Sanction => "SANCTION",
            Self::Mobilize => "MOBILIZE",
            Self::Coerce => "COERCE",
            Self::Assault => "ASSAULT",
        }
    }

    /// By its printed name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event_type| event_type.as_str() == name)
    }
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER event type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code, two to four digits.
    pub cameo: Option<String>,
    /// Goldstein scale of the CAMEO code, −10 to 10.
    pub goldstein: Option<f32>,
    /// Who did it; of a reciprocal event all parties.
    pub sources: Vec<ActorId>,
    /// To whom.
    pub targets: Vec<ActorId>,
    /// On which days.
    pub when: Option<When>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How real it is.
    pub status: Status,
    /// The statement that tells of it; `None` is the outlet's own account.
    pub reported_by: Option<StatementId>,
    /// The document's first event of the same happening.
    pub same_as: Option<EventId>,
    /// The word or words that name it.
    pub trigger: ByteSpan,
    /// The clause that proves it.
    pub evidence: ByteSpan,
    /// What found it.
    pub rule: Rule,
}

/// Finds the events of a text, clause by clause.
pub fn events(
    _doc: &Doc<'_>,
    _actors: &Actors,
    _places: &Places,
    _times: &Times,
    _statements: &[Statement],
    _kb: &KnowledgeBase,
) -> Vec<Event> {
    Vec::new()
}
