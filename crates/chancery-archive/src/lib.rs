//! Many articles, one record: an archive in one `SQLite` file.
//!
//! [`rows`] is what it gives back.
#![expect(
    clippy::cast_possible_wrap,
    reason = "keys and counts are i64 in SQLite and far below its end"
)]

mod as_of;
mod ask;
mod check;
mod consolidate;
mod correct;
mod entity;
mod error;
mod file;
mod history;
mod identity;
mod incoming;
mod load;
mod one_record;
mod points;
mod project;
pub mod query;
mod reread;
pub mod rows;
mod sample;
mod selection;
mod writer;

pub use ask::{Cell, Status};
pub use consolidate::Consolidated;
pub use correct::{Action, Decision, Groundless};
pub use error::ArchiveError;
pub use file::{Archive, FORMAT};
pub use history::Incident;
pub use incoming::{Incoming, InputDigest, input_digest};
pub use load::Loader;
pub use reread::{Changes, Difference, Outdated};
pub use sample::{Agreement, Precision, Stratum};
pub use selection::{Provenance, Selection};
pub use writer::{Added, Writer};
