//! A verb that names an act of a fixed type.

use chancery_nlp::TokenId;

use crate::Rule;
use crate::event::coder::{Act, Args, Coder};
use crate::event::lexicon::Reading;

/// ## What it finds
/// An act that a verb names in one of its frames: *met*, *withdrew its troops*, *arrested*.
/// ## Example
/// > Ostland **recalled** its ambassador from Westmark.
/// ## What it leaves alone
/// Other senses, which the frames of `data/events/verbs.tsv` tell apart by object, particle and preposition
/// (*met the criteria*), and acts without a political party (see the gates).
/// ## Source
/// PLOVER manual 2.0 and the CAMEO codebook for the types; frames written for Chancery.
const VERB: Rule = Rule::new("event/verb", 0.73);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId, args: &Args) -> Option<(Act, Rule)> {
    let frame = coder.frame(verb, args)?;
    let reading @ Reading::Act { .. } = frame.reading else { return None };
    Some((coder.resolve(verb, reading, args, 4)?, VERB))
}
