//! Event nouns as subjects of verbs that say that they go on.

use chancery_nlp::{Dep, TokenId};

use super::Draft;
use crate::event::EventType;
use crate::event::cast::Cast;
use crate::event::coder::{Act, Args, Coder};
use crate::{Rule, Status, clause};

/// ## What it finds
/// Talks or trade that began, resumed or were held, and fighting or unrest that broke out, when the sentence
/// says between whom, or in which country.
/// ## Example
/// > **Talks** between Ostland and Westmark **resumed** in Milport.
/// ## What it leaves alone
/// Talks without two parties.
/// ## Source
/// PLOVER CONSULT, COOPERATE, ASSAULT and PROTEST.
const BEGINS: Rule = Rule::new("event/begins", 0.6);

pub(super) fn find<'a>(coder: &Coder<'a>, verb: TokenId, args: &Args) -> Option<Draft<'a>> {
    let doc = coder.doc;
    let light = coder.lexicon.entry(coder.words[verb.index()]).light;
    let held = args.passive && matches!(doc.lemma(verb), "hold" | "conduct" | "resume" | "open");
    // "took effect", "came into force", "is holding"
    let in_force = match doc.lemma(verb) {
        "take" => {
            args.patients.iter().any(|&o| matches!(doc.lemma(o), "effect" | "hold" | "place"))
        }
        "come" | "go" => {
            coder.after(args, &["into"]).any(|o| matches!(doc.lemma(o), "effect" | "force"))
        }
        _ => false,
    };
    // Talks that ended were held; fighting that ended is no more.
    let ends = matches!(doc.lemma(verb), "end" | "conclude" | "collapse" | "finish");
    if !light.subject && !held && !in_force && !ends {
        return None;
    }
    if clause::is_negated(doc, verb) || clause::modal(doc, verb).is_some() {
        return None;
    }
    let subject = doc.child(verb, &[Dep::Nsubj, Dep::Nsubjpass])?;
    if doc.child(verb, &[Dep::Xcomp]).is_some() {
        return None;
    }
    let act = coder.noun_act(subject, 2).or_else(|| {
        (coder.phrase_classes(subject) & coder.class.commerce != 0)
            .then(|| Act::plain(subject, EventType::Cooperate, None))
    })?;
    if ends && act.event_type != EventType::Consult {
        return None;
    }
    let nominal = clause::noun_arguments(doc, subject);
    let status = clause::status(doc, verb).unwrap_or(Status::Occurred);
    let status = if doc.lemma(verb) == "continue" { Status::Ongoing } else { status };
    let between = coder.after(args, &["between", "with", "among"]);
    let mut cast = Cast::default();
    match act.event_type {
        EventType::Consult | EventType::Cooperate | EventType::Retreat
            if act.event_type != EventType::Retreat || act.mode == Some("ceasefire") =>
        {
            let heads: Vec<TokenId> = nominal
                .parties
                .into_iter()
                .chain(nominal.modifiers)
                .chain(nominal.agents)
                .chain(nominal.of)
                .chain(between)
                .collect();
            cast.sources = coder.parties(&heads);
            cast.sources.retain(|party| party.is_political());
            (cast.sources.len() >= 2).then_some(())?;
        }
        EventType::Assault | EventType::Protest => {
            let sides: Vec<TokenId> = nominal
                .agents
                .into_iter()
                .chain(nominal.modifiers)
                .chain(nominal.parties)
                .chain(between)
                .collect();
            cast.sources = coder.parties(&sides);
            cast.targets = coder.parties(&nominal.targets);
            if cast.targets.is_empty() && !nominal.targets.is_empty() {
                // "riots against Ostland's policies": whose policies they are.
                let owners: Vec<TokenId> = nominal
                    .targets
                    .iter()
                    .flat_map(|&noun| doc.children_as(noun, &[Dep::Poss, Dep::Amod, Dep::Compound]))
                    .collect();
                cast.targets = coder.parties(&owners);
            }
            if cast.sources.is_empty() && cast.targets.is_empty() {
                let place: Vec<TokenId> = coder.after(args, &["in", "at", "across"]).collect();
                cast.targets = coder.parties(&place);
                cast.targets.retain(|party| party.country.is_some());
            }
            let parties = || cast.sources.iter().chain(&cast.targets);
            (parties().any(|party| party.country.is_some()) && parties().next().is_some())
                .then_some(())?;
        }
        _ => return None,
    }
    Some(Draft { verb, act, cast, status, rule: BEGINS })
}
