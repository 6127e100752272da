//! The archive as it stood on a day.

use jiff::civil::Date;
use rusqlite::params;

use crate::error::ArchiveError;
use crate::file::Archive;
use crate::writer::Writer;

impl Archive {
    /// The archive as it stood at the end of a day: the articles that had come in, in the versions that had, and
    /// the corrections that had been made, consolidated. It lies in memory, for reading.
    ///
    /// # Errors
    /// Where a database fails, or a stored record is damaged.
    pub fn as_of(&self, day: Date) -> Result<Self, ArchiveError> {
        // Moments are UTC and sort as text.
        let until = format!("{}T00:00:00Z", day.tomorrow().unwrap_or(day));
        let mut writer = Writer::in_memory()?;
        writer.copy_until(self, &until)?;
        writer.consolidate()?;
        writer.finish()
    }
}

impl Writer {
    /// Takes in all that another archive held before a moment.
    fn copy_until(&mut self, from: &Archive, until: &str) -> Result<(), ArchiveError> {
        self.begin()?;
        let path = from.path.clone();
        let copy = || -> rusqlite::Result<Vec<(i64, String, i64)>> {
            let to = &self.archive.db;
            let rows = |sql: &str, into: &str| -> rusqlite::Result<()> {
                let mut select = from.db.prepare(sql)?;
                let columns = select.column_count();
                let marks = vec!["?"; columns].join(", ");
                let mut insert = to.prepare(&format!("INSERT INTO {into} VALUES ({marks})"))?;
                let mut rows = select.query(params![until])?;
                while let Some(row) = rows.next()? {
                    let values: Vec<rusqlite::types::Value> =
                        (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
                    insert.execute(rusqlite::params_from_iter(values))?;
                }
                Ok(())
            };
            to.execute("DELETE FROM run", [])?;
            rows("SELECT * FROM run WHERE started < ?1", "run")?;
            rows("SELECT * FROM reader WHERE ?1 IS NOT NULL", "reader")?;
            rows("SELECT * FROM correction WHERE made < ?1", "correction")?;
            rows("SELECT * FROM alias WHERE ?1 IS NOT NULL", "alias")?;
            rows(
                "SELECT article, id, identity, NULL, NULL, NULL, NULL, NULL, NULL, NULL, language, 0, '[]', NULL, NULL \
                 FROM article WHERE article IN (SELECT article FROM version WHERE ingested < ?1)",
                "article",
            )?;
            rows(
                "SELECT * FROM input WHERE article IN (SELECT article FROM version WHERE ingested < ?1)",
                "input",
            )?;
            rows("SELECT * FROM version WHERE ingested < ?1", "version")?;
            to.prepare("SELECT article, id FROM article ORDER BY article")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .map(|found| {
                    let (article, id): (i64, String) = found?;
                    Ok((article, id, crate::writer::newest(to, article)?))
                })
                .collect()
        };
        let articles = copy().map_err(ArchiveError::of(&path))?;
        for (article, id, version) in articles {
            self.project(article, &id, version)?;
        }
        self.commit()
    }
}
