//! Lays the tables of `data/` out as one block of bytes (see `src/layout.rs`), so that nothing is built when the program starts.

#[path = "build/gazetteer.rs"]
mod gazetteer;
#[path = "src/key.rs"]
mod key;
#[path = "src/latin.rs"]
mod latin;
#[expect(dead_code, reason = "the program reads what is only written here")]
#[path = "src/layout.rs"]
mod layout;
#[path = "src/place_key.rs"]
mod place_key;
#[path = "src/table.rs"]
mod table;

use key::Letters;
use layout::{N_SECTIONS, entity};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let data =
        Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../../data");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let read = |name: &str| {
        let path = data.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };

    let mut names = Names::default();
    add_states(&mut names, &read("states.tsv"), &read("state-names.tsv"), &read("demonyms.tsv"));
    add_organisations(&mut names, &organisation_tables(&data, &out));
    add_armed_groups(&mut names, &read("armed-groups.tsv"));
    add_regions(&mut names, &read("regions.tsv"));

    let mut strings = Strings::default();
    let (people, terms, own_terms) =
        people_and_terms(&mut names, &mut strings, &read("people.tsv"), &read("terms.tsv"));
    let (slots, name_records, entries) = names.lay_out(&mut strings);
    // The order of `layout::Section`.
    let sections = [strings.bytes, slots, name_records, entries, people, terms, own_terms];
    write_sections(&out.join("kb.bin"), &sections);
    gazetteer::lay_out(&data, &out);
}

fn write_sections(path: &Path, sections: &[Vec<u8>; N_SECTIONS]) {
    let mut at = 4 * (N_SECTIONS as u32 + 1);
    let mut bytes = Vec::new();
    for section in sections {
        bytes.extend(at.to_le_bytes());
        at += section.len() as u32;
    }
    bytes.extend(at.to_le_bytes());
    bytes.extend(sections.iter().flatten());
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The tables under `data/organisations/`, by file name; their number order is that of the program's.
fn organisation_tables(data: &Path, out: &Path) -> Vec<String> {
    let folder = data.join("organisations");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    paths.sort();
    let mut source = format!("static ORGANISATION_TABLES: [&str; {}] = [", paths.len());
    for path in &paths {
        println!("cargo::rerun-if-changed={}", path.display());
        write!(source, "include_str!(r#\"{}\"#),", path.display())
            .expect("a string can be written to");
    }
    source.push_str("];");
    fs::write(out.join("organisation_tables.rs"), source).expect("OUT_DIR can be written to");
    paths.iter().map(|path| fs::read_to_string(path).expect("just listed")).collect()
}

/// The ways of naming as words in the tables; the position is the number in `Entries`.
const HOWS: [&str; 11] = [
    "name",
    "short",
    "official",
    "acronym",
    "former",
    "alias",
    "capital",
    "adjective",
    "person",
    "people",
    "surname",
];

fn how(word: &str) -> u8 {
    HOWS.iter()
        .position(|how| *how == word)
        .unwrap_or_else(|| panic!("no such way of naming: {word}")) as u8
}

/// One meaning of a name before it is laid out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    // Reversed, so that the most prominent sorts first.
    least: u8,
    how: u8,
    kind: u8,
    id: u32,
    strict: bool,
}

/// A name that is found only where it stands in capitals, so that *us*, *who* and *it* are no actors.
///
/// Acronyms of up to three letters, and the longer ones that are words.
fn is_strict(name: &str) -> bool {
    const WORDS: [&str; 6] = ["CARE", "START", "SALT", "AIDS", "NICE", "QUAD"];
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    Letters::of(name).all_capitals && !name.contains(' ') && (letters <= 3 || WORDS.contains(&name))
}

/// Names by key: their meanings, and those as surnames.
#[derive(Default)]
struct Names {
    by_key: BTreeMap<String, (Vec<Entry>, Vec<Entry>)>,
}

impl Names {
    fn add(&mut self, name: &str, kind: u8, id: u32, how: u8, prominence: u8) {
        let mut key = String::new();
        key::write_key(name, &mut key);
        if key.is_empty() {
            return;
        }
        let entry = Entry { least: 9 - prominence, how, kind, id, strict: is_strict(name) };
        let (entries, surnames) = self.by_key.entry(key).or_default();
        let list = if how == self::how("surname") { surnames } else { entries };
        // A noun may also be an adjective (Afghan), so those stay apart; of two names of one sort the first stands.
        let demonym = |how: u8| (self::how("adjective")..=self::how("people")).contains(&how);
        match list.iter_mut().find(|old| {
            (old.kind, old.id) == (kind, id)
                && (!demonym(how) && !demonym(old.how) || old.how == how)
        }) {
            Some(old) => old.strict &= entry.strict,
            None => list.push(entry),
        }
    }

    fn lay_out(mut self, strings: &mut Strings) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let mut longest: BTreeMap<String, u8> = BTreeMap::new();
        for (key, (entries, _)) in &self.by_key {
            if !entries.is_empty() {
                let first = key.split(' ').next().unwrap_or_default();
                let n_words = key.split(' ').count().min(255) as u8;
                let most = longest.entry(first.to_owned()).or_default();
                *most = n_words.max(*most);
            }
        }
        for first in longest.keys() {
            self.by_key.entry(first.clone()).or_default();
        }
        let n_slots = (self.by_key.len() * 2).next_power_of_two();
        let mut slots = vec![0u32; n_slots];
        let (mut names, mut all_entries) = (Vec::new(), Vec::new());
        let mut n_entries = 0u32;
        for (index, (key, (mut entries, mut surnames))) in self.by_key.into_iter().enumerate() {
            entries.sort_unstable();
            surnames.sort_unstable();
            let mut slot = key::hash(&key) as usize & (n_slots - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            slots[slot] = index as u32 + 1;
            let (offset, len) = strings.add(&key);
            names.extend(offset.to_le_bytes());
            names.extend(len.to_le_bytes());
            names.push(longest.get(&key).copied().unwrap_or(0));
            names.push(0);
            names.extend(n_entries.to_le_bytes());
            names.extend((entries.len() as u16).to_le_bytes());
            names.extend((surnames.len() as u16).to_le_bytes());
            for entry in entries.iter().chain(&surnames) {
                all_entries.extend(entry.id.to_le_bytes());
                all_entries.extend([
                    entry.kind,
                    entry.how,
                    u8::from(entry.strict),
                    9 - entry.least,
                ]);
                n_entries += 1;
            }
        }
        (slots.into_iter().flat_map(u32::to_le_bytes).collect(), names, all_entries)
    }
}

/// Text that records refer to; the same text is kept once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    places: BTreeMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> (u32, u16) {
        let len = u16::try_from(text.len()).expect("no name is that long");
        if let Some(offset) = self.places.get(text) {
            return (*offset, len);
        }
        let offset = self.bytes.len() as u32;
        self.bytes.extend(text.as_bytes());
        self.places.insert(text.to_owned(), offset);
        (offset, len)
    }
}

fn add_states(names: &mut Names, states: &str, state_names: &str, demonyms: &str) {
    let mut ids = BTreeMap::new();
    for (id, [iso3, _, kind, name, ..]) in table::rows::<8>(states).enumerate() {
        let prominence = match kind {
            "state" => 8,
            "partial" => 7,
            "former" => 4,
            _ => 3,
        };
        ids.insert(iso3.to_owned(), (id as u32, prominence));
        names.add(name, entity::STATE, id as u32, how("name"), prominence);
    }
    for [name, how_word, iso3] in table::rows::<3>(state_names).chain(table::rows::<3>(demonyms)) {
        let (id, prominence) = ids[iso3];
        // "Congo" is more often the larger one; a former or local name less often means the state than a usual one.
        let less = match how_word {
            "former" | "alias" => 2,
            "capital" => 1,
            _ => 0,
        };
        names.add(name, entity::STATE, id, how(how_word), prominence - less);
    }
}

fn add_organisations(names: &mut Names, tables: &[String]) {
    let rows = tables.iter().flat_map(|table| table::rows::<7>(table));
    for (id, [name, aliases, kind, _, _, _, title]) in rows.enumerate() {
        let prominence = match kind {
            "igo" | "seat" | "government" | "legislature" => 7,
            "sport" | "company" | "movement" => 4,
            "party" if title.is_empty() => 3,
            _ => 5,
        };
        add_with_aliases(names, name, aliases, entity::ORGANISATION, id as u32, prominence);
    }
}

fn add_armed_groups(names: &mut Names, table: &str) {
    for (id, [name, aliases, _, _, _, title]) in table::rows::<6>(table).enumerate() {
        let prominence = if title.is_empty() { 3 } else { 6 };
        add_with_aliases(names, name, aliases, entity::ARMED_GROUP, id as u32, prominence);
    }
}

fn add_regions(names: &mut Names, table: &str) {
    for (id, [name, aliases, adjectives, people]) in table::rows::<4>(table).enumerate() {
        add_with_aliases(names, name, aliases, entity::REGION, id as u32, 6);
        for (words, word_how) in [(adjectives, "adjective"), (people, "people")] {
            for word in words.split('|').filter(|word| !word.is_empty()) {
                names.add(word, entity::REGION, id as u32, how(word_how), 6);
            }
        }
    }
}

/// Adds a name and its aliases; an alias after `?` is a word that others share, the least likely to mean this one.
fn add_with_aliases(
    names: &mut Names,
    name: &str,
    aliases: &str,
    kind: u8,
    id: u32,
    prominence: u8,
) {
    let aliases = || aliases.split('|').filter(|alias| !alias.is_empty());
    let shared = aliases().any(|alias| alias.strip_prefix('?') == Some(name));
    names.add(name, kind, id, how("name"), if shared { 1 } else { prominence });
    for alias in aliases() {
        let (alias, prominence) =
            alias.strip_prefix('?').map_or((alias, prominence), |alias| (alias, 1));
        let acronym = !alias.contains(' ') && Letters::of(alias).all_capitals;
        names.add(alias, kind, id, how(if acronym { "acronym" } else { "alias" }), prominence);
    }
}

/// The sections `People`, `Terms` and `OwnTerms`; people's names are added to `names`.
fn people_and_terms(
    names: &mut Names,
    strings: &mut Strings,
    people: &str,
    terms: &str,
) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let classes: Vec<&str> = include_str!("src/office.rs")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next())
        .collect();
    let ids: BTreeMap<&str, u32> =
        table::rows::<8>(people).zip(0..).map(|([id, ..], index)| (id, index)).collect();
    let mut all_terms: Vec<_> = table::rows::<8>(terms)
        .map(|[person, country, class, start, end, seen, _source, title]| {
            let class = classes
                .iter()
                .position(|word| *word == class)
                .unwrap_or_else(|| panic!("no such class: {class}"));
            let person = *ids.get(person).unwrap_or_else(|| panic!("no such person: {person}"));
            assert_eq!(country.len(), 3, "a country has three letters: {country}");
            (country, class as u8, first_day(start), person, last_day(end), last_day(seen), title)
        })
        .collect();
    all_terms.sort_unstable();
    let mut term_bytes = Vec::new();
    let mut own: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for (index, (country, class, start, person, end, seen, title)) in all_terms.iter().enumerate() {
        own.entry(*person).or_default().push((*start, index as u32));
        let (offset, len) = strings.add(title);
        term_bytes.extend(person.to_le_bytes());
        term_bytes.extend(offset.to_le_bytes());
        term_bytes.extend(len.to_le_bytes());
        term_bytes.extend([*class, 0]);
        for day in [start, end, seen] {
            term_bytes.extend(day.to_le_bytes());
        }
        term_bytes.extend(country.as_bytes());
        term_bytes.push(0);
    }
    let (mut person_bytes, mut own_bytes) = (Vec::new(), Vec::new());
    for (index, [id, name, gender, born, died, title, aliases, prominence]) in
        table::rows::<8>(people).enumerate()
    {
        let index = index as u32;
        let prominence = prominence
            .parse()
            .unwrap_or_else(|_| panic!("{id}: prominence is a digit, not {prominence:?}"));
        names.add(name, entity::PERSON, index, how("name"), prominence);
        for alias in aliases.split('|').filter(|alias| !alias.is_empty()) {
            match alias.strip_prefix('=') {
                Some(surname) => {
                    names.add(surname, entity::PERSON, index, how("surname"), prominence);
                }
                None => names.add(alias, entity::PERSON, index, how("alias"), prominence),
            }
        }
        let mut own = own.remove(&index).unwrap_or_default();
        own.sort_unstable();
        let (name_at, name_len) = strings.add(name);
        let (title_at, title_len) = strings.add(title);
        let wikidata: u32 =
            id.strip_prefix('Q').and_then(|number| number.parse().ok()).unwrap_or(0);
        person_bytes.extend(name_at.to_le_bytes());
        person_bytes.extend(title_at.to_le_bytes());
        person_bytes.extend(name_len.to_le_bytes());
        person_bytes.extend(title_len.to_le_bytes());
        person_bytes.extend(wikidata.to_le_bytes());
        person_bytes.extend(first_day(born).to_le_bytes());
        person_bytes.extend(first_day(died).to_le_bytes());
        person_bytes.extend((own_bytes.len() as u32 / 4).to_le_bytes());
        person_bytes.extend((own.len() as u16).to_le_bytes());
        person_bytes.extend([gender.bytes().next().unwrap_or(0), 0, 0, 0, 0, 0]);
        own_bytes.extend(own.into_iter().flat_map(|(_, term)| term.to_le_bytes()));
    }
    (person_bytes, term_bytes, own_bytes)
}

/// `2024`, `2024-03` or `2024-03-09` as a number; the first day of what is given, 0 for an empty cell.
fn first_day(date: &str) -> u32 {
    day(date, "01", "01")
}

/// The last day of what is given; the 31st of a short month becomes its 28th at least.
fn last_day(date: &str) -> u32 {
    let last = match date.get(5..7).unwrap_or("12") {
        "02" => "28",
        "04" | "06" | "09" | "11" => "30",
        _ => "31",
    };
    day(date, "12", last)
}

fn day(date: &str, month: &str, day: &str) -> u32 {
    if date.is_empty() {
        return 0;
    }
    let mut parts = date.split('-');
    let parts =
        [parts.next().unwrap_or("0"), parts.next().unwrap_or(month), parts.next().unwrap_or(day)];
    parts.concat().parse().unwrap_or_else(|_| panic!("no date: {date}"))
}
