use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use chancery_archive::rows::Party;
use chancery_kb::Ontology;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Form, Layout, TableColumns};
use crate::act::{Act, acts, number};
use crate::cell::{Cell, Rule};
use crate::check::Problems;
use crate::codes;
use crate::error::ExportError;
use crate::options::{DyadOptions, Level, Options, Period};
use crate::output::Output;
use crate::source::Source;
use crate::tsv::plain;

pub(super) const FORM: Form = Form {
    about: "counts of events between two states or actors by day, week, month or year, as CSV: by PLOVER type and quad \
            class, with sum and mean of Goldstein and the number of origins; ready for a regression",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: COLUMNS }],
    write,
    check,
};

const COLUMNS: &[&str] = &[
    "period",
    "start",
    "end",
    "source",
    "source_name",
    "target",
    "target_name",
    "events",
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "verbal_cooperation",
    "material_cooperation",
    "verbal_conflict",
    "material_conflict",
    "goldstein_sum",
    "goldstein_mean",
    "origins",
];

/// Where the columns of the types begin, and those of the quad classes.
const TYPES: usize = 8;
const QUADS: usize = 24;

/// What two have done to each other in one span of time.
#[derive(Debug, Clone, Default)]
struct Count {
    types: [u64; 16],
    /// Sum of Goldstein values in ten-thousandths, so that it does not depend on the order.
    goldstein: i64,
    /// Number of events that have one.
    scored: u64,
    /// Origins of the reports, by number, sorted when it is written.
    origins: Vec<u32>,
    /// Number of its row, once it is written.
    row: u64,
}

/// The two; days on which spans begin.
type Counts = BTreeMap<[String; 2], BTreeMap<Date, Count>>;

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut counts = Counts::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut origins: FxHashMap<String, u32> = FxHashMap::default();
    acts(source, Layout::Dyads, options, output, &mut |act, output| {
        let pairs = pairs(act, options);
        if pairs.is_empty() {
            output.leave_out(match options.dyads.level {
                Level::Country => "without two parties with a country",
                Level::Actor => "without two parties",
            });
        }
        for party in act.sources.iter().chain(&act.targets) {
            if let Some(key) = key(party, options.dyads.level) {
                names.entry(key).or_insert_with(|| name(party, options.dyads.level));
            }
        }
        let Some(r#type) = COLUMNS[TYPES..QUADS].iter().position(|code| *code == act.r#type) else {
            return Ok(());
        };
        let scale = act.goldstein.or_else(|| Ontology::embedded().goldstein(act.cameo?));
        for pair in pairs {
            let spans = counts.entry(pair).or_default();
            let count = spans.entry(first_day(act.day, options.dyads.by)).or_default();
            count.types[r#type] += 1;
            if let Some(scale) = scale {
                count.goldstein += (f64::from(scale) * 1e4).round() as i64;
                count.scored += 1;
            }
            for report in act.row.reports {
                let next = origins.len() as u32;
                let origin = *origins.entry(report.article.origin.clone()).or_insert(next);
                if !count.origins.contains(&origin) {
                    count.origins.push(origin);
                }
            }
        }
        Ok(())
    })?;
    write_counts(&mut counts, &names, options.dyads, output)?;
    // Walked once more: to keep the evidence of all rows would be to keep all records.
    let mut unsaid = Output::nowhere(Layout::Dyads);
    acts(source, Layout::Dyads, options, &mut unsaid, &mut |act, _| {
        for pair in pairs(act, options) {
            let span = first_day(act.day, options.dyads.by);
            if let Some(count) = counts.get(&pair).and_then(|spans| spans.get(&span)) {
                output.evidence(count.row, &act.row, act.date_from)?;
            }
        }
        Ok(())
    })
}

fn write_counts(
    counts: &mut Counts,
    names: &BTreeMap<String, String>,
    options: DyadOptions,
    output: &mut Output,
) -> Result<(), ExportError> {
    let days = || counts.values().flat_map(BTreeMap::keys).copied();
    let ends = days().min().zip(days().max());
    let mut table = csv::Writer::from_writer(output.table("")?);
    table.write_record(COLUMNS).map_err(io_error)?;
    for (pair, spans) in counts {
        if !options.zeros {
            for (&start, count) in spans {
                count.row = output.row();
                write_row(&mut table, pair, names, start, options.by, count)?;
            }
            continue;
        }
        let Some((first, last)) = ends else { continue };
        let mut start = first;
        while start <= last {
            let row = output.row();
            if let Some(count) = spans.get_mut(&start) {
                count.row = row;
                write_row(&mut table, pair, names, start, options.by, count)?;
            } else {
                write_row(&mut table, pair, names, start, options.by, &Count::default())?;
            }
            let Some(next) = next(start, options.by) else { break };
            start = next;
        }
    }
    let table = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    table.finish()
}

fn write_row(
    table: &mut csv::Writer<crate::output::Table>,
    [source, target]: &[String; 2],
    names: &BTreeMap<String, String>,
    start: Date,
    by: Period,
    count: &Count,
) -> Result<(), ExportError> {
    let mut quads = [0; 4];
    for (&code, &events) in COLUMNS[TYPES..QUADS].iter().zip(&count.types) {
        if let Some(class) = codes::quad_class(code).and_then(|class| class.checked_sub(1)) {
            quads[usize::from(class)] += events;
        }
    }
    let name = |key: &str| names.get(key).map(|name| plain(name).into_owned()).unwrap_or_default();
    let end = next(start, by).and_then(|day| day.checked_sub(1.day()).ok()).unwrap_or(start);
    let sum = count.goldstein as f64 / 1e4;
    let mean = match count.scored {
        0 => String::new(),
        scored => number((sum / scored as f64 * 1e4).round() / 1e4),
    };
    let mut row = vec![
        label(start, by),
        start.to_string(),
        end.to_string(),
        source.clone(),
        name(source),
        target.clone(),
        name(target),
        count.types.iter().sum::<u64>().to_string(),
    ];
    row.extend(count.types.iter().chain(&quads).map(u64::to_string));
    row.extend([number(sum), mean, count.origins.len().to_string()]);
    table.write_record(&row).map_err(io_error)?;
    Ok(())
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The dyads in which an event counts, each once.
///
/// Of equal parties and of talks both ways count where they are told apart. Two parties of one state are a dyad of
/// that state with itself, unless equal parties of another state take part.
fn pairs(act: &Act<'_>, options: &Options) -> BTreeSet<[String; 2]> {
    let DyadOptions { level, directed, .. } = options.dyads;
    let mut found: BTreeSet<[String; 2]> = BTreeSet::new();
    for pair in act.pairs(options.reciprocal) {
        for source in &pair.sources {
            for target in &pair.targets {
                let (Some(source), Some(target)) = (key(source, level), key(target, level)) else {
                    continue;
                };
                let mut pair = [source, target];
                if !directed {
                    pair.sort();
                }
                found.insert(pair);
            }
        }
    }
    let with_itself = |pair: &[String; 2]| pair[0] == pair[1];
    let between = found.iter().any(|pair| !with_itself(pair));
    if level == Level::Actor || (between && act.is_reciprocal()) {
        found.retain(|pair| !with_itself(pair));
    }
    found
}

/// What tells a party from others: its country's code; or the id of its entity, of a nameless one `name.COUNTRY`.
fn key(party: &Party, level: Level) -> Option<String> {
    match level {
        Level::Country => party.country.clone(),
        Level::Actor => Some(party.entity.as_ref().map_or_else(
            || match &party.country {
                Some(country) => format!("{}.{country}", plain(&party.name.to_lowercase())),
                None => plain(&party.name.to_lowercase()).into_owned(),
            },
            |entity| entity.id.clone(),
        )),
    }
}

fn name(party: &Party, level: Level) -> String {
    match level {
        Level::Country => {
            let code = party.country.as_deref().unwrap_or_default();
            codes::state(code).map_or_else(|| body(code), |state| state.name).to_owned()
        }
        Level::Actor => match &party.entity {
            Some(entity) => entity.name.clone(),
            // Lower case as its key, so that it does not matter which article comes first.
            None => party.name.to_lowercase(),
        },
    }
}

/// What stands in a country's place.
fn body(code: &str) -> &'static str {
    match code {
        "UNO" => "United Nations",
        "EUR" => "European Union",
        "IGO" => "intergovernmental organisations",
        "NGO" => "non-governmental organisations",
        "ISM" => "international movements",
        "IMG" => "armed groups across borders",
        "MNC" => "multinational companies",
        _ => "",
    }
}

/// The day on which a day's span begins.
fn first_day(day: Date, by: Period) -> Date {
    match by {
        Period::Day => day,
        Period::Week => {
            let monday = day.iso_week_date().weekday().to_monday_zero_offset();
            day.checked_sub(i64::from(monday).days()).unwrap_or(day)
        }
        Period::Month => day.first_of_month(),
        Period::Year => day.first_of_year(),
    }
}

/// The day on which the next span begins; none at the end of all calendars.
fn next(start: Date, by: Period) -> Option<Date> {
    let span = match by {
        Period::Day => 1.day(),
        Period::Week => 1.week(),
        Period::Month => 1.month(),
        Period::Year => 1.year(),
    };
    start.checked_add(span).ok()
}

/// `2024-10-25`, `2024-W43`, `2024-10`, `2024`.
fn label(start: Date, by: Period) -> String {
    match by {
        Period::Day => start.to_string(),
        Period::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Period::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Period::Year => format!("{:04}", start.year()),
    }
}

fn rule(column: usize) -> Rule {
    match column {
        1 | 2 => Rule::Must(Cell::Date),
        0 | 3 | 5 => Rule::Must(Cell::Text),
        4 | 6 => Rule::May(Cell::Text),
        28 => Rule::Must(Cell::Number(f64::MIN, f64::MAX)),
        29 => Rule::May(Cell::Number(-10.0, 10.0)),
        _ => Rule::Must(Cell::Integer(0, i64::MAX)),
    }
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    let file = std::fs::File::open(path)
        .map_err(|source| ExportError::Read { path: path.to_owned(), source })?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
    let mut seen = BTreeSet::new();
    let mut n_rows = 0;
    for row in reader.records() {
        n_rows += 1;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.add(line, None, format!("no CSV in UTF-8: {error}"));
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        if row.len() != COLUMNS.len() {
            let what = format!("{} columns in place of {}", row.len(), COLUMNS.len());
            problems.add(line, None, what);
            continue;
        }
        if n_rows == 1 {
            for (found, wanted) in
                row.iter().zip(COLUMNS).filter(|(found, wanted)| found != *wanted)
            {
                problems.add(line, Some(wanted), format!("the head has {found:?} here"));
            }
            continue;
        }
        for (at, value) in row.iter().enumerate() {
            if let Some(fault) = rule(at).fault(value, "") {
                problems.add(line, Some(COLUMNS[at]), fault);
            }
        }
        let sum = |from: usize, to: usize| {
            (from..to)
                .filter_map(|at| row.get(at)?.parse::<u64>().ok())
                .fold(0, u64::saturating_add)
        };
        let events = sum(TYPES - 1, TYPES);
        if sum(TYPES, QUADS) != events || sum(QUADS, QUADS + 4) != events {
            let what = "is not the sum of the types, or of the quad classes";
            problems.add(line, Some(COLUMNS[TYPES - 1]), what);
        }
        if !seen.insert([0, 3, 5].map(|at| row.get(at).unwrap_or_default().to_owned())) {
            problems.add(line, None, "the same two stand there twice in one span");
        }
    }
    if n_rows == 0 {
        problems.add(0, None, "is empty; the line with the names of the columns is missing");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_begin_where_calendars_say() {
        let day = Date::constant(2021, 1, 3);
        assert_eq!(first_day(day, Period::Week), Date::constant(2020, 12, 28));
        assert_eq!(label(first_day(day, Period::Week), Period::Week), "2020-W53");
        assert_eq!(label(first_day(day, Period::Month), Period::Month), "2021-01");
        assert_eq!(
            next(Date::constant(2024, 1, 31), Period::Month),
            Some(Date::constant(2024, 2, 29))
        );
    }

    #[test]
    fn every_type_has_its_column() {
        let types = Ontology::embedded().event_types().iter().map(|entry| entry.code);
        assert!(types.eq(COLUMNS[TYPES..QUADS].iter().copied()));
    }
}
