//! What Chancery knows before it reads: states, people in office, organisations, armed groups, words for roles.
//!
//! [`KnowledgeBase::embedded`] gives all of it. The tables lie in `data/`, each with its origin at its head.

mod agent;
mod armed_group;
mod gazetteer;
mod given_name;
mod key;
mod knowledge_base;
mod latin;
mod layout;
mod names;
mod office;
mod ontology;
mod organisation;
mod person;
mod phrases;
mod place_key;
mod region;
mod state;
mod table;
mod title;
mod topic;
mod town;

pub use agent::{Agent, AgentKind};
pub use armed_group::{ArmedGroup, ArmedGroupId};
pub use gazetteer::{
    Gazetteer, Location, LocationClass, LocationId, NameKind, Sense, Senses, Walk,
};
pub use given_name::GivenName;
pub use knowledge_base::KnowledgeBase;
pub use names::{Entity, How, NameEntry, Names, name_key};
pub use office::OfficeClass;
pub use ontology::{
    CameoEntry, CodeEntry, EventTypeEntry, ModeEntry, Ontology, PloverOfCameo, cameo_code,
};
pub use organisation::{Organisation, OrganisationId, OrganisationKind};
pub use person::{Gender, Held, Person, PersonId, Term};
pub use region::{Region, RegionId};
pub use state::{State, StateId, StateKind};
pub use title::{Title, TitleUse};
pub use topic::Topic;
pub use town::TownError;
