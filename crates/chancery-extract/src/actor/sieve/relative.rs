use crate::actor::candidate::{CandidateId, Class};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::pronoun;

/// ## What it finds
/// *who, which, that* for the name that their clause belongs to.
/// ## Example
/// > **Lund**, **who** resigned on Monday, left the country.
/// ## What it leaves alone
/// Those of nominals: they refer for the later layers, but the record lists them not.
/// ## Source
/// Relative pronouns of Lee et al. 2013.
pub(super) fn antecedent(
    draft: &mut Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let pronoun = draft.get(id);
    let noun = draft.at(pronoun::antecedent(draft.doc, pronoun.head)?)?;
    let is_human = matches!(draft.doc.lower(pronoun.head), "who" | "whom");
    let may_be_human =
        matches!(draft.get(noun).class, Class::Person | Class::Unknown | Class::Body);
    (draft.get(noun).is_name() && (may_be_human || !is_human)).then_some((noun, Join::Relative))
}
