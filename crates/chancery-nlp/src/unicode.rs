//! Classes of characters: Unicode 14 as Python 3.11 applies it, and the classes of the tokenizer's patterns.
//!
//! One table look-up tells all classes of a character. The table is part of the model file, since half of it
//! is read from the model's patterns; Rust's own `char` methods follow a later Unicode and other
//! definitions (U+001C is white space to Python, Ⓐ is no letter).

use std::collections::BTreeMap;

use crate::model::{Array, Model, ModelError, ModelWriter};

/// One bit for each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)+) => {
        impl Classes {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)+
        }
    };
}
classes! {
    /// `str.isspace`.
    SPACE = 0,
    /// Categories L*.
    LETTER = 1,
    /// `str.isupper`.
    UPPERCASE = 2,
    /// `str.isdigit`: decimal digits of all scripts, and ², ①.
    DIGIT = 3,
    /// `str.isdecimal`.
    DECIMAL = 4,
    /// `\w`: letters, numbers and the underscore.
    WORD = 5,
    /// Makes a capital sigma after it a final one.
    CASED = 6,
    /// Is looked through in search of one.
    CASE_IGNORABLE = 7,
    /// Has a lower case that is another character.
    HAS_LOWER = 8,
    /// A prefix by itself.
    PREFIX = 9,
    /// A suffix by itself.
    SUFFIX = 10,
    /// A symbol or emoji: prefix, suffix and infix.
    ICON = 11,
    /// A full stop after it is a suffix.
    BEFORE_STOP = 12,
    /// A full stop after two of these is a suffix.
    CAPITAL = 13,
    /// Before a full stop that is an infix.
    LOWER_OR_QUOTE = 14,
    /// After a full stop that is an infix.
    UPPER_OR_QUOTE = 15,
    /// What the patterns call a letter.
    ALPHA = 16,
    /// The last part of a host's name.
    TOP_LEVEL = 17,
}

impl Classes {
    /// Has all classes of `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Has a class of `other`.
    pub fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Characters per page of the table.
const PAGE: usize = 128;
const N_PAGES: usize = 0x11_0000 / PAGE;

/// The classes of all characters, and lower case.
#[derive(Debug, Clone)]
pub struct CharTable {
    /// For each stretch of 128 code points the number of its page.
    pages: Array<u16>,
    /// `[pages, 128]`; page 0 is ASCII.
    classes: Array<u32>,
    /// Code points that have a lower case, ascending, and theirs.
    upper: Array<u32>,
    lower: Array<u32>,
}

impl CharTable {
    /// Reads the table.
    ///
    /// # Errors
    /// Where it is missing or inconsistent.
    pub fn load(model: &Model) -> Result<Self, ModelError> {
        let pages: Array<u16> = model.array("text/pages", &[N_PAGES])?;
        let classes: Array<u32> = model.array_of_any_shape("text/classes")?;
        let upper: Array<u32> = model.array_of_any_shape("text/upper")?;
        let lower: Array<u32> = model.array("text/lower", &[upper.len()])?;
        let n_pages = classes.len() / PAGE;
        let wrong = |name: &str, what: &str| ModelError::Content {
            name: name.to_owned(),
            what: what.to_owned(),
        };
        if !classes.len().is_multiple_of(PAGE) || pages.first() != Some(&0) {
            return Err(wrong("text/classes", "its pages are torn"));
        }
        if pages.iter().any(|&page| usize::from(page) >= n_pages) {
            return Err(wrong("text/pages", "a page does not exist"));
        }
        if !upper.is_sorted() || lower.iter().any(|&c| char::from_u32(c).is_none()) {
            return Err(wrong("text/lower", "it holds no characters"));
        }
        Ok(Self { pages, classes, upper, lower })
    }

    /// The classes of a character.
    pub fn of(&self, c: char) -> Classes {
        let c = c as usize;
        let page = usize::from(self.pages[c / PAGE]);
        Classes(self.classes[page * PAGE + c % PAGE])
    }

    /// The character has one of the classes.
    pub fn is(&self, c: char, classes: Classes) -> bool {
        self.of(c).has_any(classes)
    }

    /// Appends the lower case of `text`, as Python's `str.lower` gives it.
    pub fn push_lower(&self, text: &str, out: &mut String) {
        if text.is_ascii() {
            let start = out.len();
            out.push_str(text);
            out[start..].make_ascii_lowercase();
            return;
        }
        for (at, c) in text.char_indices() {
            match c {
                'Σ' if self.is_final_sigma(text, at) => out.push('ς'),
                // The one character with a lower case of two.
                'İ' => out.push_str("i\u{307}"),
                _ => out.push(self.lower_char(c)),
            }
        }
    }

    fn lower_char(&self, c: char) -> char {
        if !self.is(c, Classes::HAS_LOWER) {
            return c;
        }
        let lower = self.upper.binary_search(&(c as u32)).ok().map(|at| self.lower[at]);
        lower.and_then(char::from_u32).unwrap_or(c)
    }

    /// The capital sigma at `at` ends a word: a cased letter before it and none after.
    fn is_final_sigma(&self, text: &str, at: usize) -> bool {
        let seen = |c: &char| !self.is(*c, Classes::CASE_IGNORABLE);
        let cased = |c: char| self.is(c, Classes::CASED);
        text[..at].chars().rev().find(seen).is_some_and(cased)
            && !text[at + 'Σ'.len_utf8()..].chars().find(seen).is_some_and(cased)
    }
}

/// Collects ranges of characters for [`CharTable`].
#[derive(Debug)]
pub struct CharTableWriter {
    classes: Vec<u32>,
    lower: BTreeMap<u32, u32>,
}

impl Default for CharTableWriter {
    fn default() -> Self {
        Self { classes: vec![0; 0x11_0000], lower: BTreeMap::new() }
    }
}

impl CharTableWriter {
    /// Gives all code points from `first` to `last` a class.
    pub fn add(&mut self, class: Classes, first: u32, last: u32) {
        let last = last.min(0x10_FFFF);
        if first <= last {
            for classes in &mut self.classes[first as usize..=last as usize] {
                *classes |= class.0;
            }
        }
    }

    /// Says what the lower case of a character is.
    pub fn add_lower(&mut self, upper: char, lower: char) {
        self.add(Classes::HAS_LOWER, upper as u32, upper as u32);
        self.lower.insert(upper as u32, lower as u32);
    }

    /// Writes the table.
    pub fn finish(self, writer: &mut ModelWriter) {
        let mut pages: Vec<u16> = Vec::with_capacity(N_PAGES);
        let mut distinct: BTreeMap<&[u32], u16> = BTreeMap::new();
        let mut classes: Vec<u32> = Vec::new();
        for page in self.classes.chunks_exact(PAGE) {
            let next = distinct.len() as u16;
            let number = *distinct.entry(page).or_insert_with(|| {
                classes.extend_from_slice(page);
                next
            });
            pages.push(number);
        }
        let (upper, lower): (Vec<u32>, Vec<u32>) = self.lower.into_iter().unzip();
        writer.array("text/pages", &[pages.len()], &pages);
        writer.array("text/classes", &[classes.len()], &classes);
        writer.array("text/upper", &[upper.len()], &upper);
        writer.array("text/lower", &[lower.len()], &lower);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{CharTable, CharTableWriter, Classes};
    use crate::model::{Model, ModelWriter};

    fn table() -> CharTable {
        let mut table = CharTableWriter::default();
        for c in 'Α'..='Ω' {
            table.add(Classes::CASED, c as u32, c as u32);
            if let Some(lower) = c.to_lowercase().next() {
                table.add_lower(c, lower);
            }
        }
        table.add(Classes::CASE_IGNORABLE, '\'' as u32, '\'' as u32);
        table.add(Classes::SPACE, 0x1C, 0x20);
        table.add(Classes::ICON, 0x10_FFFF, u32::MAX);
        let mut writer = ModelWriter::default();
        table.finish(&mut writer);
        CharTable::load(&Model::from_bytes(Arc::new(writer.finish())).unwrap()).unwrap()
    }

    #[test]
    fn every_class_is_found_again() {
        let table = table();
        assert!(table.is('\u{1d}', Classes::SPACE) && !table.is('!', Classes::SPACE));
        assert!(table.is('\u{10FFFF}', Classes::ICON) && !table.is('\u{10FFFE}', Classes::ICON));
        assert!(!table.of('Ω').has(Classes::CASED.or(Classes::SPACE)));
        assert!(table.of('Ω').has_any(Classes::CASED.or(Classes::SPACE)));
    }

    #[test]
    fn a_capital_sigma_at_the_end_of_a_word_becomes_a_final_one() {
        let table = table();
        for (text, lower) in [
            ("ΟΔΟΣ", "οδος"),
            ("ΟΔΟΣ'", "οδος'"),
            ("ΟΣ'Ο", "οσ'ο"),
            ("Σ", "σ"),
            ("İΣ", "i\u{307}σ"),
            ("ABC", "abc"),
        ] {
            let mut out = String::new();
            table.push_lower(text, &mut out);
            assert_eq!(out, lower);
        }
    }
}
