use crate::key::{Letters, hash, write_key};
use crate::layout::{ENTRY_SIZE, N_SECTIONS, NAME_SIZE, Section, entity};
use crate::table;
use crate::{ArmedGroupId, OrganisationId, PersonId, RegionId, StateId};
use std::sync::OnceLock;

/// A name as it is compared: ASCII lower case, no full stops or commas, hyphens as blanks, no leading "the",
/// Latin letters without their marks. `Al-Qaeda` and `al Qaeda` have one key, as have `António` and `Antonio`.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    write_key(name, &mut key);
    key
}

/// What a name may mean, and how it means it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameEntry {
    /// Whom or what it names.
    pub entity: Entity,
    /// In what way.
    pub how: How,
    /// How likely the bearer is meant in world news, 0 (hardly) to 9; orders the entries of a name.
    pub prominence: u8,
}

/// Whom or what a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// A state or dependency.
    State(StateId),
    /// An organisation.
    Organisation(OrganisationId),
    /// An armed group.
    ArmedGroup(ArmedGroupId),
    /// A person.
    Person(PersonId),
    /// A region without a government of its own.
    Region(RegionId),
}

/// In what way a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The usual name.
    Name,
    /// A usual short form: *Britain*.
    Short,
    /// The official long form.
    Official,
    /// Initials: *NATO*.
    Acronym,
    /// What it was once called: *Burma*, *Zaire*.
    Former,
    /// Another name or spelling.
    Alias,
    /// A capital that stands for the state: *Moscow*.
    Capital,
    /// A demonym as adjective: *Danish*.
    Adjective,
    /// A demonym for one person: *Dane*.
    OnePerson,
    /// A demonym for several or all: *Danes*, *the French*.
    People,
    /// The surname of a person; only [`crate::KnowledgeBase::surnames`] gives these.
    Surname,
}

const HOW_BY_NUMBER: [How; 11] = [
    How::Name,
    How::Short,
    How::Official,
    How::Acronym,
    How::Former,
    How::Alias,
    How::Capital,
    How::Adjective,
    How::OnePerson,
    How::People,
    How::Surname,
];

impl How {
    /// A demonym, not a name: *Danish*, *Danes*.
    pub fn is_demonym(self) -> bool {
        matches!(self, Self::Adjective | Self::OnePerson | Self::People)
    }
}

/// The bytes that `build.rs` laid out, by section.
#[derive(Clone, Copy)]
pub(crate) struct Sections {
    bytes: &'static [u8],
}

impl Sections {
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn of(self, section: Section) -> &'static [u8] {
        let start = u32_at(self.bytes, section as usize * 4) as usize;
        let end = u32_at(self.bytes, section as usize * 4 + 4) as usize;
        debug_assert!((section as usize) < N_SECTIONS);
        &self.bytes[start..end]
    }

    pub(crate) fn text(self, offset: u32, len: u16) -> &'static str {
        let bytes = &self.of(Section::Strings)[offset as usize..][..usize::from(len)];
        std::str::from_utf8(bytes).expect("the strings were written as UTF-8, each whole")
    }
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// The names of all that is known, to be looked up by name.
#[derive(Clone, Copy)]
pub(crate) struct NameIndex {
    sections: Sections,
    slots: &'static [u8],
    names: &'static [u8],
    entries: &'static [u8],
}

/// One name of the index.
#[derive(Clone, Copy)]
struct NameRecord {
    first_entry: u32,
    n_entries: u16,
    n_surnames: u16,
    longest: u8,
}

impl NameIndex {
    pub(crate) fn new(sections: Sections) -> Self {
        Self {
            sections,
            slots: sections.of(Section::Slots),
            names: sections.of(Section::Names),
            entries: sections.of(Section::Entries),
        }
    }

    pub(crate) fn names(self, name: &str) -> Names {
        self.find(name, |record| (record.first_entry, record.n_entries))
    }

    pub(crate) fn surnames(self, name: &str) -> Names {
        self.find(name, |record| {
            (record.first_entry + u32::from(record.n_entries), record.n_surnames)
        })
    }

    pub(crate) fn longest_from(self, word: &str) -> usize {
        let mut key = String::with_capacity(word.len());
        write_key(word, &mut key);
        let first = key.split(' ').next().unwrap_or_default();
        self.record(first).map_or(0, |record| usize::from(record.longest))
    }

    fn find(self, name: &str, range: impl Fn(NameRecord) -> (u32, u16)) -> Names {
        let mut key = String::with_capacity(name.len());
        write_key(name, &mut key);
        // A word may be there only because longer names begin with it.
        let entries = |key: &str| self.record(key).map(&range).filter(|(_, len)| *len > 0);
        // "McDonald's" is a name; of "Moscow's" the name is "Moscow".
        let found = entries(&key).or_else(|| entries(key.strip_suffix("'s")?));
        let (found, bodies_only) = match found {
            Some(_) => (found, false),
            None => (without_legal_form(&key).and_then(entries), true),
        };
        let (first, len) = found.unwrap_or((0, 0));
        let bytes = &self.entries[first as usize * ENTRY_SIZE..][..usize::from(len) * ENTRY_SIZE];
        Names { bytes, letters: Letters::of(name), bodies_only }
    }

    fn record(self, key: &str) -> Option<NameRecord> {
        let mask = self.slots.len() / 4 - 1;
        let mut slot = hash(key) as usize & mask;
        loop {
            let name = (u32_at(self.slots, slot * 4) as usize).checked_sub(1)?;
            let record = &self.names[name * NAME_SIZE..][..NAME_SIZE];
            if self.sections.text(u32_at(record, 0), u16_at(record, 4)) == key {
                return Some(NameRecord {
                    longest: record[6],
                    first_entry: u32_at(record, 8),
                    n_entries: u16_at(record, 12),
                    n_surnames: u16_at(record, 14),
                });
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// The key of a company's name without *Inc*, *Corp*, *Holdings plc* at its end.
fn without_legal_form(key: &str) -> Option<&str> {
    static FORMS: OnceLock<Vec<&str>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| {
        table::rows::<1>(include_str!("../../../data/legal-forms.tsv")).map(|[form]| form).collect()
    });
    // Of "co" and "co ltd" the longer one is cut.
    let rest = |form: &&str| key.strip_suffix(*form)?.strip_suffix(' ');
    forms.iter().filter_map(rest).min_by_key(|rest| rest.len())
}

/// What a name may mean, the most prominent first.
#[derive(Debug, Clone)]
pub struct Names {
    bytes: &'static [u8],
    letters: Letters,
    /// The name was found without its legal form, so that it can only mean a body.
    bodies_only: bool,
}

impl Iterator for Names {
    type Item = NameEntry;

    fn next(&mut self) -> Option<NameEntry> {
        loop {
            let (entry, rest) = self.bytes.split_at_checked(ENTRY_SIZE)?;
            self.bytes = rest;
            let strict = entry[6] != 0;
            if self.bodies_only && entry[4] != entity::ORGANISATION {
                continue;
            }
            if self.letters.all_capitals || self.letters.some_capital && !strict {
                let id = u32_at(entry, 0);
                return Some(NameEntry {
                    entity: match entry[4] {
                        entity::STATE => Entity::State(StateId(id as u16)),
                        entity::ORGANISATION => Entity::Organisation(OrganisationId(id as u16)),
                        entity::ARMED_GROUP => Entity::ArmedGroup(ArmedGroupId(id as u16)),
                        entity::PERSON => Entity::Person(PersonId(id)),
                        entity::REGION => Entity::Region(RegionId(id as u16)),
                        kind => unreachable!("build.rs writes no entity of kind {kind}"),
                    },
                    how: HOW_BY_NUMBER[usize::from(entry[5])],
                    prominence: entry[7],
                });
            }
        }
    }
}
