//! The patterns of time expressions, a family a file. Each looks around a word that it is about and
//! proposes; the longest proposal stands.

mod calendar;
mod clock;
mod day;
mod deictic;
mod distance;
mod duration;
mod numeric;
mod phrase;
mod quarter;
mod repeat;
mod season;
mod weekday;
mod year;

use super::anchor::Toward;
use super::candidate::Scene;

pub(super) use self::numeric::with_slashes as date_with_slashes;

/// Asks all patterns that are about the piece `i`.
pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize) {
    let piece = &scene.text.pieces[i];
    if piece.numeral.is_some() {
        numeric::propose(scene, i);
        year::propose_figures(scene, i);
        clock::propose_figures(scene, i);
    } else if piece.clock.is_some() {
        clock::propose_hours_and_minutes(scene, i);
    } else if let Some(word) = piece.word.filter(|word| word.core) {
        if let Some(month) = word.month {
            calendar::propose(scene, i, month);
        }
        if let Some(weekday) = word.weekday {
            weekday::propose(scene, i, weekday);
        }
        if let Some((unit, number)) = word.unit {
            deictic::propose(scene, i, unit, number);
            distance::propose(scene, i, unit);
            duration::propose(scene, i, unit, number);
            repeat::propose(scene, i, unit);
            quarter::propose(scene, i, unit);
            year::propose_century(scene, i, unit);
        }
        if word.half {
            quarter::propose_half(scene, i);
        }
        if let Some(quarter) = word.quarter {
            quarter::propose_short(scene, i, quarter);
        }
        if let Some(season) = word.season {
            season::propose(scene, i, season);
        }
        if let Some(part) = word.part {
            day::propose_part(scene, i, part);
            repeat::propose_named(scene, i, word);
        }
        if let Some(days) = word.day {
            day::propose(scene, i, i32::from(days));
        }
        if word.tonight {
            day::propose_tonight(scene, i);
        }
        if word.clock.is_some() {
            clock::propose_named(scene, i, word);
        }
        if let Some(decade) = word.decade {
            year::propose_decade_word(scene, i, decade);
        }
        if word.set.is_some() || word.weekdays.is_some() {
            repeat::propose_word(scene, i, word);
        }
        if word.weekday.is_some() || word.season.is_some() {
            repeat::propose_named(scene, i, word);
        }
        if !word.phrases.is_empty() {
            phrase::propose(scene, i, word);
        }
    }
}

/// *last*, *this past*, *next* in front of piece `i`: where it begins and where it points.
fn toward_before(scene: &Scene<'_, '_>, i: usize) -> Option<(usize, Toward)> {
    let text = &scene.text;
    let before = match (text.lower(i, -2), text.lower(i, -1)) {
        ("this", "past") => (i - 2, Toward::Last),
        ("this", "coming") => (i - 2, Toward::Next),
        (_, "last") => (i - 1, Toward::Last),
        (_, "this") => (i - 1, Toward::This),
        (_, "next") => (i - 1, Toward::Next),
        _ => return None,
    };
    Some(before)
}

/// *of last year*, *last year*, *of 2009*, *2009*, *, 2009* after piece `i`: its year and where it ends.
fn year_after(scene: &Scene<'_, '_>, i: usize) -> Option<(i16, usize)> {
    let text = &scene.text;
    let at = match text.lower(i, 1) {
        "of" | "," | "in" => 2,
        _ => 1,
    };
    let end = |step: isize| i + step.unsigned_abs() + 1;
    if let Some(year) = text.year(i, at).filter(|_| text.lower(i, 1) != "in") {
        return Some((year, end(at)));
    }
    let at =
        if text.lower(i, at) == "fiscal" && text.lower(i, at + 1) != "year" { at + 1 } else { at };
    if let Some(year) = text.year(i, at).filter(|_| text.lower(i, at - 1) == "fiscal") {
        return Some((year, end(at)));
    }
    let toward = match text.lower(i, at) {
        "last" => Toward::Last,
        "this" => Toward::This,
        "next" => Toward::Next,
        "the" if at == 2 && text.lower(i, 1) == "of" => Toward::This,
        _ => return None,
    };
    if at == 2 && text.lower(i, 1) != "of" || text.lower(i, at + 1) != "year" {
        return None;
    }
    Some((scene.anchor.year(toward.steps() as i16)?, end(at + 1)))
}
