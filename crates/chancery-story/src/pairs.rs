//! Which articles are alike, and how much.

use crate::vectors::Space;

/// Two articles, the later first, and their similarity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) later: u32,
    pub(crate) earlier: u32,
    pub(crate) similarity: f32,
}

/// All pairs whose cosine is `floor` at least, by an inverted index; no similarity is above `cap`, so that copies
/// of one text do not make a story look tighter than it is.
pub(crate) fn pairs(space: &Space, floor: f32, cap: f32) -> Vec<Pair> {
    let mut index: Vec<Vec<(u32, f32)>> = vec![Vec::new(); space.n_dimensions];
    let mut sums = vec![0.0_f32; space.vectors.len()];
    let mut met: Vec<u32> = Vec::new();
    let mut pairs = Vec::new();
    for (later, vector) in (0..).zip(&space.vectors) {
        for &(dimension, weight) in &vector.parts {
            let holders = &mut index[dimension as usize];
            for &(earlier, other) in holders.iter() {
                let sum = &mut sums[earlier as usize];
                if *sum == 0.0 {
                    met.push(earlier);
                }
                *sum += weight * other;
            }
            holders.push((later, weight));
        }
        met.sort_unstable();
        for earlier in met.drain(..) {
            let cosine = std::mem::take(&mut sums[earlier as usize]);
            if cosine >= floor {
                pairs.push(Pair { later, earlier, similarity: cosine.min(cap) });
            }
        }
    }
    pairs
}
