//! The two hashes that the published weights were trained with, and the checksum of our model file.

/// A string's 64-bit id, as spaCy's string store gives it: 0 for the empty string, its number for one
/// of the 456 names that spaCy reserves (`det` is 415), else [`murmur64a`] with seed 1.
///
/// The reserved names matter: the network has seen `SHAPE=X` as 101, not as the hash of `X`.
pub fn string_id(string: &str) -> u64 {
    if string.is_empty() { 0 } else { reserved(string).unwrap_or_else(|| plain_id(string)) }
}

/// [`murmur64a`] of the string with seed 1: an id that knows no reserved names.
pub fn plain_id(string: &str) -> u64 {
    murmur64a(string.as_bytes(), 1)
}

/// `MurmurHash2`, 64-bit version for 64-bit machines (Appleby 2009).
pub fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> 47;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut block = [0; 8];
        block[..tail.len()].copy_from_slice(tail);
        h = (h ^ u64::from_le_bytes(block)).wrapping_mul(M);
    }
    h ^= h >> 47;
    h = h.wrapping_mul(M);
    h ^ (h >> 47)
}

/// The four numbers that choose the rows of a hash embedding: `MurmurHash3` x64 128 (Appleby 2011) of the
/// eight little-endian bytes of `id`, as four 32-bit words. A table of `V` rows uses each modulo `V`.
pub fn hash4(id: u64, seed: u32) -> [u32; 4] {
    fn mix(mut h: u64) -> u64 {
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }
    // Eight bytes are all tail: one half block, no body.
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31);
    h1 = h1.wrapping_mul(0x4cf5_ad43_2745_937f) ^ u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

/// Tells a damaged section of the model file from a sound one.
///
/// Four independent lanes, since a file of 30 MB is summed each time it is opened (about 4 ms). Each step
/// is a bijection of its lane, so a change within one word always shows. Not meant against forgers.
pub fn checksum(bytes: &[u8]) -> u64 {
    const M: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |lane: u64, word: u64| (lane.rotate_left(23) ^ word).wrapping_mul(M);
    let mut lanes = [1_u64, 2, 3, 4];
    let (blocks, tail) = bytes.as_chunks::<32>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = step(*lane, u64::from_le_bytes(*word));
        }
    }
    let mut last = [0; 32];
    last[..tail.len()].copy_from_slice(tail);
    let (words, _) = last.as_chunks::<8>();
    for (lane, word) in lanes.iter_mut().zip(words) {
        *lane = step(*lane, u64::from_le_bytes(*word));
    }
    let sum = lanes.iter().fold(bytes.len() as u64, |sum, &lane| step(sum, lane ^ (lane >> 32)));
    sum ^ (sum >> 29)
}

/// The names to which spaCy gives small numbers, in runs: the first number, then consecutive names.
///
/// spaCy 3.8, `symbols.pyx` and `attrs.pyx`; runs of numbered names (`FLAG19`, `DEPRECATED001`) are
/// computed in [`reserved`].
const RESERVED: [(u64, &str); 7] = [
    (
        1,
        "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM \
         LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT \
         IS_CURRENCY",
    ),
    (
        64,
        "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE \
         HEAD SENT_START SPACY PROB LANG",
    ),
    (
        84,
        "ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL \
         SPACE",
    ),
    (
        380,
        "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT \
         MONEY QUANTITY ORDINAL CARDINAL",
    ),
    (
        398,
        "acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj \
         csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj \
         nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive preconj prep \
         prt punct quantmod relcl rcmod root xcomp acl",
    ),
    (452, "ENT_KB_ID MORPH ENT_ID IDX"),
    (456, "_"),
];

/// The number of a reserved name.
fn reserved(string: &str) -> Option<u64> {
    use std::collections::HashMap;
    use std::sync::OnceLock;
    static NUMBERS: OnceLock<HashMap<&'static str, u64, rustc_hash::FxBuildHasher>> =
        OnceLock::new();

    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if string.len() > 17 || !string.bytes().all(word) {
        return None;
    }
    let numbered = |prefix: &str, digits: usize| {
        let number = string.strip_prefix(prefix)?;
        (number.len() == digits).then(|| number.parse::<u64>().ok()).flatten()
    };
    if let Some(flag) = numbered("FLAG", 2).filter(|flag| (19..=63).contains(flag)) {
        return Some(flag);
    }
    if let Some(number) = numbered("DEPRECATED", 3).filter(|number| (1..=276).contains(number)) {
        return Some(103 + number);
    }
    let numbers = NUMBERS.get_or_init(|| {
        RESERVED
            .iter()
            .flat_map(|&(first, names)| {
                names.split_ascii_whitespace().zip(first..).collect::<Vec<_>>()
            })
            .collect()
    });
    numbers.get(string).copied()
}

#[cfg(test)]
mod tests {
    use super::{checksum, hash4, plain_id, string_id};

    #[test]
    fn ids_are_those_of_spacy() {
        for (string, id) in [
            ("", 0),
            ("a", 11_901_859_001_352_538_922),
            ("apple", 8_566_208_034_543_834_098),
            ("the", 7_425_985_699_627_899_538),
            ("The", 5_059_648_917_813_135_842),
            ("NATO", 5_707_719_273_113_622_397),
            ("$", 11_283_501_755_624_150_392),
            ("don't", 8_627_107_437_989_221_290),
            ("中国", 14_253_433_776_819_982_803),
            ("dd", 4_620_368_362_210_911_820),
            ("det", 415),
            ("X", 101),
            ("_", 456),
            ("FLAG19", 19),
            ("FLAG63", 63),
            ("DEPRECATED001", 104),
            ("DEPRECATED276", 379),
            ("IDX", 455),
            ("acl", 451),
            ("CARDINAL", 397),
            ("LANG", 83),
        ] {
            assert_eq!(string_id(string), id, "{string}");
        }
        assert_eq!(plain_id("det"), 0x263d_f9cc_247c_5291);
    }

    #[test]
    fn names_beside_the_reserved_ones_are_hashed() {
        for string in ["FLAG18", "FLAG64", "FLAG+9", "DEPRECATED277", "DEPRECATED000", "ROOT"] {
            assert_eq!(string_id(string), plain_id(string), "{string}");
        }
    }

    #[test]
    fn rows_are_those_of_thinc() {
        let rows = |id, seed, n: u32| hash4(id, seed).map(|k| k % n);
        assert_eq!(
            hash4(string_id("the"), 8),
            [2_332_737_498, 1_315_472_909, 1_351_622_599, 1_973_209_364]
        );
        assert_eq!(rows(string_id("the"), 8, 5000), [2498, 2909, 2599, 4364]);
        assert_eq!(hash4(0, 12), [3_628_889_788, 3_483_432_925, 485_828_337, 1_486_234_390]);
        assert_eq!(rows(0, 12, 50), [38, 25, 37, 40]);
        assert_eq!(rows(1, 12, 50), [6, 13, 20, 22]);
        assert_eq!(rows(0, 13, 50), [14, 41, 15, 38]);
        assert_eq!(rows(1, 13, 50), [42, 11, 7, 14]);
    }

    #[test]
    fn one_changed_byte_changes_the_checksum() {
        let sound: Vec<u8> = (0..200_u8).map(|i| i.wrapping_mul(7)).collect();
        for i in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[i] ^= 0x40;
            assert_ne!(checksum(&sound), checksum(&damaged), "byte {i}");
        }
        assert_ne!(checksum(&[0; 32]), checksum(&[0; 33]));
    }
}
