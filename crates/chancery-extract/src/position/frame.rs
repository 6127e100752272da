//! The table of words that take a stand.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Stance;

/// Where the proposition stands beside its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Frame {
    /// *backed the plan*
    Object,
    /// The object, if it is no person or body: *welcomed the plan*, not *welcomed the guest*.
    Matter,
    /// The object, if it is a word of restraint or agreement: *urged restraint*.
    Calm,
    /// The object, if it is such a word and the wish is a lasting one: *has long sought a treaty*.
    Agreement,
    /// *supports sending troops*
    Ing,
    /// *vowed to leave*
    Inf,
    /// *refused to pay*, not *refused to comment*
    InfAct,
    /// *declined to back him*: the infinitive takes a stand itself
    InfStance,
    /// The object, if it is a claim: *denied the report*.
    Claim,
    /// *demanded that they leave*
    That,
    /// *promised that they would leave*
    ThatWill,
    /// *insisted that it be open*
    Subjunctive,
    /// The object of this preposition: *called for a truce*.
    Prep(&'static str),
    /// *urged him to leave*
    PersonInf,
    /// The object of this preposition, if it is no person or body and no finding: *agreed with the plan*.
    PrepMatter(&'static str),
    /// The subject of an infinitive that is a state or a body, or to which it is done: *wants the ban to be lifted*.
    MatterInf,
    /// Somebody after this preposition, and an infinitive: *called on him to leave*.
    PrepInf(&'static str),
    /// *blamed him for the delay*
    PersonFor,
    /// *thanked him*
    Person,
    /// *gratitude to him for the help*
    ToFor,
}

/// The parts of speech that the table tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum WordClass {
    /// Verb, also as a participle.
    Verb,
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
}

/// A word that takes a stand.
#[derive(Debug, Clone)]
pub(super) struct StanceWord {
    /// Which.
    pub(super) stance: Stance,
    /// In the order in which they are tried.
    pub(super) frames: Vec<Frame>,
    /// Whoever does *not* do it takes the other side: *does not support*, but not *does not endorse*.
    pub(super) negatable: bool,
    /// It takes the stand only where somebody will not do it: *will never recognise*.
    pub(super) refused: bool,
}

/// The stands of a word by its dictionary form, in the table's order: *argue against*, *argue for*.
pub(super) fn stance_words(
    lemma: &str,
    class: WordClass,
) -> impl Iterator<Item = &'static StanceWord> + use<> {
    static TABLE: OnceLock<FxHashMap<&'static str, Vec<(WordClass, StanceWord)>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for row in rows(include_str!("../../../../data/positions/stances.tsv")) {
            let (lemma, class, word) =
                entry(row).unwrap_or_else(|| panic!("stances.tsv has a bad row: {row:?}"));
            table.entry(lemma).or_default().push((class, word));
        }
        table
    });
    table.get(lemma).into_iter().flatten().filter(move |(of, _)| *of == class).map(|(_, word)| word)
}

/// The first stand of a word.
pub(super) fn stance_word(lemma: &str, class: WordClass) -> Option<&'static StanceWord> {
    stance_words(lemma, class).next()
}

/// A noun of restraint or agreement.
pub(super) fn is_calm(lemma: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<&'static str>> = OnceLock::new();
    TABLE
        .get_or_init(|| rows(include_str!("../../../../data/positions/calm.tsv")).collect())
        .contains(lemma)
}

/// What a word does to a stand beside it: see the head of `data/positions/words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Helper {
    /// A verb of speech: to refuse it is no stand.
    Speech,
    /// A noun that says nothing without what went before.
    Vague,
    /// A noun for what somebody found or said.
    Finding,
    /// A noun for what can be denied.
    Claim,
    /// A verb by which a readiness is made known.
    Showing,
    /// A verb that takes back or withholds.
    Undoing,
}

/// See [`Helper`].
pub(super) fn helper(lemma: &str) -> Option<Helper> {
    static TABLE: OnceLock<FxHashMap<&'static str, Helper>> = OnceLock::new();
    TABLE
        .get_or_init(|| {
            rows(include_str!("../../../../data/positions/words.tsv"))
                .map(|row| {
                    let (lemma, what) = row.split_once('\t').expect("two fields a row");
                    let what = match what {
                        "speech" => Helper::Speech,
                        "vague" => Helper::Vague,
                        "finding" => Helper::Finding,
                        "claim" => Helper::Claim,
                        "showing" => Helper::Showing,
                        "undoing" => Helper::Undoing,
                        other => panic!("words.tsv knows nothing of {other:?}"),
                    };
                    (lemma, what)
                })
                .collect()
        })
        .get(lemma)
        .copied()
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn entry(row: &'static str) -> Option<(&'static str, WordClass, StanceWord)> {
    let mut fields = row.split('\t');
    let lemma = fields.next()?;
    let class = match fields.next()? {
        "verb" => WordClass::Verb,
        "noun" => WordClass::Noun,
        "adj" => WordClass::Adjective,
        _ => return None,
    };
    let name = fields.next()?;
    let (name, negatable) = name.strip_prefix('!').map_or((name, false), |name| (name, true));
    let (name, refused) = name.strip_prefix('~').map_or((name, false), |name| (name, true));
    let stance = Stance::ALL.into_iter().find(|stance| stance.as_str() == name)?;
    let frames = fields.next()?.split(',').map(frame).collect::<Option<Vec<_>>>()?;
    Some((lemma, class, StanceWord { stance, frames, negatable, refused }))
}

fn frame(name: &'static str) -> Option<Frame> {
    Some(match name {
        "object" => Frame::Object,
        "matter" => Frame::Matter,
        "calm" => Frame::Calm,
        "agreement" => Frame::Agreement,
        "ing" => Frame::Ing,
        "inf" => Frame::Inf,
        "inf-act" => Frame::InfAct,
        "inf-stance" => Frame::InfStance,
        "claim" => Frame::Claim,
        "that" => Frame::That,
        "that-will" => Frame::ThatWill,
        "subjunctive" => Frame::Subjunctive,
        "person-inf" => Frame::PersonInf,
        "matter-inf" => Frame::MatterInf,
        "on-inf" => Frame::PrepInf("on"),
        "to-inf" => Frame::PrepInf("to"),
        "with-inf" => Frame::PrepInf("with"),
        "with-matter" => Frame::PrepMatter("with"),
        "person-for" => Frame::PersonFor,
        "person" => Frame::Person,
        "to-for" => Frame::ToFor,
        "for" | "on" | "to" | "of" | "with" | "against" | "as" => Frame::Prep(name),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_every_row_is_read() {
        let table = include_str!("../../../../data/positions/stances.tsv");
        let keys: Vec<(&str, &str)> = rows(table).filter_map(|row| row.split_once('\t')).collect();
        let lemmas: Vec<&str> = keys.iter().map(|&(lemma, _)| lemma).collect();
        let mut sorted = lemmas.clone();
        sorted.sort_unstable();
        // `commitment` before `commit` and the like are a matter of collation, so only first letters count.
        let initials =
            |words: &[&str]| words.iter().map(|word| word.chars().next()).collect::<Vec<_>>();
        assert_eq!(initials(&lemmas), initials(&sorted));
        assert!(stance_word("urge", WordClass::Verb).is_some());
        assert!(stance_word("urgent", WordClass::Verb).is_none());
        assert!(is_calm("restraint"));
        assert_eq!(helper("comment"), Some(Helper::Speech));
        assert_eq!(helper("table"), None);
    }
}
