//! Meetings: who met, where, when, how and about what; one item per encounter.
//!
//! [`mention`] finds the words that name encounters, with their parts; [`merge`] joins the mentions of each.

mod mention;
mod merge;
mod name;
mod noun;
mod parts;
mod reality;
mod verb;
mod word;

use chancery_nlp::{Dep, Doc, EntLabel, Pos, TokenId};
use chancery_text::ByteSpan;

use crate::actor::{ActorKind, Actors};
use crate::event::{Event, EventType};
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

/// What the rules may look at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    doc: &'a Doc<'a>,
    actors: &'a Actors,
    places: &'a Places,
    times: &'a Times,
    statements: &'a [Statement],
    events: &'a [Event],
}

impl Scene<'_> {
    /// The states between which an encounter is that one of these words tells of, where those who meet are not
    /// named: *Polish and Norwegian negotiators*, *the premiers of Poland and Norway*. At least two, or none.
    fn states_between(&self, words: &[TokenId]) -> Vec<ActorId> {
        let told = |event: &&Event| {
            matches!(event.event_type, EventType::Consult | EventType::Agree)
                && words.iter().any(|&word| event.trigger.contains(self.doc.token(word).span))
        };
        let mut states: Vec<ActorId> = Vec::new();
        for event in self.events.iter().filter(told) {
            let parties = event.sources.iter().chain(&event.targets).copied();
            for party in parties.filter(|&id| self.actors.get(id).kind == ActorKind::State) {
                if !states.contains(&party) {
                    states.push(party);
                }
            }
        }
        if states.len() > 1 { states } else { Vec::new() }
    }

    /// The actor that a head refers to. Where the recogniser's name is shorter than the parser's, the head
    /// lies outside it: *Moon Jae **In***.
    fn party(&self, head: TokenId) -> Option<ActorId> {
        self.actors.at(head).or_else(|| {
            let before = head.prev().filter(|_| self.doc.pos(head) == Pos::Propn)?;
            let of_head = self.doc.head(before) == Some(head)
                && self.doc.dep(before) == Dep::Compound
                && self.doc.ent(head).is_none()
                && self.doc.ent(before).is_some_and(|ent| ent.label == EntLabel::Person);
            self.actors.at(before).filter(|_| of_head)
        })
    }
}

/// Finds the meetings of a text and merges the mentions of each encounter.
pub fn meetings(
    doc: &Doc<'_>,
    actors: &Actors,
    places: &Places,
    times: &Times,
    statements: &[Statement],
    events: &[Event],
) -> Vec<Meeting> {
    let scene = Scene { doc, actors, places, times, statements, events };
    let mut meetings = merge::merge(scene, mention::mentions(scene));
    meetings.retain(|meeting| is_of_politics(actors, meeting));
    for meeting in &mut meetings {
        meeting.events = consultations(meeting, events);
    }
    meetings
}

/// Somebody of politics takes part: two clubs that meet on a field, a firm's talks with a star, police who
/// speak with a suspect are no diplomacy. A visit needs a visitor of politics. A summit may stand without parties.
fn is_of_politics(actors: &Actors, meeting: &Meeting) -> bool {
    meeting.format == MeetingFormat::Summit && meeting.participants.is_empty()
        || meeting.participants.iter().any(|&id| actors.get(id).is_political())
}

/// The events that are the meeting itself: consultations in its clauses among its participants.
fn consultations(meeting: &Meeting, events: &[Event]) -> Vec<EventId> {
    (0..)
        .map(EventId)
        .zip(events)
        .filter(|(_, event)| {
            event.event_type == EventType::Consult
                && meeting.evidence.iter().any(|evidence| evidence.contains(event.trigger))
                && event
                    .sources
                    .iter()
                    .chain(&event.targets)
                    .any(|party| meeting.participants.contains(party))
        })
        .map(|(id, _)| id)
        .collect()
}
