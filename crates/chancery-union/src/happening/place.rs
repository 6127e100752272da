//! Whether two places are one, or one lies in the other.

use super::Reports;
use crate::corpus::{Extent, PlaceRow, ReportRow};

/// How two reports' places agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Two places of which neither holds the other.
    Apart,
    /// A report has none, or it cannot be told.
    Unknown,
    /// One holds the other: *Poland* and *Warsaw*.
    Within,
    /// The same country.
    SameCountry,
    /// The same place below the level of countries.
    Same,
}

impl Reports<'_> {
    pub(super) fn compare_places(&self, a: &ReportRow, b: &ReportRow) -> Where {
        match (a.place, b.place) {
            (Some(a), Some(b)) => {
                let places = &self.corpus.places;
                compare(&places[a as usize], &places[b as usize])
            }
            _ => Where::Unknown,
        }
    }
}

pub(super) fn compare(a: &PlaceRow, b: &PlaceRow) -> Where {
    let same = if a.kb.is_some() && b.kb.is_some() {
        a.kb == b.kb
    } else {
        a.key.agrees(b.key) && !a.country.differs(b.country)
    };
    if same {
        return if a.extent == Extent::Country { Where::SameCountry } else { Where::Same };
    }
    if a.country.differs(b.country) {
        return Where::Apart;
    }
    if holds(a, b) || holds(b, a) {
        return Where::Within;
    }
    // A palace or an airport without a place in the gazetteer may lie in the town that another report names.
    let unlocated = |row: &PlaceRow| row.extent == Extent::Other || !row.country.is_some();
    if unlocated(a) || unlocated(b) { Where::Unknown } else { Where::Apart }
}

/// Whether the first is a country or division in which the second lies.
pub(super) fn holds(outer: &PlaceRow, inner: &PlaceRow) -> bool {
    match outer.extent {
        Extent::Country => inner.extent != Extent::Country && outer.country.agrees(inner.country),
        Extent::Admin1 => {
            inner.extent > Extent::Admin1
                && outer.country.agrees(inner.country)
                && (outer.key.agrees(inner.admin1) || outer.admin1.agrees(inner.admin1))
        }
        _ => false,
    }
}
