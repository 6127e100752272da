//! Many articles, one record: an archive in one SQLite file.
//!
//! [`rows`] is what it gives back.

pub mod rows;
