//! AVX-512: tiles of 8 rows by 48 columns for maxout layers, 12 by 32 for other products, so that 24
//! sums are under way at once and every weight read serves all rows of the tile.

use std::arch::x86_64::{
    __m512, __mmask16, _CMP_EQ_OQ, _mm_add_ps, _mm_add_ss, _mm_cvtss_f32, _mm_movehl_ps,
    _mm_shuffle_ps, _mm256_add_ps, _mm256_castpd_ps, _mm256_castps256_ps128, _mm256_extractf128_ps,
    _mm512_add_ps, _mm512_castps_pd, _mm512_castps512_ps256, _mm512_cmp_ps_mask,
    _mm512_extractf64x4_pd, _mm512_fmadd_ps, _mm512_load_ps, _mm512_loadu_ps, _mm512_mask_blend_ps,
    _mm512_max_ps, _mm512_mul_ps, _mm512_reduce_max_ps, _mm512_set1_ps, _mm512_setzero_ps,
    _mm512_storeu_ps, _mm512_sub_ps,
};

use super::weights::{PANEL, POINTS, QUAD, UPPER_LINES, WINDOW_PART};
use super::{HIDDEN, LANES, Linear, Norm, PIECES, Rows, TILES, Upper, WIDTH, Window};

/// `R` rows by `C` lines of columns: `acc[r][c] += Σ x[r][k] · w[k][c]`, k in order.
///
/// # Safety
/// `x` has `R` rows of `k` numbers `stride` apart; `w` has `k` groups of `C` aligned lines.
#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn chain<const R: usize, const C: usize>(
    mut acc: [[__m512; C]; R],
    x: *const f32,
    stride: usize,
    w: *const f32,
    k: usize,
) -> [[__m512; C]; R] {
    for i in 0..k {
        // SAFETY: `i < k`, and the caller vouches for the extents.
        unsafe {
            let mut weights = [_mm512_setzero_ps(); C];
            for (c, weight) in weights.iter_mut().enumerate() {
                *weight = _mm512_load_ps(w.add((i * C + c) * LANES));
            }
            for (r, row) in acc.iter_mut().enumerate() {
                let x = _mm512_set1_ps(*x.add(r * stride + i));
                for c in 0..C {
                    row[c] = _mm512_fmadd_ps(x, weights[c], row[c]);
                }
            }
        }
    }
    acc
}

/// Calls `$f::<R>` with as many rows as are left, at most `$most`, in parts of even size.
macro_rules! in_parts {
    ($n:expr, $most:literal, [$($r:literal)+], |$row:ident, $rows:ident| $call:expr) => {
        let n: usize = $n;
        let parts = n.div_ceil($most);
        let mut $row = 0;
        for part in 0..parts {
            match n / parts + usize::from(part < n % parts) {
                $($r => { const $rows: usize = $r; $call; $row += $r; })+
                _ => unreachable!("parts have at most as many rows as a tile"),
            }
        }
    };
}

#[target_feature(enable = "avx512f")]
pub(super) fn multiply_adds(rounds: u64, acc: &mut [[f32; LANES]; 24]) {
    let (a, b) = (_mm512_set1_ps(0.5), _mm512_set1_ps(0.25));
    // SAFETY: each has sixteen numbers.
    let mut sums: [__m512; 24] = acc.map(|lane| unsafe { _mm512_loadu_ps(lane.as_ptr()) });
    for _ in 0..rounds {
        for sum in &mut sums {
            *sum = _mm512_fmadd_ps(a, b, *sum);
        }
    }
    for (lane, &sum) in acc.iter_mut().zip(&sums) {
        // SAFETY: as above.
        unsafe { _mm512_storeu_ps(lane.as_mut_ptr(), sum) }
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn linear(x: Rows<'_>, w: &Linear, out: &mut [f32], out_stride: usize) {
    let out = out.as_mut_ptr();
    in_parts!(x.n, 12, [1 2 3 4 5 6 7 8 9 10 11 12], |row, R| {
        // SAFETY: `Simd::linear` has checked the extents of `x` and `out`.
        unsafe {
            linear_rows::<R>(x.data.as_ptr().add(row * x.stride), x.stride, w,
                out.add(row * out_stride), out_stride);
        }
    });
}

#[target_feature(enable = "avx512f")]
unsafe fn linear_rows<const R: usize>(
    x: *const f32,
    stride: usize,
    w: &Linear,
    out: *mut f32,
    out_stride: usize,
) {
    const C: usize = PANEL / LANES;
    for panel in 0..w.n_out / PANEL {
        // SAFETY: weights and bias have `n_out` columns; the caller vouches for `x` and `out`.
        unsafe {
            let bias = w.bias.as_ptr().add(panel * PANEL);
            let bias = [_mm512_load_ps(bias), _mm512_load_ps(bias.add(LANES))];
            let weights = w.weights.as_ptr().add(panel * w.n_in * PANEL);
            let acc = chain::<R, C>([bias; R], x, stride, weights, w.n_in);
            for (r, row) in acc.iter().enumerate() {
                for (c, &sum) in row.iter().enumerate() {
                    _mm512_storeu_ps(out.add(r * out_stride + panel * PANEL + c * LANES), sum);
                }
            }
        }
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn window(x: &[f32], w: &Window, out: &mut [f32]) {
    let (x, n_quads) = (x.as_ptr(), out.len() / (QUAD * WIDTH));
    let out = out.as_mut_ptr();
    #[expect(clippy::large_stack_arrays, reason = "18 kB, and this is the deepest function")]
    let mut points = Points([[[0.0; WIDTH]; 8]; POINTS]);
    in_parts!(n_quads, 8, [1 2 3 4 5 6 7 8], |quad, P| {
        // SAFETY: `Simd::window` has checked that `x` has two rows more than `out`.
        unsafe {
            let (x, out) = (x.add(quad * QUAD * WIDTH), out.add(quad * QUAD * WIDTH));
            at_points::<P>(x, &mut points);
            window_quads::<P>(x, &points, w, out);
        }
    });
}

/// The inputs of the six products of eight times four tokens.
#[repr(C, align(64))]
struct Points([[[f32; WIDTH]; 8]; POINTS]);

/// Fills the first `P` of the points.
///
/// # Safety
/// `x` has `4 · P + 2` rows.
#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn at_points<const P: usize>(x: *const f32, points: &mut Points) {
    let number = |v: f32| _mm512_set1_ps(v);
    for quad in 0..P {
        for at in (0..WIDTH).step_by(LANES) {
            // SAFETY: the caller's.
            let row =
                |row: usize| unsafe { _mm512_loadu_ps(x.add((quad * QUAD + row) * WIDTH + at)) };
            let d = [row(0), row(1), row(2), row(3), row(4), row(5)];
            let (d31, d42) = (_mm512_sub_ps(d[3], d[1]), _mm512_sub_ps(d[4], d[2]));
            let one = _mm512_fmadd_ps(number(0.5), d[2], _mm512_sub_ps(d[4], d[1]));
            let minus_one = _mm512_fmadd_ps(number(-2.5), d[2], _mm512_add_ps(d[4], d[1]));
            let zero = _mm512_fmadd_ps(number(1.5), d31, _mm512_add_ps(d[0], d[4]));
            let infinity = _mm512_fmadd_ps(number(1.5), d42, _mm512_add_ps(d[1], d[5]));
            let values = [
                _mm512_fmadd_ps(number(2.5), d[3], one),
                _mm512_fmadd_ps(number(0.5), d[3], minus_one),
                _mm512_fmadd_ps(number(2.0), d31, d42),
                _mm512_fmadd_ps(number(0.5), _mm512_sub_ps(d[1], d[3]), d42),
                _mm512_fmadd_ps(number(-2.0), d[2], zero),
                _mm512_fmadd_ps(number(-2.0), d[3], infinity),
            ];
            for (point, value) in points.0.iter_mut().zip(values) {
                // SAFETY: a row of a point has 96 numbers.
                unsafe { _mm512_storeu_ps(point[quad].as_mut_ptr().add(at), value) }
            }
        }
    }
}

#[target_feature(enable = "avx512f")]
unsafe fn window_quads<const P: usize>(x: *const f32, points: &Points, w: &Window, out: *mut f32) {
    let zero = [[_mm512_setzero_ps(); PIECES]; P];
    let number = |v: f32| _mm512_set1_ps(v);
    for tile in 0..TILES {
        // SAFETY: weights and bias have six tiles, a tile six points; each point has `P` rows of 96.
        unsafe {
            let bias = w.bias.as_ptr().add(tile * PIECES * LANES);
            let bias = [
                _mm512_load_ps(bias),
                _mm512_load_ps(bias.add(LANES)),
                _mm512_load_ps(bias.add(2 * LANES)),
            ];
            let weights = w.weights.as_ptr().add(tile * POINTS * WINDOW_PART);
            let at = |point: usize, acc: [[__m512; PIECES]; P]| {
                let x = points.0[point][0].as_ptr();
                chain::<P, PIECES>(acc, x, WIDTH, weights.add(point * WINDOW_PART), WIDTH)
            };
            let (one, minus_one) = (at(0, zero), at(1, zero));
            let (half, minus_two) = (at(2, zero), at(3, zero));
            let (mut first, mut last) = (zero, zero);
            for quad in 0..P {
                let mut inner = [[_mm512_setzero_ps(); PIECES]; 2];
                for p in 0..PIECES {
                    let (one, minus_one) = (one[quad][p], minus_one[quad][p]);
                    let (half, minus_two) = (half[quad][p], minus_two[quad][p]);
                    let even = _mm512_add_ps(_mm512_add_ps(one, minus_one), bias[p]);
                    let odd = _mm512_add_ps(_mm512_sub_ps(one, minus_one), bias[p]);
                    first[quad][p] = _mm512_add_ps(_mm512_add_ps(even, half), minus_two);
                    let sum = _mm512_fmadd_ps(number(0.5), half, odd);
                    inner[0][p] = _mm512_fmadd_ps(number(-2.0), minus_two, sum);
                    let sum = _mm512_fmadd_ps(number(0.25), half, even);
                    inner[1][p] = _mm512_fmadd_ps(number(4.0), minus_two, sum);
                    let sum = _mm512_fmadd_ps(number(0.125), half, odd);
                    last[quad][p] = _mm512_fmadd_ps(number(-8.0), minus_two, sum);
                }
                store_greatest(out, quad * QUAD + 1, tile, inner[0]);
                store_greatest(out, quad * QUAD + 2, tile, inner[1]);
            }
            let first = at(4, first);
            for (quad, &z) in first.iter().enumerate() {
                store_greatest(out, quad * QUAD, tile, z);
            }
            let last = at(5, last);
            for (quad, &z) in last.iter().enumerate() {
                store_greatest(out, quad * QUAD + 3, tile, z);
            }
        }
    }
    for row in 0..P * QUAD {
        // SAFETY: the caller vouches for `x` and `out`.
        unsafe {
            let out = out.add(row * WIDTH);
            let mut lines = [_mm512_setzero_ps(); TILES];
            for (tile, line) in lines.iter_mut().enumerate() {
                *line = _mm512_loadu_ps(out.add(tile * LANES));
            }
            norm(&mut lines, &w.norm);
            for (tile, &line) in lines.iter().enumerate() {
                let x = _mm512_loadu_ps(x.add((row + 1) * WIDTH + tile * LANES));
                _mm512_storeu_ps(out.add(tile * LANES), _mm512_add_ps(line, x));
            }
        }
    }
}

/// # Safety
/// `out` has this row of 96.
#[inline]
#[target_feature(enable = "avx512f")]
unsafe fn store_greatest(out: *mut f32, row: usize, tile: usize, z: [__m512; PIECES]) {
    let greatest = _mm512_max_ps(_mm512_max_ps(z[0], z[1]), z[2]);
    // SAFETY: the caller's.
    unsafe { _mm512_storeu_ps(out.add(row * WIDTH + tile * LANES), greatest) }
}

/// Sum of sixteen lanes: the upper half onto the lower, four times.
#[inline]
#[target_feature(enable = "avx512f")]
fn halve(sum: __m512) -> f32 {
    let upper = _mm256_castpd_ps(_mm512_extractf64x4_pd::<1>(_mm512_castps_pd(sum)));
    let sum = _mm256_add_ps(_mm512_castps512_ps256(sum), upper);
    let sum = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps::<1>(sum));
    let sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
    _mm_cvtss_f32(_mm_add_ss(sum, _mm_shuffle_ps::<1>(sum, sum)))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn norm(row: &mut [__m512; TILES], norm: &Norm) {
    let mut sum = row[0];
    for &line in &row[1..] {
        sum = _mm512_add_ps(sum, line);
    }
    let mean = _mm512_set1_ps(halve(sum) / WIDTH as f32);
    let mut squares = _mm512_setzero_ps();
    for line in row.iter_mut() {
        *line = _mm512_sub_ps(*line, mean);
        squares = _mm512_fmadd_ps(*line, *line, squares);
    }
    let scale = _mm512_set1_ps(1.0 / (halve(squares) / WIDTH as f32 + 1e-8).sqrt());
    for (tile, line) in row.iter_mut().enumerate() {
        // SAFETY: gain and shift are aligned buffers of six lines.
        let (gain, shift) = unsafe {
            (
                _mm512_load_ps(norm.gain.as_ptr().add(tile * LANES)),
                _mm512_load_ps(norm.shift.as_ptr().add(tile * LANES)),
            )
        };
        *line = _mm512_fmadd_ps(_mm512_mul_ps(*line, scale), gain, shift);
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn sum_maxout(
    parts: [&[f32; WIDTH * PIECES]; 3],
    weights: &Norm,
    residual: &[f32; WIDTH],
    out: &mut [f32; WIDTH],
) {
    let mut row = [_mm512_setzero_ps(); TILES];
    for (tile, line) in row.iter_mut().enumerate() {
        let mut z = [_mm512_setzero_ps(); PIECES];
        for (p, z) in z.iter_mut().enumerate() {
            let at = (tile * PIECES + p) * LANES;
            // SAFETY: each part has `TILES · PIECES` lines.
            *z = unsafe {
                let sum = _mm512_add_ps(
                    _mm512_loadu_ps(parts[0].as_ptr().add(at)),
                    _mm512_loadu_ps(parts[1].as_ptr().add(at)),
                );
                _mm512_add_ps(sum, _mm512_loadu_ps(parts[2].as_ptr().add(at)))
            };
        }
        *line = _mm512_max_ps(_mm512_max_ps(z[0], z[1]), z[2]);
    }
    norm(&mut row, weights);
    for (tile, &line) in row.iter().enumerate() {
        // SAFETY: both have six lines.
        unsafe {
            let line = _mm512_add_ps(line, _mm512_loadu_ps(residual.as_ptr().add(tile * LANES)));
            _mm512_storeu_ps(out.as_mut_ptr().add(tile * LANES), line);
        }
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn add_rows(rows: &[&[f32; WIDTH * PIECES]], out: &mut [f32; WIDTH * PIECES]) {
    const LINES: usize = TILES * PIECES;
    let mut sums = [_mm512_setzero_ps(); LINES];
    for (line, sum) in sums.iter_mut().enumerate() {
        // SAFETY: all have `LINES` lines.
        *sum = unsafe { _mm512_loadu_ps(out.as_ptr().add(line * LANES)) };
    }
    for row in rows {
        for (line, sum) in sums.iter_mut().enumerate() {
            // SAFETY: as above.
            *sum = _mm512_add_ps(*sum, unsafe { _mm512_loadu_ps(row.as_ptr().add(line * LANES)) });
        }
    }
    for (line, &sum) in sums.iter().enumerate() {
        // SAFETY: as above.
        unsafe { _mm512_storeu_ps(out.as_mut_ptr().add(line * LANES), sum) }
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn state_hidden<const F: usize>(
    parts: [&[f32; 2 * HIDDEN]; F],
    hidden: &mut [f32; HIDDEN],
) {
    for at in (0..HIDDEN).step_by(LANES) {
        // SAFETY: each part has eight lines, `hidden` four.
        unsafe {
            let mut u0 = _mm512_loadu_ps(parts[0].as_ptr().add(at));
            let mut u1 = _mm512_loadu_ps(parts[0].as_ptr().add(HIDDEN + at));
            for part in &parts[1..] {
                u0 = _mm512_add_ps(u0, _mm512_loadu_ps(part.as_ptr().add(at)));
                u1 = _mm512_add_ps(u1, _mm512_loadu_ps(part.as_ptr().add(HIDDEN + at)));
            }
            _mm512_storeu_ps(hidden.as_mut_ptr().add(at), _mm512_max_ps(u0, u1));
        }
    }
}

#[target_feature(enable = "avx512f")]
pub(super) fn best_class(hidden: &[f32; HIDDEN], upper: &Upper, valid: u128) -> usize {
    match upper.n_lines {
        5 => best_of::<5>(hidden, upper, valid),
        UPPER_LINES => best_of::<UPPER_LINES>(hidden, upper, valid),
        _ => super::scalar::best_class(hidden, upper, valid),
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn best_of<const C: usize>(hidden: &[f32; HIDDEN], upper: &Upper, valid: u128) -> usize {
    let mut bias = [_mm512_setzero_ps(); C];
    // SAFETY: bias has `C` lines, the weights 64 times as many, `hidden` 64 numbers.
    let [scores] = unsafe {
        for (c, bias) in bias.iter_mut().enumerate() {
            *bias = _mm512_load_ps(upper.bias.as_ptr().add(c * LANES));
        }
        chain::<1, C>([bias], hidden.as_ptr(), HIDDEN, upper.weights.as_ptr(), HIDDEN)
    };
    let mask = |c: usize| (valid >> (c * LANES)) as __mmask16;
    let lowest = _mm512_set1_ps(f32::NEG_INFINITY);
    let mut top = lowest;
    for (c, &line) in scores.iter().enumerate() {
        top = _mm512_max_ps(top, _mm512_mask_blend_ps(mask(c), lowest, line));
    }
    let top = _mm512_set1_ps(_mm512_reduce_max_ps(top));
    for (c, &line) in scores.iter().enumerate() {
        let equal = _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(line, top) & mask(c);
        if equal != 0 {
            return c * LANES + equal.trailing_zeros() as usize;
        }
    }
    0
}
