//! Those who take part in an event and whom the actor layer does not list: states named by an adjective or as a
//! place alone, groups named by a common noun.
//!
//! *Rejected the Israeli offer* is an act toward Israel, *shelled Gorazde* one toward its state. An adjective is
//! no mention and a place no actor in themselves; an event makes them one.

use chancery_kb::{KnowledgeBase, State, cameo_code};
use chancery_nlp::{Dep, Doc, EntLabel, Pos, TokenId, TokenSpan};

use super::party::{Party, Sector, Traits};
use super::state::States;
use crate::actor::{Actor, ActorKind, Actors, Mention, MentionForm};
use crate::place::Places;
use crate::{ActorId, clause};

/// What the evoker needs of a party.
pub(super) struct Participant {
    head: TokenId,
    kind: ActorKind,
    sector: Option<&'static str>,
    /// Nameless, and somebody by the head's own word.
    nominal: bool,
    /// A country's code or the word that names it.
    country: Option<String>,
}

impl Participant {
    pub(super) fn of(party: &Party<'_>) -> Self {
        let kind = if party.sector == Some(Sector::Uaf) && party.actor.is_none() {
            ActorKind::Other
        } else if party.is(Traits::REBEL) {
            ActorKind::ArmedGroup
        } else if party.is(Traits::PERSON) {
            ActorKind::Person
        } else if party.is(Traits::CROWD | Traits::FORCES) {
            ActorKind::People
        } else {
            ActorKind::Organisation
        };
        Self {
            head: party.head,
            kind,
            sector: party.sector.and_then(Sector::code),
            nominal: party.sector.is_some(),
            country: party.country.map(str::to_owned),
        }
    }
}

/// Finds and makes the actors of parties.
pub(super) struct Evoker<'a> {
    pub(super) doc: &'a Doc<'a>,
    pub(super) places: &'a Places,
    pub(super) kb: &'a KnowledgeBase,
    states: &'a States<'a>,
    /// By token: the actor in whose mention it stands.
    taken: Vec<Option<ActorId>>,
}

impl<'a> Evoker<'a> {
    pub(super) fn new(
        doc: &'a Doc<'a>,
        actors: &Actors,
        places: &'a Places,
        kb: &'a KnowledgeBase,
        states: &'a States<'a>,
    ) -> Self {
        let mut taken = vec![None; doc.len()];
        for (n, actor) in (0..).zip(actors.items()) {
            for mention in &actor.mentions {
                taken[mention.tokens.range()].fill(Some(ActorId(n)));
            }
        }
        Self { doc, places, kb, states, taken }
    }

    /// The actor of a phrase: its own, else the nearest inside it (*Iraqi towns*), made where there is none.
    pub(super) fn actor(&mut self, actors: &mut Actors, party: &Participant) -> Option<ActorId> {
        let doc = self.doc;
        let head = party.head;
        if let Some(actor) = actors.at(head) {
            return Some(actor);
        }
        if party.nominal
            && doc.pos(head) == Pos::Noun
            && let Some(id) = self.nominal(actors, party)
        {
            return Some(id);
        }
        let inner = doc
            .children_as(head, &[Dep::Poss, Dep::Amod, Dep::Compound, Dep::Nmod])
            .chain(
                clause::preposition_objects(doc, head)
                    .filter(|&(preposition, _)| {
                        matches!(doc.lower(preposition), "of" | "in" | "from" | "for")
                    })
                    .map(|(_, object)| object),
            )
            .chain(doc.children_as(head, &[Dep::Appos]));
        let tokens: Vec<TokenId> = std::iter::once(head).chain(inner).collect();
        tokens.iter().find_map(|&token| actors.at(token).or_else(|| self.evoke(actors, token)))
    }

    /// A group or office holder by the words that name it: *the junta*, *Ethiopian soldiers*.
    fn nominal(&mut self, actors: &mut Actors, party: &Participant) -> Option<ActorId> {
        let doc = self.doc;
        let head = party.head;
        let first = doc
            .children_as(head, &[Dep::Compound, Dep::Amod, Dep::Nmod, Dep::Nummod])
            .find(|&child| child < head)
            .map_or(head, |child| doc.subtree(child).start);
        let words = TokenSpan { start: first, end: head.next() };
        let named = || {
            let of = clause::preposition_objects(doc, head).map(|(_, object)| object);
            words.iter().chain(of).find_map(|token| self.state(token))
        };
        let country = match party.country.as_deref() {
            Some(code) if code.bytes().all(|b| b.is_ascii_uppercase()) => Some(code.to_owned()),
            // Whose soldiers they are goes without saying where the sentence names a country.
            _ => named()
                .or_else(|| doc.sent(head).iter().find_map(|token| self.state(token)))
                .map(|state| state.iso3.to_owned()),
        };
        let actor = Actor {
            name: doc.span_text(words).to_owned(),
            kind: party.kind,
            kb: None,
            wikipedia: None,
            cameo: cameo_code(country.as_deref(), party.sector),
            country,
            sector: party.sector.map(str::to_owned),
            confidence: 0.6,
            roles: Vec::new(),
            mentions: Vec::new(),
        };
        self.add(actors, actor, words, head, MentionForm::Nominal)
    }

    /// The state that a name or demonym stands for.
    fn state(&self, token: TokenId) -> Option<&'a State> {
        self.states.at(token).map(|id| self.kb.state(id))
    }

    /// The state of a demonym, a capital or a country's name; a town as what it is.
    fn evoke(&mut self, actors: &mut Actors, token: TokenId) -> Option<ActorId> {
        let doc = self.doc;
        let ent = doc.ent(token).filter(|ent| {
            matches!(ent.label, EntLabel::Gpe | EntLabel::Norp | EntLabel::Loc | EntLabel::Fac)
        });
        let place = self.places.at(token);
        if ent.is_none() && place.is_none() {
            return None;
        }
        let name = ent.map_or(TokenSpan::one(token), |ent| ent.tokens);
        let state = self.state(token);
        if let Some(state) = state {
            let known = (0..).zip(actors.items()).find(|(_, actor)| {
                actor.kind == ActorKind::State && actor.country.as_deref() == Some(state.iso3)
            });
            if let Some((n, _)) = known {
                let id = ActorId(n);
                actors.refer([(token, id)]);
                return Some(id);
            }
            let actor = Actor {
                name: state.name.to_owned(),
                kind: ActorKind::State,
                kb: Some(state.iso3.to_owned()),
                wikipedia: Some(state.wikipedia.to_owned()),
                country: Some(state.iso3.to_owned()),
                sector: Some("GOV".to_owned()),
                cameo: cameo_code(Some(state.iso3), Some("GOV")),
                confidence: 0.8,
                roles: Vec::new(),
                mentions: Vec::new(),
            };
            return self.add(actors, actor, name, token, MentionForm::Name);
        }
        let place = self.places.get(place?);
        let country = place.country.clone()?;
        let actor = Actor {
            name: place.name.clone(),
            kind: ActorKind::Other,
            kb: None,
            wikipedia: place.wikipedia.clone(),
            cameo: cameo_code(Some(&country), None),
            country: Some(country),
            sector: None,
            confidence: 0.7,
            roles: Vec::new(),
            mentions: Vec::new(),
        };
        self.add(actors, actor, name, token, MentionForm::Name)
    }

    fn add(
        &mut self,
        actors: &mut Actors,
        mut actor: Actor,
        name: TokenSpan,
        head: TokenId,
        form: MentionForm,
    ) -> Option<ActorId> {
        // A stretch of text belongs to one actor, and whoever stands there is of the same country or nobody.
        if let Some(&taken) = self.taken[name.range()].iter().flatten().next() {
            let same = actors.get(taken).country == actor.country;
            return same.then_some(taken);
        }
        self.taken[name.range()].fill(Some(ActorId(actors.items().len() as u32)));
        let span = self.doc.byte_span(name);
        actor.mentions.push(Mention { span, tokens: name, head, form });
        Some(actors.add(actor))
    }
}
