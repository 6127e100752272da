//! Coordinated actors: *Lund and Wilk*, *Norway, Poland and Turkey*, for which *they* and *the two* may stand.

use chancery_nlp::{Dep, Doc, Pos, TokenId, TokenSpan};
use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Class, Form, Keys};

/// Longer lists are no group of which a text goes on to speak.
const MOST_PARTS: usize = 6;

/// Adds the coordinations of `candidates`, each by the head of its first part.
pub(super) fn coordinations(doc: &Doc<'_>, keys: &mut Keys, candidates: &mut Vec<Candidate>) {
    let by_head: FxHashMap<TokenId, (Class, bool)> = candidates
        .iter()
        .filter(|candidate| !candidate.within && !candidate.is_pronoun())
        .map(|candidate| (candidate.head, (candidate.class, candidate.plural)))
        .collect();
    for head in doc.ids() {
        if doc.dep(head) == Dep::Conj || !by_head.contains_key(&head) {
            continue;
        }
        let parts = parts(doc, head);
        if !(2..=MOST_PARTS).contains(&parts.len()) {
            continue;
        }
        let classes: Vec<(Class, bool)> =
            parts.iter().filter_map(|part| by_head.get(part).copied()).collect();
        // "the former envoy and present minister": one person by two offices.
        let is_one = parts[1..].iter().any(|&part| {
            doc.pos(part) == Pos::Noun
                && doc.child(part, &[Dep::Det, Dep::Poss, Dep::Nummod]).is_none()
        });
        let is_of_actors = !is_one
            && classes.len() == parts.len()
            && classes.iter().all(|&(class, plural)| {
                !plural && matches!(class, Class::Person | Class::Body | Class::State)
            });
        if !is_of_actors {
            continue;
        }
        let class = if classes.iter().any(|&(class, _)| class == Class::Person) {
            Class::Person
        } else {
            classes[0].0
        };
        let tokens = TokenSpan { start: head, end: parts[parts.len() - 1].next() };
        let key = keys.put(&doc.span_text(tokens).to_lowercase());
        let mut found = Candidate::new(tokens, head, Form::Coordination, class, key);
        found.plural = true;
        found.unlisted = true;
        candidates.push(found);
    }
}

/// The heads that *and* joins with `head`, in the text's order; none where *or* and *but* part them.
pub(super) fn parts(doc: &Doc<'_>, head: TokenId) -> Vec<TokenId> {
    let mut heads = vec![head];
    let mut joined = false;
    let mut at = 0;
    while at < heads.len() {
        for &child in doc.children(heads[at]) {
            match doc.dep(child) {
                Dep::Conj => heads.push(child),
                Dep::Cc if matches!(doc.lower(child), "and" | "&") => joined = true,
                Dep::Cc => return Vec::new(),
                _ => {}
            }
        }
        at += 1;
    }
    heads.sort_unstable();
    if joined { heads } else { Vec::new() }
}
