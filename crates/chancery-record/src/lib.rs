//! Findings to the published record format (`docs/record-format.md`). The one place where findings are
//! serialised and where byte positions become code points.

mod assemble;
mod confident;
mod line;
mod record;

pub use assemble::{Findings, assemble, unread};
pub use line::{Layer, Line, lines};
pub use record::*;
