//! What articles say of an entity: its names and its offices over time.

use rustc_hash::FxHashMap;

use super::merge::{Merged, commonest};
use super::{Entities, Entity, Office};
use crate::corpus::{ActorKey, ActorKind, Corpus, number};
use crate::day::{Day, iso};
use crate::intern::Symbol;

pub(super) fn portraits(corpus: &Corpus, merged: &Merged) -> Entities {
    let mut actors: Vec<(u32, ActorKey)> = Vec::new();
    for (index, node) in merged.node_of.iter().enumerate() {
        if *node != u32::MAX {
            actors.push((merged.set_of[*node as usize], ActorKey(number(index))));
        }
    }
    actors.sort_unstable_by_key(|(set, actor)| (*set, actor.0));
    let mut roles: FxHashMap<ActorKey, Vec<u32>> = FxHashMap::default();
    for (at, role) in corpus.roles.iter().enumerate() {
        roles.entry(role.actor).or_default().push(number(at));
    }
    let mut names: FxHashMap<ActorKey, Vec<Symbol>> = FxHashMap::default();
    for (actor, name) in &corpus.names {
        names.entry(*actor).or_default().push(*name);
    }
    let mut list: Vec<(Entity, &[(u32, ActorKey)])> = actors
        .chunk_by(|a, b| a.0 == b.0)
        .map(|actors| (portrait(corpus, merged, actors, &roles, &names), actors))
        .collect();
    list.sort_unstable_by(|a, b| a.0.id.cmp(&b.0.id));
    let mut of_actor = vec![u32::MAX; corpus.actors.len()];
    for (at, (_, actors)) in list.iter().enumerate() {
        for (_, actor) in *actors {
            of_actor[actor.index()] = number(at);
        }
    }
    Entities { list: list.into_iter().map(|(entity, _)| entity).collect(), of_actor }
}

fn portrait(
    corpus: &Corpus,
    merged: &Merged,
    actors: &[(u32, ActorKey)],
    roles: &FxHashMap<ActorKey, Vec<u32>>,
    other_names: &FxHashMap<ActorKey, Vec<Symbol>>,
) -> Entity {
    let strings = &corpus.strings;
    let rows = || actors.iter().map(|(_, actor)| &corpus.actors[actor.index()]);
    let mut members: Vec<String> = Vec::new();
    let mut kb: Option<&str> = None;
    for (_, actor) in actors {
        let node = &merged.nodes[merged.node_of[actor.index()] as usize];
        let id = strings.text(node.id);
        if node.story.is_some() {
            let article = &corpus.articles[corpus.actors[actor.index()].article.0 as usize];
            members.push(format!("{id}@{}", strings.text(article.id)));
        } else {
            members.push(id.to_owned());
        }
        if node.linked && kb.is_none_or(|kb| id < kb) {
            kb = Some(id);
        }
    }
    members.sort_unstable();
    members.dedup();
    let id = kb.map_or_else(
        || members.iter().min_by_key(|id| fullness(id)).cloned().unwrap_or_default(),
        str::to_owned,
    );

    let mut counted: FxHashMap<Symbol, u32> = FxHashMap::default();
    let mut spoken: Vec<Symbol> = Vec::new();
    for (_, actor) in actors {
        let name = corpus.actors[actor.index()].name;
        *counted.entry(name).or_default() += 1;
        spoken.push(name);
        spoken.extend(other_names.get(actor).into_iter().flatten());
    }
    let kind = commonest(rows().map(|row| row.kind), |kind| *kind).unwrap_or(ActorKind::Other);
    let mut by_use: Vec<(&str, u32)> =
        counted.into_iter().map(|(name, count)| (strings.text(name), count)).collect();
    let is_full = |name: &str| kind != ActorKind::Person || name.contains(' ');
    by_use.sort_unstable_by(|(a, count_a), (b, count_b)| {
        (is_full(b), count_b, b.chars().count())
            .cmp(&(is_full(a), count_a, a.chars().count()))
            .then_with(|| a.cmp(b))
    });
    let name = by_use.first().map_or("", |(name, _)| name);
    let mut names: Vec<String> = spoken.iter().map(|name| strings.text(*name).to_owned()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|other| other != name);

    let mut articles: Vec<u32> = rows().map(|row| row.article.0).collect();
    articles.sort_unstable();
    articles.dedup();
    Entity {
        id,
        name: name.to_owned(),
        kind: kind.as_str().to_owned(),
        kb: kb.map(str::to_owned),
        names,
        members,
        offices: offices(corpus, actors, roles),
        articles: number(articles.len()),
    }
}

/// The fullest id first: not of a story alone, with a country, of more words, then in order.
fn fullness(id: &str) -> (bool, bool, std::cmp::Reverse<usize>, String) {
    let name = id.split(['.', '@']).next().unwrap_or(id);
    let n_words = name.split('-').count();
    (id.contains('@'), !id.contains('.'), std::cmp::Reverse(n_words), id.to_owned())
}

fn offices(
    corpus: &Corpus,
    actors: &[(u32, ActorKey)],
    roles: &FxHashMap<ActorKey, Vec<u32>>,
) -> Vec<Office> {
    // Keys of title and body, day, article, and the words for both.
    type Said<'s> = (&'s str, &'s str, Option<Day>, u32, &'s str, &'s str);
    let strings = &corpus.strings;
    let mut found: Vec<Said<'_>> = Vec::new();
    for (_, actor) in actors {
        let article = corpus.actors[actor.index()].article.0;
        let day = corpus.articles[article as usize].day;
        for role in roles.get(actor).into_iter().flatten() {
            let role = &corpus.roles[*role as usize];
            let key = (strings.text(role.key), strings.text(role.of_key));
            let text = (strings.text(role.title), strings.text(role.of));
            found.push((key.0, key.1, day, article, text.0, text.1));
        }
    }
    found.sort_unstable();
    let mut offices: Vec<(Day, Office)> = Vec::new();
    for same in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let mut articles: Vec<u32> = same.iter().map(|found| found.3).collect();
        articles.sort_unstable();
        articles.dedup();
        let days = || same.iter().filter_map(|found| found.2);
        let since = days().min();
        let title = commonest(same.iter().map(|found| found.4), |title| *title).unwrap_or_default();
        let of = commonest(same.iter().map(|found| found.5), |of| *of).filter(|of| !of.is_empty());
        let office = Office {
            title: title.to_owned(),
            of: of.map(str::to_owned),
            since: since.map(iso),
            until: days().max().map(iso),
            articles: number(articles.len()),
        };
        offices.push((since.unwrap_or(Day::MAX), office));
    }
    offices.sort_by(|a, b| (a.0, &a.1.title, &a.1.of).cmp(&(b.0, &b.1.title, &b.1.of)));
    offices.into_iter().map(|(_, office)| office).collect()
}
