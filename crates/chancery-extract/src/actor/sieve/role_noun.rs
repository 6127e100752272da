use chancery_kb::{OfficeClass, StateId};
use chancery_nlp::{Dep, Pos, TokenId};
use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Determiner};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// At most so many earlier bearers of one title are looked at.
const LOOK_BACK: usize = 30;
/// How much better a title without a country suits a noun without one.
const AT_HOME: f32 = 3.0;
/// At most so many persons of note are remembered.
const PEOPLE: usize = 200;
/// A title stands within so many tokens of its name.
const TITLE_REACH: u32 = 6;

/// ## What it finds
/// A person with a name by the office that the text gave: title, apposition or predicate.
/// ## Example
/// > Foreign **Minister Ann Lund** resigned. The **minister** gave no reason.
/// > By what they lead, too: *the Ruritanian leader* after *Ruritanian President Ann Lund*, *the OPEC chief*
/// > after *OPEC Secretary-General Ann Lund*.
/// ## What it leaves alone
/// The office of another country: *the Danish minister*, where she is Ruritania's; *his minister*.
/// ## Source
/// Errors on the development data.
#[derive(Default)]
pub(super) struct Roles {
    by_title: FxHashMap<Box<str>, Vec<CandidateId>>,
    /// Persons who head something, by each title or nominal that says so.
    heads: Vec<CandidateId>,
    /// First mentions of persons by full name.
    people: Vec<CandidateId>,
}

impl Roles {
    /// The pass has come to the candidate.
    pub(super) fn note(&mut self, draft: &Draft<'_, '_, '_>, id: CandidateId) {
        let candidate = draft.get(id);
        if candidate.is_nominal() && candidate.class == Class::Person {
            if draft.cluster(id).is_named() {
                let lemma = draft.keys.text(candidate.key);
                self.by_title.entry(lemma.into()).or_default().push(id);
                if draft.lexicon.word(lemma).is(Word::HEAD) {
                    self.heads.push(id);
                }
            }
        } else if candidate.is_name() && candidate.class == Class::Person {
            for token in title_tokens(draft, id) {
                let lemma = draft.doc.lemma(token).to_lowercase();
                if draft.lexicon.noun(&lemma).is(Word::PERSON.or(Word::TITLE)) {
                    if draft.lexicon.word(&lemma).is(Word::HEAD) {
                        self.heads.push(id);
                    }
                    self.by_title.entry(lemma.into()).or_default().push(id);
                }
            }
            let is_known = draft.known(id).person.is_some();
            if is_known && self.people.len() < PEOPLE {
                self.people.push(id);
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
        let country = country_of(draft, id);
        let same_title = self.by_title.get(draft.keys.text(nominal.key)).map(Vec::as_slice);
        same_title
            .and_then(|bearers| best_bearer(draft, id, country, bearers))
            .or_else(|| self.head_of_same(draft, id, country))
            .or_else(|| self.office_holder(draft, id, country?))
            .map(|bearer| (bearer, Join::RoleNoun))
    }

    /// Who heads the same state or body by another word: *leader* for *president*.
    fn head_of_same(
        &self,
        draft: &mut Draft<'_, '_, '_>,
        id: CandidateId,
        country: Option<StateId>,
    ) -> Option<CandidateId> {
        if !draft.lexicon.word(draft.keys.text(draft.get(id).key)).is(Word::HEAD) {
            return None;
        }
        if country.is_some() {
            return best_bearer(draft, id, country, &self.heads);
        }
        let body = body_before(draft, draft.get(id).head)?;
        let root = draft.clusters.root(body);
        self.heads.iter().rev().take(LOOK_BACK).copied().find(|&head| {
            body_of_title(draft, head).is_some_and(|body| draft.clusters.root(body) == root)
        })
    }

    /// A person of the text who is known to hold the office.
    fn office_holder(
        &self,
        draft: &mut Draft<'_, '_, '_>,
        id: CandidateId,
        country: StateId,
    ) -> Option<CandidateId> {
        let kb = draft.world.kb;
        let country = kb.state(country).iso3;
        let office = OfficeClass::of_title(draft.doc.span_text(draft.get(id).tokens));
        let is_leader = draft.keys.text(draft.get(id).key) == "leader";
        self.people.iter().rev().copied().find(|&person| {
            draft.known(person).person.is_some_and(|person| {
                kb.terms(person).any(|term| {
                    let is_head = matches!(
                        term.class,
                        OfficeClass::President
                            | OfficeClass::HeadOfGovernment
                            | OfficeClass::Monarch
                    );
                    term.country == country && (Some(term.class) == office || is_leader && is_head)
                })
            })
        })
    }
}

/// The most prominent bearer of a title who fits the country.
fn best_bearer(
    draft: &mut Draft<'_, '_, '_>,
    id: CandidateId,
    country: Option<StateId>,
    bearers: &[CandidateId],
) -> Option<CandidateId> {
    let nominal = *draft.get(id);
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
        let mut score = n_met as f32 + 3.0 * 0.7_f32.powi(distance.cast_signed());
        // "The president" is rather "President Lund" than "Ruritanian President Strand".
        if country.is_none() && !names_country(draft, bearer) {
            score += AT_HOME;
        }
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, bearer));
        }
    }
    best.map(|(_, bearer)| bearer)
}

/// The body in front of a noun: *OPEC* in "the OPEC chief".
fn body_before(draft: &Draft<'_, '_, '_>, head: TokenId) -> Option<CandidateId> {
    let doc = draft.doc;
    doc.children_as(head, &[Dep::Compound, Dep::Nmod, Dep::Amod, Dep::Poss])
        .filter(|&child| child < head)
        .filter_map(|child| draft.at(child))
        .find(|&body| draft.get(body).is_name() && draft.class(body) == Class::Body)
}

/// The body in a person's title or in the phrase of a nominal.
fn body_of_title(draft: &Draft<'_, '_, '_>, id: CandidateId) -> Option<CandidateId> {
    if draft.get(id).is_nominal() {
        let owner = draft.get(id).owner.filter(|&owner| draft.class(owner) == Class::Body);
        return body_before(draft, draft.get(id).head).or(owner);
    }
    let start = draft.get(id).tokens.start.0;
    (start.saturating_sub(TITLE_REACH)..start)
        .rev()
        .map(TokenId)
        .filter_map(|token| draft.at(token))
        .find(|&body| draft.get(body).is_name() && draft.class(body) == Class::Body)
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
        // "Secretary-General" is three tokens.
        lexicon.word(doc.lower(token)).is(Word::TITLE.or(Word::TITLE_BEFORE))
            || doc.word(token) == "-" && !doc.token(token).space_after
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

/// The mention's own title or modifiers name a state.
fn names_country(draft: &mut Draft<'_, '_, '_>, id: CandidateId) -> bool {
    if draft.get(id).is_nominal() {
        return country_of(draft, id).is_some();
    }
    let tokens: Vec<TokenId> = title_tokens(draft, id).collect();
    tokens.into_iter().any(|token| draft.state_at(token).is_some())
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
