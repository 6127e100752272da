//! What makes an article that article, and the ids that follow from it.

use chancery_record::Record;
use sha2::{Digest as _, Sha256};

/// What an article is known by: its address; else its publisher and the input's id; else the input's id and
/// its text; else its text.
pub(crate) fn identity(record: &Record) -> String {
    if let Some(url) = record.url.as_deref().map(canonical).filter(|url| !url.is_empty()) {
        return format!("url {url}");
    }
    let id = record.id.trim();
    match record.publisher.as_deref().map(str::trim).filter(|publisher| !publisher.is_empty()) {
        Some(publisher) if !id.is_empty() => format!("publisher {publisher}\u{1f}{id}"),
        _ if !id.is_empty() => format!("id {id}\u{1f}{}", text_hash(&record.text)),
        _ => format!("text {}", text_hash(&record.text)),
    }
}

/// The public id of the article with this identity: 13 letters and digits, the first 65 bits of its SHA-256 in
/// the alphabet of RFC 4648 in lower case. With 10 million articles the odds of one collision are one in
/// 700,000.
pub(crate) fn article_id(identity: &str) -> String {
    let digest = Sha256::digest(identity.as_bytes());
    let mut id = data_encoding::BASE32_NOPAD.encode(&digest[..9]).to_ascii_lowercase();
    id.truncate(13);
    id
}

/// What a version of an article is known by: 16 bytes of SHA-256 over its text and front matter.
pub(crate) fn digest(record: &Record) -> [u8; 16] {
    let mut hash = Sha256::new();
    let fields = [
        Some(record.text.as_str()),
        record.title.as_deref(),
        record.url.as_deref(),
        record.publisher.as_deref(),
        record.credit.as_deref(),
        record.author.as_deref(),
        record.published.as_deref(),
        Some(record.language.as_str()),
    ];
    for field in fields {
        // Lengths keep fields apart.
        hash.update(field.map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
        hash.update(field.unwrap_or_default().as_bytes());
    }
    hash.finalize()[..16].try_into().expect("a digest has 32 bytes")
}

fn text_hash(text: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes())[..16])
}

/// An address without what does not tell articles apart: scheme, `www.`, letter case of the host, fragment,
/// trailing slash and the parameters with which campaigns are tracked.
fn canonical(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let (address, query) =
        rest.split_once('?').map_or((rest, ""), |(address, query)| (address, query));
    let (host, path) = address.split_at(address.find('/').unwrap_or(address.len()));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let mut canonical = format!("{host}{}", path.trim_end_matches('/'));
    let kept = query.split('&').filter(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default().to_lowercase();
        !parameter.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name.as_str())
    });
    for (number, parameter) in kept.enumerate() {
        canonical.push(if number == 0 { '?' } else { '&' });
        canonical.push_str(parameter);
    }
    canonical
}

/// Parameters that tell how a reader came, not what is read.
const TRACKING: [&str; 8] = ["fbclid", "gclid", "cmpid", "cmp", "ref", "ref_src", "smid", "taid"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_to_one_article_are_one() {
        for url in [
            "https://www.example.org/news/talks/?utm_source=feed#top",
            "http://Example.org/news/talks",
            "https://example.org/news/talks/?fbclid=1&utm_medium=x",
        ] {
            assert_eq!(canonical(url), "example.org/news/talks");
        }
        assert_eq!(
            canonical("https://example.org/a?id=7&utm_x=1&page=2"),
            "example.org/a?id=7&page=2"
        );
    }

    #[test]
    fn ids_are_short_and_depend_on_the_identity_alone() {
        let id = article_id("url example.org/news/talks");
        assert_eq!(id.len(), 13);
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        assert_eq!(id, article_id("url example.org/news/talks"));
        assert_ne!(id, article_id("url example.org/news/talk"));
    }
}
