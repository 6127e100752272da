use chancery_nlp::Dep;

use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// What is said or thought of the subject of a passive, subject included: *is expected to*, *is seen as*,
/// *is considered Y*, *was rejected by X*. The agent is the speaker; mostly there is none.
/// ## Example
/// > The premier is widely **expected** to resign.
/// ## What it leaves alone
/// *is scheduled to*, *is designed to*: nobody's thought.
/// ## Source
/// PolNeAR's guidelines: agentless passives have no source.
pub(super) struct Passive;

/// The rule's name.
pub(super) const PASSIVE: &str = "statement/passive";

impl VerbRule for Passive {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        if !verb.passive {
            return None;
        }
        let doc = reading.doc;
        let subject = doc.child(verb.token, &[Dep::Nsubjpass, Dep::Csubjpass, Dep::Nsubj]);
        // `an option seen by many as …`: the noun before the participle is its subject.
        let noun = doc.head(verb.token).filter(|_| doc.dep(verb.token) == Dep::Acl);
        let subject_words = subject
            .map(|subject| reading.without_aside(subject))
            .or_else(|| noun.map(|noun| reading.noun_phrase(noun, Some(verb.token)).span));
        let with_subject = |part: chancery_nlp::TokenId| {
            let mut content = Pieces::from(doc.subtree(part));
            content.remove(verb.cue);
            if let Some(words) = subject_words {
                content.add(words);
            }
            content
        };
        if let Some(open) = verb.open.filter(|&open| reading.is_infinitive(open))
            && verb.frames.has(Frame::PassiveInfinitive)
            && subject.is_some()
        {
            let mut candidate = verb.candidate(PASSIVE, 0.69, with_subject(open));
            candidate.speaker = None;
            return Some(candidate);
        }
        for preposition in doc.children_as(verb.token, &[Dep::Prep]) {
            if doc.lower(preposition) == "as" && verb.frames.has(Frame::PassiveAs) {
                return Some(verb.candidate(PASSIVE, 0.57, with_subject(preposition)));
            }
            if subject.is_some()
                && verb.frames.has_object_preposition(doc.lower(preposition))
                && !matches!(doc.lemma(verb.token), "ask" | "assure" | "convince")
                && doc.child(preposition, &[Dep::Pobj, Dep::Pcomp]).is_some()
            {
                return Some(verb.candidate(PASSIVE, 0.55, with_subject(preposition)));
            }
            if doc.lower(preposition) == "about" && doc.lemma(verb.token) == "ask" {
                let mut candidate =
                    verb.candidate(PASSIVE, 0.69, reading.phrase_words(preposition));
                if preposition == verb.cue.end {
                    candidate.cue.end = preposition.next();
                }
                return Some(candidate);
            }
        }
        if let Some(name) = verb.predicate
            && verb.frames.has(Frame::PassiveName)
            && subject.is_some()
        {
            return Some(verb.candidate(PASSIVE, 0.57, with_subject(name)));
        }
        let subject = subject?;
        let said_by = verb.speaker.is_some()
            && verb.frames.has(Frame::Object)
            && !verb.frames.has(Frame::PersonInfinitive);
        if said_by || verb.frames.has(Frame::Passive) {
            let base = if said_by { 0.57 } else { 0.43 };
            let content = Pieces::from(reading.without_aside(subject));
            return Some(verb.candidate(PASSIVE, base, content));
        }
        None
    }
}
