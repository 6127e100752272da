//! ## What it finds
//! A month by name, with a day, a year, a weekday or alone: *Tuesday, 3 March 2009*, *March 3*, *the 3rd of
//! March*, *early March*, *March of last year*. Of a range of days each end is an expression of its own.
//! ## Example
//! > The envoys will meet on **Tuesday, 12 March**, a year after the accord of **May 2023**.
//! ## What it leaves alone
//! *may* and *march* as verbs, *May* and *March* as names of people, short forms without a full stop (*Jan*
//! is also a name) unless a preposition or a day stands beside them.
//! ## Source
//! TimeML 1.2.1, TIMEX3; the choice of the year follows the tense of the verb.

use super::{toward_before, year_after};
use crate::time::TimexKind::Date;
use crate::time::anchor::Toward;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::Role;
use crate::time::text::{Glue, Tail};
use crate::time::value::{Cal, day_of};

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, month: i8) {
    if !scene.text.is_capitalised(i) {
        return;
    }
    day_after(scene, i, month);
    day_before(scene, i, month);
    with_year(scene, i, month);
    alone(scene, i, month);
}

/// *March 3*, *March 3, 2009*, *March 3-5*.
fn day_after(scene: &mut Scene<'_, '_>, i: usize, month: i8) {
    let text = &scene.text;
    let Some(day) = text.month_day(i, 1).filter(|_| text.pieces[i + 1].glue == Glue::Blank) else {
        return;
    };
    if matches!(text.lower(i, 2), "%" | "percent" | "million" | "billion" | "people") {
        return;
    }
    let range = range_after(scene, i + 1);
    let last = range.map_or(i + 1, |(at, _)| at);
    let year = year_of(scene, last);
    let start = with_weekday(scene, i);
    let named = month == 9 && day == 11 && is_attack(scene, last);
    let (year, end) = match year {
        None if named => (Some(2001), last + 1),
        Some((year, end)) => (Some(year), end),
        None => (None, last + 1),
    };
    let first_end = if range.is_some() { i + 2 } else { end };
    day_of_month(scene, (start, first_end), i, month, day, year);
    if let Some((at, day)) = range {
        day_of_month(scene, (at, end), i, month, day, year);
    }
}

/// *the September 11 attacks*, the one day that news names without its year for decades.
fn is_attack(scene: &Scene<'_, '_>, i: usize) -> bool {
    (1..=2).any(|step| matches!(scene.text.lower(i, step), "attack" | "attacks" | "hijackings"))
}

/// *3 March*, *the 3rd of March*, *3-5 March 2009*.
fn day_before(scene: &mut Scene<'_, '_>, i: usize, month: i8) {
    let text = &scene.text;
    let at = match text.lower(i, -1) {
        "of" => -2,
        _ => -1,
    };
    let Some(day) = text.month_day(i, at) else { return };
    let first = i.wrapping_add_signed(at);
    let ordinal = text.pieces[first].numeral.is_some_and(|n| n.tail == Tail::Ordinal);
    if at == -2 && !ordinal || text.lower(first, -1) == "$" {
        return;
    }
    let (year, end) = match year_of(scene, i) {
        Some((year, end)) => (Some(year), end),
        None => (None, i + 1),
    };
    let start = scene.article_before(first);
    let start = with_weekday(scene, start);
    day_of_month(scene, (start, end), i, month, day, year);
    let dash = scene.hyphenated(first);
    let step = if dash { -1 } else { -2 };
    let joined = dash || matches!(scene.text.lower(first, -1), "–" | "-" | "to" | "and");
    if joined && let Some(day) = scene.text.month_day(first, step) {
        let other = first.wrapping_add_signed(step);
        day_of_month(scene, (other, other + 1), i, month, day, year);
    }
}

/// The other day of *March 3-5*.
fn range_after(scene: &Scene<'_, '_>, first: usize) -> Option<(usize, i8)> {
    let text = &scene.text;
    let step: isize = if scene.hyphenated(first + 1) {
        1
    } else if matches!(text.lower(first, 1), "–" | "-") {
        2
    } else {
        return None;
    };
    Some((first + step.unsigned_abs(), text.month_day(first, step)?))
}

/// *2009* or *, 2009* after piece `i`.
fn year_of(scene: &Scene<'_, '_>, i: usize) -> Option<(i16, usize)> {
    let step: isize = if scene.text.lower(i, 1) == "," { 2 } else { 1 };
    Some((scene.text.year(i, step)?, i + step.unsigned_abs() + 1))
}

fn day_of_month(
    scene: &mut Scene<'_, '_>,
    (start, end): (usize, usize),
    i: usize,
    month: i8,
    day: i8,
    year: Option<i16>,
) {
    let cal = match year {
        Some(year) => day_of(year, month, day).map(Cal::Day),
        None => scene.anchor.month_day(month, day, scene.tense(i)),
    };
    if let Some(cal) = cal {
        scene.propose(start, end, Date, Value::Cal(cal), if year.is_some() { 9 } else { 7 });
    }
}

/// *Tuesday, * in front.
fn with_weekday(scene: &Scene<'_, '_>, start: usize) -> usize {
    let text = &scene.text;
    let is_weekday = |step| text.word(start, step).is_some_and(|word| word.weekday.is_some());
    if is_weekday(-1) {
        start - 1
    } else if text.lower(start, -1) == "," && is_weekday(-2) {
        start - 2
    } else {
        start
    }
}

/// *March 2009*, *early March 2009*, *October of last year*.
fn with_year(scene: &mut Scene<'_, '_>, i: usize, month: i8) {
    if let Some((year, end)) = year_after(scene, i) {
        let start = scene.shade_or_edge_before(i);
        scene.propose(start, end, Date, Value::Cal(Cal::Month(year, month)), 8);
    }
}

fn alone(scene: &mut Scene<'_, '_>, i: usize, month: i8) {
    let text = &scene.text;
    let toward = toward_before(scene, i);
    let start = toward.map_or(i, |(start, _)| start);
    let start = scene.shade_or_edge_before(start);
    let lower = text.lower(i, 0);
    let also_a_word = matches!(lower, "may" | "march");
    let short = lower.len() == 3 && lower != "may";
    if start == i && (also_a_word || short) {
        let preposition = text.is(i, -1, Role::Preposition);
        let is_month = |step| text.word(i, step).is_some_and(|word| word.month.is_some());
        let coordinated = matches!(text.lower(i, -1), "and" | "or") && is_month(-2)
            || matches!(text.lower(i, 1), "and" | "or") && is_month(2);
        if !(preposition || also_a_word && coordinated) {
            return;
        }
    }
    let toward: Option<Toward> = toward.map(|(_, toward)| toward);
    let cal = scene.anchor.month(month, toward, scene.tense(i));
    scene.propose(start, i + 1, Date, Value::Cal(cal), 6);
}
