//! The states that the words of a text name: by their name, their capital, their adjective or people.

use std::sync::OnceLock;

use chancery_kb::{Entity, KnowledgeBase, OfficeClass, StateId};
use chancery_nlp::{Doc, EntLabel, Pos, TokenId};
use rustc_hash::FxHashMap;

use crate::place::Places;

/// How well known whoever an administration is called after must be, of 9.
const PROMINENT: u8 = 6;

/// By token: the state of the name in which it stands.
pub(super) struct States<'k> {
    kb: &'k KnowledgeBase,
    named: Vec<Option<StateId>>,
    /// The same for names of regions and towns, which lie in a state and are none.
    located: Vec<Option<StateId>>,
}

impl<'k> States<'k> {
    pub(super) fn new(doc: &Doc<'_>, places: &Places, kb: &'k KnowledgeBase) -> Self {
        let mut named = vec![None; doc.len()];
        let mut located = vec![None; doc.len()];
        for ent in doc.ents() {
            if !is_of_the_world(ent.label) {
                if ent.label == EntLabel::Org {
                    let home = home_of_group(kb, doc.span_text(ent.tokens));
                    located[ent.tokens.range()].fill(home);
                }
                continue;
            }
            let mut whole = named_by(kb, doc.span_text(ent.tokens));
            if let Some(country) = home_of_people(doc, TokenId(ent.tokens.end.0 - 1)) {
                whole = (None, kb.state_by_code(country).map(|(id, _)| id));
            }
            for token in ent.tokens.iter() {
                let state = if whole == (None, None) && ent.tokens.len() > 1 {
                    named_by(kb, doc.word(token))
                } else {
                    whole
                };
                named[token.index()] = state.0;
                located[token.index()] = state.1;
            }
        }
        for token in doc.ids() {
            if let Some(place) = places.at(token)
                && let Some(country) = places.get(place).country.as_deref()
                && let Some((state, _)) = kb.state_by_code(country)
            {
                // "Paris, Texas": a town that shares the name of a capital or a state.
                if named[token.index()].is_some_and(|named| named != state) {
                    named[token.index()] = None;
                    located[token.index()] = Some(state);
                }
                located[token.index()].get_or_insert(state);
            }
        }
        Self { kb, named, located }
    }

    /// The state that a word stands for.
    pub(super) fn at(&self, token: TokenId) -> Option<StateId> {
        self.named[token.index()]
    }

    /// The country of *the Varga administration*: the one that the best known Varga governed.
    pub(super) fn of_administration(&self, doc: &Doc<'_>, head: TokenId) -> Option<&'static str> {
        if !matches!(doc.lower(head), "administration" | "government" | "cabinet" | "regime") {
            return None;
        }
        let name = head
            .prev()
            .filter(|&name| doc.pos(name) == Pos::Propn && self.named[name.index()].is_none())?;
        let leader = self.kb.surnames(doc.word(name)).find_map(|entry| match entry.entity {
            Entity::Person(id) if entry.prominence >= PROMINENT => Some(id),
            _ => None,
        })?;
        self.kb
            .terms(leader)
            .find(|term| {
                matches!(term.class, OfficeClass::President | OfficeClass::HeadOfGovernment)
            })
            .map(|term| term.country)
    }

    /// The code of the state that a word stands for, or in which the place lies that it names.
    pub(super) fn country(&self, token: TokenId) -> Option<&'static str> {
        let state = self.named[token.index()].or(self.located[token.index()])?;
        Some(self.kb.state(state).iso3)
    }
}

fn is_of_the_world(label: EntLabel) -> bool {
    matches!(label, EntLabel::Gpe | EntLabel::Norp | EntLabel::Loc | EntLabel::Fac)
}

/// The state of a name, and that of the region or people of one state.
fn named_by(kb: &KnowledgeBase, name: &str) -> (Option<StateId>, Option<StateId>) {
    let mut found = (None, None);
    for entry in kb.names(name) {
        match entry.entity {
            Entity::State(id) if found.0.is_none() => found.0 = Some(id),
            Entity::ArmedGroup(id) if found.1.is_none() => {
                let country = kb.armed_group(id).country;
                found.1 = country.and_then(|code| kb.state_by_code(code)).map(|(id, _)| id);
            }
            Entity::Region(id) if found.1.is_none() => {
                let country = kb.region(id).country;
                found.1 = country.and_then(|code| kb.state_by_code(code)).map(|(id, _)| id);
            }
            _ => {}
        }
    }
    found
}

/// The country of a people: of *Tatars*, or of *Crimean Tatars*, which says more.
pub(super) fn home_of_people(doc: &Doc<'_>, token: TokenId) -> Option<&'static str> {
    static TABLE: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        include_str!("../../../../data/events/peoples.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .collect()
    });
    let ask =
        |words: &str| table.get(words).or_else(|| table.get(words.strip_suffix('s')?)).copied();
    let before = token.prev().and_then(|before| {
        doc.token(before)
            .space_after
            .then(|| ask(&format!("{} {}", doc.lower(before), doc.lower(token))))
            .flatten()
    });
    before.or_else(|| ask(doc.lower(token)))
}

/// The state in which an armed group fights.
fn home_of_group(kb: &KnowledgeBase, name: &str) -> Option<StateId> {
    kb.names(name).find_map(|entry| match entry.entity {
        Entity::ArmedGroup(id) => kb.state_by_code(kb.armed_group(id).country?).map(|(id, _)| id),
        _ => None,
    })
}
