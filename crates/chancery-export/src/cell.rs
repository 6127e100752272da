//! What may stand in a cell of a table, for [`crate::check()`].

use std::path::Path;

use crate::check::{Problems, lines};
use crate::error::ExportError;
use crate::layout::Column;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cell {
    /// Any text.
    Text,
    /// A day, `2024-10-25`.
    Date,
    /// A day, `20241025`.
    CompactDate,
    /// A second, `20241025183000`.
    CompactTime,
    /// A whole number between two.
    Integer(i64, i64),
    /// A number between two.
    Number(f64, f64),
    /// What a code list has: the test, and what it is for.
    Code(fn(&str) -> bool, &'static str),
    /// Several, with what parts them.
    List(&'static str, &'static Cell),
}

/// A column of a table: whether it must be filled, and with what.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// The null mark may stand here.
    May(Cell),
    /// It may not.
    Must(Cell),
}

impl Cell {
    /// What is wrong with a value; none where nothing is.
    pub(crate) fn fault(self, value: &str) -> Option<String> {
        match self {
            Self::Text => None,
            Self::Date => {
                (!is_date(value)).then(|| format!("{value:?} is no day; write 2024-10-25"))
            }
            Self::CompactDate => {
                (!is_compact_date(value)).then(|| format!("{value:?} is no day; write 20241025"))
            }
            Self::CompactTime => {
                let good = value.len() == 14
                    && value.is_ascii()
                    && is_compact_date(&value[..8])
                    && value[8..].bytes().all(|byte| byte.is_ascii_digit())
                    && &value[8..10] < "24"
                    && &value[10..12] < "60"
                    && &value[12..] < "60";
                (!good).then(|| format!("{value:?} is no second; write 20241025183000"))
            }
            Self::Integer(least, most) => match value.parse::<i64>() {
                Ok(number) if (least..=most).contains(&number) => None,
                Ok(_) => Some(format!("{value} is not between {least} and {most}")),
                Err(_) => Some(format!("{value:?} is no whole number")),
            },
            Self::Number(least, most) => match value.parse::<f64>() {
                Ok(number) if (least..=most).contains(&number) => None,
                Ok(_) => Some(format!("{value} is not between {least} and {most}")),
                Err(_) => Some(format!("{value:?} is no number")),
            },
            Self::Code(known, what) => (!known(value)).then(|| format!("{value:?} is no {what}")),
            Self::List(sep, cell) => value.split(sep).find_map(|item| cell.fault(item)),
        }
    }
}

impl Rule {
    /// What is wrong with a value; none where nothing is. `null` is the layout's null mark.
    pub(crate) fn fault(self, value: &str, null: &str) -> Option<String> {
        match self {
            Self::May(_) if value == null => None,
            Self::Must(_) if value == null => Some("is empty".to_owned()),
            Self::May(cell @ Cell::List(sep, item)) if !null.is_empty() => {
                // Within a list the null mark keeps the place of what is missing.
                let _ = cell;
                value.split(sep).filter(|value| *value != null).find_map(|value| item.fault(value))
            }
            Self::May(cell) | Self::Must(cell) => cell.fault(value),
        }
    }
}

fn is_date(value: &str) -> bool {
    value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok()
}

fn is_compact_date(value: &str) -> bool {
    value.len() == 8
        && value.bytes().all(|byte| byte.is_ascii_digit())
        && is_date(&format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]))
}

/// A table of tabs without quoting.
pub(crate) struct TsvCheck<'a> {
    /// Its columns.
    pub(crate) columns: &'a [Column],
    /// Other names under which files have columns: what the file has, what it stands for.
    pub(crate) aliases: &'a [(&'a str, Column)],
    /// What each holds, in the same order.
    pub(crate) rules: &'a [Rule],
    /// Whether the first line names the columns.
    pub(crate) has_header: bool,
    /// What stands for nothing.
    pub(crate) null: &'a str,
}

impl TsvCheck<'_> {
    /// Checks number of cells and each cell; then `each` sees the row.
    pub(crate) fn run(
        &self,
        path: &Path,
        problems: &mut Problems,
        each: &mut dyn FnMut(u64, &[&str], &mut Problems),
    ) -> Result<(), ExportError> {
        let mut has_header = false;
        lines(path, problems, &mut |number, line, problems| {
            let cells: Vec<&str> = line.split('\t').collect();
            if self.has_header && number == 1 {
                has_header = true;
                self.header(&cells, problems);
                return;
            }
            if cells.len() != self.columns.len() {
                let (found, wanted) = (cells.len(), self.columns.len());
                problems.add(number, None, format!("{found} columns in place of {wanted}"));
                return;
            }
            for ((&cell, &rule), &column) in cells.iter().zip(self.rules).zip(self.columns) {
                if let Some(fault) = rule.fault(cell, self.null) {
                    problems.add(number, Some(column), fault);
                }
            }
            each(number, &cells, problems);
        })?;
        if self.has_header && !has_header {
            problems.add(0, None, "is empty; the line with the names of the columns is missing");
        }
        Ok(())
    }

    fn header(&self, cells: &[&str], problems: &mut Problems) {
        if cells.len() != self.columns.len() {
            let (found, wanted) = (cells.len(), self.columns.len());
            problems.add(1, None, format!("{found} columns in place of {wanted}"));
        }
        for (found, wanted) in cells.iter().zip(self.columns) {
            if found != wanted && !self.aliases.contains(&(found, wanted)) {
                problems.add(1, Some(wanted), format!("the head has {found:?} here"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_seconds_must_exist() {
        assert!(Cell::Date.fault("2024-02-29").is_none());
        assert!(Cell::Date.fault("2023-02-29").is_some());
        assert!(Cell::Date.fault("2024-2-9").is_some());
        assert!(Cell::CompactDate.fault("20240229").is_none());
        assert!(Cell::CompactDate.fault("2024022x").is_some());
        assert!(Cell::CompactTime.fault("20240229235959").is_none());
        assert!(Cell::CompactTime.fault("20240229240000").is_some());
        assert!(Cell::CompactTime.fault("2024022924é000").is_some());
    }

    #[test]
    fn numbers_have_ends() {
        assert!(Cell::Number(-10.0, 10.0).fault("10").is_none());
        assert!(Cell::Number(-10.0, 10.0).fault("NaN").is_some());
        assert!(Cell::Integer(1, 4).fault("5").is_some());
    }

    #[test]
    fn null_marks_keep_their_place_in_a_list() {
        static NUMBER: Cell = Cell::Integer(1, 999);
        let rule = Rule::May(Cell::List("; ", &NUMBER));
        assert!(rule.fault("365; None", "None").is_none());
        assert!(rule.fault("365; x", "None").is_some());
        assert!(Rule::Must(Cell::Text).fault("", "").is_some());
    }
}
