//! Chancery reads the news of diplomacy into a record: who met whom, who said what to whom, who did what
//! to whom, who stands for or against what, each with the words that prove it.
//!
//! This crate is the façade: [`Findings`](read::findings) of one article come from here, whoever asks.

pub mod read;

pub use chancery_extract as extract;
pub use chancery_ingest as ingest;
pub use chancery_kb as kb;
pub use chancery_nlp as nlp;
pub use chancery_record as record;
pub use chancery_text::{Article, ByteSpan, CodePoints, Published};
