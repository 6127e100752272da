//! The layouts: a file each, which says what it is, names its columns, writes it and checks it.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::check::Problems;
use crate::error::ExportError;
use crate::options::Options;
use crate::output::Output;
use crate::source::Source;

mod annotations;
mod colt;
mod csv;
mod dna;
mod dyads;
mod ftm;
mod gdelt;
mod geojson;
mod gexf;
mod graphml;
mod guess;
mod icews;
mod ics;
mod jsonl;
mod parquet;
mod phoenix;
mod plover;
mod polecat;
mod table;

pub(crate) use guess::guess;

/// What a layout's file says of it.
pub(crate) struct Form {
    /// What it is and who reads it, in a sentence or two.
    pub(crate) about: &'static str,
    /// It has a column for the status, so that records of all statuses go out.
    pub(crate) has_status: bool,
    /// A folder of files in place of one.
    pub(crate) is_folder: bool,
    /// It has no column for the way back, so that `PATH.evidence.tsv` stands beside it.
    pub(crate) has_evidence: bool,
    /// Its files with their columns, in order; of a layout of one file that one, without a name.
    pub(crate) tables: &'static [TableColumns],
    /// Writes it. Counts rows with [`Output::row`].
    pub(crate) write: fn(&dyn Source, &Options, &mut Output) -> Result<(), ExportError>,
    /// Checks one of its files.
    pub(crate) check: fn(&Path, &mut Problems) -> Result<(), ExportError>,
}

/// A file of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableColumns {
    /// Name in the folder, `export.CSV`; empty for a layout of one file.
    pub file: &'static str,
    /// Columns, or fields of the objects, in order.
    pub columns: &'static [Column],
}

/// Name of a column as the layout spells it. `docs/formats.md` says of each from what it is filled.
pub type Column = &'static str;

/// A layout of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layout {
    /// The record.
    Jsonl,
    /// Flat tables.
    Csv,
    /// Flat tables.
    Parquet,
    /// PLOVER JSON.
    Plover,
    /// POLECAT, 40 columns.
    Polecat,
    /// ICEWS, 20 columns.
    Icews,
    /// GDELT 2.0, events and mentions.
    Gdelt,
    /// Phoenix, 26 columns.
    Phoenix,
    /// Country and Organization Leader Travel.
    Colt,
    /// Discourse Network Analyzer.
    Dna,
    /// `FollowTheMoney`.
    Ftm,
    /// W3C Web Annotation.
    Annotations,
    /// Network.
    Graphml,
    /// Network over time.
    Gexf,
    /// Map.
    Geojson,
    /// Calendar.
    Ics,
    /// Counts of pairs over time.
    Dyads,
}

impl Layout {
    /// All, in the order of the manual.
    pub const ALL: [Self; 17] = [
        Self::Jsonl,
        Self::Csv,
        Self::Parquet,
        Self::Plover,
        Self::Polecat,
        Self::Icews,
        Self::Gdelt,
        Self::Phoenix,
        Self::Colt,
        Self::Dna,
        Self::Ftm,
        Self::Annotations,
        Self::Graphml,
        Self::Gexf,
        Self::Geojson,
        Self::Ics,
        Self::Dyads,
    ];

    /// As `--as` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Plover => "plover",
            Self::Polecat => "polecat",
            Self::Icews => "icews",
            Self::Gdelt => "gdelt",
            Self::Phoenix => "phoenix",
            Self::Colt => "colt",
            Self::Dna => "dna",
            Self::Ftm => "ftm",
            Self::Annotations => "annotations",
            Self::Graphml => "graphml",
            Self::Gexf => "gexf",
            Self::Geojson => "geojson",
            Self::Ics => "ics",
            Self::Dyads => "dyads",
        }
    }

    /// What it is and who reads it: text for `--help`.
    pub fn about(self) -> &'static str {
        self.form().about
    }

    /// Whether a row says its record's status, so that planned and denied events go out too.
    pub fn has_status(self) -> bool {
        self.form().has_status
    }

    /// Whether it is a folder of files.
    pub fn is_folder(self) -> bool {
        self.form().is_folder
    }

    /// Whether `PATH.evidence.tsv` stands beside it.
    pub fn has_evidence(self) -> bool {
        self.form().has_evidence
    }

    /// Its files with their columns.
    pub fn tables(self) -> &'static [TableColumns] {
        self.form().tables
    }

    pub(crate) fn write(
        self,
        source: &dyn Source,
        options: &Options,
        output: &mut Output,
    ) -> Result<(), ExportError> {
        (self.form().write)(source, options, output)
    }

    pub(crate) fn check_file(
        self,
        path: &Path,
        problems: &mut Problems,
    ) -> Result<(), ExportError> {
        (self.form().check)(path, problems)
    }

    fn form(self) -> &'static Form {
        match self {
            Self::Jsonl => &jsonl::FORM,
            Self::Csv => &csv::FORM,
            Self::Parquet => &parquet::FORM,
            Self::Plover => &plover::FORM,
            Self::Polecat => &polecat::FORM,
            Self::Icews => &icews::FORM,
            Self::Gdelt => &gdelt::FORM,
            Self::Phoenix => &phoenix::FORM,
            Self::Colt => &colt::FORM,
            Self::Dna => &dna::FORM,
            Self::Ftm => &ftm::FORM,
            Self::Annotations => &annotations::FORM,
            Self::Graphml => &graphml::FORM,
            Self::Gexf => &gexf::FORM,
            Self::Geojson => &geojson::FORM,
            Self::Ics => &ics::FORM,
            Self::Dyads => &dyads::FORM,
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No layout has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no layout {0:?}; there are {names}", names = Layout::ALL.map(Layout::name).join(", "))]
pub struct NoSuchLayout(String);

impl FromStr for Layout {
    type Err = NoSuchLayout;

    fn from_str(name: &str) -> Result<Self, NoSuchLayout> {
        let named = Self::ALL.into_iter().find(|layout| layout.name() == name);
        named.ok_or_else(|| NoSuchLayout(name.to_owned()))
    }
}
