//! Event nouns below verbs that say little themselves.

use chancery_nlp::TokenId;

use crate::Rule;
use crate::event::coder::{Act, Args, Coder};
use crate::event::lexicon::Reading;

/// ## What it finds
/// The act of an event noun that is the object of a light verb.
/// ## Example
/// > The two governments **held talks** on the border.
/// ## What it leaves alone
/// Event nouns that stand free: *criticism of the plan has grown*.
/// ## Source
/// Light verbs after `NomBank`; event nouns in `data/events/nouns.tsv`.
const LIGHT_VERB: Rule = Rule::new("event/light-verb", 0.75);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId, args: &Args) -> Option<(Act, Rule)> {
    if coder.frame(verb, args).is_some_and(|frame| frame.reading == Reading::Nothing) {
        return None;
    }
    let act = coder.light_act(verb, args, 4)?;
    Some((act, LIGHT_VERB))
}
