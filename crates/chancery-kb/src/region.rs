use crate::state::filled;
use crate::table;

/// A region by its place in [`crate::KnowledgeBase::regions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u16);

/// A part of the world that is no state but has a name in the news: Europe, the Middle East, Kashmir, Chechnya.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The usual name, without "the".
    pub name: &'static str,
    /// The state to which it belongs (ISO 3166-1 alpha-3), where it is one's without dispute.
    pub country: Option<&'static str>,
    /// Title of the English Wikipedia's article.
    pub wikipedia: Option<&'static str>,
}

pub(crate) fn read_regions(table: &'static str) -> Vec<Region> {
    table::rows::<6>(table)
        .map(|[name, _aliases, _adjectives, _people, country, wikipedia]| Region {
            name,
            country: filled(country),
            wikipedia: filled(wikipedia),
        })
        .collect()
}
