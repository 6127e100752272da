use std::io;
use std::path::PathBuf;

use crate::layout::Layout;
use crate::source::SourceError;

/// Why an export or a check came to nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The archive could not be read on.
    #[error("cannot read the archive on: {0}")]
    Source(SourceError),
    /// The file, or standard output, takes no more. The message names the file.
    #[error("{0}")]
    Write(#[from] io::Error),
    /// A layout of several files, and no folder to put them in.
    #[error("{0} writes several files; name a folder for them with --output PATH")]
    NeedsFolder(Layout),
    /// A folder is asked for and something else stands there.
    #[error("{path} holds {found:?}, which is no part of such an export; name a folder of its own")]
    ForeignFolder {
        /// The folder.
        path: PathBuf,
        /// A file in it that no export made.
        found: String,
    },
    /// A file is asked for and a folder stands there, or the other way round.
    #[error("{path} is {found}; {layout} writes {wanted}, name another path")]
    WrongPlace {
        /// The path.
        path: PathBuf,
        /// The layout.
        layout: Layout,
        /// `a file`, `a folder`.
        found: &'static str,
        /// `a file`, `a folder`.
        wanted: &'static str,
    },
    /// A file that is to be checked cannot be read.
    #[error("cannot read {path}: {source}; check the path and its permissions")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No layout looks like that file.
    #[error("{path} looks like no layout that Chancery writes; say which it is with --as LAYOUT")]
    UnknownLayout {
        /// The file or folder.
        path: PathBuf,
    },
    /// A value that a library which writes the layout does not take.
    #[error("cannot write {layout}: {message}")]
    Layout {
        /// The layout.
        layout: Layout,
        /// What the library said.
        message: String,
    },
}
