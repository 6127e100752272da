//! The binary form of names, people and terms: written by `build.rs`, read by `NameIndex` and `People`.
//!
//! All numbers are little-endian. Each section is an array of records of one size, so that nothing has
//! to be parsed or built when the program starts: a look-up touches a handful of pages of the binary.

/// The sections in their order in the file; the file begins with where each starts, as `u32`, and its end.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    /// Text, to which the records refer by offset and length.
    Strings,
    /// Hash table over the keys: index of a name plus one, or zero. A power of two in size; linear probing.
    Slots,
    /// Names: key offset u32, key length u16, words u8 of the longest name that begins with it, u8 unused,
    /// first entry u32, number of entries u16, number of surname entries u16 (they follow the others).
    Names,
    /// Entries of names: id u32, kind of entity u8, how u8, strict u8, prominence u8.
    Entries,
    /// People: name offset u32, Wikipedia title offset u32, their lengths u16 u16, Wikidata number u32, born u32,
    /// died u32, first own term u32, number of own terms u16, gender u8, 5 unused.
    People,
    /// Terms in office, ordered by country, class, start: person u32, title offset u32, title length u16,
    /// class u8, source u8, start u32, end u32, seen u32, country 3 bytes, 1 unused.
    Terms,
    /// For each person the indices of the own terms, u32, by start.
    OwnTerms,
}

pub(crate) const N_SECTIONS: usize = 7;
pub(crate) const NAME_SIZE: usize = 16;
pub(crate) const ENTRY_SIZE: usize = 8;
pub(crate) const PERSON_SIZE: usize = 36;
pub(crate) const TERM_SIZE: usize = 28;

/// The kinds of entity as numbers in `Entries`.
pub(crate) mod entity {
    pub(crate) const STATE: u8 = 0;
    pub(crate) const ORGANISATION: u8 = 1;
    pub(crate) const ARMED_GROUP: u8 = 2;
    pub(crate) const PERSON: u8 = 3;
    pub(crate) const REGION: u8 = 4;
}
