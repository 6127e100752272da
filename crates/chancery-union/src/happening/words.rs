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

impl Reports<'_> {
    /// Share of the shorter wording's shingles that the longer has too (Broder's containment, 1997).
    pub(super) fn containment(&self, a: &ReportRow, b: &ReportRow) -> f32 {
        let a = shingles(self.corpus.words_of(a));
        let b = shingles(self.corpus.words_of(b));
        let shorter = a.len().min(b.len());
        if shorter == 0 {
            return 0.0;
        }
        n_common(&a, &b) as f32 / shorter as f32
    }
}
