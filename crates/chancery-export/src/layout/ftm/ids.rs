//! Ids and addresses as `FollowTheMoney` takes them.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// An id of letters, digits, dots and hyphens, beginning and ending in a letter or digit. What is one stays as it is;
/// `#` becomes a dot; where anything else is in the way, the end of a digest keeps different ids apart.
pub(super) fn id(id: &str) -> String {
    let plain: String = id
        .chars()
        .map(|c| match c {
            '#' => '.',
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') => c,
            _ => '_',
        })
        .collect();
    let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if !plain.contains('_') && is_end(plain.chars().next()) && is_end(plain.chars().next_back()) {
        return plain;
    }
    let mut made = plain.replace('_', "-").trim_matches(['-', '.']).to_owned();
    if !made.is_empty() {
        made.push('-');
    }
    for byte in &Sha256::digest(id.as_bytes())[..6] {
        let _ = write!(made, "{byte:02x}");
    }
    made
}

/// Lower-case words joined by hyphens.
pub(super) fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Address of the English Wikipedia's article of a title.
pub(super) fn wikipedia(title: &str) -> String {
    let mut url = String::from("https://en.wikipedia.org/wiki/");
    for byte in title.replace(' ', "_").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,()'!*:;@$/".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_as_the_schema_takes_them() {
        assert_eq!(id("Q42"), "Q42");
        assert_eq!(id("e2-0af3"), "e2-0af3");
        assert_eq!(id("0af3#a2"), "0af3.a2");
        let made = [id("josé.ALD"), id("josè.ALD")];
        assert!(made[0].starts_with("jos-.ALD-") && made[0] != made[1], "{made:?}");
        assert!(id("日本").bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_eq!(slug("Minister of Foreign Affairs"), "minister-of-foreign-affairs");
    }

    #[test]
    fn titles_become_addresses() {
        assert_eq!(wikipedia("Côte d'Ivoire"), "https://en.wikipedia.org/wiki/C%C3%B4te_d'Ivoire");
    }
}
