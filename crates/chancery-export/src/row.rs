use chancery_archive::rows::{Finding, Place, Record};

use crate::error::ExportError;
use crate::layout::Layout;
use crate::options::Options;
use crate::source::{Kind, Source};

/// What becomes a row, or several: a consolidated record, or with `--reports` one report of it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Id of the record; of the finding with `--reports`.
    pub id: &'a str,
    /// The report whose parties and codes the row has.
    pub lead: &'a Finding,
    /// All reports, the leading one first; never empty.
    pub reports: &'a [Finding],
    /// What most origins say, or the report.
    pub status: &'a str,
    /// First day.
    pub first_day: Option<&'a str>,
    /// Last day, included.
    pub last_day: Option<&'a str>,
    /// Where.
    pub place: Option<&'a Place>,
    /// Number of different texts behind it.
    pub origins: u32,
    /// Number of outlets.
    pub outlets: u32,
}

/// Whose day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateFrom {
    /// The text says when.
    Text,
    /// The text does not; the day is the report's.
    Article,
}

impl DateFrom {
    /// `text`, `article`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Article => "article",
        }
    }
}

impl<'a> Row<'a> {
    /// The row of a consolidated record; none for one without a report.
    pub fn of_record(record: &'a Record) -> Option<Self> {
        Some(Self {
            id: &record.id,
            lead: record.reports.first()?,
            reports: &record.reports,
            status: &record.status,
            first_day: record.first_day.as_deref(),
            last_day: record.last_day.as_deref(),
            place: record.place.as_ref(),
            origins: record.origins,
            outlets: record.outlets,
        })
    }

    /// The row of one report.
    pub fn of_report(report: &'a Finding) -> Self {
        Self {
            id: &report.id,
            lead: report,
            reports: std::slice::from_ref(report),
            status: &report.status,
            first_day: report.first_day.as_deref(),
            last_day: report.last_day.as_deref(),
            place: report.place.as_ref(),
            origins: 1,
            outlets: 1,
        }
    }

    /// The day, `YYYY-MM-DD`: the first one where the text gives a time, else that of the leading report.
    pub fn day(&self) -> Option<(&'a str, DateFrom)> {
        match self.first_day {
            Some(day) => Some((day, DateFrom::Text)),
            None => Some((self.lead.article.day()?, DateFrom::Article)),
        }
    }
}

/// Walks over the rows of one kind whose status the layout takes.
pub(crate) fn rows(
    source: &dyn Source,
    kind: Kind,
    layout: Layout,
    options: &Options,
    each: &mut dyn FnMut(&Row<'_>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    source.records(kind, &mut |record| {
        if options.reports {
            record
                .reports
                .iter()
                .map(Row::of_report)
                .filter(|row| options.takes(layout, row.status))
                .try_for_each(|row| each(&row))
        } else {
            match Row::of_record(record) {
                Some(row) if options.takes(layout, row.status) => each(&row),
                _ => Ok(()),
            }
        }
    })
}
