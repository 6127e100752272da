//! Bodies of many states that share a name: *Supreme Court*, *Republican Party*, *Ministry of Defence*.

use chancery_kb::{Entity, OrganisationId, StateId};
use chancery_nlp::Dep;
use rustc_hash::FxHashSet;

use super::candidate::{CandidateId, Class};
use super::code::Context;
use super::draft::Draft;

/// At most so many bodies of one name are looked at.
const NAMESAKES: usize = 64;

/// Decides which of several bodies a name means: the one of the state that stands beside the name, else of the
/// state that the text is about. A body of another state than the one beside the name is not meant.
pub(super) fn settle(draft: &mut Draft<'_, '_, '_>, context: &Context) {
    let kb = draft.world.kb;
    let mut settled = FxHashSet::default();
    for id in draft.names() {
        let name = *draft.get(id);
        let Some(usual) = draft.known(id).organisation.filter(|_| name.class == Class::Body) else {
            continue;
        };
        if !settled.insert(name.key) {
            continue;
        }
        let beside = state_beside(draft, id);
        let bodies: Vec<OrganisationId> = kb
            .names(draft.doc.span_text(name.tokens))
            .filter_map(|entry| match entry.entity {
                Entity::Organisation(id) => Some(id),
                _ => None,
            })
            .take(NAMESAKES)
            .collect();
        let of = |state: StateId| {
            let code = kb.state(state).iso3;
            bodies.iter().copied().find(|&body| kb.organisation(body).country == Some(code))
        };
        let is_of_state =
            kb.organisation(usual).country.is_some_and(|code| kb.state_by_code(code).is_some());
        let meant = match beside {
            Some(state) if is_of_state => of(state),
            _ => context.home().or(context.most_named()).and_then(of).or(Some(usual)),
        };
        if meant != Some(usual) {
            draft.world.settle(name.key, meant);
        }
    }
}

/// The state whose adjective or name modifies a body's name.
fn state_beside(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> Option<StateId> {
    let doc = draft.doc;
    let name = *draft.get(id);
    doc.children_as(name.head, &[Dep::Amod, Dep::Compound, Dep::Poss])
        .filter(|&child| child < name.tokens.start)
        .find_map(|child| draft.state_at(child))
}
