//! Statements: who said, thought or wanted what, in whose words, as reported by whom.

use chancery_nlp::Doc;
use chancery_text::ByteSpan;

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
pub fn statements(_doc: &Doc<'_>, _actors: &Actors) -> Vec<Statement> {
    Vec::new()
}
