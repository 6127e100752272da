//! A calendar of meetings (RFC 5545), those that are planned and those called off too: all-day `VEVENT`s.
//!
//! Lines end in `\r\n` and are folded at 75 octets; `DTEND` is the day after the last; `DTSTAMP` is the moment at
//! which the leading report was published, so that no clock is read.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use chancery_archive::rows::{Article, Detail};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::coding::{meeting_parties, party_name};
use crate::error::ExportError;
use crate::options::Options;
use crate::output::{Output, Table};
use crate::row::{Row, rows};
use crate::source::{Kind, Source};
use crate::tsv::plain;

pub(super) const FORM: Form = Form {
    about: "meetings as a calendar (iCalendar), planned ones too",
    has_status: true,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: &PROPERTIES }],
    write,
    check,
};

/// Properties of a `VEVENT`.
const PROPERTIES: [&str; 12] = [
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "STATUS",
    "TRANSP",
    "LOCATION",
    "GEO",
    "CATEGORIES",
    "DESCRIPTION",
    "URL",
];

/// Most octets of a line, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut file = output.table("")?;
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Chancery//EN"] {
        content_line(&mut file, line)?;
    }
    content_line(&mut file, "CALSCALE:GREGORIAN")?;
    rows(source, Kind::Meeting, Layout::Ics, options, &mut |row| {
        let Some(lines) = event(row) else {
            output.leave_out("without a date");
            return Ok(());
        };
        let number = output.row();
        for line in lines {
            content_line(&mut file, &line)?;
        }
        if let Some((_, from)) = row.day() {
            output.evidence(number, row, from)?;
        }
        Ok(())
    })?;
    content_line(&mut file, "END:VCALENDAR")?;
    file.finish()
}

/// The lines of a meeting; none for one without a day.
fn event(row: &Row<'_>) -> Option<Vec<String>> {
    let lead = row.lead;
    let Detail::Meeting { name, format, topics, .. } = &lead.detail else { return None };
    let first: Date = row.day()?.0.parse().ok()?;
    let last = row.last_day.and_then(|day| day.parse().ok()).filter(|&last| last >= first);
    let end = last.unwrap_or(first).checked_add(1.day()).ok()?;
    let stamp = published(&lead.article).unwrap_or_else(|| first.at(0, 0, 0, 0));
    let parties: Vec<&str> = meeting_parties(lead).into_iter().map(party_name).collect();
    let summary = match name {
        Some(name) => name.clone(),
        None if parties.is_empty() => format.clone(),
        None => format!("{} ({format})", parties.join(", ")),
    };
    let status = match row.status {
        "occurred" | "ongoing" => "CONFIRMED",
        "failed" | "denied" => "CANCELLED",
        _ => "TENTATIVE",
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(row.id)),
        format!("DTSTAMP:{}Z", stamp.strftime("%Y%m%dT%H%M%S")),
        format!("DTSTART;VALUE=DATE:{}", first.strftime("%Y%m%d")),
        format!("DTEND;VALUE=DATE:{}", end.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("STATUS:{status}"),
        // It takes place in others' days, not in the reader's.
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    if let Some(place) = row.place {
        lines.push(format!("LOCATION:{}", escaped(&place.name)));
        if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
            lines.push(format!("GEO:{lat:.6};{lon:.6}"));
        }
    }
    lines.push(format!("CATEGORIES:{}", escaped(format)));
    lines.push(format!("DESCRIPTION:{}", escaped(&description(row, &parties, topics))));
    if let Some(url) = &lead.article.url {
        lines.push(format!("URL:{}", plain(url)));
    }
    lines.push("END:VEVENT".to_owned());
    Some(lines)
}

/// Status, parties, topics, and each report's words with its source.
fn description(
    row: &Row<'_>,
    parties: &[&str],
    topics: &[(chancery_record::Span, String)],
) -> String {
    let mut paragraphs = vec![format!("Status: {}", row.status)];
    if !parties.is_empty() {
        paragraphs.push(format!("Parties: {}", parties.join(", ")));
    }
    if !topics.is_empty() {
        let topics: Vec<&str> = topics.iter().map(|(_, topic)| topic.as_str()).collect();
        paragraphs.push(format!("Topics: {}", topics.join("; ")));
    }
    for report in row.reports {
        let article = &report.article;
        let of: Vec<&str> = [article.publisher.as_deref(), article.day(), article.url.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        paragraphs.push(format!("{} [{}]", report.evidence_text.trim(), of.join(", ")));
    }
    paragraphs.join("\n")
}

/// The moment of publication in UTC; of a date without a time its midnight.
fn published(article: &Article) -> Option<DateTime> {
    let published = article.published.as_deref()?;
    if let Ok(moment) = published.parse::<Timestamp>() {
        return Some(TimeZone::UTC.to_datetime(moment));
    }
    // A local time of an unknown zone is taken as it stands.
    published.parse::<DateTime>().ok().or_else(|| {
        let day: Date = article.day()?.parse().ok()?;
        Some(day.at(0, 0, 0, 0))
    })
}

/// A value of type TEXT (RFC 5545, 3.3.11). Control characters other than line breaks are not allowed in it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Writes a line, folded between characters.
fn content_line(file: &mut Table, line: &str) -> std::io::Result<()> {
    file.write_all(folded(line).as_bytes())
}

fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / 37 + 2);
    let mut n_octets = 0;
    for c in line.chars() {
        if n_octets + c.len_utf8() > LINE {
            folded.push_str("\r\n ");
            n_octets = 1;
        }
        folded.push(c);
        n_octets += c.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(unreadable)?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        problems.add(0, None, "not UTF-8");
        return Ok(());
    };
    let mut calendar = Calendar::default();
    let mut unfolded: Option<(u64, String)> = None;
    for (number, line) in (1..).zip(text.split_terminator('\n')) {
        let Some(line) = line.strip_suffix('\r') else {
            problems.add(number, None, "does not end in \\r\\n");
            continue;
        };
        if line.len() > LINE {
            problems.add(number, None, format!("{} octets, more than {LINE}", line.len()));
        }
        match (line.strip_prefix([' ', '\t']), &mut unfolded) {
            (Some(rest), Some((_, line))) => line.push_str(rest),
            (_, line_before) => {
                if let Some((number, line)) = line_before.replace((number, line.to_owned())) {
                    calendar.line(number, &line, problems);
                }
            }
        }
    }
    if let Some((number, line)) = unfolded {
        calendar.line(number, &line, problems);
    }
    if calendar.open.is_some() || !calendar.is_whole {
        problems.add(0, None, "does not end with END:VCALENDAR: is the file whole?");
    }
    Ok(())
}

/// A calendar that is checked line by line.
#[derive(Default)]
struct Calendar {
    is_begun: bool,
    is_whole: bool,
    has_version: bool,
    uids: BTreeSet<String>,
    /// Properties of the event that is open, and the line in which it began.
    open: Option<(u64, Vec<(String, String)>)>,
}

impl Calendar {
    fn line(&mut self, number: u64, line: &str, problems: &mut Problems) {
        match line {
            "BEGIN:VCALENDAR" => self.is_begun = true,
            "END:VCALENDAR" => {
                self.is_whole = true;
                if !self.has_version {
                    problems.add(number, Some("VERSION"), "missing, or not 2.0");
                }
            }
            "BEGIN:VEVENT" => self.open = Some((number, Vec::new())),
            "END:VEVENT" => match self.open.take() {
                Some((begun, properties)) => self.event(begun, &properties, problems),
                None => problems.add(number, None, "END:VEVENT without BEGIN:VEVENT"),
            },
            "VERSION:2.0" => self.has_version = true,
            _ if !self.is_begun => problems.add(number, None, "before BEGIN:VCALENDAR"),
            line => match (line.split_once(':'), &mut self.open) {
                (Some((name, value)), Some((_, properties))) => {
                    properties.push((name.to_owned(), value.to_owned()));
                }
                (Some(_), None) => {}
                (None, _) => problems.add(number, None, "no NAME:VALUE"),
            },
        }
    }

    fn event(&mut self, line: u64, properties: &[(String, String)], problems: &mut Problems) {
        let of = |name: &str| {
            properties
                .iter()
                .find(|(property, _)| property.split(';').next() == Some(name))
                .map(|(_, value)| value.as_str())
        };
        match of("UID") {
            Some(uid) if !self.uids.insert(uid.to_owned()) => {
                problems.add(line, Some("UID"), format!("{uid:?} twice"));
            }
            Some(uid) if !uid.is_empty() => {}
            _ => problems.add(line, Some("UID"), "missing"),
        }
        let stamp = of("DTSTAMP").and_then(|stamp| stamp.strip_suffix('Z'));
        if stamp.is_none_or(|stamp| DateTime::strptime("%Y%m%dT%H%M%S", stamp).is_err()) {
            problems.add(line, Some("DTSTAMP"), "no moment YYYYMMDDTHHMMSSZ");
        }
        let day = |name: &str| of(name).and_then(|day| Date::strptime("%Y%m%d", day).ok());
        match (day("DTSTART"), day("DTEND")) {
            (Some(start), Some(end)) if start < end => {}
            (Some(_), Some(_)) => problems.add(line, Some("DTEND"), "not after DTSTART"),
            (None, _) => problems.add(line, Some("DTSTART"), "no day YYYYMMDD"),
            (_, None) => problems.add(line, Some("DTEND"), "no day YYYYMMDD"),
        }
        if !matches!(of("STATUS"), Some("TENTATIVE" | "CONFIRMED" | "CANCELLED")) {
            problems.add(line, Some("STATUS"), "none of TENTATIVE, CONFIRMED, CANCELLED");
        }
        if of("SUMMARY").is_none_or(str::is_empty) {
            problems.add(line, Some("SUMMARY"), "missing");
        }
        for (name, _) in properties {
            let name = name.split(';').next().unwrap_or_default();
            if !PROPERTIES.contains(&name) && !name.starts_with("X-") {
                problems.add(line, Some(name), "no property that Chancery writes");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        let line = format!("SUMMARY:{}", "é".repeat(60));
        let folded = folded(&line);
        assert!(folded.split("\r\n").all(|line| line.len() <= LINE), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\r\ne\u{7}"), "a\\, b\\; c\\\\d\\ne ");
    }

    #[test]
    fn the_stamp_is_the_publication_in_utc() {
        let at = |published: &str| {
            let article = Article { published: Some(published.into()), ..Article::default() };
            super::published(&article).map(|moment| moment.to_string())
        };
        assert_eq!(at("2024-10-25T14:03:00+02:00").as_deref(), Some("2024-10-25T12:03:00"));
        assert_eq!(at("2024-10-25").as_deref(), Some("2024-10-25T00:00:00"));
        assert_eq!(at("2024-10-25T09:30").as_deref(), Some("2024-10-25T09:30:00"));
        assert_eq!(at("spring"), None);
    }
}
