//! Questions in SQL, and what the archive holds.

use rusqlite::OptionalExtension as _;
use rusqlite::types::ValueRef;

use crate::error::ArchiveError;
use crate::file::Archive;

/// A cell of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text; bytes in hexadecimal.
    Text(String),
}

/// What an archive holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Things and their number, in the order in which they are told: `articles`, `stories` …
    pub counts: Vec<(&'static str, i64)>,
    /// Days of the first and the last article.
    pub published: Option<(String, String)>,
    /// The outlets with most articles, and their numbers.
    pub outlets: Vec<(String, i64)>,
    /// Readers with the articles that they have read: version, model, data, number.
    pub readers: Vec<(String, String, String, i64)>,
    /// What could not be parsed: place, reason, remedy.
    pub skipped: Vec<(String, String, String)>,
    /// Commands that were cut short.
    pub unfinished: Vec<String>,
    /// Whether articles have come in that the record does not know yet.
    pub stale: bool,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Archive {
    /// Asks in SQL, read only. `each` gets the names of the columns, first alone, then with row after row; it may
    /// end it with `false`.
    ///
    /// # Errors
    /// Where the statement is not SQL, is more than one, or would change the archive.
    pub fn ask(
        &self,
        sql: &str,
        mut each: impl FnMut(&[String], Option<&[Cell]>) -> bool,
    ) -> Result<(), ArchiveError> {
        let refused = |error: rusqlite::Error| ArchiveError::Refused(format!("SQL: {error}"));
        let mut statement = self.db.prepare(sql).map_err(refused)?;
        if !statement.readonly() {
            return Err(ArchiveError::Refused(
                "SQL: only questions are taken here (select, with, explain); `chancery correct` changes findings"
                    .to_owned(),
            ));
        }
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if !each(&names, None) {
            return Ok(());
        }
        let mut rows = statement.query([]).map_err(refused)?;
        while let Some(row) = rows.next().map_err(refused)? {
            let cells: Vec<Cell> = (0..names.len())
                .map(|at| match row.get_ref_unwrap(at) {
                    ValueRef::Null => Cell::Null,
                    ValueRef::Integer(number) => Cell::Integer(number),
                    ValueRef::Real(number) => Cell::Real(number),
                    ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Cell::Text(data_encoding::HEXLOWER.encode(bytes)),
                })
                .collect();
            if !each(&names, Some(&cells)) {
                break;
            }
        }
        Ok(())
    }

    /// What the archive holds.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn status(&self) -> Result<Status, ArchiveError> {
        let read = || -> rusqlite::Result<Status> {
            let db = &self.db;
            let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
            let kind =
                |kind: &str| count(&format!("SELECT count(*) FROM finding WHERE kind = '{kind}'"));
            let counts = vec![
                ("articles", count("SELECT count(*) FROM article")?),
                ("versions", count("SELECT count(*) FROM version")?),
                ("different texts", count("SELECT count(*) FROM article WHERE origin IS NULL")?),
                ("stories", count("SELECT count(*) FROM article WHERE story IS NULL")?),
                (
                    "actors",
                    count("SELECT count(*) FROM entity WHERE same_as IS NULL AND articles > 0")?,
                ),
                ("meetings", kind("m")?),
                ("events", kind("e")?),
                ("statements", kind("s")?),
                ("positions", kind("p")?),
                (
                    "reports that tell of the same",
                    count("SELECT count(*) FROM finding WHERE lead IS NOT NULL")?,
                ),
                ("corrections", count("SELECT count(*) FROM correction")?),
            ];
            let published = db
                .query_row(
                    "SELECT min(substr(published, 1, 10)), max(substr(published, 1, 10)) FROM article",
                    [],
                    |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)),
                )
                .optional()?
                .and_then(|(first, last)| first.zip(last));
            let outlets = db
                .prepare(
                    "SELECT publisher, count(*) FROM article WHERE publisher IS NOT NULL GROUP BY publisher \
                     ORDER BY 2 DESC, 1 LIMIT 10",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let readers = db
                .prepare(
                    "SELECT reader.version, model, data, count(*) FROM article JOIN version USING (version) \
                     JOIN reader USING (reader) GROUP BY reader ORDER BY 1, 2, 3",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let skipped = db
                .prepare("SELECT place, reason, remedy FROM skipped ORDER BY place, reason")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let unfinished = db
                .prepare("SELECT command FROM run WHERE finished IS NULL ORDER BY run")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Status {
                counts,
                published,
                outlets,
                readers,
                skipped,
                unfinished,
                ..Status::default()
            })
        };
        let mut status = read().map_err(ArchiveError::of(&self.path))?;
        status.stale = self.stale()?;
        status.bytes = std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len());
        Ok(status)
    }

    /// Every input id with the id of the article that leads its story, by input id.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn stories(&self) -> Result<Vec<(String, String)>, ArchiveError> {
        let read = || {
            self.db
                .prepare(
                    "SELECT DISTINCT input.input, leading.id FROM input JOIN article USING (article) \
                     JOIN article AS leading ON leading.article = coalesce(article.story, article.article) \
                     ORDER BY 1, 2",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(ArchiveError::of(&self.path))
    }
}
