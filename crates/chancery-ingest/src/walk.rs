use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::format::Format;

/// The files of a folder and of the folders in it that we read, in the order of their names.
///
/// Holds one folder's list of names at a time for each level. Hidden files and folders are left out, and
/// links to folders are not followed, so a ring of links ends.
pub(crate) struct Walk {
    /// Per level, what is left to visit, last first.
    levels: Vec<Vec<PathBuf>>,
}

impl Walk {
    pub(crate) fn new(folder: &Path) -> Result<Self, io::Error> {
        Ok(Self { levels: vec![list(folder)?] })
    }

    /// The next file, or the next folder that cannot be listed.
    pub(crate) fn next(&mut self) -> Option<Result<PathBuf, (PathBuf, io::Error)>> {
        while let Some(level) = self.levels.last_mut() {
            let Some(path) = level.pop() else {
                self.levels.pop();
                continue;
            };
            let is_folder = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_dir());
            if is_folder {
                match list(&path) {
                    Ok(names) => self.levels.push(names),
                    Err(error) => return Some(Err((path, error))),
                }
            } else if Format::of_name(&path).format.is_some() && !is_no_file(&path) {
                return Some(Ok(path));
            }
        }
        None
    }
}

/// A link to a folder, or a pipe that nobody may ever write to. A link to nothing is left to be complained of.
fn is_no_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file())
}

/// Paths in a folder, sorted, last first.
fn list(folder: &Path) -> Result<Vec<PathBuf>, io::Error> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort_unstable_by(|one, other| other.cmp(one));
    Ok(paths)
}
