//! The one hash of the stored formats.

/// Hashes are stored in this many bits: of 100,000 different words one in 2,700 meets another, and a sorted list of
/// 300 takes some three bytes each.
pub(crate) const BITS: u32 = 28;

/// FNV-1a of 64 bits (Fowler, Noll, Vo), fed piece by piece.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    pub(crate) fn str(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte)
    }

    /// All 64 bits, well mixed: the finaliser of `MurmurHash3`.
    pub(crate) fn mixed(self) -> u64 {
        let mut h = self.0;
        h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }

    /// The [`BITS`] that are stored.
    pub(crate) fn stored(self) -> u32 {
        (self.mixed() >> (64 - BITS)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stored_hash_never_changes() {
        // Archives hold these: a change needs a new version of the formats.
        assert_eq!(Hash::new().str("treaty").stored(), Hash::new().str("trea").str("ty").stored());
        assert_eq!(Hash::new().str("treaty").stored(), 0x0a41_62ad);
    }
}
