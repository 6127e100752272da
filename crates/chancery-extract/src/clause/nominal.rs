//! Nouns that name an act: *an attack by X on Y*, *talks between X and Y*, *X's visit to Y*.

use chancery_nlp::{Dep, Doc, Pos, TokenId};

use super::subject::conjuncts;

/// The phrases of an event noun by what they do, as heads, conjuncts included.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NounArguments {
    /// Possessor, and the object of *by*.
    pub agents: Vec<TokenId>,
    /// Adjectives and nouns in front that name an actor or its country: *the **Russian** attack*.
    pub modifiers: Vec<TokenId>,
    /// Object of *on*, *against*, *to*, *at*, *upon*, *toward*, *into*.
    pub targets: Vec<TokenId>,
    /// Objects of *between*, *among*, *with*.
    pub parties: Vec<TokenId>,
    /// Object of *of*, which may be either side.
    pub of: Vec<TokenId>,
    /// Object of *from*.
    pub from: Vec<TokenId>,
    /// Object of *for*, *about*, *over*.
    pub about: Vec<TokenId>,
}

/// The phrases that hang on an event noun.
pub fn noun_arguments(doc: &Doc<'_>, noun: TokenId) -> NounArguments {
    let mut found = NounArguments::default();
    for &child in doc.children(noun) {
        match doc.dep(child) {
            Dep::Poss => found.agents.extend(conjuncts(doc, child)),
            Dep::Amod | Dep::Compound | Dep::Nmod
                if matches!(doc.pos(child), Pos::Propn | Pos::Adj) =>
            {
                found.modifiers.extend(conjuncts(doc, child));
            }
            _ => {}
        }
    }
    for (preposition, object) in super::preposition_objects(doc, noun) {
        let heads = match doc.lower(preposition) {
            "by" => &mut found.agents,
            "on" | "against" | "to" | "at" | "upon" | "toward" | "towards" | "into" => {
                &mut found.targets
            }
            "between" | "among" | "with" => &mut found.parties,
            "of" => &mut found.of,
            "from" => &mut found.from,
            "for" | "about" | "over" => &mut found.about,
            _ => continue,
        };
        heads.push(object);
    }
    found
}

/// The verb of which `noun` is the object, its conjunct the object, or the subject of a passive:
/// *held talks*, *talks and a dinner were held*. Whether the verb is light is the caller's matter.
pub fn light_verb(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let mut at = noun;
    while doc.dep(at) == Dep::Conj {
        at = doc.head(at)?;
    }
    let head = doc.head(at)?;
    let governs = match doc.dep(at) {
        Dep::Dobj | Dep::Nsubjpass => matches!(doc.pos(head), Pos::Verb | Pos::Aux),
        _ => false,
    };
    governs.then_some(head)
}
