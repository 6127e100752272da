//! From proposals that stand to time expressions: those that lean on the last date get their value.

use jiff::civil::Date;

use super::candidate::{Candidate, Scene, Value};
use super::confidence::confidence;
use super::lexicon::Unit;
use super::value::{Amount, Cal, day_of, period};
use super::{Timex, TimexKind};
use crate::When;

/// The expressions of `chosen`, in the text's order.
pub(super) fn resolve(scene: &Scene<'_, '_>, chosen: &[Candidate]) -> Vec<Timex> {
    let mut last = Last::default();
    let mut items = Vec::with_capacity(chosen.len());
    for (i, candidate) in chosen.iter().enumerate() {
        let Some((value, when, date)) = meaning(scene, chosen, i, last) else { continue };
        items.push(Timex {
            span: scene.text.span(candidate.start, candidate.end),
            kind: candidate.kind,
            confidence: confidence(&value),
            value,
            when,
        });
        if let Some(cal) = date {
            last.date = Some(cal);
            last.day = cal.day().or(last.day);
        }
    }
    items
}

/// The last dates before an expression.
#[derive(Debug, Clone, Copy, Default)]
struct Last {
    /// Of whatever size.
    date: Option<Cal>,
    /// The last single day.
    day: Option<Date>,
}

impl Last {
    /// Without a day to count from, *3 March* takes the year of the date before it.
    fn in_its_year(self, cal: Cal) -> Cal {
        let Some(year) = self.date.and_then(Cal::when).map(|when| when.start().year()) else {
            return cal;
        };
        match cal {
            Cal::OpenMonth(month) => Cal::Month(year, month),
            Cal::OpenDay(month, day) => day_of(year, month, day).map_or(cal, Cal::Day),
            _ => cal,
        }
    }
}

/// TIMEX3 value, days, and the date on which later expressions may lean.
fn meaning(
    scene: &Scene<'_, '_>,
    chosen: &[Candidate],
    i: usize,
    last: Last,
) -> Option<(String, Option<When>, Option<Cal>)> {
    let base = || last.date.or_else(|| scene.anchor.0.map(Cal::Day));
    let dated = |cal: Cal| Some((cal.timex(), cal.when(), lean(cal)));
    match chosen[i].value {
        Value::Cal(cal) => dated(last.in_its_year(cal)),
        Value::Part(day, part) => Some((format!("{}{part}", day.timex()), day.when(), lean(day))),
        Value::Clock { day, hour, minute, utc } => {
            let day = day
                .or_else(|| neighbour(scene, chosen, i))
                .unwrap_or_else(|| scene.anchor.unit(Unit::Day, 0));
            let zone = if utc { "Z" } else { "" };
            let value = format!("{}T{hour:02}:{minute:02}{zone}", day.timex());
            Some((value, day.when(), lean(day)))
        }
        Value::Period(amount, unit) => {
            // A set counts quarters and decades as they are; a length has no quarters.
            let value = match (chosen[i].kind, unit, amount) {
                (TimexKind::Set, Unit::Quarter, Amount::Count(n)) => format!("P{n}Q"),
                _ => period(amount, unit),
            };
            Some((value, None, None))
        }
        Value::EveryWeekday(weekday) => Some((format!("XXXX-WXX-{weekday}"), None, None)),
        Value::Every(part) if part.starts_with('T') => {
            Some((format!("XXXX-XX-XX{part}"), None, None))
        }
        Value::Every(season) => Some((format!("XXXX-{season}"), None, None)),
        Value::Fixed(value) => Some((value.to_owned(), None, None)),
        Value::Last => match last.date {
            Some(cal) => dated(cal),
            None => Some(("PAST_REF".to_owned(), None, None)),
        },
        Value::Same(Unit::Day) => {
            dated(last.day.or(scene.anchor.0).map_or(Cal::Open(Unit::Day), Cal::Day))
        }
        Value::Same(unit) => dated(match base() {
            None => Cal::Open(unit),
            // A week is not known from its month.
            Some(cal) if unit == Unit::Week && cal.day().is_none() => cal,
            Some(cal) => cal.moved(unit, 0),
        }),
        Value::Moved(unit, k) => dated(base().map_or(Cal::Open(unit), |cal| cal.moved(unit, k))),
    }
}

/// A date with known days, on which *two days later* may lean.
fn lean(cal: Cal) -> Option<Cal> {
    cal.when().map(|_| cal)
}

/// The day of a date that stands right beside a time of day: *at 14:30 on 3 March*.
fn neighbour(scene: &Scene<'_, '_>, chosen: &[Candidate], i: usize) -> Option<Cal> {
    let text = &scene.text;
    let near = |other: &Candidate| {
        let (first, second) = if other.start > chosen[i].start {
            (chosen[i].end, other.start)
        } else {
            (other.end, chosen[i].start)
        };
        second - first <= 3
            && !(first..second).any(|at| {
                matches!(text.lower(at, 0), "." | ";") || text.lower(at, 0).contains('\n')
            })
    };
    let day = |other: &Candidate| match other.value {
        Value::Cal(cal) => cal.day().filter(|_| near(other)).map(Cal::Day),
        _ => None,
    };
    chosen.get(i + 1).and_then(day).or_else(|| chosen.get(i.checked_sub(1)?).and_then(day))
}
