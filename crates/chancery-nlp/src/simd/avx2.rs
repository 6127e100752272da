//! AVX2 with FMA: tiles of 6 rows by 16 columns, twelve sums under way at once; the three pieces of a
//! maxout one after the other, the greater kept.

use std::arch::x86_64::{
    __m256, _mm_add_ps, _mm_add_ss, _mm_cvtss_f32, _mm_movehl_ps, _mm_shuffle_ps, _mm256_add_ps,
    _mm256_castps256_ps128, _mm256_extractf128_ps, _mm256_fmadd_ps, _mm256_load_ps,
    _mm256_loadu_ps, _mm256_max_ps, _mm256_mul_ps, _mm256_set1_ps, _mm256_setzero_ps,
    _mm256_storeu_ps, _mm256_sub_ps,
};

use super::weights::{PANEL, POINTS, QUAD, UPPER_LINES, WINDOW_PART};
use super::{HIDDEN, LANES, Linear, Norm, PIECES, Rows, TILES, Upper, WIDTH, Window};

/// Sixteen lanes in two registers.
type Lane = [__m256; 2];

/// # Safety
/// Sixteen numbers can be read.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn load(from: *const f32) -> Lane {
    // SAFETY: the caller's.
    unsafe { [_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))] }
}

/// # Safety
/// Sixteen numbers can be written.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn store(to: *mut f32, lane: Lane) {
    // SAFETY: the caller's.
    unsafe {
        _mm256_storeu_ps(to, lane[0]);
        _mm256_storeu_ps(to.add(8), lane[1]);
    }
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn add(a: Lane, b: Lane) -> Lane {
    [_mm256_add_ps(a[0], b[0]), _mm256_add_ps(a[1], b[1])]
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn sub(a: Lane, b: Lane) -> Lane {
    [_mm256_sub_ps(a[0], b[0]), _mm256_sub_ps(a[1], b[1])]
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn max(a: Lane, b: Lane) -> Lane {
    [_mm256_max_ps(a[0], b[0]), _mm256_max_ps(a[1], b[1])]
}

/// `R` rows by sixteen columns: `acc[r] += Σ x[r][k] · w[k]`, k in order.
///
/// # Safety
/// `x` has `R` rows of `k` numbers `stride` apart; `w` has `k` aligned lines, `w_stride` numbers apart.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn chain<const R: usize>(
    mut acc: [Lane; R],
    x: *const f32,
    stride: usize,
    w: *const f32,
    w_stride: usize,
    k: usize,
) -> [Lane; R] {
    for i in 0..k {
        // SAFETY: `i < k`, and the caller vouches for the extents.
        unsafe {
            let w = w.add(i * w_stride);
            let weights = [_mm256_load_ps(w), _mm256_load_ps(w.add(8))];
            for (r, row) in acc.iter_mut().enumerate() {
                let x = _mm256_set1_ps(*x.add(r * stride + i));
                row[0] = _mm256_fmadd_ps(x, weights[0], row[0]);
                row[1] = _mm256_fmadd_ps(x, weights[1], row[1]);
            }
        }
    }
    acc
}

/// Calls `$call` with as many rows as are left, at most 6, in parts of even size.
macro_rules! in_parts {
    ($n:expr, |$row:ident, $rows:ident| $call:expr) => {
        let n: usize = $n;
        let parts = n.div_ceil(6);
        let mut $row = 0;
        for part in 0..parts {
            in_parts!(@match n / parts + usize::from(part < n % parts), $row, $rows, $call, [1 2 3 4 5 6]);
        }
    };
    (@match $size:expr, $row:ident, $rows:ident, $call:expr, [$($r:literal)+]) => {
        match $size {
            $($r => { const $rows: usize = $r; $call; $row += $r; })+
            _ => unreachable!("parts have at most as many rows as a tile"),
        }
    };
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn multiply_adds(rounds: u64, acc: &mut [[f32; LANES]; 24]) {
    let (a, b) = (_mm256_set1_ps(0.5), _mm256_set1_ps(0.25));
    for lanes in acc.chunks_exact_mut(4) {
        let mut sums = [[_mm256_setzero_ps(); 2]; 4];
        for (sum, lane) in sums.iter_mut().zip(&*lanes) {
            // SAFETY: sixteen numbers.
            *sum = unsafe { load(lane.as_ptr()) };
        }
        for _ in 0..rounds {
            for sum in &mut sums {
                *sum = [_mm256_fmadd_ps(a, b, sum[0]), _mm256_fmadd_ps(a, b, sum[1])];
            }
        }
        for (lane, &sum) in lanes.iter_mut().zip(&sums) {
            // SAFETY: sixteen numbers.
            unsafe { store(lane.as_mut_ptr(), sum) }
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn linear(x: Rows<'_>, w: &Linear, out: &mut [f32], out_stride: usize) {
    let out = out.as_mut_ptr();
    in_parts!(x.n, |row, R| {
        // SAFETY: `Simd::linear` has checked the extents of `x` and `out`.
        unsafe {
            linear_rows::<R>(
                x.data.as_ptr().add(row * x.stride),
                x.stride,
                w,
                out.add(row * out_stride),
                out_stride,
            );
        }
    });
}

#[target_feature(enable = "avx2,fma")]
unsafe fn linear_rows<const R: usize>(
    x: *const f32,
    stride: usize,
    w: &Linear,
    out: *mut f32,
    out_stride: usize,
) {
    for column in (0..w.n_out).step_by(LANES) {
        // SAFETY: weights and bias have `n_out` columns; the caller vouches for `x` and `out`.
        unsafe {
            let bias = load(w.bias.as_ptr().add(column));
            let weights = w.weights.as_ptr().add(column / PANEL * w.n_in * PANEL + column % PANEL);
            let acc = chain::<R>([bias; R], x, stride, weights, PANEL, w.n_in);
            for (r, &sum) in acc.iter().enumerate() {
                store(out.add(r * out_stride + column), sum);
            }
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn window(x: &[f32], w: &Window, out: &mut [f32]) {
    let (x, n_quads) = (x.as_ptr(), out.len() / (QUAD * WIDTH));
    let out = out.as_mut_ptr();
    let mut points = [[[0.0; WIDTH]; 6]; POINTS];
    in_parts!(n_quads, |quad, P| {
        // SAFETY: `Simd::window` has checked that `x` has two rows more than `out`.
        unsafe {
            let (x, out) = (x.add(quad * QUAD * WIDTH), out.add(quad * QUAD * WIDTH));
            at_points::<P>(x, &mut points);
            window_quads::<P>(x, &points, w, out);
        }
    });
}

/// `v · lane + sum`
#[inline]
#[target_feature(enable = "avx2,fma")]
fn times(v: f32, lane: Lane, sum: Lane) -> Lane {
    let v = _mm256_set1_ps(v);
    [_mm256_fmadd_ps(v, lane[0], sum[0]), _mm256_fmadd_ps(v, lane[1], sum[1])]
}

/// The inputs of the six products of six times four tokens.
type Points = [[[f32; WIDTH]; 6]; POINTS];

/// Fills the first `P` of the points.
///
/// # Safety
/// `x` has `4 · P + 2` rows.
#[inline]
#[target_feature(enable = "avx2,fma")]
unsafe fn at_points<const P: usize>(x: *const f32, points: &mut Points) {
    for quad in 0..P {
        for at in (0..WIDTH).step_by(LANES) {
            // SAFETY: the caller's.
            let row = |row: usize| unsafe { load(x.add((quad * QUAD + row) * WIDTH + at)) };
            let d = [row(0), row(1), row(2), row(3), row(4), row(5)];
            let (d31, d42) = (sub(d[3], d[1]), sub(d[4], d[2]));
            let values = [
                times(2.5, d[3], times(0.5, d[2], sub(d[4], d[1]))),
                times(0.5, d[3], times(-2.5, d[2], add(d[4], d[1]))),
                times(2.0, d31, d42),
                times(0.5, sub(d[1], d[3]), d42),
                times(-2.0, d[2], times(1.5, d31, add(d[0], d[4]))),
                times(-2.0, d[3], times(1.5, d42, add(d[1], d[5]))),
            ];
            for (point, value) in points.iter_mut().zip(values) {
                // SAFETY: a row of a point has 96 numbers.
                unsafe { store(point[quad].as_mut_ptr().add(at), value) }
            }
        }
    }
}

#[target_feature(enable = "avx2,fma")]
unsafe fn window_quads<const P: usize>(x: *const f32, points: &Points, w: &Window, out: *mut f32) {
    let zero = [_mm256_setzero_ps(); 2];
    for tile in 0..TILES {
        let mut best = [[zero; QUAD]; P];
        for piece in 0..PIECES {
            // SAFETY: weights and bias have six tiles of three pieces, a tile six points; each point has `P`
            // rows of 96.
            let z = unsafe {
                let bias = load(w.bias.as_ptr().add((tile * PIECES + piece) * LANES));
                let weights = w.weights.as_ptr().add(tile * POINTS * WINDOW_PART + piece * LANES);
                let at = |point: usize, acc: [Lane; P]| {
                    let x = points[point][0].as_ptr();
                    let weights = weights.add(point * WINDOW_PART);
                    chain::<P>(acc, x, WIDTH, weights, PIECES * LANES, WIDTH)
                };
                let (one, minus_one) = (at(0, [zero; P]), at(1, [zero; P]));
                let (half, minus_two) = (at(2, [zero; P]), at(3, [zero; P]));
                let mut z = [[zero; P]; QUAD];
                for quad in 0..P {
                    let (half, minus_two) = (half[quad], minus_two[quad]);
                    let even = add(add(one[quad], minus_one[quad]), bias);
                    let odd = add(sub(one[quad], minus_one[quad]), bias);
                    z[0][quad] = add(add(even, half), minus_two);
                    z[1][quad] = times(-2.0, minus_two, times(0.5, half, odd));
                    z[2][quad] = times(4.0, minus_two, times(0.25, half, even));
                    z[3][quad] = times(-8.0, minus_two, times(0.125, half, odd));
                }
                z[0] = at(4, z[0]);
                z[3] = at(5, z[3]);
                z
            };
            for (quad, best) in best.iter_mut().enumerate() {
                for (row, best) in best.iter_mut().enumerate() {
                    *best = if piece == 0 { z[row][quad] } else { max(*best, z[row][quad]) };
                }
            }
        }
        for (quad, rows) in best.iter().enumerate() {
            for (row, &lane) in rows.iter().enumerate() {
                // SAFETY: the caller vouches for `out`.
                unsafe { store(out.add((quad * QUAD + row) * WIDTH + tile * LANES), lane) }
            }
        }
    }
    for row in 0..P * QUAD {
        // SAFETY: the caller vouches for `x` and `out`.
        unsafe {
            let out = out.add(row * WIDTH);
            let mut lanes = [zero; TILES];
            for (tile, lane) in lanes.iter_mut().enumerate() {
                *lane = load(out.add(tile * LANES));
            }
            norm(&mut lanes, &w.norm);
            for (tile, &lane) in lanes.iter().enumerate() {
                let x = load(x.add((row + 1) * WIDTH + tile * LANES));
                store(out.add(tile * LANES), add(lane, x));
            }
        }
    }
}

/// Sum of sixteen lanes: the upper half onto the lower, four times.
#[inline]
#[target_feature(enable = "avx2,fma")]
fn halve(sum: Lane) -> f32 {
    let sum = _mm256_add_ps(sum[0], sum[1]);
    let sum = _mm_add_ps(_mm256_castps256_ps128(sum), _mm256_extractf128_ps::<1>(sum));
    let sum = _mm_add_ps(sum, _mm_movehl_ps(sum, sum));
    _mm_cvtss_f32(_mm_add_ss(sum, _mm_shuffle_ps::<1>(sum, sum)))
}

#[inline]
#[target_feature(enable = "avx2,fma")]
fn norm(row: &mut [Lane; TILES], norm: &Norm) {
    let mut sum = row[0];
    for &lane in &row[1..] {
        sum = add(sum, lane);
    }
    let mean = _mm256_set1_ps(halve(sum) / WIDTH as f32);
    let mut squares = [_mm256_setzero_ps(); 2];
    for lane in row.iter_mut() {
        for (v, squares) in lane.iter_mut().zip(&mut squares) {
            *v = _mm256_sub_ps(*v, mean);
            *squares = _mm256_fmadd_ps(*v, *v, *squares);
        }
    }
    let scale = _mm256_set1_ps(1.0 / (halve(squares) / WIDTH as f32 + 1e-8).sqrt());
    for (tile, lane) in row.iter_mut().enumerate() {
        // SAFETY: gain and shift are buffers of six lines.
        let (gain, shift) = unsafe {
            (
                load(norm.gain.as_ptr().add(tile * LANES)),
                load(norm.shift.as_ptr().add(tile * LANES)),
            )
        };
        for (i, v) in lane.iter_mut().enumerate() {
            *v = _mm256_fmadd_ps(_mm256_mul_ps(*v, scale), gain[i], shift[i]);
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn sum_maxout(
    parts: [&[f32; WIDTH * PIECES]; 3],
    weights: &Norm,
    residual: &[f32; WIDTH],
    out: &mut [f32; WIDTH],
) {
    let mut row = [[_mm256_setzero_ps(); 2]; TILES];
    for (tile, lane) in row.iter_mut().enumerate() {
        let piece = |p: usize| {
            let at = (tile * PIECES + p) * LANES;
            // SAFETY: each part has `TILES · PIECES` lines.
            unsafe {
                let sum = add(load(parts[0].as_ptr().add(at)), load(parts[1].as_ptr().add(at)));
                add(sum, load(parts[2].as_ptr().add(at)))
            }
        };
        *lane = max(max(piece(0), piece(1)), piece(2));
    }
    norm(&mut row, weights);
    for (tile, &lane) in row.iter().enumerate() {
        // SAFETY: both have six lines.
        unsafe {
            let lane = add(lane, load(residual.as_ptr().add(tile * LANES)));
            store(out.as_mut_ptr().add(tile * LANES), lane);
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn add_rows(rows: &[&[f32; WIDTH * PIECES]], out: &mut [f32; WIDTH * PIECES]) {
    const LINES: usize = TILES;
    for (number, part) in out.chunks_exact_mut(LINES * LANES).enumerate() {
        let mut sums = [[_mm256_setzero_ps(); 2]; LINES];
        for (line, sum) in sums.iter_mut().enumerate() {
            // SAFETY: a part has `LINES` lines, a row as many parts as `out`.
            *sum = unsafe { load(part.as_ptr().add(line * LANES)) };
        }
        for row in rows {
            for (line, sum) in sums.iter_mut().enumerate() {
                // SAFETY: as above.
                let v = unsafe { load(row.as_ptr().add((number * LINES + line) * LANES)) };
                *sum = add(*sum, v);
            }
        }
        for (line, &sum) in sums.iter().enumerate() {
            // SAFETY: as above.
            unsafe { store(part.as_mut_ptr().add(line * LANES), sum) }
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn state_hidden<const F: usize>(
    parts: [&[f32; 2 * HIDDEN]; F],
    hidden: &mut [f32; HIDDEN],
) {
    for at in (0..HIDDEN).step_by(LANES) {
        // SAFETY: each part has eight lines, `hidden` four.
        unsafe {
            let mut u0 = load(parts[0].as_ptr().add(at));
            let mut u1 = load(parts[0].as_ptr().add(HIDDEN + at));
            for part in &parts[1..] {
                u0 = add(u0, load(part.as_ptr().add(at)));
                u1 = add(u1, load(part.as_ptr().add(HIDDEN + at)));
            }
            store(hidden.as_mut_ptr().add(at), max(u0, u1));
        }
    }
}

#[target_feature(enable = "avx2,fma")]
pub(super) fn best_class(hidden: &[f32; HIDDEN], upper: &Upper, valid: u128) -> usize {
    let stride = upper.n_lines * LANES;
    let mut scores = [0.0; UPPER_LINES * LANES];
    for line in 0..upper.n_lines {
        // SAFETY: bias has `n_lines` lines, the weights 64 times as many; `scores` has the most there are.
        unsafe {
            let bias = load(upper.bias.as_ptr().add(line * LANES));
            let weights = upper.weights.as_ptr().add(line * LANES);
            let [sum] = chain::<1>([bias], hidden.as_ptr(), HIDDEN, weights, stride, HIDDEN);
            store(scores.as_mut_ptr().add(line * LANES), sum);
        }
    }
    let (mut class, mut top, mut left) = (0, f32::NEG_INFINITY, valid);
    while left != 0 {
        let next = left.trailing_zeros() as usize;
        if scores[next] > top {
            (class, top) = (next, scores[next]);
        }
        left &= left - 1;
    }
    class
}
