//! Whether two reports may tell of the same days.

use super::Reports;
use crate::corpus::{ReportRow, Status};
use crate::day::Day;

/// How two reports' days agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    /// They tell of different days.
    Apart,
    /// A report without a day may mean any time; it was not published near the other's day.
    Unknown,
    /// No day in a text, and an article without a date.
    Undated,
    /// A day apart.
    Near,
    /// A report without a day, or with a month or a week, may mean the other's day.
    Plausible,
    /// Both name days, and these overlap.
    Same,
}

/// Longer stretches, such as *last month*, do not tell the day.
const EXACT: Day = 3;
/// What has happened and has no day in the text is news of at most so many days before its publication.
const NEWS: Day = 3;
/// What is planned and has no day in the text comes at most so many days after its publication.
const PLANS: Day = 45;
/// Reports without a day are compared if they were published within so many days.
const TOGETHER: Day = 3;

impl Reports<'_> {
    pub(super) fn compare_days(&self, a: &ReportRow, b: &ReportRow) -> When {
        let (day_a, day_b) = (self.corpus.article_of(a).day, self.corpus.article_of(b).day);
        match (a.days, b.days) {
            (Some(one), Some(other)) => explicit(one, other),
            (Some(given), None) => one_given(given, b.status, day_b),
            (None, Some(given)) => one_given(given, a.status, day_a),
            (None, None) => none_given((a.status, day_a), (b.status, day_b)),
        }
    }

    /// Days between the publications; none where one is not known.
    pub(super) fn days_between(&self, a: &ReportRow, b: &ReportRow) -> Option<Day> {
        Some((self.corpus.article_of(a).day? - self.corpus.article_of(b).day?).abs())
    }
}

fn explicit(a: (Day, Day), b: (Day, Day)) -> When {
    let is_exact = |days: (Day, Day)| days.1 - days.0 <= EXACT;
    if a.0 <= b.1 && b.0 <= a.1 {
        return if is_exact(a) && is_exact(b) { When::Same } else { When::Plausible };
    }
    let gap = if a.1 < b.0 { b.0 - a.1 } else { a.0 - b.1 };
    if gap == 1 && is_exact(a) && is_exact(b) { When::Near } else { When::Apart }
}

fn is_ahead(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Hypothetical)
}

/// Days of one report, and status and publication of the other, which has none.
fn one_given(given: (Day, Day), status: Status, published: Option<Day>) -> When {
    let Some(published) = published else { return When::Undated };
    let (first, last) = if is_ahead(status) {
        (published, published + PLANS)
    } else {
        (published - NEWS, published)
    };
    if given.0 <= last && first <= given.1 {
        return When::Plausible;
    }
    // What is still to come is not what has been, and what has been is not what is later.
    if is_ahead(status) || given.0 > published { When::Apart } else { When::Unknown }
}

fn none_given(a: (Status, Option<Day>), b: (Status, Option<Day>)) -> When {
    let (Some(day_a), Some(day_b)) = (a.1, b.1) else { return When::Undated };
    match (is_ahead(a.0), is_ahead(b.0)) {
        (true, false) if day_a > day_b => When::Apart,
        (false, true) if day_b > day_a => When::Apart,
        (true, false) | (false, true) if (day_a - day_b).abs() <= 2 * TOGETHER => When::Plausible,
        _ if (day_a - day_b).abs() <= TOGETHER => When::Plausible,
        _ => When::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_overlap_are_the_same_unless_they_are_a_month() {
        assert_eq!(explicit((10, 10), (10, 11)), When::Same);
        assert_eq!(explicit((1, 31), (10, 10)), When::Plausible);
        assert_eq!(explicit((10, 10), (11, 11)), When::Near);
        assert_eq!(explicit((10, 10), (17, 17)), When::Apart);
    }

    #[test]
    fn what_is_planned_is_not_what_has_been() {
        assert_eq!(one_given((9, 9), Status::Planned, Some(10)), When::Apart);
        assert_eq!(one_given((12, 12), Status::Planned, Some(10)), When::Plausible);
        assert_eq!(one_given((9, 9), Status::Occurred, Some(10)), When::Plausible);
        assert_eq!(one_given((2, 2), Status::Occurred, Some(10)), When::Unknown);
        assert_eq!(
            none_given((Status::Planned, Some(9)), (Status::Occurred, Some(8))),
            When::Apart
        );
    }
}
