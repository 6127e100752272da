//! Which of the places that bear a name is meant. One name has one sense in a document.

use chancery_kb::{Gazetteer, Location, LocationClass, LocationId, NameKind};
use rustc_hash::FxHashMap;

use super::accept::{holds, is_home_state};
use super::county::Counties;
use super::focus::{Focus, clouds, focus};
use super::home::Home;
use super::title;
use super::words::Words;

/// Kilometres over which nearness to the text's other places fades.
const NEAR_KM: f64 = 150.0;

/// Kilometres within which two places of one name are the same for those who look at a map.
const SAME_KM: f64 = 161.0;

/// Degrees of latitude beyond which nothing is near.
const REACH: f64 = 6.0;

/// A name of the document and what it may stand for.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Letters for the choice: the key of the gazetteer.
    pub(super) key: String,
    pub(super) senses: Vec<Candidate>,
    /// States, provinces and countries that the text puts after the name.
    pub(super) containers: Vec<LocationId>,
    /// *the city of X*
    pub(super) town: bool,
    /// *the state of X*, *Tacoma, X*, or X among the names of states.
    pub(super) state: bool,
    /// *X County*
    pub(super) county: bool,
    /// How often it stands in the text as a place.
    pub(super) mentions: usize,
}

/// One of the places that a name may stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) id: LocationId,
    pub(super) location: Location,
    pub(super) kind: NameKind,
    /// What speaks for it whatever else the text says.
    base: f64,
    /// Once it is chosen: by how much it is ahead of the best place elsewhere that bears the name.
    pub(super) margin: f64,
    /// The words right beside the name say that it is meant.
    pub(super) stated: bool,
}

impl Candidate {
    /// A sense with its base score.
    pub(super) fn new(id: LocationId, kind: NameKind) -> Self {
        let location = Gazetteer::embedded().get(id);
        Self { id, location, kind, base: base(&location, id, kind), margin: 0.0, stated: false }
    }
}

/// How much news speaks of a place: by its population, countries and continents first.
fn base(location: &Location, id: LocationId, kind: NameKind) -> f64 {
    let population = (f64::from(location.population) + 10.0).log10();
    let size = match location.class {
        LocationClass::Country | LocationClass::Continent => 9.0,
        LocationClass::Region | LocationClass::Seat => 8.0,
        _ if location.prominent => 8.0,
        LocationClass::Admin1 if is_home_state(Gazetteer::embedded(), id) => 7.2,
        LocationClass::Admin1 if location.population == 0 => 5.0,
        LocationClass::Admin1 | LocationClass::Admin2 => population - 0.5,
        LocationClass::City => {
            // The world knows it, or Americans do.
            let known = location.population >= 1_000_000;
            let alone = title::stands_alone(location);
            population + f64::from(u8::from(known)) + f64::from(u8::from(alone))
        }
    };
    size - match kind {
        NameKind::Main => 0.0,
        NameKind::Short => 0.3,
        NameKind::Other => 2.0,
        NameKind::LessCounty => 3.0,
    }
}

/// A place chosen for another name, as seen from the one to be chosen for.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    name: usize,
    location: LocationId,
    lat: f64,
    lon: f64,
    weight: f64,
}

/// Chooses a sense for each name; `None` where a name has none. Three passes: each takes the places chosen
/// before as anchors, the first has none.
pub(super) fn resolve(names: &[Name], home: &Home) -> Vec<Option<Candidate>> {
    let named = Named::of(names);
    let clouds = clouds(names);
    let focus = focus(&clouds, &named, home);
    let counties = Counties::of(names);
    let mut chosen: Vec<Option<Candidate>> = vec![None; names.len()];
    for _ in 0..3 {
        let anchors = anchors(&chosen);
        chosen = names
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let score = |candidate: &Candidate| {
                    candidate.base
                        + stated(name, candidate)
                        + named.speaks_for(candidate, home)
                        + proximity(i, candidate, &anchors)
                        + counties.support(candidate)
                        + focus.map_or(0.0, |focus| nearness(candidate, focus))
                };
                let scores: Vec<f64> = name.senses.iter().map(score).collect();
                choose(name, &scores)
            })
            .collect();
    }
    chosen
}

/// The candidate with the highest score, the first of equals.
fn choose(name: &Name, scores: &[f64]) -> Option<Candidate> {
    let best = (0..scores.len()).rev().max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
    let candidate = name.senses[best];
    let elsewhere = |other: &Candidate| match (candidate.location.point, other.location.point) {
        (Some(a), Some(b)) => kilometres(a, b) > SAME_KM,
        _ => other.id != candidate.id,
    };
    let next = name
        .senses
        .iter()
        .zip(scores)
        .filter(|(other, _)| elsewhere(other))
        .map(|(_, &score)| score)
        .fold(f64::NEG_INFINITY, f64::max);
    let stated =
        name.containers.iter().any(|&outer| holds(Gazetteer::embedded(), outer, candidate.id));
    Some(Candidate { margin: scores[best] - next, stated, ..candidate })
}

/// What the words right beside the name say.
fn stated(name: &Name, candidate: &Candidate) -> f64 {
    let gazetteer = Gazetteer::embedded();
    let class = candidate.location.class;
    let mut score = 0.0;
    let held = name.containers.iter().any(|&container| holds(gazetteer, container, candidate.id));
    if held {
        score += if class == LocationClass::City { 13.0 } else { 12.0 };
    }
    if name.town && class == LocationClass::City && candidate.kind <= NameKind::Short {
        score += 6.0;
    }
    if name.county && class != LocationClass::Admin2 {
        score -= 5.0;
    }
    if name.state && class == LocationClass::Admin1 {
        score += 6.0;
    }
    if candidate.location.geonames.is_some()
        && Words::embedded().usual(&name.key) == candidate.location.geonames
    {
        score += 2.5;
    }
    // The state of México within Mexico, the canton of Luxembourg: the country is meant.
    let of_country = class > LocationClass::Country
        && !name.town
        && name.senses.iter().any(|other| {
            other.location.class == LocationClass::Country
                && other.kind <= NameKind::Short
                && other.location.country == candidate.location.country
        });
    // California in Maryland, Nevada in Missouri: the state is meant unless the text says otherwise.
    let of_state = class == LocationClass::City
        && !held
        && !name.town
        && name
            .senses
            .iter()
            .any(|other| other.kind == NameKind::Main && is_home_state(gazetteer, other.id))
        && Words::embedded().usual(&name.key) != candidate.location.geonames;
    if of_state {
        score -= 3.0;
    }
    if of_country { score - 6.0 } else { score }
}

/// States and countries that the document names.
#[derive(Debug, Default)]
pub(super) struct Named {
    states: Vec<LocationId>,
    countries: Vec<&'static str>,
}

impl Named {
    fn of(names: &[Name]) -> Self {
        let gazetteer = Gazetteer::embedded();
        let mut named = Self::default();
        for name in names.iter().filter(|name| name.mentions > 0 && name.key != "georgia") {
            let usual = || name.senses.iter().filter(|candidate| candidate.kind <= NameKind::Short);
            let of = |class| usual().filter(move |candidate| candidate.location.class == class);
            if let Some(country) = of(LocationClass::Country).next() {
                named.countries.extend(country.location.country);
            } else if let Some(state) = of(LocationClass::Admin1)
                .max_by_key(|c| (is_home_state(gazetteer, c.id), c.location.population))
                // *Saint-Louis* names Senegal's only if the town is meant, which is to be found out.
                .filter(|c| {
                    is_home_state(gazetteer, c.id) || of(LocationClass::City).next().is_none()
                })
            {
                named.states.push(state.id);
                named.countries.extend(state.location.country);
            }
        }
        named.states.sort_unstable();
        named.countries.sort_unstable();
        named
    }

    /// A first-level division is named.
    pub(super) fn has_state(&self, unit: LocationId) -> bool {
        self.states.binary_search(&unit).is_ok()
    }

    /// Its state or country is named, or its country is the outlet's.
    fn speaks_for(&self, candidate: &Candidate, home: &Home) -> f64 {
        let location = &candidate.location;
        let Some(country) = location.country.filter(|_| location.class > LocationClass::Region)
        else {
            return 0.0;
        };
        let in_state = location.class != LocationClass::Admin1
            && location.admin1.is_some_and(|unit| self.states.binary_search(&unit).is_ok());
        let in_country = self.countries.binary_search(&country).is_ok();
        let at_home = home.country == Some(country);
        f64::from(u8::from(in_state || in_country)) + f64::from(u8::from(at_home))
    }
}

/// The places chosen so far, from south to north. Countries and continents are too large to be near.
fn anchors(chosen: &[Option<Candidate>]) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = chosen
        .iter()
        .enumerate()
        .filter_map(|(name, candidate)| {
            let Candidate { id, location, .. } = candidate.as_ref()?;
            let (lat, lon) = location.point?;
            let weight = match location.class {
                LocationClass::Country | LocationClass::Continent => return None,
                LocationClass::City | LocationClass::Admin2 => 1.0,
                LocationClass::Admin1 | LocationClass::Region | LocationClass::Seat => 0.4,
            };
            Some(Anchor { name, location: *id, lat, lon, weight })
        })
        .collect();
    anchors.sort_by(|a, b| a.lat.total_cmp(&b.lat).then(a.name.cmp(&b.name)));
    anchors
}

/// How near a place lies to those of the other names.
fn proximity(name: usize, candidate: &Candidate, anchors: &[Anchor]) -> f64 {
    let large =
        matches!(candidate.location.class, LocationClass::Country | LocationClass::Continent);
    let Some((lat, lon)) = candidate.location.point.filter(|_| !large) else { return 0.0 };
    let first = anchors.partition_point(|anchor| anchor.lat < lat - REACH);
    let near: f64 = anchors[first..]
        .iter()
        .take_while(|anchor| anchor.lat <= lat + REACH)
        .filter(|anchor| anchor.name != name && anchor.location != candidate.id)
        .map(|anchor| {
            anchor.weight * (-kilometres((lat, lon), (anchor.lat, anchor.lon)) / NEAR_KM).exp()
        })
        .sum();
    3.0 * near.min(1.5)
}

/// How near a place lies to the document's focus.
fn nearness(candidate: &Candidate, focus: Focus) -> f64 {
    let large =
        matches!(candidate.location.class, LocationClass::Country | LocationClass::Continent);
    match candidate.location.point.filter(|_| !large) {
        Some(point) => focus.pull * (-kilometres(point, focus.point) / 200.0).exp(),
        None => 0.0,
    }
}

/// Distance on the sphere (haversine).
pub(super) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let lat = ((lat_b - lat_a) / 2.0).sin();
    let lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = lat * lat + lat_a.cos() * lat_b.cos() * lon * lon;
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

/// Names by key, in the order in which they come.
#[derive(Debug, Default)]
pub(super) struct NameTable {
    pub(super) names: Vec<Name>,
    by_key: FxHashMap<String, usize>,
}

impl NameTable {
    /// The name of a key, with these senses where it is new.
    pub(super) fn name(&mut self, key: String, senses: impl FnOnce() -> Vec<Candidate>) -> usize {
        if let Some(&name) = self.by_key.get(&key) {
            return name;
        }
        let name = self.names.len();
        self.names.push(Name {
            key: key.clone(),
            senses: senses(),
            containers: Vec::new(),
            town: false,
            state: false,
            county: false,
            mentions: 0,
        });
        self.by_key.insert(key, name);
        name
    }
}

#[cfg(test)]
mod tests {
    use chancery_kb::Gazetteer;

    use super::super::home::Home;
    use super::{Candidate, NameTable, kilometres, resolve};

    fn country_of(names: &[&str]) -> Vec<Option<&'static str>> {
        let mut table = NameTable::default();
        for name in names {
            let senses = || {
                let senses = Gazetteer::embedded().senses(name);
                senses.iter().map(|sense| Candidate::new(sense.location, sense.kind)).collect()
            };
            let name = table.name(Gazetteer::key(name), senses);
            table.names[name].mentions = 1;
        }
        let chosen = resolve(&table.names, &Home::default());
        chosen.into_iter().map(|candidate| candidate.and_then(|c| c.location.country)).collect()
    }

    #[test]
    fn the_larger_place_is_meant_unless_others_are_near() {
        assert_eq!(country_of(&["Birmingham"]), [Some("GBR")]);
        assert_eq!(
            country_of(&["Birmingham", "Tuscaloosa", "Alabama"]),
            [Some("USA"), Some("USA"), Some("USA")]
        );
    }

    #[test]
    fn paris_to_london() {
        let km = kilometres((48.853, 2.349), (51.509, -0.126));
        assert!((340.0..348.0).contains(&km), "{km}");
    }
}
