use chancery_nlp::{Dep, Pos, TokenSpan};

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
        if doc.head(verb.token).is_some()
            && matches!(doc.dep(verb.token), Dep::Parataxis | Dep::Dep)
            && stands_alone(reading, verb)
        {
            let content = reading.sentence_without(doc.subtree(verb.token));
            return Some(verb.candidate("statement/parenthesis", 0.78, content));
        }
        let group = group_set_apart(reading, verb)?;
        let content = reading.sentence_without(group);
        Some(verb.candidate("statement/parenthesis", 0.4, content))
    }
}

/// The group of subject and verb that a comma parts from what it reports, whatever the parser took the two
/// sides for: *…, she said.*, *…, they write, …*. The group with the signs around it.
fn group_set_apart(reading: &Reading<'_, '_>, verb: &Verb) -> Option<TokenSpan> {
    let doc = reading.doc;
    // `…, she told the panel.`: the object is the person spoken to.
    let hearer = verb
        .object
        .filter(|_| reading.lexicon.in_list("has a hearer", doc.lemma(verb.token)))
        .filter(|&object| object > verb.token && verb.clause.is_none() && verb.open.is_none());
    if !verb.frames.has(Frame::Says)
        || verb.passive
        || hearer.is_none() && verb.has_complement(reading)
    {
        return None;
    }
    let speaker = verb.speaker?.span;
    let sent = doc.sent(verb.token);
    let start = speaker.start.min(verb.cue.start);
    let end = speaker.end.max(verb.cue.end);
    let end = hearer.map_or(end, |hearer| end.max(doc.subtree(hearer).end));
    let gap =
        TokenSpan { start: speaker.end.min(verb.cue.end), end: verb.cue.start.max(speaker.start) };
    let before = start.prev().filter(|&before| sent.contains(before))?;
    let parted = doc.word(before) == "," || reading.is_mark(before);
    let led = TokenSpan { start: sent.start, end: before };
    if !parted || reading.n_words(gap) > 0 {
        return None;
    }
    let closes = reading.n_words(TokenSpan { start: end, end: sent.end }) == 0;
    if closes {
        return (reading.n_words(led) >= 1).then_some(TokenSpan { start, end: sent.end });
    }
    // `…, she explained earlier in the hearing, …`
    let adjuncts = TokenSpan { start: end, end: doc.subtree(verb.token).end.max(end) };
    let comma = adjuncts.iter().take(10).find(|&token| doc.word(token) == ",").or_else(|| {
        (adjuncts.end.index() < doc.len() && adjuncts.len() < 10).then_some(adjuncts.end)
    })?;
    let between = TokenSpan { start: end, end: comma };
    let plain = between.iter().all(|token| {
        !matches!(doc.pos(token), Pos::Verb | Pos::Aux | Pos::Punct) && doc.dep(token) != Dep::Mark
    });
    (doc.word(comma) == "," && plain && reading.n_words(led) >= 1)
        .then_some(TokenSpan { start, end: comma })
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
