//! What one says another must do.

use chancery_nlp::{Dep, TokenId};

use super::Draft;
use crate::clause::{self, Effect, Modal};
use crate::event::EventType;
use crate::event::cast::Cast;
use crate::event::coder::{Act, Coder};
use crate::event::operator::{Group, group};
use crate::event::party::Traits;
use crate::{Rule, Status};

/// ## What it finds
/// A request in the words of its speaker: somebody political says that another *must* or *should* do something.
/// ## Example
/// > The envoy said Ostland **must** open its ports.
/// ## What it leaves alone
/// Duties of the speaker's own side, of one person at home, and opinions of the unnamed.
/// ## Source
/// CAMEO 10 (demand).
const OBLIGATION: Rule = Rule::new("event/obligation", 0.7);

/// An act that a *must* turns into a request.
pub(super) fn applies_to(act: &Act) -> bool {
    matches!(group(act.event_type), Group::Cooperation | Group::Yielding)
        && act.event_type != EventType::Agree
}

pub(super) fn find<'a>(coder: &Coder<'a>, verb: TokenId) -> Option<Draft<'a>> {
    let doc = coder.doc;
    if clause::modal(doc, verb) != Some(Modal::Must)
        || !matches!(doc.dep(verb), Dep::Ccomp | Dep::Parataxis)
        || clause::in_quotes(doc, verb)
    {
        return None;
    }
    let cue = doc.head(verb)?;
    let says = clause::governor_word(doc, cue)
        .is_some_and(|governor| matches!(governor.effect, Effect::Speech | Effect::Wish));
    if !says || clause::is_negated(doc, cue) || clause::modal(doc, cue).is_some() {
        return None;
    }
    let sources = coder.parties(&coder.args(cue).agents);
    let targets = coder.parties(&clause::subjects(doc, verb));
    let political =
        |parties: &[crate::event::party::Party<'_>]| parties.iter().any(|p| p.is_political());
    let distinct = !sources.iter().any(|s| targets.iter().any(|t| s.same(*t)));
    if !political(&sources) || !political(&targets) || !distinct {
        return None;
    }
    // What one person ought to do is an opinion, unless a state's own.
    let abroad = sources.iter().any(|s| targets.iter().any(|t| s.abroad_of(*t)));
    if !abroad && targets.iter().all(|target| target.is(Traits::PERSON)) {
        return None;
    }
    // A politician and his own country are no two parties.
    let own = targets.iter().all(|target| {
        target.is(Traits::STATE)
            && target.country.is_some()
            && sources.iter().any(|source| source.country == target.country)
    });
    if own {
        return None;
    }
    let below = coder.act(verb);
    let mode = coder.request_mode(verb, below.as_ref());
    let mut act = Act::plain(verb, EventType::Request, mode);
    act.below = below.map(|act| (act.event_type, act.token));
    Some(Draft {
        verb,
        act,
        cast: Cast { sources, targets },
        status: Status::Occurred,
        rule: OBLIGATION,
    })
}
