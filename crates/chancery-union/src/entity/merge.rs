//! Which of the articles' actors are one.
//!
//! An actor's id by [`entity_id`](crate::entity_id) makes a *node*: what is linked, and a full name with its country, is one node
//! wherever it stands; a person of whom the article gives one name only is a node of its story. Nodes are joined
//! where a story, or the names of the whole corpus, leave one answer.

use rustc_hash::FxHashMap;

use chancery_kb::name_key;

use super::name::{FullName, Likeness, is_acronym_of, spelling, stand_ins};
use crate::corpus::{ActorKind, ActorRow, Corpus, Said, number};
use crate::forest::Forest;
use crate::intern::Symbol;

/// Nodes, and the set to which each belongs.
pub(super) struct Merged {
    /// By actor; `u32::MAX` for somebody without a name.
    pub(super) node_of: Vec<u32>,
    pub(super) nodes: Vec<Node>,
    /// The set of each node, by its first node.
    pub(super) set_of: Vec<u32>,
}

/// What is one before anything is joined.
pub(super) struct Node {
    pub(super) id: Symbol,
    /// For a name that counts within its story only, the story.
    pub(super) story: Symbol,
    pub(super) kind: ActorKind,
    pub(super) linked: bool,
    pub(super) country: Symbol,
    sector: Symbol,
    /// Keys of its names, sorted.
    keys: Vec<Box<str>>,
    /// Those of two words or more, of a person.
    full: Vec<FullName>,
    /// What it is sorted by: id and the smallest article id of its story.
    order: (Box<str>, Box<str>),
}

impl Node {
    fn is_single(&self) -> bool {
        self.story.is_some()
    }

    /// The strongest likeness of any of its names to any of the other's.
    fn likeness(&self, other: &Self) -> Option<Likeness> {
        let pairs =
            self.full.iter().flat_map(|one| other.full.iter().map(move |other| (one, other)));
        pairs.filter_map(|(one, other)| one.likeness(other)).max()
    }
}

/// Reasons to join, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Said,
    SameName,
    Spelling,
    Acronym,
    Shortened,
    Surname,
}

pub(super) fn merge(corpus: &Corpus) -> Merged {
    let (nodes, node_of) = nodes(corpus);
    let mut forest = Forest::new(nodes.len());
    let mut joins: Vec<(Reason, u32, u32)> = Vec::new();
    said(corpus, &nodes, &mut forest, &mut joins);
    for members in stories(corpus, &nodes, &node_of) {
        within_story(corpus, &nodes, &members, &mut joins);
    }
    by_name_everywhere(corpus, &nodes, &mut joins);
    joins.sort_unstable();
    joins.dedup();
    // The id, by which what is linked to two items of the knowledge base stays two.
    let mut link: Vec<Symbol> =
        nodes.iter().map(|node| if node.linked { node.id } else { Symbol::NONE }).collect();
    for (reason, a, b) in joins {
        let (root_a, root_b) = (forest.root(a), forest.root(b));
        let (link_a, link_b) = (link[root_a as usize], link[root_b as usize]);
        if reason != Reason::Said && link_a.differs(link_b) {
            continue;
        }
        if forest.join(a, b) {
            let root = forest.root(a) as usize;
            link[root] = if link_a.is_some() { link_a } else { link_b };
        }
    }
    let set_of = (0..number(nodes.len())).map(|node| forest.root(node)).collect();
    Merged { node_of, nodes, set_of }
}

/// Nodes sorted by id, so that their numbers do not depend on the order of arrival.
fn nodes(corpus: &Corpus) -> (Vec<Node>, Vec<u32>) {
    let mut numbers: FxHashMap<(Symbol, Symbol), u32> = FxHashMap::default();
    let mut nodes: Vec<Node> = Vec::new();
    let mut node_of = vec![u32::MAX; corpus.actors.len()];
    // Kinds, countries and sectors are voted on: they are the commonest, then the smallest word.
    let mut votes: Vec<(u32, ActorKind, Symbol, Symbol)> = Vec::new();
    let mut keys: Vec<(u32, Box<str>)> = Vec::new();
    for (index, actor) in corpus.actors.iter().enumerate() {
        if !actor.entity.is_some() {
            continue;
        }
        let article = &corpus.articles[actor.article.0 as usize];
        let story = if is_of_story(corpus, actor) { article.story } else { Symbol::NONE };
        let node = *numbers.entry((actor.entity, story)).or_insert_with(|| {
            nodes.push(Node {
                id: actor.entity,
                story,
                kind: actor.kind,
                linked: actor.linked,
                country: Symbol::NONE,
                sector: Symbol::NONE,
                keys: Vec::new(),
                full: Vec::new(),
                order: (corpus.strings.text(actor.entity).into(), "".into()),
            });
            number(nodes.len()) - 1
        });
        node_of[index] = node;
        nodes[node as usize].linked |= actor.linked;
        votes.push((node, actor.kind, actor.country, actor.sector));
        keys.push((node, name_key(corpus.strings.text(actor.name)).into()));
        let id = corpus.strings.text(article.id);
        let first = &mut nodes[node as usize].order.1;
        if story.is_some() && (first.is_empty() || id < &**first) {
            *first = id.into();
        }
    }
    for (actor, name) in &corpus.names {
        let node = node_of[actor.index()];
        if node != u32::MAX {
            keys.push((node, name_key(corpus.strings.text(*name)).into()));
        }
    }
    // Renumber by id.
    let mut order: Vec<u32> = (0..number(nodes.len())).collect();
    order.sort_unstable_by(|a, b| nodes[*a as usize].order.cmp(&nodes[*b as usize].order));
    let mut rank = vec![0_u32; nodes.len()];
    for (place, node) in order.iter().enumerate() {
        rank[*node as usize] = number(place);
    }
    let mut slots: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let mut nodes: Vec<Node> =
        order.iter().filter_map(|node| slots[*node as usize].take()).collect();
    for node in node_of.iter_mut().filter(|node| **node != u32::MAX) {
        *node = rank[*node as usize];
    }
    for (node, _) in &mut keys {
        *node = rank[*node as usize];
    }
    keys.sort_unstable();
    keys.dedup();
    for (node, key) in keys {
        if !key.is_empty() {
            nodes[node as usize].keys.push(key);
        }
    }
    for vote in &mut votes {
        vote.0 = rank[vote.0 as usize];
    }
    vote(corpus, &mut nodes, votes);
    for node in nodes.iter_mut().filter(|node| node.kind == ActorKind::Person) {
        let full = node.keys.iter().filter(|key| key.contains(' '));
        node.full = full.map(|key| FullName::new(key)).collect();
    }
    (nodes, node_of)
}

fn is_of_story(corpus: &Corpus, actor: &ActorRow) -> bool {
    let id = corpus.strings.text(actor.entity);
    !actor.linked && counts_within_story(id, actor.kind, actor.country.is_some())
}

/// A person's single name, and a body that any state may have and whose state is not known, count within a story.
pub(super) fn counts_within_story(id: &str, kind: ActorKind, has_country: bool) -> bool {
    let name = id.split('.').next().unwrap_or(id);
    match kind {
        ActorKind::Person => !name.contains('-'),
        ActorKind::State => false,
        _ => !has_country && (is_common_body(name) || !name.contains('-')),
    }
}

/// *Foreign Ministry*, *Supreme Court*: a body by its noun alone.
fn is_common_body(name: &str) -> bool {
    let words: Vec<&str> = name.split('-').collect();
    let kb = chancery_kb::KnowledgeBase::embedded();
    kb.agent_ending(&words).is_some_and(|(_, n_words)| n_words == words.len())
        || words.first().is_some_and(|word| matches!(*word, "ministry" | "department" | "office"))
}

fn vote(corpus: &Corpus, nodes: &mut [Node], mut votes: Vec<(u32, ActorKind, Symbol, Symbol)>) {
    votes.sort_unstable_by_key(|vote| vote.0);
    for of_node in votes.chunk_by(|a, b| a.0 == b.0) {
        let node = &mut nodes[of_node[0].0 as usize];
        let text = |symbol: &Symbol| corpus.strings.text(*symbol);
        let kinds = of_node.iter().map(|vote| vote.1);
        node.kind = commonest(kinds, |kind| *kind).unwrap_or(node.kind);
        let countries = of_node.iter().map(|vote| vote.2).filter(|symbol| symbol.is_some());
        node.country = commonest(countries, text).unwrap_or(Symbol::NONE);
        let sectors = of_node.iter().map(|vote| vote.3).filter(|symbol| symbol.is_some());
        node.sector = commonest(sectors, text).unwrap_or(Symbol::NONE);
    }
}

/// The commonest value, of equally common ones that with the smallest key.
pub(super) fn commonest<T: Copy + PartialEq, K: Ord>(
    values: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> Option<T> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(other, _)| *other == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| key(&a.0).cmp(&key(&b.0))));
    counts.first().map(|(value, _)| *value)
}

/// What somebody has said of two entities. A name that counts within its story is meant with the article
/// (`petrov.RUS@ARTICLE`), or without one in all its stories.
fn said(corpus: &Corpus, nodes: &[Node], forest: &mut Forest, joins: &mut Vec<(Reason, u32, u32)>) {
    let mut pairs: Vec<&(String, String, Said)> = corpus.entity_pairs.iter().collect();
    pairs.sort_unstable();
    let of = |id: &str| -> Vec<u32> {
        let (name, article) = id.split_once('@').unwrap_or((id, ""));
        let first = nodes.partition_point(|node| &*node.order.0 < name);
        let same = nodes[first..].iter().take_while(|node| &*node.order.0 == name);
        let all = same.enumerate().map(|(at, node)| (number(first + at), node));
        all.filter(|(_, node)| article.is_empty() || is_in_story(corpus, node, article))
            .map(|(at, _)| at)
            .collect()
    };
    for (one, other, said) in pairs.iter().map(|(one, other, said)| (one, other, *said)) {
        for a in of(one) {
            for b in of(other) {
                match said {
                    Said::Different => forest.keep_apart(a, b),
                    Said::Same => joins.push((Reason::Said, a.min(b), a.max(b))),
                }
            }
        }
    }
}

fn is_in_story(corpus: &Corpus, node: &Node, article: &str) -> bool {
    !node.is_single() || corpus.story_of(article) == node.story
}

/// The nodes of each story, sorted, each once.
fn stories(corpus: &Corpus, nodes: &[Node], node_of: &[u32]) -> Vec<Vec<u32>> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (actor, node) in corpus.actors.iter().zip(node_of) {
        if *node != u32::MAX && nodes[*node as usize].kind != ActorKind::State {
            let story = corpus.articles[actor.article.0 as usize].story;
            pairs.push((number(story.index().unwrap_or(0)), *node));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let by_story = pairs.chunk_by(|a, b| a.0 == b.0);
    by_story
        .filter(|pairs| pairs.len() > 1)
        .map(|p| p.iter().map(|pair| pair.1).collect())
        .collect()
}

/// A story with more names than this is no story; its names are not compared with one another.
const MOST_NAMES_OF_STORY: usize = 4000;
/// A word with which more names of a story begin or end tells nothing.
const MOST_NAMESAKES: usize = 100;

fn within_story(
    corpus: &Corpus,
    nodes: &[Node],
    members: &[u32],
    joins: &mut Vec<(Reason, u32, u32)>,
) {
    if members.len() > MOST_NAMES_OF_STORY {
        return;
    }
    let is_person = |node: &u32| nodes[*node as usize].kind == ActorKind::Person;
    let people: Vec<u32> = members.iter().copied().filter(is_person).collect();
    let others: Vec<u32> = members.iter().copied().filter(|node| !is_person(node)).collect();
    let mut join = |reason, a: u32, b: u32| joins.push((reason, a.min(b), a.max(b)));

    // Full names, brought together by the spelling of a word that both must have: the first or the last.
    let is_full = |person: &&u32| !nodes[**person as usize].is_single();
    let mut blocks: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for &person in people.iter().filter(is_full) {
        for word in nodes[person as usize].full.iter().flat_map(FullName::ends) {
            let block = blocks.entry(word).or_default();
            if block.last() != Some(&person) {
                block.push(person);
            }
        }
    }
    for &a in people.iter().filter(is_full) {
        let node = &nodes[a as usize];
        let ends = node.full.iter().flat_map(FullName::ends);
        let blocks = ends.filter_map(|word| blocks.get(word)).filter(|b| b.len() <= MOST_NAMESAKES);
        let mut near: Vec<u32> = blocks.flatten().copied().filter(|b| *b > a).collect();
        near.sort_unstable();
        near.dedup();
        for b in near {
            let other = &nodes[b as usize];
            if node.linked && other.linked {
                continue;
            }
            let countries_agree = !node.country.differs(other.country);
            match node.likeness(other) {
                Some(Likeness::Equal) => join(Reason::SameName, a, b),
                Some(Likeness::Spelling) if countries_agree => join(Reason::Spelling, a, b),
                Some(Likeness::Shortened) if countries_agree => join(Reason::Shortened, a, b),
                _ => {}
            }
        }
    }
    single_names(corpus, nodes, &people, &mut join);
    bodies(nodes, &others, &mut join);
}

/// A single name stands for the only bearer in its story.
fn single_names(
    corpus: &Corpus,
    nodes: &[Node],
    people: &[u32],
    join: &mut impl FnMut(Reason, u32, u32),
) {
    let mut by_stand_in: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for &full in people.iter().filter(|person| !nodes[**person as usize].is_single()) {
        let country = corpus.strings.text(nodes[full as usize].country);
        let names = nodes[full as usize].full.iter();
        for name in names.flat_map(|name| stand_ins(&name.spelling, country)) {
            let same = by_stand_in.entry(name).or_default();
            if same.last() != Some(&full) {
                same.push(full);
            }
        }
    }
    for &single in people.iter().filter(|person| nodes[**person as usize].is_single()) {
        let node = &nodes[single as usize];
        let name = &*node.order.0;
        let name = name.split('.').next().unwrap_or(name);
        let of_name = by_stand_in.get(&spelling(name)).map_or(&[][..], Vec::as_slice);
        let (others, mut bearers): (Vec<u32>, Vec<u32>) =
            of_name.iter().partition(|full| node.country.differs(nodes[**full as usize].country));
        bearers.dedup();
        // Variants of one name are one bearer.
        let one = bearers.first().copied().filter(|first| {
            bearers[1..].iter().all(|other| {
                let (first, other) = (&nodes[*first as usize], &nodes[*other as usize]);
                !(first.linked && other.linked) && first.likeness(other).is_some()
            })
        });
        if let Some(first) = one {
            // *Petrov* of unknown country, with a Russian and a Bulgarian Petrov in the story, stays.
            if others.is_empty() || node.country.is_some() {
                join(Reason::Surname, single, first);
            }
            continue;
        }
        // The same single name with and without its country.
        let with_country = |other: &&u32| {
            let other = &nodes[**other as usize];
            other.is_single()
                && other.country.is_some()
                && other.order.0.split('.').next() == Some(name)
        };
        if bearers.is_empty() && !node.country.is_some() {
            let mut named = people.iter().filter(with_country);
            if let (Some(only), None) = (named.next(), named.next()) {
                join(Reason::Surname, single, *only);
            }
        }
    }
}

/// Organisations and groups: the same name with and without its country, or an acronym.
fn bodies(nodes: &[Node], bodies: &[u32], join: &mut impl FnMut(Reason, u32, u32)) {
    let mut by_key: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut by_initial: FxHashMap<char, Vec<(&str, u32)>> = FxHashMap::default();
    for &body in bodies {
        for key in &nodes[body as usize].keys {
            by_key.entry(key).or_default().push(body);
            if let (true, Some(initial)) = (key.contains(' '), key.chars().next()) {
                by_initial.entry(initial).or_default().push((key, body));
            }
        }
    }
    for &body in bodies {
        let node = &nodes[body as usize];
        for key in &node.keys {
            let same = by_key.get(&**key).into_iter().flatten().filter(|other| **other != body);
            let same: Vec<u32> = same.copied().collect();
            let agreeing: Vec<u32> = same
                .into_iter()
                .filter(|b| !node.country.differs(nodes[*b as usize].country))
                .collect();
            if let [only] = agreeing[..] {
                join(Reason::SameName, body, only);
            }
            let Some(initial) = key.chars().next().filter(|_| !key.contains(' ')) else { continue };
            let mut long =
                by_initial.get(&initial).into_iter().flatten().filter(|(full, other)| {
                    let other = &nodes[*other as usize];
                    is_acronym_of(key, full) && !node.country.differs(other.country)
                });
            if let (Some((_, only)), None) = (long.next(), long.next()) {
                join(Reason::Acronym, body, *only);
            }
        }
    }
}

/// Full names that are one in the whole corpus: a spelling of the same country, or the same name without its
/// country where there is but one with a country.
fn by_name_everywhere(corpus: &Corpus, nodes: &[Node], joins: &mut Vec<(Reason, u32, u32)>) {
    let mut by_spelling: Vec<(String, u32)> = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        if node.kind == ActorKind::Person && !node.is_single() && !node.linked {
            let name = node.order.0.split('.').next().unwrap_or_default().replace('-', " ");
            by_spelling.push((spelling(&name), number(at)));
        }
    }
    by_spelling.sort_unstable();
    for same in by_spelling.chunk_by(|a, b| a.0 == b.0) {
        let mut countries: Vec<(&str, u32)> = Vec::new();
        for (_, at) in same {
            let node = &nodes[*at as usize];
            let country = corpus.strings.text(node.country);
            match countries.iter().find(|(other, _)| *other == country) {
                Some((_, first)) => joins.push((Reason::Spelling, *first, *at)),
                None => countries.push((country, *at)),
            }
        }
        let without = countries.iter().find(|(country, _)| country.is_empty());
        if let (Some((_, without)), 2) = (without, countries.len()) {
            let with = countries.iter().find(|(country, _)| !country.is_empty());
            joins.extend(
                with.map(|(_, with)| {
                    (Reason::SameName, (*without).min(*with), (*without).max(*with))
                }),
            );
        }
    }
}
