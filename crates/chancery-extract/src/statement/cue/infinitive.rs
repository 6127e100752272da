use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// What somebody wants, plans, promises or refuses to do.
/// ## Example
/// > The government **declined** to comment.
/// ## What it leaves alone
/// Attempts and beginnings: *tried to*, *began to*, *managed to*.
/// ## Source
/// VerbNet want-32.1, promise-37.13, refuse; PolNeAR's guidelines (intention, refusal).
pub(super) struct Infinitive;

impl VerbRule for Infinitive {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let open = verb.open?;
        if !reading.is_infinitive(open) {
            return None;
        }
        let content = Pieces::from(reading.doc.subtree(open));
        if verb.passive {
            // `were told to leave`: the infinitive alone; `is expected to` is a rule of its own.
            let told = verb.frames.has(Frame::PassiveInfinitive)
                && verb.frames.has(Frame::PersonInfinitive)
                && !verb.frames.has(Frame::Believes);
            return told.then(|| verb.candidate("statement/infinitive", 0.8, content));
        }
        if verb.object.is_some_and(|object| object < open && object > verb.token)
            || !verb.frames.has(Frame::Infinitive)
        {
            return None;
        }
        Some(verb.candidate("statement/infinitive", 0.53, content))
    }
}
