//! Norms of words.

use std::collections::BTreeMap;

use chancery_nlp::hash::string_id;
use chancery_nlp::model::ModelWriter;

use crate::ModelFileError;
use crate::msgpack::{Node, decode};
use crate::wheel::Members;

const BASE_NORMS: &str = include_str!("../../../../data/nlp/base-norms.tsv");

/// Writes `lexicon/norm_ids` and `lexicon/norms`: the model's table, and below it that of all languages.
pub(super) fn write(members: &Members, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let mut norms: BTreeMap<u64, &str> = BTreeMap::new();
    for line in BASE_NORMS.lines().filter(|line| !line.starts_with('#')) {
        let (norm, words) = line.split_once('\t').expect("each row has two fields");
        norms.extend(words.split(' ').map(|word| (string_id(word), norm)));
    }
    let member = "vocab/lookups.bin";
    let value = decode(member, members.get(member)?)?;
    for (id, norm) in Node::new(member, &value).want("lexeme_norm")?.entries()? {
        norms.insert(id.u64()?, norm.str()?);
    }
    let ids: Vec<u64> = norms.keys().copied().collect();
    writer.array("lexicon/norm_ids", &[ids.len()], &ids);
    writer.strings("lexicon/norms", norms.values().copied());
    Ok(())
}
