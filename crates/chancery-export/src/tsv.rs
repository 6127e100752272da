//! Tables whose cells are parted by tabs and never quoted.

use std::borrow::Cow;

/// A line; tabs and line breaks within a cell become spaces, as there is no quoting.
pub(crate) fn tsv_line<T: AsRef<str>>(cells: &[T]) -> String {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push('\t');
        }
        line.push_str(&plain(cell.as_ref()));
    }
    line.push('\n');
    line
}

/// The text without what would break a table: control characters become spaces.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if text.contains(breaks) { Cow::Owned(text.replace(breaks, " ")) } else { Cow::Borrowed(text) }
}
