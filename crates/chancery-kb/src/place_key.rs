//! Names of places as they are looked up. Shared with `build.rs`, so that both sides agree.

use super::latin::base_letters;

/// Adds the words of `text` to a key: base letters in lower case, full stops and apostrophes left out,
/// all other marks as blanks; *saint*, *mount* and *fort* as they are shortened, `&` as *and*.
///
/// `word` is the word begun so far, which [`finish`] ends. So a key may be made piece by piece, and
/// `Saint-Denis`, `Saint - Denis` and `St. Denis` have one.
pub(crate) fn push(text: &str, word: &mut String, mut end_word: impl FnMut(&str)) {
    for c in text.chars() {
        match c {
            '.' | '\'' | '\u{2018}' | '\u{2019}' | '`' | 'ʻ' | 'ʼ' | 'ʾ' | 'ʿ' => {}
            '&' => {
                finish(word, &mut end_word);
                end_word("and");
            }
            c if c.is_ascii_alphanumeric() => word.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => finish(word, &mut end_word),
            c => match base_letters(c) {
                Some(letters) => word.push_str(letters),
                None if c.is_alphanumeric() => word.push(c),
                None => finish(word, &mut end_word),
            },
        }
    }
}

/// Ends the word begun by [`push`].
pub(crate) fn finish(word: &mut String, mut end_word: impl FnMut(&str)) {
    if word.is_empty() {
        return;
    }
    end_word(match word.as_str() {
        "saint" => "st",
        "sainte" => "ste",
        "mount" => "mt",
        "fort" => "ft",
        other => other,
    });
    word.clear();
}

/// The key of a whole name, without a leading *the*.
pub(crate) fn key(name: &str) -> String {
    let (mut key, mut word) = (String::new(), String::new());
    let mut end_word = |word: &str| {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    };
    push(name, &mut word, &mut end_word);
    finish(&mut word, &mut end_word);
    match key.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => key,
    }
}
