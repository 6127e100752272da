//! Which entry of the knowledge base an actor is.

use chancery_kb::{Entity, Held, PersonId, State};
use chancery_nlp::TokenId;

use super::candidate::{CandidateId, Class};
use super::code::Context;
use super::draft::Draft;
use super::lexicon::Word;

/// A link with how sure it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Link {
    pub(super) kb: Option<String>,
    pub(super) wikipedia: Option<String>,
    pub(super) confidence: f32,
}

/// Shares of right links by where they come from, on the development data: `STATE` 98 of 113, `BODY` with a
/// Wikidata id 77 of 89, `TITLED_BODY` without 95 of 123, `FULL_NAME` 31 of 33; `SURNAME` 3 of 4 and
/// `NAMESAKE` are too few to tell.
const STATE: f32 = 0.87;
const BODY: f32 = 0.87;
const TITLED_BODY: f32 = 0.77;
const FULL_NAME: f32 = 0.94;
const NAMESAKE: f32 = 0.6;
const SURNAME: f32 = 0.75;
/// The knowledge base's prominence of those who led a state.
pub(super) const LEADER: u8 = 8;
/// A title that no table confirms: the article of somebody in the news mostly bears the full name (78 of 125).
const OWN_WORDING: f32 = 0.62;

/// The entry of an actor with these mentions.
pub(super) fn link(
    draft: &Draft<'_, '_, '_>,
    context: &Context,
    mentions: &[CandidateId],
    country: Option<&str>,
) -> Link {
    let Some(&first) = mentions.first() else { return Link::default() };
    let kb = draft.world.kb;
    let cluster = draft.cluster(first);
    if let Some(state) = cluster.state {
        return of_state(kb.state(state));
    }
    let mut names: Vec<CandidateId> =
        mentions.iter().copied().filter(|&id| draft.get(id).is_name()).collect();
    names.sort_by_key(|&id| std::cmp::Reverse(draft.get(id).tokens.len()));
    names.dedup_by_key(|&mut id| draft.get(id).key);
    match cluster.class() {
        Class::Person => {
            let link = person(draft, context, &names, country);
            if link.wikipedia.is_none() && link.kb.is_none() {
                own_wording(draft, &names)
            } else {
                link
            }
        }
        Class::Place => Link::default(),
        _ => names
            .iter()
            .find_map(|&id| body(draft, id))
            .unwrap_or_else(|| institution(draft, &names)),
    }
}

/// A person's full name as a title.
fn own_wording(draft: &Draft<'_, '_, '_>, names: &[CandidateId]) -> Link {
    let full = names.first().filter(|&&id| {
        let name = draft.get(id);
        (2..=4).contains(&name.tokens.len()) && !name.plural
    });
    titled(full.map(|&id| draft.doc.span_text(draft.get(id).tokens)))
}

/// The name of an institution as a title: a university, bank, newspaper, party or union of two words or more.
fn institution(draft: &Draft<'_, '_, '_>, names: &[CandidateId]) -> Link {
    let full = names.first().filter(|&&id| {
        let tokens = draft.get(id).tokens;
        let last = TokenId(tokens.end.0 - 1);
        tokens.len() > 1 && draft.word(last).or(draft.word(tokens.start)).is(Word::INSTITUTION)
    });
    titled(full.map(|&id| draft.doc.span_text(draft.get(id).tokens)))
}

fn titled(name: Option<&str>) -> Link {
    let title = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    Link { kb: None, confidence: if title.is_some() { OWN_WORDING } else { 0.0 }, wikipedia: title }
}

/// The entry of a state.
pub(super) fn of_state(state: &State) -> Link {
    Link {
        kb: Some(state.iso3.to_owned()),
        wikipedia: Some(state.wikipedia.to_owned()),
        confidence: STATE,
    }
}

fn body(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<Link> {
    let known = draft.known(id);
    let kb = draft.world.kb;
    let (wikidata, wikipedia) = if let Some(organisation) = known.organisation {
        let organisation = kb.organisation(organisation);
        (organisation.wikidata, organisation.wikipedia)
    } else {
        let group = kb.armed_group(known.armed_group?);
        (group.wikidata, group.wikipedia)
    };
    Some(Link {
        kb: wikidata.map(str::to_owned),
        wikipedia: wikipedia.map(str::to_owned),
        confidence: if wikidata.is_some() { BODY } else { TITLED_BODY },
    })
    .filter(|link| link.kb.is_some() || link.wikipedia.is_some())
}

/// A person by full name; by surname alone only who held an office of the actor's country on the day.
fn person(
    draft: &Draft<'_, '_, '_>,
    context: &Context,
    names: &[CandidateId],
    country: Option<&str>,
) -> Link {
    let kb = draft.world.kb;
    for &id in names {
        let tokens = draft.get(id).tokens;
        if tokens.len() < 2 {
            continue;
        }
        let known = draft.known(id);
        let Some(person) = known.person else { continue };
        if known.n_people == 1 {
            return person_link(draft, person, FULL_NAME);
        }
        let name = draft.doc.span_text(tokens);
        let of_country = kb.names(name).filter_map(|entry| match entry.entity {
            Entity::Person(person) => Some(person),
            _ => None,
        });
        let fitting = of_country.into_iter().find(|&person| {
            country.is_some_and(|country| kb.terms(person).any(|term| term.country == country))
        });
        return match fitting {
            Some(person) => person_link(draft, person, FULL_NAME),
            None => person_link(draft, person, NAMESAKE),
        };
    }
    match by_surname(draft, context, names, country) {
        Some(person) => person_link(draft, person, SURNAME),
        None => Link::default(),
    }
}

/// Who is meant by a surname alone, in a text that never gives the full name: the only head of a state or
/// government who bears it, of several the one in office on the day or of the actor's country.
///
/// Who leads a state needs no introduction in news; everybody else has one, and is not looked for here.
pub(super) fn by_surname(
    draft: &Draft<'_, '_, '_>,
    context: &Context,
    names: &[CandidateId],
    country: Option<&str>,
) -> Option<PersonId> {
    let kb = draft.world.kb;
    let is_alone = names.iter().all(|&id| draft.get(id).tokens.len() == 1);
    let &id = names.first().filter(|_| is_alone)?;
    let name = draft.doc.span_text(draft.get(id).tokens);
    let bearers: Vec<PersonId> = kb
        .surnames(name)
        .take_while(|entry| entry.prominence >= LEADER)
        .filter_map(|entry| match entry.entity {
            Entity::Person(person) => Some(person),
            _ => None,
        })
        .take(40)
        .collect();
    let is_of =
        |person: PersonId, country: &str| kb.terms(person).any(|term| term.country == country);
    let is_in_office = |person: PersonId| {
        context.date.is_some_and(|date| kb.terms(person).any(|term| term.on(date) == Held::Yes))
    };
    let of_country: Vec<PersonId> = bearers
        .iter()
        .copied()
        .filter(|&person| country.is_none_or(|country| is_of(person, country)))
        .collect();
    let in_office: Vec<PersonId> =
        of_country.iter().copied().filter(|&person| is_in_office(person)).collect();
    match (&of_country[..], &in_office[..]) {
        (&[only], _) | (_, &[only]) => Some(only),
        _ => None,
    }
}

/// The article of a person of note bears the name alone unless a source says otherwise.
fn person_link(draft: &Draft<'_, '_, '_>, person: PersonId, confidence: f32) -> Link {
    let person = draft.world.kb.person(person);
    Link {
        kb: person.wikidata.map(|number| format!("Q{number}")),
        wikipedia: Some(person.wikipedia.unwrap_or(person.name).to_owned()),
        confidence,
    }
}
