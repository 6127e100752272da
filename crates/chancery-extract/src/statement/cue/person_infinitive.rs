use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// What somebody is asked, told or wanted to do, person included.
/// ## Example
/// > The envoy **urged** both sides to stop firing.
/// ## What it leaves alone
/// Verbs that bring something about: *forced them to leave*, *let them go*.
/// ## Source
/// VerbNet advise-37.9, order-60.1, urge-58.1.
pub(super) struct PersonInfinitive;

impl VerbRule for PersonInfinitive {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        if verb.passive || !verb.frames.has(Frame::PersonInfinitive) {
            return None;
        }
        let doc = reading.doc;
        let (object, open) = (verb.object?, verb.open?);
        if object > open || !reading.is_infinitive(open) {
            return None;
        }
        let mut content = Pieces::from(doc.subtree(object));
        content.add(doc.subtree(open));
        content.remove(verb.cue);
        let mut candidate = verb.candidate("statement/person-infinitive", 0.63, content);
        candidate.addressee = Some(object);
        Some(candidate)
    }
}
