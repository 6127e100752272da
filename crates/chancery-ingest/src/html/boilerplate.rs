use std::sync::OnceLock;

use chancery_text::month_of;
use rustc_hash::FxHashMap;

/// What a name says of its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It surrounds the article.
    Around = 1,
    /// It surrounds the article and is never itself one.
    Never = 2,
    /// It may stand inside the article without being part of it.
    Small = 4,
    /// It is the standfirst between headline and article, or what else stands there.
    Standfirst = 8,
    /// It is a headline.
    Headline = 16,
}

/// What the class and id of an element say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    /// The mark is among them.
    pub(super) fn has(self, mark: Mark) -> bool {
        self.0 & mark as u8 != 0
    }

    /// Takes in those of another name.
    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl From<Mark> for Marks {
    fn from(mark: Mark) -> Self {
        Self(mark as u8)
    }
}

/// The table of `data/boilerplate.tsv`.
pub(super) struct Boilerplate {
    /// Class words, and pairs of them with a blank between.
    words: FxHashMap<&'static str, Marks>,
    /// Class words by how they begin and end.
    beginnings: Vec<(&'static str, Marks)>,
    endings: Vec<(&'static str, Marks)>,
    /// How lines begin, by first word.
    lines: FxHashMap<&'static str, Vec<LinePattern>>,
    dates: Vec<&'static str>,
    bys: Vec<&'static str>,
}

struct LinePattern {
    text: &'static str,
    most_words: usize,
    whole: bool,
}

/// Lines longer than this are the article's, however they begin.
const LONGEST_LINE: usize = 30;

impl Boilerplate {
    /// The table, read once.
    pub(super) fn get() -> &'static Self {
        static TABLE: OnceLock<Boilerplate> = OnceLock::new();
        TABLE.get_or_init(|| Self::parse(include_str!("../../../../data/boilerplate.tsv")))
    }

    fn parse(table: &'static str) -> Self {
        let mut parsed = Self {
            words: FxHashMap::default(),
            beginnings: Vec::new(),
            endings: Vec::new(),
            lines: FxHashMap::default(),
            dates: Vec::new(),
            bys: Vec::new(),
        };
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let mut columns = row.split('\t');
            let mut column = || columns.next().expect("a row has three columns");
            let (kind, pattern, limit) = (column(), column(), column());
            let limit: usize = limit.parse().expect("the third column is a number");
            match kind {
                "around" => parsed.add_word(pattern, Mark::Around),
                "never" => {
                    parsed.add_word(pattern, Mark::Around);
                    parsed.add_word(pattern, Mark::Never);
                }
                "small" => parsed.add_word(pattern, Mark::Small),
                "standfirst" => parsed.add_word(pattern, Mark::Standfirst),
                "headline" => parsed.add_word(pattern, Mark::Headline),
                "date" => parsed.dates.push(pattern),
                "by" => parsed.bys.push(pattern),
                "begins" | "whole" => {
                    let first = first_word(pattern);
                    parsed.lines.entry(first).or_default().push(LinePattern {
                        text: pattern,
                        most_words: if limit == 0 { LONGEST_LINE } else { limit },
                        whole: kind == "whole",
                    });
                }
                other => panic!("data/boilerplate.tsv: unknown kind {other:?}"),
            }
        }
        parsed
    }

    fn add_word(&mut self, pattern: &'static str, mark: Mark) {
        let marks = Marks::from(mark);
        if let Some(beginning) = pattern.strip_suffix('*') {
            self.beginnings.push((beginning, marks));
        } else if let Some(ending) = pattern.strip_prefix('*') {
            self.endings.push((ending, marks));
        } else {
            self.words.entry(pattern).or_default().add(marks);
        }
    }

    /// Reads a class attribute or an id: words parted by anything but letters, and by capitals.
    pub(super) fn marks(&self, names: &str) -> Marks {
        let mut marks = Marks::default();
        let mut lower = String::with_capacity(names.len() + 8);
        let mut after_small = false;
        for character in names.chars() {
            if character.is_alphabetic() {
                if character.is_uppercase() && after_small {
                    lower.push(' ');
                }
                after_small = character.is_lowercase();
                lower.extend(character.to_lowercase());
            } else {
                after_small = false;
                // Names do not go on into the next one: `read-more`, but not `read` and `more`.
                lower.push(if character.is_whitespace() { '\n' } else { ' ' });
            }
        }
        for name in lower.split('\n') {
            let mut start_before = None;
            for word in name.split(' ').filter(|word| !word.is_empty()) {
                // Both are parts of `name`.
                let start = word.as_ptr() as usize - name.as_ptr() as usize;
                self.add_marks_of(word, &mut marks);
                if let Some(before) = start_before
                    && let Some(found) = self.words.get(&name[before..start + word.len()])
                {
                    marks.add(*found);
                }
                start_before = Some(start);
            }
        }
        marks
    }

    fn add_marks_of(&self, word: &str, marks: &mut Marks) {
        if let Some(found) = self.words.get(word) {
            marks.add(*found);
        }
        for (beginning, found) in &self.beginnings {
            if word.starts_with(beginning) {
                marks.add(*found);
            }
        }
        for (ending, found) in &self.endings {
            if word.ends_with(ending) {
                marks.add(*found);
            }
        }
    }

    /// The line begins, or reads, like what stands around articles.
    pub(super) fn is_set_phrase(&self, line: &str, n_words: usize) -> bool {
        if n_words > LONGEST_LINE {
            return false;
        }
        let line = line.trim_start_matches(|character: char| !character.is_alphanumeric());
        let lower: String =
            line.chars().take(60).collect::<String>().to_lowercase().replace('’', "'");
        let lower = hide_numbers(&lower);
        let Some(patterns) = self.lines.get(first_word(&lower)) else { return false };
        patterns.iter().any(|pattern| {
            let Some(rest) = lower.strip_prefix(pattern.text) else { return false };
            if pattern.whole {
                return !rest.contains(char::is_alphanumeric);
            }
            n_words <= pattern.most_words
                && (pattern.text.ends_with(':')
                    || !rest.starts_with(|next: char| next.is_alphanumeric()))
        })
    }

    /// The line is made of dates and times and the words around them.
    pub(super) fn is_date_line(&self, line: &str) -> bool {
        let mut some_number = false;
        let mut some_date = false;
        let parts = line.split(|character: char| {
            character.is_whitespace()
                || matches!(character, ',' | '|' | '(' | ')' | '–' | '—' | '·' | '•')
        });
        for part in parts.filter(|part| !part.is_empty()) {
            let part =
                part.trim_matches(|character: char| matches!(character, ':' | '.' | '-' | '/'));
            if part.is_empty() {
                continue;
            }
            if part.starts_with(|first: char| first.is_ascii_digit()) {
                let letters: String =
                    part.chars().filter(|character| character.is_alphabetic()).collect();
                let letters = letters.to_lowercase();
                if !matches!(
                    letters.as_str(),
                    "" | "am" | "pm" | "st" | "nd" | "rd" | "th" | "h" | "t" | "z" | "tz"
                ) {
                    return false;
                }
                some_number = true;
                some_date |= is_numeric_date(part) || is_clock(part);
                continue;
            }
            let lower = part.to_lowercase();
            let zone =
                part.len() <= 4 && part.ends_with('T') && part.chars().all(char::is_uppercase);
            some_date |= is_calendar_word(&lower)
                || matches!(lower.as_str(), "am" | "pm" | "updated" | "published" | "posted");
            let known = is_calendar_word(&lower)
                || zone
                || self.dates.iter().any(|date| date.trim_end_matches('.') == lower);
            if !known {
                return false;
            }
        }
        some_number && some_date
    }

    /// The line begins with *by* or its like.
    pub(super) fn is_by_line(&self, line: &str) -> bool {
        let first =
            line.split(|character: char| character.is_whitespace() || character == ':').next();
        first.is_some_and(|first| self.bys.iter().any(|by| first.eq_ignore_ascii_case(by)))
    }
}

/// `#` in place of each number: *12 comments* is a set phrase.
fn hide_numbers(text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if !character.is_ascii_digit() => hidden.push(character),
            _ if !hidden.ends_with('#') => hidden.push('#'),
            _ => {}
        }
    }
    hidden
}

/// `2024-10-25T10:30`, `25/10/2024`; not a telephone number.
fn is_numeric_date(part: &str) -> bool {
    let mut numbers = part.split(['-', '/', '.', 'T']).map(|number| number.parse::<u32>().ok());
    let first_three = [numbers.next(), numbers.next(), numbers.next()];
    let year = |number: u32| (1900..2100).contains(&number);
    match first_three {
        [Some(Some(first)), Some(Some(1..=31)), Some(Some(last))] => {
            year(first) && last <= 31 || year(last) && first <= 31
        }
        _ => false,
    }
}

/// `12:05`, as each post of a live page has it: whatever else stands on its line must speak of time too.
fn is_clock(part: &str) -> bool {
    let digits = part.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    digits.split_once(':').is_some_and(|(hour, minute)| {
        hour.parse::<u8>().is_ok_and(|hour| hour < 25)
            && minute
                .get(..2)
                .is_some_and(|minute| minute.parse::<u8>().is_ok_and(|minute| minute < 60))
    })
}

/// Names of months and weekdays, short ones too.
fn is_calendar_word(lower: &str) -> bool {
    const WEEKDAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    month_of(lower).is_some()
        || lower.len() >= 3 && WEEKDAYS.iter().any(|weekday| weekday.starts_with(lower))
}

fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '\'');
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::{Boilerplate, Mark};

    #[test]
    fn class_names_are_read_word_by_word() {
        let table = Boilerplate::get();
        for around in ["c-related-list", "wpCaption", "read-more", "x readMore", "share", "sr-only"]
        {
            assert!(table.marks(around).has(Mark::Around), "{around}");
        }
        for plain in ["read more", "headline", "story", "", "é-1", "shaded"] {
            assert!(!table.marks(plain).has(Mark::Around), "{plain}");
        }
        assert!(table.marks("CookieBanner").has(Mark::Never));
    }

    #[test]
    fn lines_are_known_by_how_they_begin() {
        let table = Boilerplate::get();
        for line in
            ["READ MORE: Envoys meet", "Photo: A. Person", "» Also read", "Advertisement", "Tweet"]
        {
            assert!(table.is_set_phrase(line, line.split(' ').count()), "{line}");
        }
        for line in [
            "Photographs show the pier.",
            "Share prices fell on the news on Monday.",
            "News of it came late",
        ] {
            assert!(!table.is_set_phrase(line, line.split(' ').count()), "{line}");
        }
    }

    #[test]
    fn a_line_of_dates_holds_nothing_else() {
        let table = Boilerplate::get();
        for line in
            ["Published 10:30 a.m. EST, Oct. 25, 2024", "2024-10-25T10:30", "25th October 2024"]
        {
            assert!(table.is_date_line(line), "{line}");
        }
        for line in ["On Monday", "In 2024 the envoys met", "10 envoys"] {
            assert!(!table.is_date_line(line), "{line}");
        }
    }
}
