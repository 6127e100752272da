use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;

/// ## What it finds
/// *the North* for *North Korea*, where the text names one state whose name begins so.
/// ## Example
/// > **South Sudan** closed the border. Envoys from the **South** left on Monday.
/// ## What it leaves alone
/// *the West* in a text that names two such states, or none.
/// ## Source
/// Short forms of the two Koreas in news.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut states: FxHashMap<&str, Option<CandidateId>> = FxHashMap::default();
    let mut short = Vec::new();
    for id in draft.names() {
        let name = draft.get(id);
        let text = draft.keys.text(name.key);
        if let Some(side) = side(text) {
            let after_the =
                name.tokens.start.prev().is_some_and(|the| draft.doc.lower(the) == "the");
            if after_the && !name.within {
                short.push((id, side));
            }
            continue;
        }
        let first = text.split(' ').next().unwrap_or_default();
        if let (Class::State, Some(side)) = (name.class, side(first)) {
            let known = states.entry(side).or_insert(Some(id));
            let is_other = known.is_some_and(|known| !draft.clusters.are_one(known, id));
            if is_other {
                *known = None;
            }
        }
    }
    for (id, side) in short {
        if let Some(&Some(state)) = states.get(side) {
            draft.merge(id, state, Join::ShortForm);
        }
    }
}

fn side(word: &str) -> Option<&'static str> {
    ["north", "south", "east", "west"].into_iter().find(|&side| side == word)
}
