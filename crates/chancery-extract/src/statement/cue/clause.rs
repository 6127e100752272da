use super::super::content::ClauseKind;
use super::super::lexicon::Frame;
use super::super::reading::Reading;
use super::{Candidate, Verb, VerbRule};

/// ## What it finds
/// A clause that a verb of saying, thinking or showing governs: *says that X*, *thinks X*, *asked whether
/// X*. Of *tell*, *remind* and their like the person is the addressee and part of neither.
/// ## Example
/// > The minister **told** reporters that the talks would go on.
/// ## What it leaves alone
/// *knows whether*, *shows how*: no proposition is given. When and where it was said.
/// ## Source
/// PARC 3.0 (Pareti 2016), verb cues; VerbNet say-37.7, tell-37.2, conjecture-29.5.
pub(super) struct Clause;

impl VerbRule for Clause {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        let doc = reading.doc;
        let (kind, content) = reading.clauses(verb)?;
        let frames = verb.frames;
        let (says, believes) = (frames.has(Frame::Says), frames.has(Frame::Believes));
        let shows = frames.has(Frame::Shows);
        if verb.passive {
            if !frames.has(Frame::PassiveClause) {
                return None;
            }
            return Some(verb.candidate("statement/passive", 0.75, content));
        }
        let base = match kind {
            ClauseKind::That if says || believes || shows || frames.has(Frame::That) => 0.9,
            ClauseKind::Bare if says || believes || shows => 0.9,
            ClauseKind::Question
                if (says || believes)
                    && !reading.lexicon.in_list("knows", doc.lemma(verb.token)) =>
            {
                0.8
            }
            _ => return None,
        };
        let mut candidate = verb.candidate("statement/clause", base, content);
        candidate.addressee = verb.object.filter(|&object| object > verb.token);
        Some(candidate)
    }
}

/// ## What it finds
/// A clause without a finite verb: *wants the troops out*, *asked for it to stop*, *considers it a success*.
/// ## Example
/// > The envoy **wants** the border open.
/// ## What it leaves alone
/// Verbs of perception: *saw him leave*.
/// ## Source
/// PARC 3.0 (Pareti 2016), verb cues.
pub(super) struct SmallClause;

impl VerbRule for SmallClause {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        if verb.passive {
            return None;
        }
        let (kind, content) = reading.clauses(verb)?;
        let frames = verb.frames;
        let base = match kind {
            ClauseKind::Small if frames.has_any(&[Frame::Says, Frame::Believes, Frame::Shows]) => {
                0.7
            }
            ClauseKind::Infinitive if frames.has(Frame::Says) || frames.has(Frame::Infinitive) => {
                0.6
            }
            ClauseKind::Small | ClauseKind::Bare if frames.has(Frame::ObjectName) => 0.7,
            _ => return None,
        };
        Some(verb.candidate("statement/small-clause", base, content))
    }
}
