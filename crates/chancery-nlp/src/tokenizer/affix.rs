//! Prefixes, suffixes and infixes: the model's patterns as hand-written rules.
//!
//! The patterns ask for look-around, which linear-time regex engines lack, and a backtracking one takes some 50 µs
//! a word. Their form is fixed here; which characters and units they name is read from the model
//! ([`Classes`], `tokenizer/after_digit`).

use rustc_hash::FxHashSet;

use crate::model::{Model, ModelError};
use crate::unicode::{CharTable, Classes};

/// What may follow a digit as a suffix: currencies, units, `+`.
#[derive(Debug)]
pub(super) struct Affixes {
    after_digit: FxHashSet<Box<str>>,
    /// Length in bytes of the longest of them.
    longest: usize,
}

impl Affixes {
    pub(super) fn load(model: &Model) -> Result<Self, ModelError> {
        let strings = model.strings("tokenizer/after_digit")?;
        let after_digit: FxHashSet<Box<str>> = strings.iter().map(Into::into).collect();
        let longest = strings.iter().map(str::len).max().unwrap_or(0);
        Ok(Self { after_digit, longest })
    }

    /// Length in bytes of the suffix of `text`, 0 for none: the longest of all that fit.
    pub(super) fn suffix(&self, text: &str, chars: &CharTable) -> usize {
        let Some(last) = text.chars().next_back() else { return 0 };
        let before = &text[..text.len() - last.len_utf8()];
        let mut longest = 0;
        if chars.is(last, Classes::SUFFIX.or(Classes::ICON)) {
            longest = last.len_utf8();
        }
        match last {
            '…' if before.ends_with('…') => longest = 2 * last.len_utf8(),
            's' | 'S' => {
                if let Some(mark) = before.chars().next_back().filter(|&c| c == '\'' || c == '’')
                {
                    longest = mark.len_utf8() + 1;
                }
            }
            '.' => {
                let dots = text.bytes().rev().take_while(|&byte| byte == b'.').count();
                if dots >= 2 {
                    longest = dots;
                } else if ends_sentence(before, chars) {
                    longest = 1;
                }
            }
            _ => {}
        }
        longest.max(self.after_digit(text))
    }

    /// Length of what follows the last digit, where that is a unit. Units hold no digits, so nothing shorter
    /// or longer can be one.
    fn after_digit(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let window = &bytes[bytes.len().saturating_sub(self.longest + 1)..];
        let Some(at) = window.iter().rposition(u8::is_ascii_digit) else { return 0 };
        let len = window.len() - at - 1;
        if len > 0 && self.after_digit.contains(&text[text.len() - len..]) { len } else { 0 }
    }
}

/// Length in bytes of the prefix of `text`, 0 for none.
pub(super) fn prefix(text: &str, chars: &CharTable) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    match first {
        '+' => usize::from(!text[1..].starts_with(|c: char| c.is_ascii_digit())),
        '.' => dots_at_start(text),
        'U' if text.starts_with("US$") => 3,
        'C' | 'A' if text[1..].starts_with('$') => 2,
        _ if chars.is(first, Classes::PREFIX.or(Classes::ICON)) => first.len_utf8(),
        _ => 0,
    }
}

/// A full stop after `before` is a suffix.
fn ends_sentence(before: &str, chars: &CharTable) -> bool {
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return false };
    if chars.is(last, Classes::BEFORE_STOP) {
        return true;
    }
    let Some(second_last) = back.next() else { return false };
    "FfCcKk".contains(last) && second_last == '°'
        || chars.is(last, Classes::CAPITAL) && chars.is(second_last, Classes::CAPITAL)
}

/// Length of two or more dots at the start, else 0.
fn dots_at_start(text: &str) -> usize {
    match text.bytes().take_while(|&byte| byte == b'.').count() {
        1 => 0,
        dots => dots,
    }
}

/// The infixes of `text` from left to right, as ranges of bytes; they do not overlap.
pub(super) fn infixes<'t>(
    text: &'t str,
    chars: &'t CharTable,
) -> impl Iterator<Item = (usize, usize)> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            let len = infix_at(text, start, c, chars);
            at += len.max(c.len_utf8());
            if len > 0 {
                return Some((start, at));
            }
        }
        None
    })
}

/// Length in bytes of the infix that begins at `at` with the character `c`, 0 for none.
fn infix_at(text: &str, at: usize, c: char, chars: &CharTable) -> usize {
    // Letters and digits, nearly all there is, begin no infix.
    if c.is_ascii_alphanumeric() {
        return 0;
    }
    let rest = &text[at..];
    let previous = text[..at].chars().next_back();
    let next = rest[c.len_utf8()..].chars().next();
    let before = |test: &dyn Fn(char) -> bool| previous.is_some_and(test);
    let after = |test: &dyn Fn(char) -> bool| next.is_some_and(test);
    let alpha = |c: char| chars.is(c, Classes::ALPHA);
    let alpha_or_digit = |c: char| alpha(c) || c.is_ascii_digit();
    if c == '.' {
        let dots = dots_at_start(rest);
        if dots > 0 {
            return dots;
        }
        let split = before(&|c| chars.is(c, Classes::LOWER_OR_QUOTE))
            && after(&|c| chars.is(c, Classes::UPPER_OR_QUOTE));
        return usize::from(split);
    }
    if c == '…' || chars.is(c, Classes::ICON) {
        return c.len_utf8();
    }
    if matches!(c, '+' | '-' | '*' | '^')
        && before(&|c| c.is_ascii_digit())
        && after(&|c| c.is_ascii_digit() || c == '-')
    {
        return 1;
    }
    if c == ',' && before(&alpha) && after(&alpha) {
        return 1;
    }
    if matches!(c, '-' | '–' | '—' | '~') && before(&alpha_or_digit) {
        for dash in ["-", "–", "—", "--", "---", "——", "~"] {
            if let Some(rest) = rest.strip_prefix(dash)
                && rest.starts_with(alpha)
            {
                return dash.len();
            }
        }
    }
    let split =
        matches!(c, ':' | '<' | '>' | '=' | '/') && before(&alpha_or_digit) && after(&alpha);
    usize::from(split)
}
