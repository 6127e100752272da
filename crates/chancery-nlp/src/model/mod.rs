//! The model file: every table of the pipeline in one file, read in place.
//!
//! ```text
//! header      64 bytes   magic, format version, number of sections, length of the file, checksums
//! directory   96 bytes   per section: name, element type, shape, offset, length, checksum
//! sections               each aligned to 64 bytes, little-endian, zeros between them
//! ```
//! The file is memory-mapped by the caller. Opening reads the header and the directory and sums every
//! section once; after that a table is a slice of the map. Sections are sorted by name, so the same tables
//! always give the same bytes. `chancery-model` writes the file from the published wheel.

mod file;
mod write;

pub use file::{Array, Element, Model, ModelError, Strings};
pub use write::ModelWriter;

/// First bytes of a model file.
const MAGIC: [u8; 8] = *b"\x89CHNCRY\n";
/// Layout of the file and meaning of its sections; another version is refused.
pub const FORMAT_VERSION: u32 = 1;
const HEADER_LEN: usize = 64;
const ENTRY_LEN: usize = 96;
const NAME_LEN: usize = 48;
const MAX_DIMS: usize = 4;
const ALIGN: usize = 64;
