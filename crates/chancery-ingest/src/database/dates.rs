use std::sync::OnceLock;

use chancery_text::Published;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// A line longer than this is no date.
const LONGEST: usize = 120;

/// A date at the head of a line, as news databases print it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateLine<'l> {
    /// The day, with the time of day and its offset from UTC where they stand there too.
    pub(super) published: Published,
    /// What follows on the line, such as the edition.
    pub(super) rest: &'l str,
}

/// Reads a line that begins with a whole date: *January 11, 2010 Monday*, *July 1, 2019 Monday 9:20 AM GMT*,
/// *Montag 11. Januar 2010*, *1er février 2019 vendredi 10h30*, *29 de diciembre de 2011*, *2011年12月29日*, `2010-01-11`.
///
/// Month and day of the week may be in English, German, French, Spanish, Italian, Portuguese, Dutch or Russian
/// (`data/date-words.tsv`). A line that says anything before the date is none: *Leaders meet January 11, 2010*.
pub(super) fn date_line(line: &str) -> Option<DateLine<'_>> {
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    let mut scan = Scan { rest: line };
    let date = scan.iso().or_else(|| scan.ideographs()).or_else(|| scan.words())?;
    if !(1700..=2200).contains(&date.year()) {
        return None;
    }
    scan.skip_weekday();
    let before_time = scan.rest;
    let time = scan.time();
    if time.is_none() {
        scan.rest = before_time;
    }
    let rest = scan.rest.trim_start_matches(is_mark).trim();
    let published = match time {
        None => Published::on(date),
        Some(time) => Published::parse(&format!("{date}T{time}")).ok()?,
    };
    Some(DateLine { published, rest })
}

/// The time of day alone, as Factiva prints it in a line of its own: *15:21*, *08:37 AM*, *15 h 21*, *9.20 Uhr GMT*.
pub(super) fn time_line(line: &str) -> Option<String> {
    let mut scan = Scan { rest: line.trim() };
    let time = scan.time()?;
    scan.rest.trim().is_empty().then_some(time)
}

/// A line that names a month and a year but no day, as magazines are dated.
pub(super) fn month_alone(line: &str) -> bool {
    let mut words = line.split([' ', ',']).filter(|word| !word.is_empty());
    let month = words.next().and_then(meaning).is_some_and(|word| matches!(word, Word::Month(_)));
    let year = words
        .next()
        .is_some_and(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    month && year && words.next().is_none()
}

struct Scan<'l> {
    rest: &'l str,
}

#[derive(Clone, Copy)]
enum Word {
    Month(i8),
    Weekday,
    Zone(&'static str),
    Filler,
}

fn is_mark(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | '.' | ';' | '(' | ')' | '-' | '–')
}

impl<'l> Scan<'l> {
    fn iso(&mut self) -> Option<Date> {
        let day = self.rest.get(..10)?;
        if !day.starts_with(|first: char| first.is_ascii_digit()) || day.as_bytes()[4] != b'-' {
            return None;
        }
        let date = day.parse().ok()?;
        self.rest = self.rest[10..].strip_prefix('T').unwrap_or(&self.rest[10..]);
        Some(date)
    }

    /// `2011年12月29日`, with blanks or without.
    fn ideographs(&mut self) -> Option<Date> {
        let (year, rest) = self.rest.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let (day, rest) = rest.split_once('日')?;
        let date = Date::new(
            year.trim().parse().ok()?,
            month.trim().parse().ok()?,
            day.trim().parse().ok()?,
        )
        .ok()?;
        self.rest = rest;
        Some(date)
    }

    /// Day, month and year in any order, the day of the week among them; ends with the last of the three.
    fn words(&mut self) -> Option<Date> {
        let (mut year, mut month, mut day) = (None, None, None);
        while year.is_none() || month.is_none() || day.is_none() {
            self.rest = self.rest.trim_start_matches(is_mark);
            let (word, rest) = self.word()?;
            if word.starts_with(|first: char| first.is_ascii_digit()) {
                let digits = word.trim_end_matches(|character: char| {
                    character.is_alphabetic() || character == 'º'
                });
                let suffix = &word[digits.len()..];
                match (digits.parse::<i16>().ok()?, digits.len(), suffix) {
                    (number, 4, "") if year.is_none() => year = Some(number),
                    (number @ 1..=31, 1 | 2, "" | "st" | "nd" | "rd" | "th" | "er" | "º")
                        if day.is_none() =>
                    {
                        day = Some(number as i8);
                    }
                    _ => return None,
                }
            } else {
                match meaning(word)? {
                    Word::Month(number) if month.is_none() => month = Some(number),
                    Word::Weekday | Word::Filler => {}
                    _ => return None,
                }
            }
            self.rest = rest;
        }
        Date::new(year?, month?, day?).ok()
    }

    /// The next run of letters and digits, and what follows it.
    fn word(&self) -> Option<(&'l str, &'l str)> {
        let end = self
            .rest
            .find(|character: char| !(character.is_alphanumeric() || character == '-'))
            .unwrap_or(self.rest.len());
        (end > 0).then(|| self.rest.split_at(end))
    }

    fn skip_weekday(&mut self) {
        let marked = Scan { rest: self.rest.trim_start_matches(is_mark) };
        if let Some((word, rest)) = marked.word()
            && matches!(meaning(word), Some(Word::Weekday))
        {
            self.rest = rest.strip_prefix([')', '.']).unwrap_or(rest);
        }
        // A Russian year is followed by "г.".
        if let Some(rest) = self.rest.trim_start().strip_prefix("г.") {
            self.rest = rest;
        }
    }

    /// ISO 8601 of the time that comes next, with its offset where the zone is known.
    fn time(&mut self) -> Option<String> {
        let rest = self.rest.trim_start_matches(is_mark);
        let rest = ["at ", "um ", "à "].iter().find_map(|at| rest.strip_prefix(at)).unwrap_or(rest);
        let (hour, rest) = number(rest)?;
        let (minute, second, rest) = minutes(rest)?;
        let rest = rest.trim_start();
        let (half, rest) = half_of_day(rest);
        let hour = match (half, hour) {
            (Some(Half::Morning), 12) => 0,
            (None, 0..=23) | (Some(Half::Morning), 0..=11) | (Some(Half::Evening), 12..=23) => hour,
            (Some(Half::Evening), 0..=11) => hour + 12,
            _ => return None,
        };
        if minute > 59 || second > 59 {
            return None;
        }
        let mut scan = Scan { rest };
        let mut offset = "";
        if let Some(rest) = scan.rest.strip_prefix('Z') {
            (offset, scan.rest) = ("Z", rest);
        }
        if let Some(rest) =
            ["Uhr", "heures", "h"].iter().find_map(|word| scan.rest.strip_prefix(word))
        {
            scan.rest = rest.trim_start();
        }
        if let Some((word, rest)) = scan.word()
            && let Some(Word::Zone(zone)) = meaning(word)
        {
            (offset, scan.rest) = (zone, rest);
        } else if let Some(rest) = scan.rest.strip_prefix("Eastern Time") {
            // Summer or winter is not told.
            scan.rest = rest;
        }
        self.rest = scan.rest;
        Some(format!("{hour:02}:{minute:02}:{second:02}{offset}"))
    }
}

fn number(text: &str) -> Option<(u8, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    (1..=2).contains(&end).then(|| Some((text[..end].parse().ok()?, &text[end..])))?
}

/// `:20`, `:20:31`, `.20 Uhr`, `h20`, ` h 20`; of a full hour `h` alone will do.
fn minutes(text: &str) -> Option<(u8, u8, &str)> {
    let trimmed = text.trim_start();
    if let Some(rest) = trimmed.strip_prefix('h') {
        return match number(rest.trim_start()) {
            Some((minute, rest)) => Some((minute, 0, rest)),
            None if !rest.starts_with(char::is_alphabetic) => Some((0, 0, rest)),
            None => None,
        };
    }
    if let Some(rest) = text.strip_prefix(':') {
        let (minute, rest) = number(rest)?;
        return match rest.strip_prefix(':').and_then(number) {
            Some((second, rest)) => Some((minute, second, fraction(rest))),
            None => Some((minute, 0, rest)),
        };
    }
    let (minute, rest) = number(text.strip_prefix('.')?)?;
    // A full stop parts hours and minutes only where the line says that it is a time.
    let after = rest.trim_start();
    (after.starts_with("Uhr") || half_of_day(after).0.is_some()).then_some((minute, 0, rest))
}

/// What follows the fraction of a second.
fn fraction(text: &str) -> &str {
    text.strip_prefix('.')
        .map_or(text, |rest| rest.trim_start_matches(|character: char| character.is_ascii_digit()))
}

enum Half {
    Morning,
    Evening,
}

fn half_of_day(text: &str) -> (Option<Half>, &str) {
    for (written, half) in [
        ("AM", Half::Morning),
        ("PM", Half::Evening),
        ("A.M.", Half::Morning),
        ("P.M.", Half::Evening),
    ] {
        if let Some(head) = text.get(..written.len())
            && head.eq_ignore_ascii_case(written)
            && !text[written.len()..].starts_with(char::is_alphanumeric)
        {
            return (Some(half), text[written.len()..].trim_start());
        }
    }
    (None, text)
}

fn meaning(word: &str) -> Option<Word> {
    static WORDS: OnceLock<FxHashMap<&'static str, Word>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        include_str!("../../../../data/date-words.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let mut columns = line.split('\t');
                let mut column = || columns.next().expect("a row has three columns");
                let (word, kind, value) = (column(), column(), column());
                let meaning = match kind {
                    "month" => Word::Month(value.parse().expect("a month is a number")),
                    "weekday" => Word::Weekday,
                    "zone" => Word::Zone(value),
                    _ => Word::Filler,
                };
                (word, meaning)
            })
            .collect()
    });
    words.get(word.to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::{date_line, month_alone, time_line};

    #[test]
    fn dates_are_read_as_databases_print_them() {
        for (line, iso, rest) in [
            ("January 11, 2010 Monday", "2010-01-11", ""),
            ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00Z", ""),
            ("July 1, 2019 Monday 12:05 AM EST", "2019-07-01T00:05:00-05:00", ""),
            ("Monday, January 11, 2010", "2010-01-11", ""),
            ("11 January 2010", "2010-01-11", ""),
            ("11. Januar 2010 Montag", "2010-01-11", ""),
            ("Donnerstag 21. März 2019 9.20 Uhr", "2019-03-21T09:20:00", ""),
            ("11 janvier 2010 lundi", "2010-01-11", ""),
            ("1er février 2019 vendredi 10h30", "2019-02-01T10:30:00", ""),
            ("29 décembre 2011", "2011-12-29", ""),
            ("29 de diciembre de 2011", "2011-12-29", ""),
            ("29 декабря 2011 г.", "2011-12-29", ""),
            ("2011 年 12 月 29 日", "2011-12-29", ""),
            ("2011-12-29T15:21:00.000Z", "2011-12-29T15:21:00Z", ""),
            ("2011-12-29", "2011-12-29", ""),
            ("January 11, 2010 Monday Final Edition", "2010-01-11", "Final Edition"),
            ("January 11, 2010 Monday 1st Edition", "2010-01-11", "1st Edition"),
            ("Sept. 3, 2014 Wednesday", "2014-09-03", ""),
            ("May 3, 2014 Saturday 21:05 IST", "2014-05-03T21:05:00", "IST"),
        ] {
            let found = date_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.published.iso(), found.rest), (iso, rest), "{line}");
        }
    }

    #[test]
    fn a_line_that_says_more_before_the_date_is_none() {
        for line in [
            "",
            "Envoys meet January 11, 2010",
            "2010",
            "May 2010",
            "Monday",
            "31 February 2010",
            "11 January",
            "The 11 January 2010 accord",
            "12345-01-01",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

    #[test]
    fn times_and_months_stand_alone_too() {
        assert_eq!(time_line("15:21").as_deref(), Some("15:21:00"));
        assert_eq!(time_line("08:37 PM").as_deref(), Some("20:37:00"));
        assert_eq!(time_line("15 h 21").as_deref(), Some("15:21:00"));
        assert_eq!(time_line("355 words"), None);
        assert_eq!(time_line("15:21 o'clock"), None);
        assert!(month_alone("January, 2010") && month_alone("Juin 2010"));
        assert!(!month_alone("January 11, 2010") && !month_alone("Envoys 2010"));
    }
}
