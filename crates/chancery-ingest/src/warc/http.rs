use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::error::IngestError;

/// The head of an HTTP message may take this much.
pub(super) const HEAD_LIMIT: usize = 256 * 1024;
/// A page may take this much, packed or not.
pub(crate) const PAGE_LIMIT: u64 = 64 << 20;

/// Status line and fields of an HTTP response: RFC 9112, 4 and 5, as leniently as browsers read them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HttpHead {
    pub(super) status: u16,
    /// Names in lower case.
    fields: Vec<(String, String)>,
    /// Bytes up to the body.
    pub(super) length: usize,
}

/// The body of a page as it was sent, still packed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    pub(crate) chunked: bool,
    /// Content codings, the outermost last.
    pub(crate) codings: Vec<String>,
    /// The encoding that the HTTP head names.
    pub(crate) charset: Option<String>,
}

impl HttpHead {
    /// `None` where the head is not whole, or none.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let end = memchr::memchr_iter(b'\n', bytes).find_map(|at| match bytes[at + 1..] {
            [b'\n', ..] => Some(at + 2),
            [b'\r', b'\n', ..] => Some(at + 3),
            _ => None,
        })?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.lines();
        let status =
            lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let fields = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Some(Self { status, fields, length: end })
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn content_type(&self) -> Option<&str> {
        self.field("content-type")
    }

    pub(super) fn body(&self, bytes: Vec<u8>) -> Body {
        let list = |name| {
            let values = self.fields.iter().filter(move |(known, _)| known == name);
            values
                .flat_map(|(_, value)| value.split(','))
                .map(|part| part.trim().to_ascii_lowercase())
        };
        Body {
            bytes,
            chunked: list("transfer-encoding").any(|coding| coding == "chunked"),
            codings: list("content-encoding").collect(),
            charset: self.content_type().and_then(charset_of),
        }
    }
}

/// The encoding that a content type names: `utf-8` of `text/html; charset=utf-8`.
pub fn charset_of(content_type: &str) -> Option<String> {
    let (_, parameters) = content_type.split_once(';')?;
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    })
}

/// Whether the type is HTML, or, where none is given, the body begins as HTML does.
pub(crate) fn is_page(content_type: Option<&str>, body: &[u8]) -> bool {
    let Some(content_type) = content_type else {
        let start = body.trim_ascii_start();
        return ["<!doctype html", "<html"].iter().any(|begin| {
            start
                .get(..begin.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(begin.as_bytes()))
        });
    };
    let kind = content_type.split([';', ',']).next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"].iter().any(|html| kind.eq_ignore_ascii_case(html))
}

impl Body {
    /// The page, unpacked.
    ///
    /// Crawlers often store the page unpacked and the head as it was: a coding that the bytes do not have is
    /// passed over. Of a page that breaks off what came before is taken.
    ///
    /// # Errors
    /// Where it unpacks to more than [`PAGE_LIMIT`], or is damaged from its first byte on.
    pub(crate) fn unpack(self) -> Result<Vec<u8>, IngestError> {
        let mut bytes = self.bytes;
        if self.chunked
            && let Some(whole) = without_chunks(&bytes)
        {
            bytes = whole;
        }
        for coding in self.codings.iter().rev() {
            bytes = match coding.as_str() {
                "gzip" | "x-gzip" if bytes.starts_with(&[0x1F, 0x8B]) => {
                    take(MultiGzDecoder::new(&bytes[..]))?
                }
                "deflate" if is_zlib(&bytes) => take(ZlibDecoder::new(&bytes[..]))?,
                "deflate" if !looks_like_page(&bytes) => take(DeflateDecoder::new(&bytes[..]))?,
                "br" if !looks_like_page(&bytes) => {
                    take(brotli_decompressor::Decompressor::new(&bytes[..], 4096))?
                }
                _ => bytes,
            };
        }
        Ok(bytes)
    }
}

/// RFC 1950, 2.2: method 8, and a check of the first two bytes.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

fn looks_like_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().first().is_none_or(|first| *first == b'<')
}

/// All that a decoder gives, up to the limit or to where it breaks.
fn take(decoder: impl Read) -> Result<Vec<u8>, IngestError> {
    let mut page = Vec::new();
    let read = decoder.take(PAGE_LIMIT + 1).read_to_end(&mut page);
    if page.len() as u64 > PAGE_LIMIT {
        return Err(IngestError::TooLong { limit: PAGE_LIMIT });
    }
    match read {
        Err(source) if page.is_empty() => Err(IngestError::BrokenPage { source: as_data(source) }),
        _ => Ok(page),
    }
}

fn as_data(source: io::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, source)
}

/// RFC 9112, 7.1; `None` where the bytes are no chunks.
fn without_chunks(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(rest.len());
    loop {
        let Some(end) = memchr::memchr(b'\n', &rest[..rest.len().min(1024)]) else {
            // It breaks off.
            return (!whole.is_empty()).then_some(whole);
        };
        let line = rest[..end].split(|byte| *byte == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(std::str::from_utf8(line).ok()?, 16);
        let Ok(size) = size else { return (!whole.is_empty()).then_some(whole) };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = rest.get(size..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::{Body, HttpHead, is_page};

    const PAGE: &[u8] = b"<html><p>The envoys met in Tallinn on Friday.";

    fn unpack(bytes: &[u8], chunked: bool, coding: &str) -> Vec<u8> {
        let codings = vec![coding.to_owned()];
        Body { bytes: bytes.to_vec(), chunked, codings, charset: None }.unpack().unwrap()
    }

    #[test]
    fn pages_are_unpacked_however_they_were_sent() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(PAGE).unwrap();
        let gzip = gzip.finish().unwrap();
        assert_eq!(unpack(&gzip, false, "gzip"), PAGE);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(PAGE).unwrap();
        assert_eq!(unpack(&zlib.finish().unwrap(), false, "deflate"), PAGE);
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(PAGE).unwrap();
        assert_eq!(unpack(&deflate.finish().unwrap(), false, "deflate"), PAGE);
        let chunked =
            [b"b\r\n", &PAGE[..11], b"\r\n22;x=y\r\n", &PAGE[11..], b"\r\n0\r\n\r\n"].concat();
        assert_eq!(unpack(&chunked, true, "identity"), PAGE);
    }

    #[test]
    fn a_coding_that_the_bytes_do_not_have_is_passed_over() {
        for coding in ["gzip", "deflate", "br", "zstd", ""] {
            assert_eq!(unpack(PAGE, true, coding), PAGE, "{coding}");
        }
    }

    #[test]
    fn only_pages_are_pages() {
        assert!(is_page(Some("text/html; charset=utf-8"), b""));
        assert!(is_page(Some("Application/XHTML+xml"), b""));
        assert!(is_page(None, b"\n<!DOCTYPE HTML>"));
        assert!(!is_page(None, b"{}"));
        assert!(!is_page(Some("application/rss+xml"), b"<html"));
    }

    #[test]
    fn a_head_is_read_to_the_empty_line() {
        let head = HttpHead::parse(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"latin1\"\r\n\r\nbody",
        );
        let head = head.unwrap();
        assert_eq!((head.status, head.length), (200, 62));
        assert_eq!(head.body(Vec::new()).charset.as_deref(), Some("latin1"));
        assert_eq!(HttpHead::parse(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"), None);
        assert_eq!(HttpHead::parse(b"ICY 200 OK\r\n\r\n"), None);
    }
}
