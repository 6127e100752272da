//! How surely the words of a party mean the actor that the record gives for them.
//!
//! A name means its bearer. A pronoun or a title means whoever was spoken of last, and the more others of its kind
//! were named since, the likelier it means one of them.

use chancery_nlp::{Dep, Pos, Tag, TokenId};

use super::coder::Coder;
use super::party::{Party, Traits};
use crate::ActorId;
use crate::actor::{ActorKind, MentionForm};

/// How a party's words lead to its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reference {
    /// By a name, or by words that stand for themselves.
    Plain,
    /// By a pronoun or a title, and nobody else is nearer.
    Carried,
    /// By a pronoun or a title, where somebody else is nearer: the subject above, or one named since.
    Contested,
    /// By *I* or *we*, through whoever speaks.
    Spoken,
    /// By words that cannot mean the actor: *he asked them to drop Varga*, *a donor of the club who*.
    Broken,
}

impl Coder<'_> {
    /// How `party`, who takes part in the act of `verb`, is referred to.
    pub(super) fn reference(&self, verb: TokenId, party: &Party<'_>) -> Reference {
        let doc = self.doc;
        let head = party.head;
        let Some(id) = party.actor else { return Reference::Plain };
        let actor = self.actors.get(id);
        let lower = doc.lower(head);
        if matches!(lower, "i" | "me" | "my" | "we" | "us" | "our") && doc.word(head) != "US" {
            return Reference::Spoken;
        }
        if matches!(lower, "who" | "whom") {
            let people =
                matches!(actor.kind, ActorKind::Person | ActorKind::People | ActorKind::ArmedGroup)
                    || party.is(Traits::FORCES);
            return if people { Reference::Plain } else { Reference::Broken };
        }
        let pronoun = doc.pos(head) == Pos::Pron;
        let form = match actor.mentions.iter().find(|mention| mention.head == head) {
            Some(mention) => mention.form,
            None if pronoun => MentionForm::Pronoun,
            None => return Reference::Plain,
        };
        if matches!(doc.tag(head), Tag::Wdt | Tag::Wp | Tag::WpS) {
            return Reference::Plain;
        }
        let named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        // "the governor, Ilan Varga"
        let introduced = actor.mentions.iter().any(|mention| {
            mention.form == MentionForm::Name
                && (doc.dep(mention.head) == Dep::Appos && doc.head(mention.head) == Some(head)
                    || doc.dep(head) == Dep::Appos && doc.head(head) == Some(mention.head))
        });
        if form == MentionForm::Name || introduced || !named && form == MentionForm::Nominal {
            return Reference::Plain;
        }
        if pronoun && doc.dep(head) == Dep::Nsubj && self.is_named_below(id, verb) {
            return Reference::Broken;
        }
        let above = if pronoun { self.subject_above(verb, head) } else { None };
        match above {
            Some(subject) if self.actors.at(subject) == Some(id) => Reference::Carried,
            Some(_) => Reference::Contested,
            None if pronoun && doc.dep(head) == Dep::Nsubj && !self.is_topic(id, head) => {
                Reference::Contested
            }
            None if self.is_contested(id, head) => Reference::Contested,
            None => Reference::Carried,
        }
    }

    /// A pronoun that is the subject cannot mean who is named below its verb.
    fn is_named_below(&self, id: ActorId, verb: TokenId) -> bool {
        let subtree = self.doc.subtree(verb);
        self.actors.get(id).mentions.iter().any(|mention| {
            mention.form == MentionForm::Name
                && verb < mention.head
                && subtree.iter().any(|token| token == mention.head)
                && self.is_governed(verb, mention.head)
        })
    }

    /// `token` stands below `verb` in its objects and complements, not in a clause beside it.
    fn is_governed(&self, verb: TokenId, token: TokenId) -> bool {
        let doc = self.doc;
        let mut at = token;
        while at != verb {
            let beside = matches!(doc.dep(at), Dep::Advcl | Dep::Parataxis)
                || doc.dep(at) == Dep::Conj && self.is_verb(at);
            let Some(head) = doc.head(at).filter(|_| !beside) else { return false };
            at = head;
        }
        true
    }

    /// The person who is subject of a clause above that of `verb`: whom a pronoun in it most often means.
    fn subject_above(&self, verb: TokenId, pronoun: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let singular = matches!(doc.lower(pronoun), "he" | "she" | "him" | "her" | "his");
        if !singular {
            return None;
        }
        doc.ancestors(verb).find_map(|above| {
            let subject = doc.child(above, &[Dep::Nsubj, Dep::Nsubjpass])?;
            let person = doc.pos(subject) == Pos::Propn
                && !matches!(doc.tag(subject), Tag::Nnps)
                && self
                    .actors
                    .at(subject)
                    .is_none_or(|id| self.actors.get(id).kind != ActorKind::State);
            (subject != pronoun && person).then_some(subject)
        })
    }

    /// The actor was last spoken of as a subject, in this sentence or the one before.
    fn is_topic(&self, id: ActorId, head: TokenId) -> bool {
        let doc = self.doc;
        let actor = self.actors.get(id);
        let number = doc.sent_number(head);
        actor
            .mentions
            .iter()
            .filter(|mention| mention.head < head && doc.sent_number(mention.head) + 1 >= number)
            .any(|mention| {
                let at = mention.head;
                matches!(doc.dep(at), Dep::Nsubj | Dep::Nsubjpass)
                    || doc.dep(at) == Dep::Poss
                        && doc.head(at).is_some_and(|noun| {
                            matches!(doc.dep(noun), Dep::Nsubj | Dep::Nsubjpass)
                        })
            })
    }

    /// Another of the actor's kind was named after the actor's last mention before `head`.
    fn is_contested(&self, id: ActorId, head: TokenId) -> bool {
        let actor = self.actors.get(id);
        let Some(last) =
            actor.mentions.iter().map(|mention| mention.head).filter(|&at| at < head).max()
        else {
            return true;
        };
        let person = actor.kind == ActorKind::Person;
        self.actors.items().iter().enumerate().any(|(i, other)| {
            i != id.index()
                && (other.kind == ActorKind::Person) == person
                && other.mentions.iter().any(|mention| {
                    mention.form == MentionForm::Name && last < mention.head && mention.head < head
                })
        })
    }
}
