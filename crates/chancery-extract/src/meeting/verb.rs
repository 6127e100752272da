use chancery_nlp::{Dep, Doc, EntLabel, Tag, TokenId};

use super::mention::{Mention, Reach};
use super::word::{Signal, Trigger, signal, verb_trigger};
use super::{MeetingFormat, Scene, parts};
use crate::actor::ActorKind;
use crate::clause::{self, Tense};
use crate::place::PlaceKind;
use crate::{Rule, Status};

/// ## What it finds
/// An encounter named by a verb: *X met Y*, *X met with Y*, *X and Y met*, *X spoke with Y*.
/// ## Example
/// > The foreign minister **met** his Polish counterpart in Rzeszów.
/// ## What it leaves alone
/// *met the criteria*: the object is no actor. *Spoke to reporters*: no meeting. *Often meets*: a habit.
/// ## Source
/// PLOVER CONSULT; VerbNet meet-36.3, talk-37.5.
const MEET: Rule = Rule::new("meeting/meet-verb", 0.85);

/// ## What it finds
/// A visit named by a verb: somebody goes to another country, or is received by a host.
/// ## Example
/// > The president **visited** Norway. The king **welcomed** the president to the palace.
/// ## What it leaves alone
/// *visited the memorial*: an organisation or a building. A visitor at home is campaigning.
/// ## Source
/// PLOVER CONSULT, mode visit; VerbNet visit-36.3.
const VISIT: Rule = Rule::new("meeting/visit-verb", 0.7);

/// ## What it finds
/// What the parties of an encounter talked about, told apart from it: *they discussed the truce*.
/// ## Example
/// > The two **discussed** fishing rights and the border.
/// ## What it leaves alone
/// A discussion of people who have met nowhere in the text.
/// ## Source
/// VerbNet chit_chat-37.6.
const DISCUSS: Rule = Rule::new("meeting/discuss", 0.7);

/// The mention that a verb makes.
pub(super) fn mention(scene: Scene<'_>, verb: TokenId) -> Option<Mention> {
    let doc = scene.doc;
    match verb_trigger(doc.lemma(verb))? {
        trigger @ (Trigger::Meet | Trigger::Speak | Trigger::Call) => meet(scene, verb, trigger),
        Trigger::Visit => visit(scene, verb),
        Trigger::Receive => receive(scene, verb),
        Trigger::Discuss | Trigger::Attend => discuss(scene, verb),
        _ => None,
    }
}

fn meet(scene: Scene<'_>, verb: TokenId, trigger: Trigger) -> Option<Mention> {
    let Scene { doc, actors, .. } = scene;
    if clause::is_passive(doc, verb) || is_habit(doc, verb) {
        return None;
    }
    let status = clause::status(doc, verb)?;
    let arguments = clause::arguments(doc, verb);
    let with: Vec<TokenId> = clause::preposition_objects(doc, verb)
        .filter(|&(preposition, _)| {
            matches!(doc.lower(preposition), "with")
                || trigger == Trigger::Speak && doc.lower(preposition) == "to"
        })
        .map(|(_, object)| object)
        .collect();
    if with.iter().chain(&arguments.patients).any(|&head| is_press(doc, head)) {
        return None;
    }
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), MEET);
    mention.join(scene, arguments.agents.iter().copied());
    let n_subjects = mention.participants.len();
    mention.join(scene, with.iter().copied());
    let n_with = mention.participants.len() - n_subjects;
    let past_or_planned = clause::tense(doc, verb) != Tense::Present || status != Status::Occurred;
    if matches!(trigger, Trigger::Meet) && n_with == 0 && past_or_planned {
        mention
            .join(scene, arguments.patients.iter().copied().filter(|&head| is_party(scene, head)));
    }
    let plural = arguments
        .agents
        .iter()
        .any(|&head| matches!(doc.tag(head), Tag::Nns | Tag::Nnps) || doc.lower(head) == "they");
    let n = mention.participants.len();
    let accept = match trigger {
        // *to whom one speaks* is met only if both are named.
        Trigger::Speak if with.is_empty() => {
            n >= 2 && doc.lemma(verb) == "speak" && phone(doc, verb)
        }
        Trigger::Speak | Trigger::Call => {
            n >= 2
                && with
                    .iter()
                    .chain(&arguments.patients)
                    .any(|&head| actors.at(head).is_some() && is_party(scene, head))
                && (trigger == Trigger::Call || with_preposition(doc, verb) || phone(doc, verb))
        }
        _ => n >= 2 || n == 1 && (!with.is_empty() || plural && n_subjects == 1),
    };
    if !accept {
        return None;
    }
    if phone(doc, verb) || trigger == Trigger::Call {
        mention.format = Some(MeetingFormat::Call);
    }
    if doc.children_as(verb, &[Dep::Advmod]).any(|adverb| doc.lower(adverb) == "again") {
        mention.reach = Reach::Another;
    }
    fill(scene, &mut mention, &[verb], status);
    Some(mention)
}

fn visit(scene: Scene<'_>, verb: TokenId) -> Option<Mention> {
    let Scene { doc, actors, places, .. } = scene;
    let status = clause::status(doc, verb)?;
    let arguments = clause::arguments(doc, verb);
    let to = arguments.patients.iter().copied().find_map(|head| {
        let place = places.at(head)?;
        matches!(places.get(place).kind, PlaceKind::Country | PlaceKind::City | PlaceKind::Admin1)
            .then_some(place)
    })?;
    let country = places.get(to).country.as_deref();
    let visitors: Vec<TokenId> = arguments
        .agents
        .iter()
        .copied()
        .filter(|&head| {
            actors.at(head).is_some_and(|actor| {
                let actor = actors.get(actor);
                actor.kind != ActorKind::State
                    && (actor.country.is_none() || actor.country.as_deref() != country)
            })
        })
        .collect();
    if visitors.is_empty() || is_habit(doc, verb) {
        return None;
    }
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), VISIT);
    mention.join(scene, visitors);
    mention.format = Some(MeetingFormat::Visit);
    fill(scene, &mut mention, &[verb], status);
    mention.place = Some(to);
    mention.host = state_of(scene, country);
    Some(mention)
}

fn receive(scene: Scene<'_>, verb: TokenId) -> Option<Mention> {
    let Scene { doc, actors, .. } = scene;
    let status = clause::status(doc, verb)?;
    let arguments = clause::arguments(doc, verb);
    let guests: Vec<TokenId> = arguments
        .patients
        .iter()
        .copied()
        .filter(|&head| {
            actors.at(head).is_some_and(|actor| actors.get(actor).kind == ActorKind::Person)
        })
        .collect();
    if guests.is_empty() || is_habit(doc, verb) {
        return None;
    }
    let agents = super::noun::listed(doc, arguments.agents);
    let attendance: Vec<_> = agents.iter().flat_map(|&head| parts::attendance(doc, head)).collect();
    let hosts: Vec<TokenId> = agents.into_iter().filter(|&head| is_party(scene, head)).collect();
    if hosts.is_empty() && attendance.is_empty() {
        return None;
    }
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), VISIT);
    mention.host = hosts.iter().find_map(|&head| actors.at(head));
    mention.join(scene, hosts);
    mention.join(scene, guests);
    mention.attendance = attendance;
    mention.format = Some(MeetingFormat::Visit);
    fill(scene, &mut mention, &[verb], status);
    Some(mention)
}

fn discuss(scene: Scene<'_>, verb: TokenId) -> Option<Mention> {
    let doc = scene.doc;
    let status = clause::status(doc, verb)?;
    let arguments = clause::arguments(doc, verb);
    // *addressed the panel* is attendance, and the noun tells of it.
    let object = arguments.patients.first().copied()?;
    if super::word::noun_trigger(doc.lemma(object)).is_some() || clause::is_passive(doc, verb) {
        return None;
    }
    if verb_trigger(doc.lemma(verb)) == Some(Trigger::Attend) && doc.lemma(verb) != "address" {
        return None;
    }
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), DISCUSS);
    mention.join(scene, arguments.agents.iter().copied());
    if mention.participants.is_empty() {
        return None;
    }
    mention.reach = Reach::Topic;
    mention.topics = parts::discussed(doc, verb);
    mention.status = status;
    Some(mention)
}

/// Circumstances that stand by the verb.
fn fill(scene: Scene<'_>, mention: &mut Mention, words: &[TokenId], status: Status) {
    mention.status = status;
    mention.private = parts::is_private(scene.doc, words);
    mention.place = parts::place(scene, words);
    mention.when = parts::when(scene, words);
    mention.duration = parts::duration(scene, words);
    mention.topics = parts::topics(scene, words);
}

/// The state of a country code, where the text speaks of it.
pub(super) fn state_of(scene: Scene<'_>, country: Option<&str>) -> Option<crate::ActorId> {
    let country = country?;
    (0..).map(crate::ActorId).zip(scene.actors.items()).find_map(|(id, actor)| {
        (actor.kind == ActorKind::State && actor.country.as_deref() == Some(country)).then_some(id)
    })
}

/// Somebody who can be met: a person, a body, a state; no crowd, no place.
pub(super) fn is_party(scene: Scene<'_>, head: TokenId) -> bool {
    scene.actors.at(head).is_some_and(|actor| {
        !matches!(scene.actors.get(actor).kind, ActorKind::People | ActorKind::Other)
            || scene.doc.ent(head).is_some_and(|ent| ent.label == EntLabel::Person)
    })
}

pub(super) fn is_press(doc: &Doc<'_>, head: TokenId) -> bool {
    signal(doc.lower(head)) == Some(Signal::Press) || signal(doc.lemma(head)) == Some(Signal::Press)
}

fn is_habit(doc: &Doc<'_>, verb: TokenId) -> bool {
    doc.children_as(verb, &[Dep::Advmod, Dep::Neg])
        .any(|adverb| signal(doc.lower(adverb)) == Some(Signal::Habit))
}

fn with_preposition(doc: &Doc<'_>, verb: TokenId) -> bool {
    doc.children_as(verb, &[Dep::Prep]).any(|preposition| doc.lower(preposition) == "with")
}

/// *by phone, over the telephone, in a video call*
fn phone(doc: &Doc<'_>, verb: TokenId) -> bool {
    clause::preposition_objects(doc, verb).any(|(preposition, object)| {
        matches!(doc.lower(preposition), "by" | "on" | "over" | "in" | "via" | "during")
            && matches!(
                doc.lower(object),
                "phone" | "telephone" | "call" | "video" | "videoconference"
            )
    })
}
