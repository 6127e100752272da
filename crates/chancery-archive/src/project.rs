//! A record's findings as rows of the tables.

use std::collections::HashMap;

use chancery_record::{Actor, Event, Meeting, Place, Position, Record, Span, Statement};
use rusqlite::{Connection, OptionalExtension as _, params};
use rustc_hash::FxHashMap;

use crate::points::Points;

/// Keys of an article's findings, actors, places and times are its own key shifted by this, and a number.
pub(crate) const SHIFT: u32 = 20;

/// Most findings (actors, places, times) that an article may have.
pub(crate) const MOST: usize = 1 << SHIFT;

/// Key of the first thing of an article.
pub(crate) fn first_key(article: i64) -> i64 {
    article << SHIFT
}

/// Writes rows; remembers the entities that it has met.
#[derive(Debug, Default)]
pub(crate) struct Projector {
    entities: FxHashMap<String, i64>,
}

/// Whether a record is small enough for the keys of its findings.
pub(crate) fn fits(record: &Record) -> bool {
    let findings = record.statements.len()
        + record.events.len()
        + record.meetings.len()
        + record.positions.len();
    [findings, record.actors.len(), record.places.len(), record.times.len()]
        .into_iter()
        .all(|count| count < MOST)
}

/// Outlet and agency, as the chain of sources of what the article itself tells.
pub(crate) fn chain(record: &Record) -> String {
    let chain: Vec<&str> = [&record.publisher, &record.credit]
        .into_iter()
        .filter_map(|name| name.as_deref())
        .collect();
    serde_json::to_string(&chain).expect("names are JSON")
}

impl Projector {
    /// Forgets all entities: what a transaction wrote that was rolled back is not there.
    pub(crate) fn forget(&mut self) {
        self.entities.clear();
    }

    /// Removes what is there of an article's findings.
    pub(crate) fn clear(db: &Connection, article: i64) -> rusqlite::Result<()> {
        let (first, last) = (first_key(article), first_key(article + 1) - 1);
        // Reports of other articles that one of these led stand alone until the record is made one again.
        db.prepare_cached("UPDATE finding SET lead = NULL WHERE lead BETWEEN ?1 AND ?2")?
            .execute([first, last])?;
        for table in ["actor", "role", "place", "time", "finding", "party"] {
            let column = match table {
                "role" => "actor",
                "party" => "finding",
                other => other,
            };
            db.prepare_cached(&format!("DELETE FROM {table} WHERE {column} BETWEEN ?1 AND ?2"))?
                .execute([first, last])?;
        }
        for table in ["statement", "event", "meeting", "position"] {
            db.prepare_cached(&format!("DELETE FROM {table} WHERE finding BETWEEN ?1 AND ?2"))?
                .execute([first, last])?;
        }
        db.prepare_cached("DELETE FROM happening WHERE lead BETWEEN ?1 AND ?2")?
            .execute([first, last])?;
        db.prepare_cached("DELETE FROM finding_words WHERE rowid BETWEEN ?1 AND ?2")?
            .execute([first, last])?;
        db.prepare_cached("DELETE FROM article_words WHERE rowid = ?1")?.execute([article])?;
        Ok(())
    }

    /// Writes an article's findings; nothing of them may be there. `id` is the article's.
    pub(crate) fn write(
        &mut self,
        db: &Connection,
        article: i64,
        id: &str,
        record: &Record,
    ) -> rusqlite::Result<()> {
        db.prepare_cached("INSERT INTO article_words (rowid, title, text) VALUES (?1, ?2, ?3)")?
            .execute(params![article, record.title, record.text])?;
        let words = Points::new(record.text.as_str());
        let mut rows = Rows {
            db,
            first: first_key(article),
            record,
            words: &words,
            actors: FxHashMap::default(),
            places: FxHashMap::default(),
            statements: record.statements.iter().map(|item| (item.id.as_str(), item)).collect(),
            findings: 0,
        };
        for (number, actor) in record.actors.iter().enumerate() {
            let entity = self.entity(db, id, actor)?;
            rows.actor(number, actor, entity)?;
        }
        for (number, place) in record.places.iter().enumerate() {
            rows.place(number, place)?;
        }
        for (number, time) in record.times.iter().enumerate() {
            db.prepare_cached(
                "INSERT INTO time (time, type, value, confidence, start, \"end\") VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                rows.first + number as i64,
                time.r#type,
                time.value,
                rounded(time.confidence),
                time.start,
                time.end
            ])?;
        }
        for statement in &record.statements {
            rows.statement(statement)?;
        }
        for event in &record.events {
            rows.event(event)?;
        }
        for meeting in &record.meetings {
            rows.meeting(meeting)?;
        }
        for position in &record.positions {
            rows.position(position)?;
        }
        Ok(())
    }

    /// Key of the entity that an actor is, made where it is new; none for somebody without a name.
    fn entity(
        &mut self,
        db: &Connection,
        article: &str,
        actor: &Actor,
    ) -> rusqlite::Result<Option<i64>> {
        let Some(id) = crate::entity::entity_id(actor, article) else { return Ok(None) };
        if let Some(&key) = self.entities.get(&id) {
            return Ok(Some(key));
        }
        let found = db
            .prepare_cached("SELECT entity FROM entity WHERE id = ?1")?
            .query_row([&id], |row| row.get(0))
            .optional()?;
        let key: i64 = if let Some(key) = found {
            key
        } else {
            let linked = actor.kb.as_ref() == Some(&id);
            db.prepare_cached(
                    "INSERT INTO entity (id, name, kind, kb, wikipedia, country) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    id,
                    actor.name,
                    actor.kind,
                    linked.then_some(actor.kb.as_deref()).flatten(),
                    linked.then_some(actor.wikipedia.as_deref()).flatten(),
                    country_of(&id, &actor.kind)
                ])?;
            let key = db.last_insert_rowid();
            db.prepare_cached("INSERT INTO entity_words (rowid, names) VALUES (?1, ?2)")?
                .execute(params![key, actor.name])?;
            key
        };
        self.entities.insert(id, key);
        Ok(Some(key))
    }
}

/// The rows of one article.
struct Rows<'a> {
    db: &'a Connection,
    first: i64,
    record: &'a Record,
    words: &'a Points<&'a str>,
    /// By label: key, entity and country.
    actors: FxHashMap<&'a str, (i64, Option<i64>, Option<&'a str>)>,
    places: FxHashMap<&'a str, i64>,
    statements: HashMap<&'a str, &'a Statement>,
    findings: i64,
}

/// What all findings have.
struct Common<'a> {
    kind: &'static str,
    label: &'a str,
    r#type: &'a str,
    status: &'a str,
    days: (Option<&'a str>, Option<&'a str>),
    place: Option<&'a str>,
    rule: &'a str,
    confidence: f32,
    evidence: Span,
    through: Vec<&'a str>,
}

impl<'a> Rows<'a> {
    fn actor(
        &mut self,
        number: usize,
        actor: &'a Actor,
        entity: Option<i64>,
    ) -> rusqlite::Result<()> {
        let key = self.first + number as i64;
        let named = actor.mentions.iter().find(|mention| mention.form == "name");
        let (start, end) =
            named.or(actor.mentions.first()).map_or((0, 0), |mention| (mention.start, mention.end));
        self.db
            .prepare_cached(
                "INSERT INTO actor (actor, label, name, kind, country, sector, cameo, title, confidence, \
                 mentions, start, \"end\", entity) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                key,
                actor.id,
                actor.name,
                actor.kind,
                actor.country,
                actor.sector,
                actor.cameo,
                actor.roles.first().map(|role| role.title.as_str()),
                rounded(actor.confidence),
                actor.mentions.len() as i64,
                start,
                end,
                entity
            ])?;
        for (number, role) in actor.roles.iter().enumerate() {
            self.db
                .prepare_cached(
                    "INSERT INTO role (actor, number, title, of_whom, start, \"end\") VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    key,
                    number as i64,
                    role.title,
                    role.of,
                    role.evidence.start,
                    role.evidence.end
                ])?;
        }
        self.actors.insert(&actor.id, (key, entity, actor.country.as_deref()));
        Ok(())
    }

    fn place(&mut self, number: usize, place: &'a Place) -> rusqlite::Result<()> {
        let key = self.first + number as i64;
        let (start, end) =
            place.mentions.first().map_or((0, 0), |mention| (mention.start, mention.end));
        self.db
            .prepare_cached(
                "INSERT INTO place (place, label, name, type, kb, wikipedia, country, admin1, lat, lon, confidence, \
                 mentions, start, \"end\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                key,
                place.id,
                place.name,
                place.r#type,
                place.kb,
                place.wikipedia,
                place.country,
                place.admin1,
                place.lat,
                place.lon,
                rounded(place.confidence),
                place.mentions.len() as i64,
                start,
                end
            ])?;
        self.places.insert(&place.id, key);
        Ok(())
    }

    /// Writes what all findings have and gives the key.
    fn finding(&mut self, common: &Common<'_>) -> rusqlite::Result<i64> {
        let key = self.first + self.findings;
        self.findings += 1;
        let through = (!common.through.is_empty())
            .then(|| serde_json::to_string(&common.through).expect("names are JSON"));
        self.db
            .prepare_cached(
                "INSERT INTO finding (finding, kind, label, type, status, first_day, last_day, place, rule, confidence, \
                 start, \"end\", sentence, through) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                key,
                common.kind,
                common.label,
                common.r#type,
                common.status,
                common.days.0,
                common.days.1.filter(|last| Some(*last) != common.days.0),
                common.place.and_then(|label| self.places.get(label)),
                self.rule(common.rule)?,
                rounded(common.confidence),
                common.evidence.start,
                common.evidence.end,
                self.sentence(common.evidence.start),
                through
            ])?;
        self.db
            .prepare_cached("INSERT INTO finding_words (rowid, evidence) VALUES (?1, ?2)")?
            .execute(params![key, self.words.cut(common.evidence)])?;
        Ok(key)
    }

    /// Key of a rule.
    fn rule(&self, name: &str) -> rusqlite::Result<i64> {
        let found = self
            .db
            .prepare_cached("SELECT rule FROM rule WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        if let Some(key) = found {
            return Ok(key);
        }
        self.db.prepare_cached("INSERT INTO rule (name) VALUES (?1)")?.execute([name])?;
        Ok(self.db.last_insert_rowid())
    }

    fn parties<'p>(
        &self,
        finding: i64,
        parties: impl IntoIterator<Item = (&'static str, &'p str)>,
    ) -> rusqlite::Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO party (finding, number, role, actor, entity, country) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let known = parties
            .into_iter()
            .filter_map(|(role, label)| self.actors.get(label).map(|actor| (role, *actor)));
        for (number, (role, (actor, entity, country))) in known.enumerate() {
            insert.execute(params![finding, number as i64, role, actor, entity, country])?;
        }
        Ok(())
    }

    /// Names of the speakers through whom something came that statement `label` tells of, outermost first.
    fn through(&self, label: Option<&str>) -> Vec<&'a str> {
        let mut speakers = Vec::new();
        let mut next = label.map(str::to_owned);
        // A statement reports what lies within it, so chains are short; the bound is for damaged records.
        while let Some(statement) =
            next.as_ref().and_then(|label| self.statements.get(label.as_str()).copied())
        {
            let speaker = statement.speaker.as_deref();
            let name = speaker
                .and_then(|id| self.record.actors.iter().find(|actor| actor.id == id))
                .map(|actor| actor.name.as_str());
            speakers.extend(name);
            if speakers.len() > 8 {
                break;
            }
            next.clone_from(&statement.reported_by);
        }
        speakers.reverse();
        speakers
    }

    /// Number of the sentence in which a position lies, from 1.
    fn sentence(&self, at: u32) -> u32 {
        let before = self.record.sentences.partition_point(|sentence| sentence.start <= at);
        (before as u32).max(1)
    }

    fn published(&self) -> Option<&'a str> {
        self.record.published.as_deref().and_then(|published| published.get(..10))
    }

    fn statement(&mut self, statement: &'a Statement) -> rusqlite::Result<()> {
        let spans = statement.content.iter().chain(&statement.cue).chain(&statement.speaker_span);
        let key = self.finding(&Common {
            kind: "s",
            label: &statement.id,
            r#type: &statement.kind,
            status: if statement.negated { "denied" } else { "occurred" },
            days: (self.published(), self.published()),
            place: None,
            rule: &statement.rule,
            confidence: statement.confidence,
            evidence: hull(spans),
            through: self.through(statement.reported_by.as_deref()),
        })?;
        self.db
            .prepare_cached(
                "INSERT INTO statement (finding, content, cue_start, cue_end, negated, reported_by) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                key,
                spans_json(&statement.content),
                statement.cue.map(|cue| cue.start),
                statement.cue.map(|cue| cue.end),
                statement.negated,
                statement.reported_by
            ])?;
        let speaker = statement.speaker.iter().map(|id| ("speaker", id.as_str()));
        let addressee = statement.addressee.iter().map(|id| ("addressee", id.as_str()));
        self.parties(key, speaker.chain(addressee))
    }

    fn event(&mut self, event: &'a Event) -> rusqlite::Result<()> {
        let key = self.finding(&Common {
            kind: "e",
            label: &event.id,
            r#type: &event.r#type,
            status: &event.status,
            days: days(event.when.as_ref()),
            place: event.r#where.as_deref(),
            rule: &event.rule,
            confidence: event.confidence,
            evidence: event.evidence,
            through: self.through(event.reported_by.as_deref()),
        })?;
        self.db
            .prepare_cached(
                "INSERT INTO event (finding, mode, contexts, cameo, goldstein, reported_by, same_as, trigger_start, \
                 trigger_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                key,
                event.mode,
                serde_json::to_string(&event.contexts).expect("codes are JSON"),
                event.cameo,
                event.goldstein.map(rounded),
                event.reported_by,
                event.same_as,
                event.trigger.start,
                event.trigger.end
            ])?;
        let sources = event.sources.iter().map(|id| ("source", id.as_str()));
        let targets = event.targets.iter().map(|id| ("target", id.as_str()));
        self.parties(key, sources.chain(targets))
    }

    fn meeting(&mut self, meeting: &'a Meeting) -> rusqlite::Result<()> {
        let key = self.finding(&Common {
            kind: "m",
            label: &meeting.id,
            r#type: &meeting.format,
            status: &meeting.status,
            days: days(meeting.when.as_ref()),
            place: meeting.r#where.as_deref(),
            rule: &meeting.rule,
            confidence: meeting.confidence,
            evidence: meeting.evidence.first().copied().unwrap_or(Span { start: 0, end: 0 }),
            through: self.through(meeting.reported_by.as_deref()),
        })?;
        self.db
            .prepare_cached(
                "INSERT INTO meeting (finding, name, private, attendance, duration, topics, evidence, events, \
                 reported_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                key,
                meeting.name,
                meeting.private,
                serde_json::to_string(&meeting.attendance).expect("counts are JSON"),
                meeting.duration,
                spans_json(&meeting.topics),
                spans_json(&meeting.evidence),
                serde_json::to_string(&meeting.events).expect("labels are JSON"),
                meeting.reported_by
            ])?;
        let participants = meeting.participants.iter().map(|id| ("participant", id.as_str()));
        let host = meeting.host.iter().map(|id| ("host", id.as_str()));
        self.parties(key, participants.chain(host))
    }

    fn position(&mut self, position: &'a Position) -> rusqlite::Result<()> {
        let key = self.finding(&Common {
            kind: "p",
            label: &position.id,
            r#type: &position.stance,
            status: "occurred",
            days: (self.published(), self.published()),
            place: None,
            rule: &position.rule,
            confidence: position.confidence,
            evidence: position.evidence,
            through: self.through(position.statement.as_deref()),
        })?;
        self.db
            .prepare_cached(
                "INSERT INTO position (finding, proposition_start, proposition_end, topics, statement) \
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                key,
                position.proposition.start,
                position.proposition.end,
                serde_json::to_string(&position.topics).expect("codes are JSON"),
                position.statement
            ])?;
        let holder = [("holder", position.holder.as_str())];
        let toward = position.toward.iter().map(|id| ("toward", id.as_str()));
        self.parties(key, holder.into_iter().chain(toward))
    }
}

/// The country that an entity's id tells: of a state its own, of `ivan-petrov.RUS` Russia. Whom a person of note
/// acts for changes with the years: articles tell it.
fn country_of<'i>(id: &'i str, kind: &str) -> Option<&'i str> {
    let bare = crate::entity::bare(id);
    if kind == "state" { Some(bare) } else { bare.rsplit_once('.').map(|(_, country)| country) }
}

fn days(when: Option<&chancery_record::When>) -> (Option<&str>, Option<&str>) {
    when.map_or((None, None), |when| (Some(when.start.as_str()), Some(when.end.as_str())))
}

/// The shortest stretch that holds all spans.
fn hull<'s>(spans: impl Iterator<Item = &'s Span>) -> Span {
    spans
        .copied()
        .reduce(|hull, span| Span {
            start: hull.start.min(span.start),
            end: hull.end.max(span.end),
        })
        .unwrap_or(Span { start: 0, end: 0 })
}

/// `[[start,end],…]`.
fn spans_json(spans: &[Span]) -> String {
    let pairs: Vec<[u32; 2]> = spans.iter().map(|span| [span.start, span.end]).collect();
    serde_json::to_string(&pairs).expect("numbers are JSON")
}

/// A share as a double that prints as the record prints it (`0.87`, not `0.8700000047683716`).
pub(crate) fn rounded(share: f32) -> f64 {
    (f64::from(share) * 10_000.0).round() / 10_000.0
}
