//! Average linkage with a gate: which clusters are one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::gate::{MEAN, is_open};
use crate::pairs::{Likeness, Pair};

/// Articles that belong together, as far as is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cluster {
    /// How many; none for one that was put into another.
    pub(crate) n: u32,
    /// Sums over its pairs.
    pub(crate) within: Likeness,
    /// To other clusters, by ascending number.
    links: Vec<Link>,
}

/// The sums over the pairs between a cluster and another. Pairs that are not listed count 0.
#[derive(Debug, Clone, Copy)]
struct Link {
    to: u32,
    between: Likeness,
    /// The gate did not let the two merge, as they are.
    refused: bool,
}

impl Cluster {
    /// So many articles, with the sums over their pairs.
    pub(crate) fn new(n: u32, within: Likeness) -> Self {
        Self { n, within, links: Vec::new() }
    }
}

impl Likeness {
    /// Of pairs taken together.
    #[must_use]
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { words: self.words + other.words, numbers: self.numbers + other.numbers }
    }
}

/// Clusters and what lies between them.
#[derive(Debug)]
pub(crate) struct Linkage {
    clusters: Vec<Cluster>,
    /// For each cluster the one that holds it now.
    holder: Vec<u32>,
}

/// A cluster and the neighbour with which it would merge first.
#[derive(Debug, PartialEq)]
struct Candidate {
    mean: f32,
    /// The lesser number first.
    clusters: [u32; 2],
    /// Whose candidate it is.
    of: u32,
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    /// The most alike first, of equals those with the least numbers.
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| other.clusters.cmp(&self.clusters))
            .then_with(|| other.of.cmp(&self.of))
    }
}

impl Linkage {
    /// Clusters as they are given, with sums over the pairs between each two.
    pub(crate) fn new(mut clusters: Vec<Cluster>, pairs: &[Pair]) -> Self {
        for &Pair { articles: [a, b], likeness: between } in pairs {
            clusters[a as usize].links.push(Link { to: b, between, refused: false });
            clusters[b as usize].links.push(Link { to: a, between, refused: false });
        }
        for cluster in &mut clusters {
            cluster.links.sort_unstable_by_key(|link| link.to);
        }
        let holder = (0..clusters.len() as u32).collect();
        Self { clusters, holder }
    }

    /// Each article a cluster of its own.
    pub(crate) fn of_articles(n: usize, pairs: &[Pair]) -> Self {
        Self::new(vec![Cluster::new(1, Likeness::default()); n], pairs)
    }

    /// Merges the two clusters that are most alike, again and again.
    ///
    /// Each cluster stands in the queue once, with the neighbour that it is most alike to. What has changed since is
    /// noticed when it is drawn; since a mean over a merged cluster lies between the means over its parts, a place in
    /// the queue is never too low (Müllner 2011, the generic algorithm).
    pub(crate) fn run(&mut self) {
        let mut queue: BinaryHeap<Candidate> =
            (0..self.clusters.len() as u32).filter_map(|at| self.candidate(at)).collect();
        while let Some(drawn) = queue.pop() {
            let of = drawn.of;
            if self.clusters[of as usize].n == 0 {
                continue;
            }
            let Some(now) = self.candidate(of) else { continue };
            if now != drawn {
                queue.push(now);
                continue;
            }
            let [a, b] = drawn.clusters;
            if self.may_merge(a, b) {
                self.merge(a, b);
                queue.extend(self.candidate(a));
            } else {
                self.link(a, b).refused = true;
                self.link(b, a).refused = true;
                queue.extend(self.candidate(of));
            }
        }
    }

    /// For each of the first clusters the number of the one that holds it: the least number in it.
    pub(crate) fn holders(&self) -> Vec<u32> {
        let mut holders = self.holder.clone();
        for at in 0..holders.len() {
            // A holder's number is less, so it is settled before.
            holders[at] = holders[holders[at] as usize];
        }
        holders
    }

    /// Each two clusters that stand and are linked, the lesser number first.
    pub(crate) fn links(&self) -> impl Iterator<Item = [u32; 2]> + '_ {
        (0..).zip(&self.clusters).flat_map(|(at, cluster)| {
            cluster.links.iter().filter(move |link| at < link.to).map(move |link| [at, link.to])
        })
    }

    fn candidate(&self, of: u32) -> Option<Candidate> {
        let cluster = &self.clusters[of as usize];
        cluster
            .links
            .iter()
            .filter(|link| !link.refused)
            .map(|link| Candidate {
                mean: link.between.words
                    / (cluster.n as f32 * self.clusters[link.to as usize].n as f32),
                clusters: [of.min(link.to), of.max(link.to)],
                of,
            })
            .filter(|candidate| candidate.mean >= MEAN)
            .max()
    }

    fn may_merge(&mut self, a: u32, b: u32) -> bool {
        let between = self.link(a, b).between;
        is_open(&self.clusters[a as usize], &self.clusters[b as usize], between)
    }

    fn link(&mut self, from: u32, to: u32) -> &mut Link {
        let links = &mut self.clusters[from as usize].links;
        let at = links.binary_search_by_key(&to, |link| link.to).expect("links go both ways");
        &mut links[at]
    }

    /// Puts `b` into `a`.
    fn merge(&mut self, a: u32, b: u32) {
        let gone = std::mem::take(&mut self.clusters[b as usize]);
        let mut grown = std::mem::take(&mut self.clusters[a as usize]);
        self.holder[b as usize] = a;
        let between = grown.links.iter().find(|link| link.to == b).map(|link| link.between);
        grown.n += gone.n;
        grown.within = grown.within.plus(gone.within).plus(between.unwrap_or_default());
        grown.links = joined(&grown.links, &gone.links, [a, b]);
        for link in &gone.links {
            let links = &mut self.clusters[link.to as usize].links;
            if let Ok(at) = links.binary_search_by_key(&b, |link| link.to) {
                links.remove(at);
            }
        }
        for &link in &grown.links {
            let back = Link { to: a, ..link };
            let links = &mut self.clusters[link.to as usize].links;
            match links.binary_search_by_key(&a, |link| link.to) {
                Ok(at) => links[at] = back,
                Err(at) => links.insert(at, back),
            }
        }
        self.clusters[a as usize] = grown;
    }
}

/// The links of two clusters that become one, without those between them; what the gate refused is open again.
fn joined(a: &[Link], b: &[Link], merged: [u32; 2]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    loop {
        let link = match (a.peek(), b.peek()) {
            (None, None) => return links,
            (Some(x), Some(y)) if x.to == y.to => {
                let between = x.between.plus(y.between);
                let to = x.to;
                a.next();
                b.next();
                Link { to, between, refused: false }
            }
            (Some(x), y) if y.is_none_or(|y| x.to < y.to) => a.next().expect("it was peeked at"),
            _ => b.next().expect("it was peeked at"),
        };
        if !merged.contains(&link.to) {
            links.push(Link { refused: false, ..link });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(n: usize, pairs: &[(u32, u32, f32)]) -> Vec<u32> {
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|&(a, b, words)| Pair {
                articles: [a, b],
                likeness: Likeness { words, numbers: 0.0 },
            })
            .collect();
        let mut linkage = Linkage::of_articles(n, &pairs);
        linkage.run();
        linkage.holders()
    }

    #[test]
    fn what_is_alike_merges_and_the_least_names_it() {
        assert_eq!(clusters(4, &[(1, 3, 0.5), (0, 2, 0.12)]), [0, 1, 2, 1]);
    }

    #[test]
    fn two_tight_clusters_stay_apart_though_they_are_alike() {
        let mut pairs = Vec::new();
        for a in 0..8 {
            for b in a + 1..8 {
                pairs.push((a, b, if (a < 4) == (b < 4) { 0.6 } else { 0.25 }));
            }
        }
        assert_eq!(clusters(8, &pairs), [0, 0, 0, 0, 4, 4, 4, 4]);
    }

    #[test]
    fn a_single_article_needs_no_more_than_the_mean() {
        assert_eq!(clusters(3, &[(0, 1, 0.6), (0, 2, 0.2), (1, 2, 0.2)]), [0, 0, 0]);
        assert_eq!(clusters(3, &[(0, 1, 0.6), (0, 2, 0.3)]), [0, 0, 2]);
    }

    #[test]
    fn a_chain_merges_from_its_strongest_link() {
        assert_eq!(clusters(4, &[(0, 1, 0.3), (1, 2, 0.5), (2, 3, 0.3)]), [0, 1, 1, 3]);
    }
}
