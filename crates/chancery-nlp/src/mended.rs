//! Dictionary forms that the model gets wrong, from `data/nlp/lemmas.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::Pos;

/// The right dictionary form of a word in lower case, where the model's is known to be wrong.
pub(crate) fn mended(pos: Pos, lower: &str) -> Option<&'static str> {
    static TABLES: OnceLock<[FxHashMap<&'static str, &'static str>; 2]> = OnceLock::new();
    let [nouns, verbs] = TABLES.get_or_init(|| [rows("NOUN"), rows("VERB")]);
    match pos {
        Pos::Noun => nouns.get(lower).copied(),
        Pos::Verb => verbs.get(lower).copied(),
        _ => None,
    }
}

fn rows(pos: &str) -> FxHashMap<&'static str, &'static str> {
    include_str!("../../../data/nlp/lemmas.tsv")
        .lines()
        .filter_map(|line| line.strip_prefix(pos)?.strip_prefix('\t')?.split_once('\t'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_in_e_keep_it() {
        assert_eq!(mended(Pos::Verb, "hoped"), Some("hope"));
        assert_eq!(mended(Pos::Verb, "hopped"), None);
        assert_eq!(mended(Pos::Noun, "hoped"), None);
        assert_eq!(mended(Pos::Noun, "bases"), Some("base"));
    }
}
