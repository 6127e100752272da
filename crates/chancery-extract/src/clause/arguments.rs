//! Who does what to whom in a clause, whatever its voice.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

use super::governor::is_infinitive;
use super::subject::{conjuncts, own_subject, subjects};

/// Active or passive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The act befalls the subject.
    Passive,
}

/// The noun phrases of a clause by what they do in it, as heads, conjuncts included, in the text's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// Active or passive.
    pub voice: Voice,
    /// Who acts: the subject, or the by-phrase of a passive.
    pub agents: Vec<TokenId>,
    /// Whom or what the act befalls: the direct object, or the subject of a passive.
    pub patients: Vec<TokenId>,
    /// To whom something is given or told.
    pub recipients: Vec<TokenId>,
}

/// Participles that describe a state of the subject, not an act of somebody else: *is committed to*.
const STATES: [&str; 8] =
    ["commit", "concern", "determine", "dedicate", "oppose", "prepare", "resolve", "worry"];

/// Participles that stand for a passive in a headline: *Eleven police killed in blast*.
const HEADLINE: [&str; 7] = ["kill", "wound", "injure", "arrest", "detain", "jail", "kidnap"];

/// The voice of a verb. A participle after a noun (*troops sent home*) is passive, and so is one
/// coordinated with a passive verb.
pub fn voice(doc: &Doc<'_>, verb: TokenId) -> Voice {
    if is_passive(doc, verb) { Voice::Passive } else { Voice::Active }
}

/// See [`voice`].
pub fn is_passive(doc: &Doc<'_>, verb: TokenId) -> bool {
    let children = doc.children(verb);
    if children
        .iter()
        .any(|&c| matches!(doc.dep(c), Dep::Auxpass | Dep::Nsubjpass | Dep::Csubjpass))
    {
        let agent = children.iter().any(|&c| doc.dep(c) == Dep::Agent);
        return agent || !STATES.contains(&doc.lemma(verb));
    }
    if matches!(doc.dep(verb), Dep::Root | Dep::Ccomp | Dep::Parataxis)
        && matches!(doc.tag(verb), Tag::Vbn | Tag::Vbd)
        && HEADLINE.contains(&doc.lemma(verb))
        && !children.iter().any(|&c| matches!(doc.dep(c), Dep::Aux | Dep::Dobj))
    {
        // "killed and wounded five" has its object after the second verb.
        let later = doc
            .children_as(verb, &[Dep::Conj])
            .any(|conjunct| doc.child(conjunct, &[Dep::Dobj]).is_some());
        return !later;
    }
    if doc.tag(verb) != Tag::Vbn {
        return false;
    }
    match doc.dep(verb) {
        Dep::Acl => true,
        Dep::Advcl | Dep::Xcomp | Dep::Ccomp | Dep::Oprd => {
            !children.iter().any(|&c| matches!(doc.dep(c), Dep::Aux | Dep::Dobj))
        }
        Dep::Conj => {
            let own =
                children.iter().any(|&c| matches!(doc.dep(c), Dep::Nsubj | Dep::Aux | Dep::Dobj));
            !own && doc.head(verb).is_some_and(|head| {
                matches!(doc.pos(head), Pos::Verb | Pos::Aux) && is_passive(doc, head)
            })
        }
        _ => false,
    }
}

/// The arguments of `verb`, its subject found as [`subject`](super::subject()) does.
pub fn arguments(doc: &Doc<'_>, verb: TokenId) -> Arguments {
    let voice = voice(doc, verb);
    let subjects = subjects(doc, verb);
    let mut objects = Vec::new();
    let mut recipients = Vec::new();
    let mut by_phrase = Vec::new();
    for &child in doc.children(verb) {
        match doc.dep(child) {
            Dep::Dobj => objects.extend(conjuncts(doc, child)),
            Dep::Dative if doc.pos(child) != Pos::Adp => recipients.extend(conjuncts(doc, child)),
            Dep::Dative => recipients.extend(pobj(doc, child)),
            Dep::Agent => by_phrase.extend(pobj(doc, child)),
            _ => {}
        }
    }
    match voice {
        Voice::Active => {
            if objects.is_empty() {
                objects.extend(relative_object(doc, verb));
            }
            Arguments { voice, agents: subjects, patients: objects, recipients }
        }
        // "was given asylum": the subject receives.
        Voice::Passive if !objects.is_empty() && own_subject(doc, verb).is_some() => {
            recipients.extend(subjects);
            Arguments { voice, agents: by_phrase, patients: objects, recipients }
        }
        Voice::Passive => Arguments { voice, agents: by_phrase, patients: subjects, recipients },
    }
}

/// "the envoy they **expelled**": the noun is the object of a relative clause with a subject of its own.
fn relative_object(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    if doc.dep(verb) != Dep::Relcl {
        return None;
    }
    let subject = own_subject(doc, verb)?;
    let relative = super::antecedent(doc, subject).is_some() || doc.lower(subject) == "that";
    let stranded = doc
        .children_as(verb, &[Dep::Prep])
        .any(|prep| doc.child(prep, &[Dep::Pobj, Dep::Pcomp]).is_none());
    let moved =
        doc.children(verb).iter().any(|&c| matches!(doc.lower(c), "where" | "when" | "why"));
    (!relative && !stranded && !moved).then(|| doc.head(verb)).flatten()
}

fn pobj(doc: &Doc<'_>, preposition: TokenId) -> Vec<TokenId> {
    doc.child(preposition, &[Dep::Pobj]).map_or_else(Vec::new, |object| conjuncts(doc, object))
}

/// Prepositions below `token` (a verb or noun) with the heads that follow, conjuncts included, and those
/// in a row (*out of the city*). The by-phrase of a passive is among them.
pub fn preposition_objects<'d>(
    doc: &'d Doc<'_>,
    token: TokenId,
) -> impl Iterator<Item = (TokenId, TokenId)> + 'd {
    doc.children(token)
        .iter()
        .copied()
        .filter(move |&child| {
            matches!(doc.dep(child), Dep::Prep | Dep::Agent | Dep::Dative | Dep::Prt | Dep::Advmod)
                && matches!(doc.pos(child), Pos::Adp | Pos::Sconj | Pos::Part | Pos::Adv)
        })
        .flat_map(move |preposition| {
            let nested = doc.children_as(preposition, &[Dep::Prep]);
            std::iter::once(preposition).chain(nested).flat_map(move |preposition| {
                pobj(doc, preposition).into_iter().map(move |object| (preposition, object))
            })
        })
}

/// Clauses that complete the meaning of `token`: infinitives, that-clauses, and gerunds after a preposition.
/// Adverbial clauses and relative clauses are none.
pub fn complements(doc: &Doc<'_>, token: TokenId) -> Vec<TokenId> {
    let mut found = Vec::new();
    for &child in doc.children(token) {
        match doc.dep(child) {
            Dep::Xcomp | Dep::Ccomp | Dep::Pcomp => found.push(child),
            Dep::Acl if is_infinitive(doc, child) => found.push(child),
            Dep::Prep => found.extend(doc.children_as(child, &[Dep::Pcomp])),
            _ => {}
        }
    }
    found
}

/// The particle of a phrasal verb: *called **off***; also where it was taken for an adverb.
pub fn particle(doc: &Doc<'_>, verb: TokenId) -> Option<TokenId> {
    doc.child(verb, &[Dep::Prt]).or_else(|| {
        doc.children_as(verb, &[Dep::Advmod]).find(|&adverb| {
            matches!(
                doc.lower(adverb),
                "out"
                    | "back"
                    | "off"
                    | "up"
                    | "down"
                    | "over"
                    | "away"
                    | "aside"
                    | "in"
                    | "together"
            )
        })
    })
}
