//! Words that govern an act and say how real it is, from `data/clause/governors.tsv`.

use std::sync::OnceLock;

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId};
use rustc_hash::FxHashMap;

/// What a governor says of the act below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Real: *began to*.
    Aspect,
    /// Real and under way: *continues to*.
    Ongoing,
    /// Announced: *plans to*.
    Plan,
    /// Wanted or possible: *wants to*, *urged them to*.
    Wish,
    /// Told as a fact: *said that*.
    Speech,
    /// Denied: *denied having*.
    Deny,
    /// Without success: *tried to*.
    Fail,
}

/// Who does the act of an infinitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Control {
    /// The governor's subject: *promised him to leave*.
    Subject,
    /// The governor's object: *asked him to leave*.
    Object,
}

/// A word that governs an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governor {
    /// The word.
    pub token: TokenId,
    /// What it says.
    pub effect: Effect,
    /// Whose act it is.
    pub control: Control,
}

/// What kind of governor the word itself is, by its lemma.
pub fn governor_word(doc: &Doc<'_>, token: TokenId) -> Option<Governor> {
    let &(effect, control) = table().get(doc.lemma(token))?;
    Some(Governor { token, effect, control })
}

/// The word that governs the clause of `verb`: the verb, adjective or noun whose complement it is, through
/// coordination. A finite clause is governed by speech and denial alone.
pub fn governor(doc: &Doc<'_>, verb: TokenId) -> Option<Governor> {
    let mut at = verb;
    while doc.dep(at) == Dep::Conj && is_infinitive_or_bare(doc, at) {
        at = doc.head(at)?;
    }
    let head = doc.head(at)?;
    match doc.dep(at) {
        Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Parataxis | Dep::Advcl | Dep::Oprd => {
            if doc.dep(at) == Dep::Advcl && !matches!(doc.pos(head), Pos::Adj) {
                return None;
            }
            governor_word(doc, head)
                .or_else(|| going_to(doc, at, head))
                .or_else(|| ruled_out(doc, head))
        }
        Dep::Pcomp => doc.head(head).and_then(|above| governor_word(doc, above)),
        _ => None,
    }
}

/// *is going to*, *is to*, *is due to*, *is set to*
fn going_to(doc: &Doc<'_>, verb: TokenId, head: TokenId) -> Option<Governor> {
    let planned = match doc.lemma(head) {
        "go" => doc.tag(head) == Tag::Vbg,
        // "was premature to back" plans nothing.
        "be" => {
            doc.dep(verb) == Dep::Xcomp
                && is_infinitive(doc, verb)
                && doc.child(head, &[Dep::Acomp, Dep::Attr]).is_none()
        }
        _ => false,
    };
    planned.then_some(Governor { token: head, effect: Effect::Plan, control: Control::Subject })
}

/// *ruled out*: the verb alone says nothing.
fn ruled_out(doc: &Doc<'_>, head: TokenId) -> Option<Governor> {
    let out = |particle| doc.lower(particle) == "out";
    (doc.lemma(head) == "rule" && doc.child(head, &[Dep::Prt]).is_some_and(out))
        .then_some(Governor { token: head, effect: Effect::Fail, control: Control::Subject })
}

pub(super) fn is_infinitive(doc: &Doc<'_>, verb: TokenId) -> bool {
    doc.children_as(verb, &[Dep::Aux]).any(|aux| doc.tag(aux) == Tag::To)
}

fn is_infinitive_or_bare(doc: &Doc<'_>, verb: TokenId) -> bool {
    matches!(doc.tag(verb), Tag::Vb | Tag::Vbg | Tag::Vbn)
}

fn table() -> &'static FxHashMap<&'static str, (Effect, Control)> {
    static TABLE: OnceLock<FxHashMap<&'static str, (Effect, Control)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("../../../../data/clause/governors.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| row(line).expect("every row of governors.tsv has three known fields"))
            .collect()
    })
}

fn row(line: &'static str) -> Option<(&'static str, (Effect, Control))> {
    let mut fields = line.split('\t');
    let lemma = fields.next()?;
    let effect = match fields.next()? {
        "aspect" => Effect::Aspect,
        "ongoing" => Effect::Ongoing,
        "plan" => Effect::Plan,
        "wish" => Effect::Wish,
        "speech" => Effect::Speech,
        "deny" => Effect::Deny,
        "fail" => Effect::Fail,
        _ => return None,
    };
    let control = match fields.next()? {
        "subject" => Control::Subject,
        "object" => Control::Object,
        _ => return None,
    };
    Some((lemma, (effect, control)))
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn the_table_loads() {
        assert!(table().len() > 90);
    }
}
