//! A town as a person writes it: *Oxford*, *Oxford, Ohio*, *Oxford, England*.

use std::fmt;

use crate::gazetteer::{Gazetteer, LocationClass, LocationId, NameKind};

/// Why a text names no town.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TownError {
    /// No town of the gazetteer bears the name.
    Unknown {
        /// The name.
        name: String,
    },
    /// Towns bear the name, but none lies in what stands after the comma.
    NotThere {
        /// The name.
        name: String,
        /// The state, province or country.
        container: String,
        /// Where the largest town of the name lies, as it could be written.
        largest: String,
    },
}

impl fmt::Display for TownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name } => write!(
                f,
                "no town called {name:?} is known; write it as a map does, with its state or country: \
                 \"Oxford, Ohio\""
            ),
            Self::NotThere { name, container, largest } => write!(
                f,
                "no town called {name:?} is known in {container:?}; the largest of that name is {largest:?}"
            ),
        }
    }
}

impl std::error::Error for TownError {}

impl Gazetteer {
    /// The town that a text names: the largest of its name, or the largest in the state, province or country
    /// that stands after a comma.
    ///
    /// # Errors
    /// Where there is no such town.
    pub fn town(&self, text: &str) -> Result<LocationId, TownError> {
        let (name, containers) = text.split_once(',').unwrap_or((text, ""));
        let name = name.trim();
        let towns: Vec<LocationId> = self
            .senses(name)
            .iter()
            .filter(|sense| sense.kind <= NameKind::Other)
            .map(|sense| sense.location)
            .filter(|&location| self.get(location).class == LocationClass::City)
            .collect();
        let larger = |town: &LocationId| (self.get(*town).population, std::cmp::Reverse(*town));
        let Some(largest) = towns.iter().copied().max_by_key(larger) else {
            return Err(TownError::Unknown { name: name.to_owned() });
        };
        let containers = || containers.split(',').map(str::trim).filter(|part| !part.is_empty());
        let there = towns.iter().copied().filter(|&town| {
            containers().all(|container| {
                self.senses(container).iter().any(|sense| self.lies_in(town, sense.location))
            })
        });
        there.max_by_key(larger).ok_or_else(|| TownError::NotThere {
            name: name.to_owned(),
            container: containers().collect::<Vec<_>>().join(", "),
            largest: self.full_name(largest),
        })
    }

    /// A town lies in a country or first-level division.
    fn lies_in(&self, town: LocationId, container: LocationId) -> bool {
        let (inner, outer) = (self.get(town), self.get(container));
        match outer.class {
            LocationClass::Country => inner.country == outer.country,
            LocationClass::Admin1 => inner.admin1 == Some(container),
            _ => false,
        }
    }

    /// *Oxford, England, GBR*
    fn full_name(&self, town: LocationId) -> String {
        let place = self.get(town);
        let unit = place.admin1.map(|unit| self.get(unit).name);
        let parts = [Some(place.name), unit, place.country];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use crate::Gazetteer;

    fn found(text: &str) -> String {
        let gazetteer = Gazetteer::embedded();
        match gazetteer.town(text) {
            Ok(town) => gazetteer.full_name(town),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_town_is_the_largest_of_its_name_or_the_one_in_its_state() {
        assert_eq!(found("Oxford"), "Oxford, England, GBR");
        assert_eq!(found("oxford, ohio"), "Oxford, Ohio, USA");
        assert_eq!(found("Oxford, Ohio, USA"), "Oxford, Ohio, USA");
        assert_eq!(found("Paris, France"), "Paris, Île-de-France, FRA");
    }

    #[test]
    fn what_is_no_town_says_what_to_write() {
        assert!(found("Qqqxyz").starts_with("no town called \"Qqqxyz\" is known; write it"));
        assert_eq!(
            found("Oxford, Norway"),
            "no town called \"Oxford\" is known in \"Norway\"; the largest of that name is \"Oxford, England, GBR\""
        );
    }
}
