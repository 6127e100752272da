use chancery_nlp::{Dep, Doc, Pos, TokenId};

use crate::Rule;
use crate::clause::{self, Modal};
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
const OUGHT: Rule = Rule::new("position/ought", 0.6);

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
    let need = matches!(doc.lemma(token), "need" | "require") && doc.pos(token) == Pos::Verb;
    let must = clause::modal(doc, token) == Some(Modal::Must);
    if !(need || must) || clause::condition(doc, token).is_some() {
        return Vec::new();
    }
    let Some(subject) = clause::own_subject(doc, token) else { return Vec::new() };
    let first_person = matches!(doc.lower(subject), "we" | "i");
    let passive = clause::is_passive(doc, token);
    if !passive && !first_person && actors.at(subject).is_none() {
        return Vec::new();
    }
    let Some(saying) = saying(doc, token) else { return Vec::new() };
    let holders: Vec<TokenId> = clause::subjects(doc, saying);
    if holders.iter().all(|&head| actors.at(head).is_none()) {
        return Vec::new();
    }
    let negated = clause::is_negated(doc, token);
    let stance = match (
        negated,
        must && doc.children_as(token, &[Dep::Aux]).any(|aux| matches!(doc.lower(aux), "must")),
    ) {
        (true, _) => Stance::Opposes,
        (false, true) => Stance::Demands,
        (false, false) => {
            if first_person {
                Stance::Urges
            } else {
                Stance::Demands
            }
        }
    };
    let object = doc.child(token, &[Dep::Dobj]);
    let mut wanted = match object {
        // *we need peace in Gaza, with a ceasefire and the release of all*: each is wanted.
        Some(object) if need && first_person => {
            let mut wanted = propositions(doc, object);
            for above in [token, object] {
                for prep in doc.children_as(above, &[Dep::Prep]) {
                    if doc.lower(prep) == "with"
                        && let Some(with) = doc.child(prep, &[Dep::Pobj])
                    {
                        wanted.extend(propositions(doc, with));
                    }
                }
            }
            wanted
        }
        _ => vec![proposition(doc, token)],
    };
    wanted.dedup();
    let toward = (!first_person && !passive).then_some(subject);
    vec![Stand { word: token, holders, stance, toward, propositions: wanted, rule: OUGHT }]
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
