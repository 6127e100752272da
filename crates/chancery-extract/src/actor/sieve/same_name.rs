use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;

/// What makes two names one.
#[derive(PartialEq, Eq, Hash)]
enum Same {
    State(chancery_kb::StateId),
    Organisation(chancery_kb::OrganisationId),
    ArmedGroup(chancery_kb::ArmedGroupId),
    Words(Key),
}

/// ## What it finds
/// The same name again, also under another name of the same state or organisation: *Britain*, *the UK*.
/// ## Example
/// > **Ruritania** left the treaty. Ministers in **Ruritania** were silent.
/// ## What it leaves alone
/// Demonyms: *Danish* is no mention, and *the Danes* are not Denmark.
/// ## Source
/// Exact match of Lee et al. 2013; names of states and organisations from the knowledge base.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut first: FxHashMap<Same, CandidateId> = FxHashMap::default();
    for id in draft.names() {
        let name = draft.get(id);
        let known = draft.known(id);
        let same = match name.class {
            Class::State if name.state.is_some() => Same::State(name.state.expect("it is one")),
            Class::Body if known.organisation.is_some() => {
                Same::Organisation(known.organisation.expect("it is one"))
            }
            Class::Body if known.armed_group.is_some() => {
                Same::ArmedGroup(known.armed_group.expect("it is one"))
            }
            _ => Same::Words(name.key),
        };
        let earlier = *first.entry(same).or_insert(id);
        if earlier != id {
            draft.merge(id, earlier, Join::SameName);
        }
    }
}
