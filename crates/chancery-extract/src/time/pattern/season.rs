//! ## What it finds
//! Seasons with a sign that a season is meant: *last spring*, *the summer of 2009*, *in winter*.
//! ## Example
//! > Talks broke down **last winter** and resumed in **the spring of 2022**.
//! ## What it leaves alone
//! *Springs*, *Arab Spring*, *fall* without *last*, *this*, *next* or a year.
//! ## Source
//! TimeML 1.2.1, `2009-SP`.

use super::{toward_before, year_after};
use crate::time::TimexKind::Date;
use crate::time::candidate::{Scene, Value};
use crate::time::value::Cal;

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, season: &'static str) {
    let toward = toward_before(scene, i);
    let first = toward.map_or(i, |(start, _)| start);
    if let Some((year, end)) = year_after(scene, i) {
        let start = scene.article_before(scene.shade_before(first));
        scene.propose(start, end, Date, Value::Cal(Cal::Season(year, season)), 8);
        return;
    }
    let start = scene.shade_before(first);
    let article = scene.article_before(start);
    let preposition =
        matches!(scene.text.lower(article, -1), "in" | "by" | "since" | "until" | "during" | "of");
    let is_fall = scene.text.lower(i, 0) == "fall";
    if toward.is_some() || preposition && !is_fall && scene.text.lower(i, 1) != "of" {
        let cal = scene.anchor.season(season, toward.map(|(_, toward)| toward));
        scene.propose(
            if toward.is_some() { start } else { article },
            i + 1,
            Date,
            Value::Cal(cal),
            7,
        );
    }
}
