//! Verbs of promising, asking, refusing, threatening: the act below them decides the type.

use chancery_nlp::TokenId;

use crate::Rule;
use crate::event::coder::{Act, Args, Coder};
use crate::event::lexicon::Reading;

/// ## What it finds
/// A speech act with the act that it is about: *agreed to withdraw* is CONCEDE, *agreed to meet* AGREE,
/// *threatened to invade* THREATEN with mode violence, *refused to negotiate* REJECT with mode meet.
/// ## Example
/// > Westmark **urged** Ostland to release the prisoners.
/// ## What it leaves alone
/// *declined to comment*; requests, threats and promises that are themselves negated, planned or conditional.
/// ## Source
/// PLOVER manual 2.0: an act only promised, asked, threatened or refused is coded by the speech act.
const SPEECH_ACT: Rule = Rule::new("event/speech-act", 0.88);

pub(super) fn find(coder: &Coder<'_>, verb: TokenId, args: &Args) -> Option<(Act, Rule)> {
    let frame = coder.frame(verb, args)?;
    let reading @ Reading::Operator(_) = frame.reading else { return None };
    Some((coder.resolve(verb, reading, args, 4)?, SPEECH_ACT))
}
