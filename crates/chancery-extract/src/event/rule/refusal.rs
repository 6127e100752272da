//! What somebody says he will not do.

use chancery_nlp::{Tag, TokenId};

use crate::Rule;
use crate::clause::Modal;
use crate::event::EventType;
use crate::event::coder::{Act, Coder};

/// ## What it finds
/// A refusal: an act of cooperation or yielding that its subject *will not*, *would not*, *cannot* do.
/// ## Example
/// > Westmark **will not negotiate** with the rebels, its president said.
/// ## What it leaves alone
/// What merely did not happen: *did not meet*.
/// ## Source
/// CAMEO 12 (reject).
const REFUSAL: Rule = Rule::new("event/refusal", 0.65);

pub(super) fn find(
    coder: &Coder<'_>,
    verb: TokenId,
    act: Act,
    modal: Option<Modal>,
) -> Option<(Act, Rule)> {
    let refuses = match modal? {
        Modal::Will | Modal::Would => true,
        Modal::Can => coder.doc.tag(verb) == Tag::Vb,
        Modal::Must => false,
    };
    if !refuses {
        return None;
    }
    let mode = match act.event_type {
        EventType::Consult => Some("meet"),
        EventType::Aid | EventType::Cooperate | EventType::Support => Some("assist"),
        EventType::Retreat | EventType::Concede => Some("yield"),
        EventType::Agree => None,
        _ => return None,
    };
    let below = Some((act.event_type, act.token));
    Some((Act { event_type: EventType::Reject, mode, below, ..act }, REFUSAL))
}
