//! Talks, calls and meetings in a phrase beside the clause.

use chancery_nlp::{Dep, TokenId};

use super::Draft;
use crate::event::EventType;
use crate::event::cast::Cast;
use crate::event::coder::Coder;
use crate::{Rule, Status, clause};

/// ## What it finds
/// An encounter told by a phrase of time: *in a phone call*, *during talks with*, *after a meeting between*.
/// ## Example
/// > **In a phone call** on Monday, Varga told the Westmark premier that the pass was open.
/// ## What it leaves alone
/// Encounters ahead (*before talks*), those of which only one party is named.
/// ## Source
/// PLOVER CONSULT.
const ENCOUNTER: Rule = Rule::new("event/encounter", 0.7);

pub(in crate::event) fn find<'a>(coder: &Coder<'a>, noun: TokenId) -> Option<Draft<'a>> {
    let doc = coder.doc;
    if doc.dep(noun) != Dep::Pobj {
        return None;
    }
    let preposition = doc.head(noun)?;
    if !matches!(doc.lower(preposition), "in" | "during" | "at" | "after" | "following") {
        return None;
    }
    let act = coder.noun_act(noun, 1)?;
    if act.event_type != EventType::Consult || act.mode == Some("visit") {
        return None;
    }
    // A body's annual meeting is no meeting with it.
    if doc.children_as(noun, &[Dep::Amod]).any(|adjective| {
        matches!(doc.lower(adjective), "annual" | "regular" | "monthly" | "weekly" | "yearly")
    }) {
        return None;
    }
    let nominal = clause::noun_arguments(doc, noun);
    let mut cast = Cast { sources: coder.parties(&nominal.parties), targets: Vec::new() };
    cast.sources.extend(coder.parties(&nominal.agents));
    if cast.sources.len() < 2 {
        let verb = doc.ancestors(noun).find(|&above| coder.is_verb(above))?;
        // The phrase may hang on an infinitive or adverbial clause of the verb.
        let verb = std::iter::once(verb)
            .chain(doc.ancestors(verb))
            .find(|&above| clause::own_subject(doc, above).is_some())?;
        let told = matches!(clause::status(doc, verb), Some(Status::Occurred | Status::Ongoing));
        if !told {
            return None;
        }
        let args = coder.args(verb);
        cast.sources.extend(coder.parties(&args.agents));
        if nominal.parties.is_empty()
            && matches!(doc.lemma(verb), "tell" | "inform" | "assure" | "urge" | "warn")
        {
            cast.sources.extend(coder.parties(&args.patients));
            cast.sources.extend(coder.parties(&args.recipients));
        }
    }
    cast.sources.retain(|party| party.is_political());
    let mut seen: Vec<TokenId> = Vec::new();
    let known = cast.sources.clone();
    cast.sources.retain(|party| {
        let repeated =
            known.iter().take_while(|other| other.head != party.head).any(|o| o.same(*party));
        let new = !repeated && !seen.contains(&party.head);
        seen.push(party.head);
        new
    });
    (cast.sources.len() >= 2).then_some(Draft {
        verb: noun,
        act,
        cast,
        status: if is_ahead(coder, noun) { Status::Planned } else { Status::Occurred },
        rule: ENCOUNTER,
    })
}

/// *his upcoming meeting*
fn is_ahead(coder: &Coder<'_>, noun: TokenId) -> bool {
    coder.doc.children_as(noun, &[Dep::Amod]).any(|adjective| {
        matches!(
            coder.doc.lower(adjective),
            "upcoming" | "planned" | "scheduled" | "expected" | "future" | "next" | "forthcoming"
        )
    })
}
