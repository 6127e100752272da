//! Which articles are alike, and how much.

use std::cmp::Ordering;

use crate::vectors::{Space, Vector, dot, heavier_first};

/// Two articles and how alike they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    pub(crate) articles: [u32; 2],
    pub(crate) likeness: Likeness,
}

/// How alike two articles are, or the sum of that over many pairs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Likeness {
    /// By all words, and by the days on which they came out.
    pub(crate) words: f32,
    /// By numbers alone.
    pub(crate) numbers: f32,
}

/// The pairs that are alike.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pub(crate) pairs: Vec<Pair>,
    /// Some article had more partners than are kept.
    pub(crate) truncated: bool,
}

/// Pairs less alike are left out, and count as not alike at all.
pub(crate) const FLOOR: f32 = 0.1;
/// No pair counts as more alike: copies of one text do not make a story look tighter than it is.
pub(crate) const CAP: f32 = 0.75;
/// With this many days between two articles, they are half as alike as their words.
const DAYS: f32 = 3.5;
/// With more days between them, no two articles reach [`FLOOR`]: `CAP * fading(9) < FLOOR`.
const WINDOW: i32 = 8;
/// Of the articles before it, each is paired with so many that are most like it.
const PARTNERS: usize = 64;
/// For each article so many occurrences of its words in other articles are looked at, those of its heaviest words
/// first. Reached only in sets of many thousand articles.
const OCCURRENCES: usize = 24_000;

/// Where they do not suffice, so many articles with the largest sums are looked at in full.
const LOOKS: usize = 4 * PARTNERS;

/// How much less alike two reports are for the days between them: 1 / (1 + (days / 3.5)²).
pub(crate) fn fading(days: f32) -> f32 {
    1.0 / (1.0 + (days / DAYS).powi(2))
}

/// All pairs that are alike, by an inverted index, in the order of days; articles without one come last and are held
/// against all.
pub(crate) fn pairs(space: &Space) -> Pairs {
    let points = &space.points;
    let mut order: Vec<u32> = (0..points.len() as u32).collect();
    order.sort_by_key(|&at| (points[at as usize].day.is_none(), points[at as usize].day));
    let mut index = Index::new(space.n_dimensions);
    let mut sums = vec![0.0_f32; points.len()];
    let mut met: Vec<u32> = Vec::new();
    let mut candidates: Vec<(u32, f32)> = Vec::new();
    let mut partners: Vec<Pair> = Vec::new();
    let mut found = Pairs::default();
    for at in order {
        let point = &points[at as usize];
        let earliest = point.day.map(|day| day - WINDOW);
        let complete = index.add_up(&point.words, earliest, points.as_slice(), &mut sums, &mut met);
        // What was added up but in part is worth a full look where the part is half of what is asked for.
        let least = if complete { FLOOR } else { FLOOR / 2.0 };
        candidates.extend(
            met.drain(..)
                .map(|other| (other, std::mem::take(&mut sums[other as usize])))
                .filter(|&(_, sum)| sum >= least),
        );
        if !complete && candidates.len() > LOOKS {
            candidates.select_nth_unstable_by(LOOKS, |&a, &b| heavier_first(a, b));
            candidates.truncate(LOOKS);
            found.truncated = true;
        }
        for (other, sum) in candidates.drain(..) {
            let partner = &points[other as usize];
            let cosine = if complete { sum } else { dot(&point.words, &partner.words) };
            let days = point.day.zip(partner.day).map_or(0, |(a, b)| a.abs_diff(b));
            let words = cosine.min(CAP) * fading(days as f32);
            if words >= FLOOR {
                let numbers = dot(&point.numbers, &partner.numbers);
                let likeness = Likeness { words, numbers };
                partners.push(Pair { articles: [at.min(other), at.max(other)], likeness });
            }
        }
        if partners.len() > PARTNERS {
            partners.select_nth_unstable_by(PARTNERS, more_alike_first);
            partners.truncate(PARTNERS);
            found.truncated = true;
        }
        found.pairs.append(&mut partners);
        index.insert(at, &point.words);
    }
    found
}

/// The more alike first, of equals the one with the lesser articles.
fn more_alike_first(a: &Pair, b: &Pair) -> Ordering {
    b.likeness.words.total_cmp(&a.likeness.words).then(a.articles.cmp(&b.articles))
}

/// Which articles have a word, and how much it weighs there.
struct Index {
    holders: Vec<Vec<(u32, f32)>>,
    /// For each word the first holder within the window.
    starts: Vec<u32>,
}

impl Index {
    fn new(n_dimensions: usize) -> Self {
        Self { holders: vec![Vec::new(); n_dimensions], starts: vec![0; n_dimensions] }
    }

    fn insert(&mut self, article: u32, words: &Vector) {
        for &(dimension, weight) in words {
            self.holders[dimension as usize].push((article, weight));
        }
    }

    /// Adds up the products with all articles of the index since `earliest`, the heaviest words first; `met` gets the
    /// articles. False where [`OCCURRENCES`] did not suffice.
    fn add_up(
        &mut self,
        words: &Vector,
        earliest: Option<i32>,
        points: &[crate::vectors::Point],
        sums: &mut [f32],
        met: &mut Vec<u32>,
    ) -> bool {
        let mut by_weight = words.clone();
        by_weight.sort_unstable_by(|&a, &b| heavier_first(a, b));
        let mut left = OCCURRENCES;
        for (dimension, weight) in by_weight {
            let holders = &self.holders[dimension as usize];
            let within = match earliest {
                Some(earliest) => {
                    let start = &mut self.starts[dimension as usize];
                    while let Some(&(holder, _)) = holders.get(*start as usize)
                        && points[holder as usize].day.is_some_and(|day| day < earliest)
                    {
                        *start += 1;
                    }
                    &holders[*start as usize..]
                }
                None => holders,
            };
            let Some(still_left) = left.checked_sub(within.len()) else { return false };
            left = still_left;
            for &(other, its_weight) in within {
                let sum = &mut sums[other as usize];
                if *sum == 0.0 {
                    met.push(other);
                }
                *sum += weight * its_weight;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::Point;

    type Given<'w> = (&'w [(u32, f32)], Option<i32>);

    fn space(points: &[Given<'_>]) -> Space {
        let points = points
            .iter()
            .map(|&(words, day)| Point { words: words.to_vec(), numbers: Vec::new(), day })
            .collect();
        Space { points, n_dimensions: 4 }
    }

    #[test]
    fn days_between_reports_make_them_less_alike() {
        let word: &[(u32, f32)] = &[(0, 1.0)];
        let found =
            pairs(&space(&[(word, Some(10)), (word, None), (word, Some(3)), (word, Some(300))]));
        let of = |articles| {
            found
                .pairs
                .iter()
                .find(|pair| pair.articles == articles)
                .map(|pair| pair.likeness.words)
        };
        assert_eq!(of([0, 2]), Some(CAP * fading(7.0)));
        assert_eq!(of([0, 3]), None);
        assert_eq!([of([0, 1]), of([1, 2]), of([1, 3])], [Some(CAP); 3]);
    }

    #[test]
    fn the_window_holds_all_that_may_be_alike() {
        assert!(CAP * fading(WINDOW as f32) >= FLOOR);
        assert!(CAP * fading((WINDOW + 1) as f32) < FLOOR);
    }
}
