//! Which articles tell of one happening ([`stories`]), and which are copies of one text ([`origins`]).
//!
//! Pure computation over small digests of articles: [`Terms`] (what it is about) and [`Signature`] (its wording)
//! are made once, while an article is read, and kept as bytes. Both answers are functions of the *set* of articles:
//! neither order nor the clock has a say, and ties are broken by id. `docs/stories.md` says how well it works.

// In the order in which an article passes: its digests,
mod codec;
mod hash;
mod stop_words;

mod title;

mod terms;

mod signature;

// copies,
mod origins;

// stories.
mod background;
mod vectors;

mod pairs;

mod gate;
mod linkage;

mod stories;

pub use codec::FormatError;
pub use origins::{Copy, Origins, origins};
pub use signature::Signature;
pub use stories::{Report, stories};
pub use terms::{Terms, words_of};
