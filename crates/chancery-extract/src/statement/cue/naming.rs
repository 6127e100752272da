use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
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
        let (object, name) = (verb.object?, verb.predicate?);
        let mut content = Pieces::from(doc.subtree(object));
        content.add(doc.subtree(name));
        content.remove(verb.cue);
        Some(verb.candidate("statement/naming", 0.85, content))
    }
}
