//! Ids of findings, of consolidated records, and of entities.

use chancery_kb::name_key;

/// Links below this confidence say nothing about who somebody is over all articles.
const SURE_LINK: f32 = 0.5;

/// The consolidated record that a finding leads, or would lead: `ARTICLE#e2` gives `e2-ARTICLE`.
///
/// Every report of a record has such an id, so an id made of a report that leads no longer is an alias of its
/// record and needs no table. `None` where the words are no finding's id.
pub fn record_id(finding: &str) -> Option<String> {
    let (article, local) = finding.rsplit_once('#')?;
    (!article.is_empty() && is_local(local)).then(|| format!("{local}-{article}"))
}

/// The finding of which a record's id is made: `e2-ARTICLE` gives `ARTICLE#e2`.
///
/// `None` where the words are no record's id.
pub fn finding_id(record: &str) -> Option<String> {
    let (local, article) = record.split_once('-')?;
    (!article.is_empty() && is_local(local)).then(|| format!("{article}#{local}"))
}

/// A layer's letter and a number: `e2`.
fn is_local(local: &str) -> bool {
    let digits = local.strip_prefix(['s', 'e', 'm', 'p']);
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Who an article's actor may be over all articles, as the article alone tells: the knowledge base's id, or
/// the name and the country, `ivan-petrov.RUS`.
///
/// `None` for somebody without a name: *the spokesman*. What is not linked keeps its name even where the
/// country is unknown (`ivan-petrov`). Which of these are one, [`Corpus::entities`](crate::Corpus::entities) says.
pub fn entity_id(
    name: &str,
    kind: &str,
    kb: Option<&str>,
    country: Option<&str>,
    confidence: f32,
) -> Option<String> {
    if let Some(kb) = kb.filter(|_| kind == "state" || confidence >= SURE_LINK) {
        return Some(kb.to_owned());
    }
    if !is_name(name) {
        return None;
    }
    let mut id = name_key(name).replace(' ', "-");
    if id.is_empty() {
        return None;
    }
    if let Some(country) = country {
        id.push('.');
        id.push_str(country);
    }
    Some(id)
}

/// A name's last word begins with a capital or a digit, or has one inside (*al-Shabaab*); "the CIA director" is
/// none.
fn is_name(name: &str) -> bool {
    let Some(last) = name.split_whitespace().last() else { return false };
    let first = last.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| !c.is_lowercase()) || last.chars().any(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_named_after_its_leading_report() {
        assert_eq!(record_id("3kq-9#e2").as_deref(), Some("e2-3kq-9"));
        assert_eq!(finding_id("e2-3kq-9").as_deref(), Some("3kq-9#e2"));
        assert_eq!(record_id("3kq#a2"), None);
        assert_eq!(finding_id("e-3kq"), None);
        assert_eq!(finding_id("x2-3kq"), None);
    }

    #[test]
    fn who_is_not_linked_has_name_and_country() {
        let id = |name, kb, country, confidence| entity_id(name, "person", kb, country, confidence);
        assert_eq!(id("Iván Petrov", None, Some("RUS"), 0.0).as_deref(), Some("ivan-petrov.RUS"));
        assert_eq!(id("Iván Petrov", Some("Q5"), None, 0.9).as_deref(), Some("Q5"));
        assert_eq!(id("Iván Petrov", Some("Q5"), None, 0.2).as_deref(), Some("ivan-petrov"));
        assert_eq!(id("the Russian minister", None, Some("RUS"), 0.0), None);
        assert_eq!(id("CIA director", None, None, 0.0), None);
        assert_eq!(id("al-Shabaab", None, None, 0.0).as_deref(), Some("al-shabaab"));
    }
}
