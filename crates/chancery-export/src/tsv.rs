//! Tables whose cells are parted by tabs and never quoted.

use std::borrow::Cow;

/// A line; tabs and line breaks within a cell become spaces, as there is no quoting ([`plain`]).
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

/// The text without what would break a table for one reader or another: control characters become spaces, straight
/// double quotation marks single ones, since some readers take them for quoting and others do not.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || matches!(c, '"' | '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    let mend = |c| match c {
        '"' => '\'',
        c if breaks(c) => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(mend).collect())
}
