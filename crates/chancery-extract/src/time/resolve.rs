//! From proposals that stand to time expressions: those that lean on the last date get their value.

use super::candidate::{Candidate, Scene, Value};
use super::lexicon::Unit;
use super::value::{Amount, Cal, period};
use super::{Timex, TimexKind};
use crate::When;

/// The expressions of `chosen`, in the text's order.
pub(super) fn resolve(scene: &Scene<'_, '_>, chosen: &[Candidate]) -> Vec<Timex> {
    let mut last: Option<Cal> = None;
    let mut items = Vec::with_capacity(chosen.len());
    for (i, candidate) in chosen.iter().enumerate() {
        let Some((value, when, date)) = meaning(scene, chosen, i, last) else { continue };
        items.push(Timex {
            span: scene.text.span(candidate.start, candidate.end),
            kind: candidate.kind,
            value,
            when,
        });
        if date.is_some() && matches!(candidate.kind, TimexKind::Date | TimexKind::Time) {
            last = date;
        }
    }
    items
}

/// TIMEX3 value, days, and the date on which later expressions may lean.
fn meaning(
    scene: &Scene<'_, '_>,
    chosen: &[Candidate],
    i: usize,
    last: Option<Cal>,
) -> Option<(String, Option<When>, Option<Cal>)> {
    let base = || last.or_else(|| scene.anchor.0.map(Cal::Day));
    let dated = |cal: Cal| Some((cal.timex(), cal.when(), lean(cal)));
    match chosen[i].value {
        Value::Cal(cal) => dated(cal),
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
        Value::Same(unit) => dated(match base() {
            None => Cal::Open(unit),
            // *that day* after *Thursday evening*; after a month it is some day in it.
            Some(cal) => match (unit, cal) {
                (Unit::Day, Cal::Day(_)) | (Unit::Week, Cal::Week(_)) => cal,
                (Unit::Day | Unit::Week, _) if cal.day().is_none() => cal,
                _ => cal.moved(unit, 0),
            },
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
