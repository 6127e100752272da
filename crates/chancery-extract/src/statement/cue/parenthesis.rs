use chancery_nlp::Dep;

use super::super::lexicon::Frame;
use super::super::reading::Reading;
use super::super::speaker::How;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// A verb of saying set into or after the sentence that it reports.
/// ## Example
/// > The strikes, the ministry **said**, hit a depot.
/// ## What it leaves alone
/// A verb that has a complement of its own.
/// ## Source
/// PARC 3.0 (Pareti 2016); Quirk et al. 1985, comment clauses.
pub(super) struct Parenthesis;

impl VerbRule for Parenthesis {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        if !matches!(doc.dep(verb.token), Dep::Parataxis | Dep::Dep)
            || doc.head(verb.token).is_none()
            || !stands_alone(reading, verb)
        {
            return None;
        }
        let content = reading.sentence_without(doc.subtree(verb.token));
        Some(verb.candidate("statement/parenthesis", 0.85, content))
    }
}

/// The verb reports, is active and has no complement of its own.
pub(super) fn stands_alone(reading: &Reading<'_, '_>, verb: &Verb) -> bool {
    let lemma = reading.doc.lemma(verb.token);
    verb.frames.has_any(&[Frame::Says, Frame::Believes])
        && !reading.lexicon.in_list("never alone", lemma)
        && !verb.passive
        && verb.subject.how != How::Expletive
        && !verb.has_complement(reading)
}
