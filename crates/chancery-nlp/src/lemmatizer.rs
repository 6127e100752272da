//! Dictionary forms: by rules, a list of exceptions and an index of known lemmas.

use std::borrow::Cow;

use crate::Pos;
use crate::hash::plain_id;
use crate::lexeme::{LexemeId, StringId, Vocab};
use crate::model::{Array, Model, ModelError, Strings};
use crate::ruler::{MorphId, RuleLemma, Ruled, Ruler};
use crate::unicode::{CharTable, Classes};

/// Where a token's lemma is to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lemma {
    /// It is the text.
    Text,
    /// It is the text in lower case.
    Lower,
    /// A rule of the attribute ruler gave it.
    Rule(RuleLemma),
    /// Kept by the [`Vocab`].
    Stored(StringId),
}

/// Endings, exceptions and known lemmas of one part of speech.
#[derive(Debug)]
struct Table {
    old: Strings,
    new: Strings,
    /// Ids of known lemmas, ascending.
    index: Array<u64>,
    /// Ids of words with exceptional lemmas, ascending, and these, joined by tabs.
    exception_ids: Array<u64>,
    exceptions: Strings,
}

/// Which parts of speech are base forms already, for one set of features.
#[derive(Debug, Clone, Copy, Default)]
struct BaseForm {
    any: bool,
    noun: bool,
    verb: bool,
}

/// The lemmatizer's tables. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Lemmatizer {
    /// By slot: see [`slot`].
    tables: Vec<Table>,
    /// By number of the features.
    base_forms: Vec<BaseForm>,
}

/// In the order of slots.
const TABLES: [&str; crate::lexeme::LEMMA_SLOTS] = ["adj", "adv", "noun", "verb", "punct"];

/// The part of speech's place among those with rules.
fn slot(pos: Pos) -> Option<usize> {
    match pos {
        Pos::Adj => Some(0),
        Pos::Adv => Some(1),
        Pos::Noun => Some(2),
        Pos::Verb => Some(3),
        Pos::Punct => Some(4),
        _ => None,
    }
}

impl Lemmatizer {
    /// Reads the tables; features are numbered by the ruler.
    ///
    /// # Errors
    /// Where a table is missing or inconsistent.
    pub fn load(model: &Model, ruler: &Ruler) -> Result<Self, ModelError> {
        let tables = TABLES.iter().map(|pos| Table::load(model, pos)).collect::<Result<_, _>>()?;
        let base_forms = ruler.morphs().map(BaseForm::of).collect();
        Ok(Self { tables, base_forms })
    }

    /// The lemma of a token.
    pub fn lemma(&self, vocab: &mut Vocab, lexeme: LexemeId, token: &Ruled) -> Lemma {
        if let Some(lemma) = token.lemma {
            return Lemma::Rule(lemma);
        }
        if self.is_base_form(token.pos, token.morph) {
            return Lemma::Lower;
        }
        match slot(token.pos) {
            Some(slot) => {
                if let Some(known) = vocab.lemma(lexeme, slot) {
                    return known;
                }
                let lemma = self.tables[slot].lemma(vocab, lexeme);
                vocab.set_lemma(lexeme, slot, lemma);
                lemma
            }
            None if token.pos == Pos::Propn => Lemma::Text,
            None => Lemma::Lower,
        }
    }

    fn is_base_form(&self, pos: Pos, morph: MorphId) -> bool {
        let base = self.base_forms[usize::from(morph.0)];
        base.any || base.noun && pos == Pos::Noun || base.verb && pos == Pos::Verb
    }
}

impl BaseForm {
    fn of(morph: &str) -> Self {
        let has = |feature: &str| morph.split('|').any(|other| other == feature);
        let number = morph.split('|').any(|other| other.starts_with("Number="));
        Self {
            any: has("VerbForm=Inf") || has("VerbForm=None") || has("Degree=Pos"),
            noun: has("Number=Sing"),
            verb: has("VerbForm=Fin") && has("Tense=Pres") && !number,
        }
    }
}

impl Table {
    fn load(model: &Model, pos: &str) -> Result<Self, ModelError> {
        let name = |part: &str| format!("lemma/{pos}/{part}");
        let table = Self {
            old: model.strings(&name("old"))?,
            new: model.strings(&name("new"))?,
            index: model.array_of_any_shape(&name("index"))?,
            exception_ids: model.array_of_any_shape(&name("exception_ids"))?,
            exceptions: model.strings(&name("exceptions"))?,
        };
        if table.old.len() != table.new.len() || table.exceptions.len() != table.exception_ids.len()
        {
            return Err(ModelError::Content {
                name: name("old"),
                what: "its columns differ in length".to_owned(),
            });
        }
        Ok(table)
    }

    /// Applies the rules to a word's lower case.
    fn lemma(&self, vocab: &mut Vocab, lexeme: LexemeId) -> Lemma {
        let low = vocab.lower(lexeme);
        let form = self.form(low, &vocab.lexicon().chars);
        match form {
            None => Lemma::Text,
            Some(form) if form == low => Lemma::Lower,
            Some(form) => {
                let form = form.into_owned();
                Lemma::Stored(vocab.store_string(&form))
            }
        }
    }

    /// The best form, or `None` where the rules know none.
    ///
    /// A form that the index knows goes in front of those before it, so the last rule that leads to a known
    /// lemma wins over the first, and the last exception over all rules. Forms that are no words (they hold a
    /// digit, a hyphen) are taken as they come; unknown words only when there is nothing else.
    fn form<'w>(&'w self, low: &'w str, chars: &CharTable) -> Option<Cow<'w, str>> {
        let mut forms: Vec<Cow<'w, str>> = Vec::new();
        let mut unknown: Option<Cow<'w, str>> = None;
        for (old, new) in self.old.iter().zip(self.new.iter()) {
            let Some(stem) = low.strip_suffix(old) else { continue };
            let form =
                if new.is_empty() { Cow::Borrowed(stem) } else { [stem, new].concat().into() };
            if form.is_empty() {
                continue;
            }
            if self.index.binary_search(&plain_id(&form)).is_ok() {
                forms.insert(0, form);
            } else if !form.chars().all(|c| chars.is(c, Classes::LETTER)) {
                forms.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        if let Ok(at) = self.exception_ids.binary_search(&plain_id(low)) {
            for form in self.exceptions.get(at).split('\t') {
                if !forms.iter().any(|known| known == form) {
                    forms.insert(0, Cow::Borrowed(form));
                }
            }
        }
        forms.into_iter().next().or(unknown)
    }
}
