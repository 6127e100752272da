use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::fields::language_code;

/// ISO 639-1 code of a language as databases name it: `ENGLISH`, `GERMAN; DEUTSCH`, `Anglais`, `en`.
pub(super) fn language_of(written: &str) -> Option<String> {
    static NAMES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        include_str!("../../../../data/language-names.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .flat_map(|(code, names)| names.split('|').map(move |name| (name, code)))
            .collect()
    });
    let folded = written.trim().to_lowercase();
    if let Some(code) = names.get(folded.as_str()) {
        return Some((*code).to_owned());
    }
    let first = folded.split([';', ',', '/', '(']).next().unwrap_or_default().trim();
    names.get(first).map(|code| (*code).to_owned()).or_else(|| language_code(first))
}

#[cfg(test)]
mod tests {
    use super::language_of;

    #[test]
    fn names_of_languages_become_codes() {
        for (written, code) in [
            ("ENGLISH", Some("en")),
            ("GERMAN; DEUTSCH", Some("de")),
            ("Anglais", Some("en")),
            ("Chinese - Simplified", Some("zh")),
            ("en", Some("en")),
            ("FR-ca", Some("fr")),
            ("Klingon", None),
            ("", None),
        ] {
            assert_eq!(language_of(written).as_deref(), code, "{written}");
        }
    }
}
