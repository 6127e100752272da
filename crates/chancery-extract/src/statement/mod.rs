//! Statements: who said, thought or wanted what, in whose words, as reported by whom.

mod confidence;
mod content;
mod continuation;
mod cue;
mod lexicon;
mod negation;
mod pieces;
mod quote;
mod reading;
mod select;
mod speaker;
mod write;

use chancery_nlp::{Doc, TokenId};
use chancery_text::ByteSpan;
use rustc_hash::FxHashSet;

use self::cue::Candidate;
use self::reading::Reading;
use crate::actor::Actors;
use crate::{ActorId, Rule, StatementId};

/// In whose words the content stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// All of it in quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

impl StatementKind {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// Who said it. The record's `speaker` and `speaker_span` are both written from this, so they agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// *Lavrov said*
    Named {
        /// Who.
        actor: ActorId,
        /// The words that name him or her here.
        span: ByteSpan,
    },
    /// *an official who asked not to be named*
    Unlinked {
        /// The words.
        span: ByteSpan,
    },
    /// Carried over from the sentence before.
    Implied {
        /// Who.
        actor: ActorId,
    },
    /// *it is said*
    Unknown,
}

impl Speaker {
    /// The actor, if it is one.
    pub fn actor(self) -> Option<ActorId> {
        match self {
            Self::Named { actor, .. } | Self::Implied { actor } => Some(actor),
            Self::Unlinked { .. } | Self::Unknown => None,
        }
    }

    /// The words, if there are any here.
    pub fn span(self) -> Option<ByteSpan> {
        match self {
            Self::Named { span, .. } | Self::Unlinked { span } => Some(span),
            Self::Implied { .. } | Self::Unknown => None,
        }
    }
}

/// Somebody's words or thoughts.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// In whose words.
    pub kind: StatementKind,
    /// Who said it.
    pub speaker: Speaker,
    /// To whom.
    pub addressee: Option<ActorId>,
    /// The verb group or other words that say that something is said.
    pub cue: Option<ByteSpan>,
    /// What was said, in pieces, quotation marks included; at least one.
    pub content: Vec<ByteSpan>,
    /// The statement whose speaker reports this one.
    pub reported_by: Option<StatementId>,
    /// It was not said.
    pub negated: bool,
    /// What found it.
    pub rule: Rule,
}

/// Finds the statements of a text, outer ones before those that they report.
pub fn statements(doc: &Doc<'_>, actors: &Actors) -> Vec<Statement> {
    if doc.is_empty() {
        return Vec::new();
    }
    let reading = Reading::new(doc);
    let (found, owners) = candidates(&reading);
    let found = select(&reading, found, &owners);
    write::statements(&reading, actors, &found)
}

/// All that the rules find, with the quotations that each owns, and the owner of each quotation.
fn candidates(reading: &Reading<'_, '_>) -> (Vec<Candidate>, Vec<Option<usize>>) {
    let mut found = Vec::new();
    cue::layout::transcripts(reading, &mut found);
    cue::layout::headline(reading, &mut found);
    cue::layout::tag_lines(reading, &mut found);
    let laid_out = found.len();
    let mut owners = cue::link(reading, &mut found);
    // What the layout has given a speaker is not linked by its words as well.
    let covered = |found: &[Candidate], token: TokenId| {
        found[..laid_out].iter().position(|candidate| candidate.content.contains(token))
    };
    for (number, quotation) in reading.quotations.iter().enumerate() {
        if let Some(index) = covered(&found, quotation.tokens.start) {
            if let Some(linked) = owners[number].filter(|&linked| linked >= laid_out) {
                found[linked].quotations.retain(|&own| own != number);
                found[linked].content.remove(quotation.tokens);
            }
            owners[number] = Some(index);
            found[index].quotations.push(number);
        }
    }
    cue::layout::quotations_after_colon(reading, &mut owners, &mut found);
    let cues: FxHashSet<TokenId> = found
        .iter()
        .filter(|candidate| !candidate.content.is_empty())
        .map(|candidate| candidate.word)
        .collect();
    cue::find(reading, &|token| cues.contains(&token), &mut found);
    continuation::extend_over_quotations(reading, &mut found);
    continuation::assign(reading, &mut owners, &mut found);
    (found, owners)
}

/// Those that stand, with how likely each is, in the text's order.
fn select(
    reading: &Reading<'_, '_>,
    mut found: Vec<Candidate>,
    owners: &[Option<usize>],
) -> Vec<(Candidate, f32)> {
    for (index, candidate) in found.iter_mut().enumerate() {
        // Inside an owned quotation the quoted speaker's own thoughts stand: they end with it.
        if reading.is_word(candidate.word)
            && continuation::is_inside_another(reading, owners, index, candidate.word)
            && let Some(number) = reading.quotation_at(candidate.word)
        {
            candidate.content.clip(reading.quotations[number].tokens);
        }
    }
    select::part_from_outer(reading, &mut found);
    let odds: Vec<f32> =
        found.iter().map(|candidate| select::log_odds(reading, candidate)).collect();
    let mut keep: Vec<bool> = found
        .iter()
        .zip(&odds)
        .map(|(candidate, &odds)| {
            reading.n_words_of(&candidate.content) > 0
                && (!candidate.quotations.is_empty() || select::is_likely(odds))
        })
        .collect();
    select::drop_doubles(reading, &found, &odds, &mut keep);
    found
        .into_iter()
        .zip(odds)
        .zip(keep)
        .filter_map(|(candidate, keep)| keep.then_some(candidate))
        .collect()
}
