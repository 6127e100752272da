//! ## What it finds
//! What comes again: *daily*, *annual*, *every Monday*, *each year*, *every two weeks*, *per month*, *on
//! Fridays*.
//! ## Example
//! > The council sits **every other week**, the committee **on** **Thursdays**.
//! ## What it leaves alone
//! Names of papers (*the Daily Courier*).
//! ## Source
//! TimeML 1.2.1: SET with `P1W` or `XXXX-WXX-4`.

use crate::time::TimexKind::Set;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::{Unit, Word};
use crate::time::quantity::quantity_before;
use crate::time::value::Amount;

/// *every year*, *per day*
pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, unit: Unit) {
    let text = &scene.text;
    let once = Value::Period(Amount::Count(1.0), unit);
    match (text.lower(i, -2), text.lower(i, -1)) {
        (_, "every" | "each") => scene.propose(i - 1, i + 1, Set, once, 8),
        ("every" | "each", "single") => scene.propose(i - 2, i + 1, Set, once, 8),
        ("every" | "each", "other") => {
            scene.propose(i - 2, i + 1, Set, Value::Period(Amount::Count(2.0), unit), 8);
        }
        (_, "per") => scene.propose(i - 1, i + 1, Set, once, 3),
        _ => {
            if let Some(quantity) = quantity_before(scene, i)
                && matches!(scene.text.lower(quantity.start, -1), "every" | "each")
            {
                let value = Value::Period(quantity.amount, unit);
                scene.propose(quantity.start - 1, i + 1, Set, value, 8);
            }
        }
    }
}

/// *every Monday*, *each spring*, *every morning*
pub(super) fn propose_named(scene: &mut Scene<'_, '_>, i: usize, word: &Word) {
    let first = if scene.text.lower(i, -1) == "other" { i - 1 } else { i };
    if !matches!(scene.text.lower(first, -1), "every" | "each") {
        return;
    }
    let value = match (word.weekday, word.season, word.part) {
        (Some(weekday), _, _) => Value::EveryWeekday(weekday),
        (_, Some(season), _) => Value::Every(season),
        (_, _, Some(part)) => Value::Every(part),
        _ => return,
    };
    scene.propose(first - 1, i + 1, Set, value, 9);
}

/// *daily*, *Mondays*
pub(super) fn propose_word(scene: &mut Scene<'_, '_>, i: usize, word: &Word) {
    let capital = scene.text.is_capitalised(i);
    if let Some(weekday) = word.weekdays {
        if capital {
            scene.propose(i, i + 1, Set, Value::EveryWeekday(weekday), 7);
        }
        return;
    }
    let doc = scene.text.doc;
    let token = scene.text.pieces[i].token;
    let starts = doc.sent(token).start == token;
    if let Some(value) = word.set
        && (!capital || starts)
    {
        scene.propose(i, i + 1, Set, Value::Fixed(value), 5);
    }
}
