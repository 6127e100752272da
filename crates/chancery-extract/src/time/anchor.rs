//! From a relative expression to the calendar: which Monday, which March.

use jiff::civil::Date;

use super::lexicon::Unit;
use super::tense::Tense;
use super::value::{Cal, day_of, days, monday};

/// How an expression points away from the day that it is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toward {
    /// *last*
    Last,
    /// *this*
    This,
    /// *next*
    Next,
}

impl Toward {
    /// In units.
    pub(super) fn steps(self) -> i32 {
        match self {
            Self::Last => -1,
            Self::This => 0,
            Self::Next => 1,
        }
    }
}

/// The day that relative expressions are counted from, if one is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor(pub(super) Option<Date>);

impl Anchor {
    /// The unit around the anchor, `k` units on.
    pub(super) fn unit(self, unit: Unit, k: i32) -> Cal {
        self.0.map_or(Cal::Open(unit), |day| Cal::around(day, unit, k))
    }

    /// A year `k` after the anchor's.
    pub(super) fn year(self, k: i16) -> Option<i16> {
        self.0.map(|day| day.year() + k)
    }

    /// *Monday*: of plans and arrangements (*is visiting on Monday*) the next one, else the latest, today
    /// counted with both.
    pub(super) fn weekday(self, weekday: i8, toward: Option<Toward>, tense: Tense) -> Cal {
        let Some(today) = self.0 else { return Cal::OpenWeekday(weekday) };
        let ahead = i32::from((weekday - today.weekday().to_monday_one_offset()).rem_euclid(7));
        let ago = (7 - ahead) % 7;
        Cal::Day(match toward {
            Some(Toward::Last) => days(today, -if ago == 0 { 7 } else { ago }),
            Some(Toward::Next) => days(today, if ahead == 0 { 7 } else { ahead }),
            Some(Toward::This) => days(monday(today), i32::from(weekday) - 1),
            None if matches!(tense, Tense::Future | Tense::Progressive) => days(today, ahead),
            None => days(today, -ago),
        })
    }

    /// *March*: of plans the next one, of the past the latest, the present one counted with both. Where
    /// the verb does not tell, at most three months ahead.
    pub(super) fn month(self, month: i8, toward: Option<Toward>, tense: Tense) -> Cal {
        let Some(today) = self.0 else { return Cal::OpenMonth(month) };
        let ahead = month - today.month();
        let year = today.year();
        let last = if ahead <= 0 { year } else { year - 1 };
        let next = if ahead >= 0 { year } else { year + 1 };
        let year = match (toward, tense) {
            (Some(Toward::Last), _) => {
                if ahead < 0 {
                    year
                } else {
                    year - 1
                }
            }
            (Some(Toward::Next), _) => {
                if ahead > 0 {
                    year
                } else {
                    year + 1
                }
            }
            (Some(Toward::This), _) => year,
            (None, Tense::Future) => next,
            (None, Tense::Past | Tense::Perfect) => last,
            (None, _) if (-6..=3).contains(&ahead) => year,
            (None, _) if ahead > 3 => year - 1,
            (None, _) => year + 1,
        };
        Cal::Month(year, month)
    }

    /// *3 March*: by the verb; where it does not tell, the one nearest to ten days before the anchor,
    /// for news tells more of what was than of what will be. `None` where there is no such day.
    pub(super) fn month_day(self, month: i8, day: i8, tense: Tense) -> Option<Cal> {
        let Some(today) = self.0 else {
            return day_of(2000, month, day).map(|_| Cal::OpenDay(month, day)); // a leap year
        };
        let year = today.year();
        let mut candidates = (year - 1..=year + 1).filter_map(|year| day_of(year, month, day));
        let nearest = days(today, -10);
        let distance = |day: &Date| day.since(nearest).map_or(0, |span| span.get_days().abs());
        match tense {
            Tense::Future => candidates.find(|&day| day >= today),
            Tense::Past | Tense::Perfect => candidates.rfind(|&day| day <= today),
            _ => candidates.min_by_key(distance),
        }
        .map(Cal::Day)
    }

    /// *the third quarter*: of plans the next one, else the latest that has begun.
    pub(super) fn quarter(self, quarter: i8, tense: Tense) -> Cal {
        let Some(today) = self.0 else { return Cal::OpenQuarter(quarter) };
        let now = (today.month() - 1) / 3 + 1;
        let year = today.year();
        Cal::Quarter(
            match tense {
                Tense::Future if quarter < now => year + 1,
                Tense::Future => year,
                _ if quarter > now => year - 1,
                _ => year,
            },
            quarter,
        )
    }

    /// *the first half*: the latest that has begun.
    pub(super) fn half(self, half: i8) -> Cal {
        let Some(today) = self.0 else { return Cal::OpenHalf(half) };
        let begun = half == 1 || today.month() > 6;
        Cal::Half(if begun { today.year() } else { today.year() - 1 }, half)
    }

    /// *last spring* is this year's once it is over; *next* and *this* go by the year.
    pub(super) fn season(self, season: &'static str, toward: Option<Toward>) -> Cal {
        let Some(today) = self.0 else { return Cal::OpenSeason(season) };
        let over = match season {
            "SP" => today.month() > 6,
            "SU" => today.month() > 9,
            _ => false,
        };
        let year = today.year();
        Cal::Season(
            match toward {
                Some(Toward::Last) if !over => year - 1,
                Some(Toward::Next) => year + 1,
                _ => year,
            },
            season,
        )
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Anchor, Toward};
    use crate::time::tense::Tense;
    use crate::time::value::Cal;

    /// A Wednesday.
    const ANCHOR: Anchor = Anchor(Some(date(2024, 4, 17)));

    #[test]
    fn a_weekday_goes_by_its_verb() {
        let monday = |toward, tense| ANCHOR.weekday(1, toward, tense).timex();
        assert_eq!(monday(None, Tense::Past), "2024-04-15");
        assert_eq!(monday(None, Tense::Future), "2024-04-22");
        assert_eq!(monday(Some(Toward::Next), Tense::Past), "2024-04-22");
        assert_eq!(ANCHOR.weekday(3, None, Tense::Unknown).timex(), "2024-04-17");
        assert_eq!(ANCHOR.weekday(3, Some(Toward::Last), Tense::Past).timex(), "2024-04-10");
    }

    #[test]
    fn a_month_goes_by_its_verb() {
        assert_eq!(ANCHOR.month(9, None, Tense::Past), Cal::Month(2023, 9));
        assert_eq!(ANCHOR.month(9, None, Tense::Future), Cal::Month(2024, 9));
        assert_eq!(ANCHOR.month(6, None, Tense::Unknown), Cal::Month(2024, 6));
        assert_eq!(ANCHOR.month(4, Some(Toward::Last), Tense::Past), Cal::Month(2023, 4));
    }

    #[test]
    fn no_day_is_made_up() {
        assert_eq!(ANCHOR.month_day(2, 30, Tense::Past), None);
        assert_eq!(
            Anchor(None).month_day(2, 29, Tense::Past).map(Cal::timex).as_deref(),
            Some("XXXX-02-29")
        );
        assert_eq!(Anchor(None).weekday(4, None, Tense::Past).timex(), "XXXX-WXX-4");
    }
}
