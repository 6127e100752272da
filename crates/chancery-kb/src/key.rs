//! Names as they are looked up. Shared with `build.rs`, so that both sides agree.

use super::latin::base_letters;

/// Writes the key of a name: ASCII lower case, no full stops or commas, hyphens as blanks, no leading "the".
///
/// `U.S.` and `US` have one key, as have `Al-Qaeda` and `al Qaeda`, `António` and `Antonio`,
/// `N’Djamena` and `N'Djamena`. Capitals, which are lost here, are judged by [`Letters`].
/// Letters of other scripts stay as they are.
pub(crate) fn write_key(name: &str, key: &mut String) {
    key.clear();
    let mut blank = false;
    for c in name.chars() {
        match c {
            '.' | ',' | '"' | '“' | '”' | '\u{200b}'..='\u{200f}' => continue,
            ' ' | '-' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '\t' | '\n' | '\r' => {
                blank = true;
                continue;
            }
            _ => {}
        }
        if std::mem::take(&mut blank) && !key.is_empty() {
            key.push(' ');
        }
        match c {
            '\u{2018}' | '\u{2019}' | '`' | 'ʻ' | 'ʼ' => key.push('\''),
            c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            c => match base_letters(c) {
                Some(letters) => key.push_str(letters),
                None => key.push(c),
            },
        }
    }
    if key.starts_with("the ") {
        key.drain(..4);
    }
}

/// Which letters a name has, as far as capitals go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letters {
    /// At least one capital: without, it is a common word and no name.
    pub(crate) some_capital: bool,
    /// No small letter, as in an acronym or a headline.
    pub(crate) all_capitals: bool,
}

impl Letters {
    pub(crate) fn of(name: &str) -> Self {
        let some_capital = name.chars().any(char::is_uppercase);
        Self { some_capital, all_capitals: some_capital && !name.chars().any(char::is_lowercase) }
    }
}

/// FNV-1a: the hash of the tables that `build.rs` lays out.
pub(crate) fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
