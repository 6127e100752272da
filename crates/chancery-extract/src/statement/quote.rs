//! Stretches between double quotation marks.

use chancery_nlp::{Pos, TokenSpan};
use chancery_text::ByteSpan;

use super::reading::Reading;

/// How a quotation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// With a mark.
    Marked,
    /// It goes on in the next paragraph, which begins with a mark.
    NextParagraph,
    /// Its mark is missing: where the paragraph ends, for all that one can tell.
    Missing,
}

/// What stands between double quotation marks in one paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotation {
    /// With its marks.
    pub(super) span: ByteSpan,
    /// From the first to the last word between the marks.
    pub(super) tokens: TokenSpan,
    /// All tokens, marks included.
    pub(super) marked: TokenSpan,
    /// Number of its paragraph.
    pub(super) paragraph: usize,
    /// The last sign before it in its paragraph.
    pub(super) before: Option<char>,
    /// Nothing but brackets, dashes and dots stands before it in its paragraph.
    pub(super) starts_paragraph: bool,
    /// The next sign after it in its paragraph.
    pub(super) after: Option<char>,
    /// The first sign within.
    pub(super) first: char,
    /// The last sign within.
    pub(super) last: char,
    /// Words within.
    pub(super) n_words: u32,
    /// It reads like a title: all longer words with a capital, inside a sentence.
    pub(super) is_title: bool,
    /// How it ends.
    pub(super) ending: Ending,
    /// A preposition or article stands right before it.
    pub(super) is_governed: bool,
}

impl Quotation {
    /// It is speech of its own rather than a fragment or title that the clause around it takes along.
    pub(super) fn is_detached(&self) -> bool {
        let capital = self.first.is_uppercase()
            || self.first.is_ascii_digit()
            || matches!(self.first, '…' | '[' | '(' | '‘' | '\'' | '$' | '#' | '@');
        let stop = matches!(self.last, ',' | '.' | '?' | '!' | '…' | '—' | '-' | '–' | ':' | ';');
        if self.starts_paragraph {
            return self.n_words >= 3 || stop;
        }
        if self.is_title {
            return false;
        }
        match self.before {
            Some(',' | ':') if capital && (stop || self.n_words >= 4) => return true,
            Some('.' | '?' | '!' | '…' | '”' | '"') if capital && (stop || self.n_words >= 3) =>
            {
                return true;
            }
            Some(';' | '—' | '–' | '-') if capital && stop => return true,
            _ => {}
        }
        capital && !self.is_governed && self.n_words >= 4 && matches!(self.last, ',' | '?' | '!')
    }

    /// A cue may follow: it does not end in a full stop, or a comma stands after it.
    pub(super) fn may_be_followed_by_its_cue(&self) -> bool {
        self.last != '.' || self.after == Some(',')
    }
}

/// What a mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// Ends the stretch that is open and begins another.
    Reopens,
    Nothing,
}

/// What a mark is by its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opening,
    /// `“`, which some set at both ends.
    CurlyOpening,
    Closing,
    CurlyClosing,
    /// `"` and `''`
    Straight,
}

/// A stretch that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    start: usize,
    inner_start: usize,
}

/// Finds the quotations, one open at a time; what is not closed ends with its paragraph.
///
/// Straight marks open and close in turn. Marks that stand the wrong way round are taken for what their
/// place says: a curly opening mark before a blank closes, a closing one after a blank opens. Single
/// marks make no quotations.
pub(super) fn quotations(reading: &Reading<'_, '_>) -> Vec<Quotation> {
    let text = reading.doc.text();
    let mut found = Vec::new();
    for (number, &tokens) in reading.paragraphs.iter().enumerate() {
        let paragraph = reading.doc.byte_span(tokens);
        let mut open: Option<Open> = None;
        let mut close = |open: Open, inner_end: usize, end: usize| {
            let span = ByteSpan::at(open.start as u32, end as u32);
            let inner =
                ByteSpan::at(open.inner_start as u32, inner_end.max(open.inner_start) as u32);
            found.extend(quotation(reading, number, paragraph, span, inner));
        };
        let mut at = paragraph.start() as usize;
        let end = paragraph.end() as usize;
        // In an even number of straight marks each second one closes, even after a blank.
        let in_turn = paragraph.of(text).bytes().filter(|&byte| byte == b'"').count() % 2 == 0;
        while let Some((start, width, shape)) = next_mark(text, at, end) {
            at = start + width;
            let before = text[paragraph.start() as usize..start].chars().next_back();
            let after = text[at..end].chars().next();
            let role = match role(shape, open.is_some(), before, after) {
                Role::Reopens if shape == Shape::Straight && width == 1 && in_turn => Role::Closes,
                role => role,
            };
            match role {
                Role::Opens => open = Some(Open { start, inner_start: at }),
                Role::Closes => {
                    if let Some(open) = open.take() {
                        close(open, start, at);
                    }
                }
                Role::Reopens => {
                    if let Some(open) = open.replace(Open { start, inner_start: at }) {
                        close(open, start, start);
                    }
                }
                Role::Nothing => {}
            }
        }
        if let Some(open) = open {
            close(open, end, end);
        }
    }
    for number in 1..found.len() {
        let next = found[number];
        let before = &mut found[number - 1];
        let follows = next.starts_paragraph && next.paragraph == before.paragraph + 1;
        if before.ending == Ending::Missing && follows {
            before.ending = Ending::NextParagraph;
        }
    }
    found
}

/// The next mark at or after `at`: where, how many bytes, its shape.
fn next_mark(text: &str, mut at: usize, end: usize) -> Option<(usize, usize, Shape)> {
    let bytes = text.as_bytes();
    while at < end {
        let rest = &bytes[at..end];
        let found = match rest[0] {
            b'"' => Some((1, Shape::Straight)),
            b'`' if rest.starts_with(b"``") => Some((2, Shape::Opening)),
            b'\'' if rest.starts_with(b"''") => Some((2, Shape::Straight)),
            0xC2 if rest.starts_with("«".as_bytes()) => Some((2, Shape::Opening)),
            0xC2 if rest.starts_with("»".as_bytes()) => Some((2, Shape::CurlyClosing)),
            0xE2 if rest.starts_with("“".as_bytes()) => Some((3, Shape::CurlyOpening)),
            0xE2 if rest.starts_with("”".as_bytes()) => Some((3, Shape::CurlyClosing)),
            0xE2 if rest.starts_with("„".as_bytes()) => Some((3, Shape::Opening)),
            0xE2 if rest.starts_with("‘‘".as_bytes()) => Some((6, Shape::Opening)),
            0xE2 if rest.starts_with("’’".as_bytes()) => Some((6, Shape::Closing)),
            _ => None,
        };
        if let Some((width, shape)) = found {
            return Some((at, width, shape));
        }
        at += 1;
    }
    None
}

fn role(shape: Shape, is_open: bool, before: Option<char>, after: Option<char>) -> Role {
    let blank_before = before.is_none_or(char::is_whitespace);
    let blank_after = after.is_none_or(char::is_whitespace);
    let stop_after = matches!(after, Some('.' | ',' | ';' | ':' | '!' | '?'));
    match (shape, is_open) {
        (Shape::CurlyOpening, true) if blank_after || stop_after || after == Some(')') => {
            Role::Closes
        }
        (Shape::Straight, true) if blank_before && !blank_after => Role::Reopens,
        (Shape::Opening | Shape::CurlyOpening, true) => Role::Reopens,
        (Shape::Closing | Shape::CurlyClosing | Shape::Straight, true) => Role::Closes,
        (Shape::CurlyClosing, false) if blank_before && !blank_after => Role::Opens,
        (Shape::Closing | Shape::CurlyClosing, false) => Role::Nothing,
        // After a digit it is an inch sign.
        (Shape::Straight, false)
            if blank_after || stop_after || before.is_some_and(|c| c.is_ascii_digit()) =>
        {
            Role::Nothing
        }
        (Shape::Opening | Shape::CurlyOpening | Shape::Straight, false) => Role::Opens,
    }
}

fn quotation(
    reading: &Reading<'_, '_>,
    number: usize,
    paragraph: ByteSpan,
    span: ByteSpan,
    inner: ByteSpan,
) -> Option<Quotation> {
    let text = reading.doc.text();
    // A token may hold a mark and a word (`—“we`), so words count where they begin.
    let tokens = reading.trim(reading.doc.tokens_in(inner));
    if tokens.is_empty() || inner.is_empty() {
        return None;
    }
    let marked = reading.doc.tokens_in(span);
    let before = text[paragraph.start() as usize..span.start() as usize].trim_end();
    let after = text[span.end() as usize..paragraph.end() as usize].trim_start();
    let words = inner.of(text).trim();
    Some(Quotation {
        span,
        tokens,
        marked,
        paragraph: number,
        before: before.chars().next_back(),
        starts_paragraph: before.chars().all(|c| "–—-…. [(".contains(c)),
        after: after.chars().next(),
        first: words.chars().next()?,
        last: words.chars().next_back()?,
        n_words: reading.n_words(tokens),
        is_title: is_title(reading, tokens),
        ending: if inner.end() < span.end() { Ending::Marked } else { Ending::Missing },
        is_governed: marked
            .start
            .prev()
            .is_some_and(|before| matches!(reading.doc.pos(before), Pos::Adp | Pos::Det)),
    })
}

/// Two words or more, of which all longer ones begin with a capital.
fn is_title(reading: &Reading<'_, '_>, tokens: TokenSpan) -> bool {
    let doc = reading.doc;
    let long = |word: &&str| word.chars().count() >= 4;
    let mut words = tokens.iter().map(|token| doc.word(token)).filter(long).peekable();
    reading.n_words(tokens) >= 2
        && words.peek().is_some()
        && words.all(|word| !word.starts_with(char::is_lowercase))
}
