//! Strings as numbers. The numbers follow the order of arrival and are never compared but for equality.

use rustc_hash::FxHashMap;

/// A string in an [`Interner`]; [`Symbol::NONE`] is no string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Symbol(u32);

impl Symbol {
    pub(crate) const NONE: Self = Self(u32::MAX);

    pub(crate) fn is_some(self) -> bool {
        self != Self::NONE
    }

    pub(crate) fn index(self) -> Option<usize> {
        self.is_some().then_some(self.0 as usize)
    }

    /// Both are there and equal.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self.is_some() && self == other
    }

    /// Both are there and differ.
    pub(crate) fn differs(self, other: Self) -> bool {
        self.is_some() && other.is_some() && self != other
    }
}

/// Each string once.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    numbers: FxHashMap<Box<str>, u32>,
    strings: Vec<Box<str>>,
}

impl Interner {
    pub(crate) fn symbol(&mut self, string: &str) -> Symbol {
        if let Some(number) = self.numbers.get(string) {
            return Symbol(*number);
        }
        let number = u32::try_from(self.strings.len()).expect("fewer than 2³² strings");
        self.strings.push(string.into());
        self.numbers.insert(string.into(), number);
        Symbol(number)
    }

    pub(crate) fn optional(&mut self, string: Option<&str>) -> Symbol {
        string.filter(|string| !string.is_empty()).map_or(Symbol::NONE, |s| self.symbol(s))
    }

    pub(crate) fn find(&self, string: &str) -> Symbol {
        self.numbers.get(string).map_or(Symbol::NONE, |number| Symbol(*number))
    }

    /// The string; empty for none.
    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        symbol.index().map_or("", |index| &self.strings[index])
    }
}
