//! Lemma rules, exceptions and the index of known lemmas.

use chancery_nlp::hash::{plain_id, string_id};
use chancery_nlp::model::ModelWriter;

use crate::ModelFileError;
use crate::msgpack::{Node, decode};
use crate::wheel::Members;

const MEMBER: &str = "lemmatizer/lookups/lookups.bin";

/// Writes for each part of speech `POS` with rules: `lemma/POS/{old,new}`, endings in the order of rules;
/// `lemma/POS/index`, the ids of known lemmas ascending; `lemma/POS/exception_ids` ascending, and
/// `lemma/POS/exceptions`, the forms of each joined by tabs.
///
/// A word is known by the 64-bit hash of its text: the index is asked for membership only.
pub(super) fn write(members: &Members, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let value = decode(MEMBER, members.get(MEMBER)?)?;
    let root = Node::new(MEMBER, &value);
    for pos in ["adj", "adv", "noun", "verb", "punct"] {
        let table = |name: &str| -> Result<_, ModelFileError> {
            let id = string_id(pos);
            for (key, table) in root.want(name)?.entries()? {
                if key.u64()? == id {
                    return Ok(Some(table));
                }
            }
            Ok(None)
        };
        let mut rules = Vec::new();
        let found = table("lemma_rules")?;
        for rule in found.ok_or_else(|| root.wrong(format!("{pos} has no rules")))?.items()? {
            let endings: Vec<_> = rule.items()?.collect();
            let [old, new] = endings[..] else { return Err(root.wrong("a rule has two endings")) };
            rules.push((old.str()?, new.str()?));
        }
        let mut index = Vec::new();
        if let Some(words) = table("lemma_index")? {
            for word in words.items()? {
                index.push(plain_id(word.str()?));
            }
        }
        index.sort_unstable();
        let mut exceptions = Vec::new();
        if let Some(words) = table("lemma_exc")? {
            for (word, lemmas) in words.entries()? {
                let mut forms = Vec::new();
                for lemma in lemmas.items()? {
                    forms.push(lemma.str()?);
                }
                exceptions.push((plain_id(word.str()?), forms.join("\t")));
            }
        }
        exceptions.sort_unstable();
        let (ids, forms): (Vec<u64>, Vec<String>) = exceptions.into_iter().unzip();
        writer.strings(&format!("lemma/{pos}/old"), rules.iter().map(|(old, _)| *old));
        writer.strings(&format!("lemma/{pos}/new"), rules.iter().map(|(_, new)| *new));
        writer.array(&format!("lemma/{pos}/index"), &[index.len()], &index);
        writer.array(&format!("lemma/{pos}/exception_ids"), &[ids.len()], &ids);
        writer.strings(&format!("lemma/{pos}/exceptions"), forms.iter().map(String::as_str));
    }
    Ok(())
}
