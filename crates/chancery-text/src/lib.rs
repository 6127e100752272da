//! The vocabulary of all other crates: articles, spans, offsets.
//!
//! Inside the program a position is a byte of the text ([`ByteSpan`]). The record counts Unicode
//! code points; [`CodePoints`] converts, and only `chancery-record` and the parse printer use it.

mod article;
mod month;
mod offsets;
mod span;

pub use article::{Article, Published, PublishedError};
pub use month::month_of;
pub use offsets::CodePoints;
pub use span::ByteSpan;
