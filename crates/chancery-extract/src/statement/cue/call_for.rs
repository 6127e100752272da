use chancery_nlp::{Dep, TokenSpan};

use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// Whom somebody calls on, or calls for, to do what.
/// ## Example
/// > The council **called on** the parties to return to the table.
/// ## What it leaves alone
/// *called on his neighbour*: nothing is to be done.
/// ## Source
/// VerbNet urge-58.1.
pub(super) struct CallFor;

impl VerbRule for CallFor {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        if verb.passive {
            return None;
        }
        // `call for X to do` is read as a clause that begins with *for*, `call on X to do` as a phrase and
        // an infinitive.
        if verb.frames.has_preposition("for") {
            let clause = doc.children_as(verb.token, &[Dep::Advcl, Dep::Ccomp]).find(|&clause| {
                let start = doc.subtree(clause).start;
                doc.lower(start) == "for" && start == verb.cue.end
            });
            if let Some(clause) = clause {
                let span = doc.subtree(clause);
                let mut candidate = verb.candidate("statement/call-for", 0.71, Pieces::from(span));
                candidate.content.remove(TokenSpan::one(span.start));
                candidate.cue.end = span.start.next();
                return Some(candidate);
            }
        }
        let open = verb.open?;
        let preposition = doc.children_as(verb.token, &[Dep::Prep]).find(|&preposition| {
            preposition < open
                && matches!(doc.lower(preposition), "on" | "upon" | "for")
                && (verb.frames.has_preposition(doc.lower(preposition))
                    || doc.lemma(verb.token) == "call")
        })?;
        let mut content = reading.phrase_words(preposition);
        content.add(doc.subtree(open));
        content.remove(verb.cue);
        let mut candidate = verb.candidate("statement/call-for", 0.71, content);
        if preposition == verb.cue.end {
            candidate.cue.end = preposition.next();
        }
        if doc.lower(preposition) != "for" {
            candidate.addressee = doc.child(preposition, &[Dep::Pobj]);
        }
        Some(candidate)
    }
}
