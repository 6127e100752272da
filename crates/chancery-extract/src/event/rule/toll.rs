//! Event nouns as subjects of verbs of harm.

use chancery_nlp::{Dep, TokenId};

use super::Draft;
use crate::event::EventType;
use crate::event::cast::Cast;
use crate::event::coder::{Args, Coder};
use crate::event::party::Traits;
use crate::{Rule, Status, clause};

/// ## What it finds
/// An attack told by its toll, a strike by what it shut down.
/// ## Example
/// > A bomb **attack killed** four soldiers near Milport.
/// ## What it leaves alone
/// Harm that no act did: *a storm killed*.
/// ## Source
/// PLOVER ASSAULT and PROTEST.
const TOLL: Rule = Rule::new("event/toll", 0.7);

pub(super) fn find<'a>(coder: &Coder<'a>, verb: TokenId, args: &Args) -> Option<Draft<'a>> {
    let doc = coder.doc;
    if !coder.lexicon.entry(coder.words[verb.index()]).light.toll
        || clause::is_negated(doc, verb)
        || clause::modal(doc, verb).is_some()
    {
        return None;
    }
    let cause = *args.agents.first()?;
    let act = coder.noun_act(cause, 2)?;
    if !matches!(act.event_type, EventType::Assault | EventType::Protest) {
        return None;
    }
    let nominal = clause::noun_arguments(doc, cause);
    let sides: Vec<TokenId> =
        nominal.agents.into_iter().chain(nominal.modifiers).chain(nominal.parties).collect();
    let mut cast = Cast { sources: coder.parties(&sides), targets: coder.parties(&args.patients) };
    if cast.targets.is_empty() {
        cast.targets = coder.parties(&nominal.targets);
    }
    if cast.targets.is_empty() {
        let owners: Vec<TokenId> = args
            .patients
            .iter()
            .flat_map(|&object| doc.children_as(object, &[Dep::Poss, Dep::Amod, Dep::Compound]))
            .chain(coder.after(args, &["in", "at", "near"]))
            .collect();
        cast.targets = coder.parties(&owners);
        cast.targets.truncate(1);
    }
    // "the senator's attack hit his rival" is one of words.
    if !cast.sources.is_empty()
        && cast.sources.iter().all(|source| {
            source.is(Traits::PERSON)
                && !source.is(Traits::ARMED | Traits::REBEL)
                && act.event_type == EventType::Assault
        })
    {
        return None;
    }
    cast.sources.retain(|source| !cast.targets.iter().any(|target| target.same(*source)));
    let parties = || cast.sources.iter().chain(&cast.targets);
    let grave = act.mode.is_some()
        || coder.clause_classes(verb) & (coder.class.weapon | coder.class.harm) != 0;
    let political = parties().any(|party| party.is_political() || party.country.is_some())
        || grave && coder.names_a_country(verb) && parties().next().is_some();
    if !political {
        return None;
    }
    if act.event_type == EventType::Assault && cast.sources.is_empty() {
        cast.sources = coder.unnamed_attackers(&[cause], args, &cast.targets);
    }
    Some(Draft { verb, act, cast, status: Status::Occurred, rule: TOLL })
}
