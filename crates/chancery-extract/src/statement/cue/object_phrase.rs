use chancery_nlp::Dep;

use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// An object with the phrase that says what is thought of it: *describes X as Y*, *blames X for Y*, *accused
/// X of Y*, *compared X to Y*.
/// ## Example
/// > Opposition leaders **accused** the government of fraud.
/// ## What it leaves alone
/// Phrases of place and time after the object.
/// ## Source
/// VerbNet characterize-29.2, judgment-33.
pub(super) struct ObjectPhrase;

impl VerbRule for ObjectPhrase {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        if verb.passive || verb.clause.is_some() || verb.predicate.is_some() || verb.open.is_some()
        {
            return None;
        }
        let object = verb.object?;
        let preposition =
            doc.children_as(verb.token, &[Dep::Prep]).find(|&preposition| preposition > object)?;
        if !verb.frames.has_object_preposition(doc.lower(preposition)) {
            return None;
        }
        let mut content = reading.object_words(verb, object);
        content.add(doc.subtree(preposition));
        Some(verb.candidate("statement/object-phrase", 0.66, content))
    }
}
