//! One file a rule. Each looks at one word and says which stands are taken there.

mod complement;
mod ought;
mod reality;
mod received;
mod urging;

use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::frame::{WordClass, stance_words};
use super::{Scene, Stand};
use crate::clause;

/// The stands that are taken at `token`.
pub(super) fn stands(scene: Scene<'_>, token: TokenId) -> Vec<Stand> {
    let doc = scene.doc;
    let class = match doc.pos(token) {
        Pos::Verb => WordClass::Verb,
        Pos::Noun => WordClass::Noun,
        Pos::Adj => WordClass::Adjective,
        // *a condition they say must be on the table*; elsewhere *must be* may be a guess.
        Pos::Aux => return ought::stands(scene, token),
        _ => return Vec::new(),
    };
    if class == WordClass::Verb
        && let found @ [_, ..] = &ought::stands(scene, token)[..]
    {
        return found.to_vec();
    }
    if doc.dep(token) == Dep::Amod && class != WordClass::Adjective {
        return Vec::new();
    }
    for word in stance_words(doc.lemma(token), class) {
        for rule in [received::stands, urging::stands, complement::stands] {
            let found = rule(scene, token, word);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Whose stand a word is: a verb's subject (an agent, where it is passive), a noun's possessor or the
/// subject of the verb that carries it, an adjective's subject.
fn holders(doc: &Doc<'_>, token: TokenId) -> Vec<TokenId> {
    match doc.pos(token) {
        Pos::Verb => judged(doc, token)
            .map_or_else(|| clause::arguments(doc, token).agents, |judged| vec![judged]),
        Pos::Noun => {
            let mut owners: Vec<TokenId> = doc
                .children_as(token, &[Dep::Poss])
                .flat_map(|owner| clause::conjuncts(doc, owner))
                .collect();
            if owners.is_empty()
                && let Some(verb) = clause::light_verb(doc, token)
                && CARRIERS.contains(&doc.lemma(verb))
            {
                owners = clause::arguments(doc, verb).agents;
            }
            if let (true, Some(verb)) = (owners.is_empty(), speaks_in(doc, token)) {
                owners = clause::subjects(doc, verb);
            }
            owners
        }
        _ => match doc.head(token) {
            Some(verb) if matches!(doc.dep(token), Dep::Acomp | Dep::Attr | Dep::Oprd) => {
                clause::subjects(doc, verb)
            }
            Some(noun) if doc.dep(token) == Dep::Amod => vec![noun],
            _ => Vec::new(),
        },
    }
}

/// *is in favour of it*, *spoke in support of it*: the verb.
pub(super) fn speaks_in(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let preposition = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj)?;
    let verb = doc.head(preposition)?;
    let stands = matches!(
        doc.lemma(verb),
        "be" | "come" | "speak" | "vote" | "stand" | "remain" | "testify" | "campaign"
    );
    (doc.lower(preposition) == "in"
        && matches!(doc.lemma(noun), "favor" | "favour" | "support" | "opposition")
        && stands)
        .then_some(verb)
}

/// *criticised the governor **for** refusing to pay*: the object refuses.
fn judged(doc: &Doc<'_>, gerund: TokenId) -> Option<TokenId> {
    let preposition = doc.head(gerund).filter(|_| doc.dep(gerund) == Dep::Pcomp)?;
    if !matches!(doc.lower(preposition), "for" | "of") {
        return None;
    }
    let above = doc.head(preposition)?;
    // *criticised voters and thinkers for refusing*: the phrase may hang on the object.
    let mut object = above;
    while doc.dep(object) == Dep::Conj {
        object = doc.head(object)?;
    }
    if doc.dep(object) == Dep::Dobj && doc.pos(object) != Pos::Verb {
        return Some(object);
    }
    let verb = Some(above).filter(|&verb| doc.pos(verb) == Pos::Verb)?;
    if clause::is_passive(doc, verb) {
        return None;
    }
    // *called him a liar for it*: the object may be the subject of a small clause.
    doc.child(verb, &[Dep::Dobj]).or_else(|| {
        let clause = doc.child(verb, &[Dep::Oprd, Dep::Ccomp])?;
        clause::own_subject(doc, clause)
    })
}

/// Verbs by which somebody takes the stand that their object names: *voiced support for …*.
const CARRIERS: [&str; 14] = [
    "express",
    "voice",
    "declare",
    "announce",
    "reiterate",
    "renew",
    "offer",
    "make",
    "issue",
    "give",
    "repeat",
    "reaffirm",
    "pour",
    "heap",
];

/// The verb, or the one that carries a noun or adjective, on which negation and conditions hang.
fn governor(doc: &Doc<'_>, token: TokenId) -> TokenId {
    if doc.pos(token) == Pos::Verb {
        return token;
    }
    speaks_in(doc, token)
        .or_else(|| clause::light_verb(doc, token))
        .or_else(|| doc.head(token))
        .unwrap_or(token)
}
