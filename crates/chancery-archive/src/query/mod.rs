//! The query language: what a search, an export and the page ask for.
//!
//! `ceasefire "prisoner exchange" -hostages said:Guterres OR said:Lavrov since:2024-10`

mod parse;
mod search;
mod sql;

pub use parse::{Filter, Kind, Query, QueryError, Term};
pub use search::{Hit, Hits};
