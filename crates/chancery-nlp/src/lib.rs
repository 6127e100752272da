//! Text to [`Doc`]: tokens, tags, arcs, lemmas, entities, noun chunks, as spaCy's `en_core_web_md` gives them.
//!
//! Opens no file and reads no clock: weights come in as bytes, so the same text gives the same `Doc` always.

pub mod doc;
pub mod hash;
mod labels;
pub mod lemmatizer;
pub mod lexeme;
pub mod model;
pub mod noun_chunks;
pub mod ruler;
#[allow(dead_code, reason = "the pipeline follows")]
mod simd;
pub mod tokenizer;
pub mod unicode;

#[allow(dead_code, reason = "the pipeline follows")]
mod embed;
#[allow(dead_code, reason = "the pipeline follows")]
mod tok2vec;

#[allow(dead_code, reason = "the pipeline follows")]
mod tagger;

#[allow(dead_code, reason = "the pipeline follows")]
mod parser;

#[allow(dead_code, reason = "the pipeline follows")]
mod ner;

pub use doc::{Doc, Ent, Token, TokenId, TokenParts, TokenSpan};
pub use labels::{Dep, EntLabel, Pos, Tag, UnknownLabel};
pub use simd::{Simd, SimdError};
