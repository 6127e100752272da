use crate::actor::candidate::{Class, Premodifier};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;

/// ## What it finds
/// A lower-case noun in front of the name that it describes.
/// ## Example
/// > The **carmaker** **Voltra** and **banker** **Ann Lund** agreed.
/// ## What it leaves alone
/// Capitalised titles, which are roles and no mentions; plurals (*rebels Lund and Strand*).
/// ## Source
/// Role appositives of Lee et al. 2013.
pub(super) fn merge(draft: &mut Draft<'_, '_, '_>) {
    let doc = draft.doc;
    for id in draft.nominals() {
        let nominal = *draft.get(id);
        if nominal.class == Class::Thing {
            continue;
        }
        if nominal.premodifier == Premodifier::OfName {
            let named = doc.head(nominal.head).and_then(|head| draft.at(head));
            if let Some(name) = named.filter(|&name| draft.get(name).is_name()) {
                let class = draft.get(name).class;
                let is_actor =
                    matches!(class, Class::Person | Class::Body | Class::Unknown | Class::Place);
                if is_actor && class.agrees(nominal.class) {
                    draft.merge(id, name, Join::Premodifier);
                    continue;
                }
            }
        }
        // The arcs may say otherwise: "League lawyer Ann Lund".
        let after = draft.name_from(nominal.tokens.end);
        if let Some(name) = after {
            let looks_like_person = draft.looks_like_person(name);
            let are_bodies = nominal.class == Class::Body
                && !nominal.plural
                && nominal.n_modifiers > 0
                && draft.get(name).class == Class::Body;
            if are_bodies {
                draft.merge(id, name, Join::Premodifier);
                continue;
            }
            let is_person = draft.get(name).class == Class::Person && !draft.get(name).plural;
            if (is_person || looks_like_person) && nominal.class == Class::Person && !nominal.plural
            {
                if looks_like_person {
                    draft.clusters.of_mut(name).certain_person = true;
                }
                draft.merge(id, name, Join::Premodifier);
            }
        }
    }
}
