//! W3C Web Annotation: one JSON object a line for each report of a record, which anchors its coding in the article
//! by position and by quotation.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use chancery_archive::rows::{Detail, Finding};
use chancery_record::Span;
use serde_json::{Map, Value, json};

use super::table::chained;
use super::{Form, Layout, TableColumns};
use crate::check::{Problems, lines};
use crate::coding::{one_line, party_id, party_name, role_name};
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::source::{Kind, Source};
use crate::tables::STATUSES;
use crate::texts::Texts;

pub(super) const FORM: Form = Form {
    about: "codings anchored in their articles (W3C Web Annotation), one a line",
    has_status: true,
    is_folder: false,
    has_evidence: false,
    tables: &[TableColumns { file: "", columns: &FIELDS }],
    write,
    check,
};

/// Of an annotation, then of its bodies, then of its targets.
const FIELDS: [&str; ANNOTATION.len() + BODY.len() + TARGET.len()] =
    chained(&[&ANNOTATION, &BODY, &TARGET]);

/// Fields of an annotation.
const ANNOTATION: [&str; 6] = ["@context", "id", "type", "motivation", "body", "target"];

/// Fields of its bodies: a text for people, and the coding.
const BODY: [&str; 19] = [
    "type",
    "purpose",
    "format",
    "value",
    "ch:kind",
    "ch:record",
    "ch:status",
    "ch:firstDay",
    "ch:lastDay",
    "ch:place",
    "ch:country",
    "ch:parties",
    "ch:coding",
    "ch:rule",
    "ch:confidence",
    "ch:chain",
    "ch:verdict",
    "ch:document",
    "ch:sentence",
];

/// Fields of its targets.
const TARGET: [&str; 9] =
    ["source", "selector", "type", "start", "end", "exact", "prefix", "suffix", "ch:document"];

/// Code points of text before and after a quotation.
const WIDTH: usize = 32;

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut texts = Texts::of(source, Layout::Annotations)?;
    let mut file = output.table("")?;
    for kind in Kind::ALL {
        source.records(kind, &mut |record| {
            for report in &record.reports {
                if options.takes(Layout::Annotations, &report.status) {
                    let annotation = annotation(&record.id, report, &mut texts)?;
                    serde_json::to_writer(&mut file, &annotation).map_err(std::io::Error::from)?;
                    file.write_all(b"\n")?;
                    output.row();
                }
            }
            Ok(())
        })?;
    }
    file.finish()
}

fn annotation(record: &str, report: &Finding, texts: &mut Texts) -> Result<Value, ExportError> {
    let mut spans = vec![(report.evidence, report.evidence_text.as_str())];
    if let Detail::Meeting { evidence, .. } = &report.detail {
        let further = evidence.iter().filter(|(span, _)| *span != report.evidence);
        spans.extend(further.map(|(span, text)| (*span, text.as_str())));
    }
    let mut targets = Vec::with_capacity(spans.len());
    for (span, text) in spans {
        targets.push(target(report, span, text, texts)?);
    }
    let target = if targets.len() == 1 { targets.remove(0) } else { Value::Array(targets) };
    Ok(json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "ch": "urn:chancery:" }],
        "id": urn(&report.id),
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": one_line(report),
            },
            coding(record, report),
        ],
        "target": target,
    }))
}

/// `urn:chancery:finding:ARTICLE%23e2`: a `#` in a name would part off a fragment (RFC 8141).
fn urn(id: &str) -> String {
    let mut urn = String::from("urn:chancery:finding:");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':') {
            urn.push(char::from(byte));
        } else {
            let _ = write!(urn, "%{byte:02X}");
        }
    }
    urn
}

fn coding(record: &str, report: &Finding) -> Value {
    let parties: Vec<Value> = report
        .parties
        .iter()
        .map(|party| {
            json!({
                "ch:role": role_name(party.role),
                "ch:actor": party_id(party),
                "ch:name": party_name(party),
                "ch:country": party.country,
                "ch:sector": party.sector,
                "ch:title": party.title,
            })
        })
        .collect();
    let mut coding = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            coding.insert(format!("ch:{name}"), value);
        }
    };
    match &report.detail {
        Detail::Event { r#type, mode, contexts, cameo, goldstein, .. } => {
            put("eventType", json!(r#type));
            put("mode", json!(mode));
            put("contexts", json!(contexts));
            put("cameo", json!(cameo));
            put("goldstein", json!(goldstein));
        }
        Detail::Meeting { name, format, private, attendance, duration, topics, .. } => {
            put("name", json!(name));
            put("format", json!(format));
            put("private", json!(private));
            let attendance: Vec<String> =
                attendance.iter().map(|(count, of)| format!("{count} {of}")).collect();
            put("attendance", json!(attendance));
            put("duration", json!(duration));
            put("topics", topics.iter().map(|(_, topic)| topic.as_str()).collect());
        }
        Detail::Statement { kind, content, cue, negated } => {
            put("statementKind", json!(kind));
            put("content", content.iter().map(|(_, piece)| piece.as_str()).collect());
            put("cue", json!(cue.as_ref().map(|(_, cue)| cue)));
            put("negated", json!(negated));
        }
        Detail::Position { stance, proposition, topics } => {
            put("stance", json!(stance));
            put("proposition", json!(proposition.1));
            put("topics", json!(topics));
        }
    }
    let mut body = json!({
        "type": "ch:Coding",
        "purpose": "classifying",
        "ch:kind": Kind::of(report).name(),
        "ch:record": record,
        "ch:document": report.article.id,
        "ch:sentence": report.sentence,
        "ch:status": report.status,
        "ch:firstDay": report.first_day,
        "ch:lastDay": report.last_day,
        "ch:place": report.place.as_ref().map(|place| &place.name),
        "ch:country": report.place.as_ref().and_then(|place| place.country.as_ref()),
        "ch:parties": parties,
        "ch:coding": coding,
        "ch:rule": report.rule,
        "ch:confidence": report.confidence,
        "ch:chain": report.chain,
        "ch:verdict": report.verdict,
    });
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    body
}

fn target(
    report: &Finding,
    span: Span,
    text: &str,
    texts: &mut Texts,
) -> Result<Value, ExportError> {
    let article = &report.article;
    let mut quote = json!({ "type": "TextQuoteSelector", "exact": text });
    if let Some(around) = texts.around(&article.id, span, WIDTH)? {
        quote["exact"] = json!(around.exact);
        quote["prefix"] = json!(around.prefix);
        quote["suffix"] = json!(around.suffix);
    }
    let source = match &article.url {
        Some(url) => url.clone(),
        None => urn(&article.id).replacen("finding", "article", 1),
    };
    Ok(json!({
        "source": source,
        "ch:document": article.id,
        "selector": [
            { "type": "TextPositionSelector", "start": span.start, "end": span.end },
            quote,
        ],
    }))
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let mut ids = BTreeSet::new();
    lines(path, problems, &mut |line, text, problems| {
        let annotation: Value = match serde_json::from_str(text) {
            Ok(annotation) => annotation,
            Err(error) => {
                problems.add(line, None, format!("not JSON: {error}"));
                return;
            }
        };
        check_annotation(&annotation, line, problems);
        match annotation["id"].as_str() {
            Some(id) if ids.insert(id.to_owned()) => {}
            Some(id) => problems.add(line, Some("id"), format!("{id:?} twice")),
            None => problems.add(line, Some("id"), "missing"),
        }
    })
}

fn check_annotation(annotation: &Value, line: u64, problems: &mut Problems) {
    const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
    let context = &annotation["@context"];
    if context != CONTEXT && context[0] != CONTEXT {
        problems.add(line, Some("@context"), format!("not {CONTEXT}"));
    }
    if annotation["type"] != "Annotation" {
        problems.add(line, Some("type"), "not Annotation");
    }
    let one_or_all = |value: &Value| match value {
        Value::Array(values) => values.clone(),
        Value::Null => Vec::new(),
        value => vec![value.clone()],
    };
    let bodies = one_or_all(&annotation["body"]);
    let status = bodies.iter().find_map(|body| body["ch:status"].as_str());
    if !status.is_some_and(|status| STATUSES.contains(&status)) {
        problems.add(line, Some("ch:status"), format!("none of {}", STATUSES.join(", ")));
    }
    let targets = one_or_all(&annotation["target"]);
    if targets.is_empty() {
        problems.add(line, Some("target"), "missing");
    }
    for target in targets {
        if target["source"].as_str().is_none_or(str::is_empty) {
            problems.add(line, Some("source"), "missing");
        }
        let selectors = one_or_all(&target["selector"]);
        let of = |name: &str| selectors.iter().find(|selector| selector["type"] == name);
        let position = of("TextPositionSelector");
        let at = |name: &str| position.and_then(|position| position[name].as_u64());
        let exact = of("TextQuoteSelector").and_then(|quote| quote["exact"].as_str());
        match (at("start"), at("end"), exact) {
            (Some(start), Some(end), Some(exact)) => {
                if end.checked_sub(start) != Some(exact.chars().count() as u64) || start == end {
                    problems.add(line, Some("exact"), "not as long as end less start");
                }
            }
            _ => problems.add(
                line,
                Some("selector"),
                "no TextPositionSelector with start and end, or no TextQuoteSelector with exact",
            ),
        }
    }
}
