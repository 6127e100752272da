use chancery_nlp::Dep;

use super::super::content::ClauseKind;
use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::super::speaker::How;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// What seems or appears to be so, subject included; nobody in particular thinks it.
/// ## Example
/// > The truce **appears** to hold.
/// ## What it leaves alone
/// *appeared before the court*.
/// ## Source
/// VerbNet seem-109.
pub(super) struct Seems;

impl VerbRule for Seems {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        if verb.passive || !verb.frames.has(Frame::Seems) {
            return None;
        }
        let doc = reading.doc;
        if verb.subject.how == How::Expletive {
            let (kind, content) = reading.clauses(verb)?;
            return matches!(kind, ClauseKind::That | ClauseKind::Bare)
                .then(|| verb.candidate("statement/seems", 0.47, content));
        }
        let subject = verb.own_subject()?;
        let rest = verb
            .open
            .filter(|&open| reading.is_infinitive(open))
            .or_else(|| doc.child(verb.token, &[Dep::Acomp, Dep::Attr]))
            .or(verb.predicate)?;
        let mut content = Pieces::from(doc.subtree(subject));
        content.add(doc.subtree(rest));
        content.remove(verb.cue);
        let mut candidate = verb.candidate("statement/seems", 0.47, content);
        candidate.speaker = None;
        Some(candidate)
    }
}
