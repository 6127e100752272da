use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Determiner, Key};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;
use crate::actor::name::words;

/// At most so many earlier nominals of one noun are looked at.
const LOOK_BACK: usize = 40;
/// A noun without article at the beginning of a headline refers as if it had one.
const HEADLINE: u32 = 25;

/// ## What it finds
/// The same noun again, known by its article or possessor, or a bare plural; else a noun that is a word of
/// a name: *the university* after *the University of Strelsau*.
/// ## Example
/// > A **rebel group** took Zenda. The **group** has four hundred men.
/// ## What it leaves alone
/// A noun with a modifier that the earlier mentions lack: *the other group*; another's: *his army*.
/// ## Source
/// Strict and relaxed head match of Lee et al. 2013.
#[derive(Default)]
pub(super) struct Heads {
    by_noun: FxHashMap<Key, Vec<CandidateId>>,
    by_word_of_name: FxHashMap<Box<str>, Vec<CandidateId>>,
}

impl Heads {
    /// The pass has come to the candidate.
    pub(super) fn note(&mut self, draft: &Draft<'_, '_, '_>, id: CandidateId) {
        let candidate = draft.get(id);
        if candidate.is_nominal() && candidate.class != Class::Thing {
            self.by_noun.entry(candidate.key).or_default().push(id);
        } else if candidate.is_name()
            && matches!(candidate.class, Class::Body | Class::Unknown | Class::Place)
        {
            for word in words(draft.keys.text(candidate.key)) {
                let class = draft.lexicon.word(word);
                if class.is(Word::BODY.or(Word::PLACE)) {
                    self.by_word_of_name.entry(word.into()).or_default().push(id);
                }
            }
        }
    }

    pub(super) fn antecedent(
        &self,
        draft: &Draft<'_, '_, '_>,
        id: CandidateId,
    ) -> Option<(CandidateId, Join)> {
        let nominal = draft.get(id);
        let is_definite =
            matches!(nominal.determiner, Determiner::Definite | Determiner::Possessive);
        let is_bare = nominal.determiner == Determiner::Bare;
        let lemma = draft.keys.text(nominal.key);
        let in_headline = nominal.sent == 0 && nominal.tokens.start.0 < HEADLINE;
        let refers = is_definite
            || is_bare
                && (nominal.plural
                    || in_headline
                    || draft.lexicon.word(lemma).is(Word::COLLECTIVE));
        if !refers {
            return None;
        }
        self.same_noun(draft, id).or_else(|| {
            let is_body = matches!(nominal.class, Class::Body | Class::Place);
            (is_definite && is_body).then(|| self.word_of_name(draft, id)).flatten()
        })
    }

    fn same_noun(&self, draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<(CandidateId, Join)> {
        let nominal = draft.get(id);
        let earlier = self.by_noun.get(&nominal.key)?;
        earlier
            .iter()
            .rev()
            .take(LOOK_BACK)
            .copied()
            .find(|&other| may_be_same(draft, id, other))
            .map(|other| (other, Join::HeadMatch))
    }

    fn word_of_name(
        &self,
        draft: &Draft<'_, '_, '_>,
        id: CandidateId,
    ) -> Option<(CandidateId, Join)> {
        let nominal = draft.get(id);
        let lemma = draft.keys.text(nominal.key);
        let found = self.by_word_of_name.get(lemma)?.iter().rev().take(LOOK_BACK).copied().find(
            |&name| {
                let cluster = draft.cluster(name);
                let modifiers_fit = draft.modifiers(id).iter().all(|&modifier| {
                    cluster
                        .names
                        .iter()
                        .any(|&name| draft.keys.text(name).contains(draft.keys.text(modifier)))
                });
                let is_body =
                    matches!(cluster.class(), Class::Body | Class::Unknown | Class::Place);
                is_body
                    && modifiers_fit
                    && (draft.get(name).plural == nominal.plural || lemma == "police")
            },
        )?;
        Some((found, Join::HeadOfName))
    }
}

/// The later nominal may be the earlier: number, possessors and modifiers agree.
fn may_be_same(draft: &Draft<'_, '_, '_>, id: CandidateId, other: CandidateId) -> bool {
    let (nominal, earlier) = (draft.get(id), draft.get(other));
    if nominal.plural != earlier.plural {
        return false;
    }
    match (nominal.owner, earlier.owner) {
        (Some(owner), Some(other)) if !draft.clusters.are_one(owner, other) => return false,
        (Some(_), None) if nominal.determiner == Determiner::Possessive => return false,
        (None, Some(_)) if nominal.determiner != Determiner::Definite => return false,
        _ => {}
    }
    let cluster = draft.cluster(other);
    let is_known = |&&modifier: &&Key| {
        cluster.modifiers.contains(&modifier)
            || cluster
                .names
                .iter()
                .any(|&name| draft.keys.text(name).contains(draft.keys.text(modifier)))
    };
    if !draft.modifiers(id).iter().all(|modifier| is_known(&modifier)) {
        return false;
    }
    let is_bare_plural = nominal.plural && nominal.determiner == Determiner::Bare;
    if is_bare_plural {
        let own = draft.modifiers(id);
        if !draft.modifiers(other).iter().all(|modifier| own.contains(modifier)) {
            return false;
        }
    }
    !draft.is_inside(id, other)
}
