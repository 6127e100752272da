//! The headline's words. It is not parsed: that would cost as much as three sentences of text.

use crate::terms::Class;

/// The words of a headline in lower case, without signs and without a possessive's ending.
pub(crate) fn words(title: &str) -> impl Iterator<Item = String> + '_ {
    title
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | ',')))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .map(|word| {
            let bare = ["'s", "’s", "'S", "’S"].iter().find_map(|end| word.strip_suffix(end));
            bare.unwrap_or(word).to_lowercase()
        })
        .filter(|word| !word.is_empty())
}

/// The class of a headline's word that the text does not have: headlines are capitalised in too many ways to say more.
pub(crate) fn class(word: &str) -> Class {
    if word.starts_with(|c: char| c.is_ascii_digit()) { Class::Number } else { Class::Rest }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn signs_and_possessives_are_no_words() {
        let found: Vec<String> =
            words("Varland's envoy: “No deal” on U.S. grain, 2.5 million tons").collect();
        assert_eq!(
            found,
            ["varland", "envoy", "no", "deal", "on", "u.s", "grain", "2.5", "million", "tons"]
        );
    }
}
