//! Chancery reads the news of diplomacy into a record: who met whom, who said what to whom, who did what
//! to whom, who stands for or against what, each with the words that prove it.
//!
//! This crate is the façade; [`read`] holds the whole pipeline in one file.

pub mod explain;
pub mod keep;
mod language;
pub mod ordered;
mod paragraphs;
pub mod parse_format;
pub mod read;
pub mod select;
pub mod show;

pub use chancery_archive as archive;
pub use chancery_export as export;
pub use chancery_extract as extract;
pub use chancery_ingest as ingest;
pub use chancery_kb as kb;
pub use chancery_model as model;
pub use chancery_nlp as nlp;
pub use chancery_record as record;
pub use chancery_text::{Article, ByteSpan, CodePoints, Published};
pub use read::{Reader, Worker};
