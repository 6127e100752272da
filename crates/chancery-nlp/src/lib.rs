//! Text to [`Doc`]: tokens, tags, arcs, lemmas, entities, noun chunks, as spaCy's `en_core_web_md` gives them.
//!
//! Opens no file and reads no clock: weights come in as bytes, so the same text gives the same `Doc` always.

pub mod doc;
mod labels;
pub mod model;
mod pipeline;

// In the order in which text passes.
pub mod hash;
pub mod lexeme;
pub mod tokenizer;
pub mod unicode;

mod embed;
mod simd;
mod tok2vec;

pub mod lemmatizer;
mod mended;
mod ner;
pub mod noun_chunks;
mod parser;
pub mod ruler;
mod tagger;

pub use doc::{Doc, Ent, Token, TokenId, TokenParts, TokenSpan};
pub use labels::{Dep, EntLabel, Pos, Tag, UnknownLabel};
pub use pipeline::{Pipeline, Stage, Worker};
pub use simd::{Simd, SimdError};
