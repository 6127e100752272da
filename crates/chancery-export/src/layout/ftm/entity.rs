//! One line: an entity of a schema with its properties.

use std::collections::BTreeSet;

use chancery_archive::rows::Entity;
use chancery_kb::{KnowledgeBase, State};
use serde::Serialize;
use serde::ser::SerializeMap;

/// Properties that are written, each with the schemata that have it here.
pub(super) const PROPERTIES: [&str; 39] = [
    "name",
    "alias",
    "country",
    "wikidataId",
    "wikipediaUrl",
    "position",
    "holder",
    "post",
    "fileName",
    "title",
    "author",
    "publisher",
    "publishedAt",
    "language",
    "sourceUrl",
    "document",
    "resolved",
    "detectedSchema",
    "contextCountry",
    "full",
    "city",
    "state",
    "latitude",
    "longitude",
    "date",
    "startDate",
    "endDate",
    "location",
    "addressEntity",
    "involved",
    "organizer",
    "caller",
    "receiver",
    "entity",
    "summary",
    "description",
    "keywords",
    "recordId",
    "proof",
];

/// An entity of `FollowTheMoney`.
#[derive(Debug, Serialize)]
pub(super) struct Object {
    pub(super) id: String,
    pub(super) schema: &'static str,
    properties: Properties,
}

/// Values by property, in the order in which they came; each value once.
#[derive(Debug, Default)]
struct Properties(Vec<(&'static str, Vec<String>)>);

impl Serialize for Properties {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, values) in &self.0 {
            map.serialize_entry(name, values)?;
        }
        map.end()
    }
}

impl Object {
    pub(super) fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: Properties::default() }
    }

    /// Adds a value, unless it is empty or there already.
    pub(super) fn add(&mut self, property: &'static str, value: &str) -> &mut Self {
        if value.is_empty() {
            return self;
        }
        let properties = &mut self.properties.0;
        let known = properties.iter().position(|(name, _)| *name == property);
        let at = known.unwrap_or_else(|| {
            properties.push((property, Vec::new()));
            properties.len() - 1
        });
        let values = &mut properties[at].1;
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
        self
    }

    /// Adds a value where there is one.
    pub(super) fn add_some(&mut self, property: &'static str, value: Option<&str>) -> &mut Self {
        self.add(property, value.unwrap_or_default())
    }
}

/// The schema of somebody who acts.
pub(super) fn schema_of(entity: &Entity, sectors: &BTreeSet<String>) -> &'static str {
    const PUBLIC: [&str; 6] = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];
    let is_public =
        || sectors.iter().any(|sector| PUBLIC.iter().any(|public| sector.starts_with(public)));
    match entity.kind.as_str() {
        "person" => "Person",
        "state" => "PublicBody",
        "organisation" if is_public() => "PublicBody",
        "organisation" | "armed_group" => "Organization",
        _ => "LegalEntity",
    }
}

/// The state that an entity is.
pub(super) fn state(entity: &Entity) -> Option<&'static State> {
    let code = entity.kb.as_deref().filter(|_| entity.kind == "state")?;
    KnowledgeBase::embedded().state_by_code(code).map(|(_, state)| state)
}

/// ISO 3166-1 alpha-2 in lower case; `eu` for the European Union, none for other bodies in a state's place.
pub(super) fn alpha2(code: &str) -> Option<String> {
    if code == "EUR" {
        return Some("eu".to_owned());
    }
    let (_, state) = KnowledgeBase::embedded().state_by_code(code)?;
    state.iso2.map(str::to_lowercase)
}
