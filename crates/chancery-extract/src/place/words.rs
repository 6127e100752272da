//! The words in and beside names of places, from the tables in `data/places`.

use std::sync::OnceLock;

use chancery_kb::{Gazetteer, LocationClass, LocationId};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a word is to names of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// *County*, *Province*
    Unit,
    /// *River*, *Gulf*
    Nature,
    /// *Street*, *Airport*
    Facility,
    /// *Street*, *Ave.*
    Street,
    /// *town*, *district*: in lower case beside a name.
    Noun,
    /// *northern*, *downtown*
    Direction,
    /// *in*, *near*: a place stands after it.
    Inside,
    /// *from*, *to*: a place often does.
    Toward,
    /// *Times*, *Herald*
    Press,
    /// *Council*: its name begins with that of its place.
    Body,
    /// *man*, *resident*: the word in front is a town.
    Local,
    /// *daily*, *online*: taken out of the web address of a paper.
    Paper,
}

impl Role {
    fn parse(word: &str) -> Self {
        match word {
            "unit" => Self::Unit,
            "nature" => Self::Nature,
            "facility" => Self::Facility,
            "street" => Self::Street,
            "noun" => Self::Noun,
            "direction" => Self::Direction,
            "inside" => Self::Inside,
            "toward" => Self::Toward,
            "press" => Self::Press,
            "body" => Self::Body,
            "local" => Self::Local,
            "paper" => Self::Paper,
            _ => panic!("{word} is no role of data/places/words.tsv"),
        }
    }
}

/// How a state's name is shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShortForm {
    /// *TX*
    Postal,
    /// *Tex.*
    Press,
    /// *Tex*
    Bare,
}

/// The tables.
#[derive(Debug, Default)]
pub(super) struct Words {
    roles: FxHashMap<&'static str, u16>,
    stop: FxHashSet<&'static str>,
    shorts: FxHashMap<&'static str, (ShortForm, LocationId)>,
    paper: Vec<&'static str>,
    usual: FxHashMap<&'static str, u32>,
    outlets: FxHashMap<&'static str, LocationId>,
}

impl Words {
    /// Those of this build.
    pub(super) fn embedded() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(Self::load)
    }

    /// A word, in lower case, has a role.
    pub(super) fn is(&self, lower: &str, role: Role) -> bool {
        self.roles.get(lower).is_some_and(|roles| roles & (1 << role as u16) != 0)
    }

    /// A name's key nearly always means something else.
    pub(super) fn is_stop(&self, key: &str) -> bool {
        self.stop.contains(key)
    }

    /// The state or province of a short form, letter for letter.
    pub(super) fn short(&self, text: &str) -> Option<(ShortForm, LocationId)> {
        self.shorts.get(text).copied()
    }

    /// The GeoNames id of the place that news usually means by a name which says more than one.
    pub(super) fn usual(&self, key: &str) -> Option<u32> {
        self.usual.get(key).copied()
    }

    /// The town of a known regional paper, by the host of its address.
    pub(super) fn outlet(&self, host: &str) -> Option<LocationId> {
        self.outlets.get(host).copied()
    }

    /// Words of papers' names, the longest first.
    pub(super) fn paper(&self) -> &[&'static str] {
        &self.paper
    }

    fn load() -> Self {
        let mut words = Self::default();
        for row in rows(include_str!("../../../../data/places/words.tsv")) {
            let (word, role) = row.split_once('\t').expect("a word has a role");
            let role = Role::parse(role);
            *words.roles.entry(word).or_default() |= 1 << role as u16;
            if role == Role::Paper {
                words.paper.push(word);
            }
        }
        words.paper.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.stop = rows(include_str!("../../../../data/places/stop.tsv")).collect();
        for row in rows(include_str!("../../../../data/places/usual.tsv")).skip(1) {
            let mut cells = row.split('\t');
            if let (Some(key), Some(Ok(id))) = (cells.next(), cells.next().map(str::parse)) {
                words.usual.insert(key, id);
            }
        }
        let gazetteer = Gazetteer::embedded();
        for row in rows(include_str!("../../../../data/places/outlets.tsv")).skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [host, town, unit] = cells[..] else {
                panic!("three cells in {row:?} of data/places/outlets.tsv")
            };
            let town = gazetteer
                .senses(town)
                .iter()
                .map(|sense| sense.location)
                .find(|&location| {
                    let location = gazetteer.get(location);
                    location.class == LocationClass::City
                        && location.admin1.is_some_and(|admin1| gazetteer.get(admin1).name == unit)
                })
                .unwrap_or_else(|| panic!("{town} in {unit} is in the gazetteer"));
            words.outlets.insert(host, town);
        }
        for row in rows(include_str!("../../../../data/places/abbreviations.tsv")).skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [short, sort, name] = cells[..] else {
                panic!("three cells in {row:?} of data/places/abbreviations.tsv")
            };
            let form = match sort {
                "postal" => ShortForm::Postal,
                "press" => ShortForm::Press,
                _ => ShortForm::Bare,
            };
            let unit = gazetteer
                .senses(name)
                .iter()
                .map(|sense| sense.location)
                .find(|&location| gazetteer.get(location).class == LocationClass::Admin1)
                .unwrap_or_else(|| panic!("{name} is in the gazetteer"));
            words.shorts.insert(short, (form, unit));
        }
        words
    }
}

/// The lines of a table without its head.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
