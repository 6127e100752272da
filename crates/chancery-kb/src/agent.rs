use crate::person::Gender;
use crate::state::filled;
use crate::{OfficeClass, table};

/// A common noun that acts: *foreign minister*, *police*, *rebel*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent {
    /// The noun with its fixed modifiers, in lower case.
    pub phrase: &'static str,
    /// One person, a body, or several people.
    pub kind: AgentKind,
    /// PLOVER sector, or `IGO` or `NGO`; `None` where the noun alone does not tell (*spokesman*, *leader of*).
    pub sector: Option<&'static str>,
    /// Class of office, where it is one.
    pub office: Option<OfficeClass>,
    /// Woman or man, where the noun itself tells.
    pub gender: Option<Gender>,
}

/// What sort of actor a noun means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgentKind {
    /// One man or woman.
    Person,
    /// An organisation.
    Body,
    /// Several people under one noun.
    Group,
}

pub(crate) fn read_agents(table: &'static str) -> Vec<Agent> {
    table::rows::<5>(table)
        .map(|[phrase, kind, sector, office, gender]| Agent {
            phrase,
            kind: match kind {
                "body" => AgentKind::Body,
                "group" => AgentKind::Group,
                _ => AgentKind::Person,
            },
            sector: filled(sector),
            office: OfficeClass::by_word(office),
            gender: Gender::by_letter(gender),
        })
        .collect()
}
