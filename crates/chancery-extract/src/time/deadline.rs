//! Deadlines: *by Friday*, *until Friday*, *ahead of Friday's vote*, *the Friday deadline*. What is not done yet
//! has a day to come, whatever the verb that reports it: *he said they must sign by Friday*.

use super::tense::{Tense, is_open, is_put_off};
use super::text::Text;

/// The word that makes a day a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// *by*, *before*, *no later than*
    By,
    /// *until*, *till*
    Until,
    /// *ahead of*, *in the run-up to*
    Ahead,
    /// *the Friday deadline*, *a deadline of Friday*
    Deadline,
}

/// Words that may stand between the word of a limit and the day: *by the end of Friday*, *until late on Friday*.
const BETWEEN: &[&str] = &[
    "the", "end", "of", "close", "business", "noon", "midnight", "at", "on", "early", "late",
    "this", "next",
];

/// Names of limits.
const DEADLINES: &[&str] = &["deadline", "deadlines", "ultimatum", "cutoff"];

/// The tense at piece `i`, whose verb's own is `tense`, given that the day may be a limit.
pub(super) fn tense(text: &Text<'_, '_>, i: usize, tense: Tense) -> Tense {
    let Some(limit) = limit(text, i) else { return tense };
    let (doc, token) = (text.doc, text.pieces[i].token);
    let ahead = match limit {
        Limit::Ahead => true,
        Limit::Deadline => !matches!(tense, Tense::Past | Tense::Perfect),
        Limit::By => matches!(tense, Tense::Present | Tense::Unknown) || is_open(doc, token),
        Limit::Until => {
            matches!(tense, Tense::Present | Tense::Perfect | Tense::Unknown)
                || is_open(doc, token)
                || is_put_off(doc, token)
        }
    };
    if ahead { Tense::Future } else { tense }
}

fn limit(text: &Text<'_, '_>, i: usize) -> Option<Limit> {
    if (1..=2).any(|n| DEADLINES.contains(&text.lower(i, n))) {
        return Some(Limit::Deadline);
    }
    let mut back = -1;
    loop {
        match text.lower(i, back) {
            "until" | "till" => return Some(Limit::Until),
            "by" | "before" => return Some(Limit::By),
            "than" if matches!(text.lower(i, back - 1), "later") => return Some(Limit::By),
            "of" if text.lower(i, back - 1) == "ahead" => return Some(Limit::Ahead),
            "to" if matches!(text.lower(i, back - 1), "run-up" | "runup" | "up") => {
                return Some(Limit::Ahead);
            }
            "of" | "for" | "on" if DEADLINES.contains(&text.lower(i, back - 1)) => {
                return Some(Limit::Deadline);
            }
            word if BETWEEN.contains(&word) && back > -5 => back -= 1,
            _ => return None,
        }
    }
}
