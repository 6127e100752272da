use std::io::Write;
use std::path::Path;

use chancery_archive::rows::Party;

use super::{Form, Layout, TableColumns};
use crate::act::{Act, acts, number};
use crate::cell::{Cell, Rule, TsvCheck};
use crate::check::Problems;
use crate::codes;
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::source::{Named, Source};
use crate::tsv::tsv_line;

pub(super) const FORM: Form = Form {
    about: "POLECAT's 40 columns, tab-separated with a header, an event a row; for R and pandas code written for the \
            POLECAT files on Dataverse",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: COLUMNS }],
    write,
    check,
};

/// What stands for nothing.
const NULL: &str = "None";
/// What parts several values of a cell.
const SEP: &str = "; ";

const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Event Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut table = output.table("")?;
    table.write_all(tsv_line(COLUMNS).as_bytes())?;
    let version = version(source);
    // Events of one article follow each other often enough that its names are not asked for each time.
    let mut named = (String::new(), Named::default());
    acts(source, Layout::Polecat, options, output, &mut |act, output| {
        let article = &act.row.lead.article;
        if named.0 != article.id {
            named = (article.id.clone(), source.named(article)?);
        }
        let row_number = output.row();
        table.write_all(tsv_line(&cells(act, &named.1, &version)).as_bytes())?;
        output.evidence(row_number, &act.row, act.date_from)
    })?;
    table.finish()
}

/// `Chancery 0.1.0`: what coded the events.
fn version(source: &dyn Source) -> String {
    let mut versions: Vec<&str> =
        source.meta().readers.iter().map(|reader| reader.version.as_str()).collect();
    versions.dedup();
    if versions.is_empty() { NULL.to_owned() } else { format!("Chancery {}", versions.join(SEP)) }
}

fn cells(act: &Act<'_>, named: &Named, version: &str) -> [String; 40] {
    let or_null = |value: Option<&str>| value.filter(|v| !v.is_empty()).unwrap_or(NULL).to_owned();
    let list = |values: &[String]| {
        if values.is_empty() { NULL.to_owned() } else { values.join(SEP) }
    };
    let place = act.row.place;
    let of_type = |wanted: &str| {
        or_null(place.filter(|place| place.r#type == wanted).map(|place| place.name.as_str()))
    };
    let degrees = |value: Option<f64>| value.map_or(NULL.to_owned(), number);
    let article = &act.row.lead.article;
    let [name, country, cow, primary, sectors, title, raw, wikipedia] = side(&act.sources);
    let recipient = side(&act.targets);
    let [r_name, r_country, r_cow, r_primary, r_sectors, r_title, r_raw, r_wikipedia] = recipient;
    let province = match place {
        Some(place) if place.r#type == "admin1" => Some(place.name.as_str()),
        Some(place) => place.admin1.as_deref(),
        None => None,
    };
    [
        act.row.id.to_owned(),
        act.day.to_string(),
        act.r#type.to_owned(),
        or_null(act.mode),
        codes::plover_score(act.r#type, act.mode).map_or(NULL.to_owned(), number),
        or_null(codes::quad_class(act.r#type).and_then(quad_words)),
        list(act.contexts),
        name,
        country,
        cow,
        primary,
        sectors,
        title,
        raw,
        wikipedia,
        r_name,
        r_country,
        r_cow,
        r_primary,
        r_sectors,
        r_title,
        r_raw,
        r_wikipedia,
        or_null(place.map(|place| place.name.as_str())),
        of_type("city"),
        of_type("admin2"),
        or_null(province),
        or_null(place.and_then(|place| place.country.as_deref())),
        degrees(place.and_then(|place| place.lat)),
        degrees(place.and_then(|place| place.lon)),
        or_null(place.and_then(|place| place.kb.as_deref())),
        NULL.to_owned(),
        NULL.to_owned(),
        or_null(article.publisher.as_deref()),
        or_null(article.day()),
        list(&named.people),
        list(&named.organisations),
        list(&named.locations),
        or_null(Some(&article.language)),
        version.to_owned(),
    ]
}

/// The eight columns of one side, aligned: the third value of each is the third party's.
fn side(parties: &[&Party]) -> [String; 8] {
    let join = |value: &dyn Fn(&Party) -> Option<String>| {
        if parties.is_empty() {
            return NULL.to_owned();
        }
        let values: Vec<String> = parties
            .iter()
            .map(|party| {
                let value = value(party).filter(|value| !value.is_empty());
                // A separator within a name would shift all that follow it.
                value.map_or(NULL.to_owned(), |value| value.replace(';', ","))
            })
            .collect();
        values.join(SEP)
    };
    let sector = |party: &Party| party.sector.clone();
    [
        join(&|party| party.entity.as_ref().map(|entity| entity.name.clone())),
        join(&|party| party.country.clone()),
        join(&|party| Some(codes::state(party.country.as_deref()?)?.cow.to_owned())),
        join(&sector),
        join(&sector),
        join(&|party| party.title.clone()),
        join(&|party| Some(party.name.clone())),
        join(&|party| party.entity.as_ref()?.wikipedia.clone()),
    ]
}

/// A quad class in words.
fn quad_words(class: u8) -> Option<&'static str> {
    QUADS.get(usize::from(class).checked_sub(1)?).copied()
}

const QUADS: [&str; 4] =
    ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

static TEXT: Cell = Cell::Text;
static COUNTRY: Cell =
    Cell::Code(is_country, "country's alpha-3 code or PLOVER's for what has none");
static COW: Cell = Cell::Integer(2, 999);
static SECTOR: Cell = Cell::Code(is_sector, "PLOVER sector");
static CONTEXT: Cell = Cell::Code(is_context, "PLOVER context");

const fn list(cell: &'static Cell) -> Rule {
    Rule::May(Cell::List(SEP, cell))
}

const RULES: [Rule; 40] = {
    use Cell::{Code, Date, Integer, Number, Text};
    use Rule::{May, Must};
    [
        Must(Text),
        Must(Date),
        Must(Code(is_type, "PLOVER event type")),
        May(Code(is_mode, "PLOVER mode")),
        May(Number(-10.0, 10.0)),
        Must(Code(is_quad, "quad class in words")),
        list(&CONTEXT),
        list(&TEXT),
        list(&COUNTRY),
        list(&COW),
        list(&SECTOR),
        list(&SECTOR),
        list(&TEXT),
        list(&TEXT),
        list(&TEXT),
        list(&TEXT),
        list(&COUNTRY),
        list(&COW),
        list(&SECTOR),
        list(&SECTOR),
        list(&TEXT),
        list(&TEXT),
        list(&TEXT),
        May(Text),
        May(Text),
        May(Text),
        May(Text),
        May(Code(is_country, "country's alpha-3 code")),
        May(Number(-90.0, 90.0)),
        May(Number(-180.0, 180.0)),
        May(Integer(1, i64::MAX)),
        May(Text),
        May(Text),
        May(Text),
        May(Date),
        list(&TEXT),
        list(&TEXT),
        list(&TEXT),
        May(Text),
        May(Text),
    ]
};

fn is_country(code: &str) -> bool {
    codes::state(code).is_some()
        || codes::any_state(|state| state.plover == code)
        || codes::is_body(code)
}

fn is_sector(code: &str) -> bool {
    codes::is_sector(code)
}

fn is_context(code: &str) -> bool {
    codes::is_context(code)
}

fn is_type(code: &str) -> bool {
    codes::quad_class(code).is_some()
}

fn is_mode(code: &str) -> bool {
    codes::is_mode(None, code)
}

fn is_quad(words: &str) -> bool {
    QUADS.contains(&words)
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let table = TsvCheck {
        columns: COLUMNS,
        aliases: &[("Intensity", "Event Intensity")],
        rules: &RULES,
        has_header: true,
        null: NULL,
    };
    table.run(path, problems, &mut |line, cells, problems| {
        if !codes::is_mode(Some(cells[2]), cells[3]) && cells[3] != NULL {
            let what = format!("{} has no mode {:?}", cells[2], cells[3]);
            problems.add(line, Some(COLUMNS[3]), what);
        }
        // The columns of a side are aligned.
        for side in [7..15, 15..23] {
            let counts = side.clone().map(|at| cells[at].split(SEP).count());
            let (least, most) = (counts.clone().min(), counts.max());
            if least != most {
                let what = format!("{least:?} to {most:?} values in columns that are aligned")
                    .replace("Some(", "")
                    .replace(')', "");
                problems.add(line, Some(COLUMNS[side.start]), what);
            }
        }
    })
}
