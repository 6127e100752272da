//! Mentions of one encounter become one item.
//!
//! Mentions are gone through in order; each joins the best earlier item that it does not contradict, or
//! opens a new one. What a later mention says fills what the item lacks.

use chancery_nlp::Pos;
use jiff::ToSpan;

use super::mention::{Mention, Reach};
use super::{Meeting, MeetingFormat, Scene};
use crate::{StatementId, Status, When};

/// Sentences that a bare *the meeting* looks back.
const LOOK_BACK: usize = 3;

/// An encounter under construction.
struct Item {
    meeting: Meeting,
    /// Sentences of its mentions, in order.
    sents: Vec<usize>,
    when_is_end: bool,
}

/// Joins the mentions of each encounter.
pub(super) fn merge(scene: Scene<'_>, mentions: Vec<Mention>) -> Vec<Meeting> {
    let mut items: Vec<Item> = Vec::new();
    for mention in mentions {
        let sent = scene.doc.sent_number(mention.trigger);
        let found = match mention.reach {
            Reach::Another => None,
            Reach::Full => full(scene, &items, &mention)
                .or_else(|| on_visit(&items, &mention, sent))
                .or_else(|| of_visit(scene, &items, &mention, sent)),
            Reach::Named => named(&items, &mention),
            Reach::Back => back(scene, &items, &mention, sent),
            Reach::Attended => attended(&items, &mention, sent),
            Reach::Topic => topic(&items, &mention, sent),
        };
        match found {
            Some(at) => {
                items[at].sents.push(sent);
                join(&mut items[at], mention);
            }
            None if matches!(mention.reach, Reach::Full | Reach::Another) => {
                items.push(open(scene, mention, sent));
            }
            None => {}
        }
    }
    place_within_gatherings(&mut items);
    items.into_iter().map(finish).collect()
}

fn open(scene: Scene<'_>, mention: Mention, sent: usize) -> Item {
    let span = scene.doc.token(mention.trigger).span;
    let reported_by = (0..)
        .map(StatementId)
        .zip(scene.statements)
        .filter(|(_, statement)| statement.content.iter().any(|content| content.contains(span)))
        .min_by_key(|(_, statement)| statement.content.iter().map(|c| c.len()).sum::<u32>())
        .map(|(id, _)| id);
    let Mention { name, format, private, participants, attendance, host, place, when, .. } =
        mention;
    Item {
        meeting: Meeting {
            name,
            format: format.unwrap_or(MeetingFormat::Other),
            private,
            participants,
            attendance,
            host,
            place,
            when,
            duration: mention.duration,
            topics: mention.topics,
            status: mention.status,
            reported_by,
            events: Vec::new(),
            evidence: vec![mention.evidence],
            rule: mention.rule,
        },
        sents: vec![sent],
        when_is_end: mention.when_is_end,
    }
}

impl Item {
    /// The sentence of its last mention.
    fn sent(&self) -> usize {
        self.sents.last().copied().unwrap_or(0)
    }
}

/// An encounter told of in one sentence with a gathering takes place there, if nothing else is said.
fn place_within_gatherings(items: &mut [Item]) {
    for at in 0..items.len() {
        let (meeting, sents) = (&items[at].meeting, &items[at].sents);
        if meeting.place.is_some() || is_gathering(meeting) || meeting.format == MeetingFormat::Call
        {
            continue;
        }
        let place = items
            .iter()
            .filter(|item| {
                is_gathering(&item.meeting)
                    && item.meeting.status == meeting.status
                    && item.sents.iter().any(|sent| sents.contains(sent))
                    && !times_contradict(item.meeting.when, meeting.when)
            })
            .find_map(|item| item.meeting.place);
        items[at].meeting.place = place;
    }
}

fn is_gathering(meeting: &Meeting) -> bool {
    matches!(meeting.format, MeetingFormat::Summit | MeetingFormat::Conference)
        && meeting.name.is_some()
}

/// The item with the same name; else the one that shares most parties, the last of those, with nothing
/// against it.
fn full(scene: Scene<'_>, items: &[Item], mention: &Mention) -> Option<usize> {
    if mention.name.is_some() {
        return named(items, mention);
    }
    let candidates = items.iter().enumerate().filter_map(|(at, item)| {
        let meeting = &item.meeting;
        let shared =
            meeting.participants.iter().filter(|&party| mention.participants.contains(party));
        let (shared, small) =
            (shared.count(), meeting.participants.len().min(mention.participants.len()));
        let large = meeting.participants.len().max(mention.participants.len());
        let same_parties = shared >= 2 && shared == small
            || shared == 1 && small == 1 && (large <= 2 || mention.format == Some(meeting.format));
        let agree = meeting.name.is_none()
            && same_parties
            && formats_agree(meeting.format, mention.format)
            && !times_contradict(meeting.when, mention.when)
            && !places_contradict(scene, meeting, mention)
            && !status_contradicts(meeting.status, mention.status);
        agree.then_some((shared, at))
    });
    candidates.max().map(|(_, at)| at)
}

/// The visit on which a meeting takes place: one of the same sentence, if the meeting has no day or place of
/// its own.
fn on_visit(items: &[Item], mention: &Mention, sent: usize) -> Option<usize> {
    let own = mention.when.is_some() || mention.place.is_some() || mention.name.is_some();
    if own || mention.format.is_some() {
        return None;
    }
    items.iter().rposition(|item| {
        item.sent() == sent
            && item.meeting.format == MeetingFormat::Visit
            && item.meeting.status == mention.status
            && item.meeting.participants.iter().any(|party| mention.participants.contains(party))
    })
}

/// The meeting for which a visit is made: *met the North's leader* before *the visit to the North*, with no
/// place of its own.
fn of_visit(scene: Scene<'_>, items: &[Item], mention: &Mention, sent: usize) -> Option<usize> {
    let noun = scene.doc.pos(mention.trigger) == Pos::Noun;
    let visited = mention.place.filter(|_| noun && mention.format == Some(MeetingFormat::Visit))?;
    let country = scene.places.get(visited).country.as_deref()?;
    items.iter().rposition(|item| {
        let meeting = &item.meeting;
        let others = meeting.participants.iter().any(|&party| {
            !mention.participants.contains(&party)
                && scene.actors.get(party).country.as_deref() == Some(country)
        });
        sent - item.sent() <= LOOK_BACK
            && others
            && meeting.participants.iter().any(|party| mention.participants.contains(party))
            && meeting.place.is_none()
            && meeting.status == mention.status
            && !matches!(
                meeting.format,
                MeetingFormat::Visit | MeetingFormat::Call | MeetingFormat::Summit
            )
            && !times_contradict(meeting.when, mention.when)
    })
}

/// The item with the same name.
fn named(items: &[Item], mention: &Mention) -> Option<usize> {
    let name = mention.name.as_ref()?;
    items
        .iter()
        .rposition(|item| item.meeting.name.as_ref().is_some_and(|known| same_name(known, name)))
}

/// The item that a bare definite noun means: the last near it whose format fits; else the only one.
fn back(scene: Scene<'_>, items: &[Item], mention: &Mention, sent: usize) -> Option<usize> {
    let party = |item: &Item| {
        mention.participants.iter().all(|party| item.meeting.participants.contains(party))
    };
    let fits = |item: &Item| {
        let named = item.meeting.name.is_some();
        let format = match mention.format {
            Some(MeetingFormat::Summit) => item.meeting.format == MeetingFormat::Summit,
            Some(MeetingFormat::Conference) => {
                named || item.meeting.format == MeetingFormat::Conference
            }
            Some(format) => item.meeting.format == format,
            None => !named && item.meeting.format != MeetingFormat::Visit,
        };
        format
            && party(item)
            && !times_contradict(item.meeting.when, mention.when)
            && !is_over(scene, item.meeting.status, mention.when)
            && !places_contradict(scene, &item.meeting, mention)
    };
    let near = |item: &Item| sent - item.sent() <= LOOK_BACK;
    if let Some(at) = items.iter().rposition(|item| near(item) && fits(item)) {
        return Some(at);
    }
    // What is far is known by no more than its noun, so it may add neither day nor place.
    let bare = mention.when.is_none() && mention.place.is_none();
    let mut far = items.iter().enumerate().filter(|(_, item)| bare && fits(item));
    if let (Some((at, _)), None) = (far.next(), far.next()) {
        return Some(at);
    }
    // *the secret visit to the North* after *met its leader*: the visit is the meeting's.
    let visit = mention.format == Some(MeetingFormat::Visit);
    items.iter().rposition(|item| {
        let meeting = &item.meeting;
        visit && near(item) && party(item) && meeting.place.is_none() && !is_gathering(meeting)
    })
}

/// The gathering just told of, which is as much ahead as those are who will come.
fn attended(items: &[Item], mention: &Mention, sent: usize) -> Option<usize> {
    let has_come = mention.status == Status::Occurred;
    items.iter().rposition(|item| {
        sent - item.sent() <= 1
            && matches!(item.meeting.format, MeetingFormat::Summit | MeetingFormat::Conference)
            && (item.meeting.status == Status::Occurred) == has_come
    })
}

/// The parties' last encounter.
fn topic(items: &[Item], mention: &Mention, sent: usize) -> Option<usize> {
    items.iter().rposition(|item| {
        sent - item.sent() <= LOOK_BACK
            && mention.participants.iter().all(|party| item.meeting.participants.contains(party))
    })
}

fn join(item: &mut Item, mention: Mention) {
    let meeting = &mut item.meeting;
    for party in mention.participants {
        if !meeting.participants.contains(&party) {
            meeting.participants.push(party);
        }
    }
    for topic in mention.topics {
        if !meeting.topics.iter().any(|known| known.overlaps(topic)) {
            meeting.topics.push(topic);
        }
    }
    if !meeting.evidence.contains(&mention.evidence) {
        meeting.evidence.push(mention.evidence);
    }
    for count in mention.attendance {
        if !meeting.attendance.contains(&count) {
            meeting.attendance.push(count);
        }
    }
    if mention.name.as_ref().map(String::len) > meeting.name.as_ref().map(String::len) {
        meeting.name = mention.name;
    }
    if meeting.format == MeetingFormat::Other
        && let Some(format) = mention.format
    {
        meeting.format = format;
    }
    meeting.private |= mention.private;
    meeting.host = meeting.host.or(mention.host);
    meeting.place = meeting.place.or(mention.place);
    if meeting.when.is_none() {
        meeting.when = mention.when;
        item.when_is_end = mention.when_is_end;
    }
    if meeting.duration.is_none() {
        meeting.duration = mention.duration;
    }
    // *the meeting* takes its reality for granted, whatever that is.
    let tells = match mention.reach {
        Reach::Full | Reach::Another => true,
        Reach::Named | Reach::Back | Reach::Attended | Reach::Topic => {
            matches!(mention.status, Status::Failed | Status::Denied)
        }
    };
    if tells && certainty(mention.status) > certainty(meeting.status) {
        meeting.status = mention.status;
    }
}

/// Fills in what follows from the parts: days from the last one, format from the number of parties.
fn finish(item: Item) -> Meeting {
    let mut meeting = item.meeting;
    let days = meeting
        .duration
        .as_deref()
        .and_then(|value| value.strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok())
        .filter(|&days| (1..=60).contains(&days));
    if let (Some(when), Some(days), true) = (meeting.when, days, item.when_is_end)
        && let Ok(start) = when.end().checked_sub((days - 1).days())
    {
        meeting.when = Some(When::new(start, when.end()));
    }
    if meeting.format == MeetingFormat::Other {
        meeting.format = match meeting.participants.len() {
            0 | 1 => MeetingFormat::Other,
            2 => MeetingFormat::Bilateral,
            _ => MeetingFormat::Multilateral,
        };
    }
    meeting
}

fn same_name(known: &str, name: &str) -> bool {
    let contains = |long: &str, short: &str| {
        short
            .split_whitespace()
            .all(|word| long.split_whitespace().any(|other| other.eq_ignore_ascii_case(word)))
    };
    // *BRICS Summit* is not *BRICS Plus panel*: the heads must agree too.
    let head = |name: &str| name.split_whitespace().last().map(str::to_lowercase);
    head(known) == head(name) && (contains(known, name) || contains(name, known))
}

fn formats_agree(known: MeetingFormat, new: Option<MeetingFormat>) -> bool {
    match new {
        None => !matches!(known, MeetingFormat::Call),
        Some(MeetingFormat::Visit) => known == MeetingFormat::Visit,
        Some(new) => known == new || known == MeetingFormat::Other,
    }
}

fn times_contradict(known: Option<When>, new: Option<When>) -> bool {
    matches!((known, new), (Some(known), Some(new)) if !known.meets(new))
}

/// *Thursday's meeting*, gone by, is not the one that is planned.
fn is_over(scene: Scene<'_>, status: Status, when: Option<When>) -> bool {
    let to_come = matches!(status, Status::Planned | Status::Hypothetical);
    matches!((when, scene.times.anchor()), (Some(when), Some(today)) if to_come && when.end() <= today)
}

fn places_contradict(scene: Scene<'_>, known: &Meeting, new: &Mention) -> bool {
    let (Some(known), Some(new)) = (known.place, new.place) else { return false };
    // One may contain the other: the same country is no contradiction.
    known != new && scene.places.get(known).country != scene.places.get(new).country
}

fn status_contradicts(known: Status, new: Status) -> bool {
    let real = |status| matches!(status, Status::Occurred | Status::Ongoing);
    real(known) != real(new)
}

/// A later, surer mention wins.
fn certainty(status: Status) -> u8 {
    match status {
        Status::Occurred => 5,
        Status::Ongoing => 4,
        Status::Failed => 3,
        Status::Denied => 2,
        Status::Planned => 1,
        Status::Hypothetical => 0,
    }
}
