//! Whether a file is what its layout says.

use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::ExportError;
use crate::layout::Layout;

/// Longest line that is looked at, in bytes.
const LONGEST: u64 = 1 << 26;

/// Something in a file that its layout does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0: the file as a whole.
    pub line: u64,
    /// Name of the column, or of the field.
    pub column: Option<String>,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if let Some(column) = &self.column {
            write!(f, " {column}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// The problems of one file, in order; beyond [`Problems::LIMIT`] they are only counted.
#[derive(Debug)]
pub struct Problems {
    path: PathBuf,
    found: Vec<Problem>,
    count: u64,
}

impl Problems {
    /// As many are kept of each file.
    pub const LIMIT: usize = 1000;

    /// None yet.
    pub(crate) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), found: Vec::new(), count: 0 }
    }

    /// Adds one; `line` 0 stands for the file as a whole.
    pub fn add(&mut self, line: u64, column: Option<&str>, what: impl Into<String>) {
        self.count += 1;
        if self.found.len() < Self::LIMIT {
            self.found.push(Problem {
                path: self.path.clone(),
                line,
                column: column.map(str::to_owned),
                what: what.into(),
            });
        }
    }

    fn finish(mut self) -> Vec<Problem> {
        let beyond = self.count - self.found.len() as u64;
        if beyond > 0 {
            self.found.push(Problem {
                path: self.path,
                line: 0,
                column: None,
                what: format!("{beyond} more problems"),
            });
        }
        self.found
    }
}

/// What is wrong with a file, or with the files of a folder, by its layout; by what it looks like where none is
/// given. Nothing wrong: an empty list.
///
/// # Errors
/// Where it cannot be read, or looks like no layout.
pub fn check(path: &Path, layout: Option<Layout>) -> Result<(Layout, Vec<Problem>), ExportError> {
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let is_folder = fs::metadata(path).map_err(unreadable)?.is_dir();
    let layout = match layout {
        Some(layout) => layout,
        None => crate::layout::guess(path)?
            .ok_or_else(|| ExportError::UnknownLayout { path: path.to_owned() })?,
    };
    if !is_folder {
        return Ok((layout, check_file(path, layout)?));
    }
    let mut names: Vec<PathBuf> = fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .map_err(unreadable)?;
    names.sort();
    let mut problems = Vec::new();
    for file in names {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if layout.is_folder() && layout.tables().iter().any(|table| table.file == name) {
            problems.append(&mut check_file(&file, layout)?);
        } else {
            let mut foreign = Problems::of(&file);
            foreign.add(0, None, format!("no file of {layout}; a folder holds nothing else"));
            problems.append(&mut foreign.finish());
        }
    }
    Ok((layout, problems))
}

fn check_file(path: &Path, layout: Layout) -> Result<Vec<Problem>, ExportError> {
    let mut problems = Problems::of(path);
    layout.check_file(path, &mut problems)?;
    Ok(problems.finish())
}

/// Walks over the lines of a file, without their ends, with their numbers from 1. What is not UTF-8, ends in a
/// carriage return, is too long or does not end at all is a problem.
pub(crate) fn lines(
    path: &Path,
    problems: &mut Problems,
    each: &mut dyn FnMut(u64, &str, &mut Problems),
) -> Result<(), ExportError> {
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path).map_err(unreadable)?);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let n_read =
            reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes).map_err(unreadable)?;
        if n_read == 0 {
            break;
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if n_read as u64 == LONGEST {
            problems.add(
                number,
                None,
                format!("longer than {LONGEST} bytes; not looked at further"),
            );
            break;
        } else {
            problems.add(number, None, "the last line has no end: is the file whole?");
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
            problems.add(number, None, "ends in a carriage return; lines end in \\n alone");
        }
        match std::str::from_utf8(&bytes) {
            Ok(line) => each(number, line, problems),
            Err(error) => problems.add(
                number,
                None,
                format!("not UTF-8: broken byte {} of the line", error.valid_up_to() + 1),
            ),
        }
    }
    Ok(())
}
