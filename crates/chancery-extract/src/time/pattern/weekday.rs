//! ## What it finds
//! Weekdays: *Monday*, *last Friday*, *early Tuesday*, *Thursday evening*.
//! ## Example
//! > The prime minister arrives **on** **Sunday** and leaves **Tuesday night**.
//! ## What it leaves alone
//! Days with a name of their own (*Good Friday*, *Bloody Sunday*) and papers (*the Sunday Times*).
//! ## Source
//! TimeML 1.2.1; of plans the next such day is meant, else the latest.

use super::toward_before;
use crate::time::TimexKind::{Date, Time};
use crate::time::anchor::Toward;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::Role;

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, weekday: i8) {
    let text = &scene.text;
    let named = text.is(i, -1, Role::Name) && text.is_capitalised(i.saturating_sub(1));
    let paper = text.is(i, 1, Role::Paper) && text.is_capitalised(i + 1);
    if !text.is_capitalised(i) || named || paper {
        return;
    }
    let toward = match (text.lower(i, -2), text.lower(i, -1)) {
        ("the", "previous") => Some((i - 2, Toward::Last)),
        ("the", "following") => Some((i - 2, Toward::Next)),
        _ => toward_before(scene, i),
    };
    let start = scene.shade_before(toward.map_or(i, |(start, _)| start));
    let cal = scene.anchor.weekday(weekday, toward.map(|(_, toward)| toward), scene.tense(i));
    if let Some(part) = text.word(i, 1).and_then(|word| word.part) {
        scene.propose(start, i + 2, Time, Value::Part(cal, part), 6);
    }
    scene.propose(start, i + 1, Date, Value::Cal(cal), 6);
}
