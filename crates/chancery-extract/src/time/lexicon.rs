//! The words of time, from the tables in `data/times`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A unit of time, as TIMEX3 counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    fn parse(code: &str) -> Self {
        match code {
            "TS" => Self::Second,
            "TM" => Self::Minute,
            "TH" => Self::Hour,
            "D" => Self::Day,
            "N" => Self::Night,
            "W" => Self::Week,
            "WE" => Self::Weekend,
            "2W" => Self::Fortnight,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            _ => panic!("{code} is no unit of data/times/units.tsv"),
        }
    }
}

/// One or several, as the word has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    Many,
}

/// What a word may be beside a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// *early*, *late*
    Shade,
    /// *the **end** of the year*
    Edge,
    /// ***about** three weeks*
    Approx,
    /// ***several** days*
    Vague,
    /// *three **full** days*
    Extra,
    /// *in*, *since*
    Preposition,
    /// *GMT*
    Zone,
    /// ***Black** Friday*
    Name,
    /// *the Sunday **Times***
    Paper,
}

impl Role {
    fn parse(word: &str) -> Self {
        match word {
            "shade" => Self::Shade,
            "edge" => Self::Edge,
            "approx" => Self::Approx,
            "vague" => Self::Vague,
            "extra" => Self::Extra,
            "preposition" => Self::Preposition,
            "zone" => Self::Zone,
            "name" => Self::Name,
            "paper" => Self::Paper,
            _ => panic!("{word} is no role of data/times/roles.tsv"),
        }
    }
}

/// A fixed phrase and what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// The words after the first.
    pub(super) rest: Vec<&'static str>,
    /// Its meaning.
    pub(super) sense: Sense,
}

/// What a fixed phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// `PAST_REF` and its kin, and what must not follow.
    Point(&'static str, Not),
    /// A day of every year.
    Holiday(i8, i8),
}

/// What must not follow a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Not {
    /// Anything may.
    Nothing,
    /// *recent **years***, *the past **three***
    Units,
    /// *soon **after***
    After,
}

/// All that a word may mean in a time expression. Most words have one meaning; *second* and *May* have more.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    /// 1 to 12.
    pub(super) month: Option<i8>,
    /// Monday is 1.
    pub(super) weekday: Option<i8>,
    pub(super) unit: Option<(Unit, Number)>,
    pub(super) number: Option<u32>,
    pub(super) ordinal: Option<u32>,
    /// `SP SU FA WI`
    pub(super) season: Option<&'static str>,
    /// `TMO TAF TEV TNI`
    pub(super) part: Option<&'static str>,
    /// `T12:00`: *noon*.
    pub(super) clock: Option<&'static str>,
    /// *seventies* is 197.
    pub(super) decade: Option<i16>,
    /// Days from today.
    pub(super) day: Option<i8>,
    /// *Q3* is 3.
    pub(super) quarter: Option<i8>,
    /// *Mondays* is 1.
    pub(super) weekdays: Option<i8>,
    /// *half*
    pub(super) half: bool,
    /// *tonight*
    pub(super) tonight: bool,
    /// *weekly*
    pub(super) set: Option<&'static str>,
    /// A bit for each [`Role`].
    roles: u16,
    /// Phrases that begin here, the longest first.
    pub(super) phrases: Vec<Phrase>,
    /// Time expressions are looked for around this word.
    pub(super) core: bool,
}

impl Word {
    /// The word may be one of these.
    pub(super) fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u16) != 0
    }
}

/// The tables, keyed by lower-case words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Word>,
    counted: FxHashSet<&'static str>,
}

impl Lexicon {
    /// The tables of this build.
    pub(super) fn embedded() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(Self::load)
    }

    /// What a lower-case word may mean.
    pub(super) fn word(&self, lower: &str) -> Option<&Word> {
        self.words.get(lower)
    }

    /// The noun is one whose number in front of it is not a year.
    pub(super) fn is_counted(&self, lower: &str) -> bool {
        self.counted.contains(lower)
    }

    fn load() -> Self {
        let mut lexicon = Self::default();
        for [word, number] in rows(include_str!("../../../../data/times/months.tsv")) {
            lexicon.at(word).month = Some(number.parse().expect("a month is a number"));
        }
        for [word, number] in rows(include_str!("../../../../data/times/weekdays.tsv")) {
            lexicon.at(word).weekday = Some(number.parse().expect("a weekday is a number"));
        }
        for [word, unit, number] in rows(include_str!("../../../../data/times/units.tsv")) {
            let number = if number == "one" { Number::One } else { Number::Many };
            lexicon.at(word).unit = Some((Unit::parse(unit), number));
        }
        for [word, sort, value] in rows(include_str!("../../../../data/times/numbers.tsv")) {
            let value = Some(value.parse().expect("a number word has a number"));
            match sort {
                "number" => lexicon.at(word).number = value,
                _ => lexicon.at(word).ordinal = value,
            }
        }
        for [word, sort, value] in rows(include_str!("../../../../data/times/named.tsv")) {
            let entry = lexicon.at(word);
            match sort {
                "season" => entry.season = Some(value),
                "part" => entry.part = Some(value),
                "clock" => entry.clock = Some(value),
                "decade" => entry.decade = value.parse().ok(),
                "day" => entry.day = value.parse().ok(),
                "quarter" => entry.quarter = value.parse().ok(),
                "weekdays" => entry.weekdays = value.parse().ok(),
                "half" => entry.half = true,
                "tonight" => entry.tonight = true,
                _ => {} // *mornings*: a part of no one day
            }
        }
        for [word, value] in rows(include_str!("../../../../data/times/sets.tsv")) {
            lexicon.at(word).set = Some(value);
        }
        // The order in which words get their flags does not matter.
        lexicon.words.values_mut().for_each(|word| {
            word.core = word.number.is_none() && (word.ordinal.is_none() || word.unit.is_some());
        });
        for [words, value, not] in rows(include_str!("../../../../data/times/points.tsv")) {
            let not = match not {
                "units" => Not::Units,
                "after" => Not::After,
                _ => Not::Nothing,
            };
            lexicon.phrase(words, Sense::Point(value, not));
        }
        for [words, month, day] in rows(include_str!("../../../../data/times/holidays.tsv")) {
            let number = |text: &str| text.parse().expect("a holiday has a month and a day");
            lexicon.phrase(words, Sense::Holiday(number(month), number(day)));
        }
        for [word, role] in rows(include_str!("../../../../data/times/roles.tsv")) {
            lexicon.at(word).roles |= 1 << Role::parse(role) as u16;
        }
        lexicon.counted =
            rows(include_str!("../../../../data/times/counted.tsv")).map(|[word]| word).collect();
        lexicon.words.values_mut().for_each(|word| {
            word.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        });
        lexicon
    }

    fn at(&mut self, word: &'static str) -> &mut Word {
        self.words.entry(word).or_default()
    }

    fn phrase(&mut self, words: &'static str, sense: Sense) {
        let mut words = words.split(' ');
        let first = self.at(words.next().expect("a phrase has a word"));
        first.core = true;
        first.phrases.push(Phrase { rest: words.collect(), sense });
    }
}

/// The rows of a table: comments and blank lines left out, exactly `N` columns.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        columns.try_into().unwrap_or_else(|_| panic!("{N} columns in {line:?} of data/times"))
    })
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Role, Unit};

    #[test]
    fn a_word_keeps_all_its_meanings() {
        let lexicon = Lexicon::embedded();
        let second = lexicon.word("second").unwrap();
        assert_eq!(second.ordinal, Some(2));
        assert_eq!(second.unit.map(|(unit, _)| unit), Some(Unit::Second));
        assert!(lexicon.word("some").unwrap().is(Role::Approx));
        assert!(lexicon.word("some").unwrap().is(Role::Vague));
        assert!(lexicon.word("embassy").is_none());
    }

    #[test]
    fn tables_are_sorted() {
        for table in [
            include_str!("../../../../data/times/months.tsv"),
            include_str!("../../../../data/times/units.tsv"),
            include_str!("../../../../data/times/points.tsv"),
            include_str!("../../../../data/times/holidays.tsv"),
            include_str!("../../../../data/times/counted.tsv"),
        ] {
            let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(rows.is_sorted_by_key(|row| row.split('\t').next()), "{}", rows[0]);
        }
    }
}
