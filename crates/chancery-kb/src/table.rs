//! The tables of `data/`: `#` lines at the head, a line of column names, then a row a line, cells parted by tabs.

/// The rows of a table without its head and column names, each with exactly `N` cells.
///
/// Missing cells at the end of a row are empty. Tables are ours, so a row with too many cells is a
/// fault of the data that a test of the data must find: the cells beyond `N` are left out here.
pub(crate) fn rows<const N: usize>(table: &str) -> impl Iterator<Item = [&str; N]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1).map(|line| {
        let mut cells = [""; N];
        for (cell, text) in cells.iter_mut().zip(line.split('\t')) {
            *cell = text;
        }
        cells
    })
}
