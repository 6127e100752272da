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
    /// 64 to 128 for each of the first places, two pieces of 64, the hidden layer's bias with the first place:
    /// these are computed for every token.
    ahead: Linear,
    /// The same for each of all places: computed where it is asked for.
    asked: Vec<Linear>,
    /// What a place without a token gives, `[F, 128]`, the bias with the first.
    pads: Vec<[f32; PART]>,
    upper: Upper,
}

/// Numbers that a token gives to the hidden layer: two pieces.
const PART: usize = 2 * HIDDEN;

/// No token at this place.
pub(crate) const NONE: u32 = u32::MAX;

/// Tokens whose parts are kept; those of earlier tokens are computed again where they are needed.
const KEPT: usize = 512;
/// Tokens whose parts are computed together.
const STEP: usize = 64;

/// What tokens give to the states of one text.
#[derive(Debug, Default)]
pub(crate) struct StateParts {
    /// Tokens done, counted from the first.
    done: usize,
    /// Parts of token `i` at `i % KEPT`, for the places that are computed ahead.
    kept: Buffer,
    /// Parts of other places, and of tokens no longer kept: one for each place.
    asked: Vec<Buffer>,
}

impl StateParts {
    pub(crate) fn reset(&mut self) {
        self.done = 0;
    }
}

impl<const F: usize> Network<F> {
    /// Reads `net`. The parts of the first `n_ahead` places are computed for every token, those of the others, which
    /// few tokens ever take, one by one.
    pub(crate) fn load(
        model: &Model,
        net: &str,
        n_ahead: usize,
        n_classes: usize,
    ) -> Result<Self, ModelError> {
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
        let lower = |places: std::ops::Range<usize>| {
            let first = places.start * PART;
            Linear::pack(
                HIDDEN,
                places.len() * PART,
                |column, i| {
                    let (place, column) = ((first + column) / PART, column % PART);
                    w[(place * PART + stored(column)) * HIDDEN + i]
                },
                |column| bias(first + column),
            )
        };
        let asked = (0..F).map(|place| lower(place..place + 1)).collect();
        let pads = (0..F)
            .map(|place| {
                std::array::from_fn(|i| pad[place * PART + stored(i)] + bias(place * PART + i))
            })
            .collect();

        let w = array("upper/w", &[n_classes, HIDDEN])?;
        let b = array("upper/b", &[n_classes])?;
        Ok(Self {
            input,
            ahead: lower(0..n_ahead),
            asked,
            pads,
            upper: Upper::pack(HIDDEN, &w, &b),
        })
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
        let n_ahead = self.n_ahead();
        self.provide(simd, inputs, features, parts);
        let mut rows = [&self.pads[0]; F];
        for (place, row) in rows.iter_mut().enumerate() {
            let token = features[place];
            *row = if token == NONE {
                &self.pads[place]
            } else if self.is_kept(parts, token, place) {
                part(&parts.kept, token as usize % KEPT * n_ahead + place)
            } else {
                part(&parts.asked[place], 0)
            };
        }
        let mut hidden = [0.0; HIDDEN];
        simd.state_hidden(rows, &mut hidden);
        simd.best_class(&hidden, &self.upper, valid)
    }

    fn n_ahead(&self) -> usize {
        self.ahead.n_out / PART
    }

    fn is_kept(&self, parts: &StateParts, token: u32, place: usize) -> bool {
        place < self.n_ahead() && token as usize + KEPT >= parts.done
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
            if token != NONE && !self.is_kept(parts, token, place) {
                parts.asked.resize_with(F, || Buffer::zeros(PART));
                let x = Rows::new(&inputs.rows[token as usize * HIDDEN..], 1, HIDDEN);
                simd.linear(x, &self.asked[place], &mut parts.asked[place], PART);
            }
        }
    }

    #[cold]
    fn advance(&self, simd: Simd, inputs: &Inputs, needed: usize, parts: &mut StateParts) {
        let stride = self.ahead.n_out;
        parts.kept.grow(inputs.n.next_multiple_of(STEP).min(KEPT) * stride);
        while parts.done < needed {
            // `KEPT` is a multiple of `STEP`, so a step does not wrap around.
            let n = STEP.min(inputs.n - parts.done);
            let x = Rows::new(&inputs.rows[parts.done * HIDDEN..], n, HIDDEN);
            let at = parts.done % KEPT * stride;
            simd.linear(x, &self.ahead, &mut parts.kept[at..], stride);
            parts.done += n;
        }
    }
}

fn part(parts: &Buffer, number: usize) -> &[f32; PART] {
    parts[number * PART..][..PART].try_into().expect("a part has its length")
}
