//! How likely a place is right: that its name is one here, and that it lies within 161 km of where we say.
//!
//! Shares of mentions that were right, by how the place was found, measured on the half of four annotated corpora
//! that the rules were written by, drawn towards the mean of all by ten mentions; `docs/accuracy.md` shows how well
//! they hold on the other half.

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
    let Some(candidate) = candidate else { return 0.39 };
    match candidate.location.class {
        LocationClass::Country | LocationClass::Continent if sure => 0.91,
        LocationClass::Country | LocationClass::Continent => 0.75,
        // Maps differ in where the middle of a region or a sea lies.
        LocationClass::Region | LocationClass::Seat => 0.69,
        _ if candidate.stated => 0.95,
        _ if sure && candidate.margin >= CLEAR => 0.95,
        _ if sure && candidate.margin >= SOME => 0.77,
        _ if sure => 0.39,
        _ if candidate.margin >= CLEAR_IF_UNSURE => 0.86,
        _ => 0.63,
    }
}
