use crate::person::Gender;
use crate::state::filled;
use crate::{OfficeClass, table};

/// A title before a name: *Mr*, *Gen*, *Foreign Minister*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    /// As printed, without full stop.
    pub title: &'static str,
    /// Whether it is a role at all.
    pub use_: TitleUse,
    /// PLOVER sector of those who bear it.
    pub sector: Option<&'static str>,
    /// Class of office, where it is one.
    pub office: Option<OfficeClass>,
    /// Woman or man, where the title itself tells.
    pub gender: Option<Gender>,
}

/// What a title says of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleUse {
    /// Nothing but courtesy or a degree: *Mr*, *Dr*, *Lady*.
    Address,
    /// A rank that stays with the person: *General*, *Sheikh*, *Professor*.
    Rank,
    /// An office held: *President*, *Foreign Minister*.
    Office,
}

pub(crate) fn read_titles(table: &'static str) -> Vec<Title> {
    table::rows::<5>(table)
        .map(|[title, use_, sector, office, gender]| Title {
            title,
            use_: match use_ {
                "address" => TitleUse::Address,
                "rank" => TitleUse::Rank,
                _ => TitleUse::Office,
            },
            sector: filled(sector),
            office: OfficeClass::by_word(office),
            gender: Gender::by_letter(gender),
        })
        .collect()
}
