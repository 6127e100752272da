//! Corrections.

use rusqlite::Connection;

use crate::project::Projector;

/// Applies what people said of an article's findings to its rows.
pub(crate) fn apply(
    _db: &Connection,
    _projector: &mut Projector,
    _article: i64,
    _id: &str,
) -> rusqlite::Result<()> {
    Ok(())
}
