//! A main verb that the tagger took for a modifier.

use chancery_nlp::{Dep, Pos, Tag, TokenId};

use super::Draft;
use crate::event::cast::Cast;
use crate::event::coder::{Act, Coder};
use crate::event::lexicon::{Reading, Roles};
use crate::{Rule, Status};

/// ## What it finds
/// In a sentence without a finite verb whose root is a noun, a past participle to its right that stands as a
/// modifier: it is the main verb, the root its subject, the noun after it its object.
/// ## Example
/// > Ostland president on Friday **hosted** Westmark's envoy.
/// ## What it leaves alone
/// Headlines and lists with a true participle, since the subject must be political.
/// ## Source
/// A known fault of the parser on news leads with many titles.
const PARTICIPLE: Rule = Rule::new("event/participle", 0.65);

pub(super) fn find<'a>(coder: &Coder<'a>, verb: TokenId) -> Option<Draft<'a>> {
    let doc = coder.doc;
    if doc.dep(verb) != Dep::Amod || !matches!(doc.tag(verb), Tag::Vbd | Tag::Vbn) {
        return None;
    }
    let sent = doc.sent(verb);
    let root = sent.iter().find(|&token| doc.head(token).is_none())?;
    // The name after a title: "hosted Prime Minister Varga".
    let mut object = doc.head(verb)?;
    while matches!(doc.dep(object), Dep::Compound | Dep::Nmod) {
        object = doc.head(object)?;
    }
    if !matches!(doc.pos(root), Pos::Noun | Pos::Propn) || root > verb || object < verb {
        return None;
    }
    let finite = sent.iter().any(|token| {
        matches!(doc.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
            && matches!(doc.dep(token), Dep::Root | Dep::Aux | Dep::Ccomp)
    });
    if finite {
        return None;
    }
    let mut args = coder.args(verb);
    args.agents = vec![root];
    args.patients = vec![object];
    let frame = coder.frame(verb, &args)?;
    let Reading::Act { event_type, mode, cameo, roles } = frame.reading else { return None };
    let mut cast = Cast { sources: coder.parties(&[root]), targets: coder.parties(&[object]) };
    if !cast.sources.iter().any(|party| party.is_political()) {
        return None;
    }
    if roles == Roles::Guest {
        std::mem::swap(&mut cast.sources, &mut cast.targets);
    }
    let act = Act { cameo, ..Act::plain(verb, event_type, mode) };
    Some(Draft { verb, act, cast, status: Status::Occurred, rule: PARTICIPLE })
}
