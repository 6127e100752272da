//! Average linkage with a gate: which clusters are one.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use crate::pairs::Pair;

/// When clusters merge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The least mean similarity between the articles of one and of the other.
    pub(crate) mean: f64,
    /// The least share that this mean has of the geometric mean of both clusters' own.
    pub(crate) gate: f64,
}

/// A group that may still grow.
#[derive(Debug, Default)]
struct Cluster {
    n: u32,
    /// Sum of the similarities of its pairs.
    within: f64,
    /// Sum of the similarities to the articles of each other cluster, by number. Pairs that are not listed count 0.
    to: FxHashMap<u32, f64>,
    /// Counts its growth: what the queue holds of it from before is out of date.
    version: u32,
}

impl Cluster {
    fn cohesion(&self) -> f64 {
        let n = f64::from(self.n);
        self.within / (n * (n - 1.0) / 2.0)
    }
}

/// Two clusters that may merge, with the versions they had.
#[derive(Debug, PartialEq)]
struct Candidate {
    mean: f64,
    /// The lesser number first.
    clusters: [u32; 2],
    versions: [u32; 2],
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
        self.mean.total_cmp(&other.mean).then_with(|| other.clusters.cmp(&self.clusters))
    }
}

/// Merges the two clusters that are most alike, again and again; returns for each article the least of its cluster.
///
/// Two clusters of two or more merge only where they are nearly as alike as each is within itself: two happenings of
/// one kind (two verdicts, two summits) are alike, but each is tighter. A pair that this gate refuses is looked at
/// again when one of the two has grown.
pub(crate) fn linkage(n: usize, pairs: &[Pair], limits: Limits) -> Vec<u32> {
    let mut clusters: Vec<Cluster> =
        (0..n).map(|_| Cluster { n: 1, ..Cluster::default() }).collect();
    let mut queue = BinaryHeap::new();
    for pair in pairs {
        let similarity = f64::from(pair.similarity);
        clusters[pair.later as usize].to.insert(pair.earlier, similarity);
        clusters[pair.earlier as usize].to.insert(pair.later, similarity);
        if similarity >= limits.mean {
            let clusters = [pair.earlier, pair.later];
            queue.push(Candidate { mean: similarity, clusters, versions: [0, 0] });
        }
    }
    let mut merged_into: Vec<u32> = (0..n as u32).collect();
    while let Some(Candidate { mean, clusters: [a, b], versions }) = queue.pop() {
        let [cluster_a, cluster_b] = [&clusters[a as usize], &clusters[b as usize]];
        if [cluster_a.version, cluster_b.version] != versions || cluster_b.n == 0 {
            continue;
        }
        if cluster_a.n > 1
            && cluster_b.n > 1
            && mean < limits.gate * (cluster_a.cohesion() * cluster_b.cohesion()).sqrt()
        {
            continue;
        }
        merged_into[b as usize] = a;
        merge(&mut clusters, [a, b], limits.mean, &mut queue);
    }
    for at in 0..n {
        // A cluster's number is its least article, which stands before it.
        merged_into[at] = merged_into[merged_into[at] as usize];
    }
    merged_into
}

/// Puts `b` into `a` and offers the grown cluster to all its neighbours.
fn merge(
    clusters: &mut [Cluster],
    [a, b]: [u32; 2],
    least_mean: f64,
    queue: &mut BinaryHeap<Candidate>,
) {
    let gone = std::mem::take(&mut clusters[b as usize]);
    clusters[b as usize].version = gone.version + 1;
    let mut grown = std::mem::take(&mut clusters[a as usize]);
    let between = grown.to.remove(&b).unwrap_or(0.0);
    grown.n += gone.n;
    grown.within += gone.within + between;
    grown.version += 1;
    let mut neighbours: Vec<(u32, f64)> = gone.to.into_iter().filter(|&(c, _)| c != a).collect();
    neighbours.sort_unstable_by_key(|&(c, _)| c);
    for (c, sum) in neighbours {
        let to = &mut clusters[c as usize].to;
        to.remove(&b);
        *to.entry(a).or_default() += sum;
        *grown.to.entry(c).or_default() += sum;
    }
    let mut offers: Vec<(u32, f64)> = grown.to.iter().map(|(&c, &sum)| (c, sum)).collect();
    offers.sort_unstable_by_key(|&(c, _)| c);
    for (c, sum) in offers {
        let other = &clusters[c as usize];
        let mean = sum / (f64::from(grown.n) * f64::from(other.n));
        if mean >= least_mean {
            let (pair, versions) = if a < c {
                ([a, c], [grown.version, other.version])
            } else {
                ([c, a], [other.version, grown.version])
            };
            queue.push(Candidate { mean, clusters: pair, versions });
        }
    }
    clusters[a as usize] = grown;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(n: usize, pairs: &[(u32, u32, f32)]) -> Vec<u32> {
        let pairs: Vec<Pair> = pairs
            .iter()
            .map(|&(earlier, later, similarity)| Pair { later, earlier, similarity })
            .collect();
        linkage(n, &pairs, Limits { mean: 0.14, gate: 0.62 })
    }

    #[test]
    fn what_is_alike_merges_and_the_least_names_it() {
        assert_eq!(clusters(4, &[(1, 3, 0.5), (0, 2, 0.1)]), [0, 1, 2, 1]);
    }

    #[test]
    fn two_tight_clusters_stay_apart_though_they_are_alike() {
        let twins = [(0, 1, 0.6), (2, 3, 0.6), (0, 2, 0.3), (0, 3, 0.3), (1, 2, 0.3), (1, 3, 0.3)];
        assert_eq!(clusters(4, &twins), [0, 0, 2, 2]);
    }

    #[test]
    fn a_single_article_needs_no_more_than_the_mean() {
        assert_eq!(clusters(3, &[(0, 1, 0.6), (0, 2, 0.2), (1, 2, 0.2)]), [0, 0, 0]);
    }
}
