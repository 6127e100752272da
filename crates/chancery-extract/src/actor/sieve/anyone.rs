use crate::actor::candidate::{CandidateId, Class, Determiner};
use crate::actor::cluster::Join;
use crate::actor::draft::{Draft, Place};
use crate::actor::lexicon::Word;

/// Sentences back.
const REACH: u32 = 3;
/// Candidates back, whatever the sentences are.
const WINDOW: u32 = 150;

/// ## What it finds
/// A person with a name by a noun that fits anyone: *the man*, *the suspect*, *the author*.
/// ## Example
/// > **Rolf Strand** was arrested on Monday. The **suspect** had fled the country.
/// ## What it leaves alone
/// Nouns with modifiers or possessors; persons of the other gender.
/// ## Source
/// Errors on the development data.
pub(super) fn antecedent(
    draft: &mut Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let nominal = *draft.get(id);
    if nominal.determiner != Determiner::Definite
        || nominal.plural
        || nominal.class != Class::Person
        || nominal.n_modifiers > 0
        || nominal.owner.is_some()
        || !draft.lexicon.word(draft.keys.text(nominal.key)).is(Word::ANYONE)
    {
        return None;
    }
    let mut best: Option<(f32, CandidateId)> = None;
    for other in (id.0.saturating_sub(WINDOW)..id.0).rev().map(CandidateId) {
        let distance = nominal.sent.saturating_sub(draft.get(other).sent);
        if distance > REACH {
            break;
        }
        let cluster = draft.cluster(other);
        let genders_agree = match (nominal.gender, cluster.gender()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        if cluster.class() != Class::Person
            || !cluster.is_named()
            || cluster.plural
            || !genders_agree
        {
            continue;
        }
        let is_subject = draft.place_in_sentence(other) == Place::Subject;
        let score = 0.1 * cluster.n_met as f32
            + 0.7_f32.powi(distance.cast_signed())
            + if is_subject { 0.5 } else { 0.0 };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| (other, Join::Anyone))
}
