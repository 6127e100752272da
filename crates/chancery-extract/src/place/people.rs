//! Tokens that name people: *Obama* is a town too, and *Sanders*, *Lincoln*, *Clinton*.

use chancery_kb::KnowledgeBase;
use chancery_nlp::{Doc, TokenId, TokenSpan};

use crate::actor::{ActorKind, Actors, MentionForm};

/// Which tokens name somebody known, or stand after a title.
pub(super) struct People {
    named: Vec<bool>,
}

impl People {
    /// Those of a document.
    pub(super) fn of(doc: &Doc<'_>, actors: &Actors) -> Self {
        let mut named = vec![false; doc.len()];
        for actor in actors.items() {
            if actor.kind != ActorKind::Person || actor.kb.is_none() {
                continue;
            }
            for mention in actor.mentions.iter().filter(|m| m.form == MentionForm::Name) {
                named[mention.tokens.range()].fill(true);
            }
        }
        Self { named }
    }

    /// All of the tokens name somebody known.
    pub(super) fn cover(&self, tokens: TokenSpan) -> bool {
        self.named[tokens.range()].iter().all(|&named| named)
    }
}

/// *Mrs. **Clinton***, *President **Lincoln***
pub(super) fn is_after_title(doc: &Doc<'_>, kb: &KnowledgeBase, token: TokenId) -> bool {
    let Some(before) = token.prev() else { return false };
    let word = doc.word(before);
    word.starts_with(char::is_uppercase)
        && kb.title(doc.lower(before).trim_end_matches('.')).is_some()
}
