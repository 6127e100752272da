//! What the pipeline knows of a word by itself, computed once per distinct word.

use std::hash::Hasher;
use std::sync::Arc;

use chancery_text::ByteSpan;
use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHasher};

use crate::hash::string_id;
use crate::lemmatizer::Lemma;
use crate::model::{Array, Model, ModelError, Strings};
use crate::tokenizer::chunks::ChunkCache;
use crate::unicode::{CharTable, Classes};

/// A word's number in a [`Vocab`], from 0 in the order of first sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LexemeId(pub u32);

impl LexemeId {
    /// To index tables with that are kept beside a [`Vocab`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A token before its analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// Where it stands.
    pub span: ByteSpan,
    /// A single U+0020 follows that belongs to no token.
    pub space_after: bool,
    /// The word.
    pub lexeme: LexemeId,
}

/// Number of a word that rules of the attribute ruler name; 0 for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleWord(pub u8);

/// A word: one text with one norm.
#[derive(Debug, Clone, Copy)]
pub struct Lexeme {
    /// Id of the text.
    pub orth: u64,
    /// Id of the norm: of the exception, of the model's table, or of the lower case.
    pub norm: u64,
    /// Id of the first character.
    pub prefix: u64,
    /// Id of the last three characters.
    pub suffix: u64,
    /// Id of the shape, `Xxxx` of `Ankara`.
    pub shape: u64,
    /// Row of its word vector.
    pub vector_row: Option<u16>,
    /// White space only.
    pub is_space: bool,
    /// Its number among the words of rules, by its lower case.
    pub rule_word: RuleWord,
    text: Stored,
    lower: Stored,
    /// Lemmas found so far, by part of speech.
    lemmas: [Option<Lemma>; LEMMA_SLOTS],
}

/// Parts of speech whose lemmas are looked up: adjective, adverb, noun, verb, punctuation.
pub(crate) const LEMMA_SLOTS: usize = 5;

/// A string kept by a [`Vocab`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StringId(u32);

impl StringId {
    /// To index tables with that are kept beside a [`Vocab`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stored {
    start: u32,
    len: u32,
}

/// The model's tables about words. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Lexicon {
    /// Classes of characters.
    pub chars: CharTable,
    /// Ids of words that have a norm of their own, ascending, and the norms.
    norm_ids: Array<u64>,
    norms: Strings,
    /// Ids of words that have a vector, ascending; their rows; where the keys with given upper 16 bits start.
    keys: Array<u64>,
    rows: Array<u16>,
    buckets: Array<u32>,
    rule_words: FxHashMap<Box<str>, RuleWord>,
}

impl Lexicon {
    /// Reads the tables.
    ///
    /// # Errors
    /// Where one is missing or inconsistent.
    pub fn load(model: &Model) -> Result<Self, ModelError> {
        let wrong = |name: &str, what: &str| ModelError::Content {
            name: name.to_owned(),
            what: what.to_owned(),
        };
        let norm_ids: Array<u64> = model.array_of_any_shape("lexicon/norm_ids")?;
        let norms = model.strings("lexicon/norms")?;
        if norms.len() != norm_ids.len() {
            return Err(wrong("lexicon/norms", "ids and norms differ in number"));
        }
        let keys: Array<u64> = model.array_of_any_shape("vectors/keys")?;
        let rows: Array<u16> = model.array("vectors/rows", &[keys.len()])?;
        let n_rows = |network: &str| -> Result<usize, ModelError> {
            let vectors: Array<f32> = model.array_of_any_shape(&format!("{network}/vectors"))?;
            Ok(vectors.shape().first().copied().unwrap_or(0))
        };
        let n_rows = n_rows("tok2vec")?.min(n_rows("ner")?);
        if rows.iter().any(|&row| usize::from(row) >= n_rows) {
            return Err(wrong("vectors/rows", "a row lies beyond the vectors"));
        }
        let buckets: Array<u32> = model.array("vectors/buckets", &[(1 << 16) + 1])?;
        if !buckets.is_sorted() || buckets.last() != Some(&(keys.len() as u32)) {
            return Err(wrong("vectors/buckets", "it does not fit the keys"));
        }
        let words = model.strings("ruler/words")?;
        if words.len() >= usize::from(u8::MAX) {
            return Err(wrong("ruler/words", "there are more than 254"));
        }
        let rule_words =
            words.iter().zip(1..).map(|(word, n)| (word.into(), RuleWord(n))).collect();
        let chars = CharTable::load(model)?;
        Ok(Self { chars, norm_ids, norms, keys, rows, buckets, rule_words })
    }

    /// The row of a word's vector, by the id of its text.
    pub fn vector_row(&self, orth: u64) -> Option<u16> {
        let bucket = (orth >> 48) as usize;
        let range = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        let at = self.keys[range.clone()].binary_search(&orth).ok()?;
        Some(self.rows[range.start + at])
    }

    /// The norm that the model's tables give to a text.
    fn norm(&self, orth: u64) -> Option<&str> {
        self.norm_ids.binary_search(&orth).ok().map(|at| self.norms.get(at))
    }

    /// Letters become `X` or `x`, digits `d`; of a run of one symbol four stand.
    fn push_shape(&self, text: &str, shape: &mut String) {
        if text.len() >= 100 && text.chars().nth(99).is_some() {
            shape.push_str("LONG");
            return;
        }
        let mut last = None;
        let mut run = 0;
        for c in text.chars() {
            let classes = self.chars.of(c);
            let symbol = if classes.has(Classes::LETTER) {
                if classes.has(Classes::UPPERCASE) { 'X' } else { 'x' }
            } else if classes.has(Classes::DIGIT) {
                'd'
            } else {
                c
            };
            run = if last == Some(symbol) { run + 1 } else { 1 };
            last = Some(symbol);
            if run <= 4 {
                shape.push(symbol);
            }
        }
    }
}

/// Beyond this many words the [`Vocab`] starts anew with the next document.
const MAX_LEXEMES: usize = 1 << 15;
/// Beyond this many bytes of words as well.
const MAX_BYTES: usize = 4 << 20;

/// The words seen so far. One per thread; what it holds never shows in results.
///
/// Memory does not grow with the number of documents: see [`begin_document`](Self::begin_document).
#[derive(Debug)]
pub struct Vocab {
    lexicon: Arc<Lexicon>,
    lexemes: Vec<Lexeme>,
    by_word: HashTable<LexemeId>,
    /// Tokens of chunks of text, by these ids.
    pub(crate) chunks: ChunkCache,
    strings: String,
    /// Lemmas that are neither a word nor its lower case, by [`StringId`].
    lemmas: Vec<Stored>,
    generation: u32,
    scratch: String,
}

impl Vocab {
    /// Holds no word yet.
    pub fn new(lexicon: Arc<Lexicon>) -> Self {
        Self {
            lexicon,
            lexemes: Vec::new(),
            by_word: HashTable::new(),
            chunks: ChunkCache::default(),
            strings: String::new(),
            lemmas: Vec::new(),
            generation: 0,
            scratch: String::new(),
        }
    }

    /// Forgets all words if they have become many. Ids of the document before are void after this.
    pub fn begin_document(&mut self) {
        let bytes = self.strings.len() + self.chunks.byte_len();
        if self.lexemes.len() > MAX_LEXEMES || bytes > MAX_BYTES {
            *self = Self { generation: self.generation + 1, ..Self::new(self.lexicon.clone()) };
        }
    }

    /// Changes whenever ids start anew: tables kept beside must be cleared then.
    pub fn generation(&self) -> u32 {
        self.generation
    }

    /// The model's tables about words.
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// No word yet.
    pub fn is_empty(&self) -> bool {
        self.lexemes.is_empty()
    }

    /// What is known of a word.
    pub fn get(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id.index()]
    }

    /// The word's text.
    pub fn text(&self, id: LexemeId) -> &str {
        self.stored(self.get(id).text)
    }

    /// The word's text in lower case.
    pub fn lower(&self, id: LexemeId) -> &str {
        self.stored(self.get(id).lower)
    }

    /// The lower case is the text itself.
    pub fn is_lower(&self, id: LexemeId) -> bool {
        let lexeme = self.get(id);
        lexeme.lower == lexeme.text
    }

    /// The word with this text and, for a piece of an exception, this norm.
    pub fn intern(&mut self, text: &str, norm: Option<&str>) -> LexemeId {
        let orth = string_id(text);
        let lexicon = Arc::clone(&self.lexicon);
        self.scratch.clear();
        let norm_id = if let Some(norm) = norm.or_else(|| lexicon.norm(orth)) {
            string_id(norm)
        } else {
            lexicon.chars.push_lower(text, &mut self.scratch);
            string_id(&self.scratch)
        };
        let hash = word_hash(orth, norm_id);
        let same = |id: &LexemeId| {
            let lexeme = &self.lexemes[id.index()];
            lexeme.norm == norm_id && lexeme.orth == orth && self.stored(lexeme.text) == text
        };
        if let Some(&id) = self.by_word.find(hash, same) {
            return id;
        }
        let lexeme = self.new_lexeme(text, orth, norm_id);
        let id = LexemeId(self.lexemes.len() as u32);
        self.lexemes.push(lexeme);
        let lexemes = &self.lexemes;
        self.by_word.insert_unique(hash, id, |id| {
            let lexeme = &lexemes[id.index()];
            word_hash(lexeme.orth, lexeme.norm)
        });
        id
    }

    /// A lemma that was found before.
    pub(crate) fn lemma(&self, id: LexemeId, slot: usize) -> Option<Lemma> {
        self.get(id).lemmas[slot]
    }

    pub(crate) fn set_lemma(&mut self, id: LexemeId, slot: usize, lemma: Lemma) {
        self.lexemes[id.index()].lemmas[slot] = Some(lemma);
    }

    /// Keeps a lemma.
    pub(crate) fn store_string(&mut self, string: &str) -> StringId {
        let id = StringId(self.lemmas.len() as u32);
        let stored = self.store(string);
        self.lemmas.push(stored);
        id
    }

    /// A lemma that was kept.
    pub fn string(&self, id: StringId) -> &str {
        self.stored(self.lemmas[id.index()])
    }

    fn new_lexeme(&mut self, text: &str, orth: u64, norm: u64) -> Lexeme {
        let lexicon = Arc::clone(&self.lexicon);
        let stored = self.store(text);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        lexicon.chars.push_lower(text, &mut scratch);
        let lower = if scratch == text { stored } else { self.store(&scratch) };
        let rule_word = lexicon.rule_words.get(scratch.as_str()).copied().unwrap_or_default();
        scratch.clear();
        lexicon.push_shape(text, &mut scratch);
        let shape = string_id(&scratch);
        self.scratch = scratch;
        let first = text.chars().next().map_or(0, char::len_utf8);
        let third_last = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Lexeme {
            orth,
            norm,
            prefix: string_id(&text[..first]),
            suffix: string_id(&text[third_last..]),
            shape,
            vector_row: lexicon.vector_row(orth),
            is_space: !text.is_empty() && text.chars().all(|c| lexicon.chars.is(c, Classes::SPACE)),
            rule_word,
            text: stored,
            lower,
            lemmas: [None; LEMMA_SLOTS],
        }
    }

    fn store(&mut self, string: &str) -> Stored {
        let start = self.strings.len() as u32;
        self.strings.push_str(string);
        Stored { start, len: string.len() as u32 }
    }

    fn stored(&self, stored: Stored) -> &str {
        &self.strings[stored.start as usize..(stored.start + stored.len) as usize]
    }
}

fn word_hash(orth: u64, norm: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(orth);
    hasher.write_u64(norm);
    hasher.finish()
}
