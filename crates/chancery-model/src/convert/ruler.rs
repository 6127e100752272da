//! The attribute ruler's patterns, compiled into masks.
//!
//! Tags, arc labels and the words that rules name are few enough for a bit each, so whether a token fits is a
//! handful of ands. Morphology and lemmas become numbers into lists of strings.

use std::collections::BTreeSet;

use chancery_nlp::model::ModelWriter;
use chancery_nlp::ruler::{ANY_WORD, ActionRow, SpecRow};
use chancery_nlp::{Dep, Pos, Tag};

use crate::ModelFileError;
use crate::msgpack::{Node, decode};
use crate::wheel::Members;

const MEMBER: &str = "attribute_ruler/patterns";

/// The three expressions among the rules, and the words that they match.
const EXPRESSIONS: [(&str, &[&str]); 3] = [
    ("^n'?t$", &["n't", "nt"]),
    ("^n[ou]thin'$", &["nothin'", "nuthin'"]),
    ("^y'?$", &["y", "y'"]),
];

/// Writes `ruler/*`.
pub(super) fn write(members: &Members, writer: &mut ModelWriter) -> Result<(), ModelFileError> {
    let value = decode(MEMBER, members.get(MEMBER)?)?;
    let root = Node::new(MEMBER, &value);
    let mut words = BTreeSet::new();
    let mut morphs = BTreeSet::from([""]);
    let mut lemmas = BTreeSet::new();
    for rule in root.items()? {
        for pattern in rule.want("patterns")?.items()? {
            for spec in pattern.items()? {
                if let Some(lower) = spec.get("LOWER")? {
                    words.extend(values(lower)?.0);
                }
            }
        }
        let attrs = rule.want("attrs")?;
        morphs
            .extend(attrs.get("MORPH")?.map(Node::str).transpose()?.filter(|&morph| morph != "_"));
        lemmas.extend(attrs.get("LEMMA")?.map(Node::str).transpose()?);
    }
    let words: Vec<&str> = words.into_iter().collect();
    let morphs: Vec<&str> = morphs.into_iter().collect();
    let lemmas: Vec<&str> = lemmas.into_iter().collect();
    if words.len() > 254 || morphs.len() > 254 {
        return Err(root.wrong("it has more words or features than fit"));
    }
    let mut specs: Vec<u64> = Vec::new();
    let mut actions: Vec<u32> = Vec::new();
    for (number, rule) in (0_u32..).zip(root.items()?) {
        let action = action(number, rule, &morphs, &lemmas)?;
        for pattern in rule.want("patterns")?.items()? {
            let tokens: Vec<_> = pattern.items()?.collect();
            if tokens.is_empty() || tokens.len() > 2 || action.index as usize >= tokens.len() {
                return Err(root.wrong("a pattern has one or two tokens"));
            }
            let mut rows = Vec::new();
            for token in &tokens {
                rows.push(spec(*token, &words)?);
            }
            // A tag or label that the networks do not know never comes.
            if rows.iter().all(SpecRow::can_match) {
                let second = rows.get(1).copied().unwrap_or_default();
                specs.extend(rows[0].to_row());
                specs.extend(second.to_row());
                actions.extend(ActionRow { n_tokens: tokens.len() as u32, ..action }.to_row());
            }
        }
    }
    let n = actions.len() / ActionRow::LEN;
    writer.array("ruler/specs", &[n, 2, SpecRow::LEN], &specs);
    writer.array("ruler/actions", &[n, ActionRow::LEN], &actions);
    writer.strings("ruler/words", words);
    writer.strings("ruler/morphs", morphs);
    writer.strings("ruler/lemmas", lemmas);
    Ok(())
}

/// What a value of a token pattern asks for: the strings, and whether they are meant or all others.
fn values<'v>(value: Node<'v, '_>) -> Result<(Vec<&'v str>, bool), ModelFileError> {
    if !value.is_map() {
        return Ok((vec![value.str()?], true));
    }
    let mut entries = value.entries()?;
    let (Some((operator, operand)), None) = (entries.next(), entries.next()) else {
        return Err(value.wrong("a pattern's value has one operator"));
    };
    let list =
        |operand: Node<'v, '_>| operand.items()?.map(Node::str).collect::<Result<Vec<_>, _>>();
    match operator.str()? {
        "IN" => Ok((list(operand)?, true)),
        "NOT_IN" => Ok((list(operand)?, false)),
        "REGEX" => {
            let expression = operand.str()?;
            let known = EXPRESSIONS.iter().find(|(known, _)| *known == expression);
            let (_, words) =
                known.ok_or_else(|| value.wrong("a pattern's expression is unknown"))?;
            Ok((words.to_vec(), true))
        }
        other => Err(value.wrong(format!("the operator {other} is unknown"))),
    }
}

fn spec(token: Node<'_, '_>, words: &[&str]) -> Result<SpecRow, ModelFileError> {
    let mut spec = SpecRow { words: ANY_WORD, ..SpecRow::any() };
    for (key, value) in token.entries()? {
        match key.str()? {
            "TAG" => spec.tags = mask(value, |tag| tag.parse::<Tag>().ok().map(|tag| tag as u32))?,
            "DEP" => spec.deps = mask(value, |dep| dep.parse::<Dep>().ok().map(|dep| dep as u32))?,
            "LOWER" => {
                let (strings, meant) = values(value)?;
                if !meant {
                    return Err(value.wrong("words are named, not excluded"));
                }
                spec.words = [0; 4];
                for string in strings {
                    let at = words.binary_search(&string).expect("all words were collected") + 1;
                    spec.words[at / 64] |= 1 << (at % 64);
                }
            }
            "IS_SPACE" => {
                let space = value.bool().ok_or_else(|| value.wrong("IS_SPACE is yes or no"))?;
                spec.space = if space { 1 } else { 2 };
            }
            other => return Err(value.wrong(format!("tokens have an attribute {other}"))),
        }
    }
    Ok(spec)
}

/// One bit for each label that fits.
fn mask(value: Node<'_, '_>, bit: impl Fn(&str) -> Option<u32>) -> Result<u64, ModelFileError> {
    let (strings, meant) = values(value)?;
    let mask = strings.into_iter().filter_map(bit).fold(0, |mask, bit| mask | 1 << bit);
    Ok(if meant { mask } else { !mask })
}

fn action(
    rule: u32,
    node: Node<'_, '_>,
    morphs: &[&str],
    lemmas: &[&str],
) -> Result<ActionRow, ModelFileError> {
    let index = u32::try_from(node.want("index")?.u64()?).unwrap_or(u32::MAX);
    let mut action = ActionRow { rule, index, ..ActionRow::default() };
    for (key, value) in node.want("attrs")?.entries()? {
        let string = value.str()?;
        let unknown = |_| value.wrong(format!("{string} is no label"));
        // One more than the number, since 0 says that the rule leaves it alone.
        match key.str()? {
            "TAG" => action.tag = string.parse::<Tag>().map_err(unknown)? as u32 + 1,
            "POS" => action.pos = string.parse::<Pos>().map_err(unknown)? as u32 + 1,
            "DEP" => action.dep = string.parse::<Dep>().map_err(unknown)? as u32 + 1,
            "MORPH" => {
                let morph = if string == "_" { "" } else { string };
                let at = morphs.binary_search(&morph).expect("all features were collected");
                action.morph = at as u32 + 1;
            }
            "LEMMA" => {
                let at = lemmas.binary_search(&string).expect("all lemmas were collected");
                action.lemma = at as u32 + 1;
            }
            other => return Err(value.wrong(format!("rules set {other}"))),
        }
    }
    Ok(action)
}
