use chancery_nlp::{Dep, Pos};

use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// A verb that lends a noun its subject: *express hope that*, *reject claims that*, *raise doubts about*.
/// ## Example
/// > The chancellor **expressed hope** that the truce would hold.
/// ## What it leaves alone
/// *took the train that was late*: the noun's clause is no complement.
/// ## Source
/// `FrameNet`'s support verbs.
pub(super) struct SupportVerb;

impl VerbRule for SupportVerb {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        let noun =
            verb.object.filter(|&object| doc.pos(object) == Pos::Noun && object > verb.token)?;
        if verb.passive {
            return None;
        }
        let mut complements = doc
            .children(noun)
            .iter()
            .chain(doc.children(verb.token))
            .copied()
            .filter(|&child| child > noun);
        let clause = doc.children_as(noun, &[Dep::Acl, Dep::Ccomp]).find(|&clause| {
            clause > noun
                && doc.child(clause, &[Dep::Mark]).is_some_and(|mark| doc.lower(mark) == "that")
        });
        if let Some(clause) = clause
            && verb.frames.has(Frame::NounThat)
        {
            let mut candidate =
                verb.candidate("statement/support-verb", 0.75, Pieces::from(doc.subtree(clause)));
            candidate.cue.end = candidate.cue.end.max(noun.next());
            return Some(candidate);
        }
        let frames = reading.lexicon.noun(doc.lemma(noun));
        let preposition = complements.find(|&child| {
            let word = doc.lower(child);
            doc.dep(child) == Dep::Prep
                && match word {
                    "about" | "in" => frames.has_preposition(word),
                    "for" | "to" | "of" => {
                        frames.has_preposition(word)
                            && reading.lexicon.in_list("given by a verb", doc.lemma(noun))
                    }
                    _ => false,
                }
        })?;
        let content = reading.phrase_words(preposition);
        let mut candidate = verb.candidate("statement/support-verb", 0.52, content);
        candidate.cue.end = candidate.cue.end.max(preposition.next());
        Some(candidate)
    }
}
