//! ## What it finds
//! Dates in figures: *2009-03-27*, *27/03/2009*, *3/27/09*. The month stands first, as in American papers,
//! unless only the other order gives a day.
//! ## Example
//! > Signed **2023-05-12**, in force since **01/07/2023**.
//! ## What it leaves alone
//! Fractions and scores (*3/4*, *24/7*), telephone numbers.
//! ## Source
//! ISO 8601; TimeML 1.2.1.

use crate::time::TimexKind::Date;
use crate::time::candidate::{Scene, Value};
use crate::time::value::{Cal, day_of};

pub(super) fn propose(scene: &mut Scene<'_, '_>, i: usize) {
    let text = &scene.text;
    if let Some(year) = text.year(i, 0)
        && scene.hyphenated(i + 1)
        && scene.hyphenated(i + 2)
        && let (Some(month), Some(day)) = (text.figures(i, 1, 2), text.figures(i, 2, 2))
        && let Some(day) = day_of(year, month as i8, day as i8)
    {
        scene.propose(i, i + 3, Date, Value::Cal(Cal::Day(day)), 9);
    }
}

/// `27/03/2009` is one token to the tokenizer, and no numeral.
pub(in crate::time) fn with_slashes(lower: &str) -> Option<Cal> {
    let mut parts = lower.splitn(3, '/');
    let (first, second, last) = (parts.next()?, parts.next()?, parts.next()?);
    let figures = |part: &str, most: usize| {
        (part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let year = match (last.len(), figures(last, 4)?) {
        (4, year) if (1500..=2100).contains(&year) => year,
        (2, year) => year + if year < 50 { 2000 } else { 1900 },
        _ => return None,
    };
    let (first, second) = (figures(first, 2)? as i8, figures(second, 2)? as i8);
    day_of(year, first, second).or_else(|| day_of(year, second, first)).map(Cal::Day)
}

#[cfg(test)]
mod tests {
    use super::with_slashes;
    use crate::time::value::Cal;

    #[test]
    fn the_month_stands_first_where_it_can() {
        let read = |text| with_slashes(text).map(Cal::timex);
        assert_eq!(read("3/4/2009").as_deref(), Some("2009-03-04"));
        assert_eq!(read("27/03/2009").as_deref(), Some("2009-03-27"));
        assert_eq!(read("3/27/09").as_deref(), Some("2009-03-27"));
        assert_eq!(read("3/4"), None);
        assert_eq!(read("30/30/2009"), None);
        assert_eq!(read("1/2/3456789"), None);
    }
}
