//! Meetings: who met, where, when, how and about what; one item per encounter.

use chancery_nlp::Doc;
use chancery_text::ByteSpan;

use crate::actor::Actors;
use crate::event::Event;
use crate::place::Places;
use crate::statement::Statement;
use crate::time::Times;
use crate::{ActorId, EventId, PlaceId, Rule, StatementId, Status, When};

/// What sort of meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum MeetingFormat {
    Bilateral,
    Multilateral,
    Summit,
    Call,
    Visit,
    Conference,
    Other,
}

impl MeetingFormat {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bilateral => "bilateral",
            Self::Multilateral => "multilateral",
            Self::Summit => "summit",
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Conference => "conference",
            Self::Other => "other",
        }
    }
}

/// How many came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// The number.
    pub count: u64,
    /// Of whom: *heads of state*.
    pub of: String,
    /// The words that say so.
    pub evidence: ByteSpan,
}

/// One encounter.
#[derive(Debug, Clone, PartialEq)]
pub struct Meeting {
    /// *Kazan Summit*
    pub name: Option<String>,
    /// What sort.
    pub format: MeetingFormat,
    /// Behind closed doors.
    pub private: bool,
    /// Who took part.
    pub participants: Vec<ActorId>,
    /// How many came.
    pub attendance: Vec<Attendance>,
    /// Who received the others.
    pub host: Option<ActorId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// On which days.
    pub when: Option<When>,
    /// TIMEX3 value, `P3D`.
    pub duration: Option<String>,
    /// About what.
    pub topics: Vec<ByteSpan>,
    /// How real it is; a cancelled meeting has failed, a postponed one is planned.
    pub status: Status,
    /// The statement that tells of it; `None` is the outlet's own account.
    pub reported_by: Option<StatementId>,
    /// The events that are this encounter.
    pub events: Vec<EventId>,
    /// The clauses that prove it, at least one.
    pub evidence: Vec<ByteSpan>,
    /// What found it.
    pub rule: Rule,
}

/// Finds the meetings of a text and merges the mentions of each encounter.
pub fn meetings(
    _doc: &Doc<'_>,
    _actors: &Actors,
    _places: &Places,
    _times: &Times,
    _statements: &[Statement],
    _events: &[Event],
) -> Vec<Meeting> {
    Vec::new()
}
