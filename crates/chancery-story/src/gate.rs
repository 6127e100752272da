//! The gate: two clusters are one story only if they are nearly as alike as each is within itself.
//!
//! Two happenings of one kind, two verdicts or two earthquakes, have much in common; but the reports of each have more
//! in common with one another. And they differ in their numbers: the dead, the sum, the magnitude.

use crate::linkage::Cluster;
use crate::pairs::Likeness;

/// The least mean likeness between the articles of one cluster and of the other.
pub(crate) const MEAN: f32 = 0.18;
/// The least ratio of the likeness between to the likeness within.
const RATIO: f32 = 0.63;
/// The power to which the numbers' ratio is raised before it is counted in.
const NUMBERS: f32 = 0.25;
/// Numbers can speak for a merger up to this ratio.
const MOST: f32 = 1.25;
/// What is known before any pair is seen, as so many pairs of such likeness: one pair of near copies does not make a
/// tight cluster, and few numbers prove nothing.
const PRIOR_WORDS: Prior = Prior { pairs: 2.0, likeness: 0.2 };
const PRIOR_NUMBERS: Prior = Prior { pairs: 6.0, likeness: 0.1 };

struct Prior {
    pairs: f32,
    likeness: f32,
}

impl Prior {
    /// The mean likeness of pairs, given their sum and number.
    fn mean(&self, sum: f32, pairs: f32) -> f32 {
        (sum + self.pairs * self.likeness) / (pairs + self.pairs)
    }
}

/// The two may merge, given the sums over the pairs between them. A single article is always let in: whether it is
/// alike enough says [`MEAN`].
pub(crate) fn is_open(a: &Cluster, b: &Cluster, between: Likeness) -> bool {
    if a.n < 2 || b.n < 2 {
        return true;
    }
    let n_between = a.n as f32 * b.n as f32;
    let within = |prior: &Prior, sum: fn(&Likeness) -> f32| {
        let mean = |cluster: &Cluster| {
            let n = cluster.n as f32;
            prior.mean(sum(&cluster.within), n * (n - 1.0) / 2.0)
        };
        (mean(a) * mean(b)).sqrt()
    };
    let words = between.words / n_between / within(&PRIOR_WORDS, |sum| sum.words);
    let numbers =
        PRIOR_NUMBERS.mean(between.numbers, n_between) / within(&PRIOR_NUMBERS, |sum| sum.numbers);
    words * numbers.min(MOST).powf(NUMBERS) >= RATIO
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four articles, given the mean likeness of their six pairs.
    fn four(words: f32, numbers: f32) -> Cluster {
        Cluster::new(4, Likeness { words, numbers }.times(6.0))
    }

    impl Likeness {
        fn times(self, n: f32) -> Self {
            Self { words: self.words * n, numbers: self.numbers * n }
        }
    }

    #[test]
    fn other_numbers_keep_two_earthquakes_apart() {
        let alike = |numbers| Likeness { words: 0.35, numbers }.times(16.0);
        let (one, other) = (four(0.5, 0.6), four(0.5, 0.6));
        assert!(is_open(&one, &other, alike(0.6)));
        assert!(!is_open(&one, &other, alike(0.0)));
        // Reports without numbers say nothing either way.
        assert!(is_open(&four(0.5, 0.0), &four(0.5, 0.0), alike(0.0)));
    }

    #[test]
    fn a_pair_of_near_copies_is_no_reason_to_stay_alone() {
        let pair = Cluster::new(2, Likeness { words: 0.75, numbers: 0.0 });
        let between = Likeness { words: 0.27, numbers: 0.0 }.times(8.0);
        assert!(is_open(&four(0.4, 0.0), &pair, between));
    }
}
