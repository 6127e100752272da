//! Pairs to groups: the surest pairs first, and a report joins only where it agrees with the group and not with one
//! of its reports alone.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::agree::Verdict;
use super::candidates::candidates;
use super::{Rank, Reports};
use crate::corpus::{Kind, Said, number};
use crate::forest::Forest;

/// Of a large group only the first reports are asked whether another belongs to it: its core.
const CORE: usize = 8;

/// Groups of two or more, each sorted, sorted by their first.
pub(super) fn groups(reports: &Reports<'_>) -> Vec<Vec<Rank>> {
    let mut forest = Forest::new(reports.len());
    let mut joins = Joins::default();
    said(reports, &mut forest, &mut joins);
    told_as_one(reports, &mut forest, &mut joins);
    let mut edges: Vec<(Reverse<u32>, Rank, Rank)> = Vec::new();
    for (a, b) in candidates(reports) {
        if let Verdict::One(score) = reports.compare(a, b) {
            // Not negative: its bits are ordered as it is.
            edges.push((Reverse(score.max(0.0).to_bits()), a, b));
        }
    }
    edges.sort_unstable();
    for (_, a, b) in edges {
        if belong(reports, &mut forest, &joins, a, b) {
            joins.join(&mut forest, a, b);
        }
    }
    positions_of_statements(reports, &mut forest, &mut joins);
    let mut groups: Vec<Vec<Rank>> = joins.members.into_values().collect();
    groups.sort_unstable();
    groups
}

/// The members of every set of two or more, by root.
#[derive(Default)]
struct Joins {
    members: FxHashMap<Rank, Vec<Rank>>,
}

impl Joins {
    fn join(&mut self, forest: &mut Forest, a: Rank, b: Rank) {
        let (a, b) = (forest.root(a), forest.root(b));
        if a == b || !forest.join(a, b) {
            return;
        }
        let mut members = self.members.remove(&a).unwrap_or_else(|| vec![a]);
        members.extend(self.members.remove(&b).unwrap_or_else(|| vec![b]));
        members.sort_unstable();
        self.members.insert(forest.root(a), members);
    }

    /// The first members of a set.
    fn core<'j>(&'j self, root: &'j Rank) -> &'j [Rank] {
        let members = self.members.get(root).map_or(std::slice::from_ref(root), Vec::as_slice);
        &members[..members.len().min(CORE)]
    }
}

/// No report of one core tells of something else than one of the other's, and at least half of the pairs agree.
fn belong(reports: &Reports<'_>, forest: &mut Forest, joins: &Joins, a: Rank, b: Rank) -> bool {
    let (root_a, root_b) = (forest.root(a), forest.root(b));
    if root_a == root_b || forest.must_stay_apart(root_a, root_b) {
        return false;
    }
    let (core_a, core_b) = (joins.core(&root_a), joins.core(&root_b));
    let (mut n_one, mut n_pairs) = (0, 0);
    for one in core_a {
        for other in core_b {
            n_pairs += 1;
            match reports.compare(*one, *other) {
                Verdict::One(_) => n_one += 1,
                Verdict::Open => {}
                Verdict::Two => return false,
            }
        }
    }
    2 * n_one >= n_pairs
}

/// What somebody has said of two findings.
fn said(reports: &Reports<'_>, forest: &mut Forest, joins: &mut Joins) {
    let corpus = reports.corpus;
    let mut pairs: Vec<(Said, Rank, Rank)> = Vec::new();
    for (one, other, said) in &corpus.report_pairs {
        if let (Some(one), Some(other)) = (corpus.find_report(one), corpus.find_report(other)) {
            let (one, other) = (reports.ranks[one.index()], reports.ranks[other.index()]);
            pairs.push((*said, one.min(other), one.max(other)));
        }
    }
    pairs.sort_unstable();
    for (said, one, other) in pairs {
        match said {
            Said::Different => forest.keep_apart(one, other),
            Said::Same => joins.join(forest, one, other),
        }
    }
}

/// Events of an article that its reader has found to be one.
fn told_as_one(reports: &Reports<'_>, forest: &mut Forest, joins: &mut Joins) {
    for rank in 0..number(reports.len()) {
        let row = reports.row(rank);
        if let (Kind::Event, Some(first)) = (row.kind, row.same_as)
            && let Some(first) = reports.corpus.report_of(row.article, row.kind, first)
        {
            joins.join(forest, rank, reports.ranks[first.index()]);
        }
    }
}

/// The same stand, told by statements that are one, is one.
fn positions_of_statements(reports: &Reports<'_>, forest: &mut Forest, joins: &mut Joins) {
    let mut told: Vec<(Rank, &str, Rank)> = Vec::new();
    for rank in 0..number(reports.len()) {
        let row = reports.row(rank);
        if let (Kind::Position, Some(statement)) = (row.kind, row.same_as) {
            let statement = reports.corpus.report_of(row.article, Kind::Statement, statement);
            if let Some(statement) = statement {
                let root = forest.root(reports.ranks[statement.index()]);
                if joins.members.contains_key(&root) {
                    told.push((root, reports.corpus.strings.text(row.label), rank));
                }
            }
        }
    }
    told.sort_unstable();
    for same in told.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for pair in same.windows(2) {
            let (one, other) = (pair[0].2, pair[1].2);
            if reports.row(one).article != reports.row(other).article {
                joins.join(forest, one, other);
            }
        }
    }
}
