use chancery_nlp::{Dep, Doc, EntLabel, TokenId};

use super::complement::{is_infinitive, prep_object};
use super::holders;
use super::reality::stance;
use crate::Rule;
use crate::clause;
use crate::position::frame::{Frame, Helper, StanceWord, helper};
use crate::position::phrase::propositions;
use crate::position::{Scene, Stand};

/// ## What it finds
/// A stand that is turned to somebody: *urge X to V*, *call on X to V*, *criticise X for N*, *thank X*,
/// *express gratitude to X for N*.
/// ## Example
/// > The envoy **urged** both sides to withdraw and **thanked** Oman for its help.
/// ## What it leaves alone
/// *want X to understand*, *was asked whether*: nobody is urged to act.
/// ## Source
/// VerbNet urge-58, judgement-33.1, admonish-37.9.
const TURNED_TO: Rule = Rule::new("position/turned-to", 0.85);

pub(super) fn stands(scene: Scene<'_>, token: TokenId, word: &StanceWord) -> Vec<Stand> {
    let Scene { doc, actors } = scene;
    for &frame in &word.frames {
        let Some((toward, head)) = parts(doc, token, frame) else { continue };
        // Criticism, accusation and thanks need somebody; a request may go to people we do not know.
        let needs_actor = matches!(frame, Frame::PersonFor | Frame::Person | Frame::ToFor);
        if needs_actor && actors.at(toward).is_none() {
            continue;
        }
        // *asked him to explain*: a question.
        let question = doc.lemma(token) == "ask" && helper(doc.lemma(head)) == Some(Helper::Speech);
        // *the mail that she asked them to find*: the object stands elsewhere, and *find* alone says nothing.
        let torn = doc.dep(token) == Dep::Relcl && doc.subtree(head).len() <= 2;
        if question || torn {
            continue;
        }
        let Some(stance) = stance(doc, token, word) else { return Vec::new() };
        return vec![Stand {
            word: token,
            holders: holders(doc, token),
            stance,
            toward: Some(toward),
            propositions: propositions(doc, head, token),
            only_of_itself: false,
            rule: TURNED_TO,
        }];
    }
    Vec::new()
}

/// Whom the stand is turned to, and the head of what it is about.
fn parts(doc: &Doc<'_>, token: TokenId, frame: Frame) -> Option<(TokenId, TokenId)> {
    match frame {
        Frame::PersonInf => {
            let infinitive = clause::complements(doc, token)
                .into_iter()
                .find(|&child| is_infinitive(doc, child))?;
            let person = doc
                .child(token, &[Dep::Dobj, Dep::Dative])
                .or_else(|| clause::own_subject(doc, infinitive))?;
            Some((person, infinitive))
        }
        Frame::MatterInf => {
            let infinitive = clause::complements(doc, token)
                .into_iter()
                .find(|&child| is_infinitive(doc, child))?;
            let subject =
                doc.child(token, &[Dep::Dobj]).or_else(|| clause::own_subject(doc, infinitive))?;
            let acts = doc.ent(subject).is_some_and(|ent| {
                matches!(ent.label, EntLabel::Gpe | EntLabel::Norp | EntLabel::Org)
            });
            (acts || clause::is_passive(doc, infinitive)).then_some((subject, infinitive))
        }
        Frame::PrepInf(preposition) => {
            let person = prep_object(doc, token, preposition)?;
            let infinitive = clause::complements(doc, token)
                .into_iter()
                .chain(clause::complements(doc, person))
                .chain(doc.children_as(token, &[Dep::Advcl]))
                .find(|&child| is_infinitive(doc, child))?;
            Some((person, infinitive))
        }
        Frame::PersonFor => {
            let person = clause::arguments(doc, token).patients.first().copied()?;
            let ground = ["for", "of", "over"].into_iter().find_map(|preposition| {
                prep_object(doc, token, preposition).or_else(|| {
                    prep_object(doc, person, preposition).filter(|_| preposition == "for")
                })
            })?;
            Some((person, ground))
        }
        Frame::Person => {
            let person = clause::arguments(doc, token).patients.first().copied()?;
            Some((person, person))
        }
        Frame::ToFor => {
            let person = prep_object(doc, token, "to")?;
            let ground = prep_object(doc, token, "for")
                .or_else(|| prep_object(doc, person, "for"))
                .unwrap_or(person);
            Some((person, ground))
        }
        _ => None,
    }
}
