//! ## What it finds
//! A date by its distance: *three years ago*, *a week ago*, *two days later*, *a year earlier*, *ten days
//! from now*.
//! ## Example
//! > The truce of **two weeks ago** broke down **a day later**.
//! ## What it leaves alone
//! Distances in hours or less, which have no day of their own, are only `PAST_REF`.
//! ## Source
//! TimeML 1.2.1: the value is as fine as the unit, so *two years ago* is a year.

use crate::time::TimexKind::{Date, Time};
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::Unit;
use crate::time::quantity::{approximation_before, quantity_before};
use crate::time::value::Amount;

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, unit: Unit) {
    let text = &scene.text;
    let (end, sign) = match (text.lower(i, 1), text.lower(i, 2)) {
        ("ago", _) => (i + 2, -1),
        ("from", "now") => (i + 3, 1),
        ("earlier" | "previously" | "prior", _) => (i + 2, -2),
        ("later", _) => (i + 2, 2),
        _ => return,
    };
    let Some(quantity) = quantity_before(scene, i) else { return };
    let start = approximation_before(scene, quantity.start);
    let hours = matches!(unit, Unit::Second | Unit::Minute | Unit::Hour);
    let kind = if hours { Time } else { Date };
    let value = match quantity.amount {
        Amount::Count(count) if !hours => {
            let steps = count.trunc() as i32;
            match sign {
                -1 | 1 => Value::Cal(scene.anchor.unit(unit, sign * steps)),
                sign => Value::Moved(unit, sign / 2 * steps),
            }
        }
        _ => match sign {
            -1 => Value::Fixed("PAST_REF"),
            1 => Value::Fixed("FUTURE_REF"),
            _ => return,
        },
    };
    scene.propose(start, end, kind, value, 9);
}
