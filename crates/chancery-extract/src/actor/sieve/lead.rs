use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Determiner, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;

/// The lead ends after so many sentences, the headline counted.
const LEAD: u32 = 3;
/// Who is meant is named within so many sentences.
const NAMED_BY: u32 = 6;

/// ## What it finds
/// Whom headline and lead mention without a name, by the noun with which the text then introduces the name.
/// ## Example
/// > A **nurse** was rescued on Monday. **Ann Lund**, a 34-year-old **nurse**, had been missing for days.
/// ## What it leaves alone
/// A noun with which two names are introduced, or that the lead uses of two people.
/// ## Source
/// Delayed identification, as journalism textbooks call it.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut named: FxHashMap<Key, Option<CandidateId>> = FxHashMap::default();
    let mut lead: FxHashMap<Key, Vec<CandidateId>> = FxHashMap::default();
    let mut order = Vec::new();
    for id in draft.nominals() {
        let nominal = *draft.get(id);
        if nominal.sent >= NAMED_BY {
            break;
        }
        if nominal.plural || !matches!(nominal.class, Class::Person | Class::Body) {
            continue;
        }
        if draft.cluster(id).is_named() {
            let is_stated =
                draft.clusters.joined(id).is_some_and(Join::is_stated) || draft.joins_stated(id);
            if is_stated {
                let known = named.entry(nominal.key).or_insert(Some(id));
                if known.is_some_and(|known| !draft.clusters.are_one(known, id)) {
                    *known = None;
                }
            }
            continue;
        }
        let is_new = match nominal.owner {
            None => matches!(nominal.determiner, Determiner::Indefinite | Determiner::Bare),
            // "Ruritania's minister", not "his minister"
            Some(owner) => matches!(draft.class(owner), Class::State | Class::Body),
        };
        if nominal.sent < LEAD && is_new {
            let of_key = lead.entry(nominal.key).or_default();
            if of_key.is_empty() {
                order.push(nominal.key);
            }
            of_key.push(id);
        }
    }
    for key in order {
        let Some(&Some(introduced)) = named.get(&key) else { continue };
        // One in the headline, one in the lead.
        let nominals = &lead[&key];
        let are_apart =
            nominals.windows(2).all(|two| draft.get(two[0]).sent < draft.get(two[1]).sent);
        if nominals.len() > 2 || !are_apart {
            continue;
        }
        for &nominal in nominals {
            if nominal < introduced && draft.clusters.agree(introduced, nominal) {
                draft.merge(nominal, introduced, Join::HeadMatch);
            }
        }
    }
}
