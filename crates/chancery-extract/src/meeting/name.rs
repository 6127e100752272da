//! What a gathering is called, and whether that is a gathering's name at all.

use chancery_nlp::{Dep, Doc, EntLabel, Pos, TokenId, TokenSpan};

use super::Scene;
use super::word::{Trigger, verb_trigger};
use crate::clause;

/// The gathering's own name: the capitalised words before its head, and the head.
pub(super) fn name(doc: &Doc<'_>, noun: TokenId, trigger: Trigger) -> Option<String> {
    let may_be_named = matches!(
        trigger,
        Trigger::Summit | Trigger::Conference | Trigger::Panel | Trigger::Session | Trigger::Meet
    );
    if !may_be_named {
        return None;
    }
    let capital = |token: TokenId| doc.word(token).chars().next().is_some_and(char::is_uppercase);
    // In a headline every word has a capital.
    let small = |token: TokenId| doc.pos(token) == Pos::Verb && !capital(token);
    if !matches!(trigger, Trigger::Summit) && !doc.sent(noun).iter().any(small) {
        return None;
    }
    let mut start = noun;
    // Back over a run of names, with the punctuation inside it: *BRICS Plus/Outreach panel*.
    while let Some(before) = start.prev() {
        let joined = doc.head(before).is_some_and(|head| head >= before && head <= noun);
        let part = capital(before)
            && doc.pos(before) != Pos::Det
            && doc.ent(before).is_none_or(|ent| {
                !matches!(ent.label, chancery_nlp::EntLabel::Date | chancery_nlp::EntLabel::Ordinal)
            })
            || matches!(doc.word(before), "/" | "-" | "&");
        if !(joined && part) || doc.dep(before) == Dep::Poss || doc.sent(before) != doc.sent(noun) {
            break;
        }
        start = before;
    }
    while start < noun && !capital(start) {
        start = start.next();
    }
    let named = start < noun;
    // *the Russian meeting*, *Thursday meeting* are no names.
    let proper = (start.0..noun.0).map(TokenId).any(|token| doc.pos(token) == Pos::Propn);
    let by_head = capital(noun) || matches!(trigger, Trigger::Summit | Trigger::Panel);
    (named && proper && by_head)
        .then(|| doc.span_text(TokenSpan { start, end: noun.next() }).to_owned())
}

/// *the BRICS summit*, *the Franco-German summit*: called after a body or a people; *the Sunshine Summit* is not.
pub(super) fn names_body(scene: Scene<'_>, noun: TokenId) -> bool {
    let doc = scene.doc;
    let names = [EntLabel::Org, EntLabel::Norp, EntLabel::Person];
    doc.subtree(noun).iter().take_while(|&token| token < noun).any(|token| {
        scene.actors.at(token).is_some_and(|actor| scene.actors.get(actor).is_political())
            || doc
                .ent(token)
                .is_some_and(|ent| names.contains(&ent.label) && !ent.tokens.contains(noun))
    })
}

/// *the Eagle Forum said*, *the Conference of Mayors*: a body called after gatherings.
pub(super) fn is_body(scene: Scene<'_>, noun: TokenId) -> bool {
    let doc = scene.doc;
    if doc.pos(noun) != Pos::Propn {
        return false;
    }
    let acts = match doc.dep(noun) {
        Dep::Poss => true,
        Dep::Nsubj => doc.head(noun).is_some_and(|verb| {
            verb_trigger(doc.lemma(verb)).is_none() && clause::governor_word(doc, verb).is_some()
        }),
        Dep::Pobj => doc.head(noun).is_some_and(|by| doc.dep(by) == Dep::Agent),
        _ => false,
    };
    let of_members = clause::preposition_objects(doc, noun).any(|(preposition, object)| {
        doc.lower(preposition) == "of"
            && doc.pos(object) == Pos::Propn
            && scene.places.at(object).is_none()
    });
    acts || of_members
}
