use chancery_nlp::{Dep, TokenId, TokenSpan};

use super::super::lexicon::{Frame, Frames};
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::super::speaker::NounSource;
use super::Candidate;

/// ## What it finds
/// A noun of saying or thinking with its complement, and whose it is: *X's claim that*, *left with the hope
/// that*, *his plan to*, *X has doubts about*.
/// ## Example
/// > The senator's **claim** that the vote was rigged drew laughter.
/// ## What it leaves alone
/// A noun that is nobody's: *the idea that*.
/// ## Source
/// PARC 3.0 (Pareti 2016), noun cues; `NomBank`.
pub(super) fn find(reading: &Reading<'_, '_>, noun: TokenId, frames: Frames) -> Option<Candidate> {
    let doc = reading.doc;
    let (source, how) = reading.noun_source(noun)?;
    for &child in doc.children(noun) {
        if child < noun {
            continue;
        }
        let (base, content, cue_end) = match doc.dep(child) {
            Dep::Acl | Dep::Ccomp | Dep::Xcomp => {
                let that = doc.child(child, &[Dep::Mark]).is_some_and(|m| doc.lower(m) == "that");
                let base = if that && frames.has(Frame::That) && how != NounSource::Verb {
                    0.53
                } else if reading.is_infinitive(child) && frames.has(Frame::Infinitive) {
                    0.36
                } else {
                    continue;
                };
                (base, Pieces::from(doc.subtree(child)), noun.next())
            }
            Dep::Prep
                if how != NounSource::By(child) && frames.has_preposition(doc.lower(child)) =>
            {
                let base = match how {
                    NounSource::Owner | NounSource::By(_) => 0.36,
                    NounSource::Verb => 0.27,
                    _ => continue,
                };
                (base, reading.phrase_words(child), child.next())
            }
            _ => continue,
        };
        let mut candidate = Candidate::new("statement/noun", base, noun, content);
        candidate.cue = TokenSpan { start: noun, end: cue_end };
        candidate.speaker = Some(source);
        return Some(candidate);
    }
    None
}
