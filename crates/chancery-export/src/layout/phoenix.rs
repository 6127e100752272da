use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use chancery_archive::rows::{Article, Party, Place};
use chancery_record::Span;
use rustc_hash::FxHashSet;

use super::{Form, Layout, TableColumns};
use crate::act::{Act, acts, number};
use crate::cell::{Cell, Rule, TsvCheck};
use crate::check::Problems;
use crate::codes::{self, CameoActor};
use crate::error::ExportError;
use crate::ids::Ids;
use crate::options::{Options, Reciprocal};
use crate::output::Output;
use crate::row::DateFrom;
use crate::source::Source;
use crate::tsv::tsv_line;

pub(super) const FORM: Form = Form {
    about: "Phoenix's 26 columns, tab-separated without a header: each act between two actors once a day; for code \
            written for the Phoenix pipeline of the Open Event Data Alliance",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: COLUMNS }],
    write,
    check,
};

const COLUMNS: &[&str] = &[
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
];

/// Day, source, target and code: what a day has once.
type Key = [String; 4];

/// What merged rows keep until the last record is seen: no text, and articles are shared.
struct Merged {
    sides: [[String; 4]; 2],
    place: Option<Place>,
    reports: Vec<Report>,
}

struct Report {
    record: String,
    article: Arc<Article>,
    sentence: u32,
    span: Span,
    date: DateFrom,
}

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut merged: BTreeMap<Key, Merged> = BTreeMap::new();
    acts(source, Layout::Phoenix, options, output, &mut |act, output| {
        if let Err(why) = merge(act, options.reciprocal, &mut merged) {
            output.leave_out(why);
        }
        Ok(())
    })?;
    let mut table = output.table("")?;
    let mut ids = Ids::of_bits(52);
    let version = source.meta().readers.last().map_or("0", |reader| reader.version.as_str());
    for (key, row) in &merged {
        let id = ids.give("", &key.join(" "));
        let row_number = output.row();
        let cells = cells(key, row, &format!("{id}_v{version}"));
        table.write_all(tsv_line(&cells).as_bytes())?;
        for report in &row.reports {
            let document = &report.article.id;
            let date = Some(report.date);
            output.evidence_line(row_number, &report.record, document, report.span, date)?;
        }
    }
    table.finish()
}

/// Adds an event to the rows of its day.
fn merge(
    act: &Act<'_>,
    how: Reciprocal,
    merged: &mut BTreeMap<Key, Merged>,
) -> Result<(), &'static str> {
    let Some(_) = act.cameo else { return Err("without a CAMEO code") };
    let day = act.compact_day();
    let mut has_codes = false;
    for pair in act.pairs(how) {
        let sides = [side(&pair.sources), side(&pair.targets)];
        if sides.iter().any(|[full, ..]| full.is_empty()) {
            continue;
        }
        has_codes = true;
        let [from, to] = sides.clone().map(|[full, ..]| full);
        let cameo = pair.cameo.unwrap_or_default().to_owned();
        let row = merged.entry([day.clone(), from, to, cameo]).or_insert_with(|| Merged {
            sides,
            place: None,
            reports: Vec::new(),
        });
        if row.place.is_none() {
            row.place = act.row.place.cloned();
        }
        row.reports.extend(act.row.reports.iter().map(|report| Report {
            record: act.row.id.to_owned(),
            article: report.article.clone(),
            sentence: report.sentence,
            span: report.evidence,
            date: act.date_from,
        }));
    }
    if has_codes { Ok(()) } else { Err("without a CAMEO actor code on both sides") }
}

/// Roles that have a column; other parts of a code are attributes.
const ROLES: [&str; 13] =
    ["GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"];

/// Full code, entity, role and attributes of one side; of several parties (a list) parted by `;`. Empty where one of
/// them has no code.
fn side(parties: &[&Party]) -> [String; 4] {
    let mut columns: [Vec<String>; 4] = Default::default();
    for party in parties {
        let full = CameoActor::of(party).code();
        if full.is_empty() {
            return Default::default();
        }
        let mut parts = (0..full.len()).step_by(3).filter_map(|at| full.get(at..at + 3));
        let entity = parts.next().unwrap_or_default().to_owned();
        let (mut role, mut attributes) = (String::new(), Vec::new());
        for part in parts {
            if role.is_empty() && ROLES.contains(&part) {
                part.clone_into(&mut role);
            } else {
                attributes.push(part);
            }
        }
        let attributes = attributes.join(";");
        for (column, value) in columns.iter_mut().zip([full, entity, role, attributes]) {
            column.push(value);
        }
    }
    columns.map(|values| {
        let filled: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        filled.join(";")
    })
}

fn cells(key: &Key, row: &Merged, id: &str) -> [String; 26] {
    let [day, _, _, code] = key;
    let root = code.get(..2).unwrap_or_default();
    let place = row.place.as_ref();
    let degrees = |value: Option<f64>| value.map_or(String::new(), number);
    let state = match place {
        Some(place) if place.r#type == "admin1" => Some(place.name.clone()),
        Some(place) => place.admin1.clone(),
        None => None,
    };
    let [source, target] = row.sides.clone();
    let [source_full, source_entity, source_role, source_attribute] = source;
    let [target_full, target_entity, target_role, target_attribute] = target;
    let each = |value: &dyn Fn(&Report) -> Option<String>| {
        let mut values: Vec<String> = Vec::new();
        for value in row.reports.iter().filter_map(value) {
            let value = value.replace(';', ",");
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values.join(";")
    };
    [
        id.to_owned(),
        day.clone(),
        day[..4].to_owned(),
        day[4..6].to_owned(),
        day[6..].to_owned(),
        source_full,
        source_entity,
        source_role,
        source_attribute,
        target_full,
        target_entity,
        target_role,
        target_attribute,
        code.clone(),
        root.to_owned(),
        penta_class(root).map_or(String::new(), |class| class.to_string()),
        codes::phoenix_score(code).map_or(String::new(), number),
        String::new(),
        degrees(place.and_then(|place| place.lat)),
        degrees(place.and_then(|place| place.lon)),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        state.unwrap_or_default(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        each(&|report| Some(format!("{}_{}", report.article.id, report.sentence))),
        each(&|report| report.article.url.clone()),
        each(&|report| report.article.publisher.clone()),
    ]
}

/// Phoenix's five classes of CAMEO roots.
fn penta_class(root: &str) -> Option<u8> {
    Some(match root.parse::<u8>().ok()? {
        1 | 2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        9..=13 | 16 => 3,
        14 | 15 | 17..=20 => 4,
        _ => return None,
    })
}

static ACTOR: Cell = Cell::Code(is_actor, "CAMEO actor code of parts of three letters");
static PART: Cell = Cell::Code(is_part, "part of a CAMEO actor code");
static TEXT: Cell = Cell::Text;

const RULES: [Rule; 26] = {
    use Cell::{Code, CompactDate, Integer, List, Number, Text};
    use Rule::{May, Must};
    [
        Must(Code(is_id, "id such as 12345_v0.1.0")),
        Must(CompactDate),
        Must(Integer(1, 9999)),
        Must(Integer(1, 12)),
        Must(Integer(1, 31)),
        Must(List(";", &ACTOR)),
        Must(List(";", &PART)),
        May(List(";", &PART)),
        May(List(";", &PART)),
        Must(List(";", &ACTOR)),
        Must(List(";", &PART)),
        May(List(";", &PART)),
        May(List(";", &PART)),
        Must(Code(codes::is_cameo, "CAMEO code; codes are text and keep their leading zero")),
        Must(Code(is_root, "CAMEO root of two digits")),
        Must(Integer(0, 4)),
        May(Number(-10.0, 10.0)),
        May(List(";", &TEXT)),
        May(Number(-90.0, 90.0)),
        May(Number(-180.0, 180.0)),
        May(Text),
        May(Text),
        May(Code(is_country, "country's alpha-3 code")),
        Must(List(";", &TEXT)),
        May(List(";", &TEXT)),
        May(List(";", &TEXT)),
    ]
};

fn is_id(id: &str) -> bool {
    let Some((number, version)) = id.split_once('_') else { return false };
    number.parse::<u64>().is_ok() && version.starts_with('v')
}

fn is_part(part: &str) -> bool {
    part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_actor(code: &str) -> bool {
    code.is_ascii()
        && !code.is_empty()
        && code.len().is_multiple_of(3)
        && (0..code.len()).step_by(3).all(|at| is_part(&code[at..at + 3]))
}

fn is_root(code: &str) -> bool {
    code.len() == 2 && codes::is_cameo(code)
}

fn is_country(code: &str) -> bool {
    codes::state(code).is_some()
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let mut seen = FxHashSet::default();
    let table =
        TsvCheck { columns: COLUMNS, aliases: &[], rules: &RULES, has_header: false, null: "" };
    table.run(path, problems, &mut |line, cells, problems| {
        if cells[2..5].concat() != cells[1] {
            problems.add(line, Some(COLUMNS[2]), "year, month and day are not those of the date");
        }
        if !cells[13].starts_with(cells[14]) {
            problems.add(line, Some(COLUMNS[14]), format!("is not the root of {}", cells[13]));
        }
        if penta_class(cells[14]).is_some_and(|class| class.to_string() != cells[15]) {
            problems.add(line, Some(COLUMNS[15]), format!("is not the class of {}", cells[14]));
        }
        if !seen.insert([cells[1], cells[5], cells[9], cells[13]].map(str::to_owned)) {
            let what = "the same act between the same two stands there twice on one day";
            problems.add(line, None, what);
        }
    })
}
