//! The whole of the language pipeline: a text to its [`Doc`], stage by stage.

use std::sync::Arc;

use crate::embed::WordType;
use crate::lemmatizer::{Lemma, Lemmatizer};
use crate::lexeme::{Lexicon, RawToken, Vocab};
use crate::model::{Model, ModelError};
use crate::ner::Ner;
use crate::noun_chunks::{Columns, noun_chunks};
use crate::parser::{Inputs, Parser, ParserScratch, StateParts};
use crate::ruler::{Ruled, Ruler};
use crate::simd::{Buffer, Simd};
use crate::tagger::Tagger;
use crate::tok2vec::{Encoder, Tok2Vec};
use crate::tokenizer::Tokenizer;
use crate::{Dep, Doc, Ent, Pos, Tag, TokenParts, TokenSpan};

/// spaCy's `en_core_web_md`, ready to parse. Immutable; clones share the weights. One for the program, and a
/// [`Worker`] of it for each thread.
#[derive(Debug, Clone)]
pub struct Pipeline(Arc<Components>);

#[derive(Debug)]
struct Components {
    simd: Simd,
    lexicon: Arc<Lexicon>,
    tokenizer: Tokenizer,
    tok2vec: Tok2Vec,
    tagger: Tagger,
    parser: Parser,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    /// The entity recogniser has an encoder of its own.
    ner_tok2vec: Tok2Vec,
    ner: Ner,
}

/// A part of the work, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Text to tokens.
    Tokens,
    /// Vectors for tags and arcs, and the tags.
    Tags,
    /// Arcs and sentences.
    Arcs,
    /// Parts of speech, features and dictionary forms.
    Lemmas,
    /// Vectors for entities.
    EntityVectors,
    /// Entities.
    Entities,
    /// Noun chunks and the document.
    Document,
}

impl Stage {
    /// All in order.
    pub const ALL: [Self; 7] = [
        Self::Tokens,
        Self::Tags,
        Self::Arcs,
        Self::Lemmas,
        Self::EntityVectors,
        Self::Entities,
        Self::Document,
    ];
}

impl Pipeline {
    /// Reads the model. Whatever `simd`, the same text gives the same document.
    ///
    /// # Errors
    /// Where the model lacks a table or one does not fit the others.
    pub fn new(model: &Model, simd: Simd) -> Result<Self, ModelError> {
        let lexicon = Arc::new(Lexicon::load(model)?);
        let ruler = Ruler::load(model)?;
        Ok(Self(Arc::new(Components {
            simd,
            tokenizer: Tokenizer::load(model, lexicon.clone())?,
            lexicon,
            tok2vec: Tok2Vec::load(model, simd, "tok2vec", 6)?,
            tagger: Tagger::load(model)?,
            parser: Parser::load(model)?,
            lemmatizer: Lemmatizer::load(model, &ruler)?,
            ruler,
            ner_tok2vec: Tok2Vec::load(model, simd, "ner", 4)?,
            ner: Ner::load(model)?,
        })))
    }

    /// The vector instructions chosen.
    pub fn simd(&self) -> Simd {
        self.0.simd
    }

    /// What one thread needs to parse text after text.
    pub fn worker(&self) -> Worker {
        Worker {
            pipeline: self.clone(),
            vocab: Vocab::new(self.0.lexicon.clone()),
            encoder: Encoder::new(TAG_TYPES),
            ner_encoder: Encoder::new(ENTITY_TYPES),
            scratch: Scratch::default(),
        }
    }
}

/// Words that the encoder of tags and arcs remembers, with and without a blank after them. At 3.8 kB each these take
/// 61 MB, and hold what the first 100,000 tokens of news bring.
const TAG_TYPES: usize = 16_000;
/// Words that the encoder of entities remembers: 50 MB.
const ENTITY_TYPES: usize = 13_000;

/// A pipeline with the memory and working space of one thread. Parses one text at a time, and gives the same
/// document for a text whatever it has parsed before.
#[derive(Debug)]
pub struct Worker {
    pipeline: Pipeline,
    vocab: Vocab,
    encoder: Encoder,
    ner_encoder: Encoder,
    scratch: Scratch,
}

/// Columns with an entry for each token, and working space; kept from text to text.
#[derive(Debug, Default)]
struct Scratch {
    tokens: Vec<RawToken>,
    is_space: Vec<bool>,
    is_start: Vec<bool>,
    inputs: Inputs,
    scores: Buffer,
    tags: Vec<Tag>,
    parser: ParserScratch,
    ruled: Vec<Ruled>,
    pos: Vec<Pos>,
    deps: Vec<Dep>,
    lemmas: Vec<Lemma>,
    ner_parts: StateParts,
}

impl Worker {
    /// Parses a text as spaCy does.
    pub fn parse<'t>(&mut self, text: &'t str) -> Doc<'t> {
        self.parse_with(text, &[], &mut |_| {})
    }

    /// Parses a text in which sentences start at given places, whatever the parser thinks: at the first token that
    /// starts at or after each offset in bytes. The offsets ascend.
    pub fn parse_from<'t>(&mut self, text: &'t str, sent_starts: &[u32]) -> Doc<'t> {
        self.parse_with(text, sent_starts, &mut |_| {})
    }

    /// As [`parse_from`](Self::parse_from), and tells when each stage is done: a benchmark looks at the clock then.
    pub fn parse_with<'t>(
        &mut self,
        text: &'t str,
        sent_starts: &[u32],
        done: &mut dyn FnMut(Stage),
    ) -> Doc<'t> {
        let Self { pipeline, vocab, encoder, ner_encoder, scratch } = self;
        let Components { simd, tokenizer, tok2vec, tagger, parser, .. } = &*pipeline.0;
        let Components { ruler, lemmatizer, ner_tok2vec, ner, .. } = &*pipeline.0;
        let simd = *simd;
        let Scratch { tokens, is_space, is_start, inputs, scores, tags, .. } = scratch;

        tokenizer.tokenize(vocab, text, tokens);
        let n = tokens.len();
        is_space.clear();
        is_space.extend(tokens.iter().map(|token| vocab.get(token.lexeme).is_space));
        done(Stage::Tokens);

        tags.clear();
        inputs.clear();
        let word = |i: usize| {
            let RawToken { lexeme, space_after, .. } = tokens[i];
            WordType { lexeme, space_after }
        };
        tok2vec.encode(simd, encoder, vocab, n, word, |vectors| {
            tagger.tag(simd, vectors, scores, tags);
            parser.read(simd, vectors, inputs);
        });
        done(Stage::Tags);

        starts(tokens, sent_starts, is_start);
        parser.parse(simd, inputs, n, is_start, is_space, &mut scratch.parser);
        let tree = &scratch.parser.tree;
        done(Stage::Arcs);

        let Scratch { ruled, pos, deps, lemmas, ner_parts, .. } = scratch;
        ruled.clear();
        ruler.apply(vocab, tokens, tags, &tree.deps, ruled);
        lemmas.clear();
        lemmas.extend(
            tokens.iter().zip(&*ruled).map(|(t, ruled)| lemmatizer.lemma(vocab, t.lexeme, ruled)),
        );
        done(Stage::Lemmas);

        inputs.clear();
        // This encoder does not look at blanks.
        let word = |i: usize| WordType { lexeme: tokens[i].lexeme, space_after: false };
        ner_tok2vec.encode(simd, ner_encoder, vocab, n, word, |vectors| {
            ner.read(simd, vectors, inputs);
        });
        done(Stage::EntityVectors);

        let mut ents: Vec<Ent> = Vec::new();
        ner.recognize(simd, inputs, &tree.sent_starts, is_space, ner_parts, &mut ents);
        done(Stage::Entities);

        pos.clear();
        pos.extend(ruled.iter().map(|ruled| ruled.pos));
        deps.clear();
        deps.extend(ruled.iter().map(|ruled| ruled.dep));
        let mut chunks: Vec<TokenSpan> = Vec::new();
        let columns = Columns { pos, dep: deps, head: &tree.heads, left_edge: &tree.left_edges };
        noun_chunks(columns, &mut chunks);
        let parts = (0..n).map(|i| {
            let RawToken { span, space_after, lexeme } = tokens[i];
            let Ruled { tag, pos, dep, morph, .. } = ruled[i];
            let lower = vocab.lower(lexeme);
            let lemma = match lemmas[i] {
                Lemma::Text => vocab.text(lexeme),
                Lemma::Lower => lower,
                Lemma::Rule(lemma) => ruler.lemma(lemma),
                Lemma::Stored(lemma) => vocab.string(lemma),
            };
            let part = TokenParts {
                span,
                space_after,
                tag,
                pos,
                morph: ruler.morph(morph),
                lemma,
                head: tree.heads[i],
                dep,
                sent_start: tree.sent_starts[i],
            };
            (part, lower)
        });
        let doc = Doc::assemble(text, parts, ents, chunks);
        done(Stage::Document);
        doc
    }
}

/// Marks the first token at or after each offset; none where there are no offsets.
fn starts(tokens: &[RawToken], offsets: &[u32], is_start: &mut Vec<bool>) {
    is_start.clear();
    if offsets.is_empty() {
        return;
    }
    is_start.resize(tokens.len(), false);
    for &offset in offsets {
        let at = tokens.partition_point(|token| token.span.start() < offset);
        // The text's first token starts a sentence anyhow.
        if at > 0 && at < tokens.len() {
            is_start[at] = true;
        }
    }
}
