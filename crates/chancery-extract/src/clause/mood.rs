//! Negation, modality, tense, and what they make of an act.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

use super::governor::{Effect, governor};
use super::subject::own_subject;
use crate::Status;

/// A modal auxiliary by its sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modal {
    /// *will*, *shall*, *'ll*
    Will,
    /// *would*
    Would,
    /// *can*, *could*, *may*, *might*
    Can,
    /// *must*, *should*, *ought*
    Must,
}

/// When a clause says its act takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// Past, present perfect, past perfect.
    Past,
    /// Simple present.
    Present,
    /// *will*, *is going to*.
    Future,
    /// Infinitive, gerund or participle with no finite auxiliary.
    Untensed,
}

fn auxiliaries<'d>(doc: &'d Doc<'_>, verb: TokenId) -> impl Iterator<Item = TokenId> + 'd {
    doc.children_as(verb, &[Dep::Aux, Dep::Auxpass])
}

/// The verb whose auxiliaries hold for `verb` too: a coordinated verb with neither subject nor auxiliary
/// of its own shares those of the first (*will meet and **discuss***).
fn shared(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    (doc.dep(verb) == Dep::Conj
        && own_subject(doc, verb).is_none()
        && auxiliaries(doc, verb).next().is_none())
    .then(|| doc.head(verb))
    .flatten()
    .filter(|&head| matches!(doc.pos(head), Pos::Verb | Pos::Aux))
    .filter(|&head| doc.tag(head) == doc.tag(verb))
}

/// The modal auxiliary of a verb, its own or shared.
pub fn modal(doc: &Doc<'_>, verb: TokenId) -> Option<Modal> {
    let own = auxiliaries(doc, verb).find_map(|aux| match doc.lower(aux) {
        "will" | "shall" | "'ll" | "\u{2019}ll" | "ll" | "wo" => Some(Modal::Will),
        "would" => Some(Modal::Would),
        // "'d" is had before a participle
        "'d" | "\u{2019}d" if doc.tag(verb) == Tag::Vb => Some(Modal::Would),
        "can" | "could" | "may" | "might" | "ca" => Some(Modal::Can),
        "must" | "should" | "ought" => Some(Modal::Must),
        _ => None,
    });
    own.or_else(|| modal(doc, shared(doc, verb)?))
}

/// The word that negates a verb: *not*, *never*, *no longer*, *neither*, *has yet to*.
pub fn negation(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    let own = doc.children(verb).iter().copied().find(|&child| match doc.dep(child) {
        Dep::Neg => true,
        _ if matches!(doc.lower(child), "n't" | "n\u{2019}t") => true,
        Dep::Advmod | Dep::Preconj | Dep::Cc => {
            matches!(doc.lower(child), "never" | "neither" | "nor" | "hardly" | "longer")
        }
        _ => false,
    });
    own.or_else(|| {
        // "no one met", "no deal was signed"
        let subject = own_subject(doc, verb)?;
        if matches!(doc.lower(subject), "nobody" | "none" | "nothing" | "neither") {
            return Some(subject);
        }
        doc.children_as(subject, &[Dep::Det])
            .find(|&det| matches!(doc.lower(det), "no" | "neither"))
    })
    .or_else(|| {
        // "has yet to meet"
        let have = doc
            .head(verb)
            .filter(|&head| doc.dep(verb) == Dep::Xcomp && doc.lemma(head) == "have")?;
        doc.children_as(have, &[Dep::Advmod]).find(|&adverb| doc.lower(adverb) == "yet")
    })
    .or_else(|| negation(doc, shared(doc, verb)?))
}

/// See [`negation`].
pub fn is_negated(doc: &Doc<'_>, verb: TokenId) -> bool {
    negation(doc, verb).is_some()
}

/// *is meeting*, *were being held*
pub fn is_progressive(doc: &Doc<'_>, verb: TokenId) -> bool {
    let be = |aux: TokenId| doc.lemma(aux) == "be";
    match doc.tag(verb) {
        Tag::Vbg => auxiliaries(doc, verb).any(be),
        _ => auxiliaries(doc, verb).any(|aux| doc.lower(aux) == "being"),
    }
}

/// The tense of a clause.
pub fn tense(doc: &Doc<'_>, verb: TokenId) -> Tense {
    if modal(doc, verb) == Some(Modal::Will) {
        return Tense::Future;
    }
    for aux in auxiliaries(doc, verb) {
        match (doc.tag(aux), doc.lemma(aux)) {
            (Tag::Vbd, _) | (_, "have") => return Tense::Past,
            (Tag::Vbz | Tag::Vbp, _) => return Tense::Present,
            _ => {}
        }
    }
    match doc.tag(verb) {
        Tag::Vbd => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        _ => shared(doc, verb).map_or(Tense::Untensed, |first| tense(doc, first)),
    }
}

/// The *if*, *unless*, *whether* … that makes the clause, or the one around it, a condition.
/// The main clause of a conditional sentence has none.
pub fn condition(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    let mut at = verb;
    for _ in 0..8 {
        let mark = doc.children_as(at, &[Dep::Mark, Dep::Advmod]).find(|&mark| {
            matches!(doc.lower(mark), "if" | "unless" | "whether" | "until" | "lest" | "once")
                && doc.head(mark) == Some(at)
                && (doc.dep(mark) == Dep::Mark || doc.lower(mark) != "once")
        });
        if mark.is_some() {
            return mark;
        }
        match doc.dep(at) {
            Dep::Conj
            | Dep::Xcomp
            | Dep::Ccomp
            | Dep::Advcl
            | Dep::Pcomp
            | Dep::Acl
            | Dep::Relcl => {
                at = doc.head(at)?;
            }
            _ => return None,
        }
    }
    None
}

/// How real the act of a clause is, from its auxiliaries, its negation, conditions on it and the words that
/// govern it. `None` for an act that the text says did not happen.
///
/// A speech act below a governor of speech counts as that of the outlet's own account.
pub fn status(doc: &Doc<'_>, verb: TokenId) -> Option<Status> {
    if is_negated(doc, verb) {
        return match governor(doc, verb).map(|governor| governor.effect) {
            Some(Effect::Speech) | None => None,
            Some(_) => Some(Status::Hypothetical),
        };
    }
    if condition(doc, verb).is_some() {
        return Some(Status::Hypothetical);
    }
    match modal(doc, verb) {
        Some(Modal::Will) => return Some(Status::Planned),
        Some(Modal::Would) if under_past_speech(doc, verb) => return Some(Status::Planned),
        Some(_) => return Some(Status::Hypothetical),
        None => {}
    }
    let finite = tense(doc, verb) != Tense::Untensed;
    match governor(doc, verb).map(|governor| (governor.effect, governor.token)) {
        Some((Effect::Deny, _)) => Some(Status::Denied),
        Some((_, _)) if finite => Some(asserted(doc, verb)),
        Some((Effect::Plan, above)) => match status(doc, above) {
            Some(Status::Occurred | Status::Ongoing | Status::Planned) => Some(Status::Planned),
            Some(_) => Some(Status::Hypothetical),
            None => None,
        },
        Some((Effect::Wish, _)) => Some(Status::Hypothetical),
        Some((Effect::Fail, above)) => status(doc, above).map(|_| Status::Failed),
        Some((Effect::Ongoing, above)) => match status(doc, above)? {
            Status::Occurred => Some(Status::Ongoing),
            other => Some(other),
        },
        Some((Effect::Aspect | Effect::Speech, above)) => status(doc, above),
        None => Some(asserted(doc, verb)),
    }
}

/// *said it **would** leave*: the future of the past.
fn under_past_speech(doc: &Doc<'_>, verb: TokenId) -> bool {
    matches!(doc.dep(verb), Dep::Ccomp | Dep::Parataxis | Dep::Conj)
        && doc.ancestors(verb).any(|above| {
            super::governor_word(doc, above)
                .is_some_and(|g| matches!(g.effect, Effect::Speech | Effect::Plan))
        })
}

fn asserted(doc: &Doc<'_>, verb: TokenId) -> Status {
    if is_progressive(doc, verb) && tense(doc, verb) == Tense::Present {
        return Status::Ongoing;
    }
    if doc.children_as(verb, &[Dep::Advmod]).any(|adverb| doc.lower(adverb) == "still") {
        return Status::Ongoing;
    }
    Status::Occurred
}
