//! The town around which a document's places lie: of a local paper its home.
//!
//! Each small name of the text is a cloud of towns that bear it, weighed by the root of their population.
//! The town around which the clouds are densest is the focus; it helps where the outlet's web address,
//! the state and the country domain agree.

use chancery_kb::{Gazetteer, LocationClass, LocationId, NameKind};

use super::accept::{holds, is_home_state};
use super::home::Home;
use super::resolve::{Candidate, Name, Named, kilometres};

/// Kilometres over which a cloud fades.
const CLOUD_KM: f64 = 60.0;

/// Degrees of latitude beyond which a cloud is not felt.
const REACH: f64 = 2.0;

/// A name with more places than this says nothing.
const MOST_SENSES: usize = 80;

/// So many names, those most often used, are looked at: a long text stays linear.
const MOST_NAMES: usize = 80;

/// How strongly the outlet's own town draws, one that its address names, and one that the text alone tells.
const OF_HOME: f64 = 4.0;
const OF_ADDRESS: f64 = 3.0;
const OF_TOWNS: f64 = 1.0;

/// Where a document is at home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Focus {
    /// Latitude and longitude.
    pub(super) point: (f64, f64),
    /// How strongly it draws.
    pub(super) pull: f64,
}

/// One town of a cloud.
struct Drop {
    lat: f64,
    lon: f64,
    name: usize,
    weight: f64,
}

/// The clouds of a document's names, from south to north.
pub(super) struct Clouds {
    drops: Vec<Drop>,
    /// All towns that bear a name.
    towns: Vec<LocationId>,
    n_names: usize,
}

/// The clouds of the names most often used.
pub(super) fn clouds(names: &[Name]) -> Clouds {
    let gazetteer = Gazetteer::embedded();
    let mut order: Vec<usize> = (0..names.len()).filter(|&i| names[i].mentions > 0).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(names[i].mentions), i));
    order.truncate(MOST_NAMES);
    let n_mentions: usize = order.iter().map(|&i| names[i].mentions).sum();
    let mut drops: Vec<Drop> = Vec::new();
    let mut towns: Vec<LocationId> = Vec::new();
    for i in order {
        let name = &names[i];
        let cloud = cloud(gazetteer, name);
        let root = |candidate: &Candidate| (f64::from(candidate.location.population) + 10.0).sqrt();
        let all: f64 = cloud.iter().map(root).sum();
        let often = 0.4 + 0.6 * name.mentions as f64 / n_mentions as f64;
        for candidate in &cloud {
            let Some((lat, lon)) = candidate.location.point else { continue };
            let weight = often * (root(candidate) / all).sqrt();
            drops.push(Drop { lat, lon, name: i, weight });
            if candidate.location.class == LocationClass::City {
                towns.push(candidate.id);
            }
        }
    }
    drops.sort_by(|a, b| a.lat.total_cmp(&b.lat).then(a.name.cmp(&b.name)));
    Clouds { drops, towns, n_names: names.len() }
}

/// The best town, if the text or the outlet's address names any.
pub(super) fn focus(clouds: &Clouds, named: &Named, home: &Home) -> Option<Focus> {
    let gazetteer = Gazetteer::embedded();
    if let Some(town) = home.town {
        let point = gazetteer.get(town).point?;
        return Some(Focus { point, pull: OF_HOME });
    }
    let mut towns: Vec<(LocationId, bool)> =
        clouds.towns.iter().map(|&town| (town, false)).collect();
    towns.extend(home.towns.iter().flatten().map(|&town| (town, true)));
    towns.sort_by_key(|&(town, named)| (town, !named));
    towns.dedup_by_key(|(town, _)| *town);
    let mut nearest = vec![0.0; clouds.n_names];
    let mut best: Option<(f64, Focus)> = None;
    for (town, in_address) in towns {
        let location = gazetteer.get(town);
        let Some(point) = location.point else { continue };
        let dense = clouds.density(point, &mut nearest);
        let state = location.admin1.is_some_and(|unit| named.has_state(unit));
        let country = location.country.is_some() && location.country == home.country;
        let score = 0.15 * (f64::from(location.population) + 10.0).log10()
            + dense.min(2.5)
            + f64::from(u8::from(state))
            + f64::from(u8::from(country))
            + if in_address { 3.0 } else { 0.0 };
        if best.is_none_or(|(most, _)| score > most) {
            let pull = if in_address { OF_ADDRESS } else { OF_TOWNS };
            best = Some((score, Focus { point, pull }));
        }
    }
    best.map(|(_, focus)| focus)
}

/// The towns and counties that a name may be; none for the name of a country or state.
fn cloud(gazetteer: &Gazetteer, name: &Name) -> Vec<Candidate> {
    let large = name.senses.iter().any(|candidate| {
        candidate.kind <= NameKind::Short
            && (candidate.location.class == LocationClass::Country
                || is_home_state(gazetteer, candidate.id))
    });
    if large || name.senses.len() > MOST_SENSES {
        return Vec::new();
    }
    name.senses
        .iter()
        .filter(|candidate| {
            candidate.kind <= NameKind::Short
                && matches!(candidate.location.class, LocationClass::City | LocationClass::Admin2)
                && (name.containers.is_empty()
                    || name.containers.iter().any(|&outer| holds(gazetteer, outer, candidate.id)))
        })
        .copied()
        .collect()
}

impl Clouds {
    /// The sum over names of the nearest, heaviest town that bears it. `nearest` has a zero for each name,
    /// before and after.
    fn density(&self, point: (f64, f64), nearest: &mut [f64]) -> f64 {
        let first = self.drops.partition_point(|drop| drop.lat < point.0 - REACH);
        let near = self.drops[first..]
            .iter()
            .take_while(|drop| drop.lat <= point.0 + REACH)
            .filter(|drop| (drop.lon - point.1).abs() < 2.0 * REACH);
        for drop in near.clone() {
            let felt = drop.weight * (-kilometres((drop.lat, drop.lon), point) / CLOUD_KM).exp();
            nearest[drop.name] = felt.max(nearest[drop.name]);
        }
        near.map(|drop| std::mem::take(&mut nearest[drop.name])).sum()
    }
}
