//! ## What it finds
//! Quarters and halves of a year: *the third quarter of 2009*, *third-quarter*, *Q3*, *the first half*.
//! ## Example
//! > Exports fell in **the first quarter of last year** and rose in **Q3**.
//! ## What it leaves alone
//! *Three quarters of the members*, quarter-finals, halves of anything but a year's business.
//! ## Source
//! TimeML 1.2.1, `2009-Q3`, `2009-H1`.

use super::year_after;
use crate::time::TimexKind::Date;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::Unit;
use crate::time::text::Tail;
use crate::time::value::Cal;

/// *third quarter*
pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, unit: Unit) {
    if unit != Unit::Quarter || scene.text.lower(i, 1).starts_with("final") {
        return;
    }
    let Some((start, quarter)) = ordinal_before(scene, i, 4) else { return };
    if let Some((year, end)) = year_after(scene, i) {
        scene.propose(start, end, Date, Value::Cal(Cal::Quarter(year, quarter)), 9);
    }
    let cal = scene.anchor.quarter(quarter, scene.tense(i));
    scene.propose(start, i + 1, Date, Value::Cal(cal), 6);
}

/// *first half*
pub(super) fn propose_half(scene: &mut Scene<'_, '_>, i: usize) {
    let Some((start, half)) = ordinal_before(scene, i, 2) else { return };
    if let Some((year, end)) = year_after(scene, i) {
        scene.propose(start, end, Date, Value::Cal(Cal::Half(year, half)), 9);
        return;
    }
    let business = (1..=4).any(|step| {
        matches!(
            scene.text.lower(i, step),
            "profit"
                | "profits"
                | "result"
                | "results"
                | "sales"
                | "revenue"
                | "revenues"
                | "earnings"
        )
    });
    if business {
        scene.propose(start, i + 1, Date, Value::Cal(scene.anchor.half(half)), 6);
    }
}

/// *Q3*, *Q3 2009*
pub(super) fn propose_short(scene: &mut Scene<'_, '_>, i: usize, quarter: i8) {
    if let Some((year, end)) = year_after(scene, i) {
        scene.propose(i, end, Date, Value::Cal(Cal::Quarter(year, quarter)), 9);
    }
    let cal = scene.anchor.quarter(quarter, scene.tense(i));
    scene.propose(i, i + 1, Date, Value::Cal(cal), 8);
}

/// *the first*, *first fiscal*: where it begins and its number, up to `most`.
fn ordinal_before(scene: &Scene<'_, '_>, i: usize, most: i8) -> Option<(usize, i8)> {
    let text = &scene.text;
    let at = if text.lower(i, -1) == "fiscal" { -2 } else { -1 };
    let piece = text.get(i, at)?;
    let number = match piece.numeral {
        Some(numeral) => (numeral.tail == Tail::Ordinal).then_some(numeral.whole as i8)?,
        None => piece.word?.ordinal? as i8,
    };
    let first = i.wrapping_add_signed(at);
    (1..=most).contains(&number).then(|| (scene.article_before(first), number))
}
