//! Adjectives that commit their subject.

use chancery_nlp::{Dep, TokenId};

use crate::Rule;
use crate::clause;
use crate::event::coder::{Act, Args, Coder};

/// ## What it finds
/// *is ready, willing, prepared to* an act, *is opposed to* one, *is critical of* somebody.
/// ## Example
/// > Ostland said it was **ready** to resume negotiations.
/// ## What it leaves alone
/// *is keen*, *is reluctant*: moods that promise nothing.
/// ## Source
/// CAMEO 030 (express intent to cooperate).
const READY: Rule = Rule::new("event/ready", 0.7);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId) -> Option<(Act, Rule)> {
    let doc = coder.doc;
    // "is committed to" may be parsed as a passive verb.
    if matches!(doc.lower(verb), "committed" | "opposed" | "prepared")
        && doc.child(verb, &[Dep::Auxpass]).is_some()
        && doc.child(verb, &[Dep::Agent]).is_none()
    {
        return adjective(coder, verb, verb);
    }
    if doc.lemma(verb) != "be" && doc.lemma(verb) != "remain" {
        return None;
    }
    doc.children_as(verb, &[Dep::Acomp, Dep::Attr]).find_map(|child| adjective(coder, verb, child))
}

fn adjective(coder: &Coder<'_>, verb: TokenId, adjective: TokenId) -> Option<(Act, Rule)> {
    let doc = coder.doc;
    let word = coder.lexicon.id(doc.lower(adjective));
    let reading = coder.lexicon.entry(word).adjective?;
    let args = Args {
        passive: false,
        agents: Vec::new(),
        patients: Vec::new(),
        recipients: Vec::new(),
        prepositions: clause::preposition_objects(doc, adjective).collect(),
    };
    let act = coder.resolve(adjective, reading, &args, 4)?;
    Some((Act { token: verb, ..act }, READY))
}
