//! Findings to the published record format (`docs/record-format.md`). The one place where findings are
//! serialised and where byte positions become code points.

mod assemble;
mod record;

pub use assemble::{Findings, assemble, unread};
pub use record::*;
