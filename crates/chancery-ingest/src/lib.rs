//! Bytes to articles: plain text, HTML, JSON Lines and CSV, web archives, feeds, exports of news databases, Word
//! and RTF, compressed or zipped or not.
//!
//! [`Inputs`] walks paths and yields [`Item`]s in the input's order, lazily; [`Input::into_article`] then
//! decodes one of them and finds the article in its page, on whatever thread. What cannot be read is an
//! item too ([`Skipped`]), never the end of a batch.
//!
//! ```
//! use chancery_ingest::{Inputs, Item, Options};
//!
//! let lines = br#"{"id": "a", "text": "The envoys met in Tallinn.", "published": "2024-10-25"}"#;
//! let inputs = Inputs::new(["-".into()], Options::default()).with_stdin(Box::new(&lines[..]));
//! for item in inputs {
//!     match item {
//!         Item::Article(input) => assert_eq!(input.into_article().unwrap().text, "The envoys met in Tallinn."),
//!         Item::Skipped(skipped) => panic!("{skipped}"),
//!         Item::Warning(warning) => panic!("{warning}"),
//!     }
//! }
//! ```

mod columns;
mod database;
mod dates;
mod decode;
mod error;
mod feed;
mod fields;
mod filter;
mod format;
mod html;
mod ids;
mod input;
mod inputs;
mod jsonl;
mod language;
mod lines;
mod office;
mod open;
mod place;
mod rows;
mod stream;
mod table;
mod walk;
mod warc;
mod wiki;
mod xml;
mod zipped;

pub use error::{IngestError, Skipped, Warning, WarningKind};
pub use fields::{Field, Mapping, MappingError};
pub use filter::{Filter, FilteredBy, FilteredCounts};
pub use format::{Format, UnknownFormatName};
pub use input::{Input, NoArticle};
pub use inputs::{Inputs, Item, Options, RepeatedIds, total_bytes};
pub use language::language_of_text;
pub use office::OfficeError;
pub use place::{Place, Spot};
pub use warc::charset_of;
