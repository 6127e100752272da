//! Quotations and who speaks in them, as far as *I* and *we* need it. Statements are read later and in full.

use chancery_nlp::{Dep, Doc, Pos, TokenId, TokenSpan};

use super::lexicon::{Lexicon, Word};

/// Verbs of saying are looked for within so many tokens of a quotation.
const REACH: u32 = 60;
/// A quotation without a speaker of its own goes on with the last one's for so many sentences.
const CARRIES: usize = 3;

/// The quotations of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Quotations {
    spans: Vec<TokenSpan>,
    speakers: Vec<Option<TokenId>>,
    /// By sentence: how many sentences up to it lie outside quotations at least in part.
    narrative: Vec<u32>,
}

impl Quotations {
    /// Finds quotations by their marks, and their speakers by verbs of saying.
    pub(super) fn find(doc: &Doc<'_>, lexicon: &Lexicon) -> Self {
        let mut quotations = Self { spans: spans(doc), ..Self::default() };
        quotations.narrative = quotations.count_narrative(doc);
        for number in 0..quotations.spans.len() {
            let speaker = quotations.own_speaker(doc, lexicon, number).or_else(|| {
                let before = number.checked_sub(1)?;
                let last = TokenId(quotations.spans[before].end.0 - 1);
                let distance =
                    doc.sent_number(quotations.spans[number].start) - doc.sent_number(last);
                if distance > CARRIES { None } else { quotations.speakers[before] }
            });
            quotations.speakers.push(speaker);
        }
        quotations
    }

    /// Sentences between two, without those that lie wholly within quotations.
    pub(super) fn narrative_distance(&self, from: u32, to: u32) -> u32 {
        self.narrative[to as usize].saturating_sub(self.narrative[from as usize])
    }

    fn count_narrative(&self, doc: &Doc<'_>) -> Vec<u32> {
        let mut count = 0;
        doc.sents()
            .iter()
            .map(|sent| {
                let last = TokenId(sent.end.0 - 1);
                let around = self.around(sent.start);
                let is_quoted = around.is_some() && around == self.around(last);
                count += u32::from(!is_quoted);
                count
            })
            .collect()
    }

    /// The number of the quotation around a token.
    pub(super) fn around(&self, token: TokenId) -> Option<u32> {
        let number = self.spans.partition_point(|span| span.end <= token);
        self.spans.get(number).is_some_and(|span| span.contains(token)).then_some(number as u32)
    }

    /// The token that names the speaker of a quotation.
    pub(super) fn speaker(&self, quotation: u32) -> Option<TokenId> {
        self.speakers[quotation as usize]
    }

    /// The subject of the nearest verb of saying outside the quotation, in a sentence that it touches or
    /// in the one before, if that ends in a colon or comma.
    fn own_speaker(&self, doc: &Doc<'_>, lexicon: &Lexicon, number: usize) -> Option<TokenId> {
        let span = self.spans[number];
        let first = doc.sent_number(span.start);
        let last = doc.sent_number(TokenId(span.end.0 - 1));
        let announced = span.start.prev().is_some_and(|before| {
            matches!(doc.word(before), ":" | ",")
                || before.prev().is_some_and(|b| matches!(doc.word(b), ":" | ","))
        });
        let from = span.start.0.saturating_sub(REACH);
        let to = (span.end.0 + REACH).min(doc.len() as u32);
        let mut nearest: Option<(u32, TokenId)> = None;
        for token in (from..to).map(TokenId).filter(|&token| !span.contains(token)) {
            let is_cue = match doc.pos(token) {
                Pos::Verb => {
                    lexicon.word(doc.lemma(token)).is(Word::SAY) || doc.lower(token) == "according"
                }
                _ => doc.lower(token) == "according",
            };
            if !is_cue || self.around(token).is_some() {
                continue;
            }
            let sent = doc.sent_number(token);
            let is_before = token < span.start;
            let is_near = if is_before {
                sent == first || announced && sent + 1 == first
            } else {
                sent == last
            };
            if !is_near {
                continue;
            }
            let distance = if is_before { span.start.0 - token.0 } else { token.0 - span.end.0 };
            if nearest.is_none_or(|(least, _)| distance < least)
                && let Some(subject) = subject(doc, token)
            {
                nearest = Some((distance, subject));
            }
        }
        nearest.map(|(_, subject)| subject)
    }
}

/// Who says: the subject of a verb of saying, or what "according to" names.
fn subject(doc: &Doc<'_>, cue: TokenId) -> Option<TokenId> {
    if doc.lower(cue) == "according" {
        let to = doc.child(cue, &[Dep::Prep])?;
        return doc.child(to, &[Dep::Pobj]);
    }
    doc.child(cue, &[Dep::Nsubj, Dep::Nsubjpass]).or_else(|| {
        let above = doc.head(cue).filter(|_| matches!(doc.dep(cue), Dep::Conj | Dep::Advcl))?;
        doc.child(above, &[Dep::Nsubj])
    })
}

/// Stretches between quotation marks, marks included. A mark that is left open ends with its line.
fn spans(doc: &Doc<'_>) -> Vec<TokenSpan> {
    let mut spans = Vec::new();
    let mut open: Option<TokenId> = None;
    for token in doc.ids() {
        let word = doc.word(token);
        let mark = match word {
            "“" | "``" => Some(Mark::Opening),
            "”" | "''" => Some(Mark::Closing),
            "\"" => straight(doc, token, open.is_some()),
            _ => None,
        };
        let ends_line = doc.pos(token) == Pos::Space && word.contains('\n');
        match (mark, open) {
            (Some(Mark::Opening), Some(start)) => {
                spans.push(TokenSpan { start, end: token });
                open = Some(token);
            }
            (Some(Mark::Opening), None) => open = Some(token),
            (Some(Mark::Closing), Some(start)) => {
                spans.push(TokenSpan { start, end: token.next() });
                open = None;
            }
            (None, Some(start)) if ends_line => {
                spans.push(TokenSpan { start, end: token });
                open = None;
            }
            _ => {}
        }
    }
    spans.retain(|span| !span.is_empty());
    spans
}

enum Mark {
    Opening,
    Closing,
}

/// A straight mark opens after a blank and before a letter, and closes before a blank or punctuation.
fn straight(doc: &Doc<'_>, token: TokenId, is_open: bool) -> Option<Mark> {
    let blank_before = token.prev().is_none_or(|before| {
        doc.token(before).space_after
            || doc.pos(before) == Pos::Space
            || matches!(doc.word(before), "(" | "[" | "-" | "—")
    });
    let next = token.next();
    let blank_after = doc.token(token).space_after
        || next.index() >= doc.len()
        || matches!(doc.pos(next), Pos::Space | Pos::Punct);
    match (is_open, blank_before, blank_after) {
        (true, true, false) | (false, true, _) | (false, false, false) => Some(Mark::Opening),
        (true, ..) => Some(Mark::Closing),
        (false, false, true) => None,
    }
}
