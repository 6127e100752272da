//! Articles on one happening.

use crate::Terms;
use crate::linkage::{Limits, linkage};
use crate::pairs::pairs;
use crate::vectors::vectors;

/// An article as far as its story goes.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Unique; settles what the rest leaves open.
    pub id: &'a str,
    /// What it is about.
    pub terms: &'a Terms,
}

const LIMITS: Limits = Limits { mean: 0.14, gate: 0.62 };
/// Pairs less alike than this count as not alike at all.
const FLOOR: f32 = 0.02;
/// No pair counts as more alike than this.
const CAP: f32 = 0.6;

/// Groups articles that tell of one happening: for each the place, in `articles`, of the one that stands for its
/// story, which of the story's articles is the one with the least id.
///
/// A function of the set: the order of `articles` does not matter.
pub fn stories(articles: &[Report<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_unstable_by_key(|&at| articles[at].id);
    let terms: Vec<&Terms> = order.iter().map(|&at| articles[at].terms).collect();
    let space = vectors(&terms);
    let pairs = pairs(&space, FLOOR, CAP);
    let least = linkage(articles.len(), &pairs, LIMITS);
    let mut found = vec![0; articles.len()];
    for (position, &at) in order.iter().enumerate() {
        found[at] = order[least[position] as usize];
    }
    found
}
