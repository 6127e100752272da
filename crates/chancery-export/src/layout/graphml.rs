//! A network as `GraphML`: entities, and a directed edge for each record and pair of its parties, so that every edge
//! leads back to its record.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chancery_archive::rows::{Detail, Entity};

use super::table::chained;
use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::error::ExportError;
use crate::network::{Edge, edges, nodes};
use crate::options::Options;
use crate::output::Output;
use crate::row::Row;
use crate::source::{Kind, Source};
use crate::tables::is_day;
use crate::xml::{Escaped, Piece, pieces};

pub(super) const FORM: Form = Form {
    about: "who met, addressed, accused whom, an edge a record (GraphML): networkx, igraph, Gephi",
    // Edges say their status, but who counts edges must not count what did not come to pass.
    has_status: false,
    is_folder: false,
    has_evidence: false,
    tables: &[TableColumns { file: "", columns: &ATTRIBUTES }],
    write,
    check,
};

/// Of nodes, then of edges.
const ATTRIBUTES: [&str; NODE.len() + EDGE.len()] = chained(&[&NODE, &EDGE]);

/// Attributes of nodes.
const NODE: [&str; 4] = ["label", "kind", "kb", "wikipedia"];

/// Attributes of edges.
const EDGE: [&str; 20] = [
    "type",
    "record_kind",
    "record_id",
    "status",
    "date",
    "end_date",
    "date_from",
    "mode",
    "cameo",
    "goldstein",
    "weight",
    "outlets",
    "place",
    "country",
    "rule",
    "confidence",
    "document",
    "evidence_start",
    "evidence_end",
    "evidence",
];

fn type_of(name: &str) -> &'static str {
    match name {
        "goldstein" | "confidence" => "double",
        "weight" | "outlets" | "evidence_start" | "evidence_end" => "int",
        _ => "string",
    }
}

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut file = output.table("")?;
    let mut text = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n",
        " xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns ",
        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
    ));
    for (on, names) in [("node", &NODE[..]), ("edge", &EDGE[..])] {
        for name in names {
            let r#type = type_of(name);
            let prefix = &on[..1];
            let _ = writeln!(
                text,
                "<key id=\"{prefix}_{name}\" for=\"{on}\" attr.name=\"{name}\" attr.type=\"{type}\"/>"
            );
        }
    }
    text.push_str("<graph id=\"chancery\" edgedefault=\"directed\">\n");
    file.write_all(text.as_bytes())?;
    for (id, entity) in nodes(source, Layout::Graphml, options)? {
        file.write_all(node(&id, &entity).as_bytes())?;
    }
    let mut n_left_out = 0_u64;
    edges(
        source,
        Layout::Graphml,
        options,
        &mut |row, kind, edge| {
            output.row();
            file.write_all(edge_element(row, kind, edge).as_bytes())?;
            Ok(())
        },
        &mut || n_left_out += 1,
    )?;
    for _ in 0..n_left_out {
        output.leave_out("without two named parties");
    }
    file.write_all(b"</graph>\n</graphml>\n")?;
    file.finish()
}

fn data(element: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        let _ = write!(element, "<data key=\"{key}\">{}</data>", Escaped(value));
    }
}

fn node(id: &str, entity: &Entity) -> String {
    let mut element = format!("<node id=\"{}\">", Escaped(id));
    data(&mut element, "n_label", Some(&entity.name));
    data(&mut element, "n_kind", Some(&entity.kind));
    data(&mut element, "n_kb", entity.kb.as_deref());
    data(&mut element, "n_wikipedia", entity.wikipedia.as_deref());
    element.push_str("</node>\n");
    element
}

fn edge_element(row: &Row<'_>, kind: Kind, edge: &Edge<'_>) -> String {
    let lead = row.lead;
    let (mode, cameo, goldstein) = match &lead.detail {
        Detail::Event { mode, cameo, goldstein, .. } => {
            (mode.as_deref(), cameo.as_deref(), goldstein.map(|value| value.to_string()))
        }
        _ => (None, None, None),
    };
    let day = row.day();
    let mut element = format!(
        "<edge id=\"{}.{}\" source=\"{}\" target=\"{}\">",
        Escaped(row.id),
        edge.number,
        Escaped(&edge.from.id),
        Escaped(&edge.to.id)
    );
    let mut put = |name: &str, value: Option<&str>| data(&mut element, &format!("e_{name}"), value);
    put("type", Some(&edge.kind));
    put("record_kind", Some(kind.name()));
    put("record_id", Some(row.id));
    put("status", Some(row.status));
    put("date", day.map(|(day, _)| day));
    put("end_date", row.last_day);
    put("date_from", day.map(|(_, from)| from.name()));
    put("mode", mode);
    put("cameo", cameo);
    put("goldstein", goldstein.as_deref());
    put("weight", Some(&row.origins.to_string()));
    put("outlets", Some(&row.outlets.to_string()));
    put("place", row.place.map(|place| place.name.as_str()));
    put("country", row.place.and_then(|place| place.country.as_deref()));
    put("rule", Some(&lead.rule));
    put("confidence", Some(&lead.confidence.to_string()));
    put("document", Some(&lead.article.id));
    put("evidence_start", Some(&lead.evidence.start.to_string()));
    put("evidence_end", Some(&lead.evidence.end.to_string()));
    put("evidence", Some(&lead.evidence_text));
    element.push_str("</edge>\n");
    element
}

/// The value of an attribute.
fn of<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let mut keys: BTreeMap<String, (String, String)> = BTreeMap::new();
    let (mut nodes, mut edge_ids) = (BTreeSet::new(), BTreeSet::new());
    let mut ends = Vec::new();
    let mut key: Option<String> = None;
    let mut is_root = true;
    pieces(path, problems, &mut |line, piece, problems| match piece {
        Piece::Start(name, _) if is_root => {
            is_root = false;
            if name != "graphml" {
                problems.add(line, Some(name), "the root is not graphml");
            }
        }
        Piece::Start("key", attributes) => {
            let attribute = |name| of(attributes, name).unwrap_or_default().to_owned();
            let known = (attribute("attr.name"), attribute("attr.type"));
            keys.insert(attribute("id"), known);
        }
        Piece::Start("node", attributes) => match of(attributes, "id") {
            Some(id) if nodes.insert(id.to_owned()) => {}
            Some(id) => problems.add(line, Some("node"), format!("{id:?} twice")),
            None => problems.add(line, Some("node"), "without id"),
        },
        Piece::Start("edge", attributes) => {
            if let Some(id) = of(attributes, "id")
                && !edge_ids.insert(id.to_owned())
            {
                problems.add(line, Some("edge"), format!("{id:?} twice"));
            }
            for end in ["source", "target"] {
                ends.push((line, end, of(attributes, end).unwrap_or_default().to_owned()));
            }
        }
        Piece::Start("data", attributes) => {
            key = of(attributes, "key").map(str::to_owned);
            if key.as_ref().is_none_or(|key| !keys.contains_key(key)) {
                problems.add(line, Some("data"), "of a key that is not declared");
            }
        }
        Piece::Text(text) => {
            let Some((name, r#type)) = key.as_ref().and_then(|key| keys.get(key)) else { return };
            let fits = match r#type.as_str() {
                "int" => text.parse::<i64>().is_ok(),
                "double" => text.parse::<f64>().is_ok(),
                _ => !matches!(name.as_str(), "date" | "end_date") || is_day(text),
            };
            if !fits {
                problems.add(line, Some(name), format!("{text:?} is no {type}, or no day"));
            }
        }
        Piece::End("data") => key = None,
        Piece::Start(..) | Piece::End(_) => {}
    })?;
    for name in NODE.iter().chain(&EDGE) {
        if !keys.values().any(|(known, _)| known == name) {
            problems.add(0, Some(name), "no key of that name");
        }
    }
    for (line, end, id) in ends {
        if !nodes.contains(&id) {
            problems.add(line, Some(end), format!("{id:?} is no node"));
        }
    }
    Ok(())
}
