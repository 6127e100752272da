//! Weights as the kernels read them: in the order of use, on cache lines.

use super::{Buffer, LANES, PIECES, TILES, WIDTH};

/// Columns of a [`Linear`] that are computed together.
pub(crate) const PANEL: usize = 32;

/// `y = W·x + b`, packed as `[panel][input][32 columns]`; missing columns are zero.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    pub(crate) n_in: usize,
    /// Columns with padding, a multiple of 32: the stride of the result.
    pub(crate) n_out: usize,
    pub(crate) weights: Buffer,
    pub(crate) bias: Buffer,
}

impl Linear {
    /// `weight(column, input)` and `bias(column)` give the numbers of each of `columns` columns.
    pub(crate) fn pack(
        n_in: usize,
        columns: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Self {
        let n_out = columns.next_multiple_of(PANEL);
        let mut packed =
            Self { n_in, n_out, weights: Buffer::zeros(n_out * n_in), bias: Buffer::zeros(n_out) };
        for column in 0..columns {
            let (panel, lane) = (column / PANEL, column % PANEL);
            for input in 0..n_in {
                packed.weights[(panel * n_in + input) * PANEL + lane] = weight(column, input);
            }
            packed.bias[column] = bias(column);
        }
        packed
    }
}

/// Place of output `o`, piece `p` of a maxout among its 288 columns: tile, piece, lane.
pub(crate) fn maxout_column(output: usize, piece: usize) -> usize {
    (output / LANES * PIECES + piece) * LANES + output % LANES
}

/// Layer norm's gain and shift.
#[derive(Debug, Clone)]
pub(crate) struct Norm {
    pub(crate) gain: Buffer,
    pub(crate) shift: Buffer,
}

impl Norm {
    /// From the 96 gains and shifts as stored.
    pub(crate) fn new(gain: &[f32], shift: &[f32]) -> Self {
        let mut norm = Self { gain: Buffer::zeros(WIDTH), shift: Buffer::zeros(WIDTH) };
        norm.gain.copy_from_slice(gain);
        norm.shift.copy_from_slice(shift);
        norm
    }
}

/// A maxout layer over a token and its two neighbours with its layer norm, for two tokens at a time.
///
/// With windows `d0 d1 d2` and `d1 d2 d3` of two neighbouring tokens and weights `g0 g1 g2` of the three places,
/// the products `G0·(d0−d2)`, `G+·(d1+d2)`, `G-·(d2−d1)`, `G2·(d3−d1)`, where `G±` is `(g0±g1+g2)/2`, give both
/// outputs: four products in place of six (Winograd 1980; Lavin and Gray 2016, F(2,3)). What rounding adds is of
/// the size of what another order of summation would add.
///
/// Packed as `[tile of 16 outputs][G+, G-, G0, G2][96][piece][16]`.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) weights: Buffer,
    pub(crate) bias: Buffer,
    pub(crate) norm: Norm,
}

/// Numbers of one of the four matrices of a tile of a [`Window`].
pub(crate) const WINDOW_PART: usize = WIDTH * PIECES * LANES;

impl Window {
    /// `w` is `[96, 3, 288]`, `b` is `[96, 3]`, row-major.
    pub(crate) fn pack(w: &[f32], b: &[f32], norm: Norm) -> Self {
        let n_in = 3 * WIDTH;
        assert_eq!(w.len(), WIDTH * PIECES * n_in, "window weights are [96, 3, 288]");
        assert_eq!(b.len(), WIDTH * PIECES, "window bias is [96, 3]");
        let mut packed = Self {
            weights: Buffer::zeros(TILES * 4 * WINDOW_PART),
            bias: Buffer::zeros(WIDTH * PIECES),
            norm,
        };
        let weights: &mut [f32] = &mut packed.weights;
        for output in 0..WIDTH {
            let (tile, lane) = (output / LANES, output % LANES);
            for piece in 0..PIECES {
                packed.bias[maxout_column(output, piece)] = b[output * PIECES + piece];
                let row = &w[(output * PIECES + piece) * n_in..][..n_in];
                for input in 0..WIDTH {
                    let [g0, g1, g2] = [0, 1, 2].map(|place| row[place * WIDTH + input]);
                    let sum = 0.5 * (g0 + g2);
                    let parts = [sum + 0.5 * g1, sum - 0.5 * g1, g0, g2];
                    for (part, weight) in parts.into_iter().enumerate() {
                        let at = (tile * 4 + part) * WINDOW_PART;
                        weights[at + (input * PIECES + piece) * LANES + lane] = weight;
                    }
                }
            }
        }
        packed
    }
}

/// Scores of the classes of a state, packed as `[input][classes padded to whole lines]`.
#[derive(Debug, Clone)]
pub(crate) struct Upper {
    /// Lines of sixteen classes.
    pub(crate) n_lines: usize,
    pub(crate) weights: Buffer,
    pub(crate) bias: Buffer,
}

/// Most lines that an [`Upper`] has: 112 classes.
pub(crate) const UPPER_LINES: usize = 7;

impl Upper {
    /// `w` is `[n_classes, n_in]`, row-major.
    pub(crate) fn pack(n_in: usize, w: &[f32], b: &[f32]) -> Self {
        let n_classes = b.len();
        let n_lines = n_classes.div_ceil(LANES);
        assert!(n_lines <= UPPER_LINES, "at most 112 classes");
        assert_eq!(w.len(), n_classes * n_in, "upper weights are [n_classes, n_in]");
        let stride = n_lines * LANES;
        let mut packed =
            Self { n_lines, weights: Buffer::zeros(n_in * stride), bias: Buffer::zeros(stride) };
        packed.bias[..n_classes].copy_from_slice(b);
        for class in 0..n_classes {
            for input in 0..n_in {
                packed.weights[input * stride + class] = w[class * n_in + input];
            }
        }
        packed
    }
}
