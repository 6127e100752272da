//! A network over time as GEXF 1.3: entities, and a directed edge for each pair and kind of deed, with a spell for
//! each time at which it was done. Gephi's timeline shows it; `PATH.evidence.tsv` leads from an edge to its records.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chancery_archive::rows::Entity;
use rustc_hash::FxHashMap;

use super::table::chained;
use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::error::ExportError;
use crate::network::{edges, nodes};
use crate::options::Options;
use crate::output::Output;
use crate::row::{DateFrom, Row};
use crate::source::Source;
use crate::tables::is_day;
use crate::xml::{Escaped, Piece, pieces};

pub(super) const FORM: Form = Form {
    about: "who met, addressed, accused whom, over time (GEXF 1.3): Gephi, networkx",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: &ATTRIBUTES }],
    write,
    check,
};

/// Of nodes, then of edges.
const ATTRIBUTES: [&str; NODE.len() + EDGE.len()] = chained(&[&NODE, &EDGE]);

/// Attributes of nodes; `label` is GEXF's own.
const NODE: [&str; 4] = ["label", "type", "kb", "wikipedia"];

/// Attributes of edges; those before `origins` are GEXF's own.
const EDGE: [&str; 8] =
    ["label", "kind", "weight", "start", "end", "origins", "records", "goldstein"];

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ",
    "xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n",
    "<meta><creator>Chancery</creator></meta>\n",
    "<graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" ",
    "timerepresentation=\"interval\">\n",
    "<attributes class=\"node\">\n",
    "<attribute id=\"type\" title=\"type\" type=\"string\"/>\n",
    "<attribute id=\"kb\" title=\"kb\" type=\"string\"/>\n",
    "<attribute id=\"wikipedia\" title=\"wikipedia\" type=\"string\"/>\n",
    "</attributes>\n",
    "<attributes class=\"edge\">\n",
    "<attribute id=\"origins\" title=\"origins\" type=\"integer\"/>\n",
    "<attribute id=\"records\" title=\"records\" type=\"string\"/>\n",
    "<attribute id=\"goldstein\" title=\"goldstein\" type=\"double\"/>\n",
    "</attributes>\n",
);

/// From, to and what is done.
type Key = (String, String, String);

/// All records of one edge.
#[derive(Default)]
struct Deeds {
    /// First and last days; a deed without a day has none.
    spells: BTreeSet<(String, String)>,
    undated: bool,
    records: Vec<String>,
    origins: u64,
    goldstein: Vec<f32>,
}

impl Deeds {
    fn add(&mut self, row: &Row<'_>) {
        match row.day() {
            Some((first, _)) => {
                let last = row.last_day.filter(|&last| last >= first).unwrap_or(first);
                self.spells.insert((first.to_owned(), last.to_owned()));
            }
            None => self.undated = true,
        }
        self.records.push(row.id.to_owned());
        self.origins += u64::from(row.origins);
        if let chancery_archive::rows::Detail::Event { goldstein: Some(value), .. } =
            row.lead.detail
        {
            self.goldstein.push(value);
        }
    }
}

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut file = output.table("")?;
    file.write_all(HEAD.as_bytes())?;
    file.write_all(b"<nodes>\n")?;
    for (id, entity) in nodes(source, Layout::Gexf, options)? {
        file.write_all(node(&id, &entity).as_bytes())?;
    }
    file.write_all(b"</nodes>\n<edges>\n")?;
    let mut deeds: BTreeMap<Key, Deeds> = BTreeMap::new();
    edges(
        source,
        Layout::Gexf,
        options,
        &mut |row, _, edge| {
            let key = (edge.from.id.clone(), edge.to.id.clone(), edge.kind.clone());
            deeds.entry(key).or_default().add(row);
            Ok(())
        },
        &mut || output.leave_out("without two named parties"),
    )?;
    let mut numbers: FxHashMap<&Key, u64> = FxHashMap::default();
    for (key, deeds) in &deeds {
        let number = output.row();
        numbers.insert(key, number);
        file.write_all(edge_element(number, key, deeds).as_bytes())?;
    }
    edges(
        source,
        Layout::Gexf,
        options,
        &mut |row, _, edge| {
            let key = (edge.from.id.clone(), edge.to.id.clone(), edge.kind.clone());
            let from = row.day().map_or(DateFrom::Article, |(_, from)| from);
            match numbers.get(&key) {
                Some(&number) => output.evidence(number, row, from),
                None => Ok(()),
            }
        },
        &mut || {},
    )?;
    file.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
    file.finish()
}

fn value(element: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = write!(element, "<attvalue for=\"{name}\" value=\"{}\"/>", Escaped(value));
    }
}

fn node(id: &str, entity: &Entity) -> String {
    let mut element =
        format!("<node id=\"{}\" label=\"{}\"><attvalues>", Escaped(id), Escaped(&entity.name));
    value(&mut element, "type", Some(&entity.kind));
    value(&mut element, "kb", entity.kb.as_deref());
    value(&mut element, "wikipedia", entity.wikipedia.as_deref());
    element.push_str("</attvalues></node>\n");
    element
}

fn edge_element(number: u64, (from, to, kind): &Key, deeds: &Deeds) -> String {
    let mut element = format!(
        "<edge id=\"{number}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\" weight=\"{}\"",
        Escaped(from),
        Escaped(to),
        Escaped(kind),
        Escaped(kind),
        deeds.records.len()
    );
    // What is not dated is there all the time, and so is an edge with one such deed.
    let spells: Vec<_> = if deeds.undated { Vec::new() } else { deeds.spells.iter().collect() };
    if let [(start, end)] = spells[..] {
        let _ = write!(element, " start=\"{start}\" end=\"{end}\"");
    }
    element.push_str("><attvalues>");
    value(&mut element, "origins", Some(&deeds.origins.to_string()));
    value(&mut element, "records", Some(&deeds.records.join("|")));
    if !deeds.goldstein.is_empty() {
        let mean = deeds.goldstein.iter().map(|&value| f64::from(value)).sum::<f64>()
            / deeds.goldstein.len() as f64;
        value(&mut element, "goldstein", Some(&format!("{mean:.3}")));
    }
    element.push_str("</attvalues>");
    if spells.len() > 1 {
        element.push_str("<spells>");
        for (start, end) in spells {
            let _ = write!(element, "<spell start=\"{start}\" end=\"{end}\"/>");
        }
        element.push_str("</spells>");
    }
    element.push_str("</edge>\n");
    element
}

fn of<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let (mut nodes, mut edge_ids) = (BTreeSet::new(), BTreeSet::new());
    let mut declared = BTreeSet::new();
    let mut ends = Vec::new();
    let mut is_root = true;
    pieces(path, problems, &mut |line, piece, problems| {
        let Piece::Start(name, attributes) = piece else { return };
        if is_root {
            is_root = false;
            if name != "gexf" || of(attributes, "version") != Some("1.3") {
                problems.add(line, Some(name), "the root is not gexf of version 1.3");
            }
            return;
        }
        match name {
            "attribute" => {
                declared.insert(of(attributes, "id").unwrap_or_default().to_owned());
            }
            "node" => match of(attributes, "id") {
                Some(id) if nodes.insert(id.to_owned()) => {}
                Some(id) => problems.add(line, Some("node"), format!("{id:?} twice")),
                None => problems.add(line, Some("node"), "without id"),
            },
            "edge" => {
                if !of(attributes, "id").is_some_and(|id| edge_ids.insert(id.to_owned())) {
                    problems.add(line, Some("edge"), "without an id of its own");
                }
                if of(attributes, "weight").is_none_or(|weight| weight.parse::<f64>().is_err()) {
                    problems.add(line, Some("weight"), "no number");
                }
                for end in ["source", "target"] {
                    ends.push((line, end, of(attributes, end).unwrap_or_default().to_owned()));
                }
            }
            "attvalue" => {
                let known = of(attributes, "for").is_some_and(|name| declared.contains(name));
                if !known {
                    problems.add(line, Some("attvalue"), "for an attribute that is not declared");
                }
            }
            _ => {}
        }
        if matches!(name, "edge" | "spell") {
            let (start, end) = (of(attributes, "start"), of(attributes, "end"));
            if [start, end].into_iter().flatten().any(|day| !is_day(day)) {
                problems.add(line, Some(name), "start or end is no day YYYY-MM-DD");
            } else if start > end && end.is_some() {
                problems.add(line, Some(name), "ends before it starts");
            }
        }
    })?;
    for (line, end, id) in ends {
        if !nodes.contains(&id) {
            problems.add(line, Some(end), format!("{id:?} is no node"));
        }
    }
    Ok(())
}
