use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Determiner};
use crate::actor::cluster::Join;
use crate::actor::draft::{Draft, Place};
use crate::actor::lexicon::Word;

/// Sentences back.
const REACH: u32 = 4;
/// Candidates back, whatever the sentences are.
const WINDOW: u32 = 200;

/// "This country" and "our country" mean the state of which the text tells most, or the speaker's, and not a
/// country that the text spoke of.
pub(super) fn own_country(
    draft: &mut Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let nominal = *draft.get(id);
    let is_nation = nominal.class == Class::Place
        && !nominal.plural
        && nominal.n_modifiers == 0
        && draft.lexicon.word(draft.keys.text(nominal.key)).is(Word::NATION);
    let before = draft.doc.lower(nominal.tokens.start.prev()?);
    if !is_nation || !matches!(before, "this" | "our") {
        return None;
    }
    let speaker = nominal.quotation.and_then(|quotation| draft.quotations.speaker(quotation));
    let of_speaker = speaker.and_then(|speaker| draft.at(speaker)).and_then(|speaker| {
        draft.known(speaker).person.and_then(|person| {
            let kb = draft.world.kb;
            kb.terms(person)
                .last()
                .and_then(|term| kb.state_by_code(term.country))
                .map(|(id, _)| id)
        })
    });
    let mut most: Option<(u32, CandidateId)> = None;
    for other in (id.0.saturating_sub(WINDOW)..id.0).rev().map(CandidateId) {
        let cluster = draft.cluster(other);
        let may_be_meant = match (cluster.state, of_speaker) {
            (Some(state), Some(own)) => state == own,
            (state, _) => state.is_some(),
        };
        if may_be_meant
            && draft.get(other).is_name()
            && most.is_none_or(|(n_met, _)| cluster.n_met > n_met)
        {
            most = Some((cluster.n_met, other));
        }
    }
    most.map(|(_, state)| (state, Join::Category))
}

/// ## What it finds
/// A state, town or body with a name by its kind: *the country*, *the city*, *the airline*.
/// ## Example
/// > **Ruritania** sent no envoy. The **country** left the League last year.
/// ## What it leaves alone
/// A kind with a modifier that says which (*the larger company*), unless the text called it so before.
/// ## Source
/// Errors on the development data.
pub(super) fn antecedent(
    draft: &mut Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let nominal = *draft.get(id);
    if nominal.determiner != Determiner::Definite || nominal.plural || nominal.owner.is_some() {
        return None;
    }
    let word = draft.lexicon.word(draft.keys.text(nominal.key));
    let is_company = word.is(Word::COMPANY);
    let wanted = if word.is(Word::NATION) {
        Class::State
    } else if word.is(Word::TOWN) {
        Class::Place
    } else if word.is(Word::GENERIC.or(Word::COMPANY)) {
        Class::Body
    } else {
        return None;
    };
    let modifiers = draft.modifiers(id).to_vec();
    let country = modifiers.iter().find_map(|&modifier| {
        let known = draft.world.known(modifier);
        known.demonym().or(known.state)
    });
    let is_specific = modifiers.iter().any(|&modifier| {
        let known = draft.world.known(modifier);
        let word = draft.keys.text(modifier);
        !matches!(word, "same" | "new") && known.demonym().is_none() && known.state.is_none()
    });
    if is_specific && wanted != Class::Body {
        return None;
    }
    let mut scores: FxHashMap<u32, f32> = FxHashMap::default();
    let mut order: Vec<(u32, CandidateId)> = Vec::new();
    for other in (id.0.saturating_sub(WINDOW)..id.0).rev().map(CandidateId) {
        let mention = draft.get(other);
        let distance = nominal.sent.saturating_sub(mention.sent);
        if distance > REACH {
            break;
        }
        let cluster = draft.cluster(other);
        if !cluster.is_named() || cluster.class() != wanted {
            continue;
        }
        let root = draft.clusters.root(other);
        let weight = 0.7_f32.powi(distance.cast_signed());
        let score = scores.entry(root).or_insert_with(|| {
            order.push((root, other));
            weight
        });
        if draft.place_in_sentence(other) == Place::Subject {
            *score += 0.3 * weight;
        }
    }
    let mut best: Option<(f32, CandidateId)> = None;
    for (root, other) in order {
        let cluster = draft.cluster(other);
        let has_noun = cluster.nouns.contains(&nominal.key);
        let is_town =
            wanted != Class::Place || draft.get(other).label == Some(chancery_nlp::EntLabel::Gpe);
        if is_specific && !has_noun || !is_town || draft.is_inside(id, other) {
            continue;
        }
        if wanted == Class::State && cluster.state.is_none() {
            continue;
        }
        // "The US manufacturer" is none that is known to be of another state.
        let of_another = country.is_some_and(|country| {
            let organisation = draft.known(other).organisation;
            let known = organisation.and_then(|id| draft.world.kb.organisation(id).country);
            known.is_some_and(|known| known != draft.world.kb.state(country).iso3)
        });
        if of_another {
            continue;
        }
        let mut score = scores[&root] + 0.05 * cluster.n_met as f32;
        if has_noun {
            score += 2.0;
        } else if is_company
            && cluster
                .nouns
                .iter()
                .any(|&noun| draft.lexicon.word(draft.keys.text(noun)).is(Word::COMPANY))
        {
            score += 0.5;
        }
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| (other, Join::Category))
}
