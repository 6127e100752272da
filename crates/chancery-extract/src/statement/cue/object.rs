use chancery_nlp::{Dep, Tag};

use super::super::lexicon::Frame;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// The thing that is announced, rejected, supported, wanted: the object of a verb of saying or attitude.
/// ## Example
/// > The union **rejected** the offer.
/// ## What it leaves alone
/// A phrase after the object that tells when or where; an object without any subject to hold the attitude.
/// ## Source
/// VerbNet judgment-33, want-32.1, admire-31.2; PolNeAR's guidelines (attitudes towards a thing).
pub(super) struct Object;

impl VerbRule for Object {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        /// Prepositions whose phrase says what the object is about.
        const KEPT: [&str; 13] = [
            "about", "against", "between", "from", "if", "into", "of", "over", "than", "to",
            "toward", "towards", "with",
        ];
        let doc = reading.doc;
        let object = verb.object?;
        if verb.passive || verb.clause.is_some() || verb.open.is_some() || verb.predicate.is_some()
        {
            return None;
        }
        // `called him "a liar"` is read as one object.
        let calls = doc.lemma(verb.token) == "call" && verb.frames.has(Frame::ObjectName);
        if !verb.frames.has(Frame::Object) && !calls {
            return None;
        }
        verb.speaker?;
        // `issued a statement saying …`: the statement's own verb reports.
        let speaks_for_itself = reading.lexicon.noun(doc.lemma(object)).has(Frame::Document)
            && doc
                .children_as(object, &[Dep::Acl])
                .any(|acl| acl > object && doc.tag(acl) == Tag::Vbg && reading.reports(acl));
        if speaks_for_itself {
            return None;
        }
        let mut content = reading.object_words(verb, object);
        let phrase = doc.children_as(verb.token, &[Dep::Prep]).find(|&phrase| phrase > object);
        let base = match phrase {
            None => 0.6,
            Some(phrase) if KEPT.contains(&doc.lower(phrase)) => {
                content.add(doc.subtree(phrase));
                0.42
            }
            Some(_) => 0.41,
        };
        Some(verb.candidate("statement/object", base, content))
    }
}
