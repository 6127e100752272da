//! Positions as the statements of Discourse Network Analyzer (`leifeld-lab/dna`): who holds which concept in which
//! document, and whether they agree with it. Comma-separated (RFC 4180), with a header.

use std::path::Path;

use chancery_archive::rows::{Detail, Party, Role};

use super::table::{self, CsvTable};
use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::coding::{country_name, party_name};
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::row::{DateFrom, Row, rows};
use crate::source::{Kind, Source};
use crate::tables::{Type, fault};

pub(super) const FORM: Form = Form {
    about: "positions for Discourse Network Analyzer: person, organization, concept, agreement",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: &COLUMNS }],
    write,
    check,
};

const COLUMNS: [&str; 11] = [
    "document_id",
    "title",
    "date",
    "source",
    "start",
    "end",
    "text",
    "person",
    "organization",
    "concept",
    "agreement",
];

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut table = CsvTable::new(output.table("")?, &COLUMNS)?;
    rows(source, Kind::Position, Layout::Dna, options, &mut |row| {
        for cells in statements(row) {
            let number = output.row();
            table.row(&cells)?;
            output.evidence(number, row, DateFrom::Article)?;
        }
        Ok(())
    })?;
    table.finish()
}

/// A statement for each topic of the position; one on its own words where it has none.
fn statements(row: &Row<'_>) -> Vec<[String; 11]> {
    let lead = row.lead;
    let Detail::Position { stance, proposition, topics } = &lead.detail else { return Vec::new() };
    let Some(holder) = lead.parties(Role::Holder).next() else { return Vec::new() };
    let (person, organization) = who(holder);
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    let article = &lead.article;
    let concepts = if topics.is_empty() { vec![&proposition.1] } else { topics.iter().collect() };
    concepts
        .into_iter()
        .map(|concept| {
            [
                article.id.clone(),
                text(&article.title),
                article.day().unwrap_or_default().to_owned(),
                text(&article.publisher),
                lead.evidence.start.to_string(),
                lead.evidence.end.to_string(),
                lead.evidence_text.clone(),
                person.clone(),
                organization.clone(),
                concept.clone(),
                agreement(stance).to_owned(),
            ]
        })
        .collect()
}

/// A person and the state or body for which it acts; or an organisation alone.
fn who(holder: &Party) -> (String, String) {
    let name = party_name(holder).to_owned();
    if holder.kind == "person" {
        let acts_for = holder.country.as_deref().and_then(country_name).unwrap_or_default();
        (name, acts_for.to_owned())
    } else {
        (String::new(), name)
    }
}

/// Whether a stance is for what it is about.
fn agreement(stance: &str) -> &'static str {
    match stance {
        "opposes" | "rejects" | "criticises" => "no",
        _ => "yes",
    }
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    table::check(path, &COLUMNS, problems, &mut |line, cells, problems| {
        for (column, r#type) in [
            (0, Type::Id),
            (2, Type::Day),
            (4, Type::Integer),
            (5, Type::Integer),
            (6, Type::Id),
            (9, Type::Id),
            (10, Type::OneOf(&["yes", "no"])),
        ] {
            if let Some(fault) = fault(r#type, &cells[column]) {
                problems.add(line, Some(COLUMNS[column]), fault);
            }
        }
        let at = |column: usize| cells[column].parse::<u32>().ok();
        if at(4).is_none() || at(4) >= at(5) {
            problems.add(line, Some("start"), "start and end are no stretch of text");
        }
        if cells[7].is_empty() && cells[8].is_empty() {
            problems.add(line, Some("person"), "neither person nor organization");
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_rejects_does_not_agree() {
        assert_eq!(["supports", "demands", "rejects"].map(agreement), ["yes", "yes", "no"]);
    }
}
