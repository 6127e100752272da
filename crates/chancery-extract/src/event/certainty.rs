//! How sure an event is: the share of its rule, and what its type, its target and the place of its clause say for it.
//!
//! A rule's share, and the factors of types, are those of gold sentences on acts between states. In texts about an
//! election, where everybody speaks of everybody, other factors hold: shares right among some 420 events of running
//! news, drawn at random and judged by hand, each over the share of all.

use chancery_nlp::{Dep, Pos, TokenId};

use super::EventType;
use super::coder::Coder;
use super::gate::Reach;
use super::party::{Party, Traits};
use super::reference::Reference;
use super::rule::Draft;
use crate::Rule;

/// The least share of an event in a text about an election, where everybody speaks of everybody: what is less sure
/// is wrong more often than right.
const LEAST_IN_CAMPAIGNS: f32 = 0.7;

/// The least clarity of an event in any text.
const LEAST_CLARITY: f32 = 0.75;

impl Coder<'_> {
    /// The confidence of an event, 0 to 1.
    pub(super) fn certainty(&self, draft: &Draft<'_>) -> f32 {
        let share = self.share(draft) * self.clarity(draft);
        (share.min(0.92) * 100.0).round() / 100.0
    }

    /// Sure enough to be told.
    pub(super) fn is_sure(&self, draft: &Draft<'_>) -> bool {
        (!self.campaign || self.share(draft) >= LEAST_IN_CAMPAIGNS)
            && self.clarity(draft) >= LEAST_CLARITY
    }

    /// How often such acts are right, whoever they are told of.
    fn share(&self, draft: &Draft<'_>) -> f32 {
        let share =
            draft.rule.confidence * self.of_type(draft.act.event_type) * self.of_target(draft);
        if self.campaign {
            share * self.of_place(draft.verb) * of_rule_in_campaigns(draft.rule)
        } else {
            share
        }
    }

    /// How plainly the sentence tells this one: less where pronouns may mean others, deep in the sentence, and
    /// where the target is only mentioned.
    fn clarity(&self, draft: &Draft<'_>) -> f32 {
        let cast = &draft.cast;
        let far = draft.act.event_type.is_said()
            && !cast.targets.is_empty()
            && cast.targets.iter().all(|target| self.reach(draft.verb, target) == Reach::Far);
        let far = if far { 0.75 } else { 1.0 };
        far * self.of_references(draft) * self.of_depth(draft.verb)
    }

    /// An act toward somebody who stands beside its verb is right more often than one whose target was sought
    /// further down, or is not named.
    fn of_target(&self, draft: &Draft<'_>) -> f32 {
        let cast = &draft.cast;
        let known = cast
            .sources
            .iter()
            .chain(&cast.targets)
            .any(|party| party.is(Traits::STATE | Traits::KNOWN));
        let near = match draft.act.event_type {
            EventType::Consult | EventType::Cooperate => cast.sources.len() > 1,
            _ => cast.targets.iter().any(|target| self.reach(draft.verb, target) <= Reach::Inside),
        };
        match (near, known) {
            (true, true) => 1.08,
            (true, false) => 1.0,
            (false, true) => 0.88,
            (false, false) => 0.78,
        }
    }

    /// A pronoun or a title may mean somebody else: a subject anybody that was spoken of, an object at least not
    /// the subject.
    fn of_references(&self, draft: &Draft<'_>) -> f32 {
        let worst = |parties: &[Party<'_>], weigh: fn(Reference, bool) -> f32| {
            parties
                .iter()
                .map(|party| {
                    let pronoun = self.doc.pos(party.head) == Pos::Pron;
                    weigh(self.reference(draft.verb, party), pronoun)
                })
                .fold(1.0, f32::min)
        };
        let source = worst(&draft.cast.sources, |reference, pronoun| match reference {
            Reference::Plain => 1.0,
            Reference::Contested if pronoun => 0.7,
            Reference::Carried | Reference::Contested => 0.95,
            Reference::Spoken => 0.7,
            Reference::Broken => 0.3,
        });
        let target = worst(&draft.cast.targets, |reference, pronoun| match reference {
            Reference::Plain => 1.0,
            Reference::Contested if !pronoun => 0.8,
            Reference::Carried | Reference::Contested => 0.95,
            Reference::Spoken => 0.85,
            Reference::Broken => 0.3,
        });
        source * target
    }

    /// Four clauses down, the parser and what is told are both less sure.
    fn of_depth(&self, verb: TokenId) -> f32 {
        let loose = matches!(self.doc.dep(verb), Dep::Acl | Dep::Conj) && !self.campaign;
        let deep = self.depth(verb) >= 4;
        let place: f32 = if loose { 0.85 } else { 1.0 };
        place * if deep { 0.85 } else { 1.0 }
    }

    /// The deeper a clause stands in its sentence, the less sure.
    fn of_place(&self, verb: TokenId) -> f32 {
        if self.depth(verb) == 0 {
            return 1.15;
        }
        match self.doc.dep(verb) {
            Dep::Relcl => 0.9,
            Dep::Advcl | Dep::Conj => 0.8,
            _ => 0.78,
        }
    }

    /// Words of blame and praise are plain; what is asked, refused or done has more ways to be misread, above all
    /// where everything is called a fight: in texts about an election.
    fn of_type(&self, event_type: EventType) -> f32 {
        use EventType::{
            Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest,
            Reject, Request, Retreat, Sanction, Support, Threaten,
        };
        if self.campaign {
            return match event_type {
                Support | Agree => 1.15,
                Accuse => 1.1,
                Coerce => 1.0,
                Consult | Request => 0.9,
                Threaten | Assault | Sanction => 0.8,
                Reject | Protest | Retreat | Cooperate => 0.75,
                Concede | Aid | Mobilize => 0.7,
            };
        }
        match event_type {
            Concede | Agree | Support => 1.1,
            Request | Reject | Protest => 1.05,
            Accuse | Threaten | Consult | Coerce | Retreat => 1.0,
            Sanction | Aid => 0.92,
            Assault => 0.85,
            Cooperate | Mobilize => 0.75,
        }
    }
}

/// What a rule's share is in a text about an election, over its share elsewhere.
fn of_rule_in_campaigns(rule: Rule) -> f32 {
    if rule.name == "event/speech-act" {
        0.77
    } else if rule.name == "event/light-verb" {
        0.8
    } else if rule.name == "event/obligation" {
        0.94
    } else {
        1.04
    }
}
