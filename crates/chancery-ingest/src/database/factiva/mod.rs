//! Exports of Factiva: its codes, and the three layouts that carry them.

mod labelled;
mod page;
mod xml;

pub(crate) use labelled::{is_factiva_text, may_be_factiva_text, read_factiva_text};
pub(crate) use page::{is_factiva_page, read_factiva_page};
pub(crate) use xml::{is_factiva_xml, read_factiva_xml};

use chancery_text::Published;

use super::dates::{date_line, time_line};
use super::identity::id_of;
use super::languages::language_of;
use super::nexis::spaced;
use super::{Found, NotParsed};
use crate::error::WarningKind;
use crate::fields::Given;

/// Codes of Factiva's fields, in the order in which an article prints them.
const CODES: [&str; 29] = [
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "DLN",
];

/// An article as Factiva gives it, nothing read yet.
#[derive(Debug, Default, PartialEq, Eq)]
struct Report {
    /// Codes and the paragraphs below them, in the file's order.
    fields: Vec<(&'static str, Vec<String>)>,
}

impl Report {
    fn push(&mut self, code: &str, paragraphs: Vec<String>) {
        if let Some(code) = CODES.into_iter().find(|known| *known == code) {
            self.fields.push((code, paragraphs));
        }
    }

    /// The value of a field in one line.
    fn value(&self, code: &str) -> Option<String> {
        let (_, paragraphs) = self.fields.iter().find(|(known, _)| *known == code)?;
        let words: Vec<&str> =
            paragraphs.iter().flat_map(|paragraph| paragraph.split_whitespace()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn into_found(self) -> Result<Found, NotParsed> {
        let beginning = self.value("HD").or_else(|| self.value("AN")).unwrap_or_default();
        let fail = |missing| NotParsed::new([beginning.as_str()], missing);
        let title = self.value("HD").ok_or_else(|| fail("headline (HD)"))?;
        let publisher = self.value("SN").ok_or_else(|| fail("source name (SN)"))?;
        let date = self.value("PD").ok_or_else(|| fail("publication date (PD)"))?;
        let paragraphs = |code| {
            let of_code = self.fields.iter().filter(move |(known, _)| *known == code);
            of_code.flat_map(|(_, paragraphs)| paragraphs).map(|paragraph| paragraph.trim())
        };
        let text: Vec<&str> = paragraphs("LP")
            .chain(paragraphs("TD"))
            .filter(|paragraph| !paragraph.is_empty())
            .collect();
        if text.is_empty() {
            return Err(fail("text (LP, TD)"));
        }
        let mut found = Found { text: spaced(&text.join("\n\n")), ..Found::default() };
        let published = published(&date, self.value("ET").as_deref());
        if published.is_none() {
            found.warnings.push(WarningKind::BadDate { given: date.clone() });
        }
        let time = published.as_ref().map_or(date.as_str(), Published::iso);
        found.id = match self.value("AN").as_deref().and_then(accession) {
            Some(number) => number.to_owned(),
            None => id_of("factiva", &publisher, time, &title),
        };
        found.given = Given {
            title: Some(title),
            published,
            publisher: Some(publisher),
            author: self.value("BY"),
            language: self.value("LA").and_then(|language| language_of(&language)),
            ..Given::default()
        };
        Ok(found)
    }
}

/// Day and, where it is printed in a form that we know, time; Factiva prints it without zone.
fn published(date: &str, time: Option<&str>) -> Option<Published> {
    let line = date_line(date).filter(|line| line.rest.is_empty())?;
    if line.published.iso().len() > "2011-12-29".len() {
        return Some(line.published);
    }
    let with_time = time
        .and_then(time_line)
        .and_then(|time| Published::parse(&format!("{}T{time}", line.published.iso())).ok());
    Some(with_time.unwrap_or(line.published))
}

/// The accession number in `Document TESTFR0020111229e7ct0001r`: source, day and serial, 25 characters.
fn accession(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let last = words.next_back()?;
    let first = words.next();
    if words.next().is_some()
        || first.is_some_and(|word| !word.to_lowercase().starts_with("do") && word.is_ascii())
    {
        return None;
    }
    let alphanumeric = last.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !(18..=32).contains(&last.len()) || !alphanumeric {
        return None;
    }
    let day = last.get(last.len() - 17..last.len() - 9)?;
    let is_day = day.bytes().all(|byte| byte.is_ascii_digit())
        && (day.starts_with("19") || day.starts_with("20"));
    is_day.then_some(last)
}

#[cfg(test)]
mod tests {
    use super::{accession, published};

    #[test]
    fn accession_numbers_are_known_by_their_day() {
        for line in [
            "Document TESTFR0020111229e7ct0001r",
            "Dokument TESTFR0020111229e7ct0001r",
            "TESTFR0020111229e7ct0001r",
            "Документ TESTFR0020111229e7ct0001r",
        ] {
            assert_eq!(accession(line), Some("TESTFR0020111229e7ct0001r"), "{line}");
        }
        for line in [
            "",
            "Document",
            "Document of the year 20111229",
            "see TESTFR0020111229e7ct0001r",
            "a b c",
        ] {
            assert_eq!(accession(line), None, "{line}");
        }
    }

    #[test]
    fn day_and_time_are_joined() {
        let iso = |date, time| published(date, time).map(|published| published.iso().to_owned());
        assert_eq!(iso("29 décembre 2011", Some("15:21")).as_deref(), Some("2011-12-29T15:21:00"));
        assert_eq!(iso("29 December 2011", Some("noon")).as_deref(), Some("2011-12-29"));
        assert_eq!(iso("2011-12-29T15:21:00Z", None).as_deref(), Some("2011-12-29T15:21:00Z"));
        assert_eq!(iso("in December", None), None);
    }
}
