//! Lays the places out: an automaton of their names, and records of fixed size (see `src/gazetteer.rs`).

use crate::{place_key, table};
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

/// How a name is a place's, as `src/gazetteer.rs` reads it.
const MAIN: u32 = 0;
const SHORT: u32 = 1;
const OTHER: u32 = 2;
const LESS_COUNTY: u32 = 3;

#[derive(Default)]
struct Place {
    geonameid: u32,
    class: u8,
    name: String,
    /// GeoNames' country and unit codes.
    country: String,
    unit: String,
    iso3: [u8; 3],
    population: u32,
    /// Microdegrees; `i32::MIN` for none.
    lat: i32,
    lon: i32,
    known: bool,
}

/// Reads the tables of `data/places` and writes `gazetteer.fst`, `gazetteer.bin` and `gazetteer.txt`.
pub(crate) fn lay_out(data: &Path, out: &Path) {
    let read = |name: &str| {
        let path = data.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let text = |name: &str| String::from_utf8(read(name)).expect("tables are UTF-8");
    let mut places = Places::default();
    let regions = text("places/regions.tsv");
    // England is an alias of the United Kingdom among states, a region among places.
    let own: BTreeSet<&str> = table::rows::<1>(&regions).map(|[name]| name).collect();
    let state_names = text("state-names.tsv");
    let names_of_states: Vec<[&str; 3]> = table::rows::<3>(&state_names)
        .filter(|[name, how, _]| *how != "alias" || !own.contains(name))
        .collect();
    places.add_countries(
        &text("places/countries.tsv"),
        &names_of_states,
        &text("places/country-names.tsv"),
    );
    let mut packed = String::new();
    GzDecoder::new(read("places/gazetteer.tsv.gz").as_slice())
        .read_to_string(&mut packed)
        .expect("the gazetteer is gzip and UTF-8");
    places.add_settlements_and_units(&packed);
    places.add_regions(&regions);
    places.write(out);
}

#[derive(Default)]
struct Places {
    items: Vec<Place>,
    by_id: BTreeMap<u32, u32>,
    iso3_of: BTreeMap<String, String>,
    /// Key, place, kind: sorted when they are laid out.
    names: Vec<(String, u32, u32)>,
}

impl Places {
    fn add(&mut self, place: Place) -> u32 {
        let index = self.items.len() as u32;
        if place.geonameid > 0 {
            self.by_id.insert(place.geonameid, index);
        }
        self.items.push(place);
        index
    }

    fn name(&mut self, name: &str, index: u32, kind: u32) {
        let key = place_key::key(name);
        if key.len() > 1 {
            self.names.push((key, index, kind));
        }
    }

    fn add_countries(&mut self, countries: &str, state_names: &[[&str; 3]], more: &str) {
        let mut by_iso3 = BTreeMap::new();
        for [geonameid, iso2, iso3, name, population, lat, lon] in table::rows::<7>(countries) {
            self.iso3_of.insert(iso2.to_owned(), iso3.to_owned());
            let index = self.add(Place {
                geonameid: number(geonameid),
                class: 0,
                name: name.trim().to_owned(),
                country: iso2.to_owned(),
                iso3: letters(iso3),
                population: number(population),
                lat: degrees(lat),
                lon: degrees(lon),
                ..Place::default()
            });
            self.name(name.trim(), index, MAIN);
            by_iso3.insert(iso3.to_owned(), index);
        }
        let capitals: BTreeSet<(&str, &str)> = state_names
            .iter()
            .filter(|[_, how, _]| *how == "capital")
            .map(|&[name, _, iso3]| (name, iso3))
            .collect();
        for [name, iso3] in table::rows::<2>(more) {
            self.name(name, by_iso3[iso3], SHORT);
        }
        for &[name, how, iso3] in state_names {
            let Some(&index) = by_iso3.get(iso3) else { continue };
            match how {
                "name" => {
                    name.clone_into(&mut self.items[index as usize].name);
                    self.name(name, index, MAIN);
                }
                "short" | "official" => self.name(name, index, MAIN),
                "alias" if !capitals.contains(&(name, iso3)) => self.name(name, index, SHORT),
                // A capital is a place of its own; most former names are those of colonies and towns.
                _ => {}
            }
        }
    }

    fn add_settlements_and_units(&mut self, table: &str) {
        for [geonameid, kind, name, country, unit, population, lat, lon, _, others] in
            table::rows::<10>(table)
        {
            let class = match kind {
                "admin1" => 3,
                "admin2" => 4,
                _ => 5,
            };
            let iso3 = self.iso3_of.get(country).map_or([0; 3], |iso3| letters(iso3));
            let index = self.add(Place {
                geonameid: number(geonameid),
                class,
                name: name.to_owned(),
                country: country.to_owned(),
                unit: unit.to_owned(),
                iso3,
                population: number(population),
                lat: degrees(lat),
                lon: degrees(lon),
                known: false,
            });
            self.name(name, index, MAIN);
            for other in others.split('|').filter(|other| !other.is_empty()) {
                match other.strip_prefix('=') {
                    // Counties of the United States mostly bear names of people and towns.
                    Some(short) if country == "US" && class == 4 => {
                        self.name(short, index, LESS_COUNTY);
                    }
                    Some(short) => self.name(short, index, SHORT),
                    None => self.name(other, index, OTHER),
                }
            }
        }
    }

    /// A region with the id of a unit or settlement gives it its English names; the others are places of their own.
    fn add_regions(&mut self, table: &str) {
        for [name, others, sort, lat, lon, geonameid, iso3] in table::rows::<7>(table) {
            let geonameid = number(geonameid);
            let index = match self.by_id.get(&geonameid).filter(|_| geonameid > 0) {
                Some(&index) => index,
                None => self.add(Place {
                    geonameid,
                    class: match sort {
                        "continent" => 1,
                        "seat" => 6,
                        _ => 2,
                    },
                    iso3: letters(iso3),
                    ..Place::default()
                }),
            };
            let place = &mut self.items[index as usize];
            name.clone_into(&mut place.name);
            (place.lat, place.lon) = (degrees(lat), degrees(lon));
            place.known = true;
            self.name(name, index, MAIN);
            for other in others.split('|').filter(|other| !other.is_empty()) {
                self.name(other, index, MAIN);
            }
        }
    }

    fn write(mut self, out: &Path) {
        let units: BTreeMap<(&str, &str), u32> = self
            .items
            .iter()
            .zip(0..)
            .filter(|(place, _)| place.class == 3)
            .map(|(place, index)| ((place.country.as_str(), place.unit.as_str()), index))
            .collect();
        let (mut records, mut texts) = (Vec::new(), String::new());
        for place in &self.items {
            let unit = units.get(&(place.country.as_str(), place.unit.as_str()));
            let name_at = texts.len() as u32;
            texts.push_str(&place.name);
            records.extend(place.geonameid.to_le_bytes());
            records.extend(name_at.to_le_bytes());
            records.extend(place.population.to_le_bytes());
            records.extend(place.lat.to_le_bytes());
            records.extend(place.lon.to_le_bytes());
            records.extend(unit.map_or(0, |unit| unit + 1).to_le_bytes());
            records.extend((place.name.len() as u16).to_le_bytes());
            records.extend([place.class, u8::from(place.known)]);
            records.extend(place.iso3);
            records.push(0);
        }
        // By key, then the largest place first; of the kinds of one name the strongest stands.
        self.names.sort_by(|a, b| {
            let population = |index: u32| std::cmp::Reverse(self.items[index as usize].population);
            (&a.0, population(a.1), a.1, a.2).cmp(&(&b.0, population(b.1), b.1, b.2))
        });
        self.names.dedup_by(|b, a| a.0 == b.0 && a.1 == b.1);
        let mut senses: Vec<u8> = Vec::new();
        let mut automaton = fst::MapBuilder::memory();
        for group in self.names.chunk_by(|a, b| a.0 == b.0) {
            let first = senses.len() as u64 / 4;
            for (_, index, kind) in group {
                senses.extend((index << 2 | kind).to_le_bytes());
            }
            let value = first << 16 | (group.len() as u64).min(0xffff);
            automaton.insert(&group[0].0, value).expect("keys are sorted");
        }
        let mut bin = Vec::new();
        bin.extend((self.items.len() as u32).to_le_bytes());
        bin.extend(records);
        bin.extend(senses);
        let automaton = automaton.into_inner().expect("an automaton in memory is written");
        for (name, bytes) in [("fst", automaton), ("bin", bin), ("txt", texts.into_bytes())] {
            fs::write(out.join("gazetteer").with_extension(name), bytes)
                .expect("OUT_DIR can be written to");
        }
    }
}

fn number(cell: &str) -> u32 {
    if cell.is_empty() {
        return 0;
    }
    cell.parse().unwrap_or_else(|_| panic!("no number: {cell}"))
}

fn degrees(cell: &str) -> i32 {
    if cell.is_empty() {
        return i32::MIN;
    }
    let degrees: f64 = cell.parse().unwrap_or_else(|_| panic!("no degrees: {cell}"));
    (degrees * 1e6).round() as i32
}

fn letters(iso3: &str) -> [u8; 3] {
    iso3.as_bytes().try_into().unwrap_or([0; 3])
}
