//! What the knowledge base says of the names of one document, each looked up once.

use chancery_kb::{
    ArmedGroupId, Entity, Gazetteer, How, KnowledgeBase, OrganisationId, PersonId, RegionId,
    StateId,
};
use rustc_hash::FxHashMap;

use super::candidate::{Gender, Key};

/// All that one name may mean, one of each kind: the most prominent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// A state's name.
    pub(super) state: Option<StateId>,
    /// A capital: the state whose government it may stand for.
    pub(super) capital: Option<StateId>,
    /// *Danish*
    pub(super) adjective: Option<StateId>,
    /// *Dane*, *Danes*
    pub(super) people: Option<StateId>,
    pub(super) organisation: Option<OrganisationId>,
    pub(super) armed_group: Option<ArmedGroupId>,
    pub(super) region: Option<RegionId>,
    /// The most prominent person of that full name.
    pub(super) person: Option<PersonId>,
    /// How many people of note bear it.
    pub(super) n_people: u8,
}

impl Known {
    /// It is an organisation or an armed group.
    pub(super) fn is_body(self) -> bool {
        self.organisation.is_some() || self.armed_group.is_some()
    }

    /// The state that a demonym belongs to.
    pub(super) fn demonym(self) -> Option<StateId> {
        self.adjective.or(self.people)
    }
}

/// The knowledge base with a memory of what one document asked.
pub(super) struct World<'k> {
    pub(super) kb: &'k KnowledgeBase,
    known: FxHashMap<Key, Known>,
    states_of_places: FxHashMap<Key, Option<StateId>>,
}

impl<'k> World<'k> {
    pub(super) fn new(kb: &'k KnowledgeBase) -> Self {
        Self { kb, known: FxHashMap::default(), states_of_places: FxHashMap::default() }
    }

    /// What `name` may mean; `key` is its key. The first spelling that is asked for answers for all.
    pub(super) fn know(&mut self, key: Key, name: &str) -> Known {
        let kb = self.kb;
        *self.known.entry(key).or_insert_with(|| {
            let mut known = look_up(kb, name);
            if known == Known::default() {
                known.organisation = of_state(kb, name);
            }
            known
        })
    }

    /// Whether it is a given name.
    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.kb.given_name(word).is_some()
    }

    /// Whether mostly men or women bear a given name.
    pub(super) fn gender_of(&self, given_name: &str) -> Option<Gender> {
        Some(match self.kb.given_name(given_name)?.gender()? {
            chancery_kb::Gender::Male => Gender::Male,
            chancery_kb::Gender::Female => Gender::Female,
        })
    }

    /// The state of the largest place of this name.
    pub(super) fn state_of_place(&mut self, key: Key, name: &str) -> Option<StateId> {
        let kb = self.kb;
        *self.states_of_places.entry(key).or_insert_with(|| {
            let gazetteer = Gazetteer::embedded();
            let largest = gazetteer.senses(name).iter().next()?;
            let country = gazetteer.get(largest.location).country?;
            kb.state_by_code(country).map(|(state, _)| state)
        })
    }

    /// Settles which organisation a name means in this document, or that it means none that is known.
    pub(super) fn settle(&mut self, key: Key, organisation: Option<OrganisationId>) {
        if let Some(known) = self.known.get_mut(&key) {
            known.organisation = organisation;
        }
    }

    /// What was found for a key before.
    pub(super) fn known(&self, key: Key) -> Known {
        self.known.get(&key).copied().unwrap_or_default()
    }
}

fn look_up(kb: &KnowledgeBase, name: &str) -> Known {
    let mut known = Known::default();
    for entry in kb.names(name) {
        match (entry.entity, entry.how) {
            (Entity::State(state), How::Adjective) => put(&mut known.adjective, state),
            (Entity::State(state), How::OnePerson | How::People) => put(&mut known.people, state),
            (Entity::State(state), How::Capital) => put(&mut known.capital, state),
            (Entity::State(state), _) => put(&mut known.state, state),
            (Entity::Organisation(organisation), _) => put(&mut known.organisation, organisation),
            (Entity::ArmedGroup(group), _) => put(&mut known.armed_group, group),
            (Entity::Region(region), how) if !how.is_demonym() => put(&mut known.region, region),
            (Entity::Region(_), _) => {}
            (Entity::Person(person), _) => {
                put(&mut known.person, person);
                known.n_people = known.n_people.saturating_add(1);
            }
        }
    }
    known
}

/// A body of the state that its name begins with: *U.S. Labor Department*, *Danish Foreign Ministry*.
fn of_state(kb: &KnowledgeBase, name: &str) -> Option<OrganisationId> {
    let (first, rest) = name.split_once(' ')?;
    let state = |name: &str| {
        kb.names(name).find_map(|entry| match entry.entity {
            Entity::State(state) if entry.how != How::Capital => Some(state),
            _ => None,
        })
    };
    // "South Korean Defense Ministry"
    let (state, rest) = if let Some(state) = state(first) {
        (state, rest)
    } else {
        let (second, rest) = rest.split_once(' ')?;
        (state(&name[..first.len() + 1 + second.len()])?, rest)
    };
    let country = kb.state(state).iso3;
    kb.names(rest).find_map(|entry| match entry.entity {
        Entity::Organisation(body) if kb.organisation(body).country == Some(country) => Some(body),
        _ => None,
    })
}

fn put<T>(slot: &mut Option<T>, value: T) {
    slot.get_or_insert(value);
}
