//! What most origins say, and where reports differ.

use super::place::holds;
use super::{Disagreement, Group, Rank, Reports};
use crate::corpus::{Kind, Role, Status};
use crate::day::{Day, iso};
use crate::intern::Symbol;

/// A value, its key for counting, and the reports that give it.
struct Value<T> {
    given: T,
    reports: Vec<Rank>,
    /// Reports that bear it out: they give it, or something that holds it.
    support: Vec<Rank>,
}

pub(super) fn consensus(reports: &Reports<'_>, group: &[Rank]) -> Group {
    let mut status = values(group, |rank| Some(reports.row(rank).status));
    let mut days = values(group, |rank| reports.row(rank).days);
    let all_days: Vec<(Rank, (Day, Day))> =
        group.iter().filter_map(|rank| Some((*rank, reports.row(*rank).days?))).collect();
    for value in &mut days {
        let (first, last) = value.given;
        let holding = all_days.iter().filter(|(_, days)| days.0 <= first && last <= days.1);
        value.support = holding.map(|(rank, _)| *rank).collect();
    }
    let mut places = values(group, |rank| reports.row(rank).place);
    let rows = &reports.corpus.places;
    let given: Vec<(Rank, u32)> =
        group.iter().filter_map(|rank| Some((*rank, reports.row(*rank).place?))).collect();
    for value in &mut places {
        let inner = &rows[value.given as usize];
        let same = |place: u32| {
            place == value.given
                || holds(&rows[place as usize], inner)
                || (rows[place as usize].key == inner.key
                    && !rows[place as usize].kb.differs(inner.kb))
        };
        value.support =
            given.iter().filter(|(_, place)| same(*place)).map(|(rank, _)| *rank).collect();
    }
    reports.best_first(&mut status);
    // Who announced it could not know how it would end.
    status.sort_by_key(|value| match value.given {
        Status::Planned => 1,
        Status::Hypothetical => 2,
        _ => 0,
    });
    reports.best_first(&mut days);
    reports.best_first(&mut places);

    let mut disagreements = Vec::new();
    let mut differ = |about, values: Vec<(String, Vec<Rank>)>| {
        let key = |ranks: Vec<Rank>| ranks.into_iter().map(|rank| reports.key(rank)).collect();
        let values = values.into_iter().map(|(value, ranks)| (value, key(ranks))).collect();
        disagreements.push(Disagreement { about, values });
    };
    if status.len() > 1 {
        let values = status.iter().map(|v| (v.given.as_str().to_owned(), v.reports.clone()));
        differ("status", values.collect());
    }
    let overlap = |a: (Day, Day), b: (Day, Day)| a.0 <= b.1 && b.0 <= a.1;
    if days.iter().any(|a| days.iter().any(|b| !overlap(a.given, b.given))) {
        differ("when", days.iter().map(|v| (period(v.given), v.reports.clone())).collect());
    }
    let apart = |a: u32, b: u32| {
        super::place::compare(&rows[a as usize], &rows[b as usize]) == super::place::Where::Apart
    };
    if places.iter().any(|a| places.iter().any(|b| apart(a.given, b.given))) {
        let name = |place: u32| reports.corpus.strings.text(rows[place as usize].name).to_owned();
        differ("where", merged(places.iter().map(|v| (name(v.given), v.reports.clone()))));
    }
    if let Some(values) = who(reports, group) {
        differ("who", values);
    }
    for values in numbers(reports, group) {
        differ("numbers", values);
    }

    Group {
        reports: group.iter().map(|rank| reports.key(*rank)).collect(),
        status: status.first().map_or("occurred", |value| value.given.as_str()).to_owned(),
        first_day: days.first().map(|value| iso(value.given.0)),
        last_day: days.first().map(|value| iso(value.given.1)),
        place: places.first().map(|value| reports.key(value.reports[0])),
        origins: reports.n_origins(group),
        outlets: reports.n_outlets(group),
        disagreements,
    }
}

/// Each value with its reports, in the order of the first of them.
fn values<T: Copy + PartialEq>(group: &[Rank], value: impl Fn(Rank) -> Option<T>) -> Vec<Value<T>> {
    let mut values: Vec<Value<T>> = Vec::new();
    for rank in group {
        let Some(value) = value(*rank) else { continue };
        match values.iter_mut().find(|other| other.given == value) {
            Some(other) => other.reports.push(*rank),
            None => values.push(Value { given: value, reports: vec![*rank], support: Vec::new() }),
        }
    }
    for value in &mut values {
        value.support.clone_from(&value.reports);
    }
    values
}

/// Equal names as one value.
fn merged(values: impl Iterator<Item = (String, Vec<Rank>)>) -> Vec<(String, Vec<Rank>)> {
    let mut merged: Vec<(String, Vec<Rank>)> = Vec::new();
    for (value, reports) in values {
        match merged.iter_mut().find(|(other, _)| *other == value) {
            Some((_, others)) => {
                others.extend(reports);
                others.sort_unstable();
            }
            None => merged.push((value, reports)),
        }
    }
    merged
}

fn period((first, last): (Day, Day)) -> String {
    if first == last { iso(first) } else { format!("{}/{}", iso(first), iso(last)) }
}

impl Reports<'_> {
    /// What most origins say comes first; then what is given most confidently, then earliest.
    fn best_first<T>(&self, values: &mut [Value<T>]) {
        values.sort_by_cached_key(|value| {
            let confidence = value.reports.iter().map(|rank| self.row(*rank).confidence);
            // Not negative: its bits are ordered as it is.
            let confidence = confidence.fold(0.0, f32::max).to_bits();
            (
                std::cmp::Reverse((
                    self.n_origins(&value.support),
                    self.n_origins(&value.reports),
                    confidence,
                )),
                value.reports[0],
            )
        });
    }

    fn n_origins(&self, reports: &[Rank]) -> u32 {
        let mut origins: Vec<usize> = reports
            .iter()
            .filter_map(|rank| self.corpus.article_of(self.row(*rank)).origin.index())
            .collect();
        origins.sort_unstable();
        origins.dedup();
        origins.len() as u32
    }

    fn n_outlets(&self, reports: &[Rank]) -> u32 {
        let mut outlets: Vec<(bool, usize)> = reports
            .iter()
            .map(|rank| {
                let row = self.row(*rank);
                let outlet = self.corpus.article_of(row).outlet.index();
                outlet.map_or((false, row.article.0 as usize), |outlet| (true, outlet))
            })
            .collect();
        outlets.sort_unstable();
        outlets.dedup();
        outlets.len() as u32
    }
}

/// Parties that some reports name and others do not, of meetings and events.
fn who(reports: &Reports<'_>, group: &[Rank]) -> Option<Vec<(String, Vec<Rank>)>> {
    let kind = reports.row(group[0]).kind;
    if !matches!(kind, Kind::Meeting | Kind::Event) {
        return None;
    }
    // A party is an entity, or without a name its words.
    let mut parties: Vec<(String, Vec<Rank>)> = Vec::new();
    for rank in group {
        let row = reports.row(*rank);
        for actor in
            reports.parties(row, &[Role::Source, Role::Target, Role::Participant, Role::Host])
        {
            let name = match reports.entities.of(actor) {
                Some(entity) => reports.entities.list[entity.index()].name.clone(),
                None => reports
                    .corpus
                    .strings
                    .text(reports.corpus.actors[actor.index()].name)
                    .to_owned(),
            };
            match parties.iter_mut().find(|(other, _)| *other == name) {
                Some((_, ranks)) if ranks.last() != Some(rank) => ranks.push(*rank),
                Some(_) => {}
                None => parties.push((name, vec![*rank])),
            }
        }
    }
    if parties.iter().all(|(_, ranks)| ranks.len() == group.len()) {
        return None;
    }
    parties
        .sort_by_cached_key(|(_, ranks)| (std::cmp::Reverse(reports.n_origins(ranks)), ranks[0]));
    Some(parties)
}

/// Different numbers of the same: twelve ministers here, fifteen there.
fn numbers(reports: &Reports<'_>, group: &[Rank]) -> Vec<Vec<(String, Vec<Rank>)>> {
    // What is counted, how many, by whom.
    let mut counted: Vec<(String, u64, Rank, Symbol)> = Vec::new();
    for rank in group {
        for (count, of) in reports.corpus.numbers_of(reports.key(*rank)) {
            let unit = unit(reports.corpus.strings.text(of));
            counted.push((unit, count, *rank, of));
        }
    }
    counted.sort_by(|a, b| (&a.0, a.1, a.2).cmp(&(&b.0, b.1, b.2)));
    let mut differing = Vec::new();
    for of_unit in counted.chunk_by(|a, b| a.0 == b.0) {
        let mut values: Vec<(String, Vec<Rank>)> = of_unit
            .chunk_by(|a, b| a.1 == b.1)
            .map(|same| {
                let mut ranks: Vec<Rank> = same.iter().map(|(.., rank, _)| *rank).collect();
                ranks.dedup();
                (format!("{} {}", same[0].1, reports.corpus.strings.text(same[0].3)), ranks)
            })
            .collect();
        if values.len() > 1 {
            values.sort_by_cached_key(|(_, ranks)| {
                (std::cmp::Reverse(reports.n_origins(ranks)), ranks[0])
            });
            differing.push(values);
        }
    }
    differing
}

/// The noun that is counted, in the singular: *foreign ministers* count as *minister*.
fn unit(of: &str) -> String {
    let of = of.split(" of ").next().unwrap_or(of).split(" from ").next().unwrap_or(of);
    let last = of.split_whitespace().next_back().unwrap_or(of).to_lowercase();
    last.strip_suffix("ies").map_or_else(
        || last.strip_suffix('s').unwrap_or(&last).to_owned(),
        |stem| format!("{stem}y"),
    )
}
