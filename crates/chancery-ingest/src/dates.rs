use chancery_text::{Published, month_of};
use jiff::Timestamp;
use jiff::civil::Date;

/// Reads a date as inputs write it: ISO 8601 with the usual slips, `20241025`, `2024/10/25`, `25 October
/// 2024`, `Oct 25, 2024`, `Fri, 25 Oct 2024 18:30:00 GMT`, `25/10/2024` where it can be but one day, or
/// seconds or milliseconds since 1970.
///
/// The time of day is kept where it stands in ISO 8601.
pub(crate) fn read_date(written: &str) -> Option<Published> {
    let written = written.trim();
    if written.len() > 80 {
        return None;
    }
    let published = iso(written)
        .or_else(|| digits(written))
        .or_else(|| words(written).map(Published::on))
        .or_else(|| numbers(written).map(Published::on))?;
    // A clock that was never set, a form that was never filled.
    (1700..=2200).contains(&published.date().year()).then_some(published)
}

fn iso(written: &str) -> Option<Published> {
    let day = written.get(..10)?;
    let date: Date = day.parse().ok()?;
    let rest = written[10..].trim_start_matches(['T', 't', ' ']);
    let time_like = rest.len() >= 5
        && rest.len() < written.len() - 10
        && rest.starts_with(|first: char| first.is_ascii_digit())
        && rest.bytes().all(|byte| byte.is_ascii_digit() || b":.,+-Zz".contains(&byte));
    if !time_like {
        return Some(Published::on(date));
    }
    Published::parse(&format!("{day}T{}", with_colon(rest))).ok()
}

/// ISO 8601 has a colon in the offset where it has one in the time: `+02:00`, not `+0200`.
fn with_colon(time: &str) -> String {
    match time.rfind(['+', '-']) {
        Some(sign) if time.len() - sign == "+0200".len() && !time[sign..].contains(':') => {
            let (before, minutes) = time.split_at(time.len() - 2);
            format!("{before}:{minutes}")
        }
        _ => time.to_owned(),
    }
}

fn digits(written: &str) -> Option<Published> {
    let run: String = written.chars().take_while(char::is_ascii_digit).collect();
    let alone = run.len() == written.len();
    match run.len() {
        8 if alone || written[8..].starts_with(['T', ' ']) => {
            let number = |range: std::ops::Range<usize>| run[range].parse::<i16>().ok();
            let date = Date::new(number(0..4)?, number(4..6)? as i8, number(6..8)? as i8).ok()?;
            Some(Published::on(date))
        }
        10 | 13 if alone => {
            let number: i64 = run.parse().ok()?;
            let seconds = if run.len() == 13 { number / 1000 } else { number };
            let time = Timestamp::from_second(seconds).ok()?;
            Published::parse(&time.to_string()).ok()
        }
        _ => None,
    }
}

/// A day, the name of a month and a year, in any order, and nothing that speaks against them.
fn words(written: &str) -> Option<Date> {
    let mut month = None;
    let mut day = None;
    let mut year = None;
    for part in written.split(|character: char| !character.is_alphanumeric()) {
        if part.starts_with(|first: char| first.is_ascii_digit()) {
            let number = part.trim_end_matches(|character: char| character.is_ascii_alphabetic());
            match (number.parse::<i16>().ok(), number.len()) {
                (Some(number), 4) if year.is_none() => year = Some(number),
                (Some(number @ 1..=31), 1 | 2) if day.is_none() => day = Some(number as i8),
                _ => {}
            }
        } else if let Some(found) = month_of(part)
            && month.is_none()
        {
            month = Some(found);
        }
    }
    Date::new(year?, month?, day?).ok()
}

/// `2024/10/25`, `25.10.2024`, `10/25/2024`.
fn numbers(written: &str) -> Option<Date> {
    let first = written.split_whitespace().next()?;
    let parts: Vec<i16> =
        first.split(['/', '.', '-']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let date =
        |year, month, day| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    match parts[..] {
        [year @ 1000..=9999, month, day] => date(year, month, day),
        // A full stop is written where the day comes first.
        [day, month, year @ 1000..=9999] if first.contains('.') || day > 12 => {
            date(year, month, day)
        }
        [month, day, year @ 1000..=9999] if day > 12 || day == month => date(year, month, day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::read_date;

    #[test]
    fn dates_are_read_as_inputs_write_them() {
        for (written, iso) in [
            ("2024-10-25", "2024-10-25"),
            ("2024-10-25T18:30:00.000Z", "2024-10-25T18:30:00.000Z"),
            ("2024-10-25 18:30:00", "2024-10-25T18:30:00"),
            ("2024-10-25T18:30:00+0200", "2024-10-25T18:30:00+02:00"),
            ("2024-10-25 at dawn", "2024-10-25"),
            ("20241025", "2024-10-25"),
            ("2024/10/25 10:00", "2024-10-25"),
            ("25.10.2024", "2024-10-25"),
            ("10/25/2024", "2024-10-25"),
            ("Oct 25, 2024", "2024-10-25"),
            ("25th October 2024", "2024-10-25"),
            ("Fri, 25 Oct 2024 18:30:00 GMT", "2024-10-25"),
            ("1729881000", "2024-10-25T18:30:00Z"),
            ("1729881000000", "2024-10-25T18:30:00Z"),
        ] {
            assert_eq!(
                read_date(written).map(|date| date.iso().to_owned()).as_deref(),
                Some(iso),
                "{written}"
            );
        }
        for none in
            ["", "yesterday", "10/11/2024", "2024-13-41", "0001-01-01", "May", "é2024-10-25"]
        {
            assert_eq!(read_date(none), None, "{none}");
        }
    }
}
