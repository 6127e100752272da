//! Writing: whole articles in transactions, so that a program may be killed at any moment.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{OptionalExtension as _, params};
use rustc_hash::FxHashMap;

use crate::error::ArchiveError;
use crate::file::{Archive, Lock};
use crate::incoming::{Incoming, InputDigest, unpack};
use crate::project::{Projector, chain};

/// Articles that one transaction takes in at most: what is lost when the program is killed.
const BATCH: usize = 200;

/// Time that one transaction stays open at most.
const PATIENCE: Duration = Duration::from_millis(500);

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    Article,
    /// The article was there with another text or other front matter.
    Version,
    /// The same article with the same text was there.
    Known,
    /// It has more findings than an archive can number (a million of a kind) and was left out.
    TooLarge,
}

/// The one program that writes to an archive. Others may read it meanwhile.
#[derive(Debug)]
pub struct Writer {
    pub(crate) archive: Archive,
    pub(crate) projector: Projector,
    run: i64,
    pub(crate) readers: FxHashMap<String, i64>,
    /// How far files have been taken in, by path.
    reached: BTreeMap<String, String>,
    /// Articles of the open transaction, and when it began.
    open: Option<(usize, Instant)>,
    now: String,
    _lock: Option<Lock>,
}

impl Writer {
    /// Opens an archive for writing; makes it where there is none, brings an older one up to date. `command`
    /// is what the user ran: where the same command was cut short, its run goes on.
    ///
    /// # Errors
    /// Where another program writes to it (who, is said), or the file is no archive.
    pub fn open(path: &Path, command: &str) -> Result<Self, ArchiveError> {
        let lock = Lock::take(path, command)?;
        Self::begin_run(Archive::open_to_write(path)?, Some(lock), command)
    }

    /// An empty archive in memory.
    pub(crate) fn in_memory() -> Result<Self, ArchiveError> {
        Self::begin_run(Archive::in_memory()?, None, "")
    }

    fn begin_run(
        archive: Archive,
        lock: Option<Lock>,
        command: &str,
    ) -> Result<Self, ArchiveError> {
        let path = archive.path.clone();
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let error = ArchiveError::of(&path);
        let unfinished: Option<i64> = archive
            .db
            .query_row(
                "SELECT run FROM run WHERE command = ?1 AND finished IS NULL ORDER BY run DESC LIMIT 1",
                [command],
                |row| row.get(0),
            )
            .optional()
            .map_err(&error)?;
        let run = if let Some(run) = unfinished {
            run
        } else {
            archive
                .db
                .execute("INSERT INTO run (command, started) VALUES (?1, ?2)", [command, &now])
                .map_err(&error)?;
            archive.db.last_insert_rowid()
        };
        drop(error);
        Ok(Self {
            archive,
            projector: Projector::default(),
            run,
            readers: FxHashMap::default(),
            reached: BTreeMap::new(),
            open: None,
            now,
            _lock: lock,
        })
    }

    /// Takes an article in. It is kept for good at the next [`commit`](Self::commit), which happens by itself
    /// now and then.
    ///
    /// # Errors
    /// Where the database fails; then nothing of the open transaction is kept.
    pub fn add(&mut self, incoming: &Incoming) -> Result<Added, ArchiveError> {
        if !incoming.fits() {
            return Ok(Added::TooLarge);
        }
        self.begin()?;
        let added = self.insert(incoming).map_err(ArchiveError::of(&self.archive.path))?;
        self.count()?;
        Ok(added)
    }

    fn insert(&mut self, incoming: &Incoming) -> rusqlite::Result<Added> {
        let db = &self.archive.db;
        let record = &incoming.record;
        let found: Option<(i64, Option<i64>)> = db
            .prepare_cached("SELECT article, version FROM article WHERE identity = ?1")?
            .query_row([&incoming.identity], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (article, current) = if let Some(found) = found {
            found
        } else {
            db.prepare_cached(
                "INSERT INTO article (id, identity, language, length, chain) VALUES (?1, ?2, ?3, 0, '[]')",
            )?
            .execute(params![incoming.id, incoming.identity, record.language])?;
            (db.last_insert_rowid(), None)
        };
        db.prepare_cached(
            "INSERT OR IGNORE INTO input (digest, input, article) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![&incoming.input[..], incoming.input_id, article])?;
        let known = db
            .prepare_cached("SELECT 1 FROM version WHERE article = ?1 AND digest = ?2")?
            .exists(params![article, &incoming.digest[..]])?;
        if known {
            return Ok(Added::Known);
        }
        let reader = reader_key(db, &mut self.readers, record)?;
        db.prepare_cached(
            "INSERT INTO version (article, digest, published, given, text, record, terms, signature, reader, run, ingested) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            article,
            &incoming.digest[..],
            record.published,
            incoming.given,
            record.text,
            incoming.packed,
            incoming.terms,
            incoming.signature,
            reader,
            self.run,
            self.now
        ])?;
        let version = db.last_insert_rowid();
        if newest(db, article)? == version {
            if current.is_some() {
                Projector::clear(db, article)?;
            }
            set_front(db, article, version, record)?;
            self.projector.write(db, article, &incoming.id, record)?;
            crate::correct::apply(db, article, &incoming.id)?;
        }
        set(db, "consolidated", "0")?;
        Ok(if found.is_some() { Added::Version } else { Added::Article })
    }

    /// Makes the findings of an article anew from the record of a version, corrections applied.
    pub(crate) fn project(
        &mut self,
        article: i64,
        id: &str,
        version: i64,
    ) -> Result<(), ArchiveError> {
        let path = self.archive.path.clone();
        let (text, packed): (String, Vec<u8>) = self
            .archive
            .db
            .prepare_cached("SELECT text, record FROM version WHERE version = ?1")
            .and_then(|mut statement| {
                statement.query_row([version], |row| Ok((row.get(0)?, row.get(1)?)))
            })
            .map_err(ArchiveError::of(&path))?;
        let record = unpack(&packed, text).map_err(|reason| ArchiveError::Damaged {
            path: path.clone(),
            id: id.to_owned(),
            reason,
        })?;
        let db = &self.archive.db;
        let mut write = || {
            Projector::clear(db, article)?;
            set_front(db, article, version, &record)?;
            self.projector.write(db, article, id, &record)?;
            crate::correct::apply(db, article, id)
        };
        write().map_err(ArchiveError::of(&path))
    }

    /// Notes what could not be parsed.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn skip(&mut self, place: &str, reason: &str, remedy: &str) -> Result<(), ArchiveError> {
        self.begin()?;
        self.archive
            .db
            .prepare_cached("INSERT OR REPLACE INTO skipped (place, reason, remedy, run) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut statement| statement.execute(params![place, reason, remedy, self.run]))
            .map_err(ArchiveError::of(&self.archive.path))?;
        Ok(())
    }

    /// Notes how far a file has been taken in; `position` is the caller's own way to say it.
    pub fn reached(&mut self, path: &str, position: String) {
        self.reached.insert(path.to_owned(), position);
    }

    /// How far the files of this run were taken in before it was cut short: path and position.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn positions(&self) -> Result<Vec<(String, String)>, ArchiveError> {
        let read = || {
            self.archive
                .db
                .prepare("SELECT path, position FROM reached WHERE run = ?1 ORDER BY path")?
                .query_map([self.run], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(ArchiveError::of(&self.archive.path))
    }

    /// What is remembered of an address: JSON of the caller's own.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn address_state(&self, address: &str) -> Result<Option<String>, ArchiveError> {
        self.archive
            .db
            .query_row("SELECT state FROM address WHERE address = ?1", [address], |row| row.get(0))
            .optional()
            .map_err(ArchiveError::of(&self.archive.path))
    }

    /// Remembers something of an address.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn remember_address(&mut self, address: &str, state: &str) -> Result<(), ArchiveError> {
        self.begin()?;
        self.archive
            .db
            .execute(
                "INSERT INTO address (address, state) VALUES (?1, ?2) \
                 ON CONFLICT (address) DO UPDATE SET state = excluded.state",
                [address, state],
            )
            .map_err(ArchiveError::of(&self.archive.path))?;
        Ok(())
    }

    pub(crate) fn begin(&mut self) -> Result<(), ArchiveError> {
        if self.open.is_none() {
            self.archive
                .db
                .execute_batch("BEGIN IMMEDIATE")
                .map_err(ArchiveError::of(&self.archive.path))?;
            self.open = Some((0, Instant::now()));
        }
        Ok(())
    }

    pub(crate) fn count(&mut self) -> Result<(), ArchiveError> {
        let Some((articles, since)) = &mut self.open else { return Ok(()) };
        *articles += 1;
        if *articles >= BATCH || since.elapsed() >= PATIENCE {
            self.commit()?;
        }
        Ok(())
    }

    /// Keeps for good what was added.
    ///
    /// # Errors
    /// Where the database fails, a full disk above all; then nothing of the open transaction is kept.
    pub fn commit(&mut self) -> Result<(), ArchiveError> {
        if self.open.is_none() {
            return Ok(());
        }
        self.write_reached().map_err(ArchiveError::of(&self.archive.path))?;
        let done = self.archive.db.execute_batch("COMMIT");
        if done.is_err() {
            self.roll_back();
        }
        self.open = None;
        done.map_err(ArchiveError::of(&self.archive.path))
    }

    /// Drops what was written since the last commit.
    pub(crate) fn roll_back(&mut self) {
        // Where the database has rolled back by itself there is nothing to do.
        let _ = self.archive.db.execute_batch("ROLLBACK");
        self.projector.forget();
        self.open = None;
    }

    fn write_reached(&self) -> rusqlite::Result<()> {
        let mut insert = self.archive.db.prepare_cached(
            "INSERT INTO reached (run, path, position) VALUES (?1, ?2, ?3) \
             ON CONFLICT (run, path) DO UPDATE SET position = excluded.position",
        )?;
        for (path, position) in &self.reached {
            insert.execute(params![self.run, path, position])?;
        }
        Ok(())
    }

    /// The command has done all that it was to do: what it remembered of half-read files goes, and the file
    /// beside the archive (the write-ahead log) is folded into it.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn finish(mut self) -> Result<Archive, ArchiveError> {
        self.begin()?;
        self.reached.clear();
        let end = |db: &rusqlite::Connection| {
            db.execute("DELETE FROM reached WHERE run = ?1", [self.run])?;
            db.execute("UPDATE run SET finished = ?1 WHERE run = ?2", params![self.now, self.run])
        };
        end(&self.archive.db).map_err(ArchiveError::of(&self.archive.path))?;
        self.commit()?;
        let _: rusqlite::Result<i64> =
            self.archive.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
        Ok(self.archive)
    }

    /// Whether articles have come in that the consolidated record does not know yet.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn stale(&self) -> Result<bool, ArchiveError> {
        self.archive.stale()
    }
}

impl Archive {
    /// Whether this very input has been read into the archive.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn knows(&self, input: &InputDigest) -> Result<bool, ArchiveError> {
        self.db
            .prepare_cached("SELECT 1 FROM input WHERE digest = ?1")
            .and_then(|mut statement| statement.exists([&input[..]]))
            .map_err(ArchiveError::of(&self.path))
    }

    /// What is remembered of an address ([`Writer::remember_address`]).
    ///
    /// # Errors
    /// Where the database fails.
    pub fn address_state(&self, address: &str) -> Result<Option<String>, ArchiveError> {
        self.db
            .prepare_cached("SELECT state FROM address WHERE address = ?1")
            .and_then(|mut statement| statement.query_row([address], |row| row.get(0)).optional())
            .map_err(ArchiveError::of(&self.path))
    }

    /// Whether articles have come in that the consolidated record does not know yet.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn stale(&self) -> Result<bool, ArchiveError> {
        let value: Option<String> = self
            .db
            .query_row("SELECT value FROM archive WHERE name = 'consolidated'", [], |row| {
                row.get(0)
            })
            .optional()
            .map_err(ArchiveError::of(&self.path))?;
        Ok(value.as_deref() == Some("0"))
    }
}

/// The version of an article that counts.
pub(crate) fn newest(db: &rusqlite::Connection, article: i64) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "SELECT version FROM version WHERE article = ?1 \
         ORDER BY coalesce(published, '') DESC, run DESC, digest DESC LIMIT 1",
    )?
    .query_row([article], |row| row.get(0))
}

/// Sets what the file says of itself.
pub(crate) fn set(db: &rusqlite::Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO archive (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value \
         WHERE value <> excluded.value",
    )?
    .execute([name, value])?;
    Ok(())
}

/// Writes the front matter of the version that counts.
pub(crate) fn set_front(
    db: &rusqlite::Connection,
    article: i64,
    version: i64,
    record: &chancery_record::Record,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "UPDATE article SET version = ?2, title = ?3, url = ?4, publisher = ?5, credit = ?6, author = ?7, published = ?8, \
         language = ?9, length = ?10, chain = ?11 WHERE article = ?1",
    )?
    .execute(params![
        article,
        version,
        record.title,
        record.url,
        record.publisher,
        record.credit,
        record.author,
        record.published,
        record.language,
        record.text.chars().count() as i64,
        chain(record)
    ])?;
    Ok(())
}

/// Key of the reader that made a record.
pub(crate) fn reader_key(
    db: &rusqlite::Connection,
    known: &mut FxHashMap<String, i64>,
    record: &chancery_record::Record,
) -> rusqlite::Result<i64> {
    let reader = &record.reader;
    let name = format!("{}\u{1f}{}\u{1f}{}", reader.version, reader.model, reader.data);
    if let Some(&key) = known.get(&name) {
        return Ok(key);
    }
    db.prepare_cached("INSERT OR IGNORE INTO reader (version, model, data) VALUES (?1, ?2, ?3)")?
        .execute([&reader.version, &reader.model, &reader.data])?;
    let key = db
        .prepare_cached(
            "SELECT reader FROM reader WHERE version = ?1 AND model = ?2 AND data = ?3",
        )?
        .query_row([&reader.version, &reader.model, &reader.data], |row| row.get(0))?;
    known.insert(name, key);
    Ok(key)
}
