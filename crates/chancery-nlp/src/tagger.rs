//! The fine-grained part of speech of each token.

use crate::Tag;
use crate::model::{Model, ModelError};
use crate::simd::{Buffer, Linear, Rows, Simd, WIDTH};

/// One linear layer over a token's vector; the tag with the greatest score wins.
#[derive(Debug)]
pub(crate) struct Tagger {
    tags: Vec<Tag>,
    scores: Linear,
}

impl Tagger {
    pub(crate) fn load(model: &Model) -> Result<Self, ModelError> {
        let names = model.strings("tagger/labels")?;
        let tags =
            names.iter().map(str::parse).collect::<Result<Vec<Tag>, _>>().map_err(|unknown| {
                ModelError::Content { name: "tagger/labels".to_owned(), what: unknown.to_string() }
            })?;
        let w = model.array::<f32>("tagger/softmax/w", &[tags.len(), WIDTH])?;
        let b = model.array::<f32>("tagger/softmax/b", &[tags.len()])?;
        let scores =
            Linear::pack(WIDTH, tags.len(), |tag, input| w[tag * WIDTH + input], |tag| b[tag]);
        Ok(Self { tags, scores })
    }

    /// Tags of the tokens whose vectors these are, `[tokens, 96]`, added to `tags`.
    pub(crate) fn tag(
        &self,
        simd: Simd,
        vectors: &[f32],
        scores: &mut Buffer,
        tags: &mut Vec<Tag>,
    ) {
        let n = vectors.len() / WIDTH;
        let stride = self.scores.n_out;
        scores.grow(n * stride);
        simd.linear(Rows::new(vectors, n, WIDTH), &self.scores, scores, stride);
        tags.extend(scores.chunks_exact(stride).take(n).map(|row| {
            let mut best = 0;
            for (tag, &score) in row[..self.tags.len()].iter().enumerate() {
                if score > row[best] {
                    best = tag;
                }
            }
            self.tags[best]
        }));
    }
}
