//! ## What it finds
//! A unit counted from today or from the last date: *last week*, *later this year*, *the end of next
//! month*, *the coming days*, *that day*, *the following week*, *the end of the year*.
//! ## Example
//! > **Earlier that day** he had said that **next year's** summit was **at the end of the month**.
//! ## What it leaves alone
//! The idiom *at the end of the day*; *last day* (of a summit, not yesterday).
//! ## Source
//! TimeML 1.2.1; *the end of the day* as a date is the habit of MEANTIME.

use crate::time::TimexKind::{Date, Duration};
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::{Number, Role, Unit};
use crate::time::value::{Amount, Cal, days};

/// Verbs after which *the day* is today: *shares ended the day lower*.
const DAY_VERBS: &[&str] = &["end", "finish", "close", "start", "begin", "open"];

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, unit: Unit, number: Number) {
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Night)
        || scene.hyphenated(i + 1)
    {
        return;
    }
    if number == Number::Many {
        return;
    }
    if unit == Unit::Week && week_of_month(scene, i) {
        return;
    }
    let text = &scene.text;
    let the = text.lower(i, -2) == "the";
    let (first, value) = match (text.lower(i, -2), text.lower(i, -1)) {
        (_, "last") if unit == Unit::Day => return,
        ("this", "past") => (i - 2, Value::Cal(scene.anchor.unit(unit, -1))),
        ("this" | "the", "coming") => (i - 2, Value::Cal(scene.anchor.unit(unit, 1))),
        ("the", "current") => (i - 2, Value::Cal(scene.anchor.unit(unit, 0))),
        ("the" | "this", "same") => (i - 2, Value::Same(unit)),
        ("the", "previous") => (i - 2, Value::Moved(unit, -1)),
        ("the", "following") => (i - 2, Value::Moved(unit, 1)),
        ("the", "past") => {
            scene.propose(i - 2, i + 1, Duration, Value::Period(Amount::Count(1.0), unit), 8);
            return;
        }
        (_, "that") => (i - 1, Value::Same(unit)),
        (_, "last") => (i - 1, Value::Cal(scene.anchor.unit(unit, -1))),
        (_, "this") => (i - 1, Value::Cal(scene.anchor.unit(unit, 0))),
        (_, "next") => (i - 1, Value::Cal(scene.anchor.unit(unit, 1))),
        (_, "the") => return the_unit(scene, i, unit),
        _ => return,
    };
    // *the next year* is twelve months, *next year* is one of the calendar.
    if the && matches!(text.lower(i, -1), "last" | "next") {
        scene.propose(i - 2, i + 1, Duration, Value::Period(Amount::Count(1.0), unit), 5);
        return;
    }
    let start = scene.shade_or_edge_before(first);
    scene.propose(start, i + 1, Date, value, 8);
}

/// *the first week of March*, *the last week of March 2009*. A week belongs to the month that has its
/// Thursday, as in ISO 8601 it belongs to the year.
fn week_of_month(scene: &mut Scene<'_, '_>, i: usize) -> bool {
    let text = &scene.text;
    let Some(month) =
        text.word(i, 2).and_then(|word| word.month).filter(|_| text.lower(i, 1) == "of")
    else {
        return false;
    };
    let number = match text.lower(i, -1) {
        "last" | "final" => None,
        _ => match text.word(i, -1).and_then(|word| word.ordinal) {
            Some(number @ 1..=4) => Some(number.cast_signed()),
            _ => return false,
        },
    };
    let (cal, end) = match super::year_after(scene, i + 2) {
        Some((year, end)) => (Cal::Month(year, month), end),
        None => (scene.anchor.month(month, None, scene.tense(i)), i + 3),
    };
    let Some(when) = cal.when() else { return false };
    let thursday = |from: i32| (3 - from).rem_euclid(7);
    let first = i32::from(when.start().weekday().to_monday_zero_offset());
    let after_last = i32::from(when.end().weekday().to_monday_zero_offset()) + 1;
    let day = match number {
        Some(number) => days(when.start(), thursday(first) + (number - 1) * 7),
        None => days(when.end(), thursday(after_last) - 6),
    };
    let start = scene.article_before(i - 1);
    scene.propose(start, end, Date, Value::Cal(Cal::Week(day)), 9);
    true
}

/// *the end of the year*, *ended the day*
fn the_unit(scene: &mut Scene<'_, '_>, i: usize, unit: Unit) {
    let text = &scene.text;
    let start = scene.edge_before(i - 1);
    let value = Value::Cal(scene.anchor.unit(unit, 0));
    if start < i - 1 {
        let idiom =
            unit == Unit::Day && text.lower(start, -1) == "at" && text.is(i - 2, -1, Role::Edge);
        if !(idiom && text.lower(i, -3) == "end") {
            scene.propose(start, i + 1, Date, value, 8);
        }
        return;
    }
    // The day told of, which is today only where none was named.
    let verb = text.get(i, -2).map_or("", |piece| text.doc.lemma(piece.token));
    if unit == Unit::Day && DAY_VERBS.contains(&verb) {
        scene.propose(i - 1, i + 1, Date, Value::Same(unit), 7);
    }
}
