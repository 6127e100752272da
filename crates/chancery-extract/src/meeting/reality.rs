//! How real an encounter is, and whether it is one encounter at all.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

use super::word::{Signal, signal};
use super::{Scene, parts};
use crate::clause::{self, Effect, Modal, Tense};
use crate::time::TimexKind;
use crate::{Status, When};

/// How real the encounter of a verb is; `None` where the text says that there was none, or tells of a habit.
///
/// As [`clause::status`], which speaks of any act, but for what holds of encounters alone: *needed not to
/// meet* tells that they met, *had no plans to meet* denies it, *if he had met* is contrary to fact, and an
/// infinitive with no known governor is real only as the purpose of a journey (*flew to Oslo to meet*).
pub(super) fn status(scene: Scene<'_>, verb: TokenId) -> Option<Status> {
    let doc = scene.doc;
    if is_habit(scene, verb) {
        return None;
    }
    if clause::condition(doc, verb).is_some() && clause::tense(doc, verb) == Tense::Past {
        return None;
    }
    if clause::tense(doc, verb) == Tense::Present && awaited(doc, verb) {
        return Some(Status::Planned);
    }
    if clause::tense(doc, verb) != Tense::Untensed {
        return clause::status(doc, verb);
    }
    match occasion(doc, verb) {
        Some(Occasion::Of(main)) => return clause::status(doc, main),
        Some(Occasion::Missed) => return None,
        None => {}
    }
    let Some(governor) = clause::governor(doc, verb) else {
        return if is_infinitive(doc, verb) {
            purpose(scene, verb)
        } else {
            clause::status(doc, verb)
        };
    };
    let above = governor.token;
    // *is not prepared to meet*
    let copula = doc.head(above).filter(|_| matches!(doc.dep(above), Dep::Acomp | Dep::Attr));
    let refused = clause::is_negated(doc, above)
        || copula.is_some_and(|be| clause::is_negated(doc, be))
        || doc.children_as(above, &[Dep::Det]).any(|det| doc.lower(det) == "no");
    if !refused {
        return clause::status(doc, verb);
    }
    match (doc.lemma(above), governor.effect) {
        ("need" | "have", _) if clause::tense(doc, above) == Tense::Past => Some(Status::Occurred),
        (_, Effect::Plan) if told(doc, above) => Some(Status::Denied),
        _ => None,
    }
}

/// *after she meets him*, *until I meet him*: to come.
fn awaited(doc: &Doc<'_>, verb: TokenId) -> bool {
    doc.dep(verb) == Dep::Advcl
        && doc
            .children_as(verb, &[Dep::Mark, Dep::Advmod])
            .any(|mark| matches!(doc.lower(mark), "after" | "before" | "until" | "once"))
        && !clause::is_negated(doc, verb)
}

/// A gerund that tells of an occasion.
enum Occasion {
    /// *after meeting him, she said*: as real as the clause of this verb.
    Of(TokenId),
    /// *without meeting him*
    Missed,
}

fn occasion(doc: &Doc<'_>, gerund: TokenId) -> Option<Occasion> {
    let preposition = doc.head(gerund).filter(|_| doc.dep(gerund) == Dep::Pcomp)?;
    match doc.lower(preposition) {
        "after" | "before" | "since" | "following" | "upon" | "on" | "by" | "while" | "when" => doc
            .ancestors(preposition)
            .find(|&at| matches!(doc.pos(at), Pos::Verb | Pos::Aux))
            .map(Occasion::Of),
        "without" => Some(Occasion::Missed),
        "of" => {
            let instead = doc.head(preposition).is_some_and(|at| doc.lower(at) == "instead");
            instead.then_some(Occasion::Missed)
        }
        _ => None,
    }
}

/// The clause of `token` is what somebody says.
fn told(doc: &Doc<'_>, token: TokenId) -> bool {
    std::iter::once(token).chain(doc.ancestors(token)).take(5).any(|at| {
        matches!(doc.dep(at), Dep::Ccomp | Dep::Parataxis)
            && doc
                .head(at)
                .and_then(|head| clause::governor_word(doc, head))
                .is_some_and(|word| matches!(word.effect, Effect::Speech | Effect::Deny))
    })
}

/// *flew to Oslo to meet*: as real as the journey. After other words the infinitive is only possible.
fn purpose(scene: Scene<'_>, verb: TokenId) -> Option<Status> {
    let doc = scene.doc;
    clause::status(doc, verb)?;
    let above =
        doc.ancestors(verb).find(|&above| matches!(doc.pos(above), Pos::Verb | Pos::Aux))?;
    let status = status(scene, above)?;
    let is = |word: TokenId, sense: Signal| signal(doc.lemma(word)) == Some(sense);
    // *took a detour to meet*
    let journey = is(above, Signal::Journey)
        || doc.children_as(above, &[Dep::Dobj]).any(|object| is(object, Signal::Journey));
    if is(above, Signal::Sending) && status == Status::Occurred {
        return Some(Status::Planned);
    }
    Some(match status {
        status if journey => status,
        Status::Planned if clause::modal(doc, above) != Some(Modal::Would) => Status::Planned,
        _ => Status::Hypothetical,
    })
}

fn is_infinitive(doc: &Doc<'_>, verb: TokenId) -> bool {
    doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.tag(aux) == Tag::To)
}

/// *often meets, meets every week, have met over the years, would meet at times*: no single encounter.
fn is_habit(scene: Scene<'_>, verb: TokenId) -> bool {
    let doc = scene.doc;
    doc.children(verb).iter().any(|&child| match doc.dep(child) {
        Dep::Advmod | Dep::Neg => signal(doc.lower(child)) == Some(Signal::Habit),
        Dep::Npadvmod => doc
            .children_as(child, &[Dep::Det])
            .any(|det| matches!(doc.lower(det), "every" | "each" | "most")),
        Dep::Prep => doc.child(child, &[Dep::Pobj]).is_some_and(|object| {
            matches!(
                (doc.lower(child), doc.lower(object)),
                ("over", "years" | "decades" | "months") | ("at", "times") | ("on", "occasion")
            )
        }),
        _ => false,
    }) || parts::has_time_of(scene, verb, TimexKind::Set)
}

/// What was told in the present or past but has a day after publication is planned.
pub(super) fn with_day(scene: Scene<'_>, status: Status, when: Option<When>) -> Status {
    let ahead =
        matches!((when, scene.times.anchor()), (Some(when), Some(today)) if when.start() > today);
    if ahead && matches!(status, Status::Occurred | Status::Ongoing) {
        Status::Planned
    } else {
        status
    }
}
