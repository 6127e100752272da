//! Whether an archive is sound.

use rusqlite::params;

use crate::error::ArchiveError;
use crate::file::Archive;
use crate::project::first_key;
use crate::writer::Writer;

/// Tables that are computed from a record, with their columns that do not depend on the file or on other articles.
const COMPUTED: [(&str, &str, &str); 9] = [
    (
        "actor",
        "actor",
        "actor, label, name, kind, country, sector, cameo, title, confidence, mentions, start, \"end\"",
    ),
    ("role", "actor", "actor, number, title, of_whom, start, \"end\""),
    (
        "place",
        "place",
        "place, label, name, type, kb, country, admin1, lat, lon, confidence, mentions, start, \"end\"",
    ),
    ("time", "time", "time, type, value, confidence, start, \"end\""),
    (
        "finding",
        "finding",
        "finding, kind, label, type, status, first_day, last_day, place, confidence, start, \"end\", sentence, through, verdict",
    ),
    ("statement", "finding", "finding, content, cue_start, cue_end, negated, reported_by"),
    (
        "event",
        "finding",
        "finding, mode, contexts, cameo, goldstein, reported_by, same_as, trigger_start, trigger_end",
    ),
    (
        "meeting",
        "finding",
        "finding, name, private, attendance, duration, topics, evidence, events, reported_by",
    ),
    ("position", "finding", "finding, proposition_start, proposition_end, topics, statement"),
];

impl Archive {
    /// Looks for damage: in the file and its indexes, in references, in spans that are not stretches of their text,
    /// and in rows that are not what the stored record and its corrections give. Of articles every `every`-th is
    /// compared, 1 for all. Each piece of damage in a line; none where all is sound.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn check(&self, every: usize) -> Result<Vec<String>, ArchiveError> {
        let mut damage = self.file_damage().map_err(ArchiveError::of(&self.path))?;
        damage.extend(self.span_damage().map_err(ArchiveError::of(&self.path))?);
        let articles: Vec<(i64, String, Option<i64>)> = self
            .db
            .prepare("SELECT article, id, version FROM article ORDER BY id")
            .and_then(|mut statement| {
                statement
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect()
            })
            .map_err(ArchiveError::of(&self.path))?;
        let mut afresh = Writer::in_memory()?;
        afresh.copy_corrections(self)?;
        for (article, id, version) in articles.into_iter().step_by(every.max(1)) {
            let Some(version) = version else {
                damage.push(format!("{id}: it has no version"));
                continue;
            };
            match self.version_record(version) {
                Err(error) => damage.push(error.to_string()),
                Ok(record) => {
                    let wanted = afresh.rows_of(article, &id, &record)?;
                    let found = rows(&self.db, article).map_err(ArchiveError::of(&self.path))?;
                    for ((table, wanted), (_, found)) in wanted.iter().zip(&found) {
                        if wanted != found {
                            damage.push(format!(
                                "{id}: its rows in {table} are not those of its record ({} instead of {})",
                                found.len(),
                                wanted.len()
                            ));
                        }
                    }
                }
            }
        }
        Ok(damage)
    }

    fn file_damage(&self) -> rusqlite::Result<Vec<String>> {
        let mut damage = Vec::new();
        let mut integrity = self.db.prepare("PRAGMA integrity_check")?;
        for line in integrity.query_map([], |row| row.get::<_, String>(0))? {
            let line = line?;
            if line != "ok" {
                damage.push(format!("file: {line}"));
            }
        }
        let mut foreign = self.db.prepare("PRAGMA foreign_key_check")?;
        for line in foreign.query_map([], |row| {
            Ok(format!(
                "{}: row {} refers to a row of {} that is not there",
                row.get::<_, String>(0)?,
                row.get::<_, Option<i64>>(1)?.unwrap_or_default(),
                row.get::<_, String>(2)?
            ))
        })? {
            damage.push(line?);
        }
        // Whatever the schema has and this file lacks.
        let fresh = rusqlite::Connection::open_in_memory()?;
        fresh.execute_batch(include_str!("schema.sql"))?;
        let names = |db: &rusqlite::Connection| -> rusqlite::Result<Vec<String>> {
            db.prepare("SELECT type || ' ' || name FROM sqlite_schema ORDER BY 1")?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        let present = names(&self.db)?;
        damage.extend(
            names(&fresh)?
                .into_iter()
                .filter(|name| !present.contains(name))
                .map(|name| format!("file: it lacks {name}")),
        );
        Ok(damage)
    }

    fn span_damage(&self) -> rusqlite::Result<Vec<String>> {
        let mut damage = Vec::new();
        for (table, key) in
            [("finding", "finding"), ("actor", "actor"), ("place", "place"), ("time", "time")]
        {
            let sql = format!(
                "SELECT coalesce(article.id, '?'), {table}.start, {table}.\"end\" FROM {table} LEFT JOIN article \
                 ON article.article = {table}.{key} >> 20 WHERE article.id IS NULL OR {table}.start < 0 \
                 OR {table}.start >= {table}.\"end\" OR {table}.\"end\" > article.length LIMIT 100"
            );
            let mut select = self.db.prepare(&sql)?;
            for line in select.query_map([], |row| {
                Ok(format!(
                    "{}: a {table} at {} to {}, where there is no text",
                    row.get::<_, String>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, i64>(2)?
                ))
            })? {
                damage.push(line?);
            }
        }
        let mut lengths = self.db.prepare(
            "SELECT id FROM article JOIN version USING (version) WHERE length(text) <> article.length ORDER BY id LIMIT 100",
        )?;
        for id in lengths.query_map([], |row| row.get::<_, String>(0))? {
            damage.push(format!("{}: its text has another length than it had", id?));
        }
        Ok(damage)
    }
}

impl Writer {
    fn copy_corrections(&mut self, from: &Archive) -> Result<(), ArchiveError> {
        let copy = || -> rusqlite::Result<()> {
            let mut select = from.db.prepare("SELECT * FROM correction ORDER BY correction")?;
            let columns = select.column_count();
            let marks = vec!["?"; columns].join(", ");
            let mut insert =
                self.archive.db.prepare(&format!("INSERT INTO correction VALUES ({marks})"))?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let values: Vec<rusqlite::types::Value> =
                    (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
                insert.execute(rusqlite::params_from_iter(values))?;
            }
            Ok(())
        };
        copy().map_err(ArchiveError::of(&from.path))
    }

    /// The rows that a record gives, corrections applied; nothing of them stays.
    fn rows_of(
        &mut self,
        article: i64,
        id: &str,
        record: &chancery_record::Record,
    ) -> Result<Vec<(&'static str, Vec<String>)>, ArchiveError> {
        let db = &self.archive.db;
        let mut make = || {
            db.execute_batch("SAVEPOINT one")?;
            self.projector.write(db, article, id, record)?;
            crate::correct::apply(db, article, id)?;
            let made = rows(db, article)?;
            db.execute_batch("ROLLBACK TO one; RELEASE one")?;
            self.projector.forget();
            Ok(made)
        };
        make().map_err(ArchiveError::of(&self.archive.path))
    }
}

/// An article's rows in every computed table.
fn rows(
    db: &rusqlite::Connection,
    article: i64,
) -> rusqlite::Result<Vec<(&'static str, Vec<String>)>> {
    COMPUTED
        .iter()
        .map(|(table, key, columns)| {
            let mut select = db.prepare_cached(&format!(
                "SELECT {columns} FROM {table} WHERE {key} BETWEEN ?1 AND ?2 ORDER BY 1, 2"
            ))?;
            let width = select.column_count();
            let rows = select
                .query_map(params![first_key(article), first_key(article + 1) - 1], |row| {
                    let cells: Vec<rusqlite::types::Value> =
                        (0..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
                    Ok(format!("{cells:?}"))
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok((*table, rows))
        })
        .collect()
}
