//! Leader travel in the columns of COLT (Country and Organization Leader Travel, University of Denver).
//! Comma-separated (RFC 4180), with a header; a cell without value is empty.
//!
//! A row is a trip: a leader's meetings in one country other than his own on days that meet or adjoin. Leaders are
//! heads of states and of governments, and heads of international bodies, by the title that the reports give them.

mod trip;

use std::path::Path;

use super::table::{self, CsvTable};
use super::{Form, Layout, TableColumns};
use crate::check::Problems;
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::row::rows;
use crate::source::{Kind, Source};
use crate::tables::{Type, fault};
use trip::{Signatures, Trips};

pub(super) const FORM: Form = Form {
    about: "trips of leaders as COLT has them, from the meetings",
    has_status: false,
    is_folder: false,
    has_evidence: true,
    tables: &[TableColumns { file: "", columns: &COLUMNS }],
    write,
    check,
};

/// As many links to reports as the layout has columns for.
const N_LINKS: usize = 33;

/// `TripID` … `SourceLink33`.
const COLUMNS: [&str; 70] = [
    "TripID",
    "LeaderID",
    "LeaderCountryOrIGO",
    "LeaderCountryISO",
    "LeaderRegion",
    "LeaderSubregion",
    "PriorityLeader",
    "LeaderRole",
    "LeaderTitle",
    "LeaderSurname",
    "LeaderFullName",
    "CountryVisited",
    "CountryVisitedISO",
    "RegionVisited",
    "SubRegionVisited",
    "DisputedTerritory",
    "SemiAutoTerritory",
    "CityVisited",
    "TripYear",
    "TripStartDate",
    "TripEndDate",
    "TripDuration",
    "MetHostHoGS",
    "HostHOGSName",
    "AttendedMultilatEvent",
    "NameMultilatEvent",
    "AttendedMultilatMinisterialEvent",
    "MetNonhostHOGS",
    "NonhostHOGSNames",
    "PublicAddress",
    "SignedAgreement",
    "CulturalSiteOrCeremony",
    "BusinessLeaderOrForum",
    "MetIGOLeader",
    "IGOLeaderName",
    "Notes",
    "Confidence(1-5)",
    "SourceLink1",
    "SourceLink2",
    "SourceLink3",
    "SourceLink4",
    "SourceLink5",
    "SourceLink6",
    "SourceLink7",
    "SourceLink8",
    "SourceLink9",
    "SourceLink10",
    "SourceLink11",
    "SourceLink12",
    "SourceLink13",
    "SourceLink14",
    "SourceLink15",
    "SourceLink16",
    "SourceLink17",
    "SourceLink18",
    "SourceLink19",
    "SourceLink20",
    "SourceLink21",
    "SourceLink22",
    "SourceLink23",
    "SourceLink24",
    "SourceLink25",
    "SourceLink26",
    "SourceLink27",
    "SourceLink28",
    "SourceLink29",
    "SourceLink30",
    "SourceLink31",
    "SourceLink32",
    "SourceLink33",
];

fn write(source: &dyn Source, options: &Options, output: &mut Output) -> Result<(), ExportError> {
    let mut table = CsvTable::new(output.table("")?, &COLUMNS)?;
    let mut signatures = Signatures::default();
    rows(source, Kind::Event, Layout::Colt, options, &mut |row| {
        signatures.add(row);
        Ok(())
    })?;
    // Records come by day, so that meetings of one trip come one soon after the other.
    let mut trips = Trips::default();
    rows(source, Kind::Meeting, Layout::Colt, options, &mut |row| {
        trips.add(row);
        Ok(())
    })?;
    for trip in trips.sorted() {
        let number = output.row();
        table.row(trip.cells(&signatures))?;
        for (record, report, from) in trip.reports() {
            output.evidence_of(number, record, report, report.evidence, Some(from))?;
        }
    }
    table.finish()
}

fn check(path: &Path, problems: &mut Problems) -> Result<(), ExportError> {
    const YES_NO: Type = Type::OneOf(&["Yes", "No"]);
    table::check(path, &COLUMNS, problems, &mut |line, cells, problems| {
        for (column, cell) in COLUMNS.iter().zip(cells) {
            let r#type = match *column {
                "TripID" | "LeaderID" | "LeaderFullName" | "CountryVisitedISO" => Type::Id,
                "TripYear" | "TripDuration" => Type::Integer,
                "TripStartDate" | "TripEndDate" => Type::Day,
                "Confidence(1-5)" => Type::OneOf(&["1", "2", "3", "4", "5"]),
                "PriorityLeader"
                | "DisputedTerritory"
                | "SemiAutoTerritory"
                | "MetHostHoGS"
                | "AttendedMultilatEvent"
                | "AttendedMultilatMinisterialEvent"
                | "MetNonhostHOGS"
                | "PublicAddress"
                | "SignedAgreement"
                | "CulturalSiteOrCeremony"
                | "BusinessLeaderOrForum"
                | "MetIGOLeader" => YES_NO,
                _ => Type::Text,
            };
            if let Some(fault) = fault(r#type, cell) {
                problems.add(line, Some(column), fault);
            }
        }
        let (start, end) = (&cells[19], &cells[20]);
        if start > end {
            problems.add(line, Some("TripEndDate"), "before TripStartDate");
        }
        if !start.starts_with(&cells[18]) {
            problems.add(line, Some("TripYear"), "not the year of TripStartDate");
        }
    })
}
