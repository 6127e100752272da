//! From the tokens of a state to the best of its valid classes.

use super::Inputs;
use crate::model::{Model, ModelError};
use crate::simd::{Buffer, HIDDEN, Linear, Rows, Simd, Upper, WIDTH};

/// A hidden layer over `F` tokens of a state, maxout of two pieces, and a linear layer over classes.
///
/// What a token gives to the hidden layer depends on the token and its place in the state only, so it is
/// computed once for each token and place; a state is the sum of `F` rows (Chen and Manning 2014).
#[derive(Debug)]
pub(crate) struct Network<const F: usize> {
    /// 96 to 64.
    input: Linear,
    /// 64 to `F` × 128: per place two pieces of 64, the hidden layer's bias with the first place.
    lower: Linear,
    /// What a place without a token gives, `[F, 128]`, the bias with the first.
    pads: Vec<[f32; PART]>,
    upper: Upper,
}

/// Numbers that a token gives to the hidden layer: two pieces.
const PART: usize = 2 * HIDDEN;

/// No token at this place.
pub(crate) const NONE: u32 = u32::MAX;

/// Tokens whose parts are kept; those of earlier tokens are computed again where they are needed.
const KEPT: usize = 2048;
/// Tokens whose parts are computed together.
const STEP: usize = 64;

/// What tokens give to the states of one text.
#[derive(Debug, Default)]
pub(crate) struct StateParts {
    /// Tokens done, counted from the first.
    done: usize,
    /// Parts of token `i` at `i % KEPT`.
    kept: Buffer,
    /// Parts of tokens no longer kept, one for each place.
    again: Vec<Buffer>,
}

impl StateParts {
    pub(crate) fn reset(&mut self) {
        self.done = 0;
    }
}

impl<const F: usize> Network<F> {
    pub(crate) fn load(model: &Model, net: &str, n_classes: usize) -> Result<Self, ModelError> {
        let array =
            |table: &str, shape: &[usize]| model.array::<f32>(&format!("{net}/{table}"), shape);
        let w = array("input/w", &[HIDDEN, WIDTH])?;
        let b = array("input/b", &[HIDDEN])?;
        let input = Linear::pack(WIDTH, HIDDEN, |out, i| w[out * WIDTH + i], |out| b[out]);

        let w = array("lower/w", &[F, HIDDEN, 2, HIDDEN])?;
        let b = array("lower/b", &[HIDDEN, 2])?;
        let pad = array("lower/pad", &[F, HIDDEN, 2])?;
        // Stored as output, piece; the pieces stand one after the other here.
        let stored = |column: usize| column % HIDDEN * 2 + column / HIDDEN;
        let bias = |column: usize| if column < PART { b[stored(column)] } else { 0.0 };
        let lower = Linear::pack(
            HIDDEN,
            F * PART,
            |column, i| w[(column / PART * PART + stored(column % PART)) * HIDDEN + i],
            bias,
        );
        let pads = (0..F)
            .map(|place| {
                std::array::from_fn(|i| pad[place * PART + stored(i)] + bias(place * PART + i))
            })
            .collect();

        let w = array("upper/w", &[n_classes, HIDDEN])?;
        let b = array("upper/b", &[n_classes])?;
        Ok(Self { input, lower, pads, upper: Upper::pack(HIDDEN, &w, &b) })
    }

    /// Adds the network's view of tokens from their vectors, `[tokens, 96]`, to `inputs`.
    pub(crate) fn read(&self, simd: Simd, vectors: &[f32], inputs: &mut Inputs) {
        let n = vectors.len() / WIDTH;
        inputs.rows.grow((inputs.n + n) * HIDDEN);
        let out = &mut inputs.rows[inputs.n * HIDDEN..];
        simd.linear(Rows::new(vectors, n, WIDTH), &self.input, out, HIDDEN);
        inputs.n += n;
    }

    /// The best valid class of a state with these tokens.
    #[inline]
    pub(crate) fn best(
        &self,
        simd: Simd,
        inputs: &Inputs,
        features: [u32; F],
        valid: u128,
        parts: &mut StateParts,
    ) -> usize {
        self.provide(simd, inputs, features, parts);
        let mut rows = [&self.pads[0]; F];
        for (place, row) in rows.iter_mut().enumerate() {
            let token = features[place];
            *row = if token == NONE {
                &self.pads[place]
            } else if token as usize + KEPT < parts.done {
                part(&parts.again[place], 0)
            } else {
                part(&parts.kept, token as usize % KEPT * F + place)
            };
        }
        let mut hidden = [0.0; HIDDEN];
        simd.state_hidden(rows, &mut hidden);
        simd.best_class(&hidden, &self.upper, valid)
    }

    /// Computes the parts of these tokens where they are not kept.
    #[inline]
    fn provide(&self, simd: Simd, inputs: &Inputs, features: [u32; F], parts: &mut StateParts) {
        let last = features.iter().filter(|&&token| token != NONE).max();
        let needed = last.map_or(0, |&token| token as usize + 1);
        if needed > parts.done {
            self.advance(simd, inputs, needed, parts);
        }
        for (place, &token) in features.iter().enumerate() {
            if token != NONE && (token as usize + KEPT) < parts.done {
                self.repeat(simd, inputs, token as usize, place, parts);
            }
        }
    }

    #[cold]
    fn advance(&self, simd: Simd, inputs: &Inputs, needed: usize, parts: &mut StateParts) {
        parts.kept.grow(inputs.n.next_multiple_of(STEP).min(KEPT) * F * PART);
        while parts.done < needed {
            // `KEPT` is a multiple of `STEP`, so a step does not wrap around.
            let n = STEP.min(inputs.n - parts.done);
            let x = Rows::new(&inputs.rows[parts.done * HIDDEN..], n, HIDDEN);
            let at = parts.done % KEPT * F * PART;
            simd.linear(x, &self.lower, &mut parts.kept[at..], F * PART);
            parts.done += n;
        }
    }

    #[cold]
    fn repeat(
        &self,
        simd: Simd,
        inputs: &Inputs,
        token: usize,
        place: usize,
        parts: &mut StateParts,
    ) {
        let mut row = Buffer::zeros(F * PART);
        let x = Rows::new(&inputs.rows[token * HIDDEN..], 1, HIDDEN);
        simd.linear(x, &self.lower, &mut row, F * PART);
        parts.again.resize_with(F, || Buffer::zeros(PART));
        parts.again[place].copy_from_slice(part(&row, place));
    }
}

fn part(parts: &Buffer, number: usize) -> &[f32; PART] {
    parts[number * PART..][..PART].try_into().expect("a part has its length")
}
