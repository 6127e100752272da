use chancery_nlp::{Dep, TokenId, TokenSpan};

use crate::actor::candidate::{CandidateId, Class};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// ## What it finds
/// The government, regime or authorities of a state: the state as an actor.
/// ## Example
/// > The **Danish government** protested. **Denmark** recalled its envoy.
/// ## What it leaves alone
/// A government without a state beside it, where no state has three mentions in five.
/// ## Source
/// The record's definition of a state as an actor; CAMEO codes a government as its state.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut first_of_state = rustc_hash::FxHashMap::default();
    let mut counts: Vec<(chancery_kb::StateId, u32)> = Vec::new();
    for id in draft.names() {
        if let Some(state) = draft.cluster(id).state {
            first_of_state.entry(state).or_insert(id);
            match counts.iter_mut().find(|(known, _)| *known == state) {
                Some((_, count)) => *count += 1,
                None => counts.push((state, 1)),
            }
        }
    }
    let all: u32 = counts.iter().map(|(_, count)| count).sum();
    let only = counts.iter().find(|(_, count)| count * 5 >= all * 3).map(|&(state, _)| state);
    for id in draft.ids() {
        let candidate = *draft.get(id);
        let last = TokenId(candidate.tokens.end.0 - 1);
        let is_government = if candidate.is_nominal() {
            draft.lexicon.word(draft.keys.text(candidate.key)).is(Word::GOVERNMENT)
        } else {
            candidate.is_name()
                && candidate.class == Class::Body
                && draft.word(last).is(Word::GOVERNMENT)
        };
        if !is_government {
            continue;
        }
        let Some(state) =
            state_of(draft, id).or_else(|| draft.is_the(id).then_some(only).flatten())
        else {
            continue;
        };
        let cluster = draft.clusters.of_mut(id);
        cluster.forget_votes();
        if let Some(&of_state) = first_of_state.get(&state) {
            draft.merge(id, of_state, Join::Government);
        } else {
            cluster.state = Some(state);
            cluster.vote(Class::State, 3);
            first_of_state.insert(state, id);
        }
    }
}

/// The state that modifies, owns or follows the noun.
fn state_of(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> Option<chancery_kb::StateId> {
    let doc = draft.doc;
    let candidate = *draft.get(id);
    let span = if candidate.is_name() {
        TokenSpan { start: candidate.tokens.start, end: TokenId(candidate.tokens.end.0 - 1) }
    } else {
        candidate.tokens
    };
    for token in span.iter().filter(|&token| token != candidate.head) {
        if let Some(state) = draft.state_at(token) {
            return Some(state);
        }
    }
    let owner = candidate.owner.and_then(|owner| draft.cluster(owner).state);
    owner.or_else(|| {
        let poss = doc.child(candidate.head, &[Dep::Poss])?;
        draft.state_at(poss)
    })
}
