//! The definition of every kernel, in plain Rust. The other paths agree with it to the bit.
//!
//! Each output of a product is one chain of fused multiply-adds over the inputs in order, begun with the
//! bias; so it depends neither on the rows beside it nor on the width of the registers. A sum over the 96
//! outputs of a row is taken in sixteen lanes, which are then halved.

#![expect(clippy::inline_always, reason = "the code takes on the instructions of its caller")]

use super::weights::{PANEL, POINTS, QUAD, WINDOW_PART};
use super::{HIDDEN, LANES, Linear, Norm, PIECES, Rows, TILES, Upper, WIDTH, Window};

type Lane = [f32; LANES];

#[inline(always)]
fn lane(from: &[f32], at: usize) -> Lane {
    from[at..at + LANES].try_into().expect("a lane is sixteen numbers")
}

/// As the processors' instruction has it: the second where neither is greater.
#[inline(always)]
fn max(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The greatest of the pieces, lane by lane.
#[inline(always)]
fn greatest(z: &[Lane; PIECES]) -> Lane {
    let mut best = z[0];
    for piece in &z[1..] {
        for l in 0..LANES {
            best[l] = max(best[l], piece[l]);
        }
    }
    best
}

/// One row of a product, sixteen columns: `acc + Σ x[k] · w[k · stride ..]`.
#[inline(always)]
fn chain(mut acc: Lane, x: &[f32], w: &[f32], stride: usize) -> Lane {
    for (k, &x) in x.iter().enumerate() {
        let w = lane(w, k * stride);
        for l in 0..LANES {
            acc[l] = x.mul_add(w[l], acc[l]);
        }
    }
    acc
}

/// Sum of sixteen lanes: the upper half onto the lower, four times.
#[inline(always)]
fn halve(mut sum: Lane) -> f32 {
    for half in [8, 4, 2, 1] {
        for l in 0..half {
            sum[l] += sum[l + half];
        }
    }
    sum[0]
}

/// Layer norm over one row of 96, with variance over 96.
#[inline(always)]
fn norm(row: &mut [f32; WIDTH], norm: &Norm) {
    let mut sum = lane(row, 0);
    for t in 1..TILES {
        let v = lane(row, t * LANES);
        for l in 0..LANES {
            sum[l] += v[l];
        }
    }
    let mean = halve(sum) / WIDTH as f32;
    for v in row.iter_mut() {
        *v -= mean;
    }
    let mut squares = [0.0; LANES];
    for t in 0..TILES {
        let v = lane(row, t * LANES);
        for l in 0..LANES {
            squares[l] = v[l].mul_add(v[l], squares[l]);
        }
    }
    let scale = 1.0 / (halve(squares) / WIDTH as f32 + 1e-8).sqrt();
    for (i, v) in row.iter_mut().enumerate() {
        *v = (*v * scale).mul_add(norm.gain[i], norm.shift[i]);
    }
}

#[inline(always)]
pub(super) fn multiply_adds(rounds: u64, acc: &mut [Lane; 24]) {
    for _ in 0..rounds {
        for lane in acc.iter_mut() {
            for v in lane {
                *v = 0.5_f32.mul_add(0.25, *v);
            }
        }
    }
}

#[inline(always)]
pub(super) fn linear(x: Rows<'_>, w: &Linear, out: &mut [f32], out_stride: usize) {
    for row in 0..x.n {
        let input = x.row(row, w.n_in);
        for column in (0..w.n_out).step_by(LANES) {
            let panel = &w.weights[column / PANEL * w.n_in * PANEL + column % PANEL..];
            let sum = chain(lane(&w.bias, column), input, panel, PANEL);
            out[row * out_stride + column..][..LANES].copy_from_slice(&sum);
        }
    }
}

/// The inputs of the six products of four tokens: the polynomial of the six rows, divided by all points but one.
#[inline(always)]
fn at_points(x: &[f32; (QUAD + 2) * WIDTH]) -> [[f32; WIDTH]; POINTS] {
    let mut points = [[0.0; WIDTH]; POINTS];
    for i in 0..WIDTH {
        let mut d = [0.0; QUAD + 2];
        for (row, d) in d.iter_mut().enumerate() {
            *d = x[row * WIDTH + i];
        }
        points[0][i] = 2.5_f32.mul_add(d[3], 0.5_f32.mul_add(d[2], d[4] - d[1]));
        points[1][i] = 0.5_f32.mul_add(d[3], (-2.5_f32).mul_add(d[2], d[4] + d[1]));
        points[2][i] = 2.0_f32.mul_add(d[3] - d[1], d[4] - d[2]);
        points[3][i] = 0.5_f32.mul_add(d[1] - d[3], d[4] - d[2]);
        points[4][i] = (-2.0_f32).mul_add(d[2], 1.5_f32.mul_add(d[3] - d[1], d[0] + d[4]));
        points[5][i] = (-2.0_f32).mul_add(d[3], 1.5_f32.mul_add(d[4] - d[2], d[1] + d[5]));
    }
    points
}

/// Four tokens of a window layer: their rows and one before and one after in `x`, their results in `out`.
#[inline(always)]
fn quad(x: &[f32; (QUAD + 2) * WIDTH], w: &Window, out: &mut [f32; QUAD * WIDTH]) {
    let points = at_points(x);
    for tile in 0..TILES {
        let mut z = [[[0.0; LANES]; PIECES]; QUAD];
        let [z0, z1, z2, z3] = &mut z;
        for (p, ((z0, z1), (z2, z3))) in
            z0.iter_mut().zip(z1).zip(z2.iter_mut().zip(z3)).enumerate()
        {
            let weights = &w.weights[tile * POINTS * WINDOW_PART + p * LANES..];
            let stride = PIECES * LANES;
            let mut at = [[0.0; LANES]; 4];
            for (point, at) in at.iter_mut().enumerate() {
                *at = chain([0.0; LANES], &points[point], &weights[point * WINDOW_PART..], stride);
            }
            let bias = lane(&w.bias, (tile * PIECES + p) * LANES);
            for l in 0..LANES {
                let [one, minus_one, half, minus_two] = [at[0][l], at[1][l], at[2][l], at[3][l]];
                let even = (one + minus_one) + bias[l];
                let odd = (one - minus_one) + bias[l];
                z0[l] = (even + half) + minus_two;
                z1[l] = (-2.0_f32).mul_add(minus_two, 0.5_f32.mul_add(half, odd));
                z2[l] = 4.0_f32.mul_add(minus_two, 0.25_f32.mul_add(half, even));
                z3[l] = (-8.0_f32).mul_add(minus_two, 0.125_f32.mul_add(half, odd));
            }
            *z0 = chain(*z0, &points[4], &weights[4 * WINDOW_PART..], stride);
            *z3 = chain(*z3, &points[5], &weights[5 * WINDOW_PART..], stride);
        }
        for (row, z) in z.iter().enumerate() {
            out[row * WIDTH + tile * LANES..][..LANES].copy_from_slice(&greatest(z));
        }
    }
    for (i, out) in out.chunks_exact_mut(WIDTH).enumerate() {
        norm(out.try_into().expect("a row of 96"), &w.norm);
        for (v, x) in out.iter_mut().zip(&x[(i + 1) * WIDTH..]) {
            *v += x;
        }
    }
}

#[inline(always)]
pub(super) fn window(x: &[f32], w: &Window, out: &mut [f32]) {
    for (i, out) in out.chunks_exact_mut(QUAD * WIDTH).enumerate() {
        let x = x[i * QUAD * WIDTH..][..(QUAD + 2) * WIDTH].try_into().expect("six rows of 96");
        quad(x, w, out.try_into().expect("four rows of 96"));
    }
}

#[inline(always)]
pub(super) fn sum_maxout(
    parts: [&[f32; WIDTH * PIECES]; 3],
    weights: &Norm,
    residual: &[f32; WIDTH],
    out: &mut [f32; WIDTH],
) {
    for tile in 0..TILES {
        let mut z = [[0.0; LANES]; PIECES];
        for (p, z) in z.iter_mut().enumerate() {
            let at = (tile * PIECES + p) * LANES;
            for l in 0..LANES {
                z[l] = (parts[0][at + l] + parts[1][at + l]) + parts[2][at + l];
            }
        }
        out[tile * LANES..][..LANES].copy_from_slice(&greatest(&z));
    }
    norm(out, weights);
    for (v, x) in out.iter_mut().zip(residual) {
        *v += x;
    }
}

#[inline(always)]
pub(super) fn add_rows(rows: &[&[f32; WIDTH * PIECES]], out: &mut [f32; WIDTH * PIECES]) {
    for row in rows {
        for (sum, v) in out.iter_mut().zip(*row) {
            *sum += v;
        }
    }
}

#[inline(always)]
pub(super) fn state_hidden<const F: usize>(
    parts: [&[f32; 2 * HIDDEN]; F],
    hidden: &mut [f32; HIDDEN],
) {
    for at in (0..HIDDEN).step_by(LANES) {
        for l in at..at + LANES {
            let (mut u0, mut u1) = (parts[0][l], parts[0][HIDDEN + l]);
            for part in &parts[1..] {
                u0 += part[l];
                u1 += part[HIDDEN + l];
            }
            hidden[l] = max(u0, u1);
        }
    }
}

#[inline(always)]
pub(super) fn best_class(hidden: &[f32; HIDDEN], upper: &Upper, valid: u128) -> usize {
    let mut best = None;
    for line in 0..upper.n_lines {
        let at = line * LANES;
        let scores =
            chain(lane(&upper.bias, at), hidden, &upper.weights[at..], upper.n_lines * LANES);
        for (l, &score) in scores.iter().enumerate() {
            let better = best.is_none_or(|(_, top)| score > top);
            if valid >> (at + l) & 1 == 1 && better {
                best = Some((at + l, score));
            }
        }
    }
    best.map_or(0, |(class, _)| class)
}
