//! Tokens to vectors that know their neighbours.

use crate::embed::{Embed, Memory, PAD, Slot, Split, WordType, load_norm};
use crate::lexeme::Vocab;
use crate::model::{Model, ModelError};
use crate::simd::{Buffer, PIECES, Simd, WIDTH, Window};

/// Embedding and window encoder: four times maxout over a token and its two neighbours, layer norm, plus the input.
///
/// Both ends of a text are padded with four zero rows that go through the layers as tokens do, so from the
/// second layer on the neighbour beyond the end is not zero. After layer `l` only the rows at most `4 - l`
/// beyond the text matter, and only these are computed.
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
        // A block and the tokens beside it are in use at once.
        let capacity = capacity.max(2 * (BLOCK + 2 * DEPTH));
        // A row more: layers work on pairs.
        let rows = BLOCK + 2 * DEPTH + 1;
        Self {
            memory: Memory::new(capacity),
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
            // Tokens of the text from four before the block to four after it.
            let known = start.saturating_sub(DEPTH)..n.min(end + DEPTH);
            let Encoder { memory, slots, x, y } = encoder;
            memory.slots(simd, vocab, &self.embed, &self.first, known.clone().map(&word), slots);
            // Row 0 of the working space is four rows before the block.
            let row_of = |token: usize| token + DEPTH - start;
            let slot_of = |row: usize| {
                let token = (start + row).checked_sub(DEPTH);
                token
                    .filter(|token| known.contains(token))
                    .map_or(PAD, |token| slots[token - known.start])
            };
            let last = row_of(end);
            for row in 1..last + DEPTH - 1 {
                let window = [slot_of(row - 1), slot_of(row), slot_of(row + 1)];
                let out = (&mut x[row * WIDTH..][..WIDTH]).try_into().expect("a row of 96");
                memory.first_layer(simd, &self.first, window, out);
            }
            for (depth, layer) in self.layers.iter().enumerate() {
                // Layers work on pairs of rows, the first of them even. What a row too many at either end
                // is made of does not reach the rows that matter.
                let rows = (depth + 2) & !1..(last + DEPTH - 2 - depth).next_multiple_of(2);
                let out = &mut y[rows.start * WIDTH..rows.end * WIDTH];
                simd.window(&x[(rows.start - 1) * WIDTH..(rows.end + 1) * WIDTH], layer, out);
                std::mem::swap(x, y);
            }
            vectors(&x[DEPTH * WIDTH..last * WIDTH]);
        }
    }
}
