//! From the archive to the layouts that users' tools read: event data, tables, networks, maps, calendars.
//!
//! [`export`] takes a [`Source`], what a selection of the archive gives, and writes it as a [`Layout`] into an
//! [`Output`]. [`check()`] holds a file against its layout. `docs/formats.md` lists every column.
//!
//! The same source gives the same bytes: nothing here reads a clock or depends on the order of a hash map.

mod act;
mod cell;
mod check;
mod codes;
mod coding;
mod error;
mod ids;
mod layout;
mod memory;
mod network;
mod options;
mod output;
mod row;
mod source;
mod tables;
mod texts;
mod tsv;
mod xml;

pub use check::{Problem, Problems, check};
pub use error::ExportError;
pub use layout::{Column, Layout, TableColumns};
pub use memory::Memory;
pub use options::{DyadOptions, Level, Options, Period, Reciprocal};
pub use output::{Output, Table, Written};
pub use row::{DateFrom, Row};
pub use source::{
    Document, Each, Kind, Meta, Named, PlaceMention, Source, SourceError, TimeMention,
};

/// Writes what `source` gives as `layout` into `output`, and renames it into place when it is whole.
///
/// # Errors
/// Where the source fails, or the disk; nothing stands at the path then but what stood there before.
pub fn export(
    layout: Layout,
    source: &dyn Source,
    options: &Options,
    mut output: Output,
) -> Result<Written, ExportError> {
    layout.write(source, options, &mut output)?;
    output.finish(source.meta(), options)
}
