//! Stretches of the calendar and amounts of time, and how TIMEX3 writes them.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::lexicon::Unit;
use crate::When;

/// A stretch of the calendar, in the sizes that TIMEX3 has. The open forms are what a relative
/// expression is without a day to count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cal {
    Day(Date),
    /// The week of this day.
    Week(Date),
    /// The weekend of this day's week.
    Weekend(Date),
    Month(i16, i8),
    /// Year, quarter from 1.
    Quarter(i16, i8),
    /// Year, half from 1.
    Half(i16, i8),
    /// Year, `SP SU FA WI`; a winter is the one that begins in its year.
    Season(i16, &'static str),
    Year(i16),
    /// 197 is the seventies.
    Decade(i16),
    /// 19 is the twentieth century.
    Century(i16),
    /// *Monday*: 1.
    OpenWeekday(i8),
    /// *3 March*
    OpenDay(i8, i8),
    /// *March*
    OpenMonth(i8),
    /// *the third quarter*
    OpenQuarter(i8),
    OpenHalf(i8),
    /// *this spring*
    OpenSeason(&'static str),
    /// *last week*: no more is known than its size.
    Open(Unit),
}

impl Cal {
    /// The year of this size around a day, `k` of them later.
    pub(super) fn around(day: Date, unit: Unit, k: i32) -> Self {
        let year = day.year() + k as i16;
        let months = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => Self::Day(day),
            Unit::Day | Unit::Night => Self::Day(days(day, k)),
            Unit::Week => Self::Week(days(day, k * 7)),
            Unit::Fortnight => Self::Week(days(day, k * 14)),
            Unit::Weekend => Self::Weekend(days(day, k * 7)),
            Unit::Month => month(months + k),
            Unit::Quarter => {
                let quarters = months.div_euclid(3) + k;
                Self::Quarter(quarters.div_euclid(4) as i16, quarters.rem_euclid(4) as i8 + 1)
            }
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(day.year().div_euclid(10) + k as i16),
            Unit::Century => Self::Century(day.year().div_euclid(100) + k as i16),
        }
    }

    /// This stretch, or one of this size that holds it, moved by `k` units: a year after *the third
    /// quarter of 2009* is the third quarter of 2010.
    pub(super) fn moved(self, unit: Unit, k: i32) -> Self {
        let years = k as i16;
        match (self, unit) {
            (Self::Quarter(year, quarter), Unit::Year) => Self::Quarter(year + years, quarter),
            (Self::Half(year, half), Unit::Year) => Self::Half(year + years, half),
            (Self::Season(year, season), Unit::Year) => Self::Season(year + years, season),
            (Self::Month(year, month), Unit::Year) => Self::Month(year + years, month),
            _ => match self.when() {
                Some(when) => Self::around(when.start(), unit, k),
                None => Self::Open(unit),
            },
        }
    }

    /// The days that it covers; `None` for the open forms.
    pub(super) fn when(self) -> Option<When> {
        let months = |year: i16, first: i8, last: i8| {
            let start = Date::new(year, first, 1).ok()?;
            let end = Date::new(year, last, 1).ok()?.last_of_month();
            Some(When::new(start, end))
        };
        let years = |first: i16, n: i16| {
            let start = Date::new(first, 1, 1).ok()?;
            Some(When::new(start, Date::new(first + n - 1, 12, 31).ok()?))
        };
        match self {
            Self::Day(day) => Some(When::day(day)),
            Self::Week(day) => {
                let monday = monday(day);
                Some(When::new(monday, days(monday, 6)))
            }
            Self::Weekend(day) => {
                let monday = monday(day);
                Some(When::new(days(monday, 5), days(monday, 6)))
            }
            Self::Month(year, month) => months(year, month, month),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
            Self::Half(year, half) => months(year, half * 6 - 5, half * 6),
            Self::Season(year, "SP") => months(year, 3, 5),
            Self::Season(year, "SU") => months(year, 6, 8),
            Self::Season(year, "FA") => months(year, 9, 11),
            Self::Season(year, _) => {
                let start = Date::new(year, 12, 1).ok()?;
                Some(When::new(start, Date::new(year + 1, 2, 1).ok()?.last_of_month()))
            }
            Self::Year(year) => years(year, 1),
            Self::Decade(decade) => years(decade * 10, 10),
            Self::Century(century) => years(century * 100, 100),
            _ => None,
        }
    }

    /// As TIMEX3 writes it.
    pub(super) fn timex(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Weekend(day) => format!("{}-WE", Self::Week(day).timex()),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
            Self::OpenWeekday(weekday) => format!("XXXX-WXX-{weekday}"),
            Self::OpenDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::OpenMonth(month) => format!("XXXX-{month:02}"),
            Self::OpenQuarter(quarter) => format!("XXXX-Q{quarter}"),
            Self::OpenHalf(half) => format!("XXXX-H{half}"),
            Self::OpenSeason(season) => format!("XXXX-{season}"),
            Self::Open(unit) => match unit {
                Unit::Week | Unit::Fortnight => "XXXX-WXX".to_owned(),
                Unit::Weekend => "XXXX-WXX-WE".to_owned(),
                Unit::Month => "XXXX-XX".to_owned(),
                Unit::Quarter => "XXXX-QX".to_owned(),
                Unit::Year => "XXXX".to_owned(),
                Unit::Decade => "XXX".to_owned(),
                Unit::Century => "XX".to_owned(),
                _ => "XXXX-XX-XX".to_owned(),
            },
        }
    }

    /// It is a single day.
    pub(super) fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            _ => None,
        }
    }
}

/// How many units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// A number, perhaps a half.
    Count(f64),
    /// *several*: `X`.
    Some,
}

/// A length of time as TIMEX3 writes it: `P3D`, `PT30M`, `PXY`.
///
/// Decades and centuries are written in years, as the English part of MEANTIME has them; TIMEX3 also
/// knows `P2DE`.
pub(super) fn period(amount: Amount, unit: Unit) -> String {
    use Unit::{
        Century, Day, Decade, Fortnight, Hour, Minute, Month, Night, Quarter, Second, Week,
        Weekend, Year,
    };
    let (letters, times) = match unit {
        Second => ("S", 1.0),
        Minute | Month => ("M", 1.0),
        Hour => ("H", 1.0),
        Day | Night => ("D", 1.0),
        Week => ("W", 1.0),
        Weekend => ("WE", 1.0),
        Fortnight => ("W", 2.0),
        Quarter => ("Q", 1.0),
        Year => ("Y", 1.0),
        Decade => ("Y", 10.0),
        Century => ("Y", 100.0),
    };
    let clock = matches!(unit, Second | Minute | Hour);
    let lead = if clock { "PT" } else { "P" };
    match amount {
        Amount::Some => format!("{lead}X{letters}"),
        Amount::Count(count) => match (unit, count * times) {
            (Hour, half) if half < 1.0 => format!("PT{}M", (half * 60.0).round()),
            (Year, half) if half.fract() > 0.49 && half.fract() < 0.51 => {
                format!("P{}M", half * 12.0)
            }
            (_, count) => format!("{lead}{count}{letters}"),
        },
    }
}

/// `k` days later; the day itself where the calendar ends.
pub(super) fn days(day: Date, k: i32) -> Date {
    day.checked_add(k.days()).unwrap_or(day)
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    days(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

/// A month by its number since year 0.
fn month(months: i32) -> Cal {
    Cal::Month(months.div_euclid(12) as i16, months.rem_euclid(12) as i8 + 1)
}

/// The 29th of February only in leap years.
pub(super) fn day_of(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|&found| found >= date(1000, 1, 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Amount, Cal, period};
    use crate::time::lexicon::Unit;

    #[test]
    fn units_around_a_day() {
        let day = date(2024, 1, 3);
        let around = |unit, k| Cal::around(day, unit, k).timex();
        assert_eq!(around(Unit::Month, -1), "2023-12");
        assert_eq!(around(Unit::Quarter, -1), "2023-Q4");
        assert_eq!(around(Unit::Week, -1), "2023-W52");
        assert_eq!(around(Unit::Weekend, 0), "2024-W01-WE");
        assert_eq!(around(Unit::Decade, -1), "201");
    }

    #[test]
    fn a_year_later_keeps_its_quarter() {
        assert_eq!(Cal::Quarter(2009, 3).moved(Unit::Year, 1).timex(), "2010-Q3");
        assert_eq!(Cal::Day(date(2009, 3, 31)).moved(Unit::Month, -1).timex(), "2009-02");
        assert_eq!(Cal::OpenMonth(3).moved(Unit::Year, 1).timex(), "XXXX");
    }

    #[test]
    fn amounts() {
        assert_eq!(period(Amount::Count(0.5), Unit::Hour), "PT30M");
        assert_eq!(period(Amount::Count(1.5), Unit::Year), "P18M");
        assert_eq!(period(Amount::Count(2.0), Unit::Decade), "P20Y");
        assert_eq!(period(Amount::Some, Unit::Minute), "PTXM");
        assert_eq!(period(Amount::Count(2.5), Unit::Month), "P2.5M");
    }
}
