//! ## What it finds
//! Times of day: *3 p.m.*, *14:30 GMT*, *0800 UTC*, *noon*, *shortly after midnight on Friday*, with the
//! zone and the day in the expression.
//! ## Example
//! > The ceasefire took hold at **4 a.m. local time on Wednesday** (**0200 GMT**).
//! ## What it leaves alone
//! Scores and verses: hours and minutes without *a.m.* or a zone count only after *at*, *by*, *until* and
//! their like.
//! ## Source
//! TimeML 1.2.1: `2009-03-27T14:30`, with `Z` for GMT and UTC. Where no day is named, that of a date beside
//! it or the day of publication.

use crate::time::TimexKind::Time;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::{Role, Unit, Word};
use crate::time::text::Tail;
use crate::time::value::Cal;

/// *3 p.m.*, *3pm*, *5 o'clock*, *0800 GMT*
pub(super) fn propose_figures(scene: &mut Scene<'_, '_>, i: usize) {
    let text = &scene.text;
    let Some(numeral) = text.pieces[i].numeral.filter(|numeral| numeral.digits <= 4) else {
        return;
    };
    // *9.30 a.m.* has its minutes after a point.
    let (hour, minute) = (numeral.whole, numeral.hundredths);
    if hour <= 12 && minute < 60 {
        let (tail, end) = match numeral.tail {
            Tail::Nothing => {
                half_of_day(text.lower(i, 1)).map_or((Tail::Nothing, i + 1), |t| (t, i + 2))
            }
            tail => (tail, i + 1),
        };
        if matches!(tail, Tail::Am | Tail::Pm) {
            propose(scene, i, end, (hour as u8, minute), tail);
        } else if matches!(scene.text.lower(i, 1), "o'clock" | "o’clock") {
            propose(scene, i, i + 2, (hour as u8, minute), Tail::Nothing);
        }
    }
    let text = &scene.text;
    let figures = text.pieces[i].span.len() == 4 && numeral.tail == Tail::Nothing && minute == 0;
    if figures && text.is(i, 1, Role::Zone) {
        let (hour, minute) = (numeral.whole / 100, numeral.whole % 100);
        if hour < 24 && minute < 60 {
            propose(scene, i, i + 1, (hour as u8, minute as u8), Tail::Nothing);
        }
    }
}

/// *14:30*
pub(super) fn propose_hours_and_minutes(scene: &mut Scene<'_, '_>, i: usize) {
    let text = &scene.text;
    let Some((hour, minute, tail)) = text.pieces[i].clock else { return };
    let (tail, end) = match tail {
        Tail::Nothing => {
            half_of_day(text.lower(i, 1)).map_or((Tail::Nothing, i + 1), |t| (t, i + 2))
        }
        tail => (tail, i + 1),
    };
    let after = text.is(i, -1, Role::Preposition);
    if tail != Tail::Nothing || after || zone_end(scene, end) > end {
        propose(scene, i, end, (hour, minute), tail);
    }
}

/// *noon*, *midnight*
pub(super) fn propose_named(scene: &mut Scene<'_, '_>, i: usize, word: &Word) {
    let hour = match word.clock {
        Some("T24:00") => 24,
        Some(_) => 12,
        None => return,
    };
    propose(scene, i, i + 1, (hour, 0), Tail::Nothing);
}

fn propose(scene: &mut Scene<'_, '_>, i: usize, end: usize, (hour, minute): (u8, u8), tail: Tail) {
    let text = &scene.text;
    let hour = match tail {
        Tail::Am => hour % 12,
        Tail::Pm => hour % 12 + 12,
        _ => hour,
    };
    let zoned = zone_end(scene, end);
    let utc = (end..zoned).any(|at| matches!(text.lower(at, 0), "gmt" | "utc"));
    let (day, end) = day_after(scene, zoned).map_or((None, zoned), |(day, end)| (Some(day), end));
    let start = match (text.lower(i, -2), text.lower(i, -1)) {
        ("just" | "shortly" | "soon", "after" | "before") => i - 2,
        (_, "about" | "around" | "approximately" | "nearly") => i - 1,
        _ => i,
    };
    scene.propose(start, end, Time, Value::Clock { day, hour, minute, utc }, 9);
}

fn half_of_day(lower: &str) -> Option<Tail> {
    match lower {
        "a.m." | "am" | "a.m" => Some(Tail::Am),
        "p.m." | "pm" | "p.m" => Some(Tail::Pm),
        _ => None,
    }
}

/// One past *GMT*, *(GMT)*, *local time*, *Eastern time* where one stands at `end`, else `end`.
fn zone_end(scene: &Scene<'_, '_>, end: usize) -> usize {
    let text = &scene.text;
    if end >= text.len() {
        return end;
    }
    let bracket = text.lower(end, 0) == "(";
    let at = end + usize::from(bracket);
    let zone = match (text.lower(at, 0), text.lower(at, 1)) {
        ("local" | "eastern" | "pacific" | "moscow" | "standard", "time") => at + 2,
        _ if text.is(at, 0, Role::Zone) => at + 1,
        _ => return end,
    };
    if !bracket {
        return zone;
    }
    if text.lower(zone, 0) == ")" { zone + 1 } else { end }
}

/// *today*, *on Friday* at `end`.
fn day_after(scene: &Scene<'_, '_>, end: usize) -> Option<(Cal, usize)> {
    let text = &scene.text;
    let comma = usize::from(text.lower(end, 0) == ",");
    let on = usize::from(text.lower(end + comma, 0) == "on");
    let at = end + comma + on;
    let word = text.word(at, 0)?;
    if let Some(days) = word.day {
        return Some((scene.anchor.unit(Unit::Day, i32::from(days)), at + 1));
    }
    let weekday = word.weekday?;
    // *at 4 p.m. on Friday, 3 March*: the date is better known than by its weekday.
    let month = |step| text.word(at, step).is_some_and(|word| word.month.is_some());
    if month(1) || month(2) || month(3) {
        return None;
    }
    Some((scene.anchor.weekday(weekday, None, scene.tense(at)), at + 1))
}
