//! How common words are in news at large: what a small archive cannot tell.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::hash::Hash;

/// Document frequencies of a fixed set of news.
#[derive(Debug)]
pub(crate) struct Background {
    /// Texts counted.
    pub(crate) n: f32,
    /// Texts with the word, by the word's stored hash; a word that is missing is in one at most.
    df: FxHashMap<u32, f32>,
}

impl Background {
    pub(crate) fn embedded() -> &'static Self {
        static TABLE: LazyLock<Background> =
            LazyLock::new(|| Background::of(include_str!("../../../data/stories/background.tsv")));
        &TABLE
    }

    /// Reads lines of a word and the number of texts that have it. The first, with an empty word, gives all texts.
    fn of(table: &str) -> Self {
        let mut background = Self { n: 0.0, df: FxHashMap::default() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (word, df) = line.split_once('\t').expect("a line has a word and a count");
            let df: f32 = df.parse().expect("a count is a number");
            if word.is_empty() {
                background.n = df;
            } else {
                background.df.insert(Hash::new().str(word).stored(), df);
            }
        }
        background
    }

    /// How many of its texts have the word.
    pub(crate) fn df(&self, hash: u32) -> f32 {
        self.df.get(&hash).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_common_words_are_common() {
        let text = include_str!("../../../data/stories/background.tsv");
        let words: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').next().unwrap())
            .collect();
        assert!(words.is_sorted());
        assert!(text.starts_with('#') && text.contains("Licence:"));
        let background = Background::embedded();
        let df = |word: &str| background.df(Hash::new().str(word).stored());
        assert!(df("year") > df("treaty"));
        assert!(df("year") < background.n);
        assert!(df("no such word") < 1.0);
    }
}
