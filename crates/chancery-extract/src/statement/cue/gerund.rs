use chancery_nlp::Tag;

use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// What somebody supports, denies or considers doing.
/// ## Example
/// > The minister **denied** taking the money.
/// ## What it leaves alone
/// *kept talking*, *stopped talking*.
/// ## Source
/// Quirk et al. 1985, 16.40: verbs with -ing complements.
pub(super) struct Gerund;

impl VerbRule for Gerund {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let open = verb.open?;
        if verb.passive
            || !verb.frames.has(Frame::Ing)
            || reading.doc.tag(open) != Tag::Vbg
            || verb.object.is_some()
        {
            return None;
        }
        let content = Pieces::from(reading.doc.subtree(open));
        Some(verb.candidate("statement/gerund", 0.68, content))
    }
}
