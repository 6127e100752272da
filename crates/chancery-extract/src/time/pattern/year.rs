//! ## What it finds
//! Years, decades and centuries: *2009*, *early 2009*, *mid-2011*, *fiscal 2010*, *the 1970s*, *the late
//! seventies*, *the 19th century*.
//! ## Example
//! > The border of **1947** was redrawn in **the early 1970s**.
//! ## What it leaves alone
//! Numbers of things (*2000 people*, *$1900*, *about 1800 tonnes*), ages (*in his seventies*),
//! temperatures (*in the mid-70s*).
//! ## Source
//! TimeML 1.2.1: a decade has three figures, a century two.

use chancery_nlp::Tag;

use crate::time::TimexKind::Date;
use crate::time::candidate::{Scene, Value};
use crate::time::lexicon::{Lexicon, Unit};
use crate::time::text::{Glue, Tail};
use crate::time::value::Cal;

/// A number in figures.
pub(super) fn propose_figures(scene: &mut Scene<'_, '_>, i: usize) {
    let text = &scene.text;
    if let Some(year) = text.year(i, 0) {
        if is_year(scene, i) {
            let start = match (text.lower(i, -1), text.lower(i, -2)) {
                ("fiscal", _) => scene.shade_or_edge_before(i - 1),
                ("year", "fiscal" | "the") => scene.shade_or_edge_before(i - 2),
                _ => scene.shade_or_edge_before(i),
            };
            scene.propose(start, i + 1, Date, Value::Cal(Cal::Year(year)), 5);
        }
        return;
    }
    let Some(numeral) = text.pieces[i].numeral.filter(|numeral| numeral.tail == Tail::Plural)
    else {
        return;
    };
    let value = numeral.whole as i16;
    let decade = match numeral.digits {
        4 if (1500..2100).contains(&value) && value % 10 == 0 => value / 10,
        2 if (20..=90).contains(&value) && value % 10 == 0 && !of_something_else(scene, i) => {
            190 + value / 10
        }
        _ => return,
    };
    propose_decade(scene, i, decade);
}

/// *seventies*
pub(super) fn propose_decade_word(scene: &mut Scene<'_, '_>, i: usize, decade: i16) {
    let the = scene.text.lower(scene.shade_before(i), -1) == "the";
    if the && !of_something_else(scene, i) {
        propose_decade(scene, i, decade);
    }
}

/// *the 19th century*
pub(super) fn propose_century(scene: &mut Scene<'_, '_>, i: usize, unit: Unit) {
    if unit != Unit::Century {
        return;
    }
    let text = &scene.text;
    let figures = text.get(i, -1).and_then(|piece| piece.numeral);
    let ordinal = match figures {
        Some(numeral) if numeral.tail == Tail::Ordinal => numeral.whole as i16,
        _ => match text.word(i, -1).and_then(|word| word.ordinal) {
            Some(ordinal) => ordinal as i16,
            None => return,
        },
    };
    // *twenty-first century*
    let tens = text.word(i, -2).and_then(|word| word.number).filter(|&tens| tens == 20);
    let (first, ordinal) = match tens {
        Some(tens) if ordinal < 10 => (i - 2, ordinal + tens as i16),
        _ => (i - 1, ordinal),
    };
    if (1..=30).contains(&ordinal) {
        let start = scene.article_before(scene.shade_before(first));
        scene.propose(start, i + 1, Date, Value::Cal(Cal::Century(ordinal - 1)), 7);
    }
}

fn propose_decade(scene: &mut Scene<'_, '_>, i: usize, decade: i16) {
    let apostrophe = matches!(scene.text.lower(i, -1), "'" | "’" | "‘");
    let first = if apostrophe && scene.text.pieces[i].glue == Glue::None { i - 1 } else { i };
    let start = scene.article_before(scene.shade_before(first));
    scene.propose(start, i + 1, Date, Value::Cal(Cal::Decade(decade)), 7);
}

/// Ages and temperatures: *in his seventies*, *temperatures in the 70s*.
fn of_something_else(scene: &Scene<'_, '_>, i: usize) -> bool {
    let text = &scene.text;
    let first = scene.shade_before(i);
    let owned =
        matches!(text.lower(first, -1), "his" | "her" | "their" | "its" | "my" | "our" | "your");
    let first = scene.article_before(first);
    let heat = (1..=4).any(|back: isize| {
        matches!(
            text.lower(first, -back),
            "temperature" | "temperatures" | "high" | "highs" | "low" | "lows" | "degrees"
        )
    });
    owned || heat || text.lower(i, -1) == "$"
}

/// A number that could be a year is one.
fn is_year(scene: &Scene<'_, '_>, i: usize) -> bool {
    let text = &scene.text;
    let piece = &text.pieces[i];
    let sign_before =
        matches!(text.lower(i, -1), "#" | "$" | "£" | "€" | "'" | "’" | "/" | "no." | "us$");
    let tag_before = text.tag(i, -1);
    if piece.glue == Glue::None && sign_before
        || tag_before == Some(Tag::Dollar)
        || text.lower(i, -1) == "no."
    {
        return false;
    }
    let shaded = text.word(i, -1).is_some_and(|word| word.is(crate::time::lexicon::Role::Shade));
    if piece.glue == Glue::Hyphen && !shaded && text.year(i, -1).is_none() {
        return false; // Boeing-1900, 08-2009
    }
    let after = text.lower(i, 1);
    if after == "%" || Lexicon::embedded().is_counted(after) {
        return false;
    }
    // *some 1900 armed men*
    if let (Some(Tag::Jj | Tag::Nn), Some(Tag::Nns)) = (text.tag(i, 1), text.tag(i, 2))
        && Lexicon::embedded().is_counted(text.lower(i, 2))
    {
        return false;
    }
    let approximate = matches!(
        text.lower(i, -1),
        "some" | "nearly" | "almost" | "approximately" | "roughly" | "than"
    );
    let glued_after = text.get(i, 1).is_some_and(|next| {
        next.glue == Glue::Hyphen && next.numeral.is_some() && text.year(i, 1).is_none()
            || next.glue == Glue::None && matches!(next.lower, "/" | ":")
    });
    !approximate && !glued_after
}
