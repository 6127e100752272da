use chancery_nlp::{Dep, Pos, Tag, TokenId, TokenSpan};

use super::super::lexicon::{Frame, Frames};
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::super::speaker::How;
use super::{Candidate, cue_group};

/// ## What it finds
/// An adjective of conviction or feeling with what it is about: *is confident that*, *worried about*.
/// ## Example
/// > The envoy was **confident** that a deal was near.
/// ## What it leaves alone
/// *is able to*, *is likely to*: no thought of the subject.
/// ## Source
/// Quirk et al. 1985, 16.68 ff.: adjective complementation.
pub(super) fn find(
    reading: &Reading<'_, '_>,
    adjective: TokenId,
    frames: Frames,
) -> Option<Candidate> {
    let doc = reading.doc;
    let copula = doc
        .head(adjective)
        .filter(|_| matches!(doc.dep(adjective), Dep::Acomp | Dep::Attr | Dep::Oprd));
    let (speaker, how) = if doc.dep(adjective) == Dep::Amod {
        let noun = doc.head(adjective)?;
        (Some(reading.noun_phrase(noun, Some(adjective))), How::Noun)
    } else {
        let subject = reading.subject(copula.unwrap_or(adjective));
        if subject.how == How::Expletive {
            return None;
        }
        (subject.token.map(|token| reading.noun_phrase(token, Some(adjective))), subject.how)
    };
    let of_copula = copula.map_or(&[][..], |copula| doc.children(copula));
    let complements = doc.children(adjective).iter().chain(
        of_copula.iter().filter(|&&child| matches!(doc.dep(child), Dep::Ccomp | Dep::Xcomp)),
    );
    for &child in complements {
        if child < adjective {
            continue;
        }
        let (base, content, cue_end) = match doc.dep(child) {
            Dep::Ccomp | Dep::Xcomp if frames.has(Frame::That) && !reading.is_infinitive(child) => {
                (0.46, Pieces::from(doc.subtree(child)), adjective.next())
            }
            Dep::Xcomp if frames.has(Frame::Infinitive) && reading.is_infinitive(child) => {
                (0.46, Pieces::from(doc.subtree(child)), adjective.next())
            }
            Dep::Prep if frames.has_preposition(doc.lower(child)) => {
                (0.42, reading.phrase_words(child), child.next())
            }
            _ => continue,
        };
        let start = copula
            .filter(|&copula| matches!(doc.pos(copula), Pos::Aux | Pos::Verb) && copula < adjective)
            .map_or_else(
                || cue_group(reading, adjective).start,
                |copula| cue_group(reading, copula).start,
            );
        let mut candidate = Candidate::new("statement/adjective", base, adjective, content);
        candidate.cue = TokenSpan { start, end: cue_end };
        candidate.speaker = speaker;
        candidate.how = how;
        return Some(candidate);
    }
    None
}

/// A participle that the parser reads as a passive: *was **convinced** that*.
pub(super) fn find_participle(reading: &Reading<'_, '_>, verb: TokenId) -> Option<Candidate> {
    let doc = reading.doc;
    if doc.tag(verb) != Tag::Vbn || doc.child(verb, &[Dep::Auxpass]).is_none() {
        return None;
    }
    let frames = reading.lexicon.adjective(doc.lower(verb));
    if frames.is_empty() { None } else { find(reading, verb, frames) }
}
