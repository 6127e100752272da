use chancery_nlp::{Dep, Pos, TokenId, TokenSpan};

use super::super::reading::Reading;
use super::Candidate;

/// ## What it finds
/// The sentence to which *according to X* is added.
/// ## Example
/// > Twelve ships left the port, **according to** the harbour master.
/// ## What it leaves alone
/// *according to plan* has no speaker either, but is rare in news.
/// ## Source
/// PARC 3.0 (Pareti 2016), adverbial cues.
pub(super) fn find(reading: &Reading<'_, '_>, according: TokenId) -> Option<Candidate> {
    let doc = reading.doc;
    let to =
        doc.children(according).iter().copied().find(|&child| doc.lower(child) == "to").or_else(
            || {
                let next = according.next();
                (next.index() < doc.len() && doc.lower(next) == "to").then_some(next)
            },
        )?;
    let source = doc.child(to, &[Dep::Pobj]).or_else(|| doc.child(according, &[Dep::Pobj]))?;
    let phrase = doc.subtree(according);
    let mut content = reading.sentence_without(phrase);
    // `X has not spoken, but according to Y …`: what stands before the conjunction is not Y's.
    let joined = phrase
        .start
        .prev()
        .filter(|&before| doc.pos(before) == Pos::Cconj && doc.sent(according).start < before);
    if let Some(conjunction) = joined {
        content.clip(TokenSpan { start: conjunction, end: doc.sent(according).end });
        content.remove(TokenSpan::one(conjunction));
    }
    content.remove(TokenSpan::one(to));
    content.remove(doc.subtree(source));
    let mut candidate = Candidate::new("statement/according-to", 0.82, according, content);
    candidate.cue = TokenSpan { start: according, end: to.next().max(according.next()) };
    candidate.speaker = Some(reading.noun_phrase(source, None));
    Some(candidate)
}

/// ## What it finds
/// The sentence that begins with *In a poll,* or *In the survey,*: what was asked and answered.
/// ## Example
/// > **In** a poll of drivers, half wanted the bridge open.
/// ## What it leaves alone
/// *in the polls*, *in a poll* later in the sentence: where somebody leads, mostly.
/// ## Source
/// PolNeAR's guidelines: a poll is a source.
pub(super) fn in_a_poll(reading: &Reading<'_, '_>, preposition: TokenId) -> Option<Candidate> {
    let doc = reading.doc;
    let poll = doc.child(preposition, &[Dep::Pobj])?;
    let phrase = doc.subtree(preposition);
    let set_off = phrase.end.index() < doc.len() && doc.word(phrase.end) == ",";
    if !set_off || !reading.lexicon.in_list("poll", doc.lemma(poll)) {
        return None;
    }
    let content = reading.sentence_without(phrase);
    let mut candidate = Candidate::new("statement/in-a-poll", 0.6, preposition, content);
    candidate.speaker = Some(reading.noun_phrase(poll, None));
    Some(candidate)
}
