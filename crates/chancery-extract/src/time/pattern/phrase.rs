//! ## What it finds
//! Points in time without a date (*now*, *recently*, *the near future*), from `data/times/points.tsv`, and
//! holidays with a fixed day (*Christmas Eve*), from `data/times/holidays.tsv`.
//! ## Example
//! > The **current** government fell **shortly** before **New Year's Eve**.
//! ## What it leaves alone
//! *recent years* and *the past three weeks*, which are lengths; *as soon as*, *soon after*.
//! ## Source
//! TimeML 1.2.1: `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.

use crate::time::TimexKind::Date;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::{Not, Role, Sense, Word};

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize, word: &'static Word) {
    let text = &scene.text;
    let phrase = word.phrases.iter().find(|phrase| {
        phrase.rest.iter().enumerate().all(|(k, rest)| text.lower(i, k.cast_signed() + 1) == *rest)
    });
    let Some(phrase) = phrase else { return };
    let end = i + phrase.rest.len() + 1;
    match phrase.sense {
        Sense::Point(value, not) => {
            let next = text.word(end - 1, 1);
            let blocked = match not {
                Not::Nothing => false,
                Not::Units => {
                    text.get(end - 1, 1).is_some_and(|piece| piece.numeral.is_some())
                        || next.is_some_and(|word| {
                            word.unit.is_some() || word.number.is_some() || word.is(Role::Vague)
                        })
                }
                Not::After => {
                    matches!(
                        text.lower(end - 1, 1),
                        "after" | "before" | "as" | "thereafter" | "afterwards"
                    ) || text.lower(i, -1) == "as"
                }
            };
            if !blocked {
                let value = if value == "same" { Value::Last } else { Value::Fixed(value) };
                scene.propose(i, end, Date, value, 4);
            }
        }
        Sense::Holiday(month, day) => {
            if text.is_capitalised(i)
                && let Some(cal) = scene.anchor.month_day(month, day, scene.tense(i))
            {
                scene.propose(i, end, Date, Value::Cal(cal), 5);
            }
        }
    }
}
