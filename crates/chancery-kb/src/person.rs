use crate::layout::{PERSON_SIZE, Section, TERM_SIZE};
use crate::names::{Sections, u16_at, u32_at};
use crate::office::OfficeClass;
use jiff::civil::Date;

/// A person by the place in the table of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// A person in public office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The usual name.
    pub name: &'static str,
    /// Number of the Wikidata item: 7747 for `Q7747`.
    pub wikidata: Option<u32>,
    /// Title of the English Wikipedia's article.
    pub wikipedia: Option<&'static str>,
    /// Woman or man, where the sources say.
    pub gender: Option<Gender>,
    /// Day of birth (the first of a year or month that alone is known).
    pub born: Option<Date>,
    /// Day of death.
    pub died: Option<Date>,
}

/// Woman or man, as pronouns agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// *she*
    Female,
    /// *he*
    Male,
}

impl Gender {
    /// `m` and `f` of the tables.
    pub(crate) fn by_letter(letter: &str) -> Option<Self> {
        match letter {
            "f" => Some(Self::Female),
            "m" => Some(Self::Male),
            _ => None,
        }
    }
}

/// A person's time in an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Who held it.
    pub person: PersonId,
    /// ISO 3166-1 alpha-3 of the state, or `UNO`, `EUR`, `IGO`.
    pub country: &'static str,
    /// The office as the source words it: *Minister of Foreign Affairs*.
    pub title: &'static str,
    /// What kind of office.
    pub class: OfficeClass,
    /// First day; unknown where the source is silent.
    pub start: Option<Date>,
    /// Last day; `None` is "no end known to the source", not "still in office".
    pub end: Option<Date>,
    /// The last day on which the source is known to have been right.
    pub seen: Option<Date>,
}

impl Term {
    /// How sure it is that the office was held on a day.
    pub fn on(&self, date: Date) -> Held {
        if self.start.is_some_and(|start| date < start) || self.end.is_some_and(|end| date > end) {
            Held::No
        } else if self.start.is_some()
            && (self.end.is_some() || self.seen.is_some_and(|seen| date <= seen))
        {
            Held::Yes
        } else {
            Held::Perhaps
        }
    }
}

/// Whether an office was held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// The day lies outside the term.
    No,
    /// No end is known, and the day lies after the source's last word; or no start is known.
    Perhaps,
    /// The day lies within the term.
    Yes,
}

/// The tables of people and of their terms.
#[derive(Clone, Copy)]
pub(crate) struct People {
    sections: Sections,
    records: &'static [u8],
    terms: &'static [u8],
    own_terms: &'static [u8],
}

impl People {
    pub(crate) fn new(sections: Sections) -> Self {
        Self {
            sections,
            records: sections.of(Section::People),
            terms: sections.of(Section::Terms),
            own_terms: sections.of(Section::OwnTerms),
        }
    }

    pub(crate) fn len(self) -> usize {
        self.records.len() / PERSON_SIZE
    }

    pub(crate) fn person(self, PersonId(id): PersonId) -> Person {
        let record = &self.records[id as usize * PERSON_SIZE..][..PERSON_SIZE];
        let title_len = u16_at(record, 10);
        Person {
            name: self.sections.text(u32_at(record, 0), u16_at(record, 8)),
            wikipedia: (title_len > 0).then(|| self.sections.text(u32_at(record, 4), title_len)),
            wikidata: Some(u32_at(record, 12)).filter(|number| *number > 0),
            born: date_of(u32_at(record, 16)),
            died: date_of(u32_at(record, 20)),
            gender: match record[30] {
                b'f' => Some(Gender::Female),
                b'm' => Some(Gender::Male),
                _ => None,
            },
        }
    }

    pub(crate) fn terms_of(self, PersonId(id): PersonId) -> impl Iterator<Item = Term> {
        let record = &self.records[id as usize * PERSON_SIZE..][..PERSON_SIZE];
        let (first, n_terms) = (u32_at(record, 24) as usize, usize::from(u16_at(record, 28)));
        (first..first + n_terms).map(move |own| self.term(u32_at(self.own_terms, own * 4) as usize))
    }

    /// The terms of one country and class, by start.
    pub(crate) fn terms_in(self, country: &str, class: OfficeClass) -> impl Iterator<Item = Term> {
        let wanted = (country.as_bytes(), class as u8);
        let n_terms = self.terms.len() / TERM_SIZE;
        let key = |index: usize| {
            let record = &self.terms[index * TERM_SIZE..][..TERM_SIZE];
            (&record[24..27], record[10])
        };
        let first = partition_point(n_terms, |index| key(index) < wanted);
        (first..n_terms)
            .take_while(move |index| key(*index) == wanted)
            .map(move |index| self.term(index))
    }

    fn term(self, index: usize) -> Term {
        let record = &self.terms[index * TERM_SIZE..][..TERM_SIZE];
        Term {
            person: PersonId(u32_at(record, 0)),
            title: self.sections.text(u32_at(record, 4), u16_at(record, 8)),
            class: OfficeClass::by_number(record[10]),
            start: date_of(u32_at(record, 12)),
            end: date_of(u32_at(record, 16)),
            seen: date_of(u32_at(record, 20)),
            country: std::str::from_utf8(&record[24..27]).expect("country codes are ASCII"),
        }
    }
}

/// First index of `0..len` for which `before` is false; it is true for all below.
fn partition_point(len: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The day written as the number 20240131, or `None` for zero.
fn date_of(number: u32) -> Option<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok().filter(|_| number > 0)
}
