use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};

use super::mention::{Mention, Reach};
use super::name::{is_body, name, names_body};
use super::verb::{are_known, is_foreign_actor, is_party, is_press, state_of};
use super::word::{Signal, Trigger, noun_trigger, signal, verb_trigger};
use super::{MeetingFormat, Scene, parts, reality};
use crate::clause;
use crate::place::PlaceKind;
use crate::{Rule, Status};

/// ## What it finds
/// An encounter named by a noun with its parties: *talks with X*, *a meeting between X and Y*, *X's visit
/// to Y*, also where a verb carries it: *held talks*, *had dinner with*.
/// ## Example
/// > The envoy held **talks** with the rebels' council in Muscat.
/// ## What it leaves alone
/// *news conference*, *hearing*, *rally*, *interview*; *calls for*; a bare noun without party or name.
/// ## Source
/// PLOVER CONSULT; FrameNet Discussion.
const NOUN: Rule = Rule::new("meeting/meeting-noun", 0.88);

/// ## What it finds
/// A gathering with a name or of leaders: *the Kazan Summit*, *the Munich Security Conference*.
/// ## Example
/// > Twelve heads of government attended the Black Sea **Summit**.
/// ## What it leaves alone
/// *party convention*, *news conference*; a name that stands for a body.
/// ## Source
/// PLOVER CONSULT, mode multilateral.
const GATHERING: Rule = Rule::new("meeting/gathering", 0.86);

/// Modifiers that make it no diplomatic encounter: *news conference*, *training session*.
const OTHER_SENSES: [&str; 29] = [
    "news",
    "press",
    "training",
    "prayer",
    "lame",
    "duck",
    "joint",
    "legislative",
    "hall",
    "campaign",
    "party",
    "fundraising",
    "conference",
    "customer",
    "roll",
    "wake",
    "video",
    "board",
    "staff",
    "cabinet",
    "listening",
    "strategy",
    "trading",
    "practice",
    "jam",
    "therapy",
    "town",
    "budget",
    "panel",
];

/// The mention that a noun makes.
pub(super) fn mention(scene: Scene<'_>, noun: TokenId) -> Option<Mention> {
    let doc = scene.doc;
    let lemma = if doc.pos(noun) == Pos::Propn { doc.lower(noun) } else { doc.lemma(noun) };
    let trigger = noun_trigger(lemma)?;
    // A part of a longer name or compound: *summit talks*, *meeting room*.
    if matches!(doc.dep(noun), Dep::Compound | Dep::Nmod | Dep::Amod) {
        return None;
    }
    let plural = matches!(doc.tag(noun), Tag::Nns | Tag::Nnps);
    if (trigger == Trigger::Talks && lemma == "talk") != (lemma == "talk" && plural) {
        return None;
    }
    // *calls for restraint*, *a call to vote*: an appeal. *The Jackson Dinner*: a name.
    let appeal = trigger == Trigger::Call
        && (clause::preposition_objects(doc, noun)
            .any(|(p, _)| matches!(doc.lower(p), "for" | "to"))
            || doc.children_as(noun, &[Dep::Acl]).next().is_some());
    if appeal || trigger == Trigger::Meal && doc.pos(noun) == Pos::Propn || is_body(scene, noun) {
        return None;
    }
    let other_sense = doc.children_as(noun, &[Dep::Compound, Dep::Amod, Dep::Nmod]).any(|child| {
        OTHER_SENSES.contains(&doc.lower(child))
            && !(doc.lower(child) == "conference" && trigger == Trigger::Call)
            && !(doc.lower(child) == "video"
                && matches!(trigger, Trigger::Call | Trigger::Conference))
    });
    if other_sense || trigger != Trigger::Visit && is_press(scene, noun) {
        return None;
    }
    let carrier = clause::light_verb(doc, noun)
        .or_else(|| clause::light_verb(doc, round(doc, noun)?))
        .or_else(|| made(doc, noun))
        .or_else(|| rearranged(doc, noun));
    let holds = carrier.filter(|&verb| verb_trigger(doc.lemma(verb)) == Some(Trigger::Hold));
    let attends = attending(doc, noun);
    let hosts = carrier.filter(|&verb| {
        matches!(verb_trigger(doc.lemma(verb)), Some(Trigger::Host | Trigger::Receive))
    });

    let name = name(doc, noun, trigger);
    let rule = if name.is_some() || trigger == Trigger::Summit { GATHERING } else { NOUN };
    let evidence = carrier.or(attends).or_else(|| verb_above(doc, noun)).unwrap_or(noun);
    let mut mention = Mention::new(noun, clause::clause_span(doc, evidence), rule);
    mention.name = name;

    let phrases = clause::noun_arguments(doc, noun);
    let parties = |heads: &[TokenId]| -> Vec<TokenId> {
        heads
            .iter()
            .copied()
            .filter(|&head| is_party(scene, head) && !is_press(scene, head))
            .filter(|&head| !is_title(doc, head, heads))
            .collect()
    };
    if phrases.parties.iter().any(|&head| is_press(scene, head)) {
        return None;
    }
    let between = clause::preposition_objects(doc, noun)
        .any(|(preposition, _)| matches!(doc.lower(preposition), "between" | "among"));
    // *the Correspondents' Dinner*: a possessor is no guest.
    if trigger != Trigger::Meal || !phrases.parties.is_empty() {
        mention.join(scene, parties(&phrases.agents));
    }
    mention.join(scene, parties(&phrases.parties));
    if matches!(trigger, Trigger::Meet | Trigger::Summit | Trigger::Talks | Trigger::Session) {
        mention.join(scene, parties(&phrases.of));
    }
    // *a summit of the Baltic states*
    if trigger == Trigger::Summit {
        let states = phrases.of.iter().copied().filter(|&head| is_group_of_states(scene, head));
        mention.join(scene, states);
        if let Some(verb) = journey(doc, noun) {
            mention.join(scene, parties(&clause::subjects(doc, verb)));
        }
    }
    if let Some(verb) = holds {
        mention.join(scene, parties(&clause::arguments(doc, verb).agents));
        let with = clause::preposition_objects(doc, verb)
            .filter(|&(preposition, _)| doc.lower(preposition) == "with")
            .map(|(_, object)| object)
            .collect::<Vec<_>>();
        mention.join(scene, parties(&with));
    }
    if let Some(verb) = attends {
        let guests = guests(scene, verb);
        mention.count(guests.iter().flat_map(|&head| parts::attendance(doc, head)));
        if !clause::is_negated(doc, verb) {
            mention.join(scene, parties(&guests));
        }
    }
    if let Some(verb) = hosts {
        let hosts = clause::arguments(doc, verb).agents;
        mention.host = parties(&hosts).iter().find_map(|&head| scene.actors.at(head));
        mention.join(scene, parties(&hosts));
    }
    // *after a meeting with the envoy, she said*: who acts then was there. *She cancelled a meeting with him*.
    if !phrases.parties.is_empty() && phrases.agents.is_empty() && holds.is_none() {
        let verb = rearranged(doc, noun);
        let subjects =
            verb.map_or_else(|| present(doc, noun, trigger), |verb| clause::subjects(doc, verb));
        mention.join(scene, parties(&subjects));
    }
    // *talks with X and Y*, whoever held them: half an encounter.
    let half = !between && !phrases.parties.is_empty() && mention.participants.len() >= 2 && {
        let with = parties(&phrases.parties);
        mention
            .participants
            .iter()
            .all(|&id| with.iter().any(|&head| scene.party(head) == Some(id)))
    };
    if half {
        mention.participants.truncate(1);
    }
    // *in a call, she told him that …*: who speaks there and who is told are the parties.
    if mention.participants.len() < 2
        && let Some(verb) = told_at(doc, noun)
    {
        let arguments = clause::arguments(doc, verb);
        let told = arguments.patients.iter().chain(&arguments.recipients).copied();
        let told = parties(&told.collect::<Vec<_>>());
        if !told.is_empty() {
            mention.join(scene, parties(&arguments.agents));
            mention.join(scene, told);
        }
    }
    // *the panel hosted by Russian leaders*
    for participle in doc.children_as(noun, &[Dep::Acl, Dep::Relcl]) {
        if doc.dep(participle) == Dep::Relcl && !clause::is_passive(doc, participle) {
            continue;
        }
        let by = guests(scene, participle);
        match verb_trigger(doc.lemma(participle)) {
            Some(Trigger::Host) => {
                mention.host = by.iter().find_map(|&head| scene.actors.at(head));
            }
            Some(Trigger::Attend) => {
                mention.count(by.iter().flat_map(|&head| parts::attendance(doc, head)));
                mention.join(scene, parties(&by));
            }
            _ => {}
        }
    }

    let words: Vec<TokenId> = std::iter::once(noun)
        .chain(holds)
        .chain(hosts)
        .chain(attends)
        .chain(journey(doc, noun))
        .collect();
    if !are_known(scene, &mention.participants) {
        let states = scene.states_between(&words);
        if !states.is_empty() {
            mention.participants = states;
        }
    }
    let visit_to = (trigger == Trigger::Visit).then(|| destination(scene, noun)).flatten();
    mention.format = match trigger {
        Trigger::Summit => Some(MeetingFormat::Summit),
        Trigger::Call => Some(MeetingFormat::Call),
        Trigger::Visit => Some(MeetingFormat::Visit),
        Trigger::Conference | Trigger::Panel => Some(MeetingFormat::Conference),
        _ => by_telephone(doc, noun).then_some(MeetingFormat::Call),
    };
    mention.status = status(scene, noun, carrier.or(attends))?;
    mention.private = parts::is_private(doc, &words);
    mention.place = parts::place(scene, &words);
    mention.when = parts::when(scene, &words);
    mention.duration = parts::duration(scene, &[noun]);
    mention.topics = parts::topics(scene, &words);
    mention.topics.extend(parts::topics_of_relative_clause(doc, noun));
    if trigger == Trigger::Visit && visit_to.is_some() {
        let country = visit_to.and_then(|place| scene.places.get(place).country.as_deref());
        let at_home = !mention.participants.is_empty()
            && !mention
                .participants
                .iter()
                .any(|&visitor| is_foreign_actor(scene, visitor, country));
        if at_home {
            return None;
        }
    }
    if let Some(place) = visit_to {
        mention.place = Some(place);
        mention.host = state_of(scene, scene.places.get(place).country.as_deref());
    }
    if let Some(when) = last_day(scene, noun) {
        mention.when = Some(when);
        mention.when_is_end = true;
    }
    mention.reach = reach(scene, noun, trigger, &mention, plural, visit_to.is_some())?;
    mention.status = reality::with_day(scene, mention.status, mention.when);
    Some(mention)
}

/// How the noun finds its encounter; `None` where it names none.
fn reach(
    scene: Scene<'_>,
    noun: TokenId,
    trigger: Trigger,
    mention: &Mention,
    plural: bool,
    has_destination: bool,
) -> Option<Reach> {
    let doc = scene.doc;
    let n = mention.participants.len();
    let determiner = doc.child(noun, &[Dep::Det]).map(|det| doc.lower(det));
    let definite = matches!(determiner, Some("the" | "this" | "that" | "such" | "these" | "those"))
        || doc.child(noun, &[Dep::Poss]).is_some();
    let counted = doc.children_as(noun, &[Dep::Amod]).any(|adjective| {
        matches!(doc.lower(adjective), "second" | "third" | "fourth" | "another" | "separate")
    }) || determiner == Some("another");
    let full = if counted { Reach::Another } else { Reach::Full };
    if mention.name.is_some() {
        // A name alone may be a body's (*the Eagle Forum*); leaders' summits need nobody beside them.
        let gathers = trigger == Trigger::Summit && names_body(scene, noun)
            || n > 0
            || !mention.attendance.is_empty()
            || mention.host.is_some();
        return Some(if gathers { Reach::Full } else { Reach::Named });
    }
    if n > 0 && !are_known(scene, &mention.participants) {
        return definite.then_some(Reach::Back);
    }
    match trigger {
        Trigger::Visit if has_destination && n > 0 => Some(full),
        Trigger::Visit | Trigger::Panel => definite.then_some(Reach::Back),
        Trigger::Summit if n >= 2 => Some(full),
        // *travels to Lund on Friday for a summit*: whom else one will meet is left open.
        Trigger::Summit if n == 1 && !plural => {
            (mention.place.is_some() && mention.when.is_some()).then_some(full)
        }
        Trigger::Call | Trigger::Meal | Trigger::Speak | Trigger::Session | Trigger::Conference => {
            if n >= 2 && !plural {
                Some(full)
            } else {
                definite.then_some(Reach::Back)
            }
        }
        _ if n >= 2 && (!plural || trigger == Trigger::Talks) => Some(full),
        _ => definite.then_some(Reach::Back),
    }
}

/// *the Black Sea states*: a nominal of several states.
fn is_group_of_states(scene: Scene<'_>, head: TokenId) -> bool {
    let doc = scene.doc;
    matches!(doc.lower(head), "states" | "countries" | "nations" | "republics")
        && doc.children_as(head, &[Dep::Compound, Dep::Amod, Dep::Nmod]).next().is_some()
        && scene.actors.at(head).is_some()
}

/// *travels to Lund **for a summit***: the journey, which tells where and when.
fn journey(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let preposition = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj)?;
    let verb = doc.head(preposition)?;
    (doc.lower(preposition) == "for"
        && doc.pos(verb) == Pos::Verb
        && signal(doc.lemma(verb)) == Some(Signal::Journey))
    .then_some(verb)
}

/// *with civil rights leader and television host Ida Lund*: one person's titles.
fn is_title(doc: &Doc<'_>, head: TokenId, heads: &[TokenId]) -> bool {
    doc.tag(head) == Tag::Nn
        && doc.child(head, &[Dep::Det, Dep::Poss, Dep::Nummod]).is_none()
        && heads.iter().any(|&other| {
            doc.pos(other) == Pos::Propn
                && doc.dep(other) == Dep::Conj
                && doc.head(other) == Some(head)
        })
}

/// *cancelled a meeting*, *called off talks*, *scheduled a summit*: the verb.
fn rearranged(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let verb = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Dobj)?;
    let called_off = doc.lemma(verb) == "call"
        && clause::particle(doc, verb).is_some_and(|particle| doc.lower(particle) == "off");
    let moves = matches!(signal(doc.lemma(verb)), Some(Signal::Failed | Signal::Planned));
    (moves || called_off).then_some(verb)
}

/// *a third round of talks*: what is counted, which the verb carries.
fn round(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let of = doc.head(noun).filter(|&of| doc.dep(noun) == Dep::Pobj && doc.lower(of) == "of")?;
    doc.head(of).filter(|&above| {
        matches!(
            doc.lemma(above),
            "round" | "series" | "session" | "day" | "hour" | "week" | "phase"
        )
    })
}

/// *made the visit to prepare for talks*: the parser may take the visit for who prepares.
fn made(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let purpose = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Nsubj)?;
    let verb = doc.head(purpose).filter(|_| doc.dep(purpose) == Dep::Ccomp)?;
    let infinitive = doc.children_as(purpose, &[Dep::Aux]).any(|aux| doc.tag(aux) == Tag::To);
    (infinitive && verb < noun && matches!(doc.lemma(verb), "make" | "pay")).then_some(verb)
}

/// Who acts in the clause that a meeting is the occasion of: *emerging from talks with X, Y said*, *Y spoke
/// after his dinner with X*.
fn present(doc: &Doc<'_>, noun: TokenId, trigger: Trigger) -> Vec<TokenId> {
    let Some(preposition) = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj) else {
        return Vec::new();
    };
    let there = match doc.lower(preposition) {
        // *in a call with X, Y said*; *in a discussion with a radio host* is an interview.
        "in" => trigger != Trigger::Speak,
        "after" | "following" | "from" | "during" | "at" | "for" => true,
        _ => false,
    };
    if !there {
        return Vec::new();
    }
    match doc.head(preposition) {
        Some(verb) if matches!(doc.pos(verb), Pos::Verb | Pos::Aux) => clause::subjects(doc, verb),
        _ => Vec::new(),
    }
}

/// The verb in whose clause somebody takes part: *attended the summit*, *the summit was attended by*.
fn attending(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    let direct = clause::light_verb(doc, noun)
        .filter(|&verb| verb_trigger(doc.lemma(verb)) == Some(Trigger::Attend));
    direct.or_else(|| {
        // *took part in the talks*, *gathered for a summit*, *arrived at the summit*
        let preposition = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj)?;
        let above = doc.head(preposition)?;
        let verb = if doc.lower(above) == "part" { doc.head(above)? } else { above };
        let joins = matches!(
            (doc.lemma(verb), doc.lower(preposition)),
            ("take" | "participate", "in")
                | ("gather" | "assemble" | "convene" | "meet" | "arrive", "for" | "at")
                | ("speak", "at")
        );
        joins.then_some(verb)
    })
}

/// Who takes part: the verb's agents and what is listed with them. In a long list the parser hangs *from 36
/// nations* on the verb and what follows on *nations*, as an apposition.
pub(super) fn guests(scene: Scene<'_>, verb: TokenId) -> Vec<TokenId> {
    let doc = scene.doc;
    let mut guests = clause::arguments(doc, verb).agents;
    // *visited the country for the first time to attend*: the infinitive may hang on a noun.
    if guests.iter().all(|&head| scene.actors.at(head).is_none())
        && !clause::is_passive(doc, verb)
        && let Some(above) = verb_above(doc, verb)
    {
        guests.extend(clause::subjects(doc, above));
    }
    if !guests.is_empty() && clause::is_passive(doc, verb) {
        guests.extend(
            clause::preposition_objects(doc, verb)
                .filter(|&(preposition, _)| doc.lower(preposition) == "from")
                .map(|(_, object)| object),
        );
    }
    listed(doc, guests)
}

/// Heads with all that is listed after them, as conjunct or as apposition.
pub(super) fn listed(doc: &Doc<'_>, heads: Vec<TokenId>) -> Vec<TokenId> {
    let mut guests = heads;
    let mut at = 0;
    while let Some(&guest) = guests.get(at) {
        at += 1;
        let listed =
            doc.children_as(guest, &[Dep::Appos, Dep::Conj]).filter(|&child| child > guest);
        for more in listed.collect::<Vec<_>>() {
            if !guests.contains(&more) {
                guests.push(more);
            }
        }
    }
    guests
}

/// The verb of telling that the noun is the occasion of: *told him in a call*, *warned him at a summit*.
fn told_at(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    const TELLING: [&str; 12] = [
        "tell",
        "warn",
        "urge",
        "ask",
        "inform",
        "assure",
        "remind",
        "press",
        "congratulate",
        "thank",
        "brief",
        "reassure",
    ];
    let preposition = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj)?;
    if !matches!(doc.lower(preposition), "in" | "at" | "during" | "over" | "by") {
        return None;
    }
    doc.ancestors(preposition).take(3).find(|&above| TELLING.contains(&doc.lemma(above)))
}

fn verb_above(doc: &Doc<'_>, noun: TokenId) -> Option<TokenId> {
    doc.ancestors(noun).find(|&above| matches!(doc.pos(above), Pos::Verb | Pos::Aux))
}

/// A state or city to which a visit goes.
fn destination(scene: Scene<'_>, noun: TokenId) -> Option<crate::PlaceId> {
    let Scene { doc, places, .. } = scene;
    clause::preposition_objects(doc, noun)
        .filter(|&(preposition, _)| matches!(doc.lower(preposition), "to" | "in"))
        .find_map(|(_, object)| places.at(object))
        .filter(|&place| {
            matches!(
                places.get(place).kind,
                PlaceKind::Country | PlaceKind::City | PlaceKind::Admin1
            )
        })
}

/// How real it is, by the words around the noun; `None` where the text says that there was none.
fn status(scene: Scene<'_>, noun: TokenId, carrier: Option<TokenId>) -> Option<Status> {
    let doc = scene.doc;
    // *cancelled a planned meeting*
    let off = |verb: TokenId| {
        signal(doc.lemma(verb)) == Some(Signal::Failed)
            || doc.lemma(verb) == "call" && clause::particle(doc, verb).is_some()
    };
    if carrier.is_some_and(off) {
        return Some(Status::Failed);
    }
    for child in doc.children_as(noun, &[Dep::Amod, Dep::Compound, Dep::Det, Dep::Neg]) {
        match signal(doc.lower(child)) {
            Some(Signal::Planned) => return Some(Status::Planned),
            Some(Signal::Hypothetical) => return Some(Status::Hypothetical),
            Some(Signal::Failed) => return Some(Status::Failed),
            Some(Signal::Habit) => return None,
            _ if doc.lower(child) == "no" => return None,
            _ => {}
        }
    }
    // *an offer of talks*, *the invitation to a summit*
    if let Some(preposition) = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj)
        && let Some(above) = doc.head(preposition)
    {
        // *no plans for a meeting*
        if doc.child(above, &[Dep::Det]).is_some_and(|det| doc.lower(det) == "no") {
            return None;
        }
        match signal(doc.lemma(above)) {
            Some(found @ (Signal::Hypothetical | Signal::Planned)) if above < noun => {
                return Some(if found == Signal::Planned {
                    Status::Planned
                } else {
                    Status::Hypothetical
                });
            }
            _ => {}
        }
        let ahead = doc.lower(preposition) == "of" && doc.lower(above) == "ahead"
            || doc.lower(preposition) == "before";
        if ahead {
            return Some(Status::Planned);
        }
        if doc.lower(preposition) == "for" && carrier.is_none() {
            return errand(scene, above);
        }
    }
    let Some(verb) = carrier else { return Some(Status::Occurred) };
    if signal(doc.lemma(verb)) == Some(Signal::Planned) {
        return Some(Status::Planned);
    }
    // Somebody's absence does not undo the gathering.
    if clause::is_negated(doc, verb) {
        let absent = verb_trigger(doc.lemma(verb)) == Some(Trigger::Attend);
        return absent.then_some(Status::Occurred);
    }
    // *called on them to block the visit*
    if signal(doc.lemma(verb)) == Some(Signal::Hindrance) {
        return Some(Status::Hypothetical);
    }
    reality::status(scene, verb)
}

/// *flew to Oslo for talks*, *is in Oslo for talks*: as real as the journey, which may only have begun.
fn errand(scene: Scene<'_>, verb: TokenId) -> Option<Status> {
    let doc = scene.doc;
    if !matches!(doc.pos(verb), Pos::Verb | Pos::Aux) {
        return Some(Status::Occurred);
    }
    let status = reality::status(scene, verb)?;
    let due = || doc.children_as(verb, &[Dep::Acomp]).any(|word| doc.lower(word) == "due");
    let present = || clause::tense(doc, verb) == clause::Tense::Present;
    Some(match (doc.lemma(verb), status) {
        ("leave" | "depart" | "head" | "set", Status::Occurred | Status::Ongoing) => {
            Status::Planned
        }
        ("be", _) if due() => Status::Planned,
        ("be", Status::Occurred) if present() => Status::Ongoing,
        ("be" | "meet" | "gather" | "join" | "host" | "receive" | "welcome", _) => status,
        (lemma, _) if signal(lemma) == Some(Signal::Journey) => status,
        // *called for a meeting*
        _ => Status::Hypothetical,
    })
}

/// *Thursday, the final day of the summit*: the day.
fn last_day(scene: Scene<'_>, noun: TokenId) -> Option<crate::When> {
    let Scene { doc, times, .. } = scene;
    let preposition = doc.head(noun).filter(|_| doc.dep(noun) == Dep::Pobj)?;
    let day = doc.head(preposition).filter(|&day| doc.lemma(day) == "day")?;
    let last = doc
        .children_as(day, &[Dep::Amod])
        .any(|adjective| matches!(doc.lower(adjective), "final" | "last" | "closing"));
    if !last {
        return None;
    }
    let date = |token: TokenId| times.at(token).and_then(|timex| timex.when);
    let around = doc.sent(noun);
    doc.head(day)
        .and_then(date)
        .or_else(|| around.iter().filter(|&token| token < day).rev().find_map(date))
        .map(|when| crate::When::day(when.end()))
}

fn by_telephone(doc: &Doc<'_>, noun: TokenId) -> bool {
    doc.children_as(noun, &[Dep::Compound, Dep::Amod])
        .any(|child| matches!(doc.lower(child), "phone" | "telephone" | "video"))
}
