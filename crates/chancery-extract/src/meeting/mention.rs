//! The words that name an encounter, each with the parts that stand by it.

use chancery_nlp::{Pos, TokenId};
use chancery_text::ByteSpan;

use super::{Attendance, MeetingFormat, Scene};
use crate::{ActorId, PlaceId, Rule, Status, When};

/// One place where the text tells of an encounter.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) trigger: TokenId,
    pub(super) reach: Reach,
    pub(super) name: Option<String>,
    pub(super) format: Option<MeetingFormat>,
    pub(super) private: bool,
    /// Each once, in the text's order.
    pub(super) participants: Vec<ActorId>,
    pub(super) attendance: Vec<Attendance>,
    pub(super) host: Option<ActorId>,
    pub(super) place: Option<PlaceId>,
    pub(super) when: Option<When>,
    /// `when` is the gathering's last day: *the final day of the summit*.
    pub(super) when_is_end: bool,
    pub(super) duration: Option<String>,
    pub(super) topics: Vec<ByteSpan>,
    pub(super) status: Status,
    pub(super) evidence: ByteSpan,
    pub(super) rule: Rule,
}

/// How a mention finds its encounter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// By its parties and circumstances; a new encounter if none fits.
    Full,
    /// An encounter of its own whatever stands before: *met again*, *a third meeting*.
    Another,
    /// One told of before: *the meeting*, *such talks*. Nothing new by itself.
    Back,
    /// One told of by its name before.
    Named,
    /// Who comes to a gathering told of just before: *twelve premiers will attend*.
    Attended,
    /// Only what the parties talked about: adds topics to their last encounter.
    Topic,
}

impl Mention {
    /// With nothing but its words.
    pub(super) fn new(trigger: TokenId, evidence: ByteSpan, rule: Rule) -> Self {
        Self {
            trigger,
            reach: Reach::Full,
            name: None,
            format: None,
            private: false,
            participants: Vec::new(),
            attendance: Vec::new(),
            host: None,
            place: None,
            when: None,
            when_is_end: false,
            duration: None,
            topics: Vec::new(),
            status: Status::Occurred,
            evidence,
            rule,
        }
    }

    /// Adds the actors to which these heads refer; *the two* are those whom the text has named before.
    pub(super) fn join(&mut self, scene: Scene<'_>, heads: impl IntoIterator<Item = TokenId>) {
        for head in heads {
            let Some(party) = scene.party(head) else { continue };
            for actor in scene.actors.each(&[party]) {
                if !self.participants.contains(&actor) {
                    self.participants.push(actor);
                }
            }
        }
    }

    /// Adds numbers of people, each once.
    pub(super) fn count(&mut self, attendance: impl IntoIterator<Item = Attendance>) {
        for count in attendance {
            if !self.attendance.contains(&count) {
                self.attendance.push(count);
            }
        }
    }
}

/// All mentions, in the text's order.
pub(super) fn mentions(scene: Scene<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for token in scene.doc.ids() {
        match scene.doc.pos(token) {
            Pos::Verb => mentions.extend(super::verb::mention(scene, token)),
            Pos::Noun | Pos::Propn => mentions.extend(super::noun::mention(scene, token)),
            _ => {}
        }
    }
    mentions
}
