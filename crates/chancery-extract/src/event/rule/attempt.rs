//! Attempts and plots.

use chancery_nlp::{Dep, TokenId};

use super::Draft;
use crate::event::EventType;
use crate::event::cast::Cast;
use crate::event::coder::Coder;
use crate::{Rule, Status, clause};

/// ## What it finds
/// An attempt, plot or bid to do violence, as a noun with an infinitive.
/// ## Example
/// > An **attempt to assassinate** the governor was foiled.
/// ## What it leaves alone
/// Attempts to do anything peaceful.
/// ## Source
/// CAMEO 185 (attempt to assassinate).
const ATTEMPT: Rule = Rule::new("event/attempt", 0.6);

pub(in crate::event) fn find<'a>(coder: &Coder<'a>, noun: TokenId) -> Option<Draft<'a>> {
    let doc = coder.doc;
    if !matches!(doc.lemma(noun), "attempt" | "plot" | "bid")
        || !matches!(doc.dep(noun), Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj)
    {
        return None;
    }
    let infinitive = doc.child(noun, &[Dep::Acl])?;
    if clause::is_negated(doc, infinitive) {
        return None;
    }
    let act = coder.act(infinitive)?;
    if !matches!(act.event_type, EventType::Assault | EventType::Coerce) {
        return None;
    }
    let args = coder.args(infinitive);
    let nominal = clause::noun_arguments(doc, noun);
    let cast =
        Cast { sources: coder.parties(&nominal.agents), targets: coder.parties(&args.patients) };
    cast.sources.iter().chain(&cast.targets).any(|party| party.is_political()).then_some(Draft {
        verb: noun,
        act,
        cast,
        status: Status::Failed,
        rule: ATTEMPT,
    })
}
