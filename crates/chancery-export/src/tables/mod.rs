//! The flat tables of `csv` and `parquet`: the same columns in both, with types where the format has them.

mod cells;
mod columns;
mod walk;

use std::borrow::Cow;

use chancery_record::Span;

pub(crate) use columns::{STATUSES, TABLES, TableForm};
pub(crate) use walk::{Sink, walk};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// Any text.
    Text,
    /// A text that is never missing.
    Id,
    /// A code of a closed list.
    OneOf(&'static [&'static str]),
    /// A whole number.
    Integer,
    /// A number of seven digits.
    Single,
    /// A number from 0 to 1.
    Share,
    /// A number of fifteen digits.
    Double,
    /// Yes or no.
    Flag,
    /// A day, ISO 8601.
    Day,
    /// Texts in order.
    Texts,
    /// Positions in the article's text, in order.
    Spans,
    /// Counts and what is counted, in order.
    Counts,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TypedColumn {
    /// Its name.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) r#type: Type,
}

/// What stands in one row of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing is known.
    Null,
    /// Text, a code or a day.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number of seven digits.
    Single(f32),
    /// A number of fifteen digits.
    Double(f64),
    /// Yes or no.
    Flag(bool),
    /// Texts.
    Texts(Vec<Cow<'a, str>>),
    /// Positions.
    Spans(Vec<Span>),
    /// Counts.
    Counts(Vec<(u64, Cow<'a, str>)>),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<Option<&'a str>> for Cell<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}

impl<'a> From<&'a Option<String>> for Cell<'a> {
    fn from(text: &'a Option<String>) -> Self {
        Self::from(text.as_deref())
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}

impl<'a> FromIterator<&'a str> for Cell<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        Self::Texts(texts.into_iter().map(Cow::Borrowed).collect())
    }
}

/// Why a text is not what its column holds.
pub(crate) fn fault(r#type: Type, text: &str) -> Option<String> {
    if text.is_empty() {
        return (r#type == Type::Id).then(|| "missing".to_owned());
    }
    match r#type {
        Type::Text | Type::Id | Type::Texts => None,
        Type::OneOf(codes) => {
            (!codes.contains(&text)).then(|| format!("{text:?} is none of {}", codes.join(", ")))
        }
        Type::Integer => text.parse::<i64>().is_err().then(|| format!("{text:?} is no integer")),
        Type::Single | Type::Double => (!is_number(text)).then(|| format!("{text:?} is no number")),
        Type::Share => (!text.parse::<f64>().is_ok_and(|share| (0.0..=1.0).contains(&share)))
            .then(|| format!("{text:?} is no number from 0 to 1")),
        Type::Flag => {
            (!matches!(text, "true" | "false")).then(|| format!("{text:?} is not true or false"))
        }
        Type::Day => (!is_day(text)).then(|| format!("{text:?} is no day YYYY-MM-DD")),
        Type::Spans => text
            .split('|')
            .find(|span| !is_span(span))
            .map(|span| format!("{span:?} is no stretch START-END")),
        Type::Counts => text
            .split('|')
            .find(|part| {
                part.split_once(' ').is_none_or(|(count, _)| count.parse::<u64>().is_err())
            })
            .map(|part| format!("{part:?} is no count with what is counted")),
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// `2024-10-25`, a day of the calendar.
pub(crate) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

fn is_span(text: &str) -> bool {
    text.split_once('-').is_some_and(|(start, end)| {
        matches!((start.parse::<u32>(), end.parse::<u32>()), (Ok(start), Ok(end)) if start < end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_held_against_its_column() {
        assert_eq!(fault(Type::Text, ""), None);
        assert_eq!(fault(Type::Id, ""), Some("missing".to_owned()));
        assert_eq!(fault(Type::Day, "2024-02-29"), None);
        assert!(fault(Type::Day, "2023-02-29").is_some());
        assert!(fault(Type::Day, "20240229").is_some());
        assert_eq!(fault(Type::Share, "0.97"), None);
        assert!(fault(Type::Share, "1.2").is_some());
        assert!(fault(Type::OneOf(&["occurred"]), "Occurred").is_some());
        assert_eq!(fault(Type::Spans, "3-7|9-12"), None);
        assert!(fault(Type::Spans, "7-3").is_some());
        assert_eq!(fault(Type::Counts, "40 delegates|3 ministers"), None);
        assert!(fault(Type::Counts, "forty delegates").is_some());
    }
}
