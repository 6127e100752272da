//! The wording of a text, by which copies are found.

use crate::codec::{Bytes, FormatError, put, put_after};
use crate::hash::Hash;

/// Words of a shingle.
const SHINGLE: usize = 5;
/// Of so many neighbouring shingles, the one with the least hash is kept.
const WINDOW: usize = 4;
const VERSION: u8 = 1;

/// The wording of a text: fingerprints of its shingles of five words, some 2 in 5 of them.
///
/// Which are kept is settled by winnowing (Schleimer, Wilkerson, Aiken 2003): of any four neighbouring shingles the
/// one with the least hash, so that two texts that share eight words in a row share a fingerprint, wherever the passage
/// stands. It is `MinHash` in a sliding window; unlike one `MinHash` of the whole it tells that a text is *part* of another.
///
/// As bytes ([`to_bytes`](Self::to_bytes)): the version (1), the number of fingerprints, then each, ascending, as its
/// difference to the one before, less one. Numbers are LEB128. A word is a run of letters and digits in lower case;
/// a shingle's hash is the upper 28 bits of FNV-1a (64 bits, no other seed) over its words, each followed by a byte 0,
/// mixed by `MurmurHash3`'s finaliser. A text of one to four words is one shingle.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// Ascending.
    pub(crate) fingerprints: Vec<u32>,
}

impl Signature {
    /// Of an article's text.
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Self::default();
        }
        let shingles: Vec<u32> =
            words.windows(SHINGLE.min(words.len())).map(shingle_hash).collect();
        let mut fingerprints: Vec<u32> = shingles
            .windows(WINDOW.min(shingles.len()))
            .map(|window| *window.iter().min().expect("a window holds a shingle"))
            .collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        Self { fingerprints }
    }

    /// How many fingerprints two texts share.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let (mut a, mut b) = (self.fingerprints.as_slice(), other.fingerprints.as_slice());
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            if x <= y {
                a = &a[1..];
            }
            if y <= x {
                b = &b[1..];
            }
            shared += usize::from(x == y);
        }
        shared
    }

    /// As they are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        put(&mut bytes, self.fingerprints.len() as u32);
        let mut last = None;
        for &fingerprint in &self.fingerprints {
            put_after(&mut bytes, last, fingerprint);
            last = Some(fingerprint);
        }
        bytes
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// Where the bytes are of another version or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut bytes = Bytes::of(bytes, "signature", VERSION)?;
        let count = bytes.count()?;
        let mut fingerprints = Vec::with_capacity(count);
        for _ in 0..count {
            fingerprints.push(bytes.after(fingerprints.last().copied())?);
        }
        bytes.end()?;
        Ok(Self { fingerprints })
    }
}

fn shingle_hash(words: &[&str]) -> u32 {
    words.iter().fold(Hash::new(), |hash, word| hash.str(word).byte(0)).stored()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The envoy of Varland left the talks in Lund on Tuesday. He said that the draft had no \
        chance while the ports stay closed, and that his side would come back once ships can land grain again.";

    #[test]
    fn bytes_come_back() {
        for text in ["", "Talks", TEXT] {
            let signature = Signature::of(text);
            assert_eq!(Signature::from_bytes(&signature.to_bytes()), Ok(signature));
        }
    }

    #[test]
    fn case_signs_and_breaks_are_no_difference() {
        let other = TEXT.to_uppercase().replace(". ", ".\n\n").replace(',', " –");
        assert_eq!(Signature::of(TEXT), Signature::of(&other));
    }

    #[test]
    fn a_part_is_seen_as_part() {
        let part = Signature::of(&TEXT[..110]);
        let whole = Signature::of(TEXT);
        assert!(part.fingerprints.len() < whole.fingerprints.len());
        assert!(part.shared(&whole) + 2 >= part.fingerprints.len());
    }

    #[test]
    fn torn_bytes_are_an_error() {
        let bytes = Signature::of(TEXT).to_bytes();
        assert!(Signature::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Signature::from_bytes(&[]).is_err());
        assert!(Signature::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
    }
}
