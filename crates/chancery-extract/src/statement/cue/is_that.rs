use chancery_nlp::{Dep, TokenId, TokenSpan};

use super::super::lexicon::{Frame, Frames};
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::Candidate;

/// ## What it finds
/// A noun of thinking that is said to be something: *the fear is that X*, *his goal is that X*.
/// ## Example
/// > Their **fear is** that the border will close.
/// ## What it leaves alone
/// *the fact is that*.
/// ## Source
/// PARC 3.0 (Pareti 2016), noun cues.
pub(super) fn find(reading: &Reading<'_, '_>, noun: TokenId, frames: Frames) -> Option<Candidate> {
    if !frames.has(Frame::IsThat) {
        return None;
    }
    let doc = reading.doc;
    let be = doc.head(noun).filter(|&head| {
        doc.lemma(head) == "be" && matches!(doc.dep(noun), Dep::Nsubj) && noun < head
    })?;
    let clause = doc.children_as(be, &[Dep::Ccomp]).find(|&clause| clause > be)?;
    let content = Pieces::from(doc.subtree(clause));
    let mut candidate = Candidate::new("statement/is-that", 0.68, noun, content);
    candidate.cue = TokenSpan { start: noun, end: be.next() };
    candidate.speaker = doc.child(noun, &[Dep::Poss]).map(|owner| reading.noun_phrase(owner, None));
    Some(candidate)
}
