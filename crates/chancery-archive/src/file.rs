//! Opening an archive: its format, and who may write.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::error::ArchiveError;

/// What makes an archive of each format out of one of the format before it; the first out of nothing.
const MIGRATIONS: [&str; 1] = [include_str!("schema.sql")];

/// Marks the file as ours (`PRAGMA application_id`): "Chan" in ASCII.
const APPLICATION: i64 = 0x4368_616e;

/// The format that this program writes.
pub const FORMAT: i64 = MIGRATIONS.len() as i64;

/// An open archive, for reading; [`Writer`](crate::Writer) writes.
#[derive(Debug)]
pub struct Archive {
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
}

impl Archive {
    /// Opens an archive for reading. Readers neither block a writer nor are blocked by one.
    ///
    /// # Errors
    /// Where there is none, where the file is something else or of another format.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        if !path.is_file() {
            return Err(ArchiveError::Missing(path.to_owned()));
        }
        // Opened for writing where that is allowed: a log left by a program that was killed must be read back.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(ArchiveError::of(path))?;
        let archive = Self { path: path.to_owned(), db };
        archive.prepare()?;
        match archive.format()? {
            FORMAT => {}
            found if found > FORMAT => {
                return Err(ArchiveError::Newer { path: path.to_owned(), found, known: FORMAT });
            }
            found => {
                return Err(ArchiveError::Older { path: path.to_owned(), found, known: FORMAT });
            }
        }
        archive.db.pragma_update(None, "query_only", true).map_err(ArchiveError::of(path))?;
        Ok(archive)
    }

    /// Opens or makes an archive that is to be written to, and brings an older one up to date.
    pub(crate) fn open_to_write(path: &Path) -> Result<Self, ArchiveError> {
        let db = Connection::open(path).map_err(ArchiveError::of(path))?;
        let archive = Self { path: path.to_owned(), db };
        archive.prepare()?;
        archive.migrate()?;
        Ok(archive)
    }

    /// An archive in memory, empty.
    pub(crate) fn in_memory() -> Result<Self, ArchiveError> {
        let path = PathBuf::from(":memory:");
        let db = Connection::open_in_memory().map_err(ArchiveError::of(&path))?;
        let archive = Self { path, db };
        archive.migrate()?;
        Ok(archive)
    }

    /// Where the archive lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn prepare(&self) -> Result<(), ArchiveError> {
        let error = ArchiveError::of(&self.path);
        self.db.busy_timeout(std::time::Duration::from_secs(10)).map_err(&error)?;
        self.db.set_prepared_statement_cache_capacity(128);
        // 64 MiB of pages; as much of the file mapped as there is.
        self.db.pragma_update(None, "cache_size", -65_536).map_err(&error)?;
        self.db.pragma_update(None, "mmap_size", 1_i64 << 36).map_err(&error)?;
        match self.format() {
            Err(ArchiveError::Database { source, .. })
                if source.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) =>
            {
                Err(ArchiveError::Foreign(self.path.clone()))
            }
            other => other.map(|_| ()),
        }
    }

    fn pragma(&self, name: &str) -> Result<i64, ArchiveError> {
        self.db
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(ArchiveError::of(&self.path))
    }

    /// The format of the file; 0 of an empty one.
    fn format(&self) -> Result<i64, ArchiveError> {
        let (application, format) = (self.pragma("application_id")?, self.pragma("user_version")?);
        let empty: bool = self
            .db
            .query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
            .map_err(ArchiveError::of(&self.path))?;
        if empty {
            return Ok(0);
        }
        if application != APPLICATION {
            return Err(ArchiveError::Foreign(self.path.clone()));
        }
        Ok(format)
    }

    /// Each step in one transaction: a program that is killed leaves the format before it or after it.
    fn migrate(&self) -> Result<(), ArchiveError> {
        let error = ArchiveError::of(&self.path);
        let found = self.format()?;
        if found > FORMAT {
            return Err(ArchiveError::Newer { path: self.path.clone(), found, known: FORMAT });
        }
        if found == 0 {
            self.db.pragma_update(None, "application_id", APPLICATION).map_err(&error)?;
        }
        // The journal cannot change within a transaction.
        let _: String = self
            .db
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
            .map_err(&error)?;
        self.db.pragma_update(None, "synchronous", "normal").map_err(&error)?;
        for (step, sql) in MIGRATIONS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0)) {
            let format = step + 1;
            self.db
                .execute_batch(&format!(
                    "BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {format};\nCOMMIT;"
                ))
                .map_err(&error)?;
        }
        Ok(())
    }
}

/// The right to write, held through a locked file beside the archive that says who holds it. The lock goes
/// with the process, however that ends.
#[derive(Debug)]
pub(crate) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// `purpose` is the command, as others will be told.
    pub(crate) fn take(archive: &Path, purpose: &str) -> Result<Self, ArchiveError> {
        let mut name = archive.as_os_str().to_owned();
        name.push("-lock");
        let path = PathBuf::from(name);
        let fails = |source| ArchiveError::Lock { path: path.clone(), source };
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(fails)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = file.take(1024).read_to_string(&mut holder);
                    let holder = holder.trim();
                    let holder = if holder.is_empty() { "another program" } else { holder };
                    return Err(ArchiveError::Held {
                        path: archive.to_owned(),
                        holder: holder.to_owned(),
                    });
                }
                Err(TryLockError::Error(source)) => return Err(fails(source)),
            }
            // Whoever held it before may have removed the file after it was opened here.
            if !same_file(&file, &path) {
                continue;
            }
            let since = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            let holder = format!("process {} ({purpose}), since {since}\n", std::process::id());
            file.set_len(0).map_err(fails)?;
            file.rewind().map_err(fails)?;
            file.write_all(holder.as_bytes()).map_err(fails)?;
            return Ok(Self { path, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held, so that nobody else's is.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(_: &File, path: &Path) -> bool {
    path.exists()
}
