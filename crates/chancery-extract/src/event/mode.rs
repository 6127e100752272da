//! What the words of a clause add to an act: mode and CAMEO code.

use chancery_nlp::{Dep, TokenId, TokenSpan};

use super::EventType;
use super::cast::Cast;
use super::coder::{Act, Coder};
use super::party::{Party, Traits};
use crate::clause;

impl<'a> Coder<'a> {
    /// The mode of an act: its frame's, made narrower or filled in by the words of the clause.
    pub(super) fn mode(&self, verb: TokenId, act: &Act, cast: &Cast<'a>) -> Option<&'static str> {
        let open = match act.event_type {
            EventType::Assault => {
                matches!(act.mode, None | Some("firearms" | "beat" | "explosives"))
            }
            EventType::Protest => matches!(act.mode, None | Some("demo")),
            EventType::Threaten => act.mode.is_none(),
            // The published codings leave these without one.
            EventType::Agree | EventType::Support | EventType::Cooperate | EventType::Aid => {
                return None;
            }
            _ => return act.mode,
        };
        if !open {
            return act.mode;
        }
        let background = self.background(verb);
        let words = || {
            let own = self
                .doc
                .subtree(verb)
                .iter()
                .filter(|&t| !background.iter().any(|span| span.contains(t)));
            own.map(|token| self.words[token.index()])
        };
        let said = self
            .lexicon
            .modes
            .iter()
            .filter(|row| row.event_type == act.event_type)
            .filter(|row| match act.mode {
                Some("firearms") => matches!(row.mode, "crowd-control" | "heavy-weapons"),
                Some("beat") => matches!(row.mode, "sexual" | "torture"),
                Some("explosives") => matches!(row.mode, "suicide-attack" | "drone" | "aerial"),
                _ => true,
            })
            .find(|row| words().any(|word| row.words.contains(&word)))
            .map(|row| row.mode);
        if said.is_some() {
            return said;
        }
        let lemma = self.doc.lemma(verb);
        // States bomb from the air.
        let regular = |party: &Party<'a>| party.is(Traits::STATE | Traits::FORCES);
        if act.mode == Some("explosives") && lemma == "bomb" && cast.sources.iter().any(regular) {
            return Some("aerial");
        }
        if act.event_type == EventType::Assault && act.mode.is_none() {
            let chosen = cast.targets.iter().any(|party| {
                party.is(Traits::OFFICIAL | Traits::LAWMAKER | Traits::JOURNALIST)
                    && !party.is(Traits::STATE)
            });
            if chosen && matches!(lemma, "kill" | "murder" | "massacre" | "slaughter") {
                return Some("targeted");
            }
            let regulars = cast.sources.iter().any(|party| party.is(Traits::FORCES));
            if regulars
                && matches!(
                    lemma,
                    "capture"
                        | "retake"
                        | "recapture"
                        | "overrun"
                        | "fight"
                        | "battle"
                        | "attack"
                        | "storm"
                        | "invade"
                        | "seize"
                        | "clash"
                        | "take"
                )
            {
                return Some("heavy-weapons");
            }
        }
        if act.event_type == EventType::Protest {
            return act.mode.or(Some("demo"));
        }
        act.mode
    }

    /// Phrases that tell of other acts: *after …*, *in the wake of …*, *in retaliation for …*.
    fn background(&self, verb: TokenId) -> Vec<TokenSpan> {
        let doc = self.doc;
        doc.children_as(verb, &[Dep::Prep, Dep::Advcl])
            .filter(|&child| {
                matches!(doc.lower(child), "after" | "following" | "amid" | "despite" | "since")
                    || doc.child(child, &[Dep::Pobj]).is_some_and(|object| {
                        matches!(doc.lemma(object), "wake" | "response" | "retaliation" | "return")
                    })
                    || doc.dep(child) == Dep::Advcl && clause::own_subject(doc, child).is_some()
            })
            .map(|child| doc.subtree(child))
            .collect()
    }

    /// The CAMEO code: the frame's, else the table's for type, mode and the act below.
    pub(super) fn cameo(&self, act: &Act, mode: Option<&'static str>) -> Option<&'static str> {
        if act.cameo.is_some() && act.event_type == act.named {
            return act.cameo;
        }
        let below = act.below.map(|(event_type, _)| event_type);
        self.lexicon
            .cameo
            .iter()
            .find(|row| {
                row.event_type == act.event_type
                    && (row.mode.is_none() || row.mode == mode)
                    && (row.below.is_none() || row.below == below)
            })
            .map(|row| row.code)
    }
}
