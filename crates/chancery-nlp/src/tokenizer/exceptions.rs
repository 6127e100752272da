//! Words whose tokens are listed, and the second pass that finds them where the first one cut them.

use rustc_hash::FxHashMap;

use crate::model::{Array, Model, ModelError, Strings};

/// The listed words.
#[derive(Debug)]
pub(super) struct Exceptions {
    /// Place in the list, by text.
    by_text: FxHashMap<Box<str>, u32>,
    keys: Strings,
    /// Number of pieces up to the end of each.
    ends: Array<u32>,
    orths: Strings,
    norms: Strings,
    /// Length in bytes of the longest; nothing longer is looked up.
    longest: usize,
}

/// A piece of an exception: its text, and its norm where it has one of its own.
pub(super) type ExceptionPiece<'e> = (&'e str, Option<&'e str>);

impl Exceptions {
    pub(super) fn load(model: &Model) -> Result<Self, ModelError> {
        let keys = model.strings("tokenizer/exceptions/keys")?;
        let ends: Array<u32> = model.array("tokenizer/exceptions/ends", &[keys.len()])?;
        let orths = model.strings("tokenizer/exceptions/orths")?;
        let norms = model.strings("tokenizer/exceptions/norms")?;
        let wrong = |what: &str| ModelError::Content {
            name: "tokenizer/exceptions".to_owned(),
            what: what.to_owned(),
        };
        let n_pieces = ends.last().map_or(0, |&end| end as usize);
        if !ends.is_sorted() || orths.len() != n_pieces || norms.len() != n_pieces {
            return Err(wrong("its columns differ in length"));
        }
        let by_text = keys.iter().zip(0..).map(|(key, n)| (key.into(), n)).collect();
        let longest = keys.iter().map(str::len).max().unwrap_or(0);
        let exceptions = Self { by_text, keys, ends, orths, norms, longest };
        for (n, key) in (0..).zip(exceptions.keys.iter()) {
            let text: String = exceptions.pieces_at(n).map(|(orth, _)| orth).collect();
            let empty = exceptions.pieces_at(n).any(|(orth, _)| orth.is_empty());
            if text != key || key.is_empty() || empty {
                return Err(wrong("pieces do not make up their word"));
            }
        }
        Ok(exceptions)
    }

    pub(super) fn contains(&self, text: &str) -> bool {
        text.len() <= self.longest && self.by_text.contains_key(text)
    }

    /// The pieces of a listed word.
    pub(super) fn get(&self, text: &str) -> Option<impl Iterator<Item = ExceptionPiece<'_>>> {
        if text.len() > self.longest {
            return None;
        }
        self.by_text.get(text).map(|&n| self.pieces_at(n))
    }

    /// The listed words in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter()
    }

    fn pieces_at(&self, n: u32) -> impl Iterator<Item = ExceptionPiece<'_>> {
        let n = n as usize;
        let start = if n == 0 { 0 } else { self.ends[n - 1] as usize };
        (start..self.ends[n] as usize).map(|at| {
            let norm = self.norms.get(at);
            (self.orths.get(at), (!norm.is_empty()).then_some(norm))
        })
    }
}

/// The words of the list that the first pass would cut, as the tokens that it cuts them into.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    /// Ids of the tokens after the first, by the id of the first.
    by_first: FxHashMap<u64, Vec<Box<[u64]>>>,
}

impl Patterns {
    pub(super) fn add(&mut self, orths: &[u64]) {
        if let Some((&first, rest)) = orths.split_first() {
            let patterns = self.by_first.entry(first).or_default();
            if !patterns.iter().any(|known| **known == *rest) {
                patterns.push(rest.into());
            }
        }
    }

    pub(super) fn starts_with(&self, orth: u64) -> bool {
        self.by_first.contains_key(&orth)
    }

    /// How many tokens each pattern covers that fits from `start` on; `orth` gives the tokens' ids.
    pub(super) fn matches_at(
        &self,
        start: usize,
        orth: impl Fn(usize) -> Option<u64>,
    ) -> impl Iterator<Item = usize> {
        let patterns = orth(start).and_then(|first| self.by_first.get(&first));
        patterns.into_iter().flatten().filter_map(move |rest| {
            let fits = rest.iter().zip(start + 1..).all(|(&id, at)| orth(at) == Some(id));
            fits.then_some(rest.len() + 1)
        })
    }
}
