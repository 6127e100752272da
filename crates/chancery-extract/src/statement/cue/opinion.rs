use chancery_nlp::{Dep, TokenId, TokenSpan};

use super::super::lexicon::{Frame, Frames};
use super::super::reading::Reading;
use super::Candidate;

/// ## What it finds
/// The sentence to which *in X's view* is added.
/// ## Example
/// > In the **judge's view**, the law is void.
/// ## What it leaves alone
/// *in view of the harbour*: nobody's view. What no comma sets off: *believed in her judgment*.
/// ## Source
/// PARC 3.0 (Pareti 2016), adverbial cues.
pub(super) fn find(reading: &Reading<'_, '_>, noun: TokenId, frames: Frames) -> Option<Candidate> {
    if !frames.has(Frame::Opinion) {
        return None;
    }
    let doc = reading.doc;
    let preposition = doc.head(noun).filter(|&head| {
        doc.dep(noun) == Dep::Pobj && matches!(doc.lower(head), "in" | "by" | "to")
    })?;
    let phrase = doc.subtree(preposition);
    let is_comma = |token: chancery_nlp::TokenId| {
        token.index() < doc.len() && matches!(doc.word(token), "," | "—" | "–" | "-")
    };
    let opens = phrase.start == doc.sent(noun).start || phrase.start.prev().is_some_and(is_comma);
    if !opens || !(is_comma(phrase.end) || is_comma(noun.next())) {
        return None;
    }
    let owner = doc.child(noun, &[Dep::Poss])?;
    let content = reading.sentence_without(phrase);
    let mut candidate = Candidate::new("statement/opinion", 0.45, noun, content);
    candidate.cue = TokenSpan { start: preposition, end: noun.next() };
    candidate.speaker = Some(reading.noun_phrase(owner, None));
    Some(candidate)
}
