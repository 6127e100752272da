use chancery_nlp::Dep;

use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::super::speaker::How;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// Somebody or something that is called something: *called the vote a farce*, *called him "brave"*.
/// ## Example
/// > The president **called** the vote a farce.
/// ## What it leaves alone
/// *a man called Smith*: mere names.
/// ## Source
/// VerbNet dub-29.3; PolNeAR's guidelines.
pub(super) struct Naming;

impl VerbRule for Naming {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        if verb.passive || !verb.frames.has(Frame::ObjectName) {
            return None;
        }
        let doc = reading.doc;
        // The parser knows the pair in many shapes: two objects, one inside the other, a bare complement.
        let bare = verb.open.filter(|&open| !reading.is_infinitive(open));
        let parts = [verb.object, verb.predicate, bare];
        let name = verb.predicate.or(bare)?;
        let modifies = matches!(verb.subject.how, How::Noun);
        if verb.object.is_none() && (modifies || doc.children(name).len() < 2) {
            return None;
        }
        let mut content = Pieces::default();
        for part in parts.into_iter().flatten().filter(|&part| part > verb.token) {
            content.add(doc.subtree(part));
        }
        let reason = doc.children_as(verb.token, &[Dep::Advcl]).find(|&reason| {
            content.last().is_some_and(|last| last < reason)
                && doc.lower(doc.subtree(reason).start) == "because"
        });
        if let Some(reason) = reason {
            content.add(doc.subtree(reason));
        }
        content.remove(verb.cue);
        Some(verb.candidate("statement/naming", 0.68, content))
    }
}
