use rustc_hash::FxHashMap;

/// Phrases of one or more words, found by their last word: *foreign minister* by *minister*.
pub(crate) struct Phrases {
    /// For each last word its phrases as row numbers, the longest first.
    by_last: FxHashMap<String, Vec<(u8, u16)>>,
    phrases: Vec<String>,
}

impl Phrases {
    /// Phrases are in lower case, their words parted by single blanks; their position is their row.
    pub(crate) fn new(phrases: impl Iterator<Item = String>) -> Self {
        let phrases: Vec<String> = phrases.collect();
        let mut by_last: FxHashMap<String, Vec<(u8, u16)>> = FxHashMap::default();
        for (row, phrase) in phrases.iter().enumerate() {
            let last = phrase.rsplit(' ').next().unwrap_or_default();
            let n_words = phrase.split(' ').count() as u8;
            let rows = by_last.entry(last.to_owned()).or_default();
            let at = rows.partition_point(|(longer, _)| *longer >= n_words);
            rows.insert(at, (n_words, row as u16));
        }
        Self { by_last, phrases }
    }

    /// The row of the longest phrase with which the words end, and its number of words.
    ///
    /// The words are compared as they are: in lower case, heads as lemmas.
    pub(crate) fn ending<W: AsRef<str>>(&self, words: &[W]) -> Option<(usize, usize)> {
        let rows = self.by_last.get(words.last()?.as_ref())?;
        rows.iter().find_map(|(n_words, row)| {
            let n_words = usize::from(*n_words);
            let tail = &words[words.len().checked_sub(n_words)?..];
            let phrase = self.phrases[usize::from(*row)].split(' ');
            phrase.eq(tail.iter().map(AsRef::as_ref)).then_some((usize::from(*row), n_words))
        })
    }

    /// The row of a whole phrase.
    pub(crate) fn row(&self, phrase: &str) -> Option<usize> {
        let rows = self.by_last.get(phrase.rsplit(' ').next()?)?;
        rows.iter().map(|(_, row)| usize::from(*row)).find(|row| self.phrases[*row] == phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_at_the_end_is_found() {
        let phrases = Phrases::new(
            ["minister", "foreign minister", "deputy foreign minister"]
                .into_iter()
                .map(str::to_owned),
        );
        assert_eq!(phrases.ending(&["the", "foreign", "minister"]), Some((1, 2)));
        assert_eq!(phrases.ending(&["minister"]), Some((0, 1)));
        assert_eq!(phrases.ending(&["minister", "said"]), None);
        assert_eq!(phrases.row("deputy foreign minister"), Some(2));
    }
}
