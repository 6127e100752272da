use crate::state::filled;
use crate::table;

/// An organisation by its place in [`crate::KnowledgeBase::organisations`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationId(pub u16);

/// A body that acts, speaks or reports: from the United Nations to a news agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Organisation {
    /// The usual name, without "the".
    pub name: &'static str,
    /// What kind of body it is.
    pub kind: OrganisationKind,
    /// ISO 3166-1 alpha-3 of its state, or PLOVER's code in the country's place (`IGO`, `UNO`, `EUR`, `NGO`, `MNC` …).
    pub country: Option<&'static str>,
    /// PLOVER sector code, as `GOV` or `JRN`; none for bodies that states have in common.
    pub sector: Option<&'static str>,
    /// Wikidata's `Q…`, only where it is certain.
    pub wikidata: Option<&'static str>,
    /// Title of the English Wikipedia's article.
    pub wikipedia: Option<&'static str>,
}

/// Kinds of organisations, as the tables under `data/organisations/` name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// States' common body: NATO, the European Commission, a UN agency.
    Intergovernmental,
    /// Private body across borders: Amnesty International.
    NonGovernmental,
    /// A building or place that stands for a government: Kremlin, Downing Street.
    Seat,
    /// A government, ministry, agency or central bank.
    Government,
    /// A parliament or chamber.
    Legislature,
    /// A court or prosecutor's office.
    Court,
    /// Armed forces of a state.
    Military,
    /// Police and border guards.
    Police,
    /// Intelligence and security services.
    Intelligence,
    /// A political party or alliance of parties.
    Party,
    /// News agency, newspaper, broadcaster.
    Media,
    /// Business.
    Company,
    /// University, institute, think tank.
    Education,
    /// Church or other religious body.
    Religious,
    /// Trade union, association or movement.
    Movement,
    /// Sports club or federation: named here so that it is not taken for a state.
    Sport,
}

/// The words for the kinds in the tables.
pub(crate) const KINDS: [(&str, OrganisationKind); 16] = [
    ("igo", OrganisationKind::Intergovernmental),
    ("ngo", OrganisationKind::NonGovernmental),
    ("seat", OrganisationKind::Seat),
    ("government", OrganisationKind::Government),
    ("legislature", OrganisationKind::Legislature),
    ("court", OrganisationKind::Court),
    ("military", OrganisationKind::Military),
    ("police", OrganisationKind::Police),
    ("intelligence", OrganisationKind::Intelligence),
    ("party", OrganisationKind::Party),
    ("media", OrganisationKind::Media),
    ("company", OrganisationKind::Company),
    ("education", OrganisationKind::Education),
    ("religious", OrganisationKind::Religious),
    ("movement", OrganisationKind::Movement),
    ("sport", OrganisationKind::Sport),
];

/// The organisations of one table after the other, in the order that `build.rs` numbers them.
pub(crate) fn read_organisations(tables: &[&'static str]) -> Vec<Organisation> {
    tables
        .iter()
        .flat_map(|table| table::rows::<7>(table))
        .map(|[name, _aliases, kind, country, sector, wikidata, wikipedia]| Organisation {
            name,
            kind: KINDS
                .iter()
                .find(|(word, _)| *word == kind)
                .map_or(OrganisationKind::Movement, |(_, kind)| *kind),
            country: filled(country),
            sector: filled(sector),
            wikidata: filled(wikidata),
            wikipedia: filled(wikipedia),
        })
        .collect()
}
