//! ## What it finds
//! Days and parts of days by their distance from today: *today*, *yesterday evening*, *the day after
//! tomorrow*, *tonight*, *this morning*, *last night*.
//! ## Example
//! > The ministers spoke **late yesterday** and meet again **this afternoon**.
//! ## What it leaves alone
//! The newspaper *USA Today*.
//! ## Source
//! TimeML 1.2.1: a part of a day is a TIME, `2009-03-27TMO`; *last night* is yesterday's.

use super::toward_before;
use crate::time::TimexKind::{Date, Time};
use crate::time::anchor::Toward;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::Unit;

/// *today*
pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, days: i32) {
    let text = &scene.text;
    if text.is_capitalised(i) && matches!(text.lower(i, -1), "usa" | "russia" | "the") {
        return;
    }
    let turned = match (text.lower(i, -3), text.lower(i, -2), text.lower(i, -1)) {
        ("the", "day", "before") if days == -1 => Some(-2),
        ("the", "day", "after") if days == 1 => Some(2),
        _ => None,
    };
    if let Some(days) = turned {
        let cal = scene.anchor.unit(Unit::Day, days);
        scene.propose(i - 3, i + 1, Date, Value::Cal(cal), 9);
        return;
    }
    let start = scene.shade_before(i);
    let cal = scene.anchor.unit(Unit::Day, days);
    if let Some(part) = text.word(i, 1).and_then(|word| word.part) {
        scene.propose(start, i + 2, Time, Value::Part(cal, part), 8);
    }
    scene.propose(start, i + 1, Date, Value::Cal(cal), 8);
}

/// *this morning*, *last night*
pub(super) fn propose_part(scene: &mut Scene<'_, '_>, i: usize, part: &'static str) {
    let Some((first, toward)) = toward_before(scene, i) else { return };
    let days = match (toward, part) {
        (Toward::This, _) => 0,
        (Toward::Last, "TNI" | "TEV") => -1,
        _ => return,
    };
    let cal = scene.anchor.unit(Unit::Day, days);
    scene.propose(scene.shade_before(first), i + 1, Time, Value::Part(cal, part), 8);
}

/// *tonight*
pub(super) fn propose_tonight(scene: &mut Scene<'_, '_>, i: usize) {
    let cal = scene.anchor.unit(Unit::Day, 0);
    scene.propose(scene.shade_before(i), i + 1, Time, Value::Part(cal, "TNI"), 8);
}
