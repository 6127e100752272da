//! Clusters of candidates: a union of sets in which each set gathers votes for what it is.

use chancery_kb::StateId;

use super::candidate::{Candidate, CandidateId, Class, Form, Gender, Key};

/// At most so many different names, nouns and modifiers are remembered of a cluster; an article that calls
/// somebody more names than these has said enough.
const MEMORY: usize = 48;

/// What a nominal in apposition or predicate says outvotes the label of one name.
const STATED: u16 = 4;

/// What is known of a set of candidates.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Cluster {
    class_votes: [u16; Class::COUNT],
    gender_votes: [u16; 3],
    /// One of its mentions can only be a person: by full name, title or age.
    pub(super) certain_person: bool,
    /// Several.
    pub(super) plural: bool,
    /// The state that it is.
    pub(super) state: Option<StateId>,
    /// Its names.
    pub(super) names: Vec<Key>,
    /// Heads of its nominals.
    pub(super) nouns: Vec<Key>,
    /// Modifiers of its nominals.
    pub(super) modifiers: Vec<Key>,
    /// First candidate in the text.
    pub(super) first: CandidateId,
    /// Last candidate that a pass through the text has met.
    pub(super) last: Option<CandidateId>,
    /// Candidates that a pass through the text has met, pronouns left out.
    pub(super) n_met: u32,
    /// It holds a name or a nominal.
    pub(super) has_noun: bool,
    /// It holds *I*, *we* or *you*.
    pub(super) has_speech_pronoun: bool,
    /// How many candidates it holds.
    size: u32,
}

impl Cluster {
    fn of(id: CandidateId, candidate: &Candidate, modifiers: &[Key]) -> Self {
        let mut cluster = Self {
            first: id,
            size: 1,
            modifiers: modifiers.to_vec(),
            state: candidate.state,
            plural: candidate.plural,
            certain_person: candidate.certain,
            ..Self::default()
        };
        match candidate.form {
            Form::Name => {
                cluster.class_votes[candidate.class as usize] = 3;
                cluster.names.push(candidate.key);
                cluster.has_noun = true;
            }
            Form::Nominal => {
                cluster.class_votes[candidate.class as usize] = 1;
                cluster.nouns.push(candidate.key);
                cluster.has_noun = true;
            }
            Form::Coordination => {
                cluster.class_votes[candidate.class as usize] = 1;
                cluster.has_noun = true;
            }
            Form::Pronoun(person) => {
                cluster.has_speech_pronoun = person.is_speech();
                if candidate.class == Class::Person {
                    cluster.class_votes[Class::Person as usize] = 1;
                    cluster.has_noun = true;
                }
            }
        }
        if let Some(gender) = candidate.gender {
            let weight = if matches!(candidate.form, Form::Pronoun(_)) { 1 } else { 2 };
            cluster.gender_votes[gender as usize] = weight;
        }
        cluster
    }

    fn absorb(&mut self, other: Self) {
        for (votes, more) in self.class_votes.iter_mut().zip(other.class_votes) {
            *votes = votes.saturating_add(more);
        }
        for (votes, more) in self.gender_votes.iter_mut().zip(other.gender_votes) {
            *votes = votes.saturating_add(more);
        }
        if other.plural && self.names.is_empty() && other.names.is_empty() {
            self.plural = true;
        } else if self.names.is_empty() && !other.names.is_empty() {
            self.plural = other.plural;
        }
        self.certain_person |= other.certain_person;
        self.state = self.state.or(other.state);
        remember(&mut self.names, other.names);
        remember(&mut self.nouns, other.nouns);
        remember(&mut self.modifiers, other.modifiers);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.n_met += other.n_met;
        self.size += other.size;
        self.has_noun |= other.has_noun;
        self.has_speech_pronoun |= other.has_speech_pronoun;
    }

    /// What most of its mentions say it is.
    pub(super) fn class(&self) -> Class {
        if self.certain_person {
            return Class::Person;
        }
        let most = |classes: &[Class]| {
            classes
                .iter()
                .copied()
                .rev()
                .filter(|&class| self.class_votes[class as usize] > 0)
                .max_by_key(|&class| self.class_votes[class as usize])
        };
        most(&Class::ACTORS).or_else(|| most(&Class::OTHERS)).unwrap_or(Class::Unknown)
    }

    /// The gender of its pronouns and nouns. A person is not neuter, whatever a wrong label said.
    pub(super) fn gender(&self) -> Option<Gender> {
        let is_person = self.class() == Class::Person;
        [Gender::Neuter, Gender::Female, Gender::Male]
            .into_iter()
            .filter(|&gender| !(is_person && gender == Gender::Neuter))
            .filter(|&gender| self.gender_votes[gender as usize] > 0)
            .max_by_key(|&gender| self.gender_votes[gender as usize])
    }

    /// It has a name.
    pub(super) fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Adds votes for a class, as of a capital that turns out to be a government.
    pub(super) fn vote(&mut self, class: Class, votes: u16) {
        self.class_votes[class as usize] = self.class_votes[class as usize].saturating_add(votes);
    }

    /// Takes back what was said of its class and gender: "the Danish government" is no body but a state.
    pub(super) fn forget_votes(&mut self) {
        self.class_votes = [0; Class::COUNT];
        self.gender_votes = [0; 3];
    }
}

fn remember(known: &mut Vec<Key>, more: Vec<Key>) {
    for key in more {
        if known.len() < MEMORY && !known.contains(&key) {
            known.push(key);
        }
    }
}

fn said(candidate: &Candidate) -> Option<Class> {
    let is_said = candidate.is_nominal() && matches!(candidate.class, Class::Person | Class::Body);
    is_said.then_some(candidate.class)
}

/// Why a candidate joined its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    SameName,
    Capital,
    Surname,
    Acronym,
    ShortForm,
    Apposition,
    Premodifier,
    Predicate,
    Called,
    Generic,
    Government,
    HeadMatch,
    HeadOfName,
    RoleNoun,
    Category,
    Group,
    Anyone,
    ThirdPerson,
    FirstPerson,
    Relative,
}

impl Join {
    /// The text itself says that the two are one, so that the nominal says something of the name.
    pub(super) fn is_stated(self) -> bool {
        matches!(self, Self::Apposition | Self::Premodifier | Self::Predicate | Self::Called)
    }
}

/// All clusters of a text: each candidate is in one.
pub(super) struct Clusters {
    parent: Vec<u32>,
    sets: Vec<Cluster>,
    joined: Vec<Option<Join>>,
    /// What a nominal says that it is, a person or a body.
    said: Vec<Option<Class>>,
}

impl Clusters {
    /// Each candidate by itself.
    pub(super) fn new(candidates: &[Candidate], modifiers: &[Key]) -> Self {
        let of = |(i, candidate): (usize, &Candidate)| {
            Cluster::of(CandidateId(i as u32), candidate, &modifiers[candidate.modifiers()])
        };
        Self {
            parent: (0..candidates.len() as u32).collect(),
            sets: candidates.iter().enumerate().map(of).collect(),
            joined: vec![None; candidates.len()],
            said: candidates.iter().map(said).collect(),
        }
    }

    /// The number of the candidate's cluster; it changes as clusters merge.
    pub(super) fn root(&self, candidate: CandidateId) -> u32 {
        let mut at = candidate.0;
        while self.parent[at as usize] != at {
            at = self.parent[at as usize];
        }
        at
    }

    /// The candidate's cluster.
    pub(super) fn of(&self, candidate: CandidateId) -> &Cluster {
        &self.sets[self.root(candidate) as usize]
    }

    /// The candidate's cluster, to be changed.
    pub(super) fn of_mut(&mut self, candidate: CandidateId) -> &mut Cluster {
        let root = self.root(candidate);
        &mut self.sets[root as usize]
    }

    /// Both are of one cluster.
    pub(super) fn are_one(&self, a: CandidateId, b: CandidateId) -> bool {
        self.root(a) == self.root(b)
    }

    /// How the candidate came to its cluster, `None` where others came to it.
    pub(super) fn joined(&self, candidate: CandidateId) -> Option<Join> {
        self.joined[candidate.index()]
    }

    /// Makes one cluster of two; `candidate` is the one that was found to belong to `antecedent`.
    pub(super) fn merge(&mut self, candidate: CandidateId, antecedent: CandidateId, join: Join) {
        let (a, b) = (self.root(candidate), self.root(antecedent));
        if a == b {
            return;
        }
        let said = self.said[candidate.index()].or(self.said[antecedent.index()]);
        self.joined[candidate.index()] = Some(join);
        // The larger tree stays the root, so that paths stay short.
        let larger = self.sets[a as usize].size > self.sets[b as usize].size;
        let (keep, drop) = if larger { (a, b) } else { (b, a) };
        let dropped = std::mem::take(&mut self.sets[drop as usize]);
        self.parent[drop as usize] = keep;
        self.sets[keep as usize].absorb(dropped);
        if let Some(said) = said.filter(|_| join.is_stated()) {
            self.sets[keep as usize].vote(said, STATED);
        }
    }

    /// The two may be one: classes and genders agree.
    pub(super) fn agree(&self, a: CandidateId, b: CandidateId) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        let genders_agree = match (a.gender(), b.gender()) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        genders_agree && a.class().agrees(b.class())
    }

    /// A pass through the text has come to the candidate.
    pub(super) fn meet(&mut self, id: CandidateId, candidate: &Candidate) {
        let cluster = self.of_mut(id);
        cluster.last = cluster.last.max(Some(id));
        if !matches!(candidate.form, Form::Pronoun(_)) {
            cluster.n_met += 1;
        }
    }

    /// Forgets how far a pass has come.
    pub(super) fn restart(&mut self) {
        for cluster in &mut self.sets {
            cluster.last = None;
            cluster.n_met = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use chancery_nlp::{TokenId, TokenSpan};

    use super::{Clusters, Join};
    use crate::actor::candidate::{Candidate, CandidateId, Class, Form, Gender, Keys, Person};

    fn candidate(at: u32, form: Form, class: Class, keys: &mut Keys) -> Candidate {
        let token = TokenId(at);
        Candidate::new(TokenSpan::one(token), token, form, class, keys.put(&at.to_string()))
    }

    #[test]
    fn an_apposition_outvotes_the_label_of_one_name() {
        let mut keys = Keys::default();
        let candidates = [
            candidate(0, Form::Name, Class::Unknown, &mut keys),
            candidate(1, Form::Nominal, Class::Person, &mut keys),
        ];
        let mut clusters = Clusters::new(&candidates, &[]);
        clusters.merge(CandidateId(1), CandidateId(0), Join::Apposition);
        assert_eq!(clusters.of(CandidateId(0)).class(), Class::Person);
        assert_eq!(clusters.joined(CandidateId(1)), Some(Join::Apposition));
    }

    #[test]
    fn a_person_is_not_neuter_whatever_a_wrong_label_said() {
        let mut keys = Keys::default();
        let mut body = candidate(0, Form::Name, Class::Body, &mut keys);
        body.gender = Some(Gender::Neuter);
        let mut person = candidate(1, Form::Name, Class::Person, &mut keys);
        person.certain = true;
        let mut she = candidate(2, Form::Pronoun(Person::Third), Class::Unknown, &mut keys);
        she.gender = Some(Gender::Female);
        let mut clusters = Clusters::new(&[body, person, she], &[]);
        clusters.merge(CandidateId(1), CandidateId(0), Join::Surname);
        assert_eq!(clusters.of(CandidateId(0)).gender(), None);
        clusters.merge(CandidateId(2), CandidateId(1), Join::ThirdPerson);
        assert_eq!(clusters.of(CandidateId(0)).gender(), Some(Gender::Female));
    }
}
