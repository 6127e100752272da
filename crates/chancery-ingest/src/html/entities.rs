use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The longest name in the table, its semicolon included.
const LONGEST_NAME: usize = 32;

/// Where a character reference stands: in an attribute `&copy=` is left alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    Text,
    Attribute,
}

/// Appends `raw` with its character references resolved.
///
/// WHATWG HTML, 13.2.5.72 and following: also without semicolon where old pages leave it out, and
/// numbers of Windows-1252 control characters stand for what Windows has there.
pub(super) fn decode_into(raw: &str, context: Context, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest, context) {
            Some((length, Reference::Char(character))) => {
                out.push(character);
                rest = &rest[length..];
            }
            Some((length, Reference::Text(text))) => {
                out.push_str(text);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

/// `raw` with its character references resolved.
pub(super) fn decode(raw: &str, context: Context) -> String {
    let mut out = String::with_capacity(raw.len());
    decode_into(raw, context, &mut out);
    out
}

enum Reference {
    Char(char),
    Text(&'static str),
}

/// The reference that `rest` begins with, and its length.
fn reference(rest: &str, context: Context) -> Option<(usize, Reference)> {
    let bytes = rest.as_bytes();
    match bytes.get(1)? {
        b'#' => numeric(bytes),
        byte if byte.is_ascii_alphanumeric() => named(rest, context),
        _ => None,
    }
}

fn numeric(bytes: &[u8]) -> Option<(usize, Reference)> {
    let (radix, start) = match bytes.get(2)? {
        b'x' | b'X' => (16, 3),
        _ => (10, 2),
    };
    let mut code: u32 = 0;
    let mut end = start;
    while let Some(digit) = bytes.get(end).and_then(|&byte| (byte as char).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    if bytes.get(end) == Some(&b';') {
        end += 1;
    }
    let character = match code {
        0x80..=0x9F => {
            let byte = [code as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        0 => char::REPLACEMENT_CHARACTER,
        code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((end, Reference::Char(character)))
}

fn named(rest: &str, context: Context) -> Option<(usize, Reference)> {
    let name_end = rest
        .bytes()
        .skip(1)
        .take(LONGEST_NAME)
        .position(|byte| !byte.is_ascii_alphanumeric())
        .map_or(rest.len().min(1 + LONGEST_NAME), |length| 1 + length);
    let bytes = rest.as_bytes();
    let table = table();
    if bytes.get(name_end) == Some(&b';')
        && let Some(text) = table.get(&rest[1..=name_end])
    {
        return Some((name_end + 1, Reference::Text(text)));
    }
    // Without semicolon: the longest name that there is, `&notit` being `¬it`.
    for end in (3..=name_end).rev() {
        let Some(text) = rest.get(1..end).and_then(|name| table.get(name)) else { continue };
        let follows = bytes.get(end);
        let left_alone = context == Context::Attribute
            && follows.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
        return (!left_alone).then_some((end, Reference::Text(text)));
    }
    None
}

fn table() -> &'static FxHashMap<&'static str, String> {
    static TABLE: OnceLock<FxHashMap<&'static str, String>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("../../../../data/html-entities.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let (name, codes) = line.split_once(' ').expect("a row has a name and code points");
                let text = codes
                    .split(' ')
                    .map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32))
                    .map(|character| character.expect("a code point is a hexadecimal number"))
                    .collect();
                (name, text)
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{Context, LONGEST_NAME, decode, table};

    #[test]
    fn references_are_resolved_as_browsers_do() {
        for (raw, text) in [
            ("a &amp; b", "a & b"),
            ("&lt;p&gt;", "<p>"),
            ("caf&eacute;", "café"),
            ("&eacute", "é"),
            ("&notit;", "¬it;"),
            ("&#8220;x&#x201d;", "“x”"),
            ("&#147;x&#148;", "“x”"),
            ("&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("AT&T &; &#; &# &nosuch; &é", "AT&T &; &#; &# &nosuch; &é"),
            ("&", "&"),
        ] {
            assert_eq!(decode(raw, Context::Text), text, "{raw}");
        }
        assert_eq!(decode("?a=1&copy=2&lt=3&amp;b", Context::Attribute), "?a=1&copy=2&lt=3&b");
    }

    #[test]
    fn no_name_is_longer_than_we_look() {
        assert_eq!(table().len(), 2231);
        assert_eq!(table().keys().map(|name| name.len()).max(), Some(LONGEST_NAME));
    }
}
