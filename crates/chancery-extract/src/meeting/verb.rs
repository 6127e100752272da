use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId};

use super::mention::{Mention, Reach};
use super::word::{Signal, Trigger, signal, verb_trigger};
use super::{MeetingFormat, Scene, parts, reality};
use crate::actor::{ActorKind, MentionForm};
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
const MEET: Rule = Rule::new("meeting/meet-verb", 0.88);

/// ## What it finds
/// A visit named by a verb: somebody goes to another country, or is received by a host.
/// ## Example
/// > The president **visited** Norway. The king **welcomed** the president to the palace.
/// ## What it leaves alone
/// *visited the memorial*: an organisation or a building. A visitor at home is campaigning.
/// ## Source
/// PLOVER CONSULT, mode visit; VerbNet visit-36.3.
const VISIT: Rule = Rule::new("meeting/visit-verb", 0.78);

/// ## What it finds
/// Who comes to a gathering that the sentence before tells of, with their number.
/// ## Example
/// > The premier goes to Lund for a summit on Friday. Twelve heads of government are expected to **attend**.
/// ## What it leaves alone
/// *attended school*, absence, gatherings of which only other sentences tell.
/// ## Source
/// PLOVER CONSULT, mode multilateral.
const ATTEND: Rule = Rule::new("meeting/attend", 0.8);

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
        Trigger::Host if doc.lemma(verb) == "host" => receive(scene, verb),
        Trigger::Attend
            if doc.lemma(verb) == "attend" && doc.child(verb, &[Dep::Dobj]).is_none() =>
        {
            attend(scene, verb)
        }
        Trigger::Discuss | Trigger::Attend => discuss(scene, verb),
        _ => None,
    }
}

fn meet(scene: Scene<'_>, verb: TokenId, trigger: Trigger) -> Option<Mention> {
    let Scene { doc, actors, .. } = scene;
    // *assembled a team*: only people come together by themselves.
    let collects = trigger == Trigger::Meet
        && doc.lemma(verb) != "meet"
        && doc.child(verb, &[Dep::Dobj]).is_some();
    if clause::is_passive(doc, verb) || collects {
        return None;
    }
    let status = reality::status(scene, verb)?;
    let arguments = clause::arguments(doc, verb);
    let with: Vec<TokenId> = clause::preposition_objects(doc, verb)
        .filter(|&(preposition, _)| {
            // *spoke to them along with the mayor*: he spoke too.
            doc.lower(preposition) == "with" && !beside(doc, preposition)
                || trigger == Trigger::Speak && doc.lower(preposition) == "to"
        })
        .flat_map(|(_, object)| list(doc, object))
        .collect();
    // *will meet them in the semifinals*
    let contest = with.is_empty()
        && doc.sent(verb).iter().any(|token| signal(doc.lower(token)) == Some(Signal::Sport));
    if contest {
        return None;
    }
    // *with any group that would have him*
    let any = with.iter().chain(&arguments.patients).any(|&head| {
        doc.children_as(head, &[Dep::Det])
            .any(|det| matches!(doc.lower(det), "any" | "every" | "each" | "no"))
    });
    if any {
        return None;
    }
    if with.iter().chain(&arguments.patients).any(|&head| is_press(scene, head)) {
        return None;
    }
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), MEET);
    mention.join(scene, arguments.agents.iter().copied());
    let n_subjects = mention.participants.len();
    mention.join(scene, with.iter().copied());
    let n_with = mention.participants.len() - n_subjects;
    let past_or_planned = clause::tense(doc, verb) != Tense::Present || status != Status::Occurred;
    // *people who met her*, *those who meet him*: a habit.
    let generic = doc.dep(verb) == Dep::Relcl
        && doc.head(verb).is_some_and(|head| {
            matches!(doc.tag(head), Tag::Nns | Tag::Dt)
                && scene.party(head).is_none_or(|party| !is_known(scene, party))
        });
    let subject = clause::own_subject(doc, verb).and_then(|who| clause::antecedent(doc, who));
    if generic && subject.is_some() && subject == doc.head(verb) {
        return None;
    }
    // *the woman he met on a journey*, *before she met him and got married*: acquaintance, no encounter.
    let relative = doc.dep(verb) == Dep::Relcl && doc.child(verb, &[Dep::Dobj]).is_none();
    let aside = doc.dep(verb) == Dep::Advcl
        && clause::tense(doc, verb) == Tense::Past
        && doc
            .children_as(verb, &[Dep::Mark, Dep::Advmod])
            .any(|mark| matches!(doc.lower(mark), "when" | "before" | "after" | "since"))
        && parts::place(scene, &[verb]).is_none()
        && parts::when(scene, &[verb]).is_none();
    let acquainted = relative || aside;
    let direct = matches!(trigger, Trigger::Meet | Trigger::Call);
    if direct && n_with == 0 && past_or_planned && !acquainted {
        mention
            .join(scene, arguments.patients.iter().copied().filter(|&head| is_party(scene, head)));
    }
    let plural = arguments
        .agents
        .iter()
        .any(|&head| doc.tag(head) == Tag::Nns && doc.ent(head).is_none() && is_party(scene, head));
    if !are_known(scene, &mention.participants) {
        let states = scene.states_between(&[verb]);
        if !states.is_empty() {
            mention.participants = states;
        }
    }
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
                && (trigger == Trigger::Call || with_party(scene, verb) || phone(doc, verb))
        }
        // *met with us*, *with doctors*: half an encounter is told; a pronoun that nobody stands for, none.
        _ => {
            let named = with.iter().any(|&head| doc.pos(head) == Pos::Noun);
            n >= 2 || n == 1 && (named || plural && n_subjects == 1)
        }
    };
    if !accept || !are_known(scene, &mention.participants) {
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
    let Scene { doc, places, .. } = scene;
    let status = reality::status(scene, verb)?;
    let arguments = clause::arguments(doc, verb);
    let to = arguments.patients.iter().copied().find_map(|head| {
        let place = places.at(head)?;
        matches!(places.get(place).kind, PlaceKind::Country | PlaceKind::City | PlaceKind::Admin1)
            .then_some(place)
    })?;
    let country = places.get(to).country.as_deref();
    let visitors: Vec<TokenId> =
        arguments.agents.iter().copied().filter(|&head| is_foreign(scene, head, country)).collect();
    if visitors.is_empty() {
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
    let status = reality::status(scene, verb)?;
    let arguments = clause::arguments(doc, verb);
    let guests: Vec<TokenId> = arguments
        .patients
        .iter()
        .copied()
        .filter(|&head| {
            actors.at(head).is_some_and(|actor| actors.get(actor).kind == ActorKind::Person)
        })
        .collect();
    if guests.is_empty() {
        return None;
    }
    let agents = super::noun::listed(doc, arguments.agents);
    let attendance: Vec<_> = agents.iter().flat_map(|&head| parts::attendance(doc, head)).collect();
    let hosts: Vec<TokenId> = agents.into_iter().filter(|&head| is_party(scene, head)).collect();
    let country = hosts.iter().find_map(|&head| actors.get(actors.at(head)?).country.as_deref());
    let abroad = country.is_some() && guests.iter().any(|&head| is_foreign(scene, head, country));
    if attendance.is_empty() && !abroad {
        return None;
    }
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), VISIT);
    mention.host = hosts.iter().find_map(|&head| actors.at(head));
    mention.join(scene, hosts);
    mention.join(scene, guests);
    mention.attendance = attendance;
    mention.format = Some(MeetingFormat::Visit);
    fill(scene, &mut mention, &[verb], status);
    // *I greeted him*: a handshake, unless it has a day or a place.
    let formal =
        mention.place.is_some() || mention.when.is_some() || !mention.attendance.is_empty();
    (formal || doc.lemma(verb) != "greet").then_some(mention)
}

fn attend(scene: Scene<'_>, verb: TokenId) -> Option<Mention> {
    let doc = scene.doc;
    if clause::is_passive(doc, verb) || clause::is_negated(doc, verb) {
        return None;
    }
    let guests = super::noun::guests(scene, verb);
    let mut mention = Mention::new(verb, clause::clause_span(doc, verb), ATTEND);
    mention.status = reality::status(scene, verb)?;
    mention.count(guests.iter().flat_map(|&head| parts::attendance(doc, head)));
    mention.join(scene, guests.into_iter().filter(|&head| is_party(scene, head)));
    mention.reach = Reach::Attended;
    (!mention.attendance.is_empty() || are_known(scene, &mention.participants)).then_some(mention)
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
    mention.private = parts::is_private(scene.doc, words);
    mention.place = parts::place(scene, words);
    mention.when = parts::when(scene, words);
    mention.status = reality::with_day(scene, status, mention.when);
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
    scene.party(head).is_some_and(|actor| {
        !scene.actors.members(actor).is_empty()
            || !matches!(scene.actors.get(actor).kind, ActorKind::People | ActorKind::Other)
            || scene.doc.ent(head).is_some_and(|ent| ent.label == EntLabel::Person)
    })
}

/// One of them is known, or they act for two states: *the president of Poland met Norway's premier*.
pub(super) fn are_known(scene: Scene<'_>, parties: &[crate::ActorId]) -> bool {
    let mut states = parties.iter().filter_map(|&party| {
        let actor = scene.actors.get(party);
        actor.country.as_deref().filter(|_| actor.sector.as_deref() == Some("GOV"))
    });
    let first = states.next();
    first.is_some() && states.any(|other| Some(other) != first)
        || parties.iter().any(|&party| is_known(scene, party))
}

/// Somebody whom the text names, or a state: whom a reader would know.
fn is_known(scene: Scene<'_>, party: crate::ActorId) -> bool {
    let actor = scene.actors.get(party);
    actor.kind == ActorKind::State
        || actor.mentions.iter().any(|mention| mention.form == MentionForm::Name)
}

/// Somebody who acts for another state than `country`: a visitor there. At home one is campaigning.
pub(super) fn is_foreign(scene: Scene<'_>, head: TokenId, country: Option<&str>) -> bool {
    scene.actors.at(head).is_some_and(|actor| is_foreign_actor(scene, actor, country))
}

/// See [`is_foreign`].
pub(super) fn is_foreign_actor(
    scene: Scene<'_>,
    id: crate::ActorId,
    country: Option<&str>,
) -> bool {
    let actor = scene.actors.get(id);
    actor.kind != ActorKind::State && actor.country.is_some() && actor.country.as_deref() != country
}

/// A reporter, a crowd, an outlet or its board: whom one speaks to without meeting.
pub(super) fn is_press(scene: Scene<'_>, head: TokenId) -> bool {
    let doc = scene.doc;
    let press = |token: TokenId| {
        signal(doc.lower(token)) == Some(Signal::Press)
            || signal(doc.lemma(token)) == Some(Signal::Press)
    };
    let outlet = |token: TokenId| {
        scene.actors.at(token).is_some_and(|actor| {
            let actor = scene.actors.get(actor);
            actor.kind == ActorKind::Organisation && actor.sector.as_deref() == Some("JRN")
        })
    };
    press(head)
        || outlet(head)
        || doc.children_as(head, &[Dep::Amod, Dep::Compound]).any(|child| {
            // *the writer Ida Lund*, *the Post's editorial board*
            press(child) || doc.pos(head) == Pos::Noun && outlet(child)
        })
}

/// *along with*, *together with*
fn beside(doc: &Doc<'_>, with: TokenId) -> bool {
    doc.head(with).is_some_and(|above| matches!(doc.lower(above), "along" | "together"))
        || with.prev().is_some_and(|before| matches!(doc.lower(before), "along" | "together"))
}

/// A head, and what is listed after it where the parser took a list for appositions: *with the mayor, two envoys
/// and a bishop*.
fn list(doc: &Doc<'_>, head: TokenId) -> Vec<TokenId> {
    let mut heads = vec![head];
    // *with Lund and Sen. Ida Wilk*: the first name may hang on the second.
    let name = |token: TokenId| doc.ent(token).filter(|ent| ent.label == EntLabel::Person);
    for item in doc.children_as(head, &[Dep::Nmod]) {
        let joined = doc.children_as(item, &[Dep::Cc]).next().is_some();
        if joined && name(item).is_some() && name(item) != name(head) {
            heads.insert(0, item);
        }
    }
    for item in doc.children_as(head, &[Dep::Appos]) {
        if doc.children_as(item, &[Dep::Cc]).next().is_some() {
            heads.extend(clause::conjuncts(doc, item));
        }
    }
    heads
}

/// *spoke with the envoy*, not *spoke with one voice*.
fn with_party(scene: Scene<'_>, verb: TokenId) -> bool {
    clause::preposition_objects(scene.doc, verb).any(|(preposition, object)| {
        scene.doc.lower(preposition) == "with"
            && !beside(scene.doc, preposition)
            && is_party(scene, object)
    })
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
