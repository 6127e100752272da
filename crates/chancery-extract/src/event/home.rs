//! The country of those whom the text names without one: *the government*, *four soldiers*, *riot police*.
//!
//! News leaves out what goes without saying: the soldiers whom Ruritanian rebels set free are Ruritanian. An event
//! says it, by the place in the clause or by the other side.

use chancery_kb::cameo_code;
use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId, TokenSpan};

use super::lexicon::{Classes, Lexicon};
use super::state::{States, home_of_people};
use super::{Event, EventType};
use crate::actor::{Actor, ActorKind, Actors, MentionForm};
use crate::{ActorId, clause};

/// Gives the parties of an event that have no country the one that the event tells.
pub(super) fn settle(doc: &Doc<'_>, states: &States<'_>, actors: &mut Actors, event: &Event) {
    let trigger = doc.tokens_in(event.trigger).start;
    let on_the_ground = matches!(
        event.event_type,
        EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Mobilize
    );
    for (side, other) in [(&event.sources, &event.targets), (&event.targets, &event.sources)] {
        for &id in side {
            minority(doc, states, actors, id, trigger);
            let actor = actors.get(id);
            if let Some(country) = body_in_front(doc, actors, id, trigger) {
                let code = cameo_code(Some(&country), actor.sector.as_deref());
                actors.settle_country(id, country, code);
                continue;
            }
            // "the Varga administration" is of the country that Varga governs, whatever else the text names.
            let administration = head_in(doc, actor, trigger)
                .filter(|_| actor.kind == ActorKind::Organisation && actor.kb.is_none())
                .and_then(|head| states.of_administration(doc, head));
            if let Some(country) = administration {
                let code = cameo_code(Some(country), actor.sector.as_deref());
                actors.settle_country(id, country.to_owned(), code);
                continue;
            }
            if actor.country.is_none()
                && let Some(country) = beside(doc, states, actor, trigger)
            {
                let code = cameo_code(Some(country), actor.sector.as_deref());
                actors.settle_country(id, country.to_owned(), code);
                continue;
            }
            let Some(head) = homeless(doc, actor, trigger) else { continue };
            let named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
            // Foreigners help and meet rebels too; they rule, arrest and free their own.
            let sided = matches!(actor.sector.as_deref(), Some("REB" | "UAF" | "PRM" | "CRM"))
                && matches!(
                    event.event_type,
                    EventType::Aid | EventType::Support | EventType::Consult
                );
            let across = || {
                other.iter().chain(side.iter()).find_map(|&other| {
                    let country = actors.get(other).country.as_deref()?;
                    (!is_international(country)).then(|| country.to_owned())
                })
            };
            let located = || located(doc, states, trigger).map(str::to_owned);
            let nameless = || {
                own(doc, states, head)
                    .map(str::to_owned)
                    .or_else(|| located().filter(|_| on_the_ground))
                    .or_else(|| across().filter(|_| !sided))
                    .or_else(|| located().filter(|_| sided))
                    .or_else(|| only(states, doc.sent(trigger)).map(str::to_owned))
            };
            let country = if named {
                only(states, TokenSpan { start: TokenId(0), end: TokenId(doc.len() as u32) })
                    .map(str::to_owned)
            } else {
                nameless()
            };
            let Some(country) = country else { continue };
            let code = cameo_code(Some(&country), actors.get(id).sector.as_deref());
            actors.settle_country(id, country, code);
        }
    }
}

/// *Ostland's Westmarkers*, *ethnic Westmarkers in Ostland* are people of Ostland.
fn minority(
    doc: &Doc<'_>,
    states: &States<'_>,
    actors: &mut Actors,
    id: ActorId,
    trigger: TokenId,
) {
    let actor = actors.get(id);
    if actor.kind != ActorKind::People && actor.kind != ActorKind::Person || actor.kb.is_some() {
        return;
    }
    let Some(head) = head_in(doc, actor, trigger) else { return };
    if states.at(head).is_none() {
        let many = matches!(doc.pos(head), Pos::Noun) || doc.tag(head) == Tag::Nnps;
        if let Some(country) = home_of_people(doc, head).filter(|_| many) {
            let code = cameo_code(Some(country), actor.sector.as_deref());
            actors.settle_country(id, country.to_owned(), code);
        }
        return;
    }
    let owner = doc.children_as(head, &[Dep::Poss]).find_map(|owner| states.country(owner));
    let ethnic = doc.children_as(head, &[Dep::Amod]).any(|child| doc.lower(child) == "ethnic");
    let place = || {
        clause::preposition_objects(doc, head)
            .filter(|&(preposition, _)| matches!(doc.lower(preposition), "in" | "of" | "from"))
            .find_map(|(_, object)| named_in(doc, states, object))
    };
    let Some(country) = owner.or_else(|| ethnic.then(place).flatten()) else { return };
    let code = cameo_code(Some(country), actors.get(id).sector.as_deref());
    actors.settle_country(id, country.to_owned(), code);
}

/// *A UN convoy* is the UN's wherever it goes.
fn body_in_front(doc: &Doc<'_>, actors: &Actors, id: ActorId, trigger: TokenId) -> Option<String> {
    let actor = actors.get(id);
    if actor.kb.is_some() || actor.mentions.iter().any(|m| m.form == MentionForm::Name) {
        return None;
    }
    let head = head_in(doc, actor, trigger)?;
    doc.children_as(head, &[Dep::Compound, Dep::Nmod, Dep::Poss]).find_map(|child| {
        let body = actors.get(actors.at(child)?);
        body.kb.as_ref()?;
        body.country.clone().filter(|country| is_international(country))
    })
}

/// The country that the phrase of a party names, though the actor layer found none; IGO for those of many.
fn beside(
    doc: &Doc<'_>,
    states: &States<'_>,
    actor: &Actor,
    trigger: TokenId,
) -> Option<&'static str> {
    if actor.kb.is_some() {
        return None;
    }
    let head = head_in(doc, actor, trigger)?;
    let people = matches!(actor.kind, ActorKind::People | ActorKind::ArmedGroup | ActorKind::Other)
        || actor.kind == ActorKind::Organisation && actor.sector.is_some();
    if people && let Some(country) = states.country(head).or_else(|| own(doc, states, head)) {
        return Some(country);
    }
    let many = people || matches!(actor.kind, ActorKind::Organisation);
    let outside = || front_classes(doc, head) & Lexicon::embedded().class("ALLIANCE") != 0;
    (many && outside()).then_some("IGO")
}

fn head_in(doc: &Doc<'_>, actor: &Actor, trigger: TokenId) -> Option<TokenId> {
    let sent = doc.sent(trigger);
    actor.mentions.iter().map(|mention| mention.head).find(|&head| sent.contains(head))
}

/// The head of a party without country that must belong to one, in the sentence of the event.
fn homeless(doc: &Doc<'_>, actor: &Actor, trigger: TokenId) -> Option<TokenId> {
    if actor.country.is_some() || actor.kb.is_some() {
        return None;
    }
    let sector = actor.sector.as_deref();
    let domestic = match actor.kind {
        ActorKind::People => {
            let lexicon = Lexicon::embedded();
            let head = head_in(doc, actor, trigger)?;
            lexicon.entry(lexicon.id(doc.lemma(head))).classes & lexicon.class("OUTSIDER") == 0
        }
        ActorKind::Person | ActorKind::ArmedGroup => sector.is_some(),
        ActorKind::Organisation => sector.is_some_and(|sector| sector != "BUS"),
        ActorKind::State | ActorKind::Other => false,
    };
    if !domestic {
        return None;
    }
    let head = head_in(doc, actor, trigger)?;
    let noun = actor.mentions.iter().any(|mention| mention.form != MentionForm::Pronoun);
    (noun && front_classes(doc, head) & Lexicon::embedded().class("ABROAD") == 0).then_some(head)
}

/// The classes of what stands in front of a noun.
fn front_classes(doc: &Doc<'_>, head: TokenId) -> Classes {
    let lexicon = Lexicon::embedded();
    doc.children_as(head, &[Dep::Amod, Dep::Compound, Dep::Nmod])
        .fold(0, |all, child| all | lexicon.entry(lexicon.id(doc.lower(child))).classes)
}

fn is_international(country: &str) -> bool {
    matches!(country, "IGO" | "UNO" | "EUR" | "NGO" | "IMG" | "ISM" | "MNC")
}

/// Where a phrase itself says that they are: *survivors in Sumatra*, *the village of Bamut*; an ally of Ostland is
/// of elsewhere.
fn own(doc: &Doc<'_>, states: &States<'_>, head: TokenId) -> Option<&'static str> {
    let lexicon = Lexicon::embedded();
    if lexicon.entry(lexicon.id(doc.lemma(head))).classes & lexicon.class("OUTSIDER") != 0 {
        return None;
    }
    let front = doc
        .children_as(head, &[Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss])
        .find_map(|child| states.country(child));
    front.or_else(|| {
        clause::preposition_objects(doc, head)
            .filter(|&(preposition, _)| {
                matches!(doc.lower(preposition), "of" | "in" | "from" | "at")
            })
            .find_map(|(_, object)| named_in(doc, states, object))
    })
}

/// The state of a phrase: of its head, or of what stands in front of it.
fn named_in(doc: &Doc<'_>, states: &States<'_>, head: TokenId) -> Option<&'static str> {
    states.country(head).or_else(|| {
        doc.children_as(head, &[Dep::Compound, Dep::Amod, Dep::Nmod, Dep::Poss])
            .find_map(|child| states.country(child))
    })
}

/// The state where the clause says that it took place.
fn located(doc: &Doc<'_>, states: &States<'_>, trigger: TokenId) -> Option<&'static str> {
    let verb = std::iter::once(trigger)
        .chain(doc.ancestors(trigger))
        .find(|&token| matches!(doc.pos(token), Pos::Verb | Pos::Aux))
        .unwrap_or(trigger);
    let objects = doc.children_as(verb, &[Dep::Dobj, Dep::Nsubjpass, Dep::Nsubj]);
    std::iter::once(verb).chain(objects).find_map(|token| {
        clause::preposition_objects(doc, token)
            .filter(|&(preposition, _)| {
                matches!(
                    doc.lower(preposition),
                    "in" | "at" | "near" | "across" | "outside" | "inside" | "throughout"
                )
            })
            .find_map(|(_, object)| named_in(doc, states, object))
    })
}

/// The only state that some tokens name.
fn only(states: &States<'_>, tokens: TokenSpan) -> Option<&'static str> {
    let mut named = tokens.iter().filter_map(|token| states.country(token));
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}
