use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// A lower-case word that tells nothing of what an article is about.
pub(crate) fn is_stop_word(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        include_str!("../../../data/stories/stop-words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect()
    });
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::is_stop_word;

    #[test]
    fn the_table_is_sorted_and_says_where_it_comes_from() {
        let text = include_str!("../../../data/stories/stop-words.txt");
        let words: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(words.is_sorted());
        assert!(text.starts_with('#') && text.contains("Licence:"));
        assert!(is_stop_word("the") && !is_stop_word("treaty"));
    }
}
