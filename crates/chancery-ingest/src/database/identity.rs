use std::fmt::Write;

use sha2::{Digest, Sha256};

/// An id for a document to which its database gives none: publisher and day to be read, and twelve hexadecimal
/// digits of SHA-256 over publisher, time of publication and headline to tell its articles apart.
///
/// The same article has the same id in every export, wherever it stands there.
pub(super) fn id_of(database: &str, publisher: &str, published: &str, headline: &str) -> String {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let (publisher, headline) = (fold(publisher), fold(headline));
    let digest = Sha256::digest(format!("{publisher}\n{published}\n{headline}"));
    let mut hash = String::new();
    for byte in &digest[..6] {
        write!(hash, "{byte:02x}").expect("a string takes all");
    }
    let day =
        published.get(..10).filter(|day| day.starts_with(|first: char| first.is_ascii_digit()));
    format!("{database}-{}-{}-{hash}", slug(&publisher), day.unwrap_or("undated"))
}

/// Letters and digits, other characters as single hyphens, at most forty of them.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().take(40) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn an_id_depends_on_what_it_names_and_not_on_blanks() {
        let one = id_of("nexis", "The Harbour Post", "2019-07-01T09:20:00Z", "Envoys meet");
        assert!(one.starts_with("nexis-the-harbour-post-2019-07-01-"), "{one}");
        assert_eq!(
            one,
            id_of("nexis", "The  Harbour Post", "2019-07-01T09:20:00Z", "Envoys\u{A0}meet")
        );
        assert_ne!(one, id_of("nexis", "The Harbour Post", "2019-07-01T09:20:00Z", "Envoys part"));
        assert!(id_of("nexis", "A", "January 2010", "B").starts_with("nexis-a-undated-"));
        assert!(id_of("nexis", "", "", "").starts_with("nexis--undated-"));
    }
}
