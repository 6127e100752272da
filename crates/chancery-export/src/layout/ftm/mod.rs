//! `FollowTheMoney` entities, one JSON object a line: `{"id", "schema", "properties": {name: [value, …]}}`, for Aleph,
//! `OpenAleph` and `OpenSanctions`' tools.
//!
//! Meetings and events are `Event`, telephone calls `Call`; statements and positions, for which there is no schema,
//! `Note` with the words in `description`. No `Trip`: it requires the place of departure, which no record has.

mod check;
mod entity;
mod ids;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use chancery_archive::rows::{Article, Detail, Entity, Party, Place, Role};
use rustc_hash::FxHashSet;

use super::table::chained;
use super::{Form, Layout, TableColumns};
use crate::coding::{meeting_parties, one_line};
use crate::error::ExportError;
use crate::options::Options;
use crate::output::{Output, Table};
use crate::row::{DateFrom, Row, rows};
use crate::source::{Kind, Source};
use entity::{Object, alpha2, schema_of, state};
use ids::{id, slug};

pub(super) const FORM: Form = Form {
    about: "FollowTheMoney entities, one a line: Aleph, OpenAleph",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: &FIELDS }],
    write,
    check: check::check,
};

/// Of an entity, then its properties.
const FIELDS: [&str; 3 + entity::PROPERTIES.len()] =
    chained(&[&["id", "schema", "properties"], &entity::PROPERTIES]);

/// What findings say of an entity: states for which it acts, sectors, titles.
#[derive(Debug, Default)]
struct Seen {
    countries: BTreeSet<String>,
    sectors: BTreeSet<String>,
    titles: BTreeSet<String>,
}

/// What is being written.
struct Writer<'a> {
    file: Table,
    output: &'a mut Output,
    written: FxHashSet<String>,
}

impl Writer<'_> {
    /// Writes an object, unless one of this id stands there already; gives its number.
    fn put(&mut self, object: &Object) -> Result<Option<u64>, ExportError> {
        if !self.written.insert(object.id.clone()) {
            return Ok(None);
        }
        serde_json::to_writer(&mut self.file, object).map_err(std::io::Error::from)?;
        self.file.write_all(b"\n")?;
        Ok(Some(self.output.row()))
    }
}

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let seen = seen(source, options)?;
    let file = output.table("")?;
    let mut writer = Writer { file, output, written: FxHashSet::default() };
    source.articles(&mut |article| writer.put(&article_object(article)).map(drop))?;
    source.entities(&mut |entity| {
        // Somebody of whom no record goes out is none of the export.
        let Some(seen) = seen.get(&entity.id) else { return Ok(()) };
        writer.put(&entity_object(entity, seen))?;
        offices(entity, &mut writer)
    })?;
    for kind in [Kind::Event, Kind::Meeting, Kind::Statement, Kind::Position] {
        rows(source, kind, Layout::Ftm, options, &mut |row| {
            if let Some(place) = row.place {
                writer.put(&address(place))?;
            }
            let object = match kind {
                Kind::Event => event(row),
                Kind::Meeting => meeting(row),
                Kind::Statement | Kind::Position => note(row),
            };
            if let Some(number) = writer.put(&object)? {
                let from = row.day().map_or(DateFrom::Article, |(_, from)| from);
                writer.output.evidence(number, row, from)?;
            }
            mentions(row, &mut writer)
        })?;
    }
    writer.file.finish()
}

/// All entities of the records that go out.
fn seen(source: &dyn Source, options: &Options) -> Result<BTreeMap<String, Seen>, ExportError> {
    let mut all: BTreeMap<String, Seen> = BTreeMap::new();
    for kind in Kind::ALL {
        rows(source, kind, Layout::Ftm, options, &mut |row| {
            for party in row.reports.iter().flat_map(|report| &report.parties) {
                let Some(entity) = &party.entity else { continue };
                if !all.contains_key(&entity.id) {
                    all.insert(entity.id.clone(), Seen::default());
                }
                let Some(seen) = all.get_mut(&entity.id) else { continue };
                let add = |set: &mut BTreeSet<String>, value: &Option<String>| {
                    if let Some(value) = value
                        && !set.contains(value)
                    {
                        set.insert(value.clone());
                    }
                };
                add(&mut seen.countries, &party.country);
                add(&mut seen.sectors, &party.sector);
                add(&mut seen.titles, &party.title);
            }
            Ok(())
        })?;
    }
    Ok(all)
}

fn article_object(article: &Article) -> Object {
    let title = article.title.as_deref().unwrap_or(&article.id);
    let mut object = Object::new(id(&article.id), "Article");
    object
        .add("name", title)
        .add("fileName", &article.id)
        .add_some("title", article.title.as_deref())
        .add_some("author", article.author.as_deref())
        .add_some("publisher", article.publisher.as_deref())
        .add_some("publishedAt", article.published.as_deref())
        .add_some("sourceUrl", article.url.as_deref());
    if article.language == "en" {
        object.add("language", "eng");
    }
    object
}

fn entity_object(entity: &Entity, seen: &Seen) -> Object {
    let mut object = Object::new(id(&entity.id), schema_of(entity, &seen.sectors));
    object.add("name", &entity.name);
    for name in entity.names.iter().filter(|name| **name != entity.name) {
        object.add("alias", name);
    }
    let own = state(entity);
    let wikidata = match own {
        Some(state) => state.wikidata,
        None => entity.kb.as_deref().filter(|kb| kb.starts_with('Q')),
    };
    object.add_some("wikidataId", wikidata);
    if let Some(title) = &entity.wikipedia {
        object.add("wikipediaUrl", &ids::wikipedia(title));
    }
    for country in &seen.countries {
        object.add_some("country", alpha2(country).as_deref());
    }
    if object.schema == "Person" {
        for title in &seen.titles {
            object.add("position", title);
        }
    }
    object
}

/// The posts that somebody is reported to hold, and the holding.
fn offices(entity: &Entity, writer: &mut Writer<'_>) -> Result<(), ExportError> {
    if entity.kind != "person" {
        return Ok(());
    }
    for office in &entity.offices {
        let name = match &office.of {
            Some(of) => format!("{}, {of}", office.title),
            None => office.title.clone(),
        };
        let post_id = id(&format!("post-{}", slug(&name)));
        let mut post = Object::new(post_id.clone(), "Position");
        post.add("name", &name);
        writer.put(&post)?;
        let mut held = Object::new(id(&format!("{}.{post_id}", entity.id)), "Occupancy");
        let articles = if office.articles == 1 { "article" } else { "articles" };
        held.add("holder", &id(&entity.id))
            .add("post", &post_id)
            // Days of reports, not of the office: no start and no end.
            .add_some("date", office.since.as_deref())
            .add_some("date", office.until.as_deref())
            .add("summary", &format!("Reported in {} {articles}", office.articles));
        writer.put(&held)?;
    }
    Ok(())
}

fn address_id(place: &Place) -> String {
    if let Some(kb) = &place.kb {
        return id(&format!("geonames-{kb}"));
    }
    let country = place.country.as_deref().unwrap_or_default();
    id(format!("place-{}-{country}", slug(&place.name)).trim_end_matches('-'))
}

fn address(place: &Place) -> Object {
    let country = place.country.as_deref();
    let mut full: Vec<&str> = vec![&place.name];
    full.extend(place.admin1.as_deref().filter(|&admin1| admin1 != place.name));
    let name = country.and_then(crate::coding::country_name);
    full.extend(name.filter(|&country| country != place.name));
    let full = full.join(", ");
    let mut object = Object::new(address_id(place), "Address");
    object
        .add("name", &full)
        .add("full", &full)
        .add_some("city", (place.r#type == "city").then_some(place.name.as_str()))
        .add_some("state", place.admin1.as_deref())
        .add_some("country", country.and_then(alpha2).as_deref())
        .add_some("latitude", place.lat.map(|lat| lat.to_string()).as_deref())
        .add_some("longitude", place.lon.map(|lon| lon.to_string()).as_deref());
    object
}

/// Parties with a name over all articles.
fn entities<'a>(parties: impl Iterator<Item = &'a Party>) -> impl Iterator<Item = String> {
    parties.filter_map(|party| Some(id(&party.entity.as_ref()?.id)))
}

/// What an interval of time has: days, words, sources.
fn interval(row: &Row<'_>, object: &mut Object) {
    match row.first_day {
        Some(first) => {
            object.add("startDate", first).add("endDate", row.last_day.unwrap_or(first));
        }
        None => {
            object.add_some("date", row.day().map(|(day, _)| day));
        }
    }
    object.add("summary", &one_line(row.lead)).add("recordId", row.id);
    sources(row, object);
}

/// The words of each report, and where they stand.
fn sources(row: &Row<'_>, object: &mut Object) {
    for report in row.reports {
        object
            .add("description", report.evidence_text.trim())
            .add("proof", &id(&report.article.id))
            .add_some("publisher", report.article.publisher.as_deref())
            .add_some("sourceUrl", report.article.url.as_deref());
    }
}

/// Where it was.
fn located(row: &Row<'_>, object: &mut Object) {
    if let Some(place) = row.place {
        object
            .add("location", &place.name)
            .add("addressEntity", &address_id(place))
            .add_some("country", place.country.as_deref().and_then(alpha2).as_deref());
    }
}

fn event(row: &Row<'_>) -> Object {
    let mut object = Object::new(id(row.id), "Event");
    object.add("name", &one_line(row.lead));
    interval(row, &mut object);
    located(row, &mut object);
    for party in entities(row.lead.parties.iter()) {
        object.add("involved", &party);
    }
    if let Detail::Event { r#type, mode, contexts, .. } = &row.lead.detail {
        object.add("keywords", r#type).add_some("keywords", mode.as_deref());
        for context in contexts {
            object.add("keywords", context);
        }
    }
    object.add("keywords", row.status);
    object
}

fn meeting(row: &Row<'_>) -> Object {
    let lead = row.lead;
    let Detail::Meeting { name, format, topics, .. } = &lead.detail else { return event(row) };
    if format == "call" {
        let mut object = Object::new(id(row.id), "Call");
        interval(row, &mut object);
        // Who rang whom is not told: all stand on both sides.
        for party in entities(meeting_parties(lead).into_iter()) {
            object.add("caller", &party).add("receiver", &party);
        }
        return object;
    }
    let mut object = Object::new(id(row.id), "Event");
    object.add("name", name.as_ref().unwrap_or(&one_line(lead)));
    interval(row, &mut object);
    located(row, &mut object);
    for party in entities(meeting_parties(lead).into_iter()) {
        object.add("involved", &party);
    }
    for host in entities(lead.parties(Role::Host)) {
        object.add("organizer", &host);
    }
    object.add("keywords", format).add("keywords", row.status);
    for (_, topic) in topics {
        object.add("keywords", topic);
    }
    object
}

fn note(row: &Row<'_>) -> Object {
    let lead = row.lead;
    let mut object = Object::new(id(row.id), "Note");
    object.add("name", &one_line(lead));
    match &lead.detail {
        Detail::Statement { content, .. } => {
            for (_, piece) in content {
                object.add("description", piece);
            }
            object.add("summary", lead.evidence_text.trim()).add("keywords", "statement");
        }
        Detail::Position { stance, proposition, topics } => {
            object
                .add("description", &proposition.1)
                .add("summary", lead.evidence_text.trim())
                .add("keywords", "position")
                .add("keywords", stance);
            for topic in topics {
                object.add("keywords", topic);
            }
        }
        Detail::Event { .. } | Detail::Meeting { .. } => {}
    }
    for party in entities(lead.parties.iter()) {
        object.add("entity", &party);
    }
    for report in row.reports {
        object
            .add("proof", &id(&report.article.id))
            .add_some("publisher", report.article.publisher.as_deref())
            .add_some("sourceUrl", report.article.url.as_deref());
    }
    object
}

/// That an article names somebody.
fn mentions(row: &Row<'_>, writer: &mut Writer<'_>) -> Result<(), ExportError> {
    for report in row.reports {
        for party in &report.parties {
            let Some(entity) = &party.entity else { continue };
            let mut object = Object::new(id(&party.actor), "Mention");
            let sectors = party.sector.iter().cloned().collect();
            object
                .add("document", &id(&report.article.id))
                .add("name", &party.name)
                .add("resolved", &id(&entity.id))
                .add("detectedSchema", schema_of(entity, &sectors))
                .add_some("contextCountry", party.country.as_deref().and_then(alpha2).as_deref());
            writer.put(&object)?;
        }
    }
    Ok(())
}
