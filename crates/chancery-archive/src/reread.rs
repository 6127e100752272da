//! Reading again what an older reader has read.

use std::collections::BTreeMap;

use chancery_record::{Layer, ReaderId, Record, lines};
use chancery_text::Article;
use rusqlite::params;

use crate::error::ArchiveError;
use crate::file::Archive;
use crate::incoming::{Given, Incoming, unpack};
use crate::project::Projector;
use crate::writer::{Writer, reader_key, set};

/// A version that another reader has read, as it came in.
#[derive(Debug)]
pub struct Outdated {
    /// Key of the version.
    pub version: i64,
    /// Id of its article in the archive.
    pub id: String,
    /// What is to be read again.
    pub article: Article,
}

/// How many findings of a layer a new reading has lost and gained.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those that it does not have any more.
    pub gone: u64,
    /// Those that the former reading did not have.
    pub new: u64,
    /// Those that are the same.
    pub same: u64,
}

/// What has changed between two readings of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// By layer.
    pub layers: BTreeMap<&'static str, Difference>,
    /// Each finding that is gone (`-`) or new (`+`), in a line.
    pub lines: Vec<String>,
}

impl Changes {
    /// Compares the findings of two readings, one line each.
    pub fn between(former: &Record, now: &Record) -> Self {
        let told = |record: &Record| {
            let mut told: BTreeMap<(&'static str, String), i64> = BTreeMap::new();
            for line in lines(record) {
                // Ids follow the text's order and say nothing.
                *told.entry((line.layer.as_str(), line.text)).or_default() += 1;
            }
            told
        };
        let (then, now) = (told(former), told(now));
        let mut changes = Self::default();
        for layer in Layer::ALL {
            changes.layers.insert(layer.as_str(), Difference::default());
        }
        let mut all: Vec<&(&'static str, String)> = then.keys().chain(now.keys()).collect();
        all.sort_unstable();
        all.dedup();
        for key in all {
            let (before, after) =
                (then.get(key).copied().unwrap_or(0), now.get(key).copied().unwrap_or(0));
            let layer = changes.layers.entry(key.0).or_default();
            layer.same += before.min(after).cast_unsigned();
            layer.gone += (before - after).max(0).cast_unsigned();
            layer.new += (after - before).max(0).cast_unsigned();
            if before != after {
                let mark = if before > after { '-' } else { '+' };
                changes.lines.push(format!("{mark} {} {}", key.0, key.1));
            }
        }
        changes
    }

    /// Adds the changes of another text.
    pub fn add(&mut self, other: &Self) {
        for (layer, difference) in &other.layers {
            let sum = self.layers.entry(layer).or_default();
            sum.gone += difference.gone;
            sum.new += difference.new;
            sum.same += difference.same;
        }
    }
}

impl Archive {
    /// Keys of the versions that were read by another reader than this one, and in a language that is read.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn outdated(&self, reader: &ReaderId) -> Result<Vec<i64>, ArchiveError> {
        self.db
            .prepare(
                "SELECT version.version FROM version JOIN reader USING (reader) WHERE (reader.version, model, data) \
                 <> (?1, ?2, ?3) ORDER BY version.version",
            )
            .and_then(|mut statement| {
                statement
                    .query_map(params![reader.version, reader.model, reader.data], |row| row.get(0))?
                    .collect()
            })
            .map_err(ArchiveError::of(&self.path))
    }

    /// A version as it came in.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn came_in(&self, version: i64) -> Result<Outdated, ArchiveError> {
        let (id, given, text): (String, String, String) = self
            .db
            .query_row(
                "SELECT article.id, given, text FROM version JOIN article USING (article) WHERE version.version = ?1",
                [version],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .map_err(ArchiveError::of(&self.path))?;
        let given: Given = serde_json::from_str(&given).map_err(|error| ArchiveError::Damaged {
            path: self.path.clone(),
            id: id.clone(),
            reason: error.to_string(),
        })?;
        Ok(Outdated { version, id, article: given.article(text) })
    }

    /// The record of a version.
    ///
    /// # Errors
    /// Where the database fails, or what is stored is damaged.
    pub fn version_record(&self, version: i64) -> Result<Record, ArchiveError> {
        let (id, text, packed): (String, String, Vec<u8>) = self
            .db
            .query_row(
                "SELECT article.id, text, record FROM version JOIN article USING (article) WHERE version.version = ?1",
                [version],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .map_err(ArchiveError::of(&self.path))?;
        unpack(&packed, text).map_err(|reason| ArchiveError::Damaged {
            path: self.path.clone(),
            id,
            reason,
        })
    }
}

impl Writer {
    /// Puts a new reading of a version in the place of the former one, which is kept. Corrections are applied to
    /// the new findings, and ids that have moved lead on. What has changed is said.
    ///
    /// # Errors
    /// Where the database fails, or the former record is damaged.
    pub fn replace(&mut self, version: i64, incoming: &Incoming) -> Result<Changes, ArchiveError> {
        let former = self.archive.version_record(version)?;
        let changes = Changes::between(&former, &incoming.record);
        self.begin()?;
        self.write_again(version, incoming, &former)
            .map_err(ArchiveError::of(&self.archive.path))?;
        self.count()?;
        Ok(changes)
    }

    fn write_again(
        &mut self,
        version: i64,
        incoming: &Incoming,
        former: &Record,
    ) -> rusqlite::Result<()> {
        let db = &self.archive.db;
        let reader = reader_key(db, &mut self.readers, &incoming.record)?;
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        db.prepare_cached(
            "INSERT OR IGNORE INTO former_record (version, reader, record, replaced) \
             SELECT version, reader, record, ?2 FROM version WHERE version = ?1",
        )?
        .execute(params![version, now])?;
        db.prepare_cached(
            "UPDATE OR IGNORE version SET digest = ?2, published = ?3 WHERE version = ?1",
        )?
        .execute(params![version, &incoming.digest[..], incoming.record.published])?;
        db.prepare_cached(
            "UPDATE version SET record = ?2, terms = ?3, signature = ?4, reader = ?5 WHERE version = ?1",
        )?
        .execute(params![version, incoming.packed, incoming.terms, incoming.signature, reader])?;
        let (article, id, current): (i64, String, Option<i64>) = db.query_row(
            "SELECT article, id, article.version FROM version JOIN article USING (article) WHERE version.version = ?1",
            [version],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        if current == Some(version) {
            for (old, new) in moved(former, &incoming.record) {
                db.prepare_cached(
                    "INSERT INTO alias (old, new) VALUES (?1, ?2) ON CONFLICT (old) DO UPDATE SET new = excluded.new",
                )?
                .execute(params![
                    format!("{id}#{old}"),
                    new.map(|new| format!("{id}#{new}"))
                ])?;
            }
            Projector::clear(db, article)?;
            crate::writer::set_front(db, article, version, &incoming.record)?;
            self.projector.write(db, article, &id, &incoming.record)?;
            crate::correct::apply(db, article, &id)?;
        }
        set(db, "consolidated", "0")
    }
}

/// Findings whose label is another now, or that are gone: by what they say.
fn moved(former: &Record, now: &Record) -> Vec<(String, Option<String>)> {
    let told = |record: &Record| -> Vec<(Layer, String, String)> {
        lines(record)
            .into_iter()
            .filter(|line| {
                matches!(
                    line.layer,
                    Layer::Statement | Layer::Event | Layer::Meeting | Layer::Position
                )
            })
            .map(|line| (line.layer, format!("{} {:?}", line.text, line.evidence), line.id))
            .collect()
    };
    let (then, now) = (told(former), told(now));
    then.into_iter()
        .filter_map(|(layer, text, id)| {
            let found = now.iter().find(|(l, t, _)| (l, t) == (&layer, &text)).map(|(_, _, id)| id);
            (found != Some(&id)).then(|| (id, found.cloned()))
        })
        .collect()
}
