//! Whether lines are entities of the schemata that Chancery writes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::check::{Problems, lines};
use crate::error::ExportError;

/// Schemata with what they require (followthemoney 4, `schema/*.yaml`, with what they inherit).
const SCHEMATA: [(&str, &[&str]); 12] = [
    ("Article", &["name", "fileName"]),
    ("Person", &["name"]),
    ("Organization", &["name"]),
    ("PublicBody", &["name"]),
    ("LegalEntity", &["name"]),
    ("Position", &["name"]),
    ("Occupancy", &["holder", "post"]),
    ("Address", &[]),
    ("Event", &["name"]),
    ("Call", &[]),
    ("Note", &["name"]),
    ("Mention", &["document", "name"]),
];

/// Properties whose values are ids, with the schemata to which they may lead.
const REFERENCES: [(&str, &[&str]); 11] = [
    ("involved", ACTORS),
    ("organizer", ACTORS),
    ("caller", ACTORS),
    ("receiver", ACTORS),
    ("resolved", ACTORS),
    ("entity", ACTORS),
    ("holder", &["Person"]),
    ("post", &["Position"]),
    ("proof", &["Article"]),
    ("document", &["Article"]),
    ("addressEntity", &["Address"]),
];

const ACTORS: &[&str] = &["Person", "Organization", "PublicBody", "LegalEntity"];

pub(super) fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let mut schemata: BTreeMap<String, String> = BTreeMap::new();
    let mut references: Vec<(u64, &'static str, &'static [&'static str], String)> = Vec::new();
    lines(path, problems, &mut |line, text, problems| {
        let entity: Value = match serde_json::from_str(text) {
            Ok(entity) => entity,
            Err(error) => {
                problems.add(line, None, format!("not JSON: {error}"));
                return;
            }
        };
        let schema = entity["schema"].as_str().unwrap_or_default();
        match entity["id"].as_str() {
            Some(id) if is_id(id) => {
                if schemata.insert(id.to_owned(), schema.to_owned()).is_some() {
                    problems.add(line, Some("id"), format!("{id:?} twice"));
                }
            }
            _ => problems.add(line, Some("id"), "no id of letters, digits, dots and hyphens"),
        }
        check_entity(&entity, schema, line, problems);
        for (property, range) in REFERENCES {
            for id in entity["properties"][property].as_array().into_iter().flatten() {
                let id = id.as_str().unwrap_or_default().to_owned();
                references.push((line, property, range, id));
            }
        }
    })?;
    for (line, property, range, id) in references {
        match schemata.get(&id) {
            Some(schema) if range.contains(&schema.as_str()) => {}
            Some(schema) => {
                problems.add(line, Some(property), format!("{id:?} is {schema}, which cannot be"));
            }
            None => problems.add(line, Some(property), format!("{id:?} is not in the file")),
        }
    }
    Ok(())
}

fn check_entity(entity: &Value, schema: &str, line: u64, problems: &mut Problems) {
    let Some((_, required)) = SCHEMATA.iter().find(|(name, _)| *name == schema) else {
        problems.add(line, Some("schema"), format!("{schema:?} is none that Chancery writes"));
        return;
    };
    let Some(properties) = entity["properties"].as_object() else {
        problems.add(line, Some("properties"), "no object");
        return;
    };
    for name in *required {
        if !properties.contains_key(*name) {
            problems.add(line, Some(name), format!("{schema} requires it"));
        }
    }
    for (name, values) in properties {
        if !super::entity::PROPERTIES.contains(&name.as_str()) {
            problems.add(line, Some(name), "no property that Chancery writes");
        }
        let texts = values.as_array().map(|values| {
            values.iter().map(|value| value.as_str().filter(|text| !text.is_empty()))
        });
        match texts.map(Iterator::collect::<Option<Vec<&str>>>) {
            Some(Some(texts)) if !texts.is_empty() => {
                for text in texts {
                    if let Some(fault) = fault(name, text) {
                        problems.add(line, Some(name), fault);
                    }
                }
            }
            _ => problems.add(line, Some(name), "no list of texts"),
        }
    }
}

/// Why a value is none of its property.
fn fault(property: &str, value: &str) -> Option<String> {
    let fits = match property {
        "date" | "startDate" | "endDate" | "publishedAt" => is_partial_date(value),
        "country" | "contextCountry" => {
            value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_lowercase())
        }
        "language" => value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_lowercase()),
        "latitude" | "longitude" => {
            value.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= 180.0)
        }
        "wikidataId" => value.strip_prefix('Q').is_some_and(|number| number.parse::<u64>().is_ok()),
        _ => true,
    };
    (!fits).then(|| format!("{value:?} does not fit it"))
}

/// `2024`, `2024-05`, `2024-05-17`, and with a time.
fn is_partial_date(text: &str) -> bool {
    let day = text.get(..10).unwrap_or(text);
    let whole = match day.len() {
        4 => format!("{day}-01-01"),
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    };
    whole.parse::<jiff::civil::Date>().is_ok()
}

fn is_id(id: &str) -> bool {
    let is_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = id.as_bytes();
    is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_be_partial() {
        let dates = ["2024", "2024-05", "2024-05-17", "2024-05-17T10:00:00Z", "May 2024"];
        assert_eq!(dates.map(is_partial_date), [true, true, true, true, false]);
    }
}
