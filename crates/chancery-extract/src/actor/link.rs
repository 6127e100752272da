//! Which entry of the knowledge base an actor is.

use chancery_kb::{Entity, Held, PersonId, State};
use chancery_nlp::TokenId;

use super::candidate::{CandidateId, Class};
use super::code::Context;
use super::draft::Draft;
use super::lexicon::Word;
use super::role::Description;

/// A link with how sure it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Link {
    pub(super) kb: Option<String>,
    pub(super) wikipedia: Option<String>,
    pub(super) confidence: f32,
}

/// Shares of right links by where they come from and by what the name looks like, on interviews and speeches and
/// on the half of the development data that no rule was written from, shrunk a little towards their mean.
/// `docs/accuracy.md` has the counts.
const STATE_LONG: f32 = 0.95;
const STATE_WORD: f32 = 0.88;
const STATE_ACRONYM: f32 = 0.8;
/// A body with a Wikidata id.
const BODY: f32 = 0.87;
/// A body with a title alone, by a name of several words, of one.
const TITLED_BODY: f32 = 0.83;
const TITLED_WORD: f32 = 0.62;
/// A person in office, a person of note.
const FULL_NAME: f32 = 0.9;
const OF_NOTE: f32 = 0.8;
const NAMESAKE: f32 = 0.6;
const SURNAME: f32 = 0.75;
/// The knowledge base's prominence of those who led a state.
pub(super) const LEADER: u8 = 8;
/// So many mentions of a person without office make a story of them.
const AT_LENGTH: usize = 4;
/// A title that no table confirms: the full name of a person of whom the text makes something, the name of
/// an institution. Whom nobody has written about counts as wrong here.
const OWN_WORDING: f32 = 0.3;
const INSTITUTION: f32 = 0.45;

/// The entry of an actor with these mentions.
pub(super) fn link(
    draft: &Draft<'_, '_, '_>,
    context: &Context,
    mentions: &[CandidateId],
    country: Option<&str>,
    descriptions: &[Description],
) -> Link {
    let Some(&first) = mentions.first() else { return Link::default() };
    let kb = draft.world.kb;
    let cluster = draft.cluster(first);
    if let Some(state) = cluster.state {
        let is_name = |&&id: &&CandidateId| draft.get(id).is_name();
        let longest = mentions
            .iter()
            .filter(is_name)
            .map(|&id| draft.doc.span_text(draft.get(id).tokens))
            .max_by_key(|name| name.len());
        return Link { confidence: of_state_named(longest), ..of_state(kb.state(state)) };
    }
    let mut names: Vec<CandidateId> =
        mentions.iter().copied().filter(|&id| draft.get(id).is_name()).collect();
    names.sort_by_key(|&id| std::cmp::Reverse(draft.get(id).tokens.len()));
    names.dedup_by_key(|&mut id| draft.get(id).key);
    match cluster.class() {
        Class::Person => {
            let link = person(draft, context, &names, country);
            if link.wikipedia.is_none() && link.kb.is_none() {
                let is_of_note = is_of_note(draft, mentions, descriptions);
                if is_of_note { own_wording(draft, &names) } else { link }
            } else {
                link
            }
        }
        Class::Place => Link::default(),
        _ => names
            .iter()
            .find_map(|&id| body(draft, context, id))
            .unwrap_or_else(|| institution(draft, &names)),
    }
}

/// The text gives a person an office or calling whose bearers mostly have an article, or gives none and tells
/// of the person at length.
fn is_of_note(
    draft: &Draft<'_, '_, '_>,
    mentions: &[CandidateId],
    descriptions: &[Description],
) -> bool {
    let noted = |description: &Description| {
        draft.word(description.head).or(draft.noun(description.head)).is(Word::NOTED)
    };
    descriptions.iter().any(noted) || descriptions.is_empty() && mentions.len() >= AT_LENGTH
}

/// A person's full name as a title.
fn own_wording(draft: &Draft<'_, '_, '_>, names: &[CandidateId]) -> Link {
    let full = names.first().filter(|&&id| {
        let name = draft.get(id);
        (2..=4).contains(&name.tokens.len()) && !name.plural
    });
    titled(full.map(|&id| draft.doc.span_text(draft.get(id).tokens)), OWN_WORDING)
}

/// The name of an institution as a title: a university, bank, newspaper, party or union of two words or more.
fn institution(draft: &Draft<'_, '_, '_>, names: &[CandidateId]) -> Link {
    let full = names.first().filter(|&&id| {
        let tokens = draft.get(id).tokens;
        let last = TokenId(tokens.end.0 - 1);
        tokens.len() > 1 && draft.word(last).or(draft.word(tokens.start)).is(Word::INSTITUTION)
    });
    titled(full.map(|&id| draft.doc.span_text(draft.get(id).tokens)), INSTITUTION)
}

fn titled(name: Option<&str>, confidence: f32) -> Link {
    let title = name.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "));
    Link { kb: None, confidence: if title.is_some() { confidence } else { 0.0 }, wikipedia: title }
}

/// How sure a state is by the longest of its names: *UK* and *US* name other things, too.
fn of_state_named(name: Option<&str>) -> f32 {
    match name {
        Some(name) if name.contains(' ') => STATE_LONG,
        Some(name) if name.chars().any(char::is_lowercase) => STATE_WORD,
        Some(_) => STATE_ACRONYM,
        None => STATE_WORD,
    }
}

/// The entry of a state.
pub(super) fn of_state(state: &State) -> Link {
    Link {
        kb: Some(state.iso3.to_owned()),
        wikipedia: Some(state.wikipedia.to_owned()),
        confidence: STATE_WORD,
    }
}

/// A body of one word and no number shares it with others (*Jang*, *Standard*, *CAC*): it is meant only where the
/// text names its state. Firms are known everywhere.
fn body(draft: &Draft<'_, '_, '_>, context: &Context, id: CandidateId) -> Option<Link> {
    let known = draft.known(id);
    let kb = draft.world.kb;
    if let Some(organisation) = known.organisation.map(|id| kb.organisation(id)) {
        let is_doubtful = organisation.wikidata.is_none()
            && draft.get(id).tokens.len() == 1
            && organisation.sector != Some("BUS");
        if is_doubtful && organisation.country.is_some_and(|country| !context.names(kb, country)) {
            return None;
        }
    }
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
        confidence: match (wikidata, draft.get(id).tokens.len()) {
            (Some(_), _) => BODY,
            (None, 1) => TITLED_WORD,
            (None, _) => TITLED_BODY,
        },
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
            let holds_office = kb.terms(person).next().is_some();
            let confidence = if holds_office { FULL_NAME } else { OF_NOTE };
            return person_link(draft, person, confidence);
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
    // A leader of whose country the text says nothing may be a namesake.
    let is_spoken_of =
        |person: &PersonId| kb.terms(*person).any(|term| context.names(kb, term.country));
    match by_surname(draft, context, names, country).filter(is_spoken_of) {
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
