//! Places by name: GeoNames' towns and divisions, states, and the regions, seas and seats of `data/places`.
//!
//! `build.rs` lays them out; nothing is read or built when the program starts. Names are an automaton
//! from key to senses, places are records of [`RECORD`] bytes.

use crate::place_key;
use fst::raw::{CompiledAddr, Fst, Output};
use std::fmt;
use std::sync::OnceLock;

static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.fst"));
static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/gazetteer.txt"));

/// Bytes of a place: GeoNames id, start of the name, population, latitude, longitude, first-level unit
/// (one more than its number, 0 for none), length of the name, class, 1 where a hand-kept region names
/// it, country, a zero.
const RECORD: usize = 32;

/// A place's number in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocationId(u32);

/// What a place of the gazetteer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocationClass {
    /// A state or dependency.
    Country,
    /// A continent or a part of one that news names: *Africa*, *Southeast Asia*, *Middle East*.
    Continent,
    /// A region, sea, river, mountain or island that is no division and no town.
    Region,
    /// A building or quarter that also stands for who sits there: *the Kremlin*, *Wall Street*.
    Seat,
    /// A first-level division.
    Admin1,
    /// A second-level division.
    Admin2,
    /// A town.
    City,
}

/// How a name is a place's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Its usual name.
    Main,
    /// Less its type word (*Kano* for *Kano State*), or a lesser name of a state.
    Short,
    /// Another spelling, or its name in another language.
    Other,
    /// A county of the United States without *County*.
    LessCounty,
}

/// One of the places that a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// The place.
    pub location: LocationId,
    /// How the name is its.
    pub kind: NameKind,
}

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Location {
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// What it is.
    pub class: LocationClass,
    /// Its usual name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// Its first-level division, itself for one.
    pub admin1: Option<LocationId>,
    /// Of a division the sum of its towns'; 0 where it is not known.
    pub population: u32,
    /// Latitude and longitude on WGS 84, in degrees.
    pub point: Option<(f64, f64)>,
    /// A region that news names, kept by hand.
    pub prominent: bool,
}

/// All places. Look-ups take names as they are written; case, accents and full stops do not matter.
pub struct Gazetteer {
    names: Fst<&'static [u8]>,
    n_places: usize,
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("n_places", &self.n_places).finish_non_exhaustive()
    }
}

impl Gazetteer {
    /// The one that the program carries.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| Self {
            names: Fst::new(NAMES).expect("build.rs wrote an automaton"),
            n_places: u32_at(0) as usize,
        })
    }

    /// The places that bear a name, the largest first.
    pub fn senses(&self, name: &str) -> Senses {
        self.names
            .get(place_key::key(name))
            .map_or(Senses::default(), |found| Senses::of(found.value()))
    }

    /// A walk along names, word by word, for the longest that a text has.
    pub fn walk(&self) -> Walk<'_> {
        let root = self.names.root();
        Walk {
            names: &self.names,
            at: Some(root.addr()),
            output: Output::zero(),
            word: String::new(),
            begun: false,
        }
    }

    /// A place.
    pub fn get(&self, location: LocationId) -> Location {
        let at = 4 + location.0 as usize * RECORD;
        let record = &RECORDS[at..at + RECORD];
        let number = |i: usize| u32::from_le_bytes(four(&record[i * 4..]));
        let (name_at, name_len) =
            (number(1) as usize, usize::from(u16::from_le_bytes([record[24], record[25]])));
        let (lat, lon) = (number(3).cast_signed(), number(4).cast_signed());
        let country = record[28] != 0;
        Location {
            geonames: Some(number(0)).filter(|&id| id > 0),
            class: match record[26] {
                0 => LocationClass::Country,
                1 => LocationClass::Continent,
                2 => LocationClass::Region,
                3 => LocationClass::Admin1,
                4 => LocationClass::Admin2,
                6 => LocationClass::Seat,
                _ => LocationClass::City,
            },
            name: &TEXTS[name_at..name_at + name_len],
            country: country
                .then(|| std::str::from_utf8(&record[28..31]).expect("a code is three letters")),
            admin1: number(5).checked_sub(1).map(LocationId),
            population: number(2),
            point: (lat != i32::MIN).then(|| (f64::from(lat) / 1e6, f64::from(lon) / 1e6)),
            prominent: record[27] != 0,
        }
    }

    /// The key under which a name is looked up: two names with one key are one name.
    pub fn key(name: &str) -> String {
        place_key::key(name)
    }
}

/// The places that a name may stand for, the largest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Senses {
    first: u32,
    len: u32,
}

impl Senses {
    fn of(value: u64) -> Self {
        Self { first: (value >> 16) as u32, len: (value & 0xffff) as u32 }
    }

    /// None.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// How many.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Each in turn.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Sense> + Clone {
        let start = 4 + u32_at(0) as usize * RECORD;
        (self.first..self.first + self.len).map(move |i| {
            let packed = u32_at(start + i as usize * 4);
            let kind = match packed & 3 {
                0 => NameKind::Main,
                1 => NameKind::Short,
                2 => NameKind::Other,
                _ => NameKind::LessCounty,
            };
            Sense { location: LocationId(packed >> 2), kind }
        })
    }
}

/// A name spelt word by word. See [`Gazetteer::walk`].
pub struct Walk<'g> {
    names: &'g Fst<&'static [u8]>,
    /// `None` once no name goes on like this.
    at: Option<CompiledAddr>,
    output: Output,
    word: String,
    begun: bool,
}

impl Walk<'_> {
    /// Goes on by the text of a token; `blank` tells whether white space stood before it. `false` where no
    /// name begins like this.
    pub fn push(&mut self, text: &str, blank: bool) -> bool {
        let mut word = std::mem::take(&mut self.word);
        if blank {
            place_key::finish(&mut word, |word| self.step(word));
        }
        place_key::push(text, &mut word, |word| self.step(word));
        self.word = word;
        self.at.is_some()
    }

    /// The places whose name has just been spelt to its end.
    pub fn senses(&self) -> Senses {
        let mut ahead = Walk {
            names: self.names,
            at: self.at,
            output: self.output,
            word: String::new(),
            begun: self.begun,
        };
        let mut word = self.word.clone();
        place_key::finish(&mut word, |word| ahead.step(word));
        let Some(at) = ahead.at else { return Senses::default() };
        let node = self.names.node(at);
        if !node.is_final() || !ahead.begun {
            return Senses::default();
        }
        Senses::of(ahead.output.cat(node.final_output()).value())
    }

    fn step(&mut self, word: &str) {
        // The article is no part of any key.
        if !self.begun && word == "the" {
            return;
        }
        if self.begun {
            self.byte(b' ');
        }
        self.begun = true;
        for &byte in word.as_bytes() {
            self.byte(byte);
        }
    }

    fn byte(&mut self, byte: u8) {
        let Some(at) = self.at else { return };
        let node = self.names.node(at);
        self.at = node.find_input(byte).map(|i| {
            let transition = node.transition(i);
            self.output = self.output.cat(transition.out);
            transition.addr
        });
    }
}

fn u32_at(at: usize) -> u32 {
    u32::from_le_bytes(four(&RECORDS[at..]))
}

fn four(bytes: &[u8]) -> [u8; 4] {
    [bytes[0], bytes[1], bytes[2], bytes[3]]
}

#[cfg(test)]
mod tests {
    use super::{Gazetteer, LocationClass, NameKind};

    #[test]
    fn names_are_found_however_they_are_written() {
        let gazetteer = Gazetteer::embedded();
        let first = |name: &str| {
            let sense = gazetteer.senses(name).iter().next().expect(name);
            (gazetteer.get(sense.location).name, sense.kind)
        };
        assert_eq!(first("KAZAN").0, "Kazan");
        assert_eq!(first("Saint Petersburg").0, first("St. Petersburg").0);
        assert_eq!(first("the Gambia").0, "Gambia");
        assert_eq!(first("Türkiye").0, first("Turkiye").0);
        assert!(gazetteer.senses("Zzyzzyva Falls").is_empty());
    }

    #[test]
    fn a_town_knows_its_division_and_state() {
        let gazetteer = Gazetteer::embedded();
        let in_texas =
            gazetteer.senses("Paris").iter().map(|s| gazetteer.get(s.location)).any(|place| {
                let unit = place.admin1.map(|unit| gazetteer.get(unit).name);
                place.class == LocationClass::City
                    && place.country == Some("USA")
                    && unit == Some("Texas")
            });
        assert!(in_texas);
    }

    #[test]
    fn a_walk_finds_what_a_look_up_finds() {
        let gazetteer = Gazetteer::embedded();
        let mut walk = gazetteer.walk();
        assert!(walk.push("New", false));
        assert!(walk.push("York", true));
        assert_eq!(walk.senses(), gazetteer.senses("New York"));
        assert!(walk.push("City", true));
        assert_eq!(walk.senses(), gazetteer.senses("New York City"));
        assert!(!walk.push("Qqqq", true) || walk.senses().is_empty());
    }

    #[test]
    fn regions_give_divisions_their_english_names() {
        let gazetteer = Gazetteer::embedded();
        let sicily = gazetteer.senses("Sicily").iter().find(|sense| sense.kind == NameKind::Main);
        let sicily = gazetteer.get(sicily.unwrap().location);
        assert_eq!((sicily.name, sicily.class), ("Sicily", LocationClass::Admin1));
    }
}
