use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::complement::is_infinitive;
use crate::Rule;
use crate::clause::{self, Modal};
use crate::position::frame::is_calm;
use crate::position::phrase::{proposition, propositions};
use crate::position::{Scene, Stance, Stand};

/// ## What it finds
/// What somebody says should or must be done, or is needed: *said that the council should meet*, *the UN
/// needs reform*. The holder is who says it; *we need peace* in a quotation is the speaker's.
/// ## Example
/// > The council **needs** reform, Aydar said. Both sides **must** withdraw, he added.
/// ## What it leaves alone
/// Inference: *results should show*, *that should suffice*: the subject does not act. *Whatever he needs*.
/// ## Source
/// Deontic modality: Palmer 2001; FrameNet's frame of required events.
const OUGHT: Rule = Rule::new("position/ought", 0.85);

/// Verbs of saying above the clause whose subject holds the stand.
const SAYING: [&str; 22] = [
    "say",
    "argue",
    "state",
    "add",
    "insist",
    "stress",
    "declare",
    "tell",
    "write",
    "note",
    "claim",
    "believe",
    "maintain",
    "emphasise",
    "emphasize",
    "warn",
    "reiterate",
    "announce",
    "suggest",
    "agree",
    "repeat",
    "remark",
];

pub(super) fn stands(scene: Scene<'_>, token: TokenId) -> Vec<Stand> {
    let Scene { doc, actors } = scene;
    let need = doc.lemma(token) == "need" && doc.pos(token) == Pos::Verb;
    let ought = clause::modal(doc, token) == Some(Modal::Must);
    if !(need || ought) || clause::condition(doc, token).is_some() {
        return Vec::new();
    }
    // *a condition that they say must be met*: the noun of the relative clause is the subject.
    let gap = gap(doc, token);
    if doc.pos(token) == Pos::Aux && gap.is_none() {
        return Vec::new();
    }
    let Some(subject) = clause::own_subject(doc, token).or(gap) else { return Vec::new() };
    let we = matches!(doc.lower(subject), "we" | "us");
    let passive = clause::is_passive(doc, token);
    // What *you* should do is a saying, what *I* should do no demand; *it*, *they* and *that* say nothing alone.
    let third = matches!(doc.pos(subject), Pos::Pron | Pos::Det)
        && !matches!(doc.lower(subject), "we" | "he" | "she");
    if third && gap.is_none() {
        return Vec::new();
    }
    if !passive && !we && gap.is_none() && actors.at(subject).is_none() {
        return Vec::new();
    }
    // *should have run*: regret, no demand.
    let missed = ought && doc.children_as(token, &[Dep::Aux]).any(|aux| doc.lemma(aux) == "have");
    if missed || need && !we && clause::is_negated(doc, token) {
        return Vec::new();
    }
    // *She needs 1,200 delegates*, *it need not be so*: a want, no demand.
    if need && !we && !needed(doc, token) {
        return Vec::new();
    }
    // *should he win*: a condition.
    let inverted = doc.children_as(token, &[Dep::Aux]).any(|aux| aux < subject)
        && clause::own_subject(doc, token).is_some();
    if inverted {
        return Vec::new();
    }
    let Some(saying) = saying(doc, token) else { return Vec::new() };
    let holders: Vec<TokenId> = clause::subjects(doc, saying);
    if clause::is_negated(doc, saying)
        || !holders.iter().any(|&head| actors.at(head).is_some_and(|id| is_advocate(scene, id)))
    {
        return Vec::new();
    }
    // What should be done is urged, what must be or is needed is demanded; *should not* stays in the words.
    let must = doc.children_as(token, &[Dep::Aux]).any(|aux| doc.lower(aux) == "must");
    let stance = if (must || need) && !we { Stance::Demands } else { Stance::Urges };
    let object = doc.child(token, &[Dep::Dobj]);
    // *we must do that*: nothing is said without what went before.
    let bare = std::iter::once(token)
        .chain(doc.children_as(token, &[Dep::Xcomp]))
        .filter_map(|verb| doc.child(verb, &[Dep::Dobj]))
        .any(|object| {
            matches!(doc.pos(object), Pos::Pron | Pos::Det)
                && matches!(doc.lower(object), "it" | "that" | "this" | "them" | "so")
        });
    if bare {
        return Vec::new();
    }
    let negated = clause::is_negated(doc, token);
    let mut wanted = match object {
        // *we need peace in Gaza, with a ceasefire and the release of all*: each is wanted.
        Some(object) if need && we && !negated => {
            let mut wanted = propositions(doc, object, token);
            for above in [token, object] {
                for prep in doc.children_as(above, &[Dep::Prep]) {
                    if doc.lower(prep) == "with"
                        && let Some(with) = doc.child(prep, &[Dep::Pobj])
                    {
                        wanted.extend(propositions(doc, with, token));
                    }
                }
            }
            wanted
        }
        _ => vec![proposition(doc, token, token)],
    };
    wanted.dedup();
    let toward = (!we && !passive).then_some(subject);
    vec![Stand {
        word: token,
        holders,
        stance,
        toward,
        propositions: wanted,
        only_of_itself: false,
        rule: OUGHT,
    }]
}

/// Somebody whose word on what should be done is a stand: no scholar, no outlet.
fn is_advocate(scene: Scene<'_>, id: crate::ActorId) -> bool {
    !matches!(scene.actors.get(id).sector.as_deref(), Some("EDU" | "JRN"))
}

/// *needs to act*, *needs reform*; *said he needed to go* tells of himself.
fn needed(doc: &Doc<'_>, verb: TokenId) -> bool {
    if clause::tense(doc, verb) == clause::Tense::Past {
        return false;
    }
    doc.children_as(verb, &[Dep::Xcomp]).any(|child| is_infinitive(doc, child))
        || doc.child(verb, &[Dep::Dobj]).is_some_and(|object| is_calm(doc.lemma(object)))
}

/// The noun whose relative clause is what somebody says: *a condition they **said** must be met*.
fn gap(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    let saying = doc.head(verb).filter(|_| doc.dep(verb) == Dep::Ccomp)?;
    let relative = doc.dep(saying) == Dep::Relcl
        && clause::own_subject(doc, saying).is_some()
        && clause::own_subject(doc, verb).is_none();
    doc.head(saying).filter(|_| relative)
}

/// The verb of saying whose clause holds `token`, as complement or around a quotation.
fn saying(doc: &Doc<'_>, token: TokenId) -> Option<TokenId> {
    let mut at = token;
    for _ in 0..4 {
        // *…, she said*: the saying verb may hang below the quotation.
        let below = doc
            .children_as(at, &[Dep::Parataxis, Dep::Ccomp])
            .find(|&child| SAYING.contains(&doc.lemma(child)) && doc.dep(child) == Dep::Parataxis);
        if below.is_some() {
            return below;
        }
        let head = doc.head(at)?;
        if matches!(doc.dep(at), Dep::Ccomp | Dep::Parataxis) && SAYING.contains(&doc.lemma(head)) {
            return Some(head);
        }
        if !matches!(doc.dep(at), Dep::Conj | Dep::Ccomp | Dep::Xcomp | Dep::Advcl) {
            return None;
        }
        at = head;
    }
    None
}
