//! A map (RFC 7946): a `FeatureCollection` with a point for each event and meeting whose place has coordinates.
//! A feature a line, so that large files can be read line by line.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use chancery_archive::rows::{Detail, Role};
use serde_json::{Value, json};

use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::coding::{meeting_parties, party_name};
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::row::{Row, rows};
use crate::source::{Kind, Source};
use crate::tables::{STATUSES, is_day};

pub(super) const FORM: Form = Form {
    about: "events and meetings on a map (GeoJSON): QGIS, Leaflet, geopandas",
    has_status: true,
    is_folder: false,
    has_evidence: false,
    tables: &[TableColumns { file: "", columns: &PROPERTIES }],
    write,
    check,
};

/// Properties of a feature.
const PROPERTIES: [&str; 26] = [
    "record_id",
    "kind",
    "type",
    "mode",
    "status",
    "date",
    "date_from",
    "end_date",
    "name",
    "actors",
    "targets",
    "place",
    "place_type",
    "geonames",
    "country",
    "evidence",
    "document",
    "start",
    "end",
    "url",
    "publisher",
    "published",
    "rule",
    "confidence",
    "origins",
    "outlets",
];

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut file = output.table("")?;
    file.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    let mut is_first = true;
    for kind in [Kind::Event, Kind::Meeting] {
        rows(source, kind, Layout::Geojson, options, &mut |row| {
            let Some(feature) = feature(row) else {
                output.leave_out("without coordinates");
                return Ok(());
            };
            output.row();
            file.write_all(if is_first { b"\n" } else { b",\n" })?;
            is_first = false;
            serde_json::to_writer(&mut file, &feature).map_err(std::io::Error::from)?;
            Ok(())
        })?;
    }
    file.write_all(b"\n]}\n")?;
    file.finish()
}

/// The feature of a record; none for a record without coordinates.
fn feature(row: &Row<'_>) -> Option<Value> {
    let place = row.place?;
    let (lat, lon) = (place.lat?, place.lon?);
    let lead = row.lead;
    let day = row.day();
    let of = |role| lead.parties(role).map(party_name).collect::<Vec<_>>();
    let (r#type, mode, name, actors, targets) = match &lead.detail {
        Detail::Event { r#type, mode, .. } => {
            (r#type, mode.as_ref(), None, of(Role::Source), of(Role::Target))
        }
        Detail::Meeting { format, name, .. } => {
            let parties = meeting_parties(lead).into_iter().map(party_name).collect();
            (format, None, name.as_ref(), parties, Vec::new())
        }
        Detail::Statement { .. } | Detail::Position { .. } => return None,
    };
    Some(json!({
        "type": "Feature",
        "id": row.id,
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "properties": {
            "record_id": row.id,
            "kind": Kind::of(lead).name(),
            "type": r#type,
            "mode": mode,
            "status": row.status,
            "date": day.map(|(day, _)| day),
            "date_from": day.map(|(_, from)| from.name()),
            "end_date": row.last_day,
            "name": name,
            "actors": actors,
            "targets": targets,
            "place": place.name,
            "place_type": place.r#type,
            "geonames": place.kb,
            "country": place.country,
            "evidence": lead.evidence_text,
            "document": lead.article.id,
            "start": lead.evidence.start,
            "end": lead.evidence.end,
            "url": lead.article.url,
            "publisher": lead.article.publisher,
            "published": lead.article.published,
            "rule": lead.rule,
            "confidence": lead.confidence,
            "origins": row.origins,
            "outlets": row.outlets,
        },
    }))
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let file = BufReader::new(File::open(path).map_err(unreadable)?);
    let collection: Value = match serde_json::from_reader(file) {
        Ok(collection) => collection,
        Err(error) => {
            problems.add(error.line() as u64, None, format!("not JSON: {error}"));
            return Ok(());
        }
    };
    if collection["type"] != "FeatureCollection" {
        problems.add(1, Some("type"), "not FeatureCollection");
    }
    let Some(features) = collection["features"].as_array() else {
        problems.add(1, Some("features"), "no list");
        return Ok(());
    };
    let mut ids = BTreeSet::new();
    // A feature a line, after the line that begins the collection.
    for (line, feature) in (2..).zip(features) {
        check_feature(feature, line, problems);
        if let Some(id) = feature["id"].as_str()
            && !ids.insert(id)
        {
            problems.add(line, Some("id"), format!("{id:?} twice"));
        }
    }
    Ok(())
}

fn check_feature(feature: &Value, line: u64, problems: &mut Problems) {
    if feature["type"] != "Feature" {
        problems.add(line, Some("type"), "not Feature");
    }
    let within = |at: usize, limit: f64| {
        let degrees = feature["geometry"]["coordinates"][at].as_f64();
        degrees.is_some_and(|degrees| degrees.abs() <= limit)
    };
    if feature["geometry"]["type"] != "Point" || !within(0, 180.0) || !within(1, 90.0) {
        problems.add(line, Some("geometry"), "no Point of longitude and latitude");
    }
    let Some(properties) = feature["properties"].as_object() else {
        problems.add(line, Some("properties"), "no object");
        return;
    };
    for name in PROPERTIES {
        if !properties.contains_key(name) {
            problems.add(line, Some(name), "missing");
        }
    }
    if properties.get("record_id") != feature.get("id") || !feature["id"].is_string() {
        problems.add(line, Some("id"), "no text that is also record_id");
    }
    let text = |name: &str| properties.get(name).and_then(Value::as_str);
    if !text("status").is_some_and(|status| STATUSES.contains(&status)) {
        problems.add(line, Some("status"), format!("none of {}", STATUSES.join(", ")));
    }
    for name in ["date", "end_date"] {
        if text(name).is_some_and(|day| !is_day(day)) {
            problems.add(line, Some(name), "no day YYYY-MM-DD");
        }
    }
    let number = |name: &str| properties.get(name).and_then(Value::as_u64);
    if number("start").is_none() || number("start") >= number("end") {
        problems.add(line, Some("start"), "start and end are no stretch of text");
    }
}
