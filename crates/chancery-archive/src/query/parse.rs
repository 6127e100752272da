use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use thiserror::Error;

/// What is asked for: all of `terms` must hold. Without terms everything is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Each an alternative of one or more.
    pub terms: Vec<Vec<Term>>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// It must not hold (`-word`).
    pub not: bool,
    /// The condition itself.
    pub filter: Filter,
}

/// What a row of the archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the record format defines them")]
pub enum Kind {
    Statement,
    Event,
    Meeting,
    Position,
    Article,
}

impl Kind {
    /// All kinds, findings first.
    pub const ALL: [Self; 5] =
        [Self::Meeting, Self::Event, Self::Statement, Self::Position, Self::Article];

    /// As the tables have it: the first letter.
    pub(crate) fn letter(self) -> &'static str {
        &self.name()[..1]
    }

    /// As people name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Meeting => "meeting",
            Self::Position => "position",
            Self::Article => "article",
        }
    }
}

/// A condition on a finding, or on the article that it was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A word, or words in this order (`"prisoner exchange"`), among the words that prove it; of an article in
    /// headline and text.
    Words(String),
    /// `said:` a speaker.
    Said(String),
    /// `met:` a participant or host of a meeting.
    Met(String),
    /// `actor:` a party in whatever role.
    Actor(String),
    /// `country:` a party acts for it; alpha-3, PLOVER's code or a name.
    Country(String),
    /// `at:` the place, or the country that it lies in.
    At(String),
    /// `about:` a topic or context by its code, or words.
    About(String),
    /// `type:` PLOVER type, CAMEO code (or how it begins), format of a meeting, kind of a statement, stance.
    Type(String),
    /// `status:` `occurred`, `planned` …
    Status(String),
    /// `kind:` `statement`, `event`, `meeting`, `position`, `article`.
    Kind(Kind),
    /// `outlet:` the publisher, or part of its name.
    Outlet(String),
    /// `since:` it happened on this day or later.
    Since(Date),
    /// `until:` it happened on this day or earlier.
    Until(Date),
    /// `published:` the report came out between these days, both included.
    Published(Option<Date>, Option<Date>),
}

/// Names of the filters, with what they ask for: for help texts.
pub(super) const NAMES: [(&str, &str); 12] = [
    ("said", "a speaker"),
    ("met", "a participant of a meeting"),
    ("actor", "a party in whatever role"),
    ("country", "a party's country: RUS, or Russia"),
    ("at", "the place, or its country"),
    ("about", "a topic, or words"),
    ("type", "CONSULT, 042, summit, direct, demands"),
    ("status", "occurred, ongoing, planned, hypothetical, denied, failed"),
    ("kind", "statement, event, meeting, position, article"),
    ("outlet", "the publisher, or part of its name"),
    ("since", "2024, 2024-10 or 2024-10-25; also until"),
    ("published", "2024-10, or 2024-10-01..2024-10-15"),
];

/// Most characters and terms that a query may have.
const LONGEST: usize = 4_000;
const MOST: usize = 100;

/// A query that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("query, character {at}: {what}")]
pub struct QueryError {
    /// Where, in characters from 1.
    pub at: usize,
    /// What is wrong there, and what to write.
    pub what: String,
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        let tokens = tokens(text)?;
        let mut query = Self::default();
        let mut alternative = false;
        for Token { at, not, name, value, quoted } in tokens {
            if value == "OR" && name.is_none() && !quoted && !not {
                if alternative || query.terms.is_empty() {
                    return Err(QueryError {
                        at,
                        what: "OR stands between two terms, such as said:Lavrov OR said:Guterres"
                            .to_owned(),
                    });
                }
                alternative = true;
                continue;
            }
            let term = Term { not, filter: filter(at, name.as_deref(), value)? };
            match query.terms.last_mut() {
                Some(last) if alternative => last.push(term),
                _ => query.terms.push(vec![term]),
            }
            alternative = false;
        }
        if alternative {
            return Err(QueryError {
                at: text.chars().count(),
                what: "a term is missing after OR".to_owned(),
            });
        }
        Ok(query)
    }
}

struct Token {
    at: usize,
    not: bool,
    name: Option<String>,
    value: String,
    quoted: bool,
}

/// Splits at white space; a quotation mark after a space or a colon opens what runs to the next one.
fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(QueryError {
            at: LONGEST,
            what: format!("a query has at most {LONGEST} characters"),
        });
    }
    let letters: Vec<char> = text.chars().collect();
    let quote = |c: char| matches!(c, '"' | '“' | '”' | '„');
    let mut tokens = Vec::new();
    let mut next = 0;
    while next < letters.len() {
        if letters[next].is_whitespace() {
            next += 1;
            continue;
        }
        let start = next;
        let not = letters[next] == '-' && letters.get(next + 1).is_some_and(|c| !c.is_whitespace());
        next += usize::from(not);
        let mut name = None;
        let mut value = String::new();
        let mut quoted = false;
        loop {
            match letters.get(next) {
                None => break,
                Some(c) if c.is_whitespace() => break,
                Some(&c) if quote(c) && value.is_empty() && !quoted => {
                    let Some(length) = letters[next + 1..].iter().position(|&c| quote(c)) else {
                        return Err(QueryError {
                            at: next + 1,
                            what: "the quotation mark is not closed".to_owned(),
                        });
                    };
                    value.extend(&letters[next + 1..next + 1 + length]);
                    quoted = true;
                    next += length + 2;
                }
                Some(':') if name.is_none() && !value.is_empty() && !quoted => {
                    name = Some(std::mem::take(&mut value).to_lowercase());
                    next += 1;
                }
                Some(&c) => {
                    if quoted {
                        break;
                    }
                    value.push(c);
                    next += 1;
                }
            }
        }
        if tokens.len() == MOST {
            return Err(QueryError {
                at: start + 1,
                what: format!("a query has at most {MOST} terms"),
            });
        }
        tokens.push(Token { at: start + 1, not, name, value, quoted });
    }
    Ok(tokens)
}

fn filter(at: usize, name: Option<&str>, value: String) -> Result<Filter, QueryError> {
    let fail = |what: String| Err(QueryError { at, what });
    let Some(name) = name else {
        return if value.chars().any(char::is_alphanumeric) {
            Ok(Filter::Words(value))
        } else {
            fail("a word is expected".to_owned())
        };
    };
    let day = |value: &str| {
        period(value).ok_or_else(|| QueryError {
            at,
            what: format!(
                "{name}: a date is expected, such as 2024, 2024-10 or 2024-10-25, not {value:?}"
            ),
        })
    };
    if value.trim().is_empty() {
        return fail(format!("{name}: something must follow the colon, without a space"));
    }
    Ok(match name {
        "said" => Filter::Said(value),
        "met" => Filter::Met(value),
        "actor" => Filter::Actor(value),
        "country" => Filter::Country(value),
        "at" => Filter::At(value),
        "about" => Filter::About(value),
        "type" => Filter::Type(value),
        "status" => Filter::Status(value.to_lowercase()),
        "outlet" => Filter::Outlet(value),
        "kind" => {
            let kind = Kind::ALL.into_iter().find(|kind| {
                let value = value.to_lowercase();
                value == kind.name() || value.strip_suffix('s') == Some(kind.name())
            });
            match kind {
                Some(kind) => Filter::Kind(kind),
                None => {
                    return fail(format!(
                        "kind: is statement, event, meeting, position or article, not {value:?}"
                    ));
                }
            }
        }
        "since" => Filter::Since(day(&value)?.0),
        "until" => Filter::Until(day(&value)?.1),
        "published" => match value.split_once("..") {
            None => {
                let (first, last) = day(&value)?;
                Filter::Published(Some(first), Some(last))
            }
            Some((first, last)) => {
                let first = if first.is_empty() { None } else { Some(day(first)?.0) };
                let last = if last.is_empty() { None } else { Some(day(last)?.1) };
                Filter::Published(first, last)
            }
        },
        _ => {
            let known: Vec<String> = NAMES.iter().map(|(name, _)| format!("{name}:")).collect();
            return fail(format!(
                "{name}: is no filter; there are {} and until:. A word with a colon goes in quotation marks",
                known.join(" ")
            ));
        }
    })
}

/// First and last day of a year, a month or a day.
fn period(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = (number(0)?, number(1), number(2));
    match widths[..] {
        [4] => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        [4, 2] => {
            let first = Date::new(year, month? as i8, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        [4, 2, 2] => {
            let day = Date::new(year, month? as i8, day? as i8).ok()?;
            Some((day, day.checked_add(0.days()).ok()?))
        }
        _ => None,
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, alternatives) in self.terms.iter().enumerate() {
            if number > 0 {
                f.write_str(" ")?;
            }
            for (number, term) in alternatives.iter().enumerate() {
                if number > 0 {
                    f.write_str(" OR ")?;
                }
                write!(f, "{term}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.not {
            f.write_str("-")?;
        }
        let quoted = |value: &str| {
            let plain = !value.is_empty()
                && value != "OR"
                && !value.starts_with('-')
                && !value.contains(|c: char| c.is_whitespace() || c == ':');
            if plain { value.to_owned() } else { format!("\"{value}\"") }
        };
        match &self.filter {
            Filter::Words(words) => write!(f, "{}", quoted(words)),
            Filter::Said(value) => write!(f, "said:{}", quoted(value)),
            Filter::Met(value) => write!(f, "met:{}", quoted(value)),
            Filter::Actor(value) => write!(f, "actor:{}", quoted(value)),
            Filter::Country(value) => write!(f, "country:{}", quoted(value)),
            Filter::At(value) => write!(f, "at:{}", quoted(value)),
            Filter::About(value) => write!(f, "about:{}", quoted(value)),
            Filter::Type(value) => write!(f, "type:{}", quoted(value)),
            Filter::Status(value) => write!(f, "status:{}", quoted(value)),
            Filter::Outlet(value) => write!(f, "outlet:{}", quoted(value)),
            Filter::Kind(kind) => write!(f, "kind:{}", kind.name()),
            Filter::Since(day) => write!(f, "since:{day}"),
            Filter::Until(day) => write!(f, "until:{day}"),
            Filter::Published(first, last) => {
                let day = |day: &Option<Date>| day.map_or(String::new(), |day| day.to_string());
                write!(f, "published:{}..{}", day(first), day(last))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Query {
        text.parse().unwrap()
    }

    #[test]
    fn words_phrases_and_filters_are_told_apart() {
        let query = parsed("ceasefire \"prisoner exchange\" -hostages said:\"Anna Lund\"");
        assert_eq!(query.terms.len(), 4);
        assert_eq!(query.terms[1][0].filter, Filter::Words("prisoner exchange".to_owned()));
        assert!(query.terms[2][0].not);
        assert_eq!(query.terms[3][0].filter, Filter::Said("Anna Lund".to_owned()));
    }

    #[test]
    fn alternatives_bind_closer_than_what_stands_beside_them() {
        let query = parsed("gas said:Lund OR said:Berg since:2024-10");
        assert_eq!(query.terms.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(query.to_string(), "gas said:Lund OR said:Berg since:2024-10-01");
    }

    #[test]
    fn months_and_years_are_all_their_days() {
        assert_eq!(parsed("until:2024-02").to_string(), "until:2024-02-29");
        assert_eq!(parsed("published:2024").to_string(), "published:2024-01-01..2024-12-31");
        assert_eq!(parsed("published:2024-03..").to_string(), "published:2024-03-01..");
    }

    #[test]
    fn errors_name_the_place_and_the_remedy() {
        for (query, at) in [
            ("gas OR", 6),
            ("OR gas", 1),
            ("gas said:", 5),
            ("gas \"open", 5),
            ("spoke:Lund", 1),
            ("since:yesterday", 1),
            ("kind:quote", 1),
        ] {
            let error = query.parse::<Query>().unwrap_err();
            assert_eq!(error.at, at, "{query}: {error}");
        }
    }

    #[test]
    fn what_is_printed_is_parsed_to_the_same() {
        for text in [
            "a \"b c\" -d",
            "x OR -y z",
            "type:042 at:\"New York\" -status:denied",
            "\"OR\" \"-x\" \"a:b\"",
        ] {
            let query = parsed(text);
            assert_eq!(parsed(&query.to_string()), query, "{text}");
        }
    }
}
