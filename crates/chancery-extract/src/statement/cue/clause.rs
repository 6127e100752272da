use chancery_nlp::{Dep, Pos, TokenSpan};

use super::super::content::ClauseKind;
use super::super::lexicon::Frame;
use super::super::pieces::Pieces;
use super::super::reading::Reading;
use super::passive::PASSIVE;
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
            return Some(verb.candidate(PASSIVE, 0.66, content));
        }
        let knows = reading.lexicon.in_list("knows", doc.lemma(verb.token));
        let plain = reading.lexicon.in_list("plainly says", doc.lemma(verb.token));
        let base = match kind {
            ClauseKind::That | ClauseKind::Bare if says && plain => 0.8,
            ClauseKind::That if says => 0.78,
            ClauseKind::That if believes || shows || frames.has(Frame::That) => 0.72,
            ClauseKind::Bare if says => 0.68,
            ClauseKind::Bare if shows => 0.62,
            ClauseKind::Bare if believes => 0.53,
            ClauseKind::Question if says && !knows => 0.73,
            ClauseKind::Question if believes && !knows => 0.53,
            _ => return None,
        };
        let mut candidate = verb.candidate("statement/clause", base, content);
        candidate.addressee =
            verb.object.filter(|&object| object > verb.token).or(candidate.addressee);
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
                0.6
            }
            ClauseKind::Infinitive if frames.has(Frame::Says) || frames.has(Frame::Infinitive) => {
                0.7
            }
            ClauseKind::Small | ClauseKind::Bare if frames.has(Frame::ObjectName) => 0.6,
            _ => return None,
        };
        Some(verb.candidate("statement/small-clause", base, content))
    }
}

/// ## What it finds
/// A clause with *that* which a phrase parts from its verb of saying, so that the parser hangs it on the
/// phrase: *said in a statement that*, *announced on Monday in Geneva that*.
/// ## Example
/// > The spokesman **said** in answer to the letter that patrols would go on.
/// ## What it leaves alone
/// A relative clause of the phrase's noun, and what follows another verb or a full stop.
/// ## Source
/// Chancery's own.
pub(super) struct LaterClause;

impl VerbRule for LaterClause {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        /// How far the clause may begin.
        const REACH: usize = 20;
        let doc = reading.doc;
        let speaks_to = reading.lexicon.in_list("speaks to", doc.lemma(verb.token));
        if verb.passive
            || !verb.frames.has(Frame::Says)
            || verb.clause.is_some()
            || verb.open.is_some()
            || verb.object.is_some_and(|object| object > verb.token) && !speaks_to
        {
            return None;
        }
        let after = TokenSpan { start: verb.cue.end, end: doc.sent(verb.token).end };
        for token in after.iter().take(REACH) {
            if matches!(doc.word(token), "." | ";" | ":") || doc.pos(token) == Pos::Verb {
                return None;
            }
            if doc.lower(token) == "that" && doc.dep(token) == Dep::Mark {
                let clause = doc.head(token)?;
                // `agrees with the finding that …`
                let of_noun = doc.dep(clause) == Dep::Acl
                    && doc
                        .head(clause)
                        .is_some_and(|noun| reading.lexicon.noun(doc.lemma(noun)).has(Frame::That));
                if of_noun {
                    return None;
                }
                let span = TokenSpan { start: token, end: doc.subtree(clause).end.max(token) };
                let mut candidate = verb.candidate("statement/later-clause", 0.7, span.into());
                candidate.addressee = verb.object.filter(|&object| object > verb.token);
                return Some(candidate);
            }
        }
        None
    }
}

/// ## What it finds
/// A quotation that begins with a small letter right after its verb of saying, with what follows it in the
/// clause.
/// ## Example
/// > The judge **said**, "as long as nobody is hurt."
/// ## What it leaves alone
/// A quotation that the verb's own clause takes along.
/// ## Source
/// Chancery's own.
pub(super) struct SmallQuotation;

impl VerbRule for SmallQuotation {
    fn find(&self, reading: &Reading<'_, '_>, verb: &Verb) -> Option<Candidate> {
        /// Fewest words that are speech rather than a term.
        const LEAST: u32 = 3;
        let doc = reading.doc;
        if verb.passive || !verb.frames.has(Frame::Says) || verb.clause.is_some() {
            return None;
        }
        let mut next = verb.cue.end;
        while next.index() < doc.len() && matches!(doc.word(next), "," | ":") {
            next = next.next();
        }
        let number = reading.quotation_at(next).filter(|_| next.index() < doc.len())?;
        let quotation = &reading.quotations[number];
        if quotation.marked.start != next || quotation.n_words < LEAST || quotation.is_title {
            return None;
        }
        if doc.word(verb.cue.end) == ","
            && let Some(content) = with_lead(reading, verb, quotation.tokens)
        {
            return Some(verb.candidate("statement/small-quotation", 0.65, content));
        }
        Some(verb.candidate("statement/small-quotation", 0.65, quotation.tokens.into()))
    }
}

/// *The sources, the lawyers said, “all say the same”*: what leads up to the group of speaker and verb that
/// commas set apart, and the quotation with the rest of the sentence.
fn with_lead(reading: &Reading<'_, '_>, verb: &Verb, quotation: TokenSpan) -> Option<Pieces> {
    let doc = reading.doc;
    let speaker = verb.speaker?.span;
    let group = TokenSpan { start: speaker.start.min(verb.cue.start), end: quotation.start };
    let sent = doc.sent(verb.token);
    let before = group.start.prev().filter(|&before| sent.contains(before))?;
    let lead = reading.trim(TokenSpan { start: sent.start, end: before });
    let is_subject = !lead.is_empty()
        && matches!(doc.pos(lead.start), Pos::Det | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Adj)
        && !lead.iter().any(|token| doc.pos(token) == Pos::Verb);
    (doc.word(before) == "," && is_subject).then(|| reading.sentence_without(group))
}
