//! Whole numbers for layouts whose ids are numbers: made of the record's id, so that they stay the same from one
//! export to the next.

use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

/// Numbers given out so far.
#[derive(Debug)]
pub(crate) struct Ids {
    bits: u32,
    given: FxHashSet<(u64, u64)>,
}

impl Ids {
    /// Numbers from 1 below 2^`bits`.
    pub(crate) fn of_bits(bits: u32) -> Self {
        Self { bits, given: FxHashSet::default() }
    }

    /// A number that no other key within `group` has: the first bits of the key's SHA-256; where they are taken, of
    /// the key with a counter behind it.
    pub(crate) fn give(&mut self, group: &str, key: &str) -> u64 {
        let group = first_bits(group, 64);
        let mut number = self.of(key);
        for again in 1_u32.. {
            if number != 0 && self.given.insert((group, number)) {
                break;
            }
            number = self.of(&format!("{key}#{again}"));
        }
        number
    }

    fn of(&self, key: &str) -> u64 {
        first_bits(key, self.bits)
    }
}

/// The first bits of the key's SHA-256, as a number.
pub(crate) fn first_bits(key: &str, bits: u32) -> u64 {
    let digest = Sha256::digest(key.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(first) >> (64 - bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_differ_within_a_group_and_depend_on_the_key_alone() {
        let mut ids = Ids::of_bits(4);
        let mut seen: Vec<u64> = (0..15).map(|key| ids.give("day", &key.to_string())).collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..16).collect::<Vec<u64>>());

        let (mut one, mut other) = (Ids::of_bits(52), Ids::of_bits(52));
        other.give("", "e9-x");
        assert_eq!(one.give("", "e1-a"), other.give("", "e1-a"));
        assert!(one.give("", "e2-a") < 1 << 52);
    }
}
