//! *is in … for talks*

use chancery_nlp::TokenId;

use crate::Rule;
use crate::event::EventType;
use crate::event::coder::{Act, Args, Coder};

/// ## What it finds
/// A visit told by the whereabouts of the visitor: *is in X for talks*; and opposition told by *is against*.
/// ## Example
/// > The minister **is in** Milport **for talks**.
/// ## What it leaves alone
/// Whereabouts without a purpose: *is in Milport*.
/// ## Source
/// CAMEO 042 (make a visit) and 120 (reject).
const VISIT_FOR: Rule = Rule::new("event/visit-for", 0.65);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId, args: &Args) -> Option<(Act, Rule)> {
    if coder.doc.lemma(verb) != "be" {
        return None;
    }
    let talks =
        coder.after(args, &["for"]).any(|head| coder.phrase_classes(head) & coder.class.talk != 0);
    let place = coder.after(args, &["in"]).any(|head| coder.is_place(head));
    if talks && place {
        return Some((Act::plain(verb, EventType::Consult, Some("visit")), VISIT_FOR));
    }
    let against = coder.after(args, &["against"]).next().is_some();
    against.then(|| (Act::plain(verb, EventType::Reject, None), VISIT_FOR))
}
