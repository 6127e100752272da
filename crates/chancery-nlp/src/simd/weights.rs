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

/// A maxout layer over a token and its two neighbours with its layer norm, for four tokens at a time.
///
/// Four neighbouring windows `d0 d1 d2` to `d3 d4 d5` with weights `g0 g1 g2` are a product of two polynomials, found
/// from its values at the points 1, -1, 1/2, -2, 0 and infinity: six products in place of twelve (Toom and Cook;
/// Winograd 1980; Lavin and Gray 2016, F(4,3)). With these points the vectors of a text differ from those of the plain
/// sum by 4e-6 at most, where another order of plain summation makes 1.5e-6.
///
/// Packed as `[tile of 16 outputs][point][96][piece][16]`.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) weights: Buffer,
    pub(crate) bias: Buffer,
    pub(crate) norm: Norm,
}

/// Tokens of a window layer that are computed together.
pub(crate) const QUAD: usize = 4;
/// Products that this takes.
pub(crate) const POINTS: usize = 6;
/// Numbers of the matrix of one point of a tile of a [`Window`].
pub(crate) const WINDOW_PART: usize = WIDTH * PIECES * LANES;

impl Window {
    /// `w` is `[96, 3, 288]`, `b` is `[96, 3]`, row-major.
    pub(crate) fn pack(w: &[f32], b: &[f32], norm: Norm) -> Self {
        let n_in = 3 * WIDTH;
        assert_eq!(w.len(), WIDTH * PIECES * n_in, "window weights are [96, 3, 288]");
        assert_eq!(b.len(), WIDTH * PIECES, "window bias is [96, 3]");
        let mut packed = Self {
            weights: Buffer::zeros(TILES * POINTS * WINDOW_PART),
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
                    let place = |place: usize| f64::from(row[place * WIDTH + input]);
                    let points = at_points([place(0), place(1), place(2)]);
                    for (point, weight) in points.into_iter().enumerate() {
                        let at = (tile * POINTS + point) * WINDOW_PART;
                        weights[at + (input * PIECES + piece) * LANES + lane] = weight as f32;
                    }
                }
            }
        }
        packed
    }
}

/// `g0 + g1·x + g2·x²` at 1, -1, 1/2, -2, 0 and infinity, each over the product of the distances to the other points.
fn at_points([g0, g1, g2]: [f64; 3]) -> [f64; POINTS] {
    [
        (g0 + g1 + g2) / 3.0,
        (g0 - g1 + g2) / -3.0,
        (g0 + g1 / 2.0 + g2 / 4.0) * (-16.0 / 15.0),
        (g0 - g1 * 2.0 + g2 * 4.0) / 15.0,
        g0,
        g2,
    ]
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
