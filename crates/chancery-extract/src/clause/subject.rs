//! The subject of a verb, also where the sentence names it elsewhere.

use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId};

use super::governor::{Control, governor_word};
use super::is_passive;

/// Labels of a subject.
pub(super) const SUBJECTS: [Dep; 4] = [Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Csubjpass];

/// How many clauses the search for a subject climbs.
const CLIMB: u32 = 8;

/// The subject that stands in the verb's own clause.
pub fn own_subject(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    doc.child(verb, &SUBJECTS)
}

/// The grammatical subject of `verb`: its own, or the one it shares with the verb that it is coordinated
/// with, is controlled by or modifies; of a relative clause or participle the noun that it modifies.
/// Of a passive verb it is whom the act befalls: see [`arguments`](super::arguments).
pub fn subject(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    climb(doc, verb, CLIMB)
}

/// The subject and what is coordinated with it.
pub fn subjects(doc: &Doc<'_>, verb: TokenId) -> Vec<TokenId> {
    subject(doc, verb).map_or_else(Vec::new, |subject| conjuncts(doc, subject))
}

fn climb(doc: &Doc<'_>, verb: TokenId, left: u32) -> Option<TokenId> {
    let left = left.checked_sub(1)?;
    if let Some(own) = own_subject(doc, verb) {
        return Some(own);
    }
    let head = doc.head(verb)?;
    match doc.dep(verb) {
        Dep::Relcl => Some(head),
        Dep::Acl => match doc.tag(verb) {
            Tag::Vbn | Tag::Vbg | Tag::Vbd => Some(head),
            // "their plan to leave", "made an offer to leave"
            _ => doc.child(head, &[Dep::Poss]).or_else(|| climb_over(doc, head, left)),
        },
        Dep::Xcomp | Dep::Ccomp if is_predicate(doc, head) => {
            controlled_object(doc, verb, head).or_else(|| climb(doc, head, left))
        }
        Dep::Amod | Dep::Compound => None,
        Dep::Pcomp if owner(doc, head).is_some() => owner(doc, head),
        Dep::Aux | Dep::Auxpass => climb(doc, head, left),
        _ if is_predicate(doc, head) => climb(doc, head, left),
        _ => climb_over(doc, head, left),
    }
}

/// "**her** account of landing under fire": whose the noun is that the preposition hangs on.
fn owner(doc: &Doc<'_>, preposition: TokenId) -> Option<TokenId> {
    let noun = doc.head(preposition).filter(|&noun| doc.pos(noun) == Pos::Noun)?;
    doc.child(noun, &[Dep::Poss])
        .filter(|&owner| doc.ent(owner).is_none_or(|ent| ent.label == EntLabel::Person))
}

/// From a preposition or noun to the subject of the clause around it.
fn climb_over(doc: &Doc<'_>, token: TokenId, left: u32) -> Option<TokenId> {
    let mut at = token;
    for _ in 0..left {
        if is_predicate(doc, at) {
            return climb(doc, at, left);
        }
        if matches!(doc.dep(at), Dep::Nsubj | Dep::Nsubjpass) {
            return None;
        }
        at = doc.head(at)?;
    }
    None
}

/// "urged *them* to stay": the object of the governor acts.
fn controlled_object(doc: &Doc<'_>, verb: TokenId, head: TokenId) -> Option<TokenId> {
    if is_passive(doc, head)
        || governor_word(doc, head).is_some_and(|g| g.control == Control::Subject)
    {
        return None;
    }
    let object = doc
        .children_as(head, &[Dep::Dobj, Dep::Dative])
        .find(|&object| object < verb && is_nominal(doc, object));
    // "called on them to stay", "appealed to them to stay"
    object.or_else(|| {
        let preposition = doc
            .children_as(head, &[Dep::Prep, Dep::Dative])
            .find(|&p| p < verb && matches!(doc.lower(p), "on" | "upon" | "to" | "for"))?;
        doc.child(preposition, &[Dep::Pobj])
    })
}

pub(super) fn is_predicate(doc: &Doc<'_>, token: TokenId) -> bool {
    match doc.pos(token) {
        Pos::Verb | Pos::Aux => true,
        // "is willing to", "was reported to"
        _ => own_subject(doc, token).is_some(),
    }
}

fn is_nominal(doc: &Doc<'_>, token: TokenId) -> bool {
    matches!(doc.pos(token), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num | Pos::Det | Pos::Adj)
}

/// A head and all heads coordinated with it, in the text's order.
pub fn conjuncts(doc: &Doc<'_>, head: TokenId) -> Vec<TokenId> {
    let mut heads = vec![head];
    let mut at = 0;
    while at < heads.len() {
        heads.extend(doc.children_as(heads[at], &[Dep::Conj]).filter(|&c| is_nominal(doc, c)));
        at += 1;
    }
    heads
}

/// The noun that a relative pronoun stands for: *the envoy **who** left*.
pub fn antecedent(doc: &Doc<'_>, pronoun: TokenId) -> Option<TokenId> {
    let relative = matches!(doc.tag(pronoun), Tag::Wp | Tag::Wdt | Tag::WpS)
        || matches!(doc.lower(pronoun), "who" | "which" | "whom" | "whose");
    if !relative {
        return None;
    }
    let clause = std::iter::once(pronoun)
        .chain(doc.ancestors(pronoun))
        .find(|&above| doc.dep(above) == Dep::Relcl)?;
    doc.head(clause)
}
