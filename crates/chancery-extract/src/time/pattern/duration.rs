//! ## What it finds
//! Lengths of time: *three days*, *a two-week truce*, *the past ten years*, *more than half an hour*, *several
//! months*, *decades*, and ages (*a 7-year-old*).
//! ## Example
//! > After **nearly two decades** of war the **three-day** talks lasted **a few hours**.
//! ## What it leaves alone
//! Rates (*twice a day* is a set), distances (*two days ago* is a date), *second* as an ordinal, *three
//! quarters of the members*.
//! ## Source
//! TimeML 1.2.1, `P3D`, `PT30M`, `PXM`.

use chancery_nlp::Pos;

use crate::time::TimexKind::{Duration, Set};
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::{Number, Role, Unit};
use crate::time::quantity::{approximation_before, quantity_before};
use crate::time::text::Glue;
use crate::time::value::Amount;

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, unit: Unit, number: Number) {
    let text = &scene.text;
    if matches!(text.lower(i, 1), "ago" | "earlier" | "later") {
        return;
    }
    if unit == Unit::Second && number == Number::One {
        return;
    }
    let extras = (1..=2).take_while(|&back| is_extra(scene, i, back)).count();
    let first = i - extras;
    let end = end(scene, i);
    let Some(quantity) = quantity_before(scene, first) else {
        if number == Number::Many {
            bare(scene, first, end, unit);
        }
        return;
    };
    if unit == Unit::Quarter && (extras == 0 || number == Number::One) {
        return;
    }
    let period = Value::Period(quantity.amount, unit);
    if let Some(start) = window_before(scene, quantity.start) {
        scene.propose(start, end, Duration, period, 8);
        return;
    }
    if quantity.article {
        if number == Number::Many {
            return;
        }
        if let Some(start) = rate_before(scene, quantity.start) {
            let set = Value::Period(Amount::Count(1.0), unit);
            scene.propose(start, end, Set, set, 8);
            return;
        }
        if text.pieces[i].glue == Glue::Hyphen || scene.hyphenated(i + 1) && end == i + 1 {
            return; // a day-trip
        }
    }
    let start = approximation_before(scene, quantity.start);
    scene.propose(start, end, Duration, period, 5);
}

/// *full*, *consecutive* between the amount and the unit.
fn is_extra(scene: &Scene<'_, '_>, i: usize, back: usize) -> bool {
    let before = i.checked_sub(back).is_some_and(|at| at > 0);
    before && scene.text.is(i, -back.cast_signed(), Role::Extra)
}

/// *-old*, *-long* belong to the expression.
fn end(scene: &Scene<'_, '_>, i: usize) -> usize {
    match scene.text.lower(i, 1) {
        "old" | "olds" => i + 2,
        "long" if scene.hyphenated(i + 1) => i + 2,
        _ => i + 1,
    }
}

/// *the past*, *its first* in front of the amount: where it begins.
fn window_before(scene: &Scene<'_, '_>, start: usize) -> Option<usize> {
    let text = &scene.text;
    let window = matches!(
        text.lower(start, -1),
        "past"
            | "last"
            | "next"
            | "first"
            | "previous"
            | "coming"
            | "following"
            | "final"
            | "recent"
    );
    // *may last several months*
    let verb = text.get(start, -1).is_some_and(|piece| text.doc.pos(piece.token) == Pos::Verb);
    if !window || verb {
        return None;
    }
    let article = matches!(
        text.lower(start, -2),
        "the" | "its" | "his" | "her" | "their" | "our" | "these" | "those"
    );
    Some(if article { start - 2 } else { start - 1 })
}

/// *twice* a day, *five times* a week, *15* a year.
fn rate_before(scene: &Scene<'_, '_>, start: usize) -> Option<usize> {
    let text = &scene.text;
    let before = text.lower(start, -1);
    if matches!(before, "once" | "twice" | "thrice") {
        return Some(start - 1);
    }
    if before == "times" {
        return Some(quantity_before(scene, start - 1).map_or(start - 1, |times| times.start));
    }
    let counted = text.get(start, -1).is_some_and(|piece| piece.numeral.is_some())
        || matches!(
            before,
            "million"
                | "billion"
                | "trillion"
                | "percent"
                | "%"
                | "cents"
                | "hundreds"
                | "thousands"
                | "dollars"
                | "euros"
                | "tons"
                | "tonnes"
                | "barrels"
                | "hours"
                | "days"
                | "meals"
        );
    counted.then_some(start)
}

/// A plural without amount: *days*, *recent years*, *the coming weeks*.
fn bare(scene: &mut Scene<'_, '_>, i: usize, end: usize, unit: Unit) {
    if matches!(unit, Unit::Night | Unit::Second | Unit::Quarter | Unit::Weekend) {
        return;
    }
    let value = Value::Period(Amount::Some, unit);
    match window_before(scene, i) {
        Some(start) => scene.propose(start, end, Duration, value, 7),
        None => scene.propose(i, end, Duration, value, 2),
    }
}
