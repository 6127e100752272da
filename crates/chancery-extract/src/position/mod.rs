//! Positions: who supports, opposes, demands or promises what.

mod frame;
mod phrase;
mod quality;
mod rule;

use chancery_kb::KnowledgeBase;
use chancery_nlp::{Doc, TokenId};
use chancery_text::ByteSpan;

use crate::actor::Actors;
use crate::clause;
use crate::event::Event;
use crate::statement::Statement;
use crate::{ActorId, Rule, StatementId};

/// How the holder stands to the proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stance {
    Supports,
    Opposes,
    Demands,
    Urges,
    Promises,
    Rejects,
    Criticises,
    Thanks,
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 8] = [
        Self::Supports,
        Self::Opposes,
        Self::Demands,
        Self::Urges,
        Self::Promises,
        Self::Rejects,
        Self::Criticises,
        Self::Thanks,
    ];

    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Opposes => "opposes",
            Self::Demands => "demands",
            Self::Urges => "urges",
            Self::Promises => "promises",
            Self::Rejects => "rejects",
            Self::Criticises => "criticises",
            Self::Thanks => "thanks",
        }
    }

    /// The stance of somebody who does *not* take this one; `None` where that is no stand at all.
    fn negated(self) -> Option<Self> {
        match self {
            Self::Supports => Some(Self::Opposes),
            Self::Opposes | Self::Rejects => Some(Self::Supports),
            Self::Demands | Self::Urges | Self::Promises | Self::Criticises | Self::Thanks => None,
        }
    }
}

/// Somebody's stand on something.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// Whose.
    pub holder: ActorId,
    /// For, against, …
    pub stance: Stance,
    /// Of whom it is demanded, whom it criticises or thanks.
    pub toward: Option<ActorId>,
    /// What it is about.
    pub proposition: ByteSpan,
    /// Codes of `data/topics.tsv`.
    pub topics: Vec<String>,
    /// The statement that tells of the position, by whomever.
    pub statement: Option<StatementId>,
    /// The words that prove it.
    pub evidence: ByteSpan,
    /// What found it.
    pub rule: Rule,
}

/// What a rule finds before it is tied to actors: heads of the holder and of whom it is turned to.
#[derive(Debug, Clone)]
struct Stand {
    /// The word that takes the stand.
    word: TokenId,
    holders: Vec<TokenId>,
    stance: Stance,
    toward: Option<TokenId>,
    /// Whole phrases, one for each position.
    propositions: Vec<ByteSpan>,
    /// Taken only where the holder says it of itself: *we are ready to talk*.
    only_of_itself: bool,
    rule: Rule,
}

/// What a rule may look at.
#[derive(Clone, Copy)]
struct Scene<'a> {
    doc: &'a Doc<'a>,
    actors: &'a Actors,
}

/// Finds the positions of a text, in the order of the words that take them.
pub fn positions(
    doc: &Doc<'_>,
    actors: &Actors,
    statements: &[Statement],
    _events: &[Event],
    kb: &KnowledgeBase,
) -> Vec<Position> {
    let scene = Scene { doc, actors };
    let telling = telling_statements(doc, statements);
    let mut positions: Vec<Position> = Vec::new();
    for token in doc.ids() {
        for stand in rule::stands(scene, token) {
            for &span in &stand.propositions {
                let Some(proposition) = quality::standing(scene, span, stand.word) else {
                    continue;
                };
                for holder in stand
                    .holders
                    .iter()
                    .filter_map(|&head| quality::holder(scene, head, stand.stance))
                {
                    let of_itself = || {
                        telling[stand.word.index()].is_some_and(|statement| {
                            statements[statement.index()].speaker.actor() == Some(holder)
                        })
                    };
                    if stand.only_of_itself && !of_itself() {
                        continue;
                    }
                    let position = Position {
                        holder,
                        stance: stand.stance,
                        toward: quality::toward(scene, &stand, span),
                        proposition,
                        topics: topics(kb, doc, proposition),
                        statement: telling[stand.word.index()],
                        evidence: evidence(doc, stand.word, proposition),
                        rule: stand.rule,
                    };
                    if position.toward != Some(holder)
                        && quality::is_of_politics(actors, &position)
                        && !repeats(&positions, &position)
                    {
                        positions.push(position);
                    }
                }
            }
        }
    }
    positions
}

/// The clause that takes the stand, with the proposition where that is near.
fn evidence(doc: &Doc<'_>, word: TokenId, proposition: ByteSpan) -> ByteSpan {
    let clause = clause::clause_span(doc, rule::speaks_in(doc, word).unwrap_or(word));
    let sentence = doc.byte_span(doc.sent(word));
    if sentence.contains(proposition) { clause.cover(proposition) } else { clause }
}

/// The same holder takes the same stand on the same words: two frames met in one clause.
fn repeats(positions: &[Position], new: &Position) -> bool {
    positions.iter().rev().take(8).any(|old| {
        old.holder == new.holder
            && old.stance == new.stance
            && old.proposition.overlaps(new.proposition)
    })
}

/// Codes of the topics that the proposition names, each once, in the order of their words.
fn topics(kb: &KnowledgeBase, doc: &Doc<'_>, proposition: ByteSpan) -> Vec<String> {
    let words: Vec<String> =
        doc.tokens_in(proposition).iter().map(|token| doc.lemma(token).to_lowercase()).collect();
    let mut topics: Vec<String> = Vec::new();
    for end in 1..=words.len() {
        if let Some((topic, _)) = kb.topic_ending(&words[..end])
            && topics.iter().all(|known| known != topic.code)
        {
            topics.push(topic.code.to_owned());
        }
    }
    topics
}

/// By token: the statement that tells of a stand taken there, the shortest whose content holds it. With none,
/// the one whose cue it is: *she urged* is a statement itself.
fn telling_statements(doc: &Doc<'_>, statements: &[Statement]) -> Vec<Option<StatementId>> {
    let mut spans: Vec<(bool, std::cmp::Reverse<u32>, ByteSpan, StatementId)> = Vec::new();
    for (id, statement) in (0..).map(StatementId).zip(statements) {
        for &span in &statement.content {
            spans.push((true, std::cmp::Reverse(span.len()), span, id));
        }
        if let Some(span) = statement.cue {
            spans.push((false, std::cmp::Reverse(span.len()), span, id));
        }
    }
    // What counts most is written last: contents over cues, short ones over long ones.
    spans.sort_unstable();
    let mut telling = vec![None; doc.len()];
    for (_, _, span, id) in spans {
        for token in doc.tokens_in(span).iter() {
            telling[token.index()] = Some(id);
        }
    }
    telling
}
