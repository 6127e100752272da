//! Counties and the towns in them: *Brenford* and *Kesho County* in one text, of which one Brenford lies in one
//! Kesho County, are most likely these two, however large their namesakes.

use chancery_kb::{LocationClass, LocationId, NameKind};

use super::resolve::{Candidate, Name, kilometres};

/// What a town and its county give each other.
const IN_COUNTY: f64 = 2.0;

/// Kilometres from the middle of a county within which its towns lie, as a rule.
const COUNTY_KM: f64 = 40.0;

/// So many names of counties are looked at, and so many of towns: a long text stays linear.
const MOST_COUNTIES: usize = 8;
const MOST_TOWNS: usize = 80;

/// Counties that the document names and towns in them: *Brenford in Kesho County*.
pub(super) struct Counties {
    /// Places that have their county, or their town, in the text.
    joined: Vec<LocationId>,
}

impl Counties {
    /// Those of a document's names.
    pub(super) fn of(names: &[Name]) -> Self {
        let mut joined = Vec::new();
        let counties: Vec<&Candidate> = names
            .iter()
            .filter(|name| name.county && name.mentions > 0)
            .take(MOST_COUNTIES)
            .flat_map(|name| &name.senses)
            .filter(|c| c.location.class == LocationClass::Admin2 && c.kind <= NameKind::Short)
            .collect();
        if counties.is_empty() {
            return Self { joined };
        }
        let towns = names.iter().filter(|name| !name.county && name.mentions > 0);
        for name in towns.take(MOST_TOWNS) {
            for town in &name.senses {
                if town.location.class != LocationClass::City || town.kind > NameKind::Short {
                    continue;
                }
                let Some(point) = town.location.point else { continue };
                for county in &counties {
                    let Some(middle) = county.location.point else { continue };
                    if town.location.admin1 == county.location.admin1
                        && (middle.0 - point.0).abs() < 0.5
                        && kilometres(point, middle) < COUNTY_KM
                    {
                        joined.push(town.id);
                        joined.push(county.id);
                    }
                }
            }
        }
        joined.sort_unstable();
        joined.dedup();
        Self { joined }
    }

    /// What speaks for a place that stands beside its county, or a county beside its town.
    pub(super) fn support(&self, candidate: &Candidate) -> f64 {
        if self.joined.binary_search(&candidate.id).is_ok() { IN_COUNTY } else { 0.0 }
    }
}
