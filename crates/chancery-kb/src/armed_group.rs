use crate::state::filled;
use crate::table;

/// An armed group by its place in [`crate::KnowledgeBase::armed_groups`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArmedGroupId(pub u16);

/// An armed group that is no state's army: rebels, militias, terrorists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArmedGroup {
    /// The usual English name, without "the".
    pub name: &'static str,
    /// ISO 3166-1 alpha-3 of the country where it mainly fights, or `IMG` across borders.
    pub country: Option<&'static str>,
    /// PLOVER sector code: `REB`, `PRM`, `CRM`.
    pub sector: &'static str,
    /// Wikidata's `Q…`, only where it is certain.
    pub wikidata: Option<&'static str>,
    /// Title of the English Wikipedia's article, where known.
    pub wikipedia: Option<&'static str>,
}

pub(crate) fn read_armed_groups(table: &'static str) -> Vec<ArmedGroup> {
    table::rows::<6>(table)
        .map(|[name, _aliases, country, sector, wikidata, wikipedia]| ArmedGroup {
            name,
            country: filled(country),
            sector,
            wikidata: filled(wikidata),
            wikipedia: filled(wikipedia),
        })
        .collect()
}
