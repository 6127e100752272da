//! From mentions and the places chosen for their names to the document's places.

use chancery_kb::{Gazetteer, LocationClass, LocationId};
use chancery_nlp::{Doc, TokenSpan};

use super::accept::holds;
use super::confidence::confidence;
use super::home::Home;
use super::resolve::{Candidate, Name, kilometres};
use super::title;
use super::{Place, PlaceKind, PlaceMention, Point};

/// A facility's name is its town's unless that lies farther than this from all other places of the text.
const FAR_KM: f64 = 200.0;

/// A name where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) tokens: TokenSpan,
    pub(super) name: usize,
    pub(super) within: bool,
    pub(super) facility: bool,
    /// The parser or the words beside it show that it is a place.
    pub(super) sure: bool,
}

/// A place chosen for a mention, for those without one of their own to lean on.
struct Known {
    at: u32,
    point: (f64, f64),
    location: LocationId,
    class: LocationClass,
}

/// The places of `mentions`, in the order in which they come; `chosen` has the place of each name.
pub(super) fn assemble(
    doc: &Doc<'_>,
    mentions: &[Mention],
    names: &[Name],
    chosen: &[Option<Candidate>],
    home: &Home,
) -> Vec<Place> {
    let known: Vec<Known> = mentions
        .iter()
        .filter_map(|mention| {
            let candidate = chosen[mention.name].as_ref()?;
            let local = !matches!(
                candidate.location.class,
                LocationClass::Country | LocationClass::Continent
            );
            Some(Known {
                at: mention.tokens.start.0,
                point: candidate.location.point.filter(|_| local)?,
                location: candidate.id,
                class: candidate.location.class,
            })
        })
        .collect();
    let mut distinct: Vec<_> = known.iter().map(|place| (place.location, place.point)).collect();
    distinct.sort_by_key(|(location, _)| *location);
    distinct.dedup_by_key(|(location, _)| *location);
    let mut places: Vec<Place> = Vec::new();
    let mut by_location: rustc_hash::FxHashMap<LocationId, usize> =
        rustc_hash::FxHashMap::default();
    let mut by_name: rustc_hash::FxHashMap<usize, usize> = rustc_hash::FxHashMap::default();
    for mention in mentions {
        let candidate = chosen[mention.name]
            .filter(|candidate| !(mention.facility && is_elsewhere(candidate, &distinct)));
        let place = PlaceMention { span: doc.byte_span(mention.tokens), within: mention.within };
        let index = match &candidate {
            Some(candidate) => by_location.get(&candidate.id),
            None => by_name.get(&mention.name),
        };
        let confidence = confidence(mention.sure, candidate.as_ref());
        if let Some(&index) = index {
            places[index].confidence = places[index].confidence.max(confidence);
            places[index].mentions.push(place);
            continue;
        }
        places.push(if let Some(candidate) = &candidate {
            by_location.insert(candidate.id, places.len());
            from_gazetteer(candidate, place, doc.span_text(mention.tokens), confidence)
        } else {
            by_name.insert(mention.name, places.len());
            let container = names[mention.name].containers.first().copied();
            from_context(doc, mention, place, &known, container, home.town)
        });
    }
    places
}

/// A facility that bears the name of a town far from all other places of the text: *the Hamburg Street*.
///
/// `others` has each place of the text once.
fn is_elsewhere(candidate: &Candidate, others: &[(LocationId, (f64, f64))]) -> bool {
    let Some(point) = candidate.location.point else { return true };
    candidate.location.class == LocationClass::City
        && others
            .iter()
            .filter(|(location, _)| *location != candidate.id)
            .map(|(_, other)| kilometres(point, *other))
            .fold(None, |nearest: Option<f64>, km| Some(nearest.map_or(km, |n| n.min(km))))
            .is_some_and(|nearest| nearest > FAR_KM)
}

fn from_gazetteer(
    candidate: &Candidate,
    mention: PlaceMention,
    text: &str,
    confidence: f32,
) -> Place {
    let gazetteer = Gazetteer::embedded();
    let location = &candidate.location;
    Place {
        name: location.name.to_owned(),
        kind: match location.class {
            LocationClass::Country => PlaceKind::Country,
            LocationClass::Admin1 => PlaceKind::Admin1,
            LocationClass::Admin2 => PlaceKind::Admin2,
            LocationClass::City => PlaceKind::City,
            LocationClass::Continent | LocationClass::Region | LocationClass::Seat => {
                PlaceKind::Other
            }
        },
        kb: location.geonames.map(|id| id.to_string()),
        wikipedia: title::wikipedia(location, text),
        country: location.country.map(str::to_owned),
        admin1: location.admin1.map(|unit| gazetteer.get(unit).name.to_owned()),
        point: location.point.map(|(lat, lon)| Point { lat, lon }),
        confidence,
        mentions: vec![mention],
    }
}

/// A place that the gazetteer lacks lies where the text's nearest town does; of those in `container`, where
/// the text puts it into one, and in its middle where the text has none. Where it has no town at all, the
/// outlet's does.
fn from_context(
    doc: &Doc<'_>,
    mention: &Mention,
    place: PlaceMention,
    known: &[Known],
    container: Option<LocationId>,
    home: Option<LocationId>,
) -> Place {
    let gazetteer = Gazetteer::embedded();
    let at = mention.tokens.start.0;
    // Sixteen before and after suffice: the nearest stand there, and a long text stays linear.
    let i = known.partition_point(|place| place.at < at);
    let window = &known[i.saturating_sub(16)..(i + 16).min(known.len())];
    let inside = |place: &&Known| {
        container.is_none_or(|container| holds(gazetteer, container, place.location))
    };
    let nearest = window.iter().filter(inside).min_by_key(|place| {
        let large = if place.class == LocationClass::City || place.class == LocationClass::Admin2 {
            0
        } else {
            80
        };
        let later = if place.at > at + 12 { 16 } else { 0 };
        i64::from(place.at.abs_diff(at)) + large + later - 12 * often_in(window, place.location)
    });
    let location = nearest.map(|place| place.location).or(container).or(home);
    let location = location.map(|location| gazetteer.get(location));
    Place {
        name: doc.span_text(mention.tokens).to_owned(),
        kind: PlaceKind::Other,
        kb: None,
        wikipedia: None,
        country: location.and_then(|location| location.country).map(str::to_owned),
        admin1: location
            .and_then(|location| location.admin1)
            .map(|unit| gazetteer.get(unit).name.to_owned()),
        point: location.and_then(|location| location.point).map(|(lat, lon)| Point { lat, lon }),
        confidence: confidence(mention.sure, None),
        mentions: vec![place],
    }
}

fn often_in(window: &[Known], location: LocationId) -> i64 {
    window.iter().filter(|place| place.location == location).take(5).map(|_| 1).sum()
}
