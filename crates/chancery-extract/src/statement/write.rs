//! From candidates to statements: spans, kinds, speakers, who reports whom.

use std::cmp::Reverse;

use chancery_nlp::{Dep, Pos, TokenId, TokenSpan};
use chancery_text::ByteSpan;

use super::confidence::confidence;
use super::cue::Candidate;
use super::negation;
use super::reading::Reading;
use super::speaker::Source;
use super::{Speaker, Statement, StatementKind};
use crate::actor::Actors;
use crate::{ActorId, Rule, StatementId};

/// Writes the statements in the text's order, outer ones before those that they report.
pub(super) fn statements(
    reading: &Reading<'_, '_>,
    actors: &Actors,
    found: &[(Candidate, f32)],
) -> Vec<Statement> {
    let mut order: Vec<&(Candidate, f32)> = found.iter().collect();
    let extent = |candidate: &Candidate| {
        let first =
            candidate.content.first().map_or(candidate.cue.start, |f| f.min(candidate.cue.start));
        (first, candidate.end())
    };
    order.sort_by_key(|(candidate, _)| {
        let (start, end) = extent(candidate);
        (start, Reverse(end), candidate.word)
    });
    let mut written: Vec<Statement> = Vec::new();
    // Those whose content may still hold a later one, outermost first.
    let mut open: Vec<(usize, &Candidate)> = Vec::new();
    for (candidate, log_odds) in order {
        let content = content_spans(reading, candidate);
        if content.is_empty() {
            continue;
        }
        open.retain(|(_, outer)| outer.end() >= candidate.word);
        let reported_by = open
            .iter()
            .rev()
            .find(|(_, outer)| is_reported_by(reading, candidate, outer))
            .map(|&(index, _)| StatementId(index as u32));
        let index = written.len();
        written.push(Statement {
            kind: kind(reading, candidate),
            speaker: speaker(reading, actors, candidate.speaker),
            addressee: candidate.addressee.and_then(|head| actor_at(reading, actors, head)),
            cue: Some(reading.doc.byte_span(candidate.cue)),
            content,
            reported_by,
            negated: negation::is_negated(reading, candidate),
            rule: Rule::new(candidate.rule, confidence(candidate.rule, *log_odds)),
        });
        open.push((index, candidate));
    }
    written
}

/// The cue and nearly all of the content lie in the content of `outer`.
fn is_reported_by(reading: &Reading<'_, '_>, inner: &Candidate, outer: &Candidate) -> bool {
    outer.content.contains(inner.word)
        && 10 * reading.n_common(&inner.content, &outer.content)
            >= 9 * reading.n_words_of(&inner.content)
}

fn speaker(reading: &Reading<'_, '_>, actors: &Actors, source: Option<Source>) -> Speaker {
    let Some(source) = source else { return Speaker::Unknown };
    let span = reading.doc.byte_span(source.span);
    match actor_at(reading, actors, source.head) {
        Some(actor) => Speaker::Named { actor, span },
        None => Speaker::Unlinked { span },
    }
}

/// The actor at a head, or at the entity that it belongs to.
fn actor_at(reading: &Reading<'_, '_>, actors: &Actors, head: TokenId) -> Option<ActorId> {
    actors.at(head).or_else(|| {
        let ent = reading.doc.ent(head)?;
        ent.tokens.iter().find_map(|token| actors.at(token))
    })
}

/// As the record's readers count: direct if nine words in ten stand in quotation marks or the cue is a mere
/// sign, mixed if any does.
fn kind(reading: &Reading<'_, '_>, candidate: &Candidate) -> StatementKind {
    if reading.n_words(candidate.cue) == 0 {
        return StatementKind::Direct;
    }
    let all = reading.n_words_of(&candidate.content);
    let mut quoted = 0;
    for &piece in candidate.content.spans() {
        let first = reading.quotations.partition_point(|q| q.tokens.end <= piece.start);
        for quotation in &reading.quotations[first..] {
            if quotation.tokens.start >= piece.end {
                break;
            }
            quoted += reading.n_words(TokenSpan {
                start: quotation.tokens.start.max(piece.start),
                end: quotation.tokens.end.min(piece.end),
            });
        }
    }
    if quoted == 0 {
        StatementKind::Indirect
    } else if 10 * quoted >= 9 * all {
        StatementKind::Direct
    } else {
        StatementKind::Mixed
    }
}

/// The pieces of the content as spans: signs at the edges off, quotation marks on; pieces between which
/// only signs stand are one.
fn content_spans(reading: &Reading<'_, '_>, candidate: &Candidate) -> Vec<ByteSpan> {
    let doc = reading.doc;
    let mut spans: Vec<TokenSpan> = Vec::new();
    for &piece in candidate.content.spans() {
        let mut piece = reading.trim(piece);
        // What the next clause took with it leaves its conjunction behind.
        while piece.len() > 1 && doc.dep(TokenId(piece.end.0 - 1)) == Dep::Cc {
            piece = reading.trim(TokenSpan { end: TokenId(piece.end.0 - 1), ..piece });
        }
        if piece.is_empty() {
            continue;
        }
        match spans.last_mut() {
            Some(last) if is_one_piece(reading, last.end, piece.start) => last.end = piece.end,
            _ => spans.push(piece),
        }
    }
    spans.into_iter().map(|span| with_marks(reading, doc.byte_span(span), span)).collect()
}

/// Only signs, and no line break, stand between the two.
fn is_one_piece(reading: &Reading<'_, '_>, end: TokenId, start: TokenId) -> bool {
    TokenSpan { start: end, end: start }.iter().all(|token| {
        let breaks = reading.doc.pos(token) == Pos::Space && reading.doc.word(token).contains('\n');
        !reading.is_word(token) && !breaks
    })
}

/// A span with the marks of the quotations that begin or end at its edges, and a question mark or the like.
fn with_marks(reading: &Reading<'_, '_>, span: ByteSpan, tokens: TokenSpan) -> ByteSpan {
    let (mut start, mut end) = (span.start(), span.end());
    if let Some(at) = reading.quotation_at(tokens.start) {
        let quotation = &reading.quotations[at];
        if quotation.tokens.start == tokens.start {
            start = start.min(quotation.span.start());
        }
    }
    let last = TokenId(tokens.end.0 - 1);
    match reading.quotation_at(last) {
        Some(at) if reading.quotations[at].tokens.end == tokens.end => {
            end = end.max(reading.quotations[at].span.end());
        }
        _ => {}
    }
    ByteSpan::at(start, end)
}
