//! Amounts in front of a unit: *three*, *twenty-five*, *a couple of*, *more than two and a half*.

use super::candidate::Scene;
use super::lexicon::Role;
use super::text::Tail;
use super::value::Amount;

/// An amount and where it begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity {
    pub(super) start: usize,
    pub(super) amount: Amount,
    /// The amount is *a* or *an*.
    pub(super) article: bool,
}

/// The amount that ends before piece `i`.
pub(super) fn quantity_before(scene: &Scene<'_, '_>, i: usize) -> Option<Quantity> {
    let text = &scene.text;
    let last = i.checked_sub(1)?;
    let count =
        |start, value: f64| Some(Quantity { start, amount: Amount::Count(value), article: false });
    let some = |start| Some(Quantity { start, amount: Amount::Some, article: false });
    if let Some(numeral) = text.pieces[last].numeral {
        let whole_number = numeral.tail == Tail::Nothing && text.lower(last, -1) != "$";
        return whole_number.then(|| count(last, numeral.value())).flatten();
    }
    match text.lower(i, -1) {
        "a" | "an" if text.lower(i, -2) == "half" => return count(i - 2, 0.5),
        "a" | "an" => {
            return Some(Quantity { start: last, amount: Amount::Count(1.0), article: true });
        }
        "half" if text.lower(i, -2) == "a" && text.lower(i, -3) == "and" => {
            // two and a half
            let whole = quantity_before(scene, i - 3)?;
            let Amount::Count(value) = whole.amount else { return None };
            return count(whole.start, value + 0.5);
        }
        "half" if matches!(text.lower(i, -2), "a" | "the") => return count(i - 2, 0.5),
        "of" if text.lower(i, -2) == "couple" => {
            return count(article(scene, i - 2), 2.0);
        }
        "of" if matches!(text.lower(i, -2), "dozens" | "hundreds" | "thousands" | "tens") => {
            return some(i - 2);
        }
        "couple" => return count(article(scene, last), 2.0),
        "few" => return some(article(scene, last)),
        _ => {}
    }
    let word = text.word(i, -1)?;
    if let Some(number) = word.number {
        let tens = text.word(i, -2).and_then(|word| word.number);
        return match (tens, number) {
            (Some(tens @ 20..=90), 1..=9) => count(i - 2, f64::from(tens + number)),
            (Some(few @ 1..=20), 12 | 100) => count(i - 2, f64::from(few * number)),
            (_, 12 | 100) => count(article(scene, last), f64::from(number)),
            _ => count(last, f64::from(number)),
        };
    }
    word.is(Role::Vague).then(|| some(last)).flatten()
}

fn article(scene: &Scene<'_, '_>, start: usize) -> usize {
    if matches!(scene.text.lower(start, -1), "a" | "the") { start - 1 } else { start }
}

/// *about*, *more than*, *at least* in front belong to the amount.
pub(super) fn approximation_before(scene: &Scene<'_, '_>, start: usize) -> usize {
    let text = &scene.text;
    let phrase: usize = match (text.lower(start, -2), text.lower(start, -1)) {
        ("more" | "less" | "fewer", "than") => 2 + usize::from(text.lower(start, -3) == "no"),
        ("many" | "little" | "few" | "long", "as") if text.lower(start, -3) == "as" => 3,
        ("at", "least" | "most")
        | ("up", "to")
        | ("just" | "well" | "little", "over" | "under") => 2,
        _ => usize::from(text.is(start, -1, Role::Approx)),
    };
    start - phrase
}
