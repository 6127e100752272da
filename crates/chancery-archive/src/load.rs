//! Rows of the tables as the plain data of [`rows`](crate::rows).

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use chancery_record::{Attendance, Span};
use rusqlite::{OptionalExtension as _, Row};
use rustc_hash::FxHashMap;

use crate::error::ArchiveError;
use crate::file::Archive;
use crate::incoming::unpack;
use crate::points::Points;
use crate::project::SHIFT;
use crate::rows::{Article, Detail, Entity, Finding, Office, Party, Place, Record, Role};

/// Texts that are kept at hand.
const TEXTS: usize = 64;

/// Loads rows, remembering what many of them share. One for a query: what is remembered grows with it.
#[derive(Debug)]
pub struct Loader<'a> {
    archive: &'a Archive,
    articles: FxHashMap<i64, Arc<Article>>,
    entities: FxHashMap<i64, Arc<Entity>>,
    ids: FxHashMap<i64, String>,
    texts: VecDeque<(i64, Rc<Points<String>>)>,
}

impl Archive {
    /// What loads rows.
    pub fn loader(&self) -> Loader<'_> {
        Loader {
            archive: self,
            articles: FxHashMap::default(),
            entities: FxHashMap::default(),
            ids: FxHashMap::default(),
            texts: VecDeque::new(),
        }
    }
}

impl Loader<'_> {
    /// The article with a key.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn article(&mut self, key: i64) -> Result<Arc<Article>, ArchiveError> {
        if let Some(article) = self.articles.get(&key) {
            return Ok(Arc::clone(article));
        }
        let article =
            Arc::new(self.load_article(key).map_err(ArchiveError::of(&self.archive.path))?);
        self.articles.insert(key, Arc::clone(&article));
        Ok(article)
    }

    fn load_article(&self, key: i64) -> rusqlite::Result<Article> {
        let db = &self.archive.db;
        let inputs = db
            .prepare_cached("SELECT DISTINCT input FROM input WHERE article = ?1 ORDER BY input")?
            .query_map([key], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        db.prepare_cached(
            "SELECT id, title, url, publisher, credit, author, published, language, length, \
             (SELECT id FROM article AS other WHERE other.article = coalesce(article.origin, article.article)), \
             (SELECT id FROM article AS other WHERE other.article = coalesce(article.story, article.article)) \
             FROM article WHERE article = ?1",
        )?
        .query_row([key], |row| {
            Ok(Article {
                id: row.get(0)?,
                inputs,
                title: row.get(1)?,
                url: row.get(2)?,
                publisher: row.get(3)?,
                credit: row.get(4)?,
                author: row.get(5)?,
                published: row.get(6)?,
                language: row.get(7)?,
                length: row.get(8)?,
                origin: row.get(9)?,
                story: row.get(10)?,
            })
        })
    }

    /// The text of an article, in the version that counts.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) fn points(&mut self, article: i64) -> Result<Rc<Points<String>>, ArchiveError> {
        if let Some((_, text)) = self.texts.iter().find(|(key, _)| *key == article) {
            return Ok(Rc::clone(text));
        }
        let text: String = self
            .archive
            .db
            .prepare_cached(
                "SELECT text FROM article JOIN version USING (version) WHERE article.article = ?1",
            )
            .and_then(|mut statement| statement.query_row([article], |row| row.get(0)))
            .map_err(ArchiveError::of(&self.archive.path))?;
        let text = Rc::new(Points::new(text));
        if self.texts.len() == TEXTS {
            self.texts.pop_front();
        }
        self.texts.push_back((article, Rc::clone(&text)));
        Ok(text)
    }

    /// The text of an article, in the version that counts.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn text(&mut self, article: i64) -> Result<String, ArchiveError> {
        Ok(self.points(article)?.text().to_owned())
    }

    /// The record of an article as the reader made it, in the version that counts, corrections not applied.
    ///
    /// # Errors
    /// Where the database fails, or what is stored is damaged.
    pub fn document(&mut self, article: i64) -> Result<chancery_record::Record, ArchiveError> {
        let (id, text, packed): (String, String, Vec<u8>) = self
            .archive
            .db
            .prepare_cached(
                "SELECT article.id, text, record FROM article JOIN version USING (version) WHERE article.article = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([article], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            })
            .map_err(ArchiveError::of(&self.archive.path))?;
        unpack(&packed, text).map_err(|reason| ArchiveError::Damaged {
            path: self.archive.path.clone(),
            id,
            reason,
        })
    }

    /// An entity, or the one that it turned out to be.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn entity(&mut self, key: i64) -> Result<Arc<Entity>, ArchiveError> {
        if let Some(entity) = self.entities.get(&key) {
            return Ok(Arc::clone(entity));
        }
        let entity = self
            .archive
            .db
            .prepare_cached(
                "SELECT entity.id, entity.name, entity.kind, entity.kb, entity.wikipedia, entity.names, entity.offices \
                 FROM entity AS found JOIN entity ON entity.entity = coalesce(found.same_as, found.entity) \
                 WHERE found.entity = ?1",
            )
            .and_then(|mut statement| statement.query_row([key], read_entity))
            .map_err(ArchiveError::of(&self.archive.path))?;
        let entity = Arc::new(entity);
        self.entities.insert(key, Arc::clone(&entity));
        Ok(entity)
    }

    /// A finding.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn finding(&mut self, key: i64) -> Result<Finding, ArchiveError> {
        let text = self.points(key >> SHIFT)?;
        let article = self.article(key >> SHIFT)?;
        let row = self.load_row(key).map_err(ArchiveError::of(&self.archive.path))?;
        let record = match row.lead {
            None => record_id(&row.label, &article.id),
            Some(lead) => self.record_id(lead)?,
        };
        let mut chain: Vec<String> =
            article.publisher.iter().chain(&article.credit).cloned().collect();
        if let Some(through) = &row.through {
            chain.extend(serde_json::from_str::<Vec<String>>(through).unwrap_or_default());
        }
        Ok(Finding {
            id: format!("{}#{}", article.id, row.label),
            record,
            status: row.status,
            first_day: row.first_day,
            last_day: row.last_day,
            place: row.place.map(|place| self.place(place)).transpose()?,
            parties: self.parties(key, &article.id)?,
            rule: row.rule,
            confidence: row.confidence,
            evidence: row.evidence,
            evidence_text: text.cut(row.evidence).to_owned(),
            sentence: row.sentence,
            chain,
            verdict: row.verdict,
            detail: self
                .detail(key, &row.kind, row.r#type, &text)
                .map_err(ArchiveError::of(&self.archive.path))?,
            article,
        })
    }

    /// Up to `width` code points of the text before and behind a finding's evidence.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn around(&mut self, key: i64, width: u32) -> Result<(String, String), ArchiveError> {
        let text = self.points(key >> SHIFT)?;
        let length = self.article(key >> SHIFT)?.length;
        let row = self.load_row(key).map_err(ArchiveError::of(&self.archive.path))?;
        let Span { start, end } = row.evidence;
        let before = Span { start: start.saturating_sub(width), end: start };
        let after = Span { start: end, end: end.saturating_add(width).min(length) };
        Ok((text.cut(before).to_owned(), text.cut(after).to_owned()))
    }

    /// A record: all reports of which `lead` is the leading one.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn record(&mut self, lead: i64) -> Result<Record, ArchiveError> {
        let leading = self.finding(lead)?;
        let together = self
            .archive
            .db
            .prepare_cached(
                "SELECT status, first_day, last_day, place, origins, outlets, disagreements FROM happening WHERE lead = ?1",
            )
            .and_then(|mut statement| {
                statement
                    .query_row([lead], |row| {
                        Ok((
                            row.get::<_, String>(0)?,
                            row.get(1)?,
                            row.get(2)?,
                            row.get::<_, Option<i64>>(3)?,
                            row.get(4)?,
                            row.get(5)?,
                            row.get::<_, String>(6)?,
                        ))
                    })
                    .optional()
            })
            .map_err(ArchiveError::of(&self.archive.path))?;
        let Some((status, first_day, last_day, place, origins, outlets, disagreements)) = together
        else {
            return Ok(Record {
                id: leading.record.clone(),
                status: leading.status.clone(),
                first_day: leading.first_day.clone(),
                last_day: leading.last_day.clone(),
                place: leading.place.clone(),
                origins: 1,
                outlets: 1,
                disagreements: Vec::new(),
                reports: vec![leading],
            });
        };
        let others: Vec<i64> = self
            .archive
            .db
            .prepare_cached("SELECT finding FROM finding WHERE lead = ?1")
            .and_then(|mut statement| statement.query_map([lead], |row| row.get(0))?.collect())
            .map_err(ArchiveError::of(&self.archive.path))?;
        let mut reports = others
            .into_iter()
            .map(|key| self.finding(key))
            .collect::<Result<Vec<Finding>, ArchiveError>>()?;
        reports.sort_by(|a, b| {
            let key =
                |finding: &Finding| (finding.article.day().map(str::to_owned), finding.id.clone());
            key(a).cmp(&key(b))
        });
        let id = leading.record.clone();
        reports.insert(0, leading);
        Ok(Record {
            id,
            reports,
            status,
            first_day,
            last_day,
            place: place.map(|place| self.place(place)).transpose()?,
            origins,
            outlets,
            disagreements: serde_json::from_str(&disagreements).unwrap_or_default(),
        })
    }

    /// Id of the record that a finding leads.
    fn record_id(&mut self, lead: i64) -> Result<String, ArchiveError> {
        if let Some(id) = self.ids.get(&lead) {
            return Ok(id.clone());
        }
        let label: String = self
            .archive
            .db
            .prepare_cached("SELECT label FROM finding WHERE finding = ?1")
            .and_then(|mut statement| statement.query_row([lead], |row| row.get(0)))
            .map_err(ArchiveError::of(&self.archive.path))?;
        let id = record_id(&label, &self.article(lead >> SHIFT)?.id);
        self.ids.insert(lead, id.clone());
        Ok(id)
    }

    fn load_row(&self, key: i64) -> rusqlite::Result<FindingRow> {
        self.archive
            .db
            .prepare_cached(
                "SELECT kind, label, type, status, first_day, coalesce(last_day, first_day), place, (SELECT name FROM rule WHERE rule.rule = finding.rule), confidence, start, \"end\", sentence, \
                 through, verdict, lead FROM finding WHERE finding = ?1",
            )?
            .query_row([key], |row| {
                Ok(FindingRow {
                    kind: row.get(0)?,
                    label: row.get(1)?,
                    r#type: row.get(2)?,
                    status: row.get(3)?,
                    first_day: row.get(4)?,
                    last_day: row.get(5)?,
                    place: row.get(6)?,
                    rule: row.get(7)?,
                    confidence: row.get::<_, f64>(8)? as f32,
                    evidence: Span { start: row.get(9)?, end: row.get(10)? },
                    sentence: row.get(11)?,
                    through: row.get(12)?,
                    verdict: row.get(13)?,
                    lead: row.get(14)?,
                })
            })
    }

    fn place(&self, key: i64) -> Result<Place, ArchiveError> {
        self.archive
            .db
            .prepare_cached(
                "SELECT name, type, kb, country, admin1, lat, lon FROM place WHERE place = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([key], |row| {
                    Ok(Place {
                        name: row.get(0)?,
                        r#type: row.get(1)?,
                        kb: row.get(2)?,
                        country: row.get(3)?,
                        admin1: row.get(4)?,
                        lat: row.get(5)?,
                        lon: row.get(6)?,
                    })
                })
            })
            .map_err(ArchiveError::of(&self.archive.path))
    }

    fn parties(&mut self, finding: i64, article: &str) -> Result<Vec<Party>, ArchiveError> {
        let found: Vec<(Party, Option<i64>)> = self
            .archive
            .db
            .prepare_cached(
                "SELECT party.role, actor.label, actor.name, actor.kind, actor.country, actor.sector, actor.cameo, \
                 actor.title, actor.entity FROM party JOIN actor ON actor.actor = party.actor \
                 WHERE party.finding = ?1 ORDER BY party.number",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([finding], |row| {
                        let label: String = row.get(1)?;
                        let party = Party {
                            role: Role::from_name(row.get_ref(0)?.as_str()?),
                            actor: format!("{article}#{label}"),
                            entity: None,
                            name: row.get(2)?,
                            kind: row.get(3)?,
                            country: row.get(4)?,
                            sector: row.get(5)?,
                            cameo: row.get(6)?,
                            title: row.get(7)?,
                        };
                        Ok((party, row.get(8)?))
                    })?
                    .collect()
            })
            .map_err(ArchiveError::of(&self.archive.path))?;
        found
            .into_iter()
            .map(|(mut party, entity)| {
                party.entity = entity.map(|entity| self.entity(entity)).transpose()?;
                Ok(party)
            })
            .collect()
    }

    fn detail(
        &self,
        key: i64,
        kind: &str,
        r#type: String,
        text: &Points<String>,
    ) -> rusqlite::Result<Detail> {
        let cut = |span: Span| (span, text.cut(span).to_owned());
        let cuts = |json: &str| -> Vec<(Span, String)> {
            let pairs: Vec<[u32; 2]> = serde_json::from_str(json).unwrap_or_default();
            pairs.into_iter().map(|[start, end]| cut(Span { start, end })).collect()
        };
        let codes = |json: &str| serde_json::from_str::<Vec<String>>(json).unwrap_or_default();
        let db = &self.archive.db;
        match kind {
            "s" => db
                .prepare_cached("SELECT content, cue_start, cue_end, negated FROM statement WHERE finding = ?1")?
                .query_row([key], |row| {
                    let cue: (Option<u32>, Option<u32>) = (row.get(1)?, row.get(2)?);
                    Ok(Detail::Statement {
                        kind: r#type,
                        content: cuts(text_of(row, 0)?),
                        cue: cue.0.zip(cue.1).map(|(start, end)| cut(Span { start, end })),
                        negated: row.get(3)?,
                    })
                }),
            "e" => db
                .prepare_cached(
                    "SELECT mode, contexts, cameo, goldstein, trigger_start, trigger_end FROM event WHERE finding = ?1",
                )?
                .query_row([key], |row| {
                    Ok(Detail::Event {
                        r#type,
                        mode: row.get(0)?,
                        contexts: codes(text_of(row, 1)?),
                        cameo: row.get(2)?,
                        goldstein: row.get::<_, Option<f64>>(3)?.map(|scale| scale as f32),
                        trigger: cut(Span { start: row.get(4)?, end: row.get(5)? }),
                    })
                }),
            "m" => db
                .prepare_cached(
                    "SELECT name, private, attendance, duration, topics, evidence FROM meeting WHERE finding = ?1",
                )?
                .query_row([key], |row| {
                    let counts: Vec<Attendance> =
                        serde_json::from_str(text_of(row, 2)?).unwrap_or_default();
                    Ok(Detail::Meeting {
                        name: row.get(0)?,
                        format: r#type,
                        private: row.get(1)?,
                        attendance: counts.into_iter().map(|count| (count.count, count.of)).collect(),
                        duration: row.get(3)?,
                        topics: cuts(text_of(row, 4)?),
                        evidence: cuts(text_of(row, 5)?),
                    })
                }),
            _ => db
                .prepare_cached(
                    "SELECT proposition_start, proposition_end, topics FROM position WHERE finding = ?1",
                )?
                .query_row([key], |row| {
                    Ok(Detail::Position {
                        stance: r#type,
                        proposition: cut(Span { start: row.get(0)?, end: row.get(1)? }),
                        topics: codes(text_of(row, 2)?),
                    })
                }),
        }
    }
}

/// A row of `finding`.
struct FindingRow {
    kind: String,
    label: String,
    r#type: String,
    status: String,
    first_day: Option<String>,
    last_day: Option<String>,
    place: Option<i64>,
    rule: String,
    confidence: f32,
    evidence: Span,
    sentence: u32,
    through: Option<String>,
    verdict: Option<String>,
    lead: Option<i64>,
}

/// Id of the record that a finding leads: `e2-ARTICLE`.
pub(crate) fn record_id(label: &str, article: &str) -> String {
    format!("{label}-{article}")
}

fn text_of<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}

fn read_entity(row: &Row<'_>) -> rusqlite::Result<Entity> {
    let offices: Vec<Office> = serde_json::from_str(text_of(row, 6)?).unwrap_or_default();
    Ok(Entity {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        kb: row.get(3)?,
        wikipedia: row.get(4)?,
        names: serde_json::from_str(text_of(row, 5)?).unwrap_or_default(),
        offices,
    })
}
