//! The life of a finding, a record, an article or an entity.

use std::fmt::Write as _;

use rusqlite::{OptionalExtension as _, params};
use serde::Serialize;

use crate::error::ArchiveError;
use crate::file::Archive;

/// Something that befell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Incident {
    /// Moment, UTC; none for how things stand now.
    pub when: Option<String>,
    /// What: `came in`, `read again`, `reject by …`.
    pub what: String,
}

impl Archive {
    /// What befell a finding (`ARTICLE#e2`), a record (`e2-ARTICLE`), an article or an entity, in order; how it
    /// stands now comes last.
    ///
    /// # Errors
    /// Where nothing has that id.
    pub fn history(&self, id: &str) -> Result<Vec<Incident>, ArchiveError> {
        let finding = chancery_union::finding_id(id).unwrap_or_else(|| id.to_owned());
        let article = finding.split_once('#').map_or(finding.as_str(), |(article, _)| article);
        let mut life = Vec::new();
        if let Some(key) = self.article_key(article)? {
            life.extend(self.article_life(key).map_err(ArchiveError::of(&self.path))?);
            if finding.contains('#') {
                life.extend(self.corrections_of(&finding, &[id])?);
                life.sort();
                life.extend(self.finding_now(id, &finding)?);
            } else {
                life.extend(self.corrections_of(article, &[])?);
                life.sort();
            }
            return Ok(life);
        }
        let entity: Option<(i64, Option<i64>)> = self
            .db
            .query_row("SELECT entity, same_as FROM entity WHERE id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(ArchiveError::of(&self.path))?;
        let Some((key, same_as)) = entity else {
            return Err(ArchiveError::UnknownId(id.to_owned()));
        };
        life.extend(self.corrections_of(id, &[])?);
        life.sort();
        life.extend(self.entity_now(key, same_as).map_err(ArchiveError::of(&self.path))?);
        Ok(life)
    }

    fn article_life(&self, key: i64) -> rusqlite::Result<Vec<Incident>> {
        let mut life = Vec::new();
        let mut versions = self.db.prepare(
            "SELECT ingested, command, reader.version, model, data, version.version = article.version, version.published, \
             version.version FROM version JOIN run USING (run) JOIN reader USING (reader) JOIN article USING (article) \
             WHERE version.article = ?1 ORDER BY ingested, version.digest",
        )?;
        let mut former = self.db.prepare(
            "SELECT replaced, reader.version, model, data FROM former_record JOIN reader USING (reader) \
             WHERE former_record.version = ?1 ORDER BY replaced",
        )?;
        let mut rows = versions.query([key])?;
        while let Some(row) = rows.next()? {
            let (command, counts): (String, bool) = (row.get(1)?, row.get(5)?);
            let reader: (String, String, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            let published: Option<String> = row.get(6)?;
            let published = published.map_or(String::new(), |day| format!(", published {day}"));
            let counts = if counts { "" } else { " (an earlier version: another counts)" };
            let replaced: Vec<(String, String, String, String)> = former
                .query_map([row.get::<_, i64>(7)?], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })?
                .collect::<rusqlite::Result<_>>()?;
            let first = replaced.first().map_or(&reader, |_| &reader);
            let read_by = replaced
                .first()
                .map_or((first.0.as_str(), first.2.as_str()), |(_, version, _, data)| {
                    (version.as_str(), data.as_str())
                });
            life.push(Incident {
                when: row.get(0)?,
                what: format!(
                    "came in with `chancery {command}`{published}, read by {} (data {}){counts}",
                    read_by.0, read_by.1
                ),
            });
            for (number, (when, ..)) in replaced.iter().enumerate() {
                let next = replaced
                    .get(number + 1)
                    .map_or((reader.0.as_str(), reader.2.as_str()), |(_, version, _, data)| {
                        (version.as_str(), data.as_str())
                    });
                life.push(Incident {
                    when: Some(when.clone()),
                    what: format!("read again, by {} (data {})", next.0, next.1),
                });
            }
        }
        Ok(life)
    }

    /// Corrections of an id, or (of an article) of all its findings, and what was undone of them.
    fn corrections_of(&self, id: &str, also: &[&str]) -> Result<Vec<Incident>, ArchiveError> {
        let read = || -> rusqlite::Result<Vec<Incident>> {
            let mut select = self.db.prepare(
                "SELECT made, correction, who, why, action, target, other, field, value FROM correction \
                 WHERE target = ?1 OR other = ?1 OR target = ?2 OR other = ?2 \
                 OR (target >= ?1 || '#' AND target < ?1 || '$') OR (action = 'undo' AND target IN \
                 (SELECT CAST(correction AS TEXT) FROM correction WHERE target = ?1 OR other = ?1)) ORDER BY correction",
            )?;
            let second = also.first().copied().unwrap_or(id);
            let mut rows = select.query(params![id, second])?;
            let mut life = Vec::new();
            while let Some(row) = rows.next()? {
                let text = |at: usize| row.get::<_, Option<String>>(at);
                let mut what = format!(
                    "correction {}: {} {}",
                    row.get::<_, i64>(1)?,
                    text(4)?.unwrap_or_default(),
                    text(5)?.unwrap_or_default()
                );
                if let Some(other) = text(6)? {
                    let _ = write!(what, " and {other}");
                }
                if let (Some(field), Some(value)) = (text(7)?, text(8)?) {
                    let _ = write!(what, " {field}={value}");
                }
                let _ = write!(what, ", by {}", text(2)?.unwrap_or_default());
                if let Some(why) = text(3)? {
                    let _ = write!(what, ": {why}");
                }
                life.push(Incident { when: row.get(0)?, what });
            }
            Ok(life)
        };
        read().map_err(ArchiveError::of(&self.path))
    }

    fn finding_now(&self, asked: &str, id: &str) -> Result<Vec<Incident>, ArchiveError> {
        let now = |what: String| Incident { when: None, what };
        let Some(key) = self.finding_key(asked)? else {
            let rejected: bool = self
                .db
                .query_row(
                    "SELECT EXISTS (SELECT 1 FROM correction WHERE target = ?1 AND action = 'reject')",
                    [id],
                    |row| row.get(0),
                )
                .map_err(ArchiveError::of(&self.path))?;
            return Ok(vec![now(if rejected {
                "it stands rejected"
            } else {
                "there is no such finding now"
            }
            .to_owned())]);
        };
        let mut loader = self.loader();
        let finding = loader.finding(key)?;
        let mut life = Vec::new();
        if finding.id != id {
            life.push(now(format!("its id is {} now", finding.id)));
        }
        let verdict =
            finding.verdict.as_deref().map_or(String::new(), |verdict| format!(", {verdict}"));
        life.push(now(format!(
            "{} by {} ({:.2}){verdict}: {}",
            finding.status, finding.rule, finding.confidence, finding.evidence_text
        )));
        let lead: i64 = self
            .db
            .query_row(
                "SELECT coalesce(lead, finding) FROM finding WHERE finding = ?1",
                [key],
                |row| row.get(0),
            )
            .map_err(ArchiveError::of(&self.path))?;
        let record = loader.record(lead)?;
        let reports: Vec<&str> = record.reports.iter().map(|report| report.id.as_str()).collect();
        life.push(now(if reports.len() == 1 {
            format!("record {}: the only report", record.id)
        } else {
            format!("record {}: {} reports: {}", record.id, reports.len(), reports.join(", "))
        }));
        Ok(life)
    }

    fn entity_now(&self, key: i64, same_as: Option<i64>) -> rusqlite::Result<Vec<Incident>> {
        let leading = same_as.unwrap_or(key);
        let mut life = Vec::new();
        let now = |what: String| Incident { when: None, what };
        let (id, name, articles): (String, String, i64) = self.db.query_row(
            "SELECT id, name, articles FROM entity WHERE entity = ?1",
            [leading],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        life.push(now(format!("{id}: {name}, in {articles} articles")));
        let same: Vec<String> = self
            .db
            .prepare("SELECT id FROM entity WHERE same_as = ?1 ORDER BY id")?
            .query_map([leading], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if !same.is_empty() {
            life.push(now(format!("also: {}", same.join(", "))));
        }
        Ok(life)
    }
}
