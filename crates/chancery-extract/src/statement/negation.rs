//! Whether the speaker is said *not* to have said or thought it.

use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::cue::Candidate;
use super::reading::Reading;

/// *did not say that*, *never said*, *has yet to unveil*, *declined to comment*. A denial is a statement.
pub(super) fn is_negated(reading: &Reading<'_, '_>, candidate: &Candidate) -> bool {
    let doc = reading.doc;
    let word = candidate.word;
    if !matches!(doc.pos(word), Pos::Verb | Pos::Aux) {
        return candidate.cue.iter().any(|token| is_negation(doc, token));
    }
    if denies_speech(reading, word, candidate) || is_yet_to_come(doc, word) {
        return true;
    }
    // `refused to say`, `did not want to say`: the negation stands at the verb above.
    doc.children(word).iter().any(|&child| is_negation(doc, child))
}

fn is_negation(doc: &Doc<'_>, token: TokenId) -> bool {
    doc.dep(token) == Dep::Neg || doc.lower(token) == "never"
}

/// *declined to comment*, *refused to say*: the content is an act of speech.
fn denies_speech(reading: &Reading<'_, '_>, word: TokenId, candidate: &Candidate) -> bool {
    let doc = reading.doc;
    let refuses = |verb: TokenId| reading.lexicon.in_list("refuses", doc.lemma(verb));
    if refuses(word) {
        let verb = doc.child(word, &[Dep::Xcomp]);
        return verb.is_some_and(|verb| {
            candidate.content.contains(verb)
                && (reading.is_saying(verb) || reading.lexicon.in_list("speaks", doc.lemma(verb)))
        });
    }
    doc.dep(word) == Dep::Xcomp && doc.head(word).is_some_and(refuses)
}

/// *has yet to unveil*
fn is_yet_to_come(doc: &Doc<'_>, word: TokenId) -> bool {
    doc.dep(word) == Dep::Xcomp
        && doc.head(word).is_some_and(|have| {
            doc.lemma(have) == "have"
                && doc.children(have).iter().any(|&child| doc.lower(child) == "yet")
        })
}
