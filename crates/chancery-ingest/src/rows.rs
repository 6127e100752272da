use std::sync::Arc;

use crate::error::{IngestError, WarningKind};
use crate::fields::Given;
use crate::place::Spot;
use crate::warc::Body;

/// A file of many articles, half read: lines, rows, records, members, whatever it is made of.
///
/// Lazy: each call reads on as far as the next article and no further. A source reports bad articles as
/// rows of their own and goes on behind them; after an error of the stream itself it has no more.
pub(crate) trait Rows: Send {
    /// The next article, or what stands in its place; `None` at the end.
    fn next(&mut self) -> Option<Row>;
}

/// What a source of rows gives.
#[derive(Debug)]
pub(crate) struct Row {
    /// The file within the container, where there is one.
    pub(crate) member: Option<Arc<str>>,
    /// Where it begins; `None` for a member that is one article.
    pub(crate) spot: Option<Spot>,
    pub(crate) entry: Result<Entry, IngestError>,
}

impl Row {
    pub(crate) fn new(spot: Spot, entry: Result<Entry, IngestError>) -> Self {
        Self { member: None, spot: Some(spot), entry }
    }
}

/// One article of a file, taken apart but not yet decoded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// As the input has it.
    pub(crate) id: Option<String>,
    pub(crate) content: Content,
    /// What the row says about the article: it wins over what a page says.
    pub(crate) given: Given,
    /// What stands in for what neither the row nor its page says.
    pub(crate) otherwise: Given,
    pub(crate) warnings: Vec<WarningKind>,
}

/// What the text is made from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// The article's text.
    Text(String),
    /// The same, in an encoding to be found out.
    TextBytes(Vec<u8>),
    /// A page, in which the article is to be found.
    Page(String),
    /// The same, in an encoding to be found out.
    PageBytes(Vec<u8>),
    /// The same, as a server sent it.
    Http(Box<Body>),
    /// The text is on a page that must be fetched.
    Elsewhere,
}

impl Default for Content {
    fn default() -> Self {
        Self::Text(String::new())
    }
}
