//! Acts done in protest.

use chancery_nlp::{Dep, Tag, TokenId};

use crate::Rule;
use crate::event::EventType;
use crate::event::coder::{Act, Args, Coder};
use crate::event::party::Traits;

/// ## What it finds
/// Whatever a civil group does *in protest* or *to protest*.
/// ## Example
/// > Lorry drivers dumped gravel outside the ministry **in protest** at fuel prices.
/// ## What it leaves alone
/// Protests of states, which are words: *recalled its envoy in protest*.
/// ## Source
/// PLOVER PROTEST.
const IN_PROTEST: Rule = Rule::new("event/in-protest", 0.7);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId, args: &Args) -> Option<(Act, Rule)> {
    let doc = coder.doc;
    let in_protest = coder.after(args, &["in"]).any(|head| doc.lemma(head) == "protest");
    let to_protest = doc
        .children_as(verb, &[Dep::Advcl, Dep::Xcomp])
        .any(|clause| doc.lemma(clause) == "protest" && doc.tag(clause) == Tag::Vb);
    if !in_protest && !to_protest {
        return None;
    }
    let civil = coder.parties(&args.agents).iter().any(|party| {
        (party.is(Traits::CIVIL | Traits::CROWD | Traits::ORGANISED) || coder.is_plural(party.head))
            && !party.is(Traits::FORCES)
    });
    civil.then(|| (Act::plain(verb, EventType::Protest, Some("demo")), IN_PROTEST))
}
