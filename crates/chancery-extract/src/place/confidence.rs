//! How likely a place is right: that its name is one here, and that it lies within 161 km of where we say.
//!
//! Shares of places that were right, by how the place was found, measured on the half of four annotated corpora that
//! the rules were written by, drawn towards the mean of all by ten places; `docs/accuracy.md` shows how well they hold
//! on the other half.

use chancery_kb::LocationClass;

use super::resolve::Candidate;

/// Points by which a place must be ahead of its namesakes elsewhere to be clearly the one.
const CLEAR: f64 = 2.5;
const SOME: f64 = 0.8;
/// The same where only a preposition, a list or a body's name shows that the word is a place at all.
const CLEAR_IF_UNSURE: f64 = 4.0;

/// `sure`: the parser or the words beside the name show that it is a place. Without a candidate the gazetteer lacks
/// the name, and the text's nearest town stands for it.
pub(super) fn confidence(sure: bool, candidate: Option<&Candidate>) -> f32 {
    let Some(candidate) = candidate else { return 0.38 };
    let is_clear = candidate.margin >= if sure { CLEAR } else { CLEAR_IF_UNSURE };
    match (candidate.location.class, sure) {
        (LocationClass::Country, true) => 0.96,
        (LocationClass::Country, false) => 0.77,
        // Maps differ in where the middle of a region or a sea lies.
        (LocationClass::Continent | LocationClass::Region | LocationClass::Seat, _) => 0.65,
        _ if candidate.stated => 0.97,
        (LocationClass::Admin1 | LocationClass::Admin2, true) if is_clear => 0.97,
        (LocationClass::City, true) if is_clear => 0.93,
        (LocationClass::Admin1 | LocationClass::Admin2, false) if is_clear => 0.92,
        (LocationClass::City, false) if is_clear => 0.79,
        (_, true) if candidate.margin >= SOME => 0.77,
        (_, true) => 0.42,
        (_, false) => 0.61,
    }
}
