//! States and towns that take part in an event and are named by an adjective or as a place alone.
//!
//! *Rejected the Israeli offer* is an act toward Israel, *shelled Gorazde* one toward its state. An adjective is
//! no mention and a place no actor in themselves, so the actor layer lists neither; an event makes them one.

use chancery_kb::{Entity, KnowledgeBase, cameo_code};
use chancery_nlp::{Dep, Doc, EntLabel, TokenId, TokenSpan};

use crate::actor::{Actor, ActorKind, Actors, Mention, MentionForm};
use crate::place::Places;
use crate::{ActorId, clause};

/// Finds and makes the actors of parties.
pub(super) struct Evoker<'a> {
    pub(super) doc: &'a Doc<'a>,
    pub(super) places: &'a Places,
    pub(super) kb: &'a KnowledgeBase,
    /// By token: it stands in a mention.
    taken: Vec<bool>,
}

impl<'a> Evoker<'a> {
    pub(super) fn new(
        doc: &'a Doc<'a>,
        actors: &Actors,
        places: &'a Places,
        kb: &'a KnowledgeBase,
    ) -> Self {
        let mut taken = vec![false; doc.len()];
        for mention in actors.items().iter().flat_map(|actor| &actor.mentions) {
            taken[mention.tokens.range()].fill(true);
        }
        Self { doc, places, kb, taken }
    }

    /// The actor of a phrase: its own, else the nearest inside it (*Iraqi towns*), made where there is none.
    pub(super) fn actor(&mut self, actors: &mut Actors, head: TokenId) -> Option<ActorId> {
        let doc = self.doc;
        if let Some(actor) = actors.at(head) {
            return Some(actor);
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
        let words = doc.span_text(name);
        let state =
            self.kb.names(words).chain(self.kb.names(doc.word(token))).find_map(
                |entry| match entry.entity {
                    Entity::State(id) => Some(self.kb.state(id)),
                    _ => None,
                },
            );
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
            return self.add(actors, actor, name, token);
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
        self.add(actors, actor, name, token)
    }

    fn add(
        &mut self,
        actors: &mut Actors,
        mut actor: Actor,
        name: TokenSpan,
        head: TokenId,
    ) -> Option<ActorId> {
        // A stretch of text belongs to one actor.
        if self.taken[name.range()].contains(&true) {
            return None;
        }
        self.taken[name.range()].fill(true);
        let span = self.doc.byte_span(name);
        actor.mentions.push(Mention { span, tokens: name, head, form: MentionForm::Name });
        Some(actors.add(actor))
    }
}
