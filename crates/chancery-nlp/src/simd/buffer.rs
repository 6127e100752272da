//! Numbers that start on a cache line.

use std::ops::{Deref, DerefMut};

use memmap2::MmapMut;

use super::LANES;

/// Sixteen numbers, one cache line, one AVX-512 register.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line([f32; LANES]);

/// A growing array of `f32` whose length is a multiple of 16 and whose start is aligned to 64 bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Buffer(Vec<Line>);

impl Buffer {
    /// `len` zeros, rounded up to whole lines.
    pub(crate) fn zeros(len: usize) -> Self {
        Self(vec![Line([0.0; LANES]); len.div_ceil(LANES)])
    }

    /// Makes room for at least `len` numbers; new ones are zero, old ones stay.
    pub(crate) fn grow(&mut self, len: usize) {
        let lines = len.div_ceil(LANES);
        if self.0.len() < lines {
            self.0.resize(lines, Line([0.0; LANES]));
        }
    }
}

impl Deref for Buffer {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        // SAFETY: a `Line` is sixteen `f32` without padding (`repr(C)`, size 64), so the vector's memory
        // is that many initialised `f32` in one allocation.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), self.0.len() * LANES) }
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: as in `deref`; the borrow of the vector is exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), self.0.len() * LANES) }
    }
}

/// Zeros that take up memory only where they are written, in large pages where the system has them: the tables
/// that are read here and there cost few page faults and few misses of the page table.
#[derive(Debug)]
pub(crate) enum Pages {
    /// Straight from the system.
    Mapped(MmapMut),
    /// Where the system gives none.
    Owned(Buffer),
}

impl Pages {
    /// `len` zeros.
    pub(crate) fn zeros(len: usize) -> Self {
        match MmapMut::map_anon(len.max(1) * size_of::<f32>()) {
            Ok(pages) => {
                // A hint: without it the pages are small.
                #[cfg(target_os = "linux")]
                let _ = pages.advise(memmap2::Advice::HugePage);
                Self::Mapped(pages)
            }
            Err(_) => Self::Owned(Buffer::zeros(len)),
        }
    }
}

impl Deref for Pages {
    type Target = [f32];

    #[inline]
    fn deref(&self) -> &[f32] {
        match self {
            // A page starts on a cache line.
            Self::Mapped(pages) => bytemuck::cast_slice(pages),
            Self::Owned(buffer) => buffer,
        }
    }
}

impl DerefMut for Pages {
    #[inline]
    fn deref_mut(&mut self) -> &mut [f32] {
        match self {
            Self::Mapped(pages) => bytemuck::cast_slice_mut(pages),
            Self::Owned(buffer) => buffer,
        }
    }
}
