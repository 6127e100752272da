mod check;

use std::io::Write;

use chancery_archive::rows::{Party, Place};
use serde::Serialize;

use super::{Form, Layout, TableColumns};
use crate::act::{Act, acts, citation};
use crate::codes;
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::row::DateFrom;
use crate::source::{Meta, Source};

pub(super) const FORM: Form = Form {
    about: "PLOVER JSON as of manual 0.8, an event a line; for tools of the Open Event Data Alliance",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: COLUMNS }],
    write,
    check: check::check,
};

const COLUMNS: &[&str] = &[
    "id",
    "has_event",
    "date",
    "time",
    "enddate",
    "endtime",
    "actor",
    "recipient",
    "event",
    "event_loc",
    "event_text",
    "quad_code",
    "event_scale",
    "mode",
    "context",
    "link",
    "text",
    "text_info",
    "cite_info",
    "coder",
    "coded_date",
    "coded_time",
    "comment",
];

/// An event. Fields that have nothing are left out.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    has_event: bool,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<&'a str>,
    actor: Vec<Actor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Actor<'a>>,
    event: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    quad_code: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_scale: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    text: &'a str,
    text_info: TextInfo<'a>,
    cite_info: CiteInfo<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coder: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'static str>,
}

#[derive(Serialize)]
struct Actor<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'a str>,
    entity_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'a str>,
}

#[derive(Serialize)]
struct Location<'a> {
    resolved_place: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    geonameid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    province: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<u8>,
}

#[derive(Serialize)]
struct TextInfo<'a> {
    sequence: u32,
    start: u32,
    end: u32,
    text_story: &'a str,
}

#[derive(Serialize)]
struct CiteInfo<'a> {
    citation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publication: Option<&'a str>,
    codebook: &'static str,
}

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut table = output.table("")?;
    let coder = coder(source.meta());
    acts(source, Layout::Plover, options, output, &mut |act, output| {
        let (actors, recipients) = match sides(act) {
            Ok(sides) => sides,
            Err(why) => {
                output.leave_out(why);
                return Ok(());
            }
        };
        let row_number = output.row();
        let event = event(act, &actors, &recipients, coder.clone());
        serde_json::to_writer(&mut table, &event).map_err(std::io::Error::from)?;
        table.write_all(b"\n")?;
        output.evidence(row_number, &act.row, act.date_from)
    })?;
    table.finish()
}

/// What read the articles.
fn coder(meta: &Meta) -> Option<String> {
    let mut versions: Vec<&str> =
        meta.readers.iter().map(|reader| reader.version.as_str()).collect();
    versions.dedup();
    (!versions.is_empty()).then(|| format!("Chancery {}", versions.join(", ")))
}

type Sides<'a> = (Vec<&'a Party>, Vec<&'a Party>);

/// Who stands where: PLOVER wants an actor, and with some types a recipient. Where all parties of such a type are
/// equal, the first is the actor and the others are recipients.
fn sides<'a>(act: &Act<'a>) -> Result<Sides<'a>, &'static str> {
    let (mut actors, mut recipients) = (act.sources.clone(), act.targets.clone());
    if actors.is_empty() {
        return Err("without an actor, which PLOVER asks for");
    }
    if recipients.is_empty() && codes::needs_target(act.r#type) {
        if !act.is_reciprocal() {
            return Err("without a recipient, which PLOVER asks for with this type");
        }
        recipients = actors.split_off(1);
    }
    Ok((actors, recipients))
}

fn event<'a>(
    act: &Act<'a>,
    actors: &[&'a Party],
    recipients: &[&'a Party],
    coder: Option<String>,
) -> Line<'a> {
    let lead = act.row.lead;
    let article = &lead.article;
    let mut context: Vec<&str> = act.contexts.iter().map(String::as_str).collect();
    context.extend(auxiliary_mode(act.row.status));
    Line {
        id: act.row.id,
        has_event: true,
        date: act.day.to_string(),
        enddate: act
            .row
            .last_day
            .filter(|last| act.row.first_day.is_some_and(|first| first != *last)),
        actor: actors.iter().map(|party| entity(party)).collect(),
        recipient: recipients.iter().map(|party| entity(party)).collect(),
        event: [act.r#type],
        event_loc: act.row.place.map(location),
        event_text: [act.trigger.1],
        quad_code: codes::quad_class(act.r#type),
        event_scale: codes::plover_score(act.r#type, act.mode),
        mode: act.mode.map(|mode| [mode]),
        context,
        link: (act.row.id != lead.record).then_some(&lead.record),
        text: &lead.evidence_text,
        text_info: TextInfo {
            sequence: lead.sentence,
            start: lead.evidence.start,
            end: lead.evidence.end,
            text_story: &article.id,
        },
        cite_info: CiteInfo {
            citation: citation(article),
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            language: &article.language,
            publication: article.publisher.as_deref(),
            codebook: "PLOVER 0.8",
        },
        coder,
        comment: (act.date_from == DateFrom::Article).then_some("date of the report"),
    }
}

/// The manual's auxiliary modes, which stand among the contexts.
fn auxiliary_mode(status: &str) -> Option<&'static str> {
    match status {
        "planned" => Some("future"),
        "hypothetical" => Some("hypothetical"),
        "denied" | "failed" => Some("negation"),
        _ => None,
    }
}

fn entity(party: &Party) -> Actor<'_> {
    let known = party.entity.as_deref();
    let wikidata = known
        .and_then(|entity| entity.kb.as_deref())
        .filter(|kb| kb.starts_with('Q') && kb[1..].bytes().all(|byte| byte.is_ascii_digit()));
    Actor {
        code: party.country.as_deref().map(codes::plover_country),
        sector: party.sector.as_deref(),
        entity_text: &party.name,
        identifier_id: wikidata,
        identifier_text: wikidata.and(known).map(|entity| entity.name.as_str()),
        office: party.title.as_deref(),
    }
}

fn location(place: &Place) -> Location<'_> {
    let state = place.country.as_deref().and_then(codes::state);
    let is = |r#type: &str| (place.r#type == r#type).then_some(place.name.as_str());
    Location {
        resolved_place: &place.name,
        geonameid: place.kb.as_deref(),
        lat: place.lat,
        lon: place.lon,
        city: is("city"),
        district: is("admin2"),
        province: is("admin1").or(place.admin1.as_deref()),
        country: state.map(|state| state.name),
        country_code: place.country.as_deref(),
        resolution: match place.r#type.as_str() {
            "country" => Some(1),
            "admin1" => Some(2),
            "admin2" => Some(3),
            "city" => Some(4),
            _ => None,
        },
    }
}
