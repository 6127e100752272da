//! What somebody says he will do.

use chancery_nlp::{Dep, TokenId};

use crate::Rule;
use crate::event::EventType;
use crate::event::coder::{Act, Args, Coder};
use crate::event::operator::{Group, group, threat_mode};

/// ## What it finds
/// The speech act in a future of the subject's own: *will visit* is AGREE, *will withdraw* CONCEDE,
/// *will attack* THREATEN.
/// ## Example
/// > Ostland **will lift** its ban on foreign papers, the minister said.
/// ## What it leaves alone
/// Passives without an agent (*will be held*), conditions, and words of asking, for to announce a request is
/// to make it.
/// ## Source
/// PLOVER manual 2.0: a future act is coded by the promise or the threat.
const FUTURE: Rule = Rule::new("event/future", 0.68);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId, act: Act, args: &Args) -> Option<(Act, Rule)> {
    let doc = coder.doc;
    let patient_only = args.passive && args.agents.is_empty();
    if patient_only && group(act.event_type) != Group::Verbal && act.event_type != EventType::Agree
    {
        return None;
    }
    let below = Some((act.event_type, act.token));
    let future = |event_type, mode| Some((Act { event_type, mode, below, ..act }, FUTURE));
    match act.event_type {
        // "announced that it will": done with the announcement.
        EventType::Sanction
            if doc.dep(verb) == Dep::Ccomp
                && doc
                    .head(verb)
                    .is_some_and(|head| matches!(doc.lemma(head), "announce" | "decide")) =>
        {
            Some((act, FUTURE))
        }
        EventType::Threaten => None,
        _ => match group(act.event_type) {
            Group::Cooperation => future(EventType::Agree, None),
            Group::Yielding => future(EventType::Concede, None),
            Group::Conflict => future(EventType::Threaten, threat_mode(Some(&act))),
            Group::Verbal if matches!(doc.dep(verb), Dep::Relcl | Dep::Advcl) => None,
            Group::Verbal => Some((act, FUTURE)),
        },
    }
}
