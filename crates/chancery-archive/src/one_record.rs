//! Who is the same over all articles, and which reports tell of one thing: from the tables to
//! [`chancery_union`] and back.

use chancery_record::{Attendance, Span};
use chancery_text::Published;
use chancery_union::{
    ActorFacts, ActorKey, ArticleFacts, Corpus, Entities, Entity, Group, Kind, PlaceFacts,
    ReportFacts, ReportKey, Role, Said,
};
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use crate::consolidate::Member;
use crate::entity::bare;
use crate::error::ArchiveError;
use crate::file::Archive;
use crate::points::Points;
use crate::project::first_key;
use crate::rows::{self, Disagreement};

/// What is one, and what of it is to be written.
pub(crate) struct Many {
    entities: Entities,
    groups: Vec<Group>,
    /// Key and place of each report.
    reports: Vec<(i64, Option<i64>)>,
    ids: Vec<String>,
}

impl Many {
    /// Reads all findings and makes one of what is one.
    pub(crate) fn gather(
        archive: &Archive,
        members: &[Member],
        origin_of: &[usize],
        story_of: &[usize],
    ) -> Result<Self, ArchiveError> {
        let mut gathering = Gathering {
            db: &archive.db,
            corpus: Corpus::new(),
            reports: Vec::new(),
            ids: Vec::new(),
        };
        let gather = |gathering: &mut Gathering<'_>| -> rusqlite::Result<()> {
            for (at, member) in members.iter().enumerate() {
                let (origin, story) = (&members[origin_of[at]].id, &members[story_of[at]].id);
                gathering.article(member, origin, story)?;
            }
            gathering.said()
        };
        gather(&mut gathering).map_err(ArchiveError::of(&archive.path))?;
        let Gathering { corpus, reports, ids, .. } = gathering;
        let entities = corpus.entities();
        let groups = corpus.unite(&entities);
        Ok(Self { entities, groups, reports, ids })
    }

    /// Writes what has changed; the number of entities and of happenings.
    pub(crate) fn write(&self, db: &Connection) -> rusqlite::Result<(usize, usize)> {
        write_entities(db, &self.entities.list)?;
        self.write_leads(db)?;
        self.write_happenings(db)?;
        Ok((self.entities.list.len(), self.groups.len()))
    }

    fn key(&self, report: ReportKey) -> i64 {
        self.reports[report.index()].0
    }

    fn write_leads(&self, db: &Connection) -> rusqlite::Result<()> {
        let mut leads: FxHashMap<i64, i64> = FxHashMap::default();
        for group in &self.groups {
            let lead = self.key(group.reports[0]);
            leads.extend(group.reports[1..].iter().map(|report| (self.key(*report), lead)));
        }
        let present: Vec<(i64, i64)> = db
            .prepare("SELECT finding, lead FROM finding WHERE lead IS NOT NULL")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut update = db.prepare("UPDATE finding SET lead = ?2 WHERE finding = ?1")?;
        for (finding, lead) in present {
            match leads.remove(&finding) {
                Some(wanted) if wanted == lead => {}
                wanted => {
                    update.execute(params![finding, wanted])?;
                }
            }
        }
        let mut rest: Vec<(i64, i64)> = leads.into_iter().collect();
        rest.sort_unstable();
        for (finding, lead) in rest {
            update.execute([finding, lead])?;
        }
        Ok(())
    }

    fn write_happenings(&self, db: &Connection) -> rusqlite::Result<()> {
        db.execute("DELETE FROM happening", [])?;
        let mut insert = db.prepare(
            "INSERT INTO happening (lead, status, first_day, last_day, place, reports, articles, origins, outlets, \
             disagreements) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for group in &self.groups {
            let mut articles: Vec<i64> = group
                .reports
                .iter()
                .map(|report| self.key(*report) >> crate::project::SHIFT)
                .collect();
            articles.sort_unstable();
            articles.dedup();
            let disagreements: Vec<Disagreement> = group
                .disagreements
                .iter()
                .map(|point| Disagreement {
                    about: point.about.to_owned(),
                    values: point
                        .values
                        .iter()
                        .map(|(value, reports)| {
                            let ids = reports.iter().map(|report| self.ids[report.index()].clone());
                            (value.clone(), ids.collect())
                        })
                        .collect(),
                })
                .collect();
            insert.execute(params![
                self.key(group.reports[0]),
                group.status,
                group.first_day,
                group.last_day,
                group.place.and_then(|report| self.reports[report.index()].1),
                group.reports.len() as i64,
                articles.len() as i64,
                group.origins,
                group.outlets,
                serde_json::to_string(&disagreements).expect("strings are JSON")
            ])?;
        }
        Ok(())
    }
}

/// A row of `entity` as it is.
struct EntityRow {
    entity: i64,
    name: String,
    kind: String,
    names: String,
    offices: String,
    articles: u32,
    same_as: Option<i64>,
}

fn write_entities(db: &Connection, entities: &[Entity]) -> rusqlite::Result<()> {
    let mut rows: FxHashMap<String, EntityRow> = FxHashMap::default();
    let mut select =
        db.prepare("SELECT entity, id, name, kind, names, offices, articles, same_as FROM entity")?;
    let mut found = select.query([])?;
    while let Some(row) = found.next()? {
        rows.insert(
            row.get(1)?,
            EntityRow {
                entity: row.get(0)?,
                name: row.get(2)?,
                kind: row.get(3)?,
                names: row.get(4)?,
                offices: row.get(5)?,
                articles: row.get(6)?,
                same_as: row.get(7)?,
            },
        );
    }
    let mut update = db.prepare(
        "UPDATE entity SET name = ?2, kind = ?3, names = ?4, offices = ?5, articles = ?6, same_as = ?7 WHERE entity = ?1",
    )?;
    let mut forget_words = db.prepare("DELETE FROM entity_words WHERE rowid = ?1")?;
    let mut add_words = db.prepare("INSERT INTO entity_words (rowid, names) VALUES (?1, ?2)")?;
    let mut write = |row: &EntityRow, wanted: &EntityRow| -> rusqlite::Result<()> {
        let (now, then) = (wanted, row);
        if (&now.name, &now.kind, &now.names, &now.offices, now.articles, now.same_as)
            == (&then.name, &then.kind, &then.names, &then.offices, then.articles, then.same_as)
        {
            return Ok(());
        }
        update.execute(params![
            row.entity,
            now.name,
            now.kind,
            now.names,
            now.offices,
            now.articles,
            now.same_as
        ])?;
        if (&now.name, &now.names, now.same_as) != (&then.name, &then.names, then.same_as) {
            forget_words.execute([row.entity])?;
            if now.same_as.is_none() {
                let names: Vec<String> = serde_json::from_str(&now.names).unwrap_or_default();
                let words = std::iter::once(now.name.clone()).chain(names).collect::<Vec<_>>();
                add_words.execute(params![row.entity, words.join("\n")])?;
            }
        }
        Ok(())
    };
    for entity in entities {
        let id = if rows.contains_key(&entity.id) {
            entity.id.as_str()
        } else {
            // Its own id is always one of those that stand for it; a damaged archive may lack it.
            match entity.members.iter().find(|id| rows.contains_key(id.as_str())) {
                Some(id) => id.as_str(),
                None => continue,
            }
        };
        let leading = rows.remove(id).expect("it is there");
        let offices: Vec<rows::Office> = entity
            .offices
            .iter()
            .map(|office| rows::Office {
                title: office.title.clone(),
                of: office.of.clone(),
                since: office.since.clone(),
                until: office.until.clone(),
                articles: office.articles,
            })
            .collect();
        let wanted = EntityRow {
            entity: leading.entity,
            name: entity.name.clone(),
            kind: entity.kind.clone(),
            names: serde_json::to_string(&entity.names).expect("names are JSON"),
            offices: serde_json::to_string(&offices).expect("offices are JSON"),
            articles: entity.articles,
            same_as: None,
        };
        write(&leading, &wanted)?;
        for member in &entity.members {
            if let Some(row) = rows.remove(member) {
                let wanted = EntityRow {
                    name: row.name.clone(),
                    kind: row.kind.clone(),
                    names: "[]".to_owned(),
                    offices: "[]".to_owned(),
                    articles: 0,
                    same_as: Some(leading.entity),
                    entity: row.entity,
                };
                write(&row, &wanted)?;
            }
        }
    }
    // Those whose articles have a newer version without them.
    let mut gone: Vec<EntityRow> = rows.into_values().collect();
    gone.sort_unstable_by_key(|row| row.entity);
    for row in gone {
        let wanted = EntityRow {
            name: row.name.clone(),
            kind: row.kind.clone(),
            names: "[]".to_owned(),
            offices: "[]".to_owned(),
            articles: 0,
            same_as: None,
            entity: row.entity,
        };
        write(&row, &wanted)?;
    }
    Ok(())
}

/// Fills a corpus, article by article.
struct Gathering<'a> {
    db: &'a Connection,
    corpus: Corpus,
    reports: Vec<(i64, Option<i64>)>,
    ids: Vec<String>,
}

/// A finding as its row has it.
struct Told {
    key: i64,
    kind: Kind,
    label: String,
    r#type: String,
    status: String,
    days: Option<(String, String)>,
    place: Option<i64>,
    confidence: f64,
    evidence: Span,
}

impl Gathering<'_> {
    fn article(&mut self, member: &Member, origin: &str, story: &str) -> rusqlite::Result<()> {
        let (first, last) = (first_key(member.article), first_key(member.article + 1) - 1);
        let article = self.corpus.article(ArticleFacts {
            id: &member.id,
            origin,
            story,
            outlet: member.publisher.as_deref(),
            published: member.published.as_ref().map(Published::iso),
        });
        let mut roles: FxHashMap<i64, Vec<(String, Option<String>)>> = FxHashMap::default();
        let mut select = self.db.prepare_cached(
            "SELECT actor, title, of_whom FROM role WHERE actor BETWEEN ?1 AND ?2 ORDER BY actor, number",
        )?;
        let mut rows = select.query([first, last])?;
        while let Some(row) = rows.next()? {
            roles.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
        }
        let mut actors: FxHashMap<i64, ActorKey> = FxHashMap::default();
        let mut select = self.db.prepare_cached(
            "SELECT actor, actor.name, actor.kind, entity.kb, actor.country, sector, entity.id FROM actor \
             LEFT JOIN entity USING (entity) WHERE actor BETWEEN ?1 AND ?2 ORDER BY actor",
        )?;
        let mut rows = select.query([first, last])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let roles: Vec<(&str, Option<&str>)> = roles
                .get(&key)
                .map(|roles| {
                    roles.iter().map(|(title, of)| (title.as_str(), of.as_deref())).collect()
                })
                .unwrap_or_default();
            let entity = row.get_ref(6)?.as_str_or_null()?.map(bare);
            let kb = row.get_ref(3)?.as_str_or_null()?.filter(|kb| Some(*kb) == entity);
            let facts = ActorFacts {
                entity,
                name: row.get_ref(1)?.as_str()?,
                names: &[],
                kind: row.get_ref(2)?.as_str()?,
                kb,
                country: row.get_ref(4)?.as_str_or_null()?,
                sector: row.get_ref(5)?.as_str_or_null()?,
                roles: &roles,
            };
            actors.insert(key, self.corpus.actor(article, &facts));
        }
        let told = self.told(first, last)?;
        if told.is_empty() {
            return Ok(());
        }
        let text: String = self
            .db
            .prepare_cached(
                "SELECT text FROM article JOIN version USING (version) WHERE article.article = ?1",
            )?
            .query_row([member.article], |row| row.get(0))?;
        let text = Points::new(text);
        for finding in &told {
            self.report(article, member, finding, &actors, &text)?;
        }
        Ok(())
    }

    fn told(&self, first: i64, last: i64) -> rusqlite::Result<Vec<Told>> {
        self.db
            .prepare_cached(
                "SELECT finding, kind, label, type, status, first_day, coalesce(last_day, first_day), place, confidence, start, \"end\" \
                 FROM finding WHERE finding BETWEEN ?1 AND ?2 ORDER BY finding",
            )?
            .query_map([first, last], |row| {
                let days: (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
                Ok(Told {
                    key: row.get(0)?,
                    kind: match row.get_ref(1)?.as_str()? {
                        "s" => Kind::Statement,
                        "e" => Kind::Event,
                        "m" => Kind::Meeting,
                        _ => Kind::Position,
                    },
                    label: row.get(2)?,
                    r#type: row.get(3)?,
                    status: row.get(4)?,
                    days: days.0.zip(days.1),
                    place: row.get(7)?,
                    confidence: row.get(8)?,
                    evidence: Span { start: row.get(9)?, end: row.get(10)? },
                })
            })?
            .collect()
    }

    fn report(
        &mut self,
        article: chancery_union::ArticleKey,
        member: &Member,
        told: &Told,
        actors: &FxHashMap<i64, ActorKey>,
        text: &Points<String>,
    ) -> rusqlite::Result<()> {
        let parties: Vec<(Role, ActorKey)> = self
            .db
            .prepare_cached("SELECT role, actor FROM party WHERE finding = ?1 ORDER BY number")?
            .query_map([told.key], |row| {
                let role = rows::Role::from_name(row.get_ref(0)?.as_str()?);
                Ok(actors.get(&row.get(1)?).map(|actor| (union_role(role), *actor)))
            })?
            .filter_map(Result::transpose)
            .collect::<rusqlite::Result<_>>()?;
        let mut words = String::new();
        let mut name = None;
        let mut counts: Vec<Attendance> = Vec::new();
        let mut same_as: Option<String> = None;
        match told.kind {
            Kind::Statement => {
                let content: String = self
                    .db
                    .prepare_cached("SELECT content FROM statement WHERE finding = ?1")?
                    .query_row([told.key], |row| row.get(0))?;
                let spans: Vec<[u32; 2]> = serde_json::from_str(&content).unwrap_or_default();
                for [start, end] in spans {
                    words.push_str(text.cut(Span { start, end }));
                    words.push(' ');
                }
            }
            Kind::Event => {
                same_as = self
                    .db
                    .prepare_cached("SELECT same_as FROM event WHERE finding = ?1")?
                    .query_row([told.key], |row| row.get(0))?;
                words.push_str(text.cut(told.evidence));
            }
            Kind::Meeting => {
                let (called, attendance): (Option<String>, String) = self
                    .db
                    .prepare_cached("SELECT name, attendance FROM meeting WHERE finding = ?1")?
                    .query_row([told.key], |row| Ok((row.get(0)?, row.get(1)?)))?;
                name = called;
                counts = serde_json::from_str(&attendance).unwrap_or_default();
                words.push_str(text.cut(told.evidence));
            }
            Kind::Position => {
                let (span, statement) = self
                    .db
                    .prepare_cached(
                        "SELECT proposition_start, proposition_end, statement FROM position WHERE finding = ?1",
                    )?
                    .query_row([told.key], |row| {
                        Ok((Span { start: row.get(0)?, end: row.get(1)? }, row.get(2)?))
                    })?;
                same_as = statement;
                words.push_str(text.cut(span));
            }
        }
        let place = told.place.map(|place| self.place(place)).transpose()?;
        let numbers: Vec<(u64, &str)> =
            counts.iter().map(|count| (count.count, count.of.as_str())).collect();
        self.corpus.report(
            article,
            &ReportFacts {
                kind: told.kind,
                number: number_of(&told.label).unwrap_or(0),
                label: &told.r#type,
                name: name.as_deref(),
                status: &told.status,
                days: told.days.as_ref().map(|(first, last)| (first.as_str(), last.as_str())),
                place: place.as_ref().map(|place| PlaceFacts {
                    name: &place.name,
                    r#type: &place.r#type,
                    kb: place.kb.as_deref(),
                    country: place.country.as_deref(),
                    admin1: place.admin1.as_deref(),
                }),
                parties: &parties,
                numbers: &numbers,
                words: &words,
                same_as: same_as.as_deref().and_then(number_of),
                confidence: told.confidence as f32,
            },
        );
        self.reports.push((told.key, told.place));
        self.ids.push(format!("{}#{}", member.id, told.label));
        Ok(())
    }

    fn place(&self, key: i64) -> rusqlite::Result<rows::Place> {
        self.db
            .prepare_cached("SELECT name, type, kb, country, admin1 FROM place WHERE place = ?1")?
            .query_row([key], |row| {
                Ok(rows::Place {
                    name: row.get(0)?,
                    r#type: row.get(1)?,
                    kb: row.get(2)?,
                    country: row.get(3)?,
                    admin1: row.get(4)?,
                    ..rows::Place::default()
                })
            })
    }

    /// What people said of what is one: merges and splits that were not undone.
    fn said(&mut self) -> rusqlite::Result<()> {
        let mut select = self.db.prepare(
            "SELECT action, target, other FROM correction WHERE action IN ('merge', 'split') AND other IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM correction AS undo WHERE undo.action = 'undo' \
             AND undo.target = CAST(correction.correction AS TEXT)) ORDER BY correction",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let said =
                if row.get_ref(0)?.as_str()? == "merge" { Said::Same } else { Said::Different };
            let (one, other): (String, String) = (row.get(1)?, row.get(2)?);
            let finding = |id: &str| {
                chancery_union::finding_id(id).or_else(|| id.contains('#').then(|| id.to_owned()))
            };
            match (finding(&one), finding(&other)) {
                (Some(one), Some(other)) => self.corpus.say_of_reports(&one, &other, said),
                _ => self.corpus.say_of_entities(&one, &other, said),
            }
        }
        Ok(())
    }
}

/// 2 of `e2`.
fn number_of(label: &str) -> Option<u32> {
    label.get(1..)?.parse().ok()
}

fn union_role(role: rows::Role) -> Role {
    match role {
        rows::Role::Source => Role::Source,
        rows::Role::Target => Role::Target,
        rows::Role::Speaker => Role::Speaker,
        rows::Role::Addressee => Role::Addressee,
        rows::Role::Participant => Role::Participant,
        rows::Role::Host => Role::Host,
        rows::Role::Holder => Role::Holder,
        rows::Role::Toward => Role::Toward,
    }
}
