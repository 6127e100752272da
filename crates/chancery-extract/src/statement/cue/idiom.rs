use chancery_nlp::{Dep, Pos, TokenId, TokenSpan};

use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// A light verb that reports together with a noun or adjective: *made it clear that*, *took issue with*,
/// *cast doubt on*, *paid tribute to*.
/// ## Example
/// > The envoy **made clear** that the offer had lapsed.
/// ## What it leaves alone
/// The verb alone: *took the train*.
/// ## Source
/// `data/statements/idioms.tsv`.
pub(super) struct Idiom;

impl VerbRule for Idiom {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        if verb.passive || !reading.lexicon.is_light(doc.lemma(verb.token)) {
            return None;
        }
        let parts = [Dep::Dobj, Dep::Oprd, Dep::Ccomp, Dep::Acomp, Dep::Xcomp, Dep::Advmod];
        for part in doc.children_as(verb.token, &parts).filter(|&part| part > verb.token) {
            if !matches!(doc.pos(part), Pos::Noun | Pos::Adj | Pos::Adv | Pos::Verb) {
                continue;
            }
            let frames = reading.lexicon.idiom(doc.lemma(verb.token), doc.lemma(part));
            if frames.is_empty() {
                continue;
            }
            let found = complement(reading, verb.token, part, frames);
            let Some((content, cue_end)) = found else { continue };
            let mut candidate = verb.candidate("statement/idiom", 0.6, content);
            candidate.cue.end = cue_end;
            return Some(candidate);
        }
        None
    }
}

/// The clause or phrase after `part` that the idiom takes, and where the cue ends.
fn complement(
    reading: &Reading<'_, '_>,
    verb: TokenId,
    part: TokenId,
    frames: super::super::lexicon::Frames,
) -> Option<(Pieces, TokenId)> {
    use super::super::lexicon::Frame::That;
    let doc = reading.doc;
    let after = doc.children(part).iter().chain(doc.children(verb)).copied();
    for child in after.filter(|&child| child > part) {
        match doc.dep(child) {
            Dep::Ccomp | Dep::Acl | Dep::Advcl if frames.has(That) => {
                let marked = doc
                    .child(child, &[Dep::Mark])
                    .is_some_and(|mark| doc.lower(mark) == "that" && mark > part);
                if marked || doc.dep(child) == Dep::Ccomp {
                    let mut content = Pieces::from(doc.subtree(child));
                    content.clip(TokenSpan { start: part.next(), end: doc.subtree(child).end });
                    return Some((content, part.next()));
                }
            }
            Dep::Prep if frames.has_preposition(doc.lower(child)) => {
                return Some((reading.phrase_words(child), child.next()));
            }
            _ => {}
        }
    }
    None
}
