//! Who is the same over all articles.

mod merge;
mod name;
mod portrait;

use crate::corpus::{ActorKey, Corpus};

/// An entity of [`Entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EntityKey(pub(crate) u32);

impl EntityKey {
    /// Its place in [`Entities::list`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Somebody who acts, over all articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entity {
    /// The knowledge base's id; else the fullest name and the country, `ivan-petrov.RUS`; of a surname alone,
    /// that no fuller name in its story explains, with the first of the story's articles that has it:
    /// `petrov.RUS@ARTICLE`.
    pub id: String,
    /// The commonest full name.
    pub name: String,
    /// `person`, `organisation`, `state`, `people`, `armed_group`, `other`: the commonest.
    pub kind: String,
    /// The knowledge base's id.
    pub kb: Option<String>,
    /// Other names that articles use, sorted.
    pub names: Vec<String>,
    /// Ids by [`entity_id`](crate::entity_id) that stand for it, sorted; a surname alone with its articles
    /// (`petrov.RUS@ARTICLE`), since elsewhere it may stand for somebody else. Each leads here.
    pub members: Vec<String>,
    /// Offices and other roles, in the order of their first report.
    pub offices: Vec<Office>,
    /// Number of articles that name it.
    pub articles: u32,
}

/// A role that articles give to an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// In the commonest wording: `foreign minister`.
    pub title: String,
    /// Of what body or state.
    pub of: Option<String>,
    /// Day of the first dated report, ISO 8601.
    pub since: Option<String>,
    /// Day of the last dated report.
    pub until: Option<String>,
    /// Number of articles that say so.
    pub articles: u32,
}

/// Who is who.
#[derive(Debug, Default)]
pub struct Entities {
    /// Sorted by id.
    pub list: Vec<Entity>,
    /// By actor; `u32::MAX` for somebody without a name.
    pub(crate) of_actor: Vec<u32>,
}

impl Entities {
    /// The entity of an actor; none for somebody without a name.
    pub fn of(&self, actor: ActorKey) -> Option<EntityKey> {
        self.of_actor.get(actor.index()).filter(|key| **key != u32::MAX).map(|key| EntityKey(*key))
    }
}

/// Whether an id by [`entity_id`](crate::entity_id) of what is not linked stands for the same only within a story:
/// *Petrov*, *the Supreme Court*. With the article it is `petrov.RUS@ARTICLE`, as in [`Entity::members`].
pub fn counts_within_story(id: &str, kind: &str, country: Option<&str>) -> bool {
    merge::counts_within_story(id, crate::corpus::ActorKind::of(kind), country.is_some())
}

impl Corpus {
    /// One entity for everybody who has a name. Depends on the set of what was added, not on its order.
    pub fn entities(&self) -> Entities {
        let merged = merge::merge(self);
        portrait::portraits(self, &merged)
    }
}
