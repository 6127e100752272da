//! All that a query means, in an order that does not depend on how the archive came about.

use rusqlite::OptionalExtension as _;

use crate::error::ArchiveError;
use crate::file::Archive;
use crate::project::SHIFT;
use crate::query::{Kind, Query};

/// Keys of what a query means.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Findings that lead a record, by kind; those of a kind by day (of the happening, else of the report; those
    /// without one first), then by the record's id.
    pub records: Vec<(Kind, Vec<i64>)>,
    /// Articles in which there is anything of it, by id.
    pub articles: Vec<i64>,
    /// Entities that take part, by id.
    pub entities: Vec<i64>,
}

/// What one cites when citing from an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Version, model and data of the readers, sorted.
    pub readers: Vec<chancery_record::ReaderId>,
    /// Digest of the articles and corrections that the record was made from.
    pub digest: String,
}

impl Archive {
    /// Selects what a query means, and from now on sees the archive as it stands, whatever others write.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn select(&self, query: &Query) -> Result<Selection, ArchiveError> {
        if self.db.is_autocommit() {
            self.db.execute_batch("BEGIN").map_err(ArchiveError::of(&self.path))?;
        }
        let mut selection = Selection::default();
        let mut articles = self.matching(query, Kind::Article)?;
        for kind in [Kind::Statement, Kind::Event, Kind::Meeting, Kind::Position] {
            let findings = self.matching(query, kind)?;
            articles.extend(findings.iter().map(|finding| finding >> SHIFT));
            let leads = self.leads(&findings).map_err(ArchiveError::of(&self.path))?;
            selection.records.push((kind, leads));
        }
        let all: Vec<i64> =
            selection.records.iter().flat_map(|(_, leads)| leads.iter().copied()).collect();
        let entities = self.entities_of(&all).map_err(ArchiveError::of(&self.path))?;
        selection.entities = entities;
        articles.sort_unstable();
        articles.dedup();
        selection.articles = self.by_id(articles).map_err(ArchiveError::of(&self.path))?;
        Ok(selection)
    }

    /// The leading findings of the records that findings belong to, by day and id.
    fn leads(&self, findings: &[i64]) -> rusqlite::Result<Vec<i64>> {
        let mut lead =
            self.db.prepare("SELECT coalesce(lead, finding) FROM finding WHERE finding = ?1")?;
        let mut leads: Vec<i64> = findings
            .iter()
            .map(|finding| lead.query_row([finding], |row| row.get(0)))
            .collect::<rusqlite::Result<_>>()?;
        leads.sort_unstable();
        leads.dedup();
        let mut place = self.db.prepare(
            "SELECT coalesce((SELECT first_day FROM happening WHERE happening.lead = finding.finding), \
             finding.first_day, substr(article.published, 1, 10)), finding.label || '-' || article.id \
             FROM finding JOIN article ON article.article = finding.finding >> 20 WHERE finding.finding = ?1",
        )?;
        let mut keyed: Vec<(Option<String>, String, i64)> = leads
            .into_iter()
            .map(|lead| place.query_row([lead], |row| Ok((row.get(0)?, row.get(1)?, lead))))
            .collect::<rusqlite::Result<_>>()?;
        keyed.sort_unstable();
        Ok(keyed.into_iter().map(|(_, _, lead)| lead).collect())
    }

    fn entities_of(&self, leads: &[i64]) -> rusqlite::Result<Vec<i64>> {
        let mut of_record = self.db.prepare(
            "SELECT DISTINCT coalesce(entity.same_as, entity.entity) FROM party JOIN entity USING (entity) \
             WHERE party.finding = ?1 OR party.finding IN (SELECT finding FROM finding WHERE lead = ?1)",
        )?;
        let mut entities: Vec<i64> = Vec::new();
        for lead in leads {
            for entity in of_record.query_map([lead], |row| row.get(0))? {
                entities.push(entity?);
            }
        }
        entities.sort_unstable();
        entities.dedup();
        let mut id = self.db.prepare("SELECT id FROM entity WHERE entity = ?1")?;
        let mut keyed: Vec<(String, i64)> = entities
            .into_iter()
            .map(|entity| id.query_row([entity], |row| Ok((row.get(0)?, entity))))
            .collect::<rusqlite::Result<_>>()?;
        keyed.sort_unstable();
        Ok(keyed.into_iter().map(|(_, entity)| entity).collect())
    }

    fn by_id(&self, articles: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
        let mut id = self.db.prepare("SELECT id FROM article WHERE article = ?1")?;
        let mut keyed: Vec<(String, i64)> = articles
            .into_iter()
            .map(|article| id.query_row([article], |row| Ok((row.get(0)?, article))))
            .collect::<rusqlite::Result<_>>()?;
        keyed.sort_unstable();
        Ok(keyed.into_iter().map(|(_, article)| article).collect())
    }

    /// Key of an article by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn article_key(&self, id: &str) -> Result<Option<i64>, ArchiveError> {
        self.db
            .prepare_cached("SELECT article FROM article WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([id], |row| row.get(0)).optional())
            .map_err(ArchiveError::of(&self.path))
    }

    /// What one cites.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn provenance(&self) -> Result<Provenance, ArchiveError> {
        let read = || -> rusqlite::Result<Provenance> {
            let readers = self
                .db
                .prepare(
                    "SELECT DISTINCT reader.version, model, data FROM article JOIN version USING (version) \
                     JOIN reader USING (reader) ORDER BY 1, 2, 3",
                )?
                .query_map([], |row| {
                    Ok(chancery_record::ReaderId {
                        version: row.get(0)?,
                        model: row.get(1)?,
                        data: row.get(2)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            let digest = self
                .db
                .query_row("SELECT value FROM archive WHERE name = 'digest'", [], |row| row.get(0))
                .optional()?
                .unwrap_or_default();
            Ok(Provenance { readers, digest })
        };
        read().map_err(ArchiveError::of(&self.path))
    }
}
