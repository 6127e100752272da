//! One happening told several times: `same_as` points to its first event.

use rustc_hash::FxHashMap;

use super::{Event, EventType};
use crate::{ActorId, EventId, Status};

/// How many earlier events of the same kind are compared: news repeats itself near by.
const MEMORY: usize = 12;

/// Links each event to the first of the same happening.
pub(super) fn link(events: &mut [Event], lemmas: &[&str]) {
    let mut seen: FxHashMap<(EventType, ActorId), Vec<usize>> = FxHashMap::default();
    for i in 0..events.len() {
        let parties: Vec<ActorId> =
            events[i].sources.iter().chain(&events[i].targets).copied().collect();
        let earlier = parties
            .iter()
            .filter_map(|&actor| seen.get(&(events[i].event_type, actor)))
            .flat_map(|indices| indices.iter().rev().take(MEMORY))
            .copied()
            .filter(|&j| same(&events[j], &events[i], lemmas[j] == lemmas[i]))
            .min();
        events[i].same_as = earlier.map(|j| events[j].same_as.unwrap_or(EventId(j as u32)));
        for actor in parties {
            seen.entry((events[i].event_type, actor)).or_default().push(i);
        }
    }
    share_settings(events);
}

/// What one account of a happening tells of its day and place holds for the others.
fn share_settings(events: &mut [Event]) {
    for i in 0..events.len() {
        let Some(first) = events[i].same_as.map(EventId::index) else { continue };
        events[first].when = events[first].when.or(events[i].when);
        events[first].place = events[first].place.or(events[i].place);
    }
    for i in 0..events.len() {
        let Some(first) = events[i].same_as.map(EventId::index) else { continue };
        events[i].when = events[i].when.or(events[first].when);
        events[i].place = events[i].place.or(events[first].place);
    }
}

fn same(earlier: &Event, later: &Event, same_word: bool) -> bool {
    let real = |event: &Event| matches!(event.status, Status::Occurred | Status::Ongoing);
    if real(earlier) != real(later) {
        return false;
    }
    if earlier.mode.is_some() && later.mode.is_some() && earlier.mode != later.mode {
        return false;
    }
    if let (Some(a), Some(b)) = (earlier.when, later.when)
        && !a.meets(b)
    {
        return false;
    }
    if earlier.place.is_some() && later.place.is_some() && earlier.place != later.place {
        return false;
    }
    if earlier.event_type.is_said()
        && (!same_word || earlier.when.is_none() != later.when.is_none())
    {
        // Speakers say more than one thing of a kind.
        return false;
    }
    if matches!(earlier.event_type, EventType::Consult | EventType::Cooperate) {
        let all = |event: &Event| -> Vec<ActorId> {
            event.sources.iter().chain(&event.targets).copied().collect()
        };
        let (first, second) = (all(earlier), all(later));
        let (small, large) =
            if first.len() < second.len() { (first, second) } else { (second, first) };
        return small.len() >= 2 && small.iter().all(|actor| large.contains(actor));
    }
    let shared = |a: &[ActorId], b: &[ActorId]| a.iter().any(|actor| b.contains(actor));
    let compatible = |a: &[ActorId], b: &[ActorId]| a.is_empty() || b.is_empty() || shared(a, b);
    shared(&earlier.sources, &later.sources) && compatible(&earlier.targets, &later.targets)
        || shared(&earlier.targets, &later.targets) && compatible(&earlier.sources, &later.sources)
}
