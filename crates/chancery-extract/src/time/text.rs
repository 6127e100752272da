//! A document cut up for the patterns of time.

use chancery_nlp::{Doc, Tag, TokenId};
use chancery_text::ByteSpan;

use super::lexicon::{Lexicon, Role, Word};

/// What stands between a piece and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glue {
    /// White space.
    Blank,
    /// A hyphen: *six-month*, *2008-03-01*.
    Hyphen,
    /// Nothing.
    None,
}

/// A number in figures and what is written onto it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numeral {
    /// What stands before the point.
    pub(super) whole: u32,
    /// What stands after it, rounded down: *2.5* has 50.
    pub(super) hundredths: u8,
    /// Figures before the point.
    pub(super) digits: u8,
    pub(super) tail: Tail,
}

impl Numeral {
    /// As a number.
    pub(super) fn value(self) -> f64 {
        f64::from(self.whole) + f64::from(self.hundredths) / 100.0
    }
}

/// What is written onto a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    Nothing,
    /// *3rd*
    Ordinal,
    /// *1990s*
    Plural,
    /// *3pm*
    Am,
    Pm,
}

/// A word, a number, a mark. Hyphens part what the tokenizer leaves whole (*27-year*, *mid-2011*)
/// and are no pieces themselves, so that *third-quarter* and *third quarter* look alike.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'d> {
    pub(super) span: ByteSpan,
    pub(super) token: TokenId,
    pub(super) glue: Glue,
    pub(super) lower: &'d str,
    pub(super) word: Option<&'static Word>,
    pub(super) numeral: Option<Numeral>,
    /// Hours and minutes: *14:30*.
    pub(super) clock: Option<(u8, u8, Tail)>,
}

/// The pieces of a document.
pub(super) struct Text<'d, 't> {
    pub(super) doc: &'d Doc<'t>,
    pub(super) pieces: Vec<Piece<'d>>,
}

impl<'d, 't> Text<'d, 't> {
    /// Cuts a document up.
    pub(super) fn new(doc: &'d Doc<'t>) -> Self {
        let lexicon = Lexicon::embedded();
        let mut pieces: Vec<Piece<'d>> = Vec::with_capacity(doc.len());
        let mut end = 0;
        let mut hyphen = false;
        for token in doc.ids() {
            let span = doc.token(token).span;
            let lower = doc.lower(token);
            let glue = |hyphen| match (hyphen, span.start() == end) {
                (true, true) => Glue::Hyphen,
                (false, true) => Glue::None,
                _ => Glue::Blank,
            };
            let next_touches = !doc.token(token).space_after;
            if lower == "-" && span.start() == end && next_touches && !pieces.is_empty() {
                (hyphen, end) = (true, span.end());
                continue;
            }
            let first = glue(hyphen);
            (hyphen, end) = (false, span.end());
            // Lower-casing may change lengths outside ASCII; such words are left whole.
            let parted = lower.len() as u32 == span.len()
                && lower.len() < 32
                && lower.contains('-')
                && lower.split('-').all(|part| !part.is_empty());
            if !parted {
                pieces.push(piece(lexicon, span, token, first, lower));
                continue;
            }
            let mut at = span.start();
            for (i, part) in lower.split('-').enumerate() {
                let glue = if i == 0 { first } else { Glue::Hyphen };
                let span = ByteSpan::at(at, at + part.len() as u32);
                at = span.end() + 1;
                pieces.push(piece(lexicon, span, token, glue, part));
            }
        }
        Self { doc, pieces }
    }

    /// Number of pieces.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The piece at `i + step`, if there is one.
    pub(super) fn get(&self, i: usize, step: isize) -> Option<&Piece<'d>> {
        self.pieces.get(i.checked_add_signed(step)?)
    }

    /// The piece `step` from `i` in lower case; empty beyond the ends.
    pub(super) fn lower(&self, i: usize, step: isize) -> &'d str {
        self.get(i, step).map_or("", |piece| piece.lower)
    }

    /// What the piece `step` from `i` may mean.
    pub(super) fn word(&self, i: usize, step: isize) -> Option<&'static Word> {
        self.get(i, step)?.word
    }

    /// The piece `step` from `i` has a role.
    pub(super) fn is(&self, i: usize, step: isize, role: Role) -> bool {
        self.word(i, step).is_some_and(|word| word.is(role))
    }

    /// The piece begins with a capital.
    pub(super) fn is_capitalised(&self, i: usize) -> bool {
        self.pieces[i].span.of(self.doc.text()).starts_with(char::is_uppercase)
    }

    /// The tag of a piece's token.
    pub(super) fn tag(&self, i: usize, step: isize) -> Option<Tag> {
        Some(self.doc.tag(self.get(i, step)?.token))
    }

    /// A whole number without anything written onto it, of one to `digits` figures.
    pub(super) fn figures(&self, i: usize, step: isize, digits: u8) -> Option<u32> {
        let numeral = self.get(i, step)?.numeral?;
        let whole = numeral.tail == Tail::Nothing && numeral.hundredths == 0;
        (whole && numeral.digits <= digits).then_some(numeral.whole)
    }

    /// A year of news and history, 1500 to 2100.
    pub(super) fn year(&self, i: usize, step: isize) -> Option<i16> {
        let piece = self.get(i, step)?;
        if piece.span.len() != 4 {
            return None; // 1,900 and 02000
        }
        let year = self.figures(i, step, 4)?;
        (1500..=2100).contains(&year).then_some(year as i16)
    }

    /// A day of the month, as *3* or *3rd*.
    pub(super) fn month_day(&self, i: usize, step: isize) -> Option<i8> {
        let numeral = self.get(i, step)?.numeral?;
        let fits = matches!(numeral.tail, Tail::Nothing | Tail::Ordinal)
            && numeral.hundredths == 0
            && (1..=31).contains(&numeral.whole);
        (fits && numeral.digits <= 2).then_some(numeral.whole as i8)
    }

    /// From the first piece to the last before `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> ByteSpan {
        self.pieces[start].span.cover(self.pieces[end - 1].span)
    }
}

fn piece<'d>(
    lexicon: &'static Lexicon,
    span: ByteSpan,
    token: TokenId,
    glue: Glue,
    lower: &'d str,
) -> Piece<'d> {
    let (mut word, mut numeral, mut clock) = (None, None, None);
    match lower.bytes().next() {
        Some(b'0'..=b'9') if lower.len() <= 12 => {
            numeral = read_numeral(lower);
            clock = read_clock(lower);
        }
        Some(b'a'..=b'z' | b'\'') if lower.len() <= 13 => word = lexicon.word(lower),
        _ => {}
    }
    Piece { span, token, glue, lower, word, numeral, clock }
}

/// `27`, `1,000`, `2.5`, `3rd`, `1990s`, `3pm`; at most nine figures.
fn read_numeral(lower: &str) -> Option<Numeral> {
    let bytes = lower.as_bytes();
    let figure_at =
        |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let (mut whole, mut digits, mut at) = (0u32, 0, 0);
    loop {
        match figure_at(at) {
            Some(figure) if digits < 9 => {
                whole = whole * 10 + u32::from(figure);
                digits += 1;
            }
            None if digits > 0 && bytes.get(at) == Some(&b',') && figure_at(at + 1).is_some() => {}
            _ => break,
        }
        at += 1;
    }
    let mut hundredths = 0;
    if bytes.get(at) == Some(&b'.')
        && let Some(tenths) = figure_at(at + 1)
    {
        hundredths = tenths * 10 + figure_at(at + 2).unwrap_or(0);
        at += 1;
        while figure_at(at).is_some() {
            at += 1;
        }
    }
    let tail = match &lower[at..] {
        "" => Tail::Nothing,
        "st" | "nd" | "rd" | "th" => Tail::Ordinal,
        "s" | "'s" | "’s" => Tail::Plural,
        "am" | "a.m" | "a.m." => Tail::Am,
        "pm" | "p.m" | "p.m." => Tail::Pm,
        _ => return None,
    };
    Some(Numeral { whole, hundredths, digits, tail })
}

/// `14:30`, `14:30:05`, `9:15pm`.
fn read_clock(lower: &str) -> Option<(u8, u8, Tail)> {
    let (hour, rest) = lower.split_once(':')?;
    let minute = rest.get(..2)?;
    let tail = match &rest[2..] {
        "" => Tail::Nothing,
        "am" | "a.m." => Tail::Am,
        "pm" | "p.m." => Tail::Pm,
        seconds if seconds.starts_with(':') && seconds.len() == 3 => Tail::Nothing,
        _ => return None,
    };
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute, tail))
}

#[cfg(test)]
mod tests {
    use super::{Tail, read_clock, read_numeral};

    #[test]
    fn figures_keep_what_is_written_onto_them() {
        let read = |text| read_numeral(text).map(|numeral| (numeral.value(), numeral.tail));
        assert_eq!(read("1,250"), Some((1250.0, Tail::Nothing)));
        assert_eq!(read("2.5"), Some((2.5, Tail::Nothing)));
        assert_eq!(read("3rd"), Some((3.0, Tail::Ordinal)));
        assert_eq!(read("1990s"), Some((1990.0, Tail::Plural)));
        assert_eq!(read("8pm"), Some((8.0, Tail::Pm)));
        assert_eq!(read("5g"), None);
    }

    #[test]
    fn a_clock_has_sixty_minutes() {
        assert_eq!(read_clock("14:30"), Some((14, 30, Tail::Nothing)));
        assert_eq!(read_clock("9:15pm"), Some((9, 15, Tail::Pm)));
        assert_eq!(read_clock("14:75"), None);
        assert_eq!(read_clock("2:1"), None);
    }
}
