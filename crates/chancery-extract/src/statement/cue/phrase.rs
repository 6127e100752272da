use chancery_nlp::Dep;

use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// The object of the preposition with which a verb reports: *called for talks*, *warned against haste*,
/// *complained about the delay*.
/// ## Example
/// > Ministers **called for** an inquiry.
/// ## What it leaves alone
/// *spoke in Vienna*, *talked on Monday*: place and time.
/// ## Source
/// VerbNet's prepositional frames of say-37.7, complain-37.8, talk-37.5.
pub(super) struct VerbPhrase;

impl VerbRule for VerbPhrase {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        // `asked the court for a ruling`
        let hearer =
            verb.object.filter(|_| reading.lexicon.in_list("has a hearer", doc.lemma(verb.token)));
        if verb.passive || verb.object.is_some() && hearer.is_none() {
            return None;
        }
        let preposition = doc.children_as(verb.token, &[Dep::Prep]).find(|&preposition| {
            verb.frames.has_preposition(doc.lower(preposition))
                && !reading.is_time_phrase(preposition)
        })?;
        let mut content = reading.phrase_words(preposition);
        // `referred to X as Y`
        if doc.lemma(verb.token) == "refer"
            && let Some(as_phrase) = doc
                .children_as(verb.token, &[Dep::Prep])
                .find(|&phrase| phrase > preposition && doc.lower(phrase) == "as")
        {
            content.add(doc.subtree(as_phrase));
        }
        let mut candidate = verb.candidate("statement/verb-phrase", 0.55, content);
        candidate.addressee = hearer;
        if preposition == verb.cue.end {
            candidate.cue.end = preposition.next();
        }
        Some(candidate)
    }
}
