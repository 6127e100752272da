use chancery_kb::StateId;
use chancery_nlp::{Dep, Pos, TokenId};
use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Determiner};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// At most so many earlier bearers of one title are looked at.
const LOOK_BACK: usize = 30;
/// A title stands within so many tokens of its name.
const TITLE_REACH: u32 = 6;

/// ## What it finds
/// A person with a name by the office that the text gave: title, apposition or predicate.
/// ## Example
/// > Foreign **Minister Ann Lund** resigned. The **minister** gave no reason.
/// ## What it leaves alone
/// The office of another country: *the Danish minister*, where she is Ruritania's; *his minister*.
/// ## Source
/// Errors on the development data.
#[derive(Default)]
pub(super) struct Roles {
    by_title: FxHashMap<Box<str>, Vec<CandidateId>>,
}

impl Roles {
    /// The pass has come to the candidate.
    pub(super) fn note(&mut self, draft: &Draft<'_, '_, '_>, id: CandidateId) {
        let candidate = draft.get(id);
        if candidate.is_nominal() && candidate.class == Class::Person {
            if draft.cluster(id).is_named() {
                let lemma = draft.keys.text(candidate.key);
                self.by_title.entry(lemma.into()).or_default().push(id);
            }
        } else if candidate.is_name() && candidate.class == Class::Person {
            for token in title_tokens(draft, id) {
                let lemma = draft.doc.lemma(token).to_lowercase();
                if draft.lexicon.noun(&lemma).is(Word::PERSON.or(Word::TITLE)) {
                    self.by_title.entry(lemma.into()).or_default().push(id);
                }
            }
        }
    }

    pub(super) fn antecedent(
        &self,
        draft: &mut Draft<'_, '_, '_>,
        id: CandidateId,
    ) -> Option<(CandidateId, Join)> {
        let nominal = *draft.get(id);
        let in_headline = nominal.sent == 0 && nominal.determiner == Determiner::Bare;
        let refers = nominal.determiner == Determiner::Definite || in_headline;
        if !refers || nominal.class != Class::Person || nominal.plural {
            return None;
        }
        let bearers = self.by_title.get(draft.keys.text(nominal.key))?;
        let country = country_of(draft, id);
        let mut best: Option<(f32, CandidateId)> = None;
        for &bearer in bearers.iter().rev().take(LOOK_BACK) {
            let cluster = draft.cluster(bearer);
            if cluster.class() != Class::Person || cluster.plural || !cluster.is_named() {
                continue;
            }
            let last = cluster.last.unwrap_or(bearer);
            let n_met = cluster.n_met;
            if let Some(country) = country
                && !has_country(draft, bearer, country)
            {
                continue;
            }
            let distance = nominal.sent.saturating_sub(draft.get(last).sent);
            let score = n_met as f32 + 3.0 * 0.7_f32.powi(distance.cast_signed());
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, bearer));
            }
        }
        best.map(|(_, bearer)| (bearer, Join::RoleNoun))
    }
}

/// The tokens of the title in front of a name, the nearest first.
pub(super) fn title_tokens<'d>(
    draft: &Draft<'d, '_, '_>,
    name: CandidateId,
) -> impl Iterator<Item = TokenId> + use<'d> {
    let doc = draft.doc;
    let lexicon = draft.lexicon;
    let start = draft.get(name).tokens.start.0;
    (start.saturating_sub(TITLE_REACH)..start).rev().map(TokenId).take_while(move |&token| {
        lexicon.word(doc.lower(token)).is(Word::TITLE.or(Word::TITLE_BEFORE))
            || matches!(doc.pos(token), Pos::Noun | Pos::Propn | Pos::Adj)
                && matches!(doc.dep(token), Dep::Compound | Dep::Amod)
    })
}

/// The state in front of a nominal: *Danish* in "the Danish premier".
fn country_of(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> Option<StateId> {
    let doc = draft.doc;
    let head = draft.get(id).head;
    doc.children_as(head, &[Dep::Amod, Dep::Compound, Dep::Nmod, Dep::Poss])
        .filter(|&child| child < head)
        .find_map(|child| draft.state_at(child))
}

/// The mention's own title, modifiers or possessor name the state.
fn has_country(draft: &mut Draft<'_, '_, '_>, id: CandidateId, country: StateId) -> bool {
    if draft.get(id).is_nominal() {
        let owner = draft.get(id).owner.and_then(|owner| draft.cluster(owner).state);
        return owner == Some(country) || country_of(draft, id) == Some(country);
    }
    let tokens: Vec<TokenId> = title_tokens(draft, id).collect();
    tokens.into_iter().any(|token| draft.state_at(token) == Some(country))
}
