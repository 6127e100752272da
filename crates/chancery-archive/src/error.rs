use std::path::{Path, PathBuf};

use thiserror::Error;

/// What can go wrong with an archive. Texts name the file and the remedy.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// There is no such file.
    #[error("{}: there is no such archive; `chancery ingest` makes one", .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: not an archive of Chancery; name another file with --archive", .0.display())]
    Foreign(PathBuf),
    /// Made by a newer program.
    #[error("{}: made by a newer Chancery (format {found}; this one knows up to {known}); update the program", path.display())]
    Newer {
        /// The archive.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// Made by an older program, or nothing yet (format 0), and opened for reading only.
    #[error("{}: empty, or made by an older Chancery (format {found}, now {known}); any `chancery ingest` brings it up to date", path.display())]
    Older {
        /// The archive.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The format of this program.
        known: i64,
    },
    /// Another program writes to it.
    #[error("{}: held by {holder}; wait until it has ended, or end it", path.display())]
    Held {
        /// The archive.
        path: PathBuf,
        /// `process 123 (chancery ingest news), since 2024-10-25T18:30:00Z`.
        holder: String,
    },
    /// The lock beside the archive cannot be made.
    #[error("{}: cannot be locked for writing: {source}", path.display())]
    Lock {
        /// The lock's file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database says so.
    #[error("{}: {}", path.display(), explained(.source))]
    Database {
        /// The archive.
        path: PathBuf,
        /// What `SQLite` says.
        source: rusqlite::Error,
    },
    /// A stored record cannot be read back.
    #[error("{}: the record of {id} is damaged ({reason}); `chancery check` lists all that is", path.display())]
    Damaged {
        /// The archive.
        path: PathBuf,
        /// The article.
        id: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No such finding, record, article or entity.
    #[error(
        "{0}: nothing in the archive has this id; ids look like `ARTICLE`, `ARTICLE#e2`, `e2-ARTICLE` or `Q7747`"
    )]
    UnknownId(String),
    /// Anything else that the caller asked for and cannot have.
    #[error("{0}")]
    Refused(String),
}

impl ArchiveError {
    /// A database's error, with the archive's name.
    pub(crate) fn of(path: &Path) -> impl Fn(rusqlite::Error) -> Self + '_ {
        |source| Self::Database { path: path.to_owned(), source }
    }
}

/// What `SQLite` says, with the remedy where there is one.
fn explained(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode;
    let remedy = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => "; make room and run the same command again: nothing is lost",
        Some(ErrorCode::DatabaseCorrupt) => "; `chancery check` tells what is damaged",
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "; see whether the file and its folder may be written to"
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "; another program holds it: try again when that has ended"
        }
        _ => "",
    };
    format!("{error}{remedy}")
}
