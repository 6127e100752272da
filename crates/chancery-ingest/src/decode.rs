use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, X_USER_DEFINED};

/// How far browsers look for `<meta charset>`.
const META_SCAN: usize = 1024;
/// How far we look for signs that a file is no text.
const BINARY_SCAN: usize = 8192;

/// Bytes as text, the way browsers do it: byte order mark, then UTF-8 where all of it is, then a guess.
///
/// Bytes that are none in the encoding become U+FFFD; the byte order mark is dropped.
pub(crate) fn decode_text(bytes: Vec<u8>) -> String {
    decode(bytes, |_| None)
}

/// The same for a page, whose `<meta charset>` counts before the guess.
pub(crate) fn decode_html(bytes: Vec<u8>) -> String {
    decode(bytes, declared_encoding)
}

/// The same for a page whose server names an encoding: it counts before what the page declares.
pub(crate) fn decode_sent(bytes: Vec<u8>, charset: Option<&str>) -> String {
    let said = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    decode(bytes, |bytes| said.or_else(|| declared_encoding(bytes)))
}

/// The same for XML, whose declaration counts before the guess.
pub(crate) fn decode_xml(bytes: Vec<u8>) -> String {
    decode(bytes, |bytes| {
        let head = &bytes[..bytes.len().min(META_SCAN)];
        let declaration = head.strip_prefix(b"<?xml")?;
        let declaration = &declaration[..memchr::memmem::find(declaration, b"?>")?];
        let at = memchr::memmem::find(declaration, b"encoding")? + b"encoding".len();
        let value = declaration[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let (quote, value) = value.split_first()?;
        let label = &value[..memchr::memchr(*quote, value)?];
        // What could be declared in ASCII is not UTF-16.
        Encoding::for_label(label).map(Encoding::output_encoding)
    })
}

fn decode(bytes: Vec<u8>, declared: impl Fn(&[u8]) -> Option<&'static Encoding>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    let encoding = declared(&bytes);
    if encoding.is_none_or(|encoding| encoding == UTF_8) && std::str::from_utf8(&bytes).is_ok() {
        return String::from_utf8(bytes).expect("it was just found to be UTF-8");
    }
    let encoding = encoding.unwrap_or_else(|| guess(&bytes, Utf8Detection::Allow));
    encoding.decode_without_bom_handling(&bytes).0.into_owned()
}

/// A row of a table that is not UTF-8, and the encoding that it was read in.
pub(crate) fn decode_guessed(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let encoding = guess(bytes, Utf8Detection::Deny);
    (encoding.decode_without_bom_handling(bytes).0, encoding.name())
}

fn guess(bytes: &[u8], utf8: Utf8Detection) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, utf8)
}

/// The encoding in `<meta charset="…">` or `<meta http-equiv … content="…; charset=…">`.
///
/// WHATWG HTML, "prescan a byte stream to determine its encoding", in short: comments are left out, and
/// the label may stand in either attribute.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(META_SCAN)];
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"!--") {
            rest = &rest[memchr::memmem::find(rest, b"-->")?..];
            continue;
        }
        let is_meta = rest.get(..5).is_some_and(|tag| {
            tag[..4].eq_ignore_ascii_case(b"meta")
                && (tag[4].is_ascii_whitespace() || tag[4] == b'/')
        });
        if !is_meta {
            continue;
        }
        let tag = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
        let tag = tag.to_ascii_lowercase();
        let Some(at) = memchr::memmem::find(&tag, b"charset") else { continue };
        let label = tag[at + b"charset".len()..].trim_ascii_start();
        let Some(label) = label.strip_prefix(b"=") else { continue };
        let label = label.trim_ascii_start();
        let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
        let end = label
            .iter()
            .position(|byte| {
                matches!(byte, b'"' | b'\'' | b';' | b'/') || byte.is_ascii_whitespace()
            })
            .unwrap_or(label.len());
        if let Some(encoding) = Encoding::for_label(&label[..end]) {
            // A page that could say so in ASCII is not UTF-16.
            return Some(if encoding == X_USER_DEFINED {
                WINDOWS_1252
            } else {
                encoding.output_encoding()
            });
        }
    }
    None
}

/// What the first bytes of a file that is no text say that it is.
pub(crate) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const MAGICS: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"GIF8", "an image"),
        (b"\x7FELF", "a program"),
        (b"BZh", "bzip2 data"),
        (b"\xFD7zXZ", "xz data"),
    ];
    let named = MAGICS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    if named.is_some() {
        return named;
    }
    let utf16 = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    let head = &bytes[..bytes.len().min(BINARY_SCAN)];
    (!utf16 && memchr::memchr(0, head).is_some()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::{binary_kind, decode_html, decode_text};

    #[test]
    fn the_byte_order_mark_decides_and_is_dropped() {
        assert_eq!(decode_text(b"\xEF\xBB\xBFna\xC3\xAFve".to_vec()), "naïve");
        assert_eq!(decode_text(b"\xFF\xFEA\0\xE9\0".to_vec()), "Aé");
        assert_eq!(decode_text(b"\xFE\xFF\0A\0\xE9".to_vec()), "Aé");
    }

    #[test]
    fn text_without_mark_is_utf8_or_guessed() {
        assert_eq!(decode_text("Größe".as_bytes().to_vec()), "Größe");
        assert_eq!(decode_text(b"caf\xE9 \x93quoted\x94".to_vec()), "café “quoted”");
        assert_eq!(decode_text(b"".to_vec()), "");
        let cyrillic = "Министр прибыл в столицу с визитом";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(cyrillic);
        assert_eq!(decode_text(bytes.into_owned()), cyrillic);
    }

    #[test]
    fn a_page_is_read_as_it_declares() {
        for meta in [
            "<meta charset=iso-8859-2>",
            "<!-- <meta charset=utf-8> --><META CHARSET='ISO-8859-2'>",
            "<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\">",
        ] {
            let mut page = meta.as_bytes().to_vec();
            page.push(0xB1);
            assert!(decode_html(page).ends_with('ą'), "{meta}");
        }
    }

    #[test]
    fn binary_files_are_told_from_text() {
        assert!(binary_kind(b"%PDF-1.7").is_some());
        assert!(binary_kind(b"abc\0def").is_some());
        assert!(binary_kind(b"\xFF\xFEA\0").is_none());
        assert!(binary_kind(b"plain").is_none());
        assert!(binary_kind(b"").is_none());
    }
}
