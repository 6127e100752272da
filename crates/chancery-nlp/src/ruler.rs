//! The attribute ruler: hand-written rules over tags, words and arc labels that give each token its part of
//! speech and features, and some their lemma.

use crate::lexeme::{RawToken, RuleWord, Vocab};
use crate::model::{Array, Model, ModelError};
use crate::{Dep, Pos, Tag};

/// What a rule asks of a token, as it stands in the model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SpecRow {
    /// A bit for each tag that fits, numbered as in [`Tag::ALL`].
    pub tags: u64,
    /// A bit for each arc label that fits, numbered as in [`Dep::ALL`].
    pub deps: u64,
    /// A bit for each word of the rules that fits; bit 0 for all other words.
    pub words: [u64; 4],
    /// 0 any token, 1 white space, 2 anything else.
    pub space: u64,
}

/// [`SpecRow::words`] of a rule that names no word.
pub const ANY_WORD: [u64; 4] = [u64::MAX; 4];

impl SpecRow {
    /// Numbers in a row of the table.
    pub const LEN: usize = 7;

    /// Fits every token.
    pub fn any() -> Self {
        Self { tags: u64::MAX, deps: u64::MAX, words: ANY_WORD, space: 0 }
    }

    /// Some token may fit.
    pub fn can_match(&self) -> bool {
        self.tags & ((1 << Tag::ALL.len()) - 1) != 0 && self.deps & ((1 << Dep::ALL.len()) - 1) != 0
    }

    /// As it stands in the table.
    pub fn to_row(self) -> [u64; Self::LEN] {
        let [a, b, c, d] = self.words;
        [self.tags, self.deps, a, b, c, d, self.space]
    }

    fn from_row(row: &[u64]) -> Self {
        Self { tags: row[0], deps: row[1], words: [row[2], row[3], row[4], row[5]], space: row[6] }
    }

    fn names(&self, word: RuleWord) -> bool {
        self.words[usize::from(word.0 / 64)] >> (word.0 % 64) & 1 == 1
    }

    fn fits(&self, token: &Seen) -> bool {
        self.tags >> token.tag as u8 & 1 == 1
            && self.deps >> token.dep as u8 & 1 == 1
            && (self.space == 0 || (self.space == 1) == token.is_space)
            && self.names(token.word)
    }
}

/// What a rule sets, as it stands in the model file. A label is one more than its number; 0 leaves it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActionRow {
    /// The rule's number: later rules overwrite what earlier ones set.
    pub rule: u32,
    /// One or two neighbouring tokens must fit.
    pub n_tokens: u32,
    /// Which of them is changed.
    pub index: u32,
    /// [`Tag`].
    pub tag: u32,
    /// [`Pos`].
    pub pos: u32,
    /// [`Dep`].
    pub dep: u32,
    /// Place in the list of features.
    pub morph: u32,
    /// Place in the list of lemmas.
    pub lemma: u32,
}

impl ActionRow {
    /// Numbers in a row of the table.
    pub const LEN: usize = 8;

    /// As it stands in the table.
    pub fn to_row(self) -> [u32; Self::LEN] {
        let Self { rule, n_tokens, index, tag, pos, dep, morph, lemma } = self;
        [rule, n_tokens, index, tag, pos, dep, morph, lemma]
    }

    fn from_row(row: &[u32]) -> Self {
        let &[rule, n_tokens, index, tag, pos, dep, morph, lemma] = row else {
            unreachable!("rows are cut to length")
        };
        Self { rule, n_tokens, index, tag, pos, dep, morph, lemma }
    }
}

/// Number of a set of features such as `Number=Sing|Person=3`; asked of the [`Ruler`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MorphId(pub u8);

/// Number of a lemma that a rule gives; asked of the [`Ruler`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleLemma(pub u8);

/// A token after the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruled {
    /// The tagger's, but `_SP` for all white space.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// The parser's label, but `dep` for white space.
    pub dep: Dep,
    /// Universal features.
    pub morph: MorphId,
    /// Where a rule gives it.
    pub lemma: Option<RuleLemma>,
}

/// What rules look at.
struct Seen {
    tag: Tag,
    dep: Dep,
    word: RuleWord,
    is_space: bool,
}

#[derive(Debug, Clone)]
struct Rule {
    first: SpecRow,
    second: Option<SpecRow>,
    action: Action,
}

#[derive(Debug, Clone, Copy)]
struct Action {
    rule: u32,
    /// The token that is changed is the second of two.
    on_second: bool,
    tag: Option<Tag>,
    pos: Option<Pos>,
    dep: Option<Dep>,
    morph: Option<MorphId>,
    lemma: Option<RuleLemma>,
}

/// The rules, indexed by what they ask of the token that they change.
#[derive(Debug)]
pub struct Ruler {
    rules: Vec<Rule>,
    /// By tag: the rules that name no word.
    by_tag: Vec<Vec<u16>>,
    /// By number of the word: the rules that name it.
    by_word: Vec<Vec<u16>>,
    morphs: Vec<Box<str>>,
    lemmas: Vec<Box<str>>,
}

impl Ruler {
    /// Reads the rules.
    ///
    /// # Errors
    /// Where they are missing or name what there is not.
    pub fn load(model: &Model) -> Result<Self, ModelError> {
        let actions: Array<u32> = model.array_of_any_shape("ruler/actions")?;
        let n = actions.shape().first().copied().unwrap_or(0);
        let actions = model.array::<u32>("ruler/actions", &[n, ActionRow::LEN])?;
        let specs: Array<u64> = model.array("ruler/specs", &[n, 2, SpecRow::LEN])?;
        let words = model.strings("ruler/words")?;
        let list = |name| -> Result<Vec<Box<str>>, ModelError> {
            Ok(model.strings(name)?.iter().map(Into::into).collect())
        };
        let morphs = list("ruler/morphs")?;
        let lemmas = list("ruler/lemmas")?;
        let wrong = |what: &str| ModelError::Content {
            name: "ruler/actions".to_owned(),
            what: what.to_owned(),
        };
        let mut rules: Vec<Rule> = Vec::new();
        for (row, spec) in actions.chunks(ActionRow::LEN).zip(specs.chunks(2 * SpecRow::LEN)) {
            let row = ActionRow::from_row(row);
            let action = action(&row, morphs.len(), lemmas.len())
                .map_err(|Beyond| wrong("a rule sets what there is not"))?;
            if !(1..=2).contains(&row.n_tokens) || row.index >= row.n_tokens {
                return Err(wrong("a rule has one or two tokens"));
            }
            let (first, second) = spec.split_at(SpecRow::LEN);
            let second = (row.n_tokens == 2).then(|| SpecRow::from_row(second));
            rules.push(Rule { first: SpecRow::from_row(first), second, action });
        }
        // A token whose rules set no features has the first.
        if morphs.first().is_none_or(|morph| !morph.is_empty()) {
            return Err(wrong("the first features are none"));
        }
        if !rules.is_sorted_by_key(|rule| rule.action.rule) || rules.len() > usize::from(u16::MAX) {
            return Err(wrong("the rules are not in order"));
        }
        let mut by_tag = vec![Vec::new(); Tag::ALL.len()];
        let mut by_word = vec![Vec::new(); words.len() + 1];
        for (number, rule) in (0_u16..).zip(&rules) {
            let target = rule.target();
            if target.words == ANY_WORD {
                for (bit, rules) in by_tag.iter_mut().enumerate() {
                    if target.tags >> bit & 1 == 1 {
                        rules.push(number);
                    }
                }
            } else {
                for (word, rules) in by_word.iter_mut().enumerate() {
                    if target.names(RuleWord(word as u8)) {
                        rules.push(number);
                    }
                }
            }
        }
        Ok(Self { rules, by_tag, by_word, morphs, lemmas })
    }

    /// Applies all rules.
    ///
    /// Rules see the tokens as tagger and parser left them, never what other rules have set; of several that
    /// set the same, the last wins.
    pub fn apply(
        &self,
        vocab: &Vocab,
        tokens: &[RawToken],
        tags: &[Tag],
        deps: &[Dep],
        out: &mut Vec<Ruled>,
    ) {
        let seen = |i: usize| {
            let lexeme = vocab.get(tokens[i].lexeme);
            Seen { tag: tags[i], dep: deps[i], word: lexeme.rule_word, is_space: lexeme.is_space }
        };
        out.reserve(tokens.len());
        let mut before: Option<Seen> = None;
        for i in 0..tokens.len() {
            let token = seen(i);
            let mut ruled = Ruled {
                tag: token.tag,
                pos: Pos::X, // the rules give every tag a part of speech
                dep: token.dep,
                morph: MorphId(0),
                lemma: None,
            };
            let mut apply = |number: u16| {
                let rule = &self.rules[usize::from(number)];
                let fits = match rule.second {
                    None => rule.first.fits(&token),
                    Some(second) if rule.action.on_second => {
                        second.fits(&token) && before.as_ref().is_some_and(|t| rule.first.fits(t))
                    }
                    Some(second) => {
                        rule.first.fits(&token) && i + 1 < tokens.len() && second.fits(&seen(i + 1))
                    }
                };
                if fits {
                    rule.action.set(&mut ruled);
                }
            };
            let by_tag = &self.by_tag[token.tag as usize];
            let by_word = match token.word {
                RuleWord(0) => &[][..],
                RuleWord(word) => &self.by_word[usize::from(word)],
            };
            // Both lists ascend; together they are gone through in the order of the rules.
            let mut words = by_word.iter().copied().peekable();
            for &number in by_tag {
                while let Some(word) = words.next_if(|&word| word < number) {
                    apply(word);
                }
                apply(number);
            }
            words.for_each(apply);
            out.push(ruled);
            before = Some(token);
        }
    }

    /// The features of a token, as they are printed.
    pub fn morph(&self, morph: MorphId) -> &str {
        &self.morphs[usize::from(morph.0)]
    }

    /// All sets of features, by number.
    pub fn morphs(&self) -> impl Iterator<Item = &str> {
        self.morphs.iter().map(AsRef::as_ref)
    }

    /// A lemma that a rule gives.
    pub fn lemma(&self, lemma: RuleLemma) -> &str {
        &self.lemmas[usize::from(lemma.0)]
    }
}

impl Rule {
    /// What is asked of the token that is changed.
    fn target(&self) -> &SpecRow {
        match &self.second {
            Some(second) if self.action.on_second => second,
            _ => &self.first,
        }
    }
}

impl Action {
    fn set(&self, token: &mut Ruled) {
        token.tag = self.tag.unwrap_or(token.tag);
        token.pos = self.pos.unwrap_or(token.pos);
        token.dep = self.dep.unwrap_or(token.dep);
        token.morph = self.morph.unwrap_or(token.morph);
        token.lemma = self.lemma.or(token.lemma);
    }
}

/// A number lies beyond its list.
struct Beyond;

fn action(row: &ActionRow, n_morphs: usize, n_lemmas: usize) -> Result<Action, Beyond> {
    fn label<T: Copy>(all: &[T], number: u32) -> Result<Option<T>, Beyond> {
        let at = number.checked_sub(1);
        at.map(|at| all.get(at as usize).copied().ok_or(Beyond)).transpose()
    }
    fn number(number: u32, len: usize) -> Result<Option<u8>, Beyond> {
        let at = number.checked_sub(1);
        let within = |at: &u8| usize::from(*at) < len;
        at.map(|at| u8::try_from(at).ok().filter(within).ok_or(Beyond)).transpose()
    }
    Ok(Action {
        rule: row.rule,
        on_second: row.index == 1,
        tag: label(Tag::ALL, row.tag)?,
        pos: label(Pos::ALL, row.pos)?,
        dep: label(Dep::ALL, row.dep)?,
        morph: number(row.morph, n_morphs)?.map(MorphId),
        lemma: number(row.lemma, n_lemmas)?.map(RuleLemma),
    })
}
