//! The arithmetic of the networks, on the widest registers that the processor has.
//!
//! `scalar` is the definition; `avx2` and `avx512` give the same bits, whatever the number of rows and
//! whatever stands beside a row, and the tests hold them to it. The path is chosen once, by the caller.

#![allow(
    unsafe_code,
    reason = "vector instructions and aligned memory; each use says why it is sound"
)]

mod buffer;
mod scalar;
mod weights;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(test)]
mod tests;

pub(crate) use buffer::{Buffer, Pages};
pub(crate) use weights::{Linear, Norm, QUAD, Upper, Window, maxout_column};

/// Numbers that are worked on together.
pub(crate) const LANES: usize = 16;
/// Width of a token's vector.
pub(crate) const WIDTH: usize = 96;
/// Pieces of a maxout.
pub(crate) const PIECES: usize = 3;
/// Width of a state's hidden layer.
pub(crate) const HIDDEN: usize = 64;
/// Groups of sixteen outputs in a token's vector.
pub(crate) const TILES: usize = WIDTH / LANES;

/// A choice of vector instructions that this processor has. All choices give the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Simd(Level);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Scalar,
    /// The scalar code, compiled with the processor's fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    ScalarFma,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// Why a set of vector instructions cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SimdError {
    /// No such set.
    #[error("{0:?} is no set of vector instructions: scalar, avx2 and avx512 are")]
    Unknown(String),
    /// The processor lacks it.
    #[error("this processor has no {0}")]
    Missing(&'static str),
}

#[cfg(target_arch = "x86_64")]
fn has_fma() -> bool {
    is_x86_feature_detected!("avx") && is_x86_feature_detected!("fma")
}

impl Simd {
    /// The widest that this processor has.
    pub fn detect() -> Self {
        ["avx512", "avx2"]
            .iter()
            .find_map(|name| Self::named(name).ok())
            .unwrap_or_else(Self::scalar)
    }

    /// Plain code, which every processor has.
    pub fn scalar() -> Self {
        #[cfg(target_arch = "x86_64")]
        if has_fma() {
            return Self(Level::ScalarFma);
        }
        Self(Level::Scalar)
    }

    /// `scalar`, `avx2` or `avx512`.
    ///
    /// # Errors
    /// The name is another, or the processor lacks the instructions.
    pub fn named(name: &str) -> Result<Self, SimdError> {
        match name {
            "scalar" => Ok(Self::scalar()),
            #[cfg(target_arch = "x86_64")]
            "avx2" if has_fma() && is_x86_feature_detected!("avx2") => Ok(Self(Level::Avx2)),
            #[cfg(target_arch = "x86_64")]
            "avx512" if has_fma() && is_x86_feature_detected!("avx512f") => Ok(Self(Level::Avx512)),
            "avx2" => Err(SimdError::Missing("AVX2")),
            "avx512" => Err(SimdError::Missing("AVX-512")),
            _ => Err(SimdError::Unknown(name.to_owned())),
        }
    }

    /// `scalar`, `avx2` or `avx512`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Level::Scalar => "scalar",
            #[cfg(target_arch = "x86_64")]
            Level::ScalarFma => "scalar",
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => "avx512",
        }
    }
}

/// Rows of numbers at a fixed distance; they may overlap, as the windows over a text do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) data: &'a [f32],
    pub(crate) n: usize,
    pub(crate) stride: usize,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(data: &'a [f32], n: usize, stride: usize) -> Self {
        Self { data, n, stride }
    }

    fn row(self, row: usize, width: usize) -> &'a [f32] {
        &self.data[row * self.stride..][..width]
    }

    /// All rows of this width lie within the data.
    fn check(self, width: usize) {
        let end = if self.n == 0 { 0 } else { (self.n - 1) * self.stride + width };
        assert!(end <= self.data.len(), "rows lie within their buffer");
    }
}

/// Calls the function of this name on the path chosen.
macro_rules! dispatch {
    ($simd:expr, $name:ident $(::<$generic:ident>)? ($($arg:expr),*)) => {
        match $simd.0 {
            Level::Scalar => scalar::$name $(::<$generic>)? ($($arg),*),
            // SAFETY: a `Simd` with this level exists only where `Simd::named` found the features.
            #[cfg(target_arch = "x86_64")]
            Level::ScalarFma => unsafe { scalar_fma::$name $(::<$generic>)? ($($arg),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2::$name $(::<$generic>)? ($($arg),*) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { avx512::$name $(::<$generic>)? ($($arg),*) },
        }
    };
}

impl Simd {
    /// Does multiply-adds and nothing else, and says how many: what a benchmark measures the processor by.
    pub fn multiply_adds(self, rounds: u64) -> u64 {
        let mut acc = [[0.5; LANES]; 24];
        dispatch!(self, multiply_adds(rounds, &mut acc));
        std::hint::black_box(acc);
        rounds * (acc.len() * LANES) as u64
    }

    /// `out[row] = W·x[row] + b`; rows of `out` are `out_stride` apart and `w.n_out` wide.
    pub(crate) fn linear(self, x: Rows<'_>, w: &Linear, out: &mut [f32], out_stride: usize) {
        x.check(w.n_in);
        Rows::new(out, x.n, out_stride).check(w.n_out);
        dispatch!(self, linear(x, w, out, out_stride));
    }

    /// A window layer over rows of 96: `out[i] = norm(maxout(x[i], x[i + 1], x[i + 2])) + x[i + 1]`.
    ///
    /// `x` has two rows more than `out`, whose rows come in fours. The last bits of a row depend on all rows of its
    /// four, and on one row before and one after.
    pub(crate) fn window(self, x: &[f32], w: &Window, out: &mut [f32]) {
        assert_eq!(x.len(), out.len() + 2 * WIDTH, "one row before and one after");
        assert!(out.len().is_multiple_of(QUAD * WIDTH), "rows in fours");
        dispatch!(self, window(x, w, out));
    }

    /// A maxout layer whose product is the sum of three parts: `out = norm(max(Σ parts)) + residual`.
    #[inline]
    pub(crate) fn sum_maxout(
        self,
        parts: [&[f32; WIDTH * PIECES]; 3],
        norm: &Norm,
        residual: &[f32; WIDTH],
        out: &mut [f32; WIDTH],
    ) {
        dispatch!(self, sum_maxout(parts, norm, residual, out));
    }

    /// Adds rows one after the other: `out += rows[0]`, `out += rows[1]`, …
    pub(crate) fn add_rows(self, rows: &[&[f32; WIDTH * PIECES]], out: &mut [f32; WIDTH * PIECES]) {
        dispatch!(self, add_rows(rows, out));
    }

    /// Hidden layer of a state: the parts of its features summed in order, the greater of two pieces.
    #[inline]
    pub(crate) fn state_hidden<const F: usize>(
        self,
        parts: [&[f32; 2 * HIDDEN]; F],
        hidden: &mut [f32; HIDDEN],
    ) {
        dispatch!(self, state_hidden::<F>(parts, hidden));
    }

    /// The valid class with the greatest score, the lowest on ties; 0 where none is valid.
    #[inline]
    pub(crate) fn best_class(self, hidden: &[f32; HIDDEN], upper: &Upper, valid: u128) -> usize {
        dispatch!(self, best_class(hidden, upper, valid))
    }
}

/// The scalar code with the instruction for `mul_add`, without which it is a call into the C library.
#[cfg(target_arch = "x86_64")]
mod scalar_fma {
    use super::{HIDDEN, Linear, Norm, PIECES, Rows, Upper, WIDTH, Window, scalar};

    #[target_feature(enable = "avx,fma")]
    pub(super) fn multiply_adds(rounds: u64, acc: &mut [[f32; super::LANES]; 24]) {
        scalar::multiply_adds(rounds, acc);
    }

    #[target_feature(enable = "avx,fma")]
    pub(super) fn linear(x: Rows<'_>, w: &Linear, out: &mut [f32], out_stride: usize) {
        scalar::linear(x, w, out, out_stride);
    }

    #[target_feature(enable = "avx,fma")]
    pub(super) fn window(x: &[f32], w: &Window, out: &mut [f32]) {
        scalar::window(x, w, out);
    }

    #[target_feature(enable = "avx,fma")]
    pub(super) fn sum_maxout(
        parts: [&[f32; WIDTH * PIECES]; 3],
        norm: &Norm,
        residual: &[f32; WIDTH],
        out: &mut [f32; WIDTH],
    ) {
        scalar::sum_maxout(parts, norm, residual, out);
    }

    #[target_feature(enable = "avx,fma")]
    pub(super) fn add_rows(rows: &[&[f32; WIDTH * PIECES]], out: &mut [f32; WIDTH * PIECES]) {
        scalar::add_rows(rows, out);
    }

    #[target_feature(enable = "avx,fma")]
    pub(super) fn state_hidden<const F: usize>(
        parts: [&[f32; 2 * HIDDEN]; F],
        hidden: &mut [f32; HIDDEN],
    ) {
        scalar::state_hidden(parts, hidden);
    }

    #[target_feature(enable = "avx,fma")]
    pub(super) fn best_class(hidden: &[f32; HIDDEN], upper: &Upper, valid: u128) -> usize {
        scalar::best_class(hidden, upper, valid)
    }
}
