use chancery_nlp::{Dep, Doc, EntLabel, Pos, TokenId};

use super::complement::{is_infinitive, prep_object};
use crate::Rule;
use crate::clause;
use crate::position::frame::StanceWord;
use crate::position::phrase::propositions;
use crate::position::{Scene, Stance, Stand};

/// ## What it finds
/// A stand told from the side of him whom it meets: *face criticism from X for N*, *draw praise from X*.
/// The holder stands after *from*, never in the subject.
/// ## Example
/// > The minister **drew praise** from Jordan for opening the crossing.
/// ## What it leaves alone
/// *faced criticism* from nobody; *faces support costs*.
/// ## Source
/// Support verbs of the passive voice: FrameNet's frames of judgement.
const RECEIVED: Rule = Rule::new("position/received", 0.81);

/// Verbs whose subject is met with what their object names.
const RECEIVING: [&str; 10] =
    ["face", "draw", "receive", "attract", "earn", "win", "meet", "provoke", "spark", "come"];

pub(super) fn stands(scene: Scene<'_>, token: TokenId, word: &StanceWord) -> Vec<Stand> {
    let Scene { doc, actors } = scene;
    if doc.pos(token) != Pos::Noun {
        return Vec::new();
    }
    let Some(verb) = receiving_verb(doc, token) else { return Vec::new() };
    let from = prep_object(doc, token, "from").or_else(|| prep_object(doc, verb, "from"));
    let Some(from) = from else { return Vec::new() };
    // *receives 20 percent support from voters*: a poll.
    let poll = doc.sent(token).iter().any(|at| {
        at.0.abs_diff(token.0) < 8 && doc.ent(at).is_some_and(|ent| ent.label == EntLabel::Percent)
    });
    if poll {
        return Vec::new();
    }
    let target = clause::subjects(doc, verb).into_iter().find(|&head| actors.at(head).is_some());
    if clause::is_negated(doc, verb)
        || clause::condition(doc, verb).is_some()
        || clause::modal(doc, verb).is_some()
        || is_infinitive(doc, verb)
    {
        return Vec::new();
    }
    let ground = ["for", "over"].into_iter().find_map(|preposition| {
        [token, verb, from].into_iter().find_map(|above| prep_object(doc, above, preposition))
    });
    let Some(head) = ground.or(target) else { return Vec::new() };
    // Criticism for something has no other object.
    let stance = if word.stance == Stance::Opposes { Stance::Criticises } else { word.stance };
    vec![Stand {
        word: token,
        holders: clause::conjuncts(doc, from),
        stance,
        toward: target,
        propositions: propositions(doc, head, token),
        only_of_itself: false,
        rule: RECEIVED,
    }]
}

fn receiving_verb(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let verb = match doc.dep(noun) {
        Dep::Dobj => doc.head(noun)?,
        // *met with criticism*, *came under criticism*
        Dep::Pobj => doc.head(doc.head(noun)?)?,
        _ => return None,
    };
    RECEIVING.contains(&doc.lemma(verb)).then_some(verb)
}
