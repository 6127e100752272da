//! How much of the same wording two findings have.

use super::Reports;
use crate::corpus::ReportRow;

/// Pairs of neighbouring words of which at least one has four letters or more, as sorted numbers, each once.
/// `of the` says nothing; `end of` does.
pub(super) fn shingles(words: &[u32]) -> Vec<u64> {
    let mut shingles: Vec<u64> = words
        .windows(2)
        .filter(|pair| (pair[0] | pair[1]) & 1 == 1)
        .map(|pair| u64::from(pair[0]) << 32 | u64::from(pair[1]))
        .collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// How many numbers two sorted lists have in common.
pub(super) fn n_common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    common
}

/// How much of their wording two findings share, by shingles.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Shared {
    /// Share of the shorter wording that the longer has too (containment, Broder 1997).
    pub(super) of_shorter: f32,
    /// Share of both together (resemblance).
    pub(super) of_both: f32,
}

impl Reports<'_> {
    pub(super) fn shared_words(&self, a: &ReportRow, b: &ReportRow) -> Shared {
        let a = shingles(self.corpus.words_of(a));
        let b = shingles(self.corpus.words_of(b));
        let shorter = a.len().min(b.len());
        if shorter == 0 {
            return Shared::default();
        }
        let common = n_common(&a, &b);
        Shared {
            of_shorter: common as f32 / shorter as f32,
            of_both: common as f32 / (a.len() + b.len() - common) as f32,
        }
    }
}
