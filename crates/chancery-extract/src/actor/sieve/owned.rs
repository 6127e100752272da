use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Determiner, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;

/// ## What it finds
/// The same noun of the same owner, once it is known for whom the pronouns stand.
/// ## Example
/// > **Lund's father** was a miner. **Her father** had come from Zenda.
/// ## What it leaves alone
/// A noun with a modifier that the earlier mention lacks: *her late brother*.
/// ## Source
/// Head match of Lee et al. 2013 with possessors for articles.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut first: FxHashMap<(u32, Key, bool), CandidateId> = FxHashMap::default();
    for id in draft.nominals() {
        let nominal = *draft.get(id);
        let Some(owner) = nominal.owner else { continue };
        if nominal.class == Class::Thing || nominal.determiner != Determiner::Possessive {
            continue;
        }
        let owned = (draft.clusters.root(owner), nominal.key, nominal.plural);
        let earlier = *first.entry(owned).or_insert(id);
        let modifiers = draft.modifiers(earlier);
        let is_known = draft.modifiers(id).iter().all(|modifier| modifiers.contains(modifier));
        if earlier != id && is_known && draft.clusters.agree(earlier, id) {
            draft.merge(id, earlier, Join::HeadMatch);
        }
    }
}
