//! How likely a time expression is right: that it is one, and that its value is.
//!
//! Shares of those found that were right, by how fine the value is, measured on the half of an annotated corpus that
//! the rules were written by, drawn towards the mean of all by five; `docs/accuracy.md` shows how well they hold on
//! the other half.

/// Of the value that stands for `timex`, its TIMEX3 form.
pub(super) fn confidence(timex: &str) -> f32 {
    let vague =
        timex.contains("REF") || timex.contains('X') || timex.contains('W') || timex.contains('Q');
    if vague {
        return VAGUE;
    }
    let day_or_month = timex.len() >= 7 && timex.as_bytes()[4] == b'-';
    if day_or_month { EXACT } else { COARSE }
}

/// Days, months and times of day.
const EXACT: f32 = 0.94;
/// Years, decades, counted lengths, how often.
const COARSE: f32 = 0.91;
/// *now*, *some weeks*, weeks and quarters, whose limits sources draw differently; what has no day to count from.
const VAGUE: f32 = 0.70;
