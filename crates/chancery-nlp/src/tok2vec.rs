//! Tokens to vectors that know their neighbours.

use crate::embed::{Embed, Memory, PAD, Slot, Split, WordType, load_norm};
use crate::lexeme::Vocab;
use crate::model::{Model, ModelError};
use crate::simd::{Buffer, PIECES, QUAD, Simd, WIDTH, Window};

/// Embedding and window encoder: four times maxout over a token and its two neighbours, layer norm, plus the input.
///
/// Both ends of a text are padded with rows of zero that go through the layers as tokens do, so from the second layer
/// on the neighbour beyond the end is not zero. (Of spaCy's four such rows only those matter that a layer can still
/// carry to the text; that ours go on for longer touches no more than last bits.)
///
/// Agrees with thinc's `with_array(clone(residual(…), depth), pad=depth)` up to the order of summation.
/// Maxout: Goodfellow et al. 2013. Layer norm: Ba et al. 2016.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    embed: Embed,
    first: Split,
    layers: [Window; DEPTH - 1],
}

/// Window layers.
const DEPTH: usize = 4;

/// Tokens that go through the layers together: their vectors stay in the processor's second cache.
pub(crate) const BLOCK: usize = 512;

/// Rows of the working space before the block and after it: the tokens that the layers bring in from either side, in
/// whole fours.
const MARGIN: usize = DEPTH * QUAD;

/// What an encoder needs of its own for one text at a time: the types it has seen, and working space.
#[derive(Debug)]
pub(crate) struct Encoder {
    memory: Memory,
    slots: Vec<Slot>,
    x: Buffer,
    y: Buffer,
}

impl Encoder {
    /// Remembers at most `capacity` word types.
    pub(crate) fn new(capacity: usize) -> Self {
        let rows = BLOCK + 2 * MARGIN;
        Self {
            // A block and the tokens beside it are in use at once.
            memory: Memory::new(capacity.max(2 * rows)),
            slots: Vec::new(),
            x: Buffer::zeros(rows * WIDTH),
            y: Buffer::zeros(rows * WIDTH),
        }
    }
}

impl Tok2Vec {
    /// Reads `net` from the model; it sees `n_columns` attributes of a token beside the word vector.
    pub(crate) fn load(
        model: &Model,
        simd: Simd,
        net: &str,
        n_columns: usize,
    ) -> Result<Self, ModelError> {
        let window = |layer: usize| {
            let name = format!("{net}/window{}", layer + 1);
            let w = model.array::<f32>(&format!("{name}/maxout/w"), &[WIDTH, PIECES, 3 * WIDTH])?;
            let b = model.array::<f32>(&format!("{name}/maxout/b"), &[WIDTH, PIECES])?;
            Ok((w, b, load_norm(model, &name)?))
        };
        let layer = |layer: usize| {
            let (w, b, norm) = window(layer)?;
            Ok(Window::pack(&w, &b, norm))
        };
        let (w, b, norm) = window(0)?;
        Ok(Self {
            embed: Embed::load(model, simd, net, n_columns)?,
            first: Split::pack(&w, &b, norm),
            layers: [layer(1)?, layer(2)?, layer(3)?],
        })
    }

    /// Vectors of `n` tokens, block by block in order: `vectors([tokens, 96])`.
    pub(crate) fn encode(
        &self,
        simd: Simd,
        encoder: &mut Encoder,
        vocab: &Vocab,
        n: usize,
        word: impl Fn(usize) -> WordType,
        mut vectors: impl FnMut(&[f32]),
    ) {
        for start in (0..n).step_by(BLOCK) {
            let end = n.min(start + BLOCK);
            // Tokens of the text that can be reached from the block.
            let known = start.saturating_sub(MARGIN)..n.min(end + MARGIN);
            let Encoder { memory, slots, x, y } = encoder;
            memory.slots(simd, vocab, &self.embed, &self.first, known.clone().map(&word), slots);
            let row_of = |token: usize| token + MARGIN - start;
            let slot_of = |row: usize| {
                let token = (start + row).checked_sub(MARGIN);
                token
                    .filter(|token| known.contains(token))
                    .map_or(PAD, |token| slots[token - known.start])
            };
            // Layers work on rows in fours, and the last bits of a row depend on its four and on one row on either
            // side: so each layer is computed that much wider than the next, and what a row is does not depend on
            // where blocks end.
            let last = row_of(end).next_multiple_of(QUAD);
            let wider = |layers_to_come: usize| {
                MARGIN - layers_to_come * QUAD..last + layers_to_come * QUAD
            };
            let widest = wider(self.layers.len() - 1);
            for row in widest.start - 1..=widest.end {
                let window = [slot_of(row - 1), slot_of(row), slot_of(row + 1)];
                let out = (&mut x[row * WIDTH..][..WIDTH]).try_into().expect("a row of 96");
                memory.first_layer(simd, &self.first, window, out);
            }
            for (depth, layer) in self.layers.iter().enumerate() {
                let rows = wider(self.layers.len() - 1 - depth);
                let out = &mut y[rows.start * WIDTH..rows.end * WIDTH];
                simd.window(&x[(rows.start - 1) * WIDTH..(rows.end + 1) * WIDTH], layer, out);
                std::mem::swap(x, y);
            }
            vectors(&x[MARGIN * WIDTH..row_of(end) * WIDTH]);
        }
    }
}
