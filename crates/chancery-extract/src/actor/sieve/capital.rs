use chancery_kb::StateKind;
use chancery_nlp::{Dep, Pos};
use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// ## What it finds
/// A capital that stands for its state's government: it acts, owns or is dealt with more often than things
/// happen in it.
/// ## Example
/// > **Strelsau** rejected the demand, and talks with **Strelsau** were broken off.
/// ## What it leaves alone
/// *in Strelsau*, *flew to Strelsau*: the town. Seats of dependencies (*Hamilton*, *Douglas*) that the text does
/// not name.
/// ## Source
/// Metonymy of capitals: Markert & Nissim 2007, SemEval-2007 task 8.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let mut mentions: FxHashMap<Key, Vec<CandidateId>> = FxHashMap::default();
    let mut order = Vec::new();
    let mut states = FxHashMap::default();
    for id in draft.names() {
        let name = draft.get(id);
        if name.class == Class::State {
            if let Some(state) = name.state {
                states.entry(state).or_insert(id);
            }
        } else if draft.known(id).capital.is_some()
            && !name.within
            && matches!(name.class, Class::Place | Class::Body | Class::Unknown)
        {
            let of_key = mentions.entry(name.key).or_default();
            if of_key.is_empty() {
                order.push(name.key);
            }
            of_key.push(id);
        }
    }
    for key in order {
        let ids = &mentions[&key];
        let n_acting = ids.iter().filter(|&&id| is_dealt_with(draft, id)).count();
        let n_located = ids.iter().filter(|&&id| is_located(draft, id)).count();
        let Some(state) = draft.known(ids[0]).capital else { continue };
        // "Hamilton said" is nobody of Bermuda's, unless the text names Bermuda.
        let is_dependency = draft.world.kb.state(state).kind == StateKind::Dependency;
        if n_acting <= n_located || is_dependency && !states.contains_key(&state) {
            continue;
        }
        let first = ids[0];
        if let Some(&of_state) = states.get(&state) {
            draft.merge(first, of_state, Join::Capital);
        } else {
            let cluster = draft.clusters.of_mut(first);
            cluster.state = Some(state);
            cluster.vote(Class::State, 10);
            states.insert(state, first);
        }
    }
}

fn is_dealt_with(draft: &Draft<'_, '_, '_>, id: CandidateId) -> bool {
    let doc = draft.doc;
    let head = draft.get(id).head;
    let Some(above) = doc.head(head) else { return false };
    match doc.dep(head) {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Agent => doc.pos(above) == Pos::Verb,
        Dep::Poss => true,
        Dep::Pobj => {
            let governor = doc.head(above).unwrap_or(above);
            matches!(doc.lower(above), "with" | "between" | "by" | "against" | "to" | "from" | "on")
                && !draft.lexicon.word(doc.lemma(governor)).is(Word::TRAVEL)
        }
        _ => false,
    }
}

fn is_located(draft: &Draft<'_, '_, '_>, id: CandidateId) -> bool {
    let doc = draft.doc;
    let head = draft.get(id).head;
    match doc.dep(head) {
        Dep::Appos => true,
        Dep::Pobj => doc.head(head).is_some_and(|above| {
            matches!(doc.lower(above), "in" | "near" | "at" | "outside" | "around" | "into")
        }),
        _ => false,
    }
}
