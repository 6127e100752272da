//! From accepted names to the document's places: names get their sense, names of one place come together.

use chancery_kb::{Gazetteer, LocationClass, LocationId, NameKind};
use chancery_nlp::{Doc, EntLabel, TokenId, TokenSpan};

use super::Place;
use super::accept::{Accepted, Verdict, is_home_state};
use super::assemble::{Mention, assemble};
use super::beside::{again, before_containers, in_lists};
use super::home::Home;
use super::people::People;
use super::resolve::{Candidate, Name, NameTable, kilometres, resolve};
use super::scan::{Class, Match, Relation, after_directions, core};
use super::street::streets;
use super::whole::whole;
use super::words::{Role, Words};

/// Kilometres within which a doubtful name must lie of a place of the text to be one.
const NEAR_KM: f64 = 100.0;

/// Puts the places of a document together.
pub(super) fn gather(
    doc: &Doc<'_>,
    people: &People,
    matches: &[Match],
    accepted: Accepted,
    beside: &[TokenSpan],
    home: &Home,
) -> Vec<Place> {
    let mut table = NameTable::default();
    let mut mentions: Vec<Mention> = Vec::new();
    for (at, (verdict, container)) in
        matches.iter().zip(accepted.verdicts.iter().zip(accepted.containers))
    {
        if *verdict != Verdict::Place {
            continue;
        }
        let mention = mention_of(doc, &mut table, at);
        table.names[mention.name].containers.extend(container);
        mentions.push(mention);
    }
    note_states(doc, &mut table, &mentions);
    add_streets(doc, &mut table, &mut mentions);
    add_wholes(doc, people, &mut table, &mut mentions);
    add_unknown(doc, people, beside, &mut table, &mut mentions);
    note_containers(doc, &mut table, &mentions);
    for mention in &mentions {
        note(doc, &mut table, mention);
    }
    let mut chosen = resolve(&table.names, home);
    second_look(doc, matches, &accepted.verdicts, &mut table, &mut mentions, &mut chosen);
    mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    assemble(doc, &mentions, &table.names, &chosen, home)
}

/// *Tacoma, Washington*; *Utah, Washington and Wyoming*: the names are those of states.
fn note_states(doc: &Doc<'_>, table: &mut NameTable, mentions: &[Mention]) {
    let gazetteer = Gazetteer::embedded();
    let can_be_state = |table: &NameTable, mention: &Mention| {
        table.names[mention.name]
            .senses
            .iter()
            .any(|c| c.kind == NameKind::Main && is_home_state(gazetteer, c.id))
    };
    let joined = |a: &Mention, b: &Mention| {
        (a.tokens.end.0..b.tokens.start.0)
            .all(|i| matches!(doc.lower(TokenId(i)), "," | "and" | "or" | "to" | "in"))
    };
    // How many names of states stand in the list of which a mention is one.
    let mut lengths = vec![0_usize; mentions.len()];
    let mut first = 0;
    for i in 0..mentions.len() {
        let goes_on = mentions.get(i + 1).is_some_and(|next| {
            next.name != mentions[i].name
                && joined(&mentions[i], next)
                && can_be_state(table, &mentions[i])
                && can_be_state(table, next)
        });
        if !goes_on {
            lengths[first..=i].fill(i + 1 - first);
            first = i + 1;
        }
    }
    for i in 0..mentions.len() {
        if !can_be_state(table, &mentions[i]) {
            continue;
        }
        let in_list = lengths[i] >= 3;
        let holds_town = i > 0
            && doc.lower(mentions[i - 1].tokens.end) == ","
            && mentions[i - 1].tokens.end.next() == mentions[i].tokens.start
            && table.names[mentions[i - 1].name].containers.iter().any(|&container| {
                table.names[mentions[i].name].senses.iter().any(|c| c.id == container)
            });
        if in_list || holds_town {
            table.names[mentions[i].name].state = true;
        }
    }
}

/// An accepted match as a mention of its name.
fn mention_of(doc: &Doc<'_>, table: &mut NameTable, at: &Match) -> Mention {
    let text = doc.span_text(at.tokens);
    let name = match at.short {
        Some((_, unit)) => {
            table.name(format!("={text}"), || vec![Candidate::new(unit, NameKind::Main)])
        }
        None => match state_itself(doc, at) {
            // It has a name of its own, for the capital may stand beside it.
            Some(state) => table.name(format!("{} state", Gazetteer::key(text)), || vec![state]),
            None => table.name(Gazetteer::key(text), || {
                at.senses.iter().map(|sense| Candidate::new(sense.location, sense.kind)).collect()
            }),
        },
    };
    let within = matches!(at.relation, Relation::Inside)
        && matches!(
            at.label(),
            Some(
                EntLabel::Org
                    | EntLabel::Fac
                    | EntLabel::Event
                    | EntLabel::WorkOfArt
                    | EntLabel::Product
                    | EntLabel::Law
                    | EntLabel::Person
            )
        );
    // *Victoria Park* is another one in each town; *Menlo Park*, which the parser knows, is a town.
    let last = TokenId(at.tokens.end.0 - 1);
    let words = Words::embedded();
    let head = doc.lower(last);
    let facility = at.tokens.len() > 1
        && at.label() != Some(EntLabel::Gpe)
        && matches!(at.class, Class::Town(..6) | Class::Spelling(_))
        && (words.is(head, Role::Facility) || words.is(head, Role::Nature));
    let sure = matches!(at.label(), Some(EntLabel::Gpe | EntLabel::Loc))
        && matches!(at.relation, Relation::Equal | Relation::Directed)
        || at.beside_unit
        || at.short.is_some();
    Mention { tokens: with_direction(doc, at), name, within, facility, sure }
}

/// *Washington **state***, *the New York **border***: the state, not the capital or the city.
fn state_itself(doc: &Doc<'_>, at: &Match) -> Option<Candidate> {
    let next = at.tokens.end;
    if next.index() >= doc.len() || !matches!(doc.word(next), "state" | "border" | "line") {
        return None;
    }
    let state = at.senses.iter().find(|sense| {
        sense.kind == NameKind::Main && is_home_state(Gazetteer::embedded(), sense.location)
    })?;
    Some(Candidate::new(state.location, state.kind))
}

/// *North London* is a place of its own name, *northern Mali* and *Northern Mali* are Mali.
fn with_direction(doc: &Doc<'_>, at: &Match) -> TokenSpan {
    let town = matches!(at.class, Class::Town(_) | Class::Admin1);
    let before = at.tokens.start.prev().filter(|_| town && at.short.is_none());
    match before {
        Some(before)
            if matches!(doc.word(before), "North" | "South" | "East" | "West")
                && doc.token(before).space_after
                && at.relation != Relation::Inside =>
        {
            TokenSpan { start: before, end: at.tokens.end }
        }
        _ => at.tokens,
    }
}

/// Adds streets, in place of the names that they hold.
fn add_streets(doc: &Doc<'_>, table: &mut NameTable, mentions: &mut Vec<Mention>) {
    let streets = streets(doc);
    if streets.is_empty() {
        return;
    }
    mentions.retain(|mention| {
        let next = streets.partition_point(|street| street.end <= mention.tokens.start);
        streets.get(next).is_none_or(|street| !street.overlaps(mention.tokens))
    });
    for tokens in streets {
        let name = table.name(Gazetteer::key(doc.span_text(tokens)), Vec::new);
        mentions.push(Mention { tokens, name, within: false, facility: true, sure: true });
    }
    mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
}

/// Adds entities that are places as a whole, in place of the names that they hold.
fn add_wholes(doc: &Doc<'_>, people: &People, table: &mut NameTable, mentions: &mut Vec<Mention>) {
    let mut added = Vec::new();
    let mut dropped = vec![false; mentions.len()];
    let mut first = 0;
    for &ent in doc.ents() {
        first += mentions[first..].partition_point(|m| m.tokens.end <= ent.tokens.start);
        let inner = mentions[first..]
            .iter()
            .take_while(|mention| mention.tokens.start < ent.tokens.end)
            .count();
        let inside = &mentions[first..first + inner];
        if inside.iter().any(|m| m.tokens.covers(core(doc, ent.tokens)) || m.facility) {
            continue;
        }
        let Some(whole) = whole(doc, ent, inner > 0) else { continue };
        if people.cover(whole.tokens) {
            continue;
        }
        if whole.replaces {
            dropped[first..first + inner].fill(true);
        }
        let key = Gazetteer::key(doc.span_text(whole.tokens));
        let name = table.name(key, || senses_of_part(doc, whole.tokens));
        added.push(Mention {
            tokens: whole.tokens,
            name,
            within: false,
            facility: whole.facility,
            sure: true,
        });
    }
    let mut keep = dropped.iter().map(|dropped| !dropped);
    mentions.retain(|_| keep.next().unwrap_or(true));
    mentions.extend(added);
    mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
}

/// Adds names that no gazetteer has but the words beside them show to be places.
fn add_unknown(
    doc: &Doc<'_>,
    people: &People,
    beside: &[TokenSpan],
    table: &mut NameTable,
    mentions: &mut Vec<Mention>,
) {
    let mut taken = vec![false; doc.len()];
    for mention in mentions.iter() {
        taken[mention.tokens.range()].fill(true);
    }
    let spans: Vec<TokenSpan> = mentions.iter().map(|mention| mention.tokens).collect();
    let mut unknown = Vec::new();
    let containers: Vec<TokenSpan> = mentions
        .iter()
        .filter(|mention| container(&table.names[mention.name]).is_some())
        .map(|mention| mention.tokens)
        .collect();
    let contained = before_containers(doc, &containers);
    let means_else = |tokens| {
        let words = Words::embedded();
        people.cover(tokens) || words.is_stop(&Gazetteer::key(doc.span_text(tokens)))
    };
    for &tokens in beside.iter().chain(&in_lists(doc, &spans)).chain(&contained) {
        if !taken[tokens.range()].contains(&true) && !means_else(tokens) {
            taken[tokens.range()].fill(true);
            unknown.push(tokens);
        }
    }
    for tokens in again(doc, &unknown.clone(), &taken) {
        if !taken[tokens.range()].contains(&true) && !means_else(tokens) {
            taken[tokens.range()].fill(true);
            unknown.push(tokens);
        }
    }
    for tokens in unknown {
        let key = Gazetteer::key(doc.span_text(tokens));
        let name = table.name(key, || senses_of_part(doc, tokens));
        mentions.push(Mention { tokens, name, within: false, facility: false, sure: false });
    }
    mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
}

/// The state, province or country that a name may be.
fn container(name: &Name) -> Option<LocationId> {
    name.senses
        .iter()
        .filter(|candidate| candidate.kind <= NameKind::Short)
        .filter(|candidate| {
            matches!(candidate.location.class, LocationClass::Country | LocationClass::Admin1)
        })
        .min_by_key(|candidate| candidate.location.class)
        .map(|candidate| candidate.id)
}

/// *Kesho, Kenya*: a name that the gazetteer lacks lies in what stands after the comma.
fn note_containers(doc: &Doc<'_>, table: &mut NameTable, mentions: &[Mention]) {
    for pair in mentions.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let comma = first.tokens.end;
        if comma.next() == second.tokens.start
            && doc.lower(comma) == ","
            && table.names[first.name].senses.is_empty()
        {
            let container = container(&table.names[second.name]);
            table.names[first.name].containers.extend(container);
        }
    }
}

/// A name that the gazetteer lacks may be known without its direction or its type word.
fn senses_of_part(doc: &Doc<'_>, tokens: TokenSpan) -> Vec<Candidate> {
    let gazetteer = Gazetteer::embedded();
    let words = Words::embedded();
    let mut parts = vec![tokens];
    parts.push(TokenSpan { start: after_directions(doc, words, tokens), end: tokens.end });
    let last = TokenId(tokens.end.0 - 1);
    if tokens.len() > 1 && words.is(doc.lower(last), Role::Unit) {
        parts.push(TokenSpan { start: tokens.start, end: last });
    }
    parts
        .into_iter()
        .map(|part| gazetteer.senses(doc.span_text(part)))
        .find(|senses| !senses.is_empty())
        .map_or(Vec::new(), |senses| {
            senses.iter().map(|sense| Candidate::new(sense.location, sense.kind)).collect()
        })
}

/// What the words around a mention say of its name.
fn note(doc: &Doc<'_>, table: &mut NameTable, mention: &Mention) {
    let name = &mut table.names[mention.name];
    name.mentions += 1;
    let before =
        |n: u32| mention.tokens.start.0.checked_sub(n).map_or("", |i| doc.lower(TokenId(i)));
    name.state |= before(1) == "of" && matches!(before(2), "state" | "province");
    name.town |= before(1) == "of"
        && matches!(before(2), "city" | "town" | "village" | "township" | "borough");
    name.county |= name.key.ends_with(" county") || name.key.ends_with(" parish");
}

/// Takes doubtful names that lie near a town of the text or the outlet's own.
fn second_look(
    doc: &Doc<'_>,
    matches: &[Match],
    verdicts: &[Verdict],
    table: &mut NameTable,
    mentions: &mut Vec<Mention>,
    chosen: &mut Vec<Option<Candidate>>,
) {
    let mut sure: Vec<(f64, f64, &str)> = chosen
        .iter()
        .flatten()
        .filter(|c| matches!(c.location.class, LocationClass::City | LocationClass::Admin2))
        .filter_map(|c| c.location.point.map(|(lat, lon)| (lat, lon, c.location.name)))
        .collect();
    sure.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let is_near = |candidate: &Candidate| {
        let Some((lat, lon)) = candidate.location.point else { return false };
        let first = sure.partition_point(|place| place.0 < lat - 1.0);
        sure[first..].iter().take_while(|place| place.0 <= lat + 1.0).any(|place| {
            place.2 != candidate.location.name
                && kilometres((lat, lon), (place.0, place.1)) <= NEAR_KM
        })
    };
    let mut added = Vec::new();
    let n_sure = mentions.len();
    for (at, _) in matches.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Verdict::IfNear)
    {
        let first = mentions[..n_sure].partition_point(|m| m.tokens.end <= at.tokens.start);
        if mentions[..n_sure].get(first).is_some_and(|m| m.tokens.overlaps(at.tokens)) {
            continue;
        }
        let near = at
            .senses
            .iter()
            .filter(|sense| sense.kind <= NameKind::Short)
            .map(|sense| Candidate::new(sense.location, sense.kind))
            .filter(|c| c.location.class >= LocationClass::Admin1)
            .filter(is_near)
            .max_by_key(|c| (c.location.population, std::cmp::Reverse(c.id)));
        let Some(candidate) = near else { continue };
        let mut mention = mention_of(doc, table, at);
        if mention.name == chosen.len() {
            chosen.push(Some(candidate));
        }
        mention.within &= at.relation == Relation::Inside;
        mention.sure = false;
        table.names[mention.name].mentions += 1;
        added.push(mention);
    }
    mentions.extend(added);
}
