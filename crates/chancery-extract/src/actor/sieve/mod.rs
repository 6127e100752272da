//! The sieves: each looks for one way in which two candidates are one, and merges their clusters.
//!
//! They run from the surest to the least sure, so that a later one sees what the earlier ones know
//! (Raghunathan et al. 2010; Lee et al. 2013). The order here is the order in which they run.

mod acronym;
mod anyone;
mod apposition;
mod capital;
mod category;
mod compass;
mod first_person;
mod generic;
mod government;
mod group;
mod head_match;
mod lead;
mod lone_person;
mod owned;
mod predicate;
mod premodifier;
mod relative;
mod role_noun;
mod same_name;
mod short_form;
mod surname;
mod third_person;
mod victim;

use super::draft::Draft;

/// Runs all sieves.
pub(super) fn run(draft: &mut Draft<'_, '_, '_>) {
    same_name::merge(draft);
    capital::merge(draft);
    surname::merge(draft);
    acronym::merge(draft);
    short_form::merge(draft);
    compass::merge(draft);
    apposition::merge(draft);
    premodifier::merge(draft);
    generic::merge(draft);
    government::merge(draft);
    predicate::merge(draft);
    lone_person::doubt(draft);
    lead::merge(draft);
    nominals(draft);
    pronouns(draft);
    owned::merge(draft);
    predicate::merge_pronouns(draft);
}

/// Nominals in the text's order, each by the first sieve that finds an antecedent.
fn nominals(draft: &mut Draft<'_, '_, '_>) {
    draft.clusters.restart();
    let mut heads = head_match::Heads::default();
    let mut roles = role_noun::Roles::default();
    for id in draft.ids() {
        let candidate = *draft.get(id);
        let is_open = candidate.is_nominal()
            && candidate.class != super::candidate::Class::Thing
            && !draft.cluster(id).is_named();
        if is_open {
            let found = group::antecedent(draft, id)
                .or_else(|| category::own_country(draft, id))
                .or_else(|| heads.antecedent(draft, id))
                .or_else(|| roles.antecedent(draft, id))
                .or_else(|| category::antecedent(draft, id))
                .or_else(|| victim::antecedent(draft, id))
                .or_else(|| anyone::antecedent(draft, id));
            if let Some((antecedent, join)) = found
                && draft.clusters.agree(antecedent, id)
            {
                draft.merge(id, antecedent, join);
            }
        }
        draft.clusters.meet(id, &candidate);
        heads.note(draft, id);
        roles.note(draft, id);
    }
}

/// Pronouns in the text's order.
fn pronouns(draft: &mut Draft<'_, '_, '_>) {
    use super::candidate::{Form, Person};
    let mut speech = first_person::Speech::default();
    for id in draft.ids() {
        let Form::Pronoun(person) = draft.get(id).form else { continue };
        let found = match person {
            Person::Relative => relative::antecedent(draft, id),
            Person::First | Person::Second => speech.antecedent(draft, id),
            Person::Third => third_person::antecedent(draft, id),
        };
        if let Some((antecedent, join)) = found {
            draft.merge(id, antecedent, join);
        }
        if person.is_speech() {
            speech.note(draft, id);
        }
    }
}
