//! How sure an event is: the share of its rule, and what its type, its target and the place of its clause say for it.
//!
//! The factors are shares right among some 250 events of running news, drawn at random and judged by hand, each
//! over the share of all.

use chancery_nlp::{Dep, TokenId};

use super::EventType;
use super::coder::Coder;
use super::gate::Reach;
use super::party::Traits;
use super::rule::Draft;

impl Coder<'_> {
    /// The confidence of an event, 0 to 1.
    pub(super) fn certainty(&self, draft: &Draft<'_>) -> f32 {
        let share = draft.rule.confidence
            * self.of_type(draft.act.event_type)
            * self.of_target(draft)
            * self.of_place(draft.verb);
        (share.min(0.92) * 100.0).round() / 100.0
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
            Accuse | Support | Agree => 1.06,
            Consult | Sanction | Coerce => 1.0,
            Request | Threaten | Assault => 0.95,
            Reject | Concede | Retreat | Aid => 0.9,
            Protest | Cooperate | Mobilize => 0.8,
        }
    }
}
