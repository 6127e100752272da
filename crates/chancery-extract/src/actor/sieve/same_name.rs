use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::name::words;

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
            _ => Same::Words(name.key),
        };
        let earlier = *first.entry(same).or_insert(id);
        if earlier != id {
            draft.merge(id, earlier, Join::SameName);
            continue;
        }
        let body = match (name.class, known.organisation, known.armed_group) {
            (Class::Body, Some(organisation), _) => Same::Organisation(organisation),
            (Class::Body, None, Some(group)) => Same::ArmedGroup(group),
            _ => continue,
        };
        let earlier = *first.entry(body).or_insert(id);
        if earlier != id && are_alike(draft, id, earlier) {
            draft.merge(id, earlier, Join::SameName);
        }
    }
}

/// Names of one entry share a word, or one is short for the entry's usual name. Others may be names of
/// different times or parts: an owner and its brand.
fn are_alike(draft: &Draft<'_, '_, '_>, id: CandidateId, other: CandidateId) -> bool {
    let text = |id: CandidateId| draft.keys.text(draft.get(id).key);
    let known = draft.known(id);
    let usual = match (known.organisation, known.armed_group) {
        (Some(organisation), _) => draft.world.kb.organisation(organisation).name,
        (None, Some(group)) => draft.world.kb.armed_group(group).name,
        (None, None) => return false,
    };
    let initials: String = words(usual)
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .flat_map(char::to_lowercase)
        .collect();
    let share_word = words(text(id)).any(|word| words(text(other)).any(|other| other == word));
    share_word || [text(id), text(other)].contains(&initials.as_str())
}
