use chancery_nlp::{Dep, TokenId};
use rustc_hash::FxHashMap;

use crate::actor::candidate::{Candidate, CandidateId, Class, Gender};
use crate::actor::cluster::{Cluster, Join};
use crate::actor::draft::{Draft, Place};
use crate::actor::lexicon::Word;

/// An antecedent of *he* or *she* lies at most so many sentences back, others one less.
const REACH: u32 = 3;
/// Mentions weigh in up to this many sentences back.
const MEMORY: u32 = 4;
/// Candidates back, whatever the sentences are.
const WINDOW: u32 = 240;
/// What a mention weighs in the sentence before, against one in the same sentence.
const DECAY: f32 = 0.35;
/// Verbs joined by *and* or *to* up to the one with the subject.
const MOST_JOINED: usize = 4;
/// How much better the object of a verb of judging or causing suits a pronoun in its complement.
const AFFECTED: f32 = 3.0;
/// Below this nothing is salient enough for *it*.
const LEAST_FOR_IT: f32 = 0.25;

/// ## What it finds
/// Whom or what *he, she, it, they* stand for: the most salient antecedent that agrees.
/// ## Example
/// > **Lund** flew to Strelsau, where **she** met the premier.
/// ## What it leaves alone
/// The subject for its own object (*Lund saw her*), the speaker of a quotation inside it.
/// ## Source
/// Salience after Lappin & Leass 1994; weights chosen on the development data, where they hardly matter.
pub(super) fn antecedent(
    draft: &mut Draft<'_, '_, '_>,
    id: CandidateId,
) -> Option<(CandidateId, Join)> {
    let pronoun = *draft.get(id);
    if pronoun.class == Class::Person {
        return None;
    }
    if let Some(subject) = reflexive(draft, &pronoun) {
        return Some((subject, Join::ThirdPerson));
    }
    let mut salient: Vec<(u32, CandidateId, f32)> = Vec::new();
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for other in (id.0.saturating_sub(WINDOW)..id.0).rev().map(CandidateId) {
        let mention = draft.get(other);
        let distance = distance(draft, &pronoun, mention);
        if distance > MEMORY {
            break;
        }
        let root = draft.clusters.root(other);
        let place = *places.entry(root).or_insert_with(|| {
            salient.push((root, other, 0.0));
            salient.len() - 1
        });
        salient[place].2 += weight(draft, mention, other) * DECAY.powi(distance.cast_signed());
    }
    let affected = affected(draft, &pronoun);
    let mut best: Option<(f32, CandidateId)> = None;
    for (root, last, salience) in salient {
        let cluster = draft.cluster(last);
        let reach = if pronoun.plural || pronoun.gender == Some(Gender::Neuter) {
            REACH - 1
        } else {
            REACH
        };
        let distance = distance(draft, &pronoun, draft.get(last));
        if distance > reach || !fits(&pronoun, cluster) || is_excluded(draft, id, last) {
            continue;
        }
        let mut score = salience * preference(&pronoun, cluster);
        let is_plain_nominal = !cluster.is_named() && draft.get(last).is_nominal();
        if pronoun.gender == Some(Gender::Neuter) && is_plain_nominal {
            score *= 0.8;
        }
        if distance == 0 {
            score *= 1.1;
        }
        if affected == Some(root) {
            score *= AFFECTED;
        }
        let is_parallel = distance == 1
            && draft.place_in_sentence(id) == Place::Subject
            && draft.place_in_sentence(last) == Place::Subject;
        if is_parallel {
            score *= 1.2;
        }
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, last));
        }
    }
    let (score, antecedent) = best?;
    let is_enough = pronoun.gender != Some(Gender::Neuter) || score >= LEAST_FOR_IT;
    is_enough.then_some((antecedent, Join::ThirdPerson))
}

/// The subject of its verb, or of the verb that this one is joined to, for *himself*, *themselves*.
fn reflexive(draft: &Draft<'_, '_, '_>, pronoun: &Candidate) -> Option<CandidateId> {
    let doc = draft.doc;
    let word = doc.lower(pronoun.head);
    if !(word.ends_with("self") || word.ends_with("selves"))
        || !matches!(doc.dep(pronoun.head), Dep::Dobj | Dep::Pobj | Dep::Dative)
    {
        return None;
    }
    let mut at = pronoun.head;
    for _ in 0..MOST_JOINED {
        at = doc.head(at)?;
        if let Some(subject) = doc.child(at, &[Dep::Nsubj, Dep::Nsubjpass]) {
            let subject = draft.at(subject)?;
            return fits(pronoun, draft.cluster(subject)).then_some(subject);
        }
        if !matches!(doc.dep(at), Dep::Conj | Dep::Xcomp | Dep::Prep) {
            return None;
        }
    }
    None
}

/// The cluster of a verb's object, of which its complements tell rather than of its subject: *Strand* in "Lund
/// thanked Strand for his help", "Lund urged Strand to keep his word".
fn affected(draft: &Draft<'_, '_, '_>, pronoun: &Candidate) -> Option<u32> {
    if !matches!(pronoun.gender, Some(Gender::Male | Gender::Female)) {
        return None;
    }
    let doc = draft.doc;
    let mut at = pronoun.head;
    while let Some(above) = doc.head(at) {
        let is_complement = matches!(doc.dep(at), Dep::Prep | Dep::Xcomp | Dep::Advcl);
        if is_complement && draft.lexicon.word(doc.lemma(above)).is(Word::AFFECTS) {
            let object = doc.child(above, &[Dep::Dobj]).or_else(|| {
                // "urged Strand to keep": the object may hang on the infinitive.
                doc.child(at, &[Dep::Nsubj]).filter(|_| doc.dep(at) == Dep::Xcomp)
            });
            let object =
                object.filter(|&object| object < at).and_then(|object| draft.at(object))?;
            return Some(draft.clusters.root(object));
        }
        at = above;
    }
    None
}

/// Sentences between a pronoun and a mention before it. A quotation of many sentences does not part a
/// pronoun behind it from the text before.
fn distance(draft: &Draft<'_, '_, '_>, pronoun: &Candidate, mention: &Candidate) -> u32 {
    if pronoun.quotation.is_none() && mention.quotation.is_none() {
        return draft.quotations.narrative_distance(mention.sent, pronoun.sent);
    }
    pronoun.sent.saturating_sub(mention.sent)
}

/// How much a mention makes its cluster salient.
fn weight(draft: &Draft<'_, '_, '_>, mention: &Candidate, id: CandidateId) -> f32 {
    let mut weight = match draft.place_in_sentence(id) {
        Place::Subject => 1.0,
        Place::Object => 0.6,
        Place::Possessor => 0.45,
        Place::Other => 0.4,
    };
    if mention.is_pronoun() {
        weight *= 1.1;
    }
    if matches!(draft.doc.dep(mention.head), Dep::Compound | Dep::Amod | Dep::Nmod) {
        weight *= 0.4;
    }
    weight
}

/// Class, number and gender allow the pronoun to stand for the cluster.
fn fits(pronoun: &Candidate, cluster: &Cluster) -> bool {
    if cluster.has_speech_pronoun && !cluster.has_noun {
        return false;
    }
    let class = cluster.class();
    let gender = cluster.gender();
    match pronoun.gender {
        Some(wanted @ (Gender::Male | Gender::Female)) => {
            let may_be_person = matches!(class, Class::Person | Class::Unknown);
            let is_chain_of_pronouns = !cluster.has_noun;
            let genders_agree = match gender {
                Some(gender) => gender == wanted,
                None => !is_chain_of_pronouns,
            };
            (may_be_person || is_chain_of_pronouns) && !cluster.plural && genders_agree
        }
        Some(Gender::Neuter) => {
            class != Class::Person
                && !cluster.plural
                && (cluster.has_noun || gender == Some(Gender::Neuter))
        }
        None if cluster.plural => true,
        None => match class {
            Class::Thing | Class::Place | Class::State => false,
            Class::Person => gender.is_none() && !cluster.is_named() && cluster.has_noun,
            _ => cluster.has_noun,
        },
    }
}

/// How much better or worse than others a cluster of this class suits the pronoun.
fn preference(pronoun: &Candidate, cluster: &Cluster) -> f32 {
    let class = cluster.class();
    match pronoun.gender {
        Some(Gender::Male | Gender::Female) => {
            let known = if cluster.gender() == pronoun.gender { 1.5 } else { 1.0 };
            let named = if class == Class::Person && cluster.is_named() { 1.2 } else { 1.0 };
            known * named
        }
        Some(Gender::Neuter) => match class {
            Class::Body => 1.5,
            Class::Place => 0.5,
            Class::Named => 0.8,
            Class::Thing => 0.7,
            _ => 1.0,
        },
        None => {
            let class = if class == Class::Thing { 0.5 } else { 1.0 };
            let number = match cluster.class() {
                _ if cluster.plural => 2.2,
                Class::Body => 0.9,
                _ => 1.0,
            };
            class * number
        }
    }
}

/// The pronoun cannot stand for the cluster of `last`: another argument of its verb, a phrase around it,
/// or the speaker of its quotation.
fn is_excluded(draft: &Draft<'_, '_, '_>, id: CandidateId, last: CandidateId) -> bool {
    let pronoun = draft.get(id);
    let root = draft.clusters.root(last);
    if let Some(speaker) = pronoun.quotation.and_then(|q| draft.quotations.speaker(q))
        && draft.at(speaker).is_some_and(|speaker| draft.clusters.root(speaker) == root)
    {
        return true;
    }
    let is_same = |token: TokenId| {
        // "Lund and Wilk met them": the coordination is known by its first head.
        draft.at(token).is_some_and(|other| draft.clusters.root(other) == root)
            || draft.get(last).is_coordination() && draft.get(last).head == token
    };
    if draft.get(last).is_coordination() && draft.get(last).tokens.contains(pronoun.head) {
        return true;
    }
    if is_argument_beside(draft, pronoun, is_same) {
        return true;
    }
    // Phrases around it: every ancestor that is a mention of the cluster, but for relative clauses.
    let doc = draft.doc;
    let mut at = pronoun.head;
    while let Some(above) = doc.head(at) {
        if matches!(doc.dep(at), Dep::Relcl | Dep::Acl | Dep::Appos) {
            return false;
        }
        at = above;
        if is_same(at) && draft.at(at).is_some_and(|other| !draft.get(other).is_pronoun()) {
            return true;
        }
    }
    false
}

/// Another argument of the same verb is a mention of the cluster.
fn is_argument_beside(
    draft: &Draft<'_, '_, '_>,
    pronoun: &Candidate,
    is_same: impl Fn(TokenId) -> bool,
) -> bool {
    let doc = draft.doc;
    if doc.lower(pronoun.head).ends_with("self") || doc.lower(pronoun.head).ends_with("selves") {
        return false;
    }
    let dep = doc.dep(pronoun.head);
    let Some(above) = doc.head(pronoun.head) else { return false };
    let verb = match dep {
        Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Dative | Dep::Attr => Some(above),
        Dep::Pobj => doc.head(above),
        _ => None,
    };
    let Some(verb) = verb else { return false };
    doc.children(verb).iter().any(|&child| match doc.dep(child) {
        Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Dative => {
            child != pronoun.head && is_same(child)
        }
        Dep::Prep | Dep::Agent if dep != Dep::Pobj => {
            doc.child(child, &[Dep::Pobj]).is_some_and(&is_same)
        }
        _ => false,
    })
}
