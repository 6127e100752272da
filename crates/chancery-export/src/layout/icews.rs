use std::io::Write;
use std::path::Path;

use chancery_archive::rows::Party;

use super::{Form, Layout, TableColumns};
use crate::act::{Act, Pair, acts, number};
use crate::cell::{Cell, Rule, TsvCheck};
use crate::check::Problems;
use crate::codes;
use crate::error::ExportError;
use crate::ids::{Ids, first_bits};
use crate::options::Options;
use crate::output::Output;
use crate::source::Source;
use crate::tsv::tsv_line;

pub(super) const FORM: Form = Form {
    about: "ICEWS's 20 columns, tab-separated with a header, a pair of parties a row; for R packages (icews) and \
            models of temporal knowledge graphs",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: COLUMNS }],
    write,
    check,
};

const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Ids fit the 32-bit integers of R; they are unique together with the date, as ICEWS's are.
const ID_BITS: u32 = 31;

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut table = output.table("")?;
    table.write_all(tsv_line(COLUMNS).as_bytes())?;
    let mut ids = Ids::of_bits(ID_BITS);
    acts(source, Layout::Icews, options, output, &mut |act, output| {
        if act.cameo.is_none() {
            output.leave_out("without a CAMEO code");
            return Ok(());
        }
        let pairs = act.pairs(options.reciprocal);
        let whole: Vec<&Pair<'_>> = pairs
            .iter()
            .filter(|pair| !pair.sources.is_empty() && !pair.targets.is_empty())
            .collect();
        if whole.is_empty() {
            output.leave_out("without two parties, which ICEWS asks for");
        }
        for pair in whole {
            let id = ids.give(&act.day.to_string(), &act.pair_id(pair));
            let row_number = output.row();
            table.write_all(tsv_line(&cells(act, pair, id)).as_bytes())?;
            output.evidence(row_number, &act.row, act.date_from)?;
        }
        Ok(())
    })?;
    table.finish()
}

fn cells(act: &Act<'_>, pair: &Pair<'_>, id: u64) -> [String; 20] {
    let cameo = pair.cameo.unwrap_or_default();
    let place = act.row.place;
    let article = &act.row.lead.article;
    let of_type = |wanted: &str| {
        place
            .filter(|place| place.r#type == wanted)
            .map_or(String::new(), |place| place.name.clone())
    };
    let mut province = of_type("admin1");
    if province.is_empty() {
        province = place.and_then(|place| place.admin1.clone()).unwrap_or_default();
    }
    let degrees = |value: Option<f64>| value.map_or(String::new(), number);
    let [source_name, source_sectors, source_country] = side(&pair.sources);
    let [target_name, target_sectors, target_country] = side(&pair.targets);
    [
        id.to_string(),
        act.day.to_string(),
        source_name,
        source_sectors,
        source_country,
        codes::icews_name(cameo).unwrap_or_default().to_owned(),
        cameo.to_owned(),
        codes::icews_intensity(cameo).map_or(String::new(), number),
        target_name,
        target_sectors,
        target_country,
        first_bits(&article.id, ID_BITS).to_string(),
        act.row.lead.sentence.to_string(),
        article.publisher.clone().unwrap_or_default(),
        of_type("city"),
        of_type("admin2"),
        province,
        place.and_then(|place| country(place.country.as_deref())).unwrap_or_default().to_owned(),
        degrees(place.and_then(|place| place.lat)),
        degrees(place.and_then(|place| place.lon)),
    ]
}

/// Name, sectors and country of one side; of several parties (a list) parted by `; `.
fn side(parties: &[&Party]) -> [String; 3] {
    let join = |value: &dyn Fn(&Party) -> String| {
        parties.iter().map(|party| value(party)).collect::<Vec<_>>().join("; ")
    };
    [
        join(&name),
        join(&|party| codes::icews_sectors(party).to_owned()),
        join(&|party| country(party.country.as_deref()).unwrap_or_default().to_owned()),
    ]
}

fn country(code: Option<&str>) -> Option<&'static str> {
    Some(codes::state(code?)?.icews)
}

/// The name over all articles; of a nameless party `Role (Country)`.
fn name(party: &Party) -> String {
    if let Some(entity) = &party.entity {
        let state = entity.kb.as_deref().filter(|_| entity.kind == "state");
        return country(state).map_or_else(|| entity.name.clone(), str::to_owned);
    }
    let mut letters = party.name.chars();
    let role: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match country(party.country.as_deref()) {
        Some(country) if party.kind == "state" => country.to_owned(),
        Some(country) => format!("{role} ({country})"),
        None => role,
    }
}

static COUNTRY: Cell = Cell::Code(is_country, "country's name as ICEWS has it");

const RULES: [Rule; 20] = {
    use Cell::{Code, Date, Integer, List, Number, Text};
    use Rule::{May, Must};
    [
        Must(Integer(1, i32::MAX as i64)),
        Must(Date),
        Must(Text),
        May(Text),
        May(List("; ", &COUNTRY)),
        Must(Text),
        May(Code(codes::is_cameo, "CAMEO code; codes are text and keep their leading zero")),
        May(Number(-10.0, 10.0)),
        Must(Text),
        May(Text),
        May(List("; ", &COUNTRY)),
        Must(Integer(0, i32::MAX as i64)),
        Must(Integer(1, i32::MAX as i64)),
        May(Text),
        May(Text),
        May(Text),
        May(Text),
        May(COUNTRY_CELL),
        May(Number(-90.0, 90.0)),
        May(Number(-180.0, 180.0)),
    ]
};

const COUNTRY_CELL: Cell = Cell::Code(is_country, "country's name as ICEWS has it");

fn is_country(name: &str) -> bool {
    // In a list of parties the place of a party without a country is empty.
    name.is_empty() || codes::any_state(|state| state.icews == name)
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let mut seen = rustc_hash::FxHashSet::default();
    let table =
        TsvCheck { columns: COLUMNS, aliases: &[], rules: &RULES, has_header: true, null: "" };
    table.run(path, problems, &mut |line, cells, problems| {
        if !seen.insert((cells[0].to_owned(), cells[1].to_owned())) {
            let what = format!("{} stands for an earlier row of {} too", cells[0], cells[1]);
            problems.add(line, Some(COLUMNS[0]), what);
        }
        if codes::icews_name(cells[6]).is_some_and(|name| name != cells[5]) {
            let what = format!("{:?} is not the name of {}", cells[5], cells[6]);
            problems.add(line, Some(COLUMNS[5]), what);
        }
    })
}
