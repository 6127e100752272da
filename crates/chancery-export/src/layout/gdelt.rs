use std::io::Write;
use std::path::Path;

use chancery_archive::rows::{Article, Finding, Party, Place};
use chancery_kb::Ontology;
use rustc_hash::FxHashSet;

use super::{Form, Layout, TableColumns};
use crate::act::{Act, Pair, acts, citation, compact_time, host, number};
use crate::cell::{Cell, Rule, TsvCheck};
use crate::check::{Problems, lines};
use crate::codes::{self, CameoActor};
use crate::error::ExportError;
use crate::ids::Ids;
use crate::options::Options;
use crate::output::Output;
use crate::source::Source;
use crate::tsv::tsv_line;

pub(super) const FORM: Form = Form {
    about: "GDELT 2.0: a folder with export.CSV (61 columns, a pair of parties a row) and mentions.CSV (16, a report a \
            row), tab-separated without headers; for loaders of GDELT's files",
    has_status: false,
    is_folder: true,
    has_evidence: true,
    tables: &[
        TableColumns { file: "export.CSV", columns: EVENTS },
        TableColumns { file: "mentions.CSV", columns: MENTIONS },
    ],
    write,
    check,
};

const EVENTS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

const MENTIONS: &[&str] = &[
    "GLOBALEVENTID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
];

/// Ids stay whole in the floating-point numbers of R, pandas and JavaScript.
const ID_BITS: u32 = 52;

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut events = output.table(FORM.tables[0].file)?;
    let mut mentions = output.table(FORM.tables[1].file)?;
    let mut ids = Ids::of_bits(ID_BITS);
    acts(source, Layout::Gdelt, options, output, &mut |act, output| {
        if act.cameo.is_none() {
            output.leave_out("without a CAMEO code");
            return Ok(());
        }
        let first = act.row.reports.iter().min_by_key(|report| {
            let time = compact_time(&report.article);
            let day = time.as_ref().map(|time| time[..8].to_owned());
            // Midnight stands for a day without a time, which does not come before the times of that day.
            let only_day = time.as_ref().is_some_and(|time| time.ends_with("000000"));
            (time.is_none(), day, only_day, time, report.id.as_str())
        });
        let first = first.unwrap_or(act.row.lead);
        for pair in act.pairs(options.reciprocal) {
            let id = ids.give("", &act.pair_id(&pair)).to_string();
            let added = compact_time(&first.article).unwrap_or_default();
            let row_number = output.row();
            let event = event(act, &pair, &id, first, &added);
            events.write_all(tsv_line(&event).as_bytes())?;
            for report in act.row.reports {
                mentions.write_all(tsv_line(&mention(report, &id, &added)).as_bytes())?;
            }
            output.evidence(row_number, &act.row, act.date_from)?;
        }
        Ok(())
    })?;
    events.finish()?;
    mentions.finish()
}

fn event(act: &Act<'_>, pair: &Pair<'_>, id: &str, first: &Finding, added: &str) -> [String; 61] {
    let cameo = pair.cameo.unwrap_or_default();
    let code = Ontology::embedded().cameo(cameo);
    let mut articles: Vec<&str> =
        act.row.reports.iter().map(|report| report.article.id.as_str()).collect();
    articles.sort_unstable();
    articles.dedup();
    let (year, month, day) = (act.day.year(), act.day.month(), act.day.day());
    let fraction = f64::from((i32::from(month) - 1) * 30 + i32::from(day)) / 365.0;
    let goldstein = Ontology::embedded().goldstein(cameo).map(codes::decimal);
    let mut cells = [const { String::new() }; 61];
    let mut at = 0;
    let mut put = |values: &[String]| {
        for value in values {
            cells[at].clone_from(value);
            at += 1;
        }
    };
    put(&[
        id.to_owned(),
        act.compact_day(),
        format!("{year:04}{month:02}"),
        format!("{year:04}"),
        format!("{:.4}", f64::from(year) + fraction),
    ]);
    put(&side(&pair.sources));
    put(&side(&pair.targets));
    put(&[
        u8::from(first.sentence == 1).to_string(),
        cameo.to_owned(),
        // The parent on the second level; of a code on that level or above itself.
        cameo.get(..3).unwrap_or(cameo).to_owned(),
        cameo.get(..2).unwrap_or_default().to_owned(),
        code.map_or(String::new(), |code| code.quad_class.to_string()),
        goldstein.map_or(String::new(), number),
        act.row.reports.len().to_string(),
        act.row.outlets.max(1).to_string(),
        articles.len().to_string(),
        String::new(),
    ]);
    put(&geo(None));
    put(&geo(None));
    put(&geo(act.row.place));
    put(&[added.to_owned(), identifier(&first.article)]);
    cells
}

/// The ten columns of an actor; of several (a list) each code and name, parted by `;`.
fn side(parties: &[&Party]) -> [String; 10] {
    let join = |value: &dyn Fn(&Party) -> String| {
        let values: Vec<String> =
            parties.iter().map(|party| value(party)).filter(|value| !value.is_empty()).collect();
        values.join(";")
    };
    let role = |at: usize| join(&|party| CameoActor::of(party).roles[at].to_owned());
    let name = |party: &Party| {
        let name = party.entity.as_ref().map_or(&party.name, |entity| &entity.name);
        name.replace(';', ",").to_uppercase()
    };
    [
        join(&|party| CameoActor::of(party).code()),
        join(&name),
        join(&|party| CameoActor::of(party).country.to_owned()),
        join(&|party| CameoActor::of(party).group.to_owned()),
        String::new(),
        String::new(),
        String::new(),
        role(0),
        role(1),
        String::new(),
    ]
}

/// The eight columns of a place.
fn geo(place: Option<&Place>) -> [String; 8] {
    let mut cells = [const { String::new() }; 8];
    let Some(place) = place else {
        "0".clone_into(&mut cells[0]);
        return cells;
    };
    let state = place.country.as_deref().and_then(codes::state);
    let is_us = state.is_some_and(|state| state.iso3 == "USA");
    let kind = match (place.r#type.as_str(), is_us) {
        ("country", _) => 1,
        ("admin1", true) => 2,
        (_, true) => 3,
        ("admin1" | "admin2", false) => 5,
        (_, false) => 4,
    };
    let admin1 = match place.r#type.as_str() {
        "country" => None,
        "admin1" => Some(&place.name),
        _ => place.admin1.as_ref(),
    };
    let mut names = vec![place.name.as_str()];
    names.extend(admin1.map(String::as_str).filter(|name| *name != place.name));
    names.extend(state.map(|state| state.name).filter(|_| kind != 1));
    let fips = state.map_or("", |state| state.fips);
    cells[0] = kind.to_string();
    cells[1] = names.join(", ");
    fips.clone_into(&mut cells[2]);
    cells[3] = match (kind, admin1.and_then(|name| codes::us_state(name))) {
        (1, _) => fips.to_owned(),
        (_, Some(letters)) if is_us => format!("US{letters}"),
        _ => String::new(),
    };
    cells[5] = place.lat.map_or(String::new(), number);
    cells[6] = place.lon.map_or(String::new(), number);
    if kind == 1 {
        fips.clone_into(&mut cells[7]);
    }
    cells
}

/// The address, or where there is none a citation.
fn identifier(article: &Article) -> String {
    article.url.clone().unwrap_or_else(|| citation(article))
}

fn mention(report: &Finding, id: &str, added: &str) -> [String; 16] {
    let article = &report.article;
    let trigger = match &report.detail {
        chancery_archive::rows::Detail::Event { trigger, .. } => trigger.0.start.to_string(),
        _ => "-1".to_owned(),
    };
    let outlet = article.url.as_deref().and_then(host).or(article.publisher.as_deref());
    [
        id.to_owned(),
        added.to_owned(),
        compact_time(article).unwrap_or_default(),
        if article.url.is_some() { "1" } else { "2" }.to_owned(),
        outlet.unwrap_or_default().to_owned(),
        identifier(article),
        report.sentence.to_string(),
        "-1".to_owned(),
        "-1".to_owned(),
        trigger,
        "1".to_owned(),
        format!("{:.0}", report.confidence.clamp(0.0, 1.0) * 100.0),
        article.length.to_string(),
        String::new(),
        String::new(),
        String::new(),
    ]
}

static ACTOR: Cell = Cell::Code(is_actor, "CAMEO actor code of parts of three letters");
static LETTERS: Cell = Cell::Code(is_letters, "code of three letters");
static COUNTRY: Cell = Cell::Code(is_country, "CAMEO country code (mostly ISO alpha-3)");

const ACTOR_RULES: [Rule; 10] = {
    use Cell::{List, Text};
    use Rule::May;
    let letters = May(List(";", &LETTERS));
    [
        May(List(";", &ACTOR)),
        May(Text),
        May(List(";", &COUNTRY)),
        letters,
        letters,
        letters,
        letters,
        letters,
        letters,
        letters,
    ]
};

const GEO_RULES: [Rule; 8] = {
    use Cell::{Code, Integer, Number, Text};
    use Rule::May;
    [
        May(Integer(0, 5)),
        May(Text),
        May(Code(is_fips, "FIPS 10-4 country code")),
        May(Text),
        May(Text),
        May(Number(-90.0, 90.0)),
        May(Number(-180.0, 180.0)),
        May(Text),
    ]
};

const EVENT_RULES: [Rule; 61] = {
    use Cell::{Code, CompactDate, CompactTime, Integer, Number, Text};
    use Rule::{May, Must};
    let count = Must(Integer(1, i64::MAX));
    let mut rules = [May(Text); 61];
    rules[0] = Must(Integer(1, i64::MAX));
    rules[1] = Must(CompactDate);
    rules[2] = Must(Integer(1, 999_912));
    rules[3] = Must(Integer(1, 9999));
    rules[4] = Must(Number(0.0, 10_000.0));
    let mut at = 0;
    while at < 10 {
        rules[5 + at] = ACTOR_RULES[at];
        rules[15 + at] = ACTOR_RULES[at];
        at += 1;
    }
    rules[25] = Must(Integer(0, 1));
    let code =
        Must(Code(codes::is_cameo, "CAMEO code; codes are text and keep their leading zero"));
    rules[26] = code;
    rules[27] = code;
    rules[28] = code;
    rules[29] = Must(Integer(1, 4));
    rules[30] = May(Number(-10.0, 10.0));
    rules[31] = count;
    rules[32] = count;
    rules[33] = count;
    rules[34] = May(Number(-100.0, 100.0));
    let mut at = 0;
    while at < 8 {
        rules[35 + at] = GEO_RULES[at];
        rules[43 + at] = GEO_RULES[at];
        rules[51 + at] = GEO_RULES[at];
        at += 1;
    }
    rules[59] = May(CompactTime);
    rules[60] = Must(Text);
    rules
};

const MENTION_RULES: [Rule; 16] = {
    use Cell::{CompactTime, Integer, Number, Text};
    use Rule::{May, Must};
    [
        Must(Integer(1, i64::MAX)),
        May(CompactTime),
        May(CompactTime),
        Must(Integer(1, 6)),
        May(Text),
        Must(Text),
        Must(Integer(1, i64::MAX)),
        Must(Integer(-1, i64::MAX)),
        Must(Integer(-1, i64::MAX)),
        Must(Integer(-1, i64::MAX)),
        Must(Integer(0, 1)),
        Must(Integer(0, 100)),
        Must(Integer(0, i64::MAX)),
        May(Number(-100.0, 100.0)),
        May(Text),
        May(Text),
    ]
};

fn is_letters(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_actor(code: &str) -> bool {
    code.is_ascii()
        && !code.is_empty()
        && code.len().is_multiple_of(3)
        && (0..code.len()).step_by(3).all(|at| is_letters(&code[at..at + 3]))
}

fn is_country(code: &str) -> bool {
    // Regions, as CAMEO's codebook lists them.
    const REGIONS: [&str; 18] = [
        "AFR", "ASA", "BLK", "CAF", "CAS", "CAU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR", "LAM",
        "MEA", "NAF", "SAF", "SAM", "WAF",
    ];
    codes::any_state(|state| state.cameo == code)
        || REGIONS.contains(&code)
        || matches!(code, "MDT" | "NMR" | "PRS" | "SAS" | "SCN" | "SEA" | "WEU" | "WST" | "ROM")
}

fn is_fips(code: &str) -> bool {
    // Gaza has a code of its own.
    codes::any_state(|state| state.fips == code) || code == "GZ"
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if is_mentions(path, &name)? {
        let table = TsvCheck {
            columns: MENTIONS,
            aliases: &[],
            rules: &MENTION_RULES,
            has_header: false,
            null: "",
        };
        let known = event_ids(path)?;
        return table.run(path, problems, &mut |line, cells, problems| {
            if known.as_ref().is_some_and(|known| !known.contains(cells[0])) {
                let what = format!("there is no event {} in export.CSV", cells[0]);
                problems.add(line, Some(MENTIONS[0]), what);
            }
        });
    }
    let mut seen = FxHashSet::default();
    let table = TsvCheck {
        columns: EVENTS,
        aliases: &[],
        rules: &EVENT_RULES,
        has_header: false,
        null: "",
    };
    table.run(path, problems, &mut |line, cells, problems| {
        if !seen.insert(cells[0].to_owned()) {
            let what = format!("{} stands for an earlier event too", cells[0]);
            problems.add(line, Some(EVENTS[0]), what);
        }
        if !cells[1].starts_with(cells[2]) || !cells[1].starts_with(cells[3]) {
            problems.add(line, Some(EVENTS[2]), "month or year are not those of the date");
        }
        if !cells[26].starts_with(cells[27]) || !cells[27].starts_with(cells[28]) {
            let what = format!("{} and {} are no parents of it", cells[27], cells[28]);
            problems.add(line, Some(EVENTS[26]), what);
        }
        let known = Ontology::embedded().cameo(cells[26]);
        if known.is_some_and(|code| code.quad_class.to_string() != cells[29]) {
            problems.add(line, Some(EVENTS[29]), format!("is not the class of {}", cells[26]));
        }
    })
}

/// Ids of the events beside a file of mentions, where there is such a file.
fn event_ids(mentions: &Path) -> Result<Option<FxHashSet<String>>, ExportError> {
    let path = mentions.with_file_name(FORM.tables[0].file);
    if !path.is_file() {
        return Ok(None);
    }
    let mut ids = FxHashSet::default();
    lines(&path, &mut Problems::of(&path), &mut |_, line, _| {
        ids.extend(line.split('\t').next().map(str::to_owned));
    })?;
    Ok(Some(ids))
}

/// By the file's name; where that says nothing by the number of its columns.
fn is_mentions(path: &Path, name: &str) -> Result<bool, ExportError> {
    use std::io::{BufRead, Read};
    if name.contains("mentions") || name.contains("export") {
        return Ok(name.contains("mentions"));
    }
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut first = Vec::new();
    std::io::BufReader::new(file.take(1 << 20))
        .read_until(b'\n', &mut first)
        .map_err(unreadable)?;
    Ok(first.split(|byte| *byte == b'\t').count() == MENTIONS.len())
}
