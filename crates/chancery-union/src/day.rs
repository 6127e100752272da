//! Days as numbers.

use jiff::civil::Date;

/// Days since 1 January 1970, proleptic Gregorian calendar.
pub(crate) type Day = i32;

/// The day with which an ISO 8601 date or date-time begins.
pub(crate) fn day(iso: &str) -> Option<Day> {
    let date: Date = iso.get(..10)?.parse().ok()?;
    Some(epoch().until(date).ok()?.get_days())
}

/// `YYYY-MM-DD`.
pub(crate) fn iso(day: Day) -> String {
    let date = epoch().checked_add(jiff::Span::new().try_days(day).unwrap_or_default());
    date.unwrap_or(epoch()).to_string()
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_as_they_went_in() {
        for date in ["1970-01-01", "1969-12-31", "2024-02-29", "0033-04-03", "9999-12-31"] {
            assert_eq!(iso(day(date).expect("a date")), date);
        }
        assert_eq!(day("2024-10-25T11:00:00Z"), day("2024-10-25"));
        assert_eq!(day("2023-02-29"), None);
        assert_eq!(day("2024"), None);
    }
}
