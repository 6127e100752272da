//! Class lists: what each output of a network means.

use chancery_nlp::model::ModelWriter;
use serde_json::Value;

use crate::ModelFileError;
use crate::msgpack::{Node, decode};
use crate::wheel::Members;

/// Writes `tagger/labels`, `parser/moves` and `ner/moves`, each in the order of the network's classes.
pub(super) fn write(members: &Members, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let cfg = "tagger/cfg";
    let tags: Value = json(cfg, members.get(cfg)?)?;
    let tags: Option<Vec<&str>> =
        tags["labels"].as_array().and_then(|labels| labels.iter().map(Value::as_str).collect());
    writer
        .strings("tagger/labels", tags.ok_or_else(|| ModelFileError::malformed(cfg, "no labels"))?);
    // Names of the actions "0", "1", … in each transition system.
    for (network, actions) in
        [("parser", ["S", "D", "L", "R", "B", ""]), ("ner", ["", "B", "I", "L", "U", "O"])]
    {
        let moves = moves(&format!("{network}/moves"), members, &actions)?;
        writer.strings(&format!("{network}/moves"), moves.iter().map(String::as_str));
    }
    Ok(())
}

/// Moves as `ACTION-LABEL`, or `ACTION` alone where the label is empty; the unused unit move `U-` keeps
/// its hyphen.
///
/// Classes are numbered action by action; within an action by falling frequency, and labels of one
/// frequency in falling order of their names.
fn moves(member: &str, members: &Members, actions: &[&str]) -> Result<Vec<String>, ModelFileError> {
    let value = decode(member, members.get(member)?)?;
    let root = Node::new(member, &value);
    let counts = json(member, root.want("moves")?.bytes()?)?;
    let mut moves = Vec::new();
    for (number, &action) in actions.iter().enumerate() {
        let Some(labels) = counts[number.to_string()].as_object() else { continue };
        if action.is_empty() && !labels.is_empty() {
            return Err(root.wrong(format!("action {number} is unknown")));
        }
        let mut labels: Vec<(u64, &str)> = labels
            .iter()
            .map(|(label, count)| (count.as_u64().unwrap_or(0), label.as_str()))
            .collect();
        labels.sort_unstable_by(|a, b| b.cmp(a));
        moves.extend(labels.into_iter().map(|(_, label)| match (action, label) {
            ("S" | "D" | "O", "") => action.to_owned(),
            _ => format!("{action}-{label}"),
        }));
    }
    Ok(moves)
}

fn json(member: &str, bytes: &[u8]) -> Result<Value, ModelFileError> {
    serde_json::from_slice(bytes)
        .map_err(|error| ModelFileError::malformed(member, error.to_string()))
}
