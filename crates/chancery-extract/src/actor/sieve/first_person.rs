use chancery_nlp::Dep;
use rustc_hash::FxHashMap;

use crate::actor::candidate::{CandidateId, Class, Form, Person};
use crate::actor::cluster::Join;
use crate::actor::draft::Draft;
use crate::actor::lexicon::Word;

/// Outside quotations *we* is the same as before for so many sentences.
const REACH: u32 = 3;

/// ## What it finds
/// *I* in a quotation is its speaker; *we* is the body that speaks, or whose head or spokesman speaks; *you*
/// is the one other person whom the sentence names. Otherwise each goes with the last one of its kind.
/// ## Example
/// > "**I** regret it," **Lund** said.
/// ## What it leaves alone
/// *we* of a person without a body: an actor of its own, one for each speaker.
/// ## Source
/// Speaker sieve of Lee et al. 2013.
#[derive(Default)]
pub(super) struct Speech {
    /// The last pronoun of each person and number.
    last: [Option<CandidateId>; 4],
    /// The *we* of a speaker, by the speaker's cluster.
    we: FxHashMap<u32, CandidateId>,
    bodies: FxHashMap<u32, Option<CandidateId>>,
    /// To whom a quotation is addressed.
    addressees: FxHashMap<u32, Option<CandidateId>>,
}

impl Speech {
    /// The pass has dealt with the pronoun.
    pub(super) fn note(&mut self, draft: &Draft<'_, '_, '_>, id: CandidateId) {
        self.last[kind(draft, id)] = Some(id);
    }

    pub(super) fn antecedent(
        &mut self,
        draft: &mut Draft<'_, '_, '_>,
        id: CandidateId,
    ) -> Option<(CandidateId, Join)> {
        let pronoun = *draft.get(id);
        let join = Join::FirstPerson;
        if let Some(quotation) =
            pronoun.quotation.filter(|_| pronoun.form == Form::Pronoun(Person::First))
            && let Some(speaker) = draft.quotations.speaker(quotation)
        {
            let speaker = draft.at(speaker)?;
            if !pronoun.plural {
                return Some((speaker, join));
            }
            if matches!(draft.class(speaker), Class::Body | Class::State) {
                return Some((speaker, join));
            }
            let root = draft.clusters.root(speaker);
            if let Some(body) = *self.bodies.entry(root).or_insert_with(|| body_of(draft, speaker))
            {
                return Some((body, join));
            }
            if let Some(&we) = self.we.get(&root) {
                return Some((we, join));
            }
            self.we.insert(root, id);
            return None;
        }
        if pronoun.form == Form::Pronoun(Person::Second)
            && let Some(quotation) = pronoun.quotation
            && let Some(addressee) =
                *self.addressees.entry(quotation).or_insert_with(|| addressee(draft, quotation))
        {
            return Some((addressee, join));
        }
        let before = self.last[kind(draft, id)]?;
        let earlier = draft.get(before);
        let goes_on = match (pronoun.quotation, earlier.quotation) {
            (Some(now), Some(then)) => now == then,
            (None, None) => pronoun.sent.saturating_sub(earlier.sent) <= REACH,
            _ => false,
        };
        goes_on.then_some((before, join))
    }
}

/// Person and number as an index.
fn kind(draft: &Draft<'_, '_, '_>, id: CandidateId) -> usize {
    let pronoun = draft.get(id);
    usize::from(pronoun.form == Form::Pronoun(Person::First)) * 2 + usize::from(pronoun.plural)
}

/// To whom a quotation is said: the one other person with a name whom the sentence about it names.
fn addressee(draft: &Draft<'_, '_, '_>, quotation: u32) -> Option<CandidateId> {
    let doc = draft.doc;
    let speaker = draft.quotations.speaker(quotation)?;
    let own = draft.at(speaker).map(|speaker| draft.clusters.root(speaker))?;
    let mut only: Option<CandidateId> = None;
    for token in doc.sent(speaker).iter() {
        let Some(id) = draft.at(token).filter(|_| draft.quotations.around(token).is_none()) else {
            continue;
        };
        let cluster = draft.cluster(id);
        let is_other = cluster.class() == Class::Person
            && cluster.is_named()
            && !cluster.plural
            && draft.clusters.root(id) != own;
        if !is_other {
            continue;
        }
        if only.is_some_and(|only| !draft.clusters.are_one(only, id)) {
            return None;
        }
        only = Some(id);
    }
    only
}

/// The body for which a person speaks: *Voltra* of "Voltra spokesman Rolf Strand".
fn body_of(draft: &Draft<'_, '_, '_>, speaker: CandidateId) -> Option<CandidateId> {
    let doc = draft.doc;
    let root = draft.clusters.root(speaker);
    // The office stands near the speaker's first or last mention.
    let first = draft.cluster(speaker).first;
    let near = |at: CandidateId| {
        (at.0.saturating_sub(3)..(at.0 + 4).min(draft.candidates.len() as u32)).map(CandidateId)
    };
    near(speaker).chain(near(first)).find_map(|id| {
        let nominal = draft.get(id);
        let is_office = nominal.is_nominal()
            && draft.clusters.root(id) == root
            && draft.lexicon.word(draft.keys.text(nominal.key)).is(Word::SPOKES.or(Word::HEAD));
        if !is_office {
            return None;
        }
        let is_body = |&id: &CandidateId| draft.class(id) == Class::Body;
        nominal.owner.filter(is_body).or_else(|| {
            doc.children_as(nominal.head, &[Dep::Compound, Dep::Nmod])
                .filter_map(|child| draft.at(child))
                .find(is_body)
        })
    })
}
