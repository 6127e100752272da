//! What people say of findings: accepted, rejected, edited, merged, split; who, when and why.
//!
//! A correction is a row of `correction` and stays for ever. Its effect is computed: whenever the rows of an article
//! are made, from a new version, a newer reader or a new correction, [`apply`] goes over them.

mod apply;
mod decision;
mod edit;
mod ground;

use rusqlite::{OptionalExtension as _, params};

pub(crate) use apply::apply;
pub use decision::{Action, Decision};
pub(crate) use ground::Ground;
use ground::standing;

use crate::error::ArchiveError;
use crate::file::Archive;
use crate::project::SHIFT;
use crate::writer::{Writer, set};

/// A correction whose finding is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groundless {
    /// Number of the correction.
    pub number: i64,
    /// What was decided, in words: `reject ARTICLE#e2`.
    pub decision: String,
    /// By whom, and when.
    pub who: String,
    /// Moment, UTC.
    pub made: String,
    /// The words that proved the finding then.
    pub evidence: String,
    /// Ids of findings of its kind whose words overlap with these, as they stand now.
    pub now: Vec<String>,
}

impl Writer {
    /// Makes a correction; the numbers that it can be undone by, one for each finding concerned. The record is not
    /// made one again yet: [`Writer::consolidate`] does that.
    ///
    /// # Errors
    /// Where there is nothing with such an id, or a value that a field cannot have; then nothing is changed.
    pub fn correct(&mut self, decision: &Decision) -> Result<Vec<i64>, ArchiveError> {
        match decision.action {
            Action::Undo => self.undo(decision).map(|number| vec![number]),
            Action::Merge | Action::Split => self.pair(decision).map(|number| vec![number]),
            Action::Accept | Action::Reject | Action::Edit => {
                let findings = self.meant(&decision.target)?;
                findings
                    .into_iter()
                    .map(|(id, ground)| self.decide(decision, &id, &ground))
                    .collect()
            }
        }
    }

    /// Findings that an id means, with their grounds: a finding, or the reports of a record. One that was rejected
    /// is meant by the id that it had.
    fn meant(&self, id: &str) -> Result<Vec<(String, Ground)>, ArchiveError> {
        let archive = &self.archive;
        let Some(key) = archive.finding_key(id)? else {
            return match self.rejected(id)? {
                Some(ground) => Ok(vec![(id.to_owned(), ground)]),
                None => Err(ArchiveError::UnknownId(id.to_owned())),
            };
        };
        let mut keys = vec![key];
        if !id.contains('#') {
            let record = || -> rusqlite::Result<Vec<i64>> {
                archive
                    .db
                    .prepare(
                        "SELECT finding FROM finding WHERE coalesce(lead, finding) = \
                         (SELECT coalesce(lead, finding) FROM finding WHERE finding = ?1) ORDER BY finding",
                    )?
                    .query_map([key], |row| row.get(0))?
                    .collect()
            };
            keys = record().map_err(ArchiveError::of(&archive.path))?;
        }
        keys.into_iter().map(|key| archive.ground(key)).collect()
    }

    fn rejected(&self, id: &str) -> Result<Option<Ground>, ArchiveError> {
        let ground: Option<String> = self
            .archive
            .db
            .query_row(
                "SELECT ground FROM correction WHERE target = ?1 AND ground IS NOT NULL ORDER BY correction DESC LIMIT 1",
                [id],
                |row| row.get(0),
            )
            .optional()
            .map_err(ArchiveError::of(&self.archive.path))?;
        Ok(ground.and_then(|json| serde_json::from_str(&json).ok()))
    }

    fn decide(
        &mut self,
        decision: &Decision,
        id: &str,
        ground: &Ground,
    ) -> Result<i64, ArchiveError> {
        if decision.action == Action::Edit {
            let (Some(field), Some(value)) = (&decision.field, &decision.value) else {
                return Err(ArchiveError::Refused(format!(
                    "{id}: an edit needs a field and a value, such as status=planned"
                )));
            };
            let Some(key) = self.archive.finding_key(id)? else {
                return Err(ArchiveError::Refused(format!(
                    "{id}: it was rejected; accept it first"
                )));
            };
            edit::validate(&self.archive.db, key, &ground.kind, field, value)
                .map_err(|what| ArchiveError::Refused(format!("{id}: {what}")))?;
        }
        self.begin()?;
        let ground = serde_json::to_string(ground).expect("a ground is JSON");
        let number = self.insert_correction(decision, id, Some(&ground))?;
        self.reproject(id)?;
        Ok(number)
    }

    fn pair(&mut self, decision: &Decision) -> Result<i64, ArchiveError> {
        let Some(other) = &decision.other else {
            return Err(ArchiveError::Refused(format!(
                "{} {}: a second id is needed",
                decision.action, decision.target
            )));
        };
        let known = |id: &str| -> Result<String, ArchiveError> {
            if let Some(key) = self.archive.finding_key(id)? {
                return Ok(self.archive.ground(key)?.0);
            }
            let entity = self
                .archive
                .db
                .query_row("SELECT id FROM entity WHERE id = ?1", [id], |row| row.get(0))
                .optional()
                .map_err(ArchiveError::of(&self.archive.path))?;
            entity.ok_or_else(|| ArchiveError::UnknownId(id.to_owned()))
        };
        let (one, two) = (known(&decision.target)?, known(other)?);
        let kind = |id: &str| id.split_once('#').map(|(_, label)| label[..1].to_owned());
        if kind(&one) != kind(&two) {
            return Err(ArchiveError::Refused(format!(
                "{one} and {two} are of different kinds and cannot be one"
            )));
        }
        self.begin()?;
        let decision = Decision { other: Some(two), ..decision.clone() };
        self.insert_correction(&decision, &one, None)
    }

    fn undo(&mut self, decision: &Decision) -> Result<i64, ArchiveError> {
        let target: Option<String> = decision
            .target
            .parse::<i64>()
            .ok()
            .map(|number| {
                self.archive
                    .db
                    .query_row(
                        "SELECT target FROM correction WHERE correction = ?1 AND action <> 'undo'",
                        [number],
                        |row| row.get(0),
                    )
                    .optional()
            })
            .transpose()
            .map_err(ArchiveError::of(&self.archive.path))?
            .flatten();
        let Some(target) = target else {
            return Err(ArchiveError::Refused(format!(
                "undo {}: there is no such correction; `chancery sql \"select * from corrections\"` lists them",
                decision.target
            )));
        };
        self.begin()?;
        let number = self.insert_correction(decision, &decision.target, None)?;
        if target.contains('#') {
            self.reproject(&target)?;
        }
        Ok(number)
    }

    fn insert_correction(
        &mut self,
        decision: &Decision,
        target: &str,
        ground: Option<&str>,
    ) -> Result<i64, ArchiveError> {
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let db = &self.archive.db;
        db.execute(
            "INSERT INTO correction (made, who, why, action, target, other, field, value, ground) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                now,
                decision.who,
                decision.why,
                decision.action.name(),
                target,
                decision.other,
                decision.field,
                decision.value,
                ground
            ],
        )
        .and_then(|_| set(db, "consolidated", "0"))
        .map_err(ArchiveError::of(&self.archive.path))?;
        Ok(db.last_insert_rowid())
    }

    /// Makes the rows of a finding's article anew.
    fn reproject(&mut self, finding: &str) -> Result<(), ArchiveError> {
        let id = finding.split_once('#').map_or(finding, |(article, _)| article);
        let found: Option<(i64, Option<i64>)> = self
            .archive
            .db
            .query_row("SELECT article, version FROM article WHERE id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
            .map_err(ArchiveError::of(&self.archive.path))?;
        match found {
            Some((article, Some(version))) => self.project(article, id, version),
            _ => Ok(()),
        }
    }
}

impl Archive {
    /// Id and ground of a finding.
    pub(crate) fn ground(&self, key: i64) -> Result<(String, Ground), ArchiveError> {
        let mut loader = self.loader();
        let text = loader.points(key >> SHIFT)?;
        let read = || -> rusqlite::Result<(String, Ground)> {
            let mut ground = self.db.query_row(
                "SELECT kind, label, type, (SELECT name FROM rule WHERE rule.rule = finding.rule), start, \"end\" \
                 FROM finding WHERE finding = ?1",
                [key],
                |row| {
                    Ok(Ground {
                        kind: row.get(0)?,
                        label: row.get(1)?,
                        r#type: row.get(2)?,
                        rule: row.get(3)?,
                        start: row.get(4)?,
                        end: row.get(5)?,
                        evidence: String::new(),
                    })
                },
            )?;
            let span = chancery_record::Span { start: ground.start, end: ground.end };
            text.cut(span).clone_into(&mut ground.evidence);
            Ok((self.finding_id(key)?, ground))
        };
        read().map_err(ArchiveError::of(&self.path))
    }

    /// Corrections whose finding is not there any more, to be looked at by somebody.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn groundless(&self) -> Result<Vec<Groundless>, ArchiveError> {
        let read = || -> rusqlite::Result<Vec<Groundless>> {
            let articles: Vec<(i64, String)> = self
                .db
                .prepare(
                    "SELECT DISTINCT article.article, article.id FROM correction JOIN article \
                     ON article.id = substr(target, 1, instr(target, '#') - 1) WHERE ground IS NOT NULL ORDER BY 2",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let mut groundless = Vec::new();
            for (article, id) in articles {
                let standing = standing(&self.db, article)?;
                for one in apply::holding(&self.db, &id)? {
                    // What was rejected is gone because of it.
                    if one.action == "reject" || one.ground.find(&standing).is_some() {
                        continue;
                    }
                    groundless.push(Groundless {
                        number: one.number,
                        decision: match (&one.field, &one.value) {
                            (Some(field), Some(value)) => {
                                format!("{} {} {field}={value}", one.action, one.target)
                            }
                            _ => format!("{} {}", one.action, one.target),
                        },
                        who: one.who,
                        made: one.made,
                        evidence: one.ground.evidence.clone(),
                        now: overlapping(&self.db, article, &one.ground)?
                            .into_iter()
                            .map(|label| format!("{id}#{label}"))
                            .collect(),
                    });
                }
            }
            Ok(groundless)
        };
        read().map_err(ArchiveError::of(&self.path))
    }
}

fn overlapping(
    db: &rusqlite::Connection,
    article: i64,
    ground: &Ground,
) -> rusqlite::Result<Vec<String>> {
    db.prepare(
        "SELECT label FROM finding WHERE finding >> 20 = ?1 AND finding BETWEEN ?1 << 20 AND ((?1 + 1) << 20) - 1 \
         AND kind = ?2 AND start < ?4 AND \"end\" > ?3 ORDER BY finding",
    )?
    .query_map(params![article, ground.kind, ground.start, ground.end], |row| row.get(0))?
    .collect()
}
