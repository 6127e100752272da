//! The vector paths against the scalar definition, to the bit.

use super::{Buffer, HIDDEN, Linear, Norm, PIECES, QUAD, Rows, Simd, Upper, WIDTH, Window};

/// The paths that this processor has, the definition left out.
fn paths() -> Vec<Simd> {
    ["avx2", "avx512"].iter().filter_map(|name| Simd::named(name).ok()).collect()
}

/// Numbers between -1 and 1, the same ones always.
fn numbers(seed: u64, n: usize) -> Buffer {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut buffer = Buffer::zeros(n);
    for v in buffer.iter_mut() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        *v = (state >> 40) as f32 / (1 << 23) as f32 - 1.0;
    }
    buffer
}

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|v| v.to_bits()).collect()
}

fn norm_weights() -> Norm {
    Norm::new(&numbers(3, WIDTH), &numbers(4, WIDTH))
}

#[test]
fn a_product_is_one_chain_on_every_path() {
    for k in [96, 288, 480, 672] {
        let (w, b) = (numbers(1, 64 * k), numbers(2, 64));
        let packed = Linear::pack(k, 50, |column, i| w[column * k + i], |column| b[column]);
        for n in 1..=26 {
            let x = numbers(n as u64 + 10, n * k);
            let mut expected = Buffer::zeros(n * packed.n_out);
            for row in 0..n {
                for column in 0..50 {
                    let chain = (0..k)
                        .fold(b[column], |sum, i| x[row * k + i].mul_add(w[column * k + i], sum));
                    expected[row * packed.n_out + column] = chain;
                }
            }
            for simd in paths().into_iter().chain([Simd::scalar()]) {
                let mut out = Buffer::zeros(n * packed.n_out);
                simd.linear(Rows::new(&x, n, k), &packed, &mut out, packed.n_out);
                assert_eq!(bits(&out), bits(&expected), "{n} rows, {k} inputs, {simd:?}");
            }
        }
    }
}

#[test]
fn a_window_layer_is_the_same_on_every_path_and_in_every_batch() {
    let weights = numbers(1, WIDTH * PIECES * 3 * WIDTH);
    let window = Window::pack(&weights, &numbers(2, WIDTH * PIECES), norm_weights());
    let n_quads = 19;
    let x = numbers(5, (QUAD * n_quads + 2) * WIDTH);
    let mut expected = Buffer::zeros(QUAD * n_quads * WIDTH);
    Simd::scalar().window(&x, &window, &mut expected);
    for simd in paths() {
        for start in 0..n_quads {
            for end in start..=n_quads {
                let rows = QUAD * start * WIDTH..QUAD * end * WIDTH;
                let mut out = Buffer::zeros(rows.len());
                simd.window(&x[rows.start..rows.end + 2 * WIDTH], &window, &mut out);
                assert_eq!(bits(&out), bits(&expected[rows]), "{start}..{end}, {simd:?}");
            }
        }
    }
}

#[test]
fn a_window_layer_in_fours_is_the_layer() {
    let weights = numbers(1, WIDTH * PIECES * 3 * WIDTH);
    let bias = numbers(2, WIDTH * PIECES);
    let (gain, shift) = (numbers(3, WIDTH), numbers(4, WIDTH));
    let n = 16;
    let x = numbers(5, (n + 2) * WIDTH);
    let mut fours = Buffer::zeros(n * WIDTH);
    Simd::scalar().window(&x, &Window::pack(&weights, &bias, norm_weights()), &mut fours);
    for row in 0..n {
        let input = &x[row * WIDTH..][..3 * WIDTH];
        let z = |column: usize| {
            let weights = &weights[column * 3 * WIDTH..][..3 * WIDTH];
            let product = weights.iter().zip(input).map(|(&w, &x)| f64::from(w) * f64::from(x));
            product.sum::<f64>() + f64::from(bias[column])
        };
        let best: Vec<f64> = (0..WIDTH)
            .map(|o| (0..PIECES).map(|p| z(o * PIECES + p)).fold(f64::MIN, f64::max))
            .collect();
        let mean = best.iter().sum::<f64>() / WIDTH as f64;
        let variance = best.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / WIDTH as f64;
        for o in 0..WIDTH {
            let norm = (best[o] - mean) / (variance + 1e-8).sqrt();
            let expected =
                norm * f64::from(gain[o]) + f64::from(shift[o] + x[(row + 1) * WIDTH + o]);
            let found = f64::from(fours[row * WIDTH + o]);
            assert!((found - expected).abs() < 3e-5, "{found} is nearly {expected}");
        }
    }
}

#[test]
fn a_layer_from_parts_is_the_same_on_every_path() {
    let parts = numbers(1, 3 * WIDTH * PIECES);
    let part = |i: usize| parts[i * WIDTH * PIECES..][..WIDTH * PIECES].try_into().unwrap();
    let residual: [f32; WIDTH] = numbers(2, WIDTH)[..].try_into().unwrap();
    let run = |simd: Simd| {
        let mut out = [0.0; WIDTH];
        simd.sum_maxout([part(0), part(1), part(2)], &norm_weights(), &residual, &mut out);
        bits(&out)
    };
    for simd in paths() {
        assert_eq!(run(simd), run(Simd::scalar()), "{simd:?}");
    }
}

#[test]
fn rows_are_added_alike_on_every_path() {
    let numbers = numbers(1, 25 * WIDTH * PIECES);
    let rows: Vec<&[f32; WIDTH * PIECES]> =
        numbers.chunks_exact(WIDTH * PIECES).map(|row| row.try_into().unwrap()).collect();
    for n in [0, 1, 16, 24] {
        let run = |simd: Simd| {
            let mut out = *rows[24];
            simd.add_rows(&rows[..n], &mut out);
            bits(&out)
        };
        for simd in paths() {
            assert_eq!(run(simd), run(Simd::scalar()), "{simd:?}");
        }
    }
}

#[test]
fn a_state_is_scored_alike_on_every_path() {
    for n_classes in [74, 106] {
        let upper = Upper::pack(
            HIDDEN,
            &numbers(1, 112 * HIDDEN)[..n_classes * HIDDEN],
            &numbers(2, 112)[..n_classes],
        );
        for seed in 0..200 {
            let parts = numbers(seed + 5, 8 * 2 * HIDDEN);
            let parts = std::array::from_fn::<&[f32; 2 * HIDDEN], 8, _>(|i| {
                parts[i * 2 * HIDDEN..][..2 * HIDDEN].try_into().unwrap()
            });
            let every = (1_u128 << n_classes) - 1;
            let valid = every & (0x5bd1_e995_1357_9bdf_u128.wrapping_mul(seed.into()) | 1 << 70);
            let run = |simd: Simd| {
                let mut hidden = [0.0; HIDDEN];
                simd.state_hidden(parts, &mut hidden);
                (bits(&hidden), simd.best_class(&hidden, &upper, valid))
            };
            let expected = run(Simd::scalar());
            assert_eq!(valid >> expected.1 & 1, 1, "the best class is valid");
            for simd in paths() {
                assert_eq!(run(simd), expected, "{simd:?}");
            }
        }
    }
}

#[test]
fn the_first_of_equal_classes_is_best() {
    let upper = Upper::pack(HIDDEN, &vec![0.0; 106 * HIDDEN], &[1.5; 106]);
    for simd in paths().into_iter().chain([Simd::scalar()]) {
        assert_eq!(simd.best_class(&[0.0; HIDDEN], &upper, 0b1100 << 60), 62);
        assert_eq!(simd.best_class(&[0.0; HIDDEN], &upper, 0), 0);
    }
}
