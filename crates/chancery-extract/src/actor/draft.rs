//! The state of reading: candidates, which words they hold, and the clusters that the sieves make of them.

use chancery_kb::{KnowledgeBase, StateId};
use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::candidate::{Candidate, CandidateId, Class, Form, Key, Keys};
use super::cluster::{Cluster, Clusters, Join};
use super::lexicon::{Lexicon, Word};
use super::quotation::Quotations;
use super::world::{Known, World};
use super::{coordination, name, nested, nominal, pronoun};

/// A document with all that is known of its actors so far.
pub(super) struct Draft<'d, 't, 'k> {
    pub(super) doc: &'d Doc<'t>,
    pub(super) lexicon: &'static Lexicon,
    pub(super) keys: Keys,
    pub(super) world: World<'k>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) clusters: Clusters,
    pub(super) quotations: Quotations,
    /// Adjectives of states in front of nouns.
    pub(super) adjectives: Vec<name::StateAdjective>,
    modifiers: Vec<Key>,
    /// By token: the candidate whose head it is, one more than its number; 0 for none.
    at: Vec<u32>,
    /// By token: the name that begins there, in the same way.
    name_from: Vec<u32>,
}

impl<'d, 't, 'k> Draft<'d, 't, 'k> {
    /// Finds all candidates; each is its own cluster.
    pub(super) fn new(doc: &'d Doc<'t>, kb: &'k KnowledgeBase) -> Self {
        let lexicon = Lexicon::embedded();
        let mut keys = Keys::default();
        let mut world = World::new(kb);
        let mut candidates = Vec::new();
        let mut modifiers = Vec::new();
        let mut adjectives = Vec::new();
        name::names(doc, lexicon, &mut keys, &mut world, &mut candidates, &mut adjectives);
        nested::nested_names(doc, lexicon, &mut keys, &mut world, &mut candidates);
        nominal::nominals(doc, lexicon, &mut keys, &mut candidates, &mut modifiers);
        pronoun::pronouns(doc, &mut keys, &mut candidates);
        coordination::coordinations(doc, &mut keys, &mut candidates);
        candidates.sort_by_key(|c| (c.tokens.start, std::cmp::Reverse(c.tokens.end)));
        let quotations = Quotations::find(doc, lexicon);
        let mut at = vec![0; doc.len()];
        let mut name_from = vec![0; doc.len()];
        for (i, candidate) in candidates.iter_mut().enumerate() {
            candidate.sent = doc.sent_number(candidate.head) as u32;
            candidate.quotation = quotations.around(candidate.head);
            let number = i as u32 + 1;
            if candidate.is_coordination() {
                continue;
            }
            if !candidate.within || at[candidate.head.index()] == 0 {
                at[candidate.head.index()] = number;
            }
            if candidate.is_name() && name_from[candidate.tokens.start.index()] == 0 {
                name_from[candidate.tokens.start.index()] = number;
            }
        }
        let clusters = Clusters::new(&candidates, &modifiers);
        let mut draft = Self {
            doc,
            lexicon,
            keys,
            world,
            candidates,
            clusters,
            quotations,
            adjectives,
            modifiers,
            at,
            name_from,
        };
        draft.find_owners();
        draft
    }

    /// The candidate whose head is `token`.
    pub(super) fn at(&self, token: TokenId) -> Option<CandidateId> {
        self.at.get(token.index())?.checked_sub(1).map(CandidateId)
    }

    /// The name that begins at `token`.
    pub(super) fn name_from(&self, token: TokenId) -> Option<CandidateId> {
        self.name_from.get(token.index())?.checked_sub(1).map(CandidateId)
    }

    pub(super) fn get(&self, id: CandidateId) -> &Candidate {
        &self.candidates[id.index()]
    }

    /// All candidates in the text's order.
    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = CandidateId> + use<> {
        (0..self.candidates.len() as u32).map(CandidateId)
    }

    /// Those that are names.
    pub(super) fn names(&self) -> Vec<CandidateId> {
        self.ids().filter(|&id| self.get(id).is_name()).collect()
    }

    /// Those that are nominals.
    pub(super) fn nominals(&self) -> Vec<CandidateId> {
        self.ids().filter(|&id| self.get(id).is_nominal()).collect()
    }

    /// The lemmas of a nominal's modifiers.
    pub(super) fn modifiers(&self, id: CandidateId) -> &[Key] {
        &self.modifiers[self.get(id).modifiers()]
    }

    pub(super) fn cluster(&self, id: CandidateId) -> &Cluster {
        self.clusters.of(id)
    }

    pub(super) fn merge(&mut self, candidate: CandidateId, antecedent: CandidateId, join: Join) {
        self.clusters.merge(candidate, antecedent, join);
    }

    pub(super) fn known(&self, id: CandidateId) -> Known {
        self.world.known(self.get(id).key)
    }

    /// The classes of a token's word in lower case.
    pub(super) fn word(&self, token: TokenId) -> Word {
        self.lexicon.word(self.doc.lower(token))
    }

    /// The classes of a token's lemma as a noun.
    pub(super) fn noun(&self, token: TokenId) -> Word {
        self.lexicon.noun(self.doc.lemma(token))
    }

    /// The state that a word names or is the demonym of: *Danish*, *Denmark*.
    pub(super) fn state_at(&mut self, token: TokenId) -> Option<StateId> {
        if let Some(state) =
            self.at(token).and_then(|id| self.cluster(id).state.or(self.get(id).origin))
        {
            return Some(state);
        }
        let doc = self.doc;
        if !doc.word(token).chars().next().is_some_and(char::is_uppercase) {
            return None;
        }
        let mut ask = |text: &str| {
            let mut key = String::new();
            name::write_key(text, &mut key);
            let key = self.keys.put(&key);
            let known = self.world.know(key, text);
            known.state.or(known.demonym())
        };
        // "South Korean", "Saudi Arabian"
        let with_before = token
            .prev()
            .filter(|&before| matches!(doc.pos(before), Pos::Propn | Pos::Adj))
            .filter(|&before| doc.word(before).chars().next().is_some_and(char::is_uppercase))
            .and_then(|before| {
                ask(doc.span_text(chancery_nlp::TokenSpan { start: before, end: token.next() }))
            });
        with_before.or_else(|| ask(doc.word(token)))
    }

    /// *the* stands before the nominal, and nothing between.
    pub(super) fn is_the(&self, id: CandidateId) -> bool {
        let candidate = self.get(id);
        candidate.is_nominal()
            && candidate.n_modifiers == 0
            && candidate.owner.is_none()
            && candidate.tokens.start.prev().is_some_and(|the| self.doc.lower(the) == "the")
    }

    /// How a candidate's head stands in its sentence, looking through conjunction and apposition.
    pub(super) fn place_in_sentence(&self, id: CandidateId) -> Place {
        place_in_sentence(self.doc, self.get(id).head)
    }

    /// The candidate is the subject or agent of a verb.
    pub(super) fn acts(&self, id: CandidateId) -> bool {
        let head = self.get(id).head;
        let above = self.doc.head(head);
        match self.doc.dep(head) {
            Dep::Nsubj | Dep::Nsubjpass => {
                above.is_some_and(|v| matches!(self.doc.pos(v), Pos::Verb | Pos::Aux))
            }
            Dep::Agent => true,
            Dep::Pobj => above.is_some_and(|by| self.doc.dep(by) == Dep::Agent),
            _ => false,
        }
    }

    /// The candidate owns, suffers or is dealt with: a verb's object, a possessor.
    pub(super) fn is_acted_upon(&self, id: CandidateId) -> bool {
        matches!(self.doc.dep(self.get(id).head), Dep::Dobj | Dep::Dative | Dep::Poss)
    }

    /// Possessors, and what "of" names after a nominal.
    fn find_owners(&mut self) {
        let doc = self.doc;
        for id in self.ids() {
            let candidate = self.get(id);
            if !candidate.is_nominal() {
                continue;
            }
            let head = candidate.head;
            let mut owner = doc.child(head, &[Dep::Poss]).and_then(|poss| self.at(poss));
            if owner.is_none() {
                owner = doc
                    .children_as(head, &[Dep::Prep])
                    .filter(|&of| doc.lower(of) == "of")
                    .filter_map(|of| doc.child(of, &[Dep::Pobj]))
                    .find_map(|object| self.at(object))
                    .filter(|&object| !self.get(object).is_nominal());
            }
            self.candidates[id.index()].owner = owner;
        }
        // "the president and prime minister of Ruritania": the owner is said once, at the end.
        for id in self.ids().rev() {
            let candidate = self.get(id);
            if !candidate.is_nominal() || candidate.owner.is_some() {
                continue;
            }
            let owner = doc
                .children_as(candidate.head, &[Dep::Conj])
                .filter_map(|conjunct| self.at(conjunct))
                .find_map(|conjunct| self.get(conjunct).owner.filter(|&owner| owner > conjunct));
            self.candidates[id.index()].owner = owner;
        }
    }

    /// `outer` is a mention whose phrase holds `inner`, other than in its relative clause.
    pub(super) fn is_inside(&self, inner: CandidateId, outer: CandidateId) -> bool {
        let doc = self.doc;
        let (inner, outer) = (self.get(inner), self.get(outer));
        if inner.sent != outer.sent
            || matches!(outer.form, Form::Pronoun(_))
            || !doc.subtree(outer.head).contains(inner.head)
        {
            return false;
        }
        let mut at = inner.head;
        while at != outer.head {
            if matches!(doc.dep(at), Dep::Relcl | Dep::Acl | Dep::Appos) {
                return false;
            }
            match doc.head(at) {
                Some(above) => at = above,
                None => return false,
            }
        }
        true
    }

    /// A name of two or three capitalised words, none of them the word of a body or place: a person's, where
    /// an office stands before it, whatever its label.
    pub(super) fn looks_like_person(&self, id: CandidateId) -> bool {
        let name = self.get(id);
        let not_of_persons =
            Word::SUFFIX.or(Word::BODY).or(Word::PLACE).or(Word::PERSON).or(Word::TITLE_BEFORE);
        let is_plain = |token: TokenId| {
            let word = self.doc.word(token);
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.any(char::is_lowercase)
                && !self.noun(token).or(self.word(token)).is(not_of_persons)
        };
        (2..=3).contains(&name.tokens.len())
            && name.state.is_none()
            && !name.within
            && !self.known(id).is_body()
            && matches!(name.class, Class::Body | Class::Unknown)
            && name.tokens.iter().all(is_plain)
    }

    /// Class of a candidate's cluster.
    pub(super) fn class(&self, id: CandidateId) -> Class {
        self.cluster(id).class()
    }
}

/// Where a mention stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    Object,
    Possessor,
    Other,
}

/// How `token` stands in its sentence, looking through conjunction and apposition.
fn place_in_sentence(doc: &Doc<'_>, mut token: TokenId) -> Place {
    while matches!(doc.dep(token), Dep::Conj | Dep::Appos) {
        match doc.head(token) {
            Some(head) => token = head,
            None => break,
        }
    }
    match doc.dep(token) {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj => Place::Subject,
        Dep::Dobj | Dep::Dative | Dep::Attr => Place::Object,
        Dep::Poss => Place::Possessor,
        _ => Place::Other,
    }
}
