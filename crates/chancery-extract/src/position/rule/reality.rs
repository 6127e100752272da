//! Whether a stand is taken at all: negation, conditions, possibilities, and acts that are only wanted.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

use super::governor;
use crate::clause::{self, Control, Effect, Modal, Tense};
use crate::position::Stance;
use crate::position::frame::{Helper, StanceWord, helper};

/// The stance of the word at `token` with its negation; `None` where the words are a condition, a
/// possibility, somebody's wish, or no stand.
pub(super) fn stance(doc: &Doc<'_>, token: TokenId, word: &StanceWord) -> Option<Stance> {
    // *stressed the government's commitment to it*: owned, so taken, whatever is done with it.
    let owned =
        doc.pos(token) == Pos::Noun && doc.children_as(token, &[Dep::Poss]).next().is_some();
    let verb = if owned { token } else { governor(doc, token) };
    // *declined to affirm his support for it*
    let undone = owned
        && doc.ancestors(token).take(4).filter(|&above| doc.pos(above) == Pos::Verb).any(|above| {
            clause::is_negated(doc, above) || helper(doc.lemma(above)) == Some(Helper::Undoing)
        });
    if undone {
        return None;
    }
    // *politicians usually resist*: a saying about them; *perhaps it will*: a guess.
    let saying = doc.children_as(verb, &[Dep::Advmod]).any(|adverb| {
        matches!(
            doc.lower(adverb),
            "usually" | "typically" | "generally" | "perhaps" | "maybe" | "possibly" | "supposedly"
        )
    });
    // *will they support it?*
    let asked = clause::own_subject(doc, verb)
        .is_some_and(|subject| doc.children_as(verb, &[Dep::Aux]).any(|aux| aux < subject));
    if saying || asked || clause::condition(doc, verb).is_some() || !is_told(doc, verb) {
        return None;
    }
    // *will never recognise it*
    if word.refused {
        let will = matches!(clause::modal(doc, verb), Some(Modal::Will | Modal::Would));
        let conditional = doc.children_as(verb, &[Dep::Advcl]).any(|clause| {
            doc.children_as(clause, &[Dep::Mark]).any(|mark| doc.lower(mark) == "if")
        });
        return (will && !conditional && clause::is_negated(doc, verb)).then_some(word.stance);
    }
    // *will accuse him*: a forecast.
    let forecast = matches!(
        word.stance,
        Stance::Criticises | Stance::Thanks | Stance::Rejects | Stance::Promises
    ) && clause::modal(doc, verb) == Some(Modal::Will);
    if forecast {
        return None;
    }
    if !(clause::is_negated(doc, verb) || clause::is_negated(doc, token)) {
        return Some(word.stance);
    }
    // *does not support* is opposition; *never supported*, *is not endorsing anybody* are not.
    let outright = doc.children_as(verb, &[Dep::Neg]).any(|neg| doc.lower(neg) != "never")
        && !clause::is_progressive(doc, verb);
    word.stance.negated().filter(|_| outright && word.negatable)
}

/// The clause says that the stand is taken, was, or will be.
fn is_told(doc: &Doc<'_>, verb: TokenId) -> bool {
    let spoken = || {
        doc.ancestors(verb).take(4).any(|above| {
            clause::governor_word(doc, above).is_some_and(|word| word.effect == Effect::Speech)
        })
    };
    // *demanding that they propose it*, *denied that he backs it*, *let them decide*
    let head = doc.head(verb).filter(|_| matches!(doc.dep(verb), Dep::Ccomp | Dep::Xcomp));
    let unreal = head.is_some_and(|head| {
        matches!(doc.lemma(head), "let" | "make" | "see" | "watch" | "help")
            || doc.dep(verb) == Dep::Ccomp
                && clause::governor_word(doc, head).is_some_and(|word| {
                    matches!(word.effect, Effect::Wish | Effect::Deny | Effect::Fail)
                })
    });
    // *has never said that she would back it*
    let unsaid = head.is_some_and(|head| {
        clause::is_negated(doc, head)
            && clause::governor_word(doc, head).is_some_and(|word| word.effect == Effect::Speech)
    });
    // *talks about backing him*, *the idea of backing him*
    let talked_of = doc.dep(verb) == Dep::Pcomp
        && doc.head(verb).is_some_and(|preposition| {
            matches!(
                doc.lower(preposition),
                "about" | "of" | "before" | "without" | "on" | "against"
            )
        })
        && super::judged(doc, verb).is_none();
    if unreal || unsaid || talked_of {
        return false;
    }
    // *would have backed it*
    let unfulfilled = clause::modal(doc, verb) == Some(Modal::Would)
        && doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.lower(aux) == "have");
    match clause::modal(doc, verb) {
        _ if unfulfilled => return false,
        Some(Modal::Can | Modal::Must) => return false,
        Some(Modal::Would) if !spoken() => return false,
        _ => {}
    }
    if !matches!(doc.pos(verb), Pos::Verb | Pos::Aux) || clause::tense(doc, verb) != Tense::Untensed
    {
        return true;
    }
    let infinitive = is_infinitive(doc, verb);
    match clause::governor(doc, verb) {
        // *was expected to back*: by others.
        Some(governor) => match governor.effect {
            // *the way to do it is to blame him*: nobody does.
            Effect::Plan if doc.lemma(governor.token) == "be" => {
                clause::own_subject(doc, governor.token)
                    .is_some_and(|subject| matches!(doc.pos(subject), Pos::Propn | Pos::Pron))
            }
            Effect::Plan => {
                !clause::is_passive(doc, governor.token) && above_is_told(doc, governor.token)
            }
            Effect::Aspect | Effect::Ongoing => {
                governor.control == Control::Subject && above_is_told(doc, governor.token)
            }
            Effect::Speech => !infinitive,
            Effect::Wish | Effect::Deny | Effect::Fail => false,
        },
        // *the desire to embrace*, *a campaign to oppose*: nobody is said to do it. A headline's *X to back Y*
        // has a subject of its own.
        None if infinitive => {
            let headline = clause::own_subject(doc, verb).is_some()
                && !matches!(doc.dep(verb), Dep::Advcl | Dep::Relcl | Dep::Acl | Dep::Csubj)
                && !doc.children_as(verb, &[Dep::Mark]).any(|mark| doc.lower(mark) == "for");
            headline && doc.head(verb).is_none_or(|head| head == verb)
        }
        // *considered backing him*, *urged them to join her in backing him*
        None => {
            !matches!(
                doc.dep(verb),
                Dep::Csubj | Dep::Nsubj | Dep::Dobj | Dep::Attr | Dep::Xcomp | Dep::Ccomp
            ) && (doc.dep(verb) != Dep::Pcomp
                || doc
                    .ancestors(verb)
                    .find(|&above| doc.pos(above) == Pos::Verb)
                    .is_none_or(|above| is_told(doc, above)))
        }
    }
}

/// *to back*, also coordinated: *to reach out and **be** willing*.
fn is_infinitive(doc: &Doc<'_>, verb: TokenId) -> bool {
    let to = |at: TokenId| doc.children_as(at, &[Dep::Aux]).any(|aux| doc.tag(aux) == Tag::To);
    to(verb)
        || doc.dep(verb) == Dep::Conj
            && doc.tag(verb) == Tag::Vb
            && doc.head(verb).is_some_and(|first| is_infinitive(doc, first))
}

/// The word that governs the stand is itself no condition or possibility.
fn above_is_told(doc: &Doc<'_>, token: TokenId) -> bool {
    if !matches!(doc.pos(token), Pos::Verb | Pos::Aux) {
        return !doc.children_as(token, &[Dep::Det]).any(|det| doc.lower(det) == "no");
    }
    !clause::is_negated(doc, token)
        && !matches!(clause::modal(doc, token), Some(Modal::Can | Modal::Must | Modal::Would))
}
