//! The tokenizer's patterns and exceptions.
//!
//! The reader knows the *form* of the patterns (see `chancery_nlp::tokenizer`); which characters and units they
//! name is read here. Whatever else the patterns hold must be what that form was written for.

use chancery_nlp::model::ModelWriter;

use super::characters;
use super::pattern::{Pattern, literals, single};
use crate::ModelFileError;
use crate::msgpack::{Node, decode};
use crate::wheel::Members;

const MEMBER: &str = "tokenizer";

/// Keys of an exception's pieces: spaCy's numbers of ORTH and NORM.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// Alternatives of the prefix pattern that are not one character.
const PREFIXES: [&str; 6] = [r"^\+(?![0-9])", "^……", r"^\.\.+", r"^US\$", r"^C\$", r"^A\$"];

/// Alternatives of the suffix pattern that are neither one character nor begin with a look-behind.
const SUFFIXES: [&str; 6] = ["……$", r"\.\.+$", "'s$", "'S$", "’s$", "’S$"];

/// Writes `tokenizer/*` and `text/*`.
pub(super) fn write(members: &Members, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let value = decode(MEMBER, members.get(MEMBER)?)?;
    let root = Node::new(MEMBER, &value);
    let pattern = |name| Ok(Pattern { name, text: root.want(name)?.str()? });
    let prefix = pattern("prefix_search")?;
    let suffix = pattern("suffix_search")?;
    let infix = pattern("infix_finditer")?;
    let url = pattern("url_match")?;
    characters::write(&prefix, &suffix, &infix, &url, writer)?;
    for alternative in prefix.alternatives() {
        let character = alternative.strip_prefix('^').and_then(single).is_some();
        if !character && !PREFIXES.contains(&alternative) && !is_class(alternative, "^[", "]") {
            return Err(prefix.wrong(&format!("`{alternative}` is unknown")));
        }
    }
    // What may stand after a digit: currencies and units.
    let mut after_digit = vec!["+".to_owned()];
    for alternative in suffix.alternatives() {
        let character = alternative.strip_suffix('$').and_then(single).is_some();
        if character || SUFFIXES.contains(&alternative) || is_class(alternative, "[", "]$") {
            continue;
        }
        let units = alternative.strip_prefix("(?<=[0-9])").and_then(|rest| rest.strip_suffix('$'));
        match units.map(literals) {
            Some(Some(units)) => after_digit.extend(units),
            None if alternative.starts_with("(?<=") && alternative.ends_with(r")\.$") => {}
            _ if alternative == r"(?<=[0-9])\+$" => {}
            _ => return Err(suffix.wrong(&format!("`{alternative}` is unknown"))),
        }
    }
    after_digit.sort_unstable();
    after_digit.dedup();
    writer.strings("tokenizer/after_digit", after_digit.iter().map(String::as_str));
    exceptions(root.want("exceptions")?, writer)
}

fn is_class(alternative: &str, before: &str, after: &str) -> bool {
    alternative.starts_with(before) && alternative.ends_with(after)
}

/// Writes the exceptions sorted by their text: `keys`, the number of `pieces` up to the end of each, and of each
/// piece its `orth` and its `norm`, empty where the piece has none of its own.
fn exceptions(root: Node<'_, '_>, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let mut exceptions = Vec::new();
    for (key, pieces) in root.entries()? {
        let key = key.str()?;
        let mut texts = Vec::new();
        for piece in pieces.items()? {
            let (mut orth, mut norm) = ("", "");
            for (attribute, value) in piece.entries()? {
                match attribute.u64()? {
                    ORTH => orth = value.str()?,
                    NORM => norm = value.str()?,
                    other => {
                        return Err(root.wrong(format!("exceptions have an attribute {other}")));
                    }
                }
            }
            texts.push((orth, norm));
        }
        // Spans are cut from the text by the pieces' lengths.
        if texts.iter().map(|(orth, _)| *orth).collect::<String>() != key || key.is_empty() {
            return Err(root.wrong(format!("the pieces of {key:?} are not its text")));
        }
        exceptions.push((key, texts));
    }
    exceptions.sort_unstable();
    let mut ends = Vec::new();
    let mut pieces = Vec::new();
    for (_, texts) in &exceptions {
        pieces.extend(texts.iter().copied());
        ends.push(pieces.len() as u32);
    }
    writer.strings("tokenizer/exceptions/keys", exceptions.iter().map(|(key, _)| *key));
    writer.array("tokenizer/exceptions/ends", &[ends.len()], &ends);
    writer.strings("tokenizer/exceptions/orths", pieces.iter().map(|(orth, _)| *orth));
    writer.strings("tokenizer/exceptions/norms", pieces.iter().map(|(_, norm)| *norm));
    Ok(())
}
