use chancery_nlp::{Dep, Pos, TokenId};

use crate::actor::candidate::{CandidateId, Class, Determiner};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// How many tokens lie at most between an office and the name that follows its phrase.
const OFFICE_PHRASE: u32 = 12;

/// ## What it finds
/// A nominal set beside a name: *X, the mayor*; *the mayor, X,*; *special envoy of the League X*.
/// ## Example
/// > **Ann Lund**, the **mayor** of Strelsau, said so.
/// ## What it leaves alone
/// Lists (*X, the mayor and two guests*), two names side by side.
/// ## Source
/// Apposition of Lee et al. 2013; patterns without arcs for parses that break.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    by_arc(draft);
    after_office_phrase(draft);
    between_commas(draft);
}

fn by_arc(draft: &mut Draft<'_, '_, '_>) {
    let doc = draft.doc;
    for id in draft.ids() {
        let candidate = *draft.get(id);
        if doc.dep(candidate.head) != Dep::Appos || candidate.is_pronoun() || candidate.within {
            continue;
        }
        let Some(other) = doc.head(candidate.head).and_then(|head| draft.at(head)) else {
            continue;
        };
        let antecedent = *draft.get(other);
        let n_conjuncts = doc.children_as(candidate.head, &[Dep::Conj]).count();
        let are_names = candidate.is_name() && antecedent.is_name();
        if antecedent.is_pronoun()
            || are_names
            || n_conjuncts > 1
            || candidate.plural != antecedent.plural
            || !draft.clusters.agree(other, id)
        {
            continue;
        }
        draft.merge(id, other, Join::Apposition);
    }
}

/// "Special envoy of the League for Ruritania Ann Lund", where arcs go astray.
fn after_office_phrase(draft: &mut Draft<'_, '_, '_>) {
    let doc = draft.doc;
    for id in draft.nominals() {
        let nominal = *draft.get(id);
        let next = nominal.tokens.end;
        if nominal.class != Class::Person
            || nominal.plural
            || draft.cluster(id).is_named()
            || next.index() >= doc.len()
            || !matches!(doc.lower(next), "of" | "for" | "to" | "at")
        {
            continue;
        }
        let Some(name) = name_after_phrase(draft, next) else { continue };
        let after_comma = doc.word(TokenId(draft.get(name).tokens.start.0 - 1)) == ",";
        if after_comma {
            let end = draft.get(name).tokens.end;
            let closes = end.index() >= doc.len()
                || matches!(doc.word(end), "," | "." | "-" | ")")
                || doc.pos(end) == Pos::Space;
            let sent_start = doc.sent(nominal.head).start;
            let starts_sentence = nominal.tokens.start.0 <= sent_start.0 + 1;
            if !closes && !starts_sentence {
                continue;
            }
        }
        if draft.looks_like_person(name) {
            draft.clusters.of_mut(name).certain_person = true;
        }
        draft.merge(id, name, Join::Apposition);
    }
}

/// The person's name that ends the phrase which `from`, a preposition, begins.
fn name_after_phrase(draft: &Draft<'_, '_, '_>, from: TokenId) -> Option<CandidateId> {
    let doc = draft.doc;
    let limit = (from.0 + OFFICE_PHRASE).min(doc.len() as u32);
    for token in (from.0..limit).map(TokenId) {
        let before = TokenId(token.0.saturating_sub(1));
        if let Some(name) = draft.name_from(token) {
            let is_object = matches!(
                doc.lower(before),
                "of" | "for" | "to" | "at" | "the" | "and" | "with" | "by" | "in"
            );
            let may_be_person = matches!(draft.class(name), Class::Person | Class::Unknown)
                || draft.looks_like_person(name);
            if token.0 > from.0 + 1 && !is_object && may_be_person && !draft.get(name).within {
                return Some(name);
            }
        }
        let word = doc.word(token);
        let ends = matches!(doc.pos(token), Pos::Verb | Pos::Aux | Pos::Sconj | Pos::Space)
            || doc.pos(token) == Pos::Punct && !matches!(word, "," | "-" | "–")
            || matches!(doc.lower(token), "and" | "who" | "which" | "that")
            || word == "," && draft.name_from(token.next()).is_none();
        if ends {
            return None;
        }
    }
    None
}

/// "NOMINAL, NAME," and "NAME, the NOMINAL of …," whatever the arcs.
fn between_commas(draft: &mut Draft<'_, '_, '_>) {
    let doc = draft.doc;
    for id in draft.ids() {
        let candidate = *draft.get(id);
        let comma = candidate.tokens.end;
        if candidate.is_pronoun()
            || candidate.plural
            || candidate.within
            || candidate.class == Class::Thing
            || comma.index() + 1 >= doc.len()
            || !matches!(doc.word(comma), "," | "-" | "--")
        {
            continue;
        }
        let Some(other) = draft.starting_after(id, comma.next()) else { continue };
        let beside = *draft.get(other);
        if beside.plural || beside.form == candidate.form || draft.clusters.are_one(id, other) {
            continue;
        }
        let (name, nominal) =
            if beside.is_name() { (beside, candidate) } else { (candidate, beside) };
        let is_actor = matches!(nominal.class, Class::Person | Class::Body);
        let same_class = name.class == nominal.class || name.class == Class::Unknown;
        if !is_actor || !same_class || !name.is_name() {
            continue;
        }
        let mut end = beside.tokens.end;
        if beside.is_nominal() {
            end = end.max(doc.subtree(beside.head).end);
            let office = draft.lexicon.word(draft.keys.text(nominal.key)).is(Word::OFFICE);
            if beside.determiner == Determiner::Bare && !office {
                continue;
            }
        }
        let closes = end.index() >= doc.len()
            || matches!(doc.word(end), "," | "." | "-" | "--" | ")")
            || doc.pos(end) == Pos::Space;
        let is_list = beside.is_name() && doc.child(candidate.head, &[Dep::Conj]).is_some()
            || doc.dep(beside.head) == Dep::Conj
                && doc.head(beside.head).is_some_and(|head| doc.child(head, &[Dep::Cc]).is_some());
        if closes && !is_list {
            draft.merge(other, id, Join::Apposition);
        }
    }
}

impl Draft<'_, '_, '_> {
    /// The name or nominal that begins at `token`, or behind an article there; it comes after `id`.
    fn starting_after(&self, id: CandidateId, token: TokenId) -> Option<CandidateId> {
        let doc = self.doc;
        let start = if doc.dep(token) == Dep::Det { token.next() } else { token };
        (id.0 + 1..(id.0 + 5).min(self.candidates.len() as u32)).map(CandidateId).find(|&other| {
            let other = self.get(other);
            !other.is_pronoun()
                && !other.within
                && other.class != Class::Thing
                && other.tokens.start == start
        })
    }
}
