//! Web archives: WARC 1.0 and 1.1, plain or gzipped record by record, as Common Crawl's CC-NEWS comes.
//!
//! Of the records only pages are taken: `response` with the HTTP status 200 and an HTML type. A broken record
//! is a row of its own and the reader goes on at the next. The date of a record is when it was fetched, not
//! when the article was published, so it is not used.
//!
//! WARC 1.1: ISO 28500:2017, <https://iipc.github.io/warc-specifications/>.

mod http;
mod records;

use std::sync::Arc;

use crate::error::{IngestError, WarningKind};
use crate::fields::Given;
use crate::filter::{Filter, FilteredBy, FilteredCounts};
use crate::open::Opening;
use crate::place::Spot;
use crate::rows::{Content, Entry, Row, Rows};
use crate::stream::Raw;

pub use http::charset_of;
pub(crate) use http::{Body, PAGE_LIMIT, is_page};
use http::{HEAD_LIMIT, HttpHead};
use records::{Broken, Head, Records};

/// A WARC, half read.
pub(crate) struct Warc {
    records: Records,
    filter: Arc<Filter>,
    filtered: Arc<FilteredCounts>,
}

impl Warc {
    pub(crate) fn open(raw: Raw, opening: &Opening) -> Result<Self, IngestError> {
        let behind = opening.behind.as_ref().and_then(|place| place.spot).map_or(0, Spot::number);
        Ok(Self {
            records: Records::new(raw, behind).map_err(IngestError::from_io)?,
            filter: Arc::clone(&opening.filter),
            filtered: Arc::clone(&opening.filtered),
        })
    }

    /// The page in a record; `None` where it is something else, or of a host that nobody asked for.
    fn page(&mut self, head: &Head) -> Result<Option<Entry>, IngestError> {
        if !head.field("WARC-Type").is_some_and(|kind| kind.eq_ignore_ascii_case("response")) {
            self.records.finish()?;
            return Ok(None);
        }
        let url = head.field("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
        if let Some(url) = &url
            && let Err(reason) = self.filter.check_url(url)
        {
            return self.let_go(reason);
        }
        let mut payload = Vec::new();
        let http = loop {
            if let Some(http) = HttpHead::parse(&payload) {
                break http;
            }
            let more = self.records.read_payload(&mut payload, HEAD_LIMIT / 8)?;
            if more == 0 || payload.len() > HEAD_LIMIT {
                return self.let_go(FilteredBy::NoArticle);
            }
        };
        if http.status != 200 {
            return self.let_go(FilteredBy::NoArticle);
        }
        payload.drain(..http.length);
        if payload.is_empty() {
            self.records.read_payload(&mut payload, HEAD_LIMIT / 8)?;
        }
        if !is_page(http.content_type(), &payload) {
            return self.let_go(FilteredBy::NoArticle);
        }
        if payload.len() as u64 + self.records.left() > PAGE_LIMIT {
            self.records.finish()?;
            return Err(IngestError::TooLong { limit: PAGE_LIMIT });
        }
        while self.records.read_payload(&mut payload, PAGE_LIMIT as usize)? > 0 {}
        self.records.finish()?;
        let id = head.field("WARC-Record-ID").map(|id| id.trim_matches(['<', '>']).to_owned());
        let warnings = match head.field("WARC-Truncated") {
            Some(reason) => vec![WarningKind::CutPage { reason: reason.to_owned() }],
            None => Vec::new(),
        };
        Ok(Some(Entry {
            id: id.filter(|id| !id.is_empty()),
            content: Content::Http(Box::new(http.body(payload))),
            otherwise: Given { url, ..Given::default() },
            warnings,
            ..Entry::default()
        }))
    }

    /// Passes over what is left of the record and counts it.
    fn let_go(&mut self, reason: FilteredBy) -> Result<Option<Entry>, IngestError> {
        self.records.finish()?;
        self.filtered.add(reason);
        Ok(None)
    }
}

impl Rows for Warc {
    fn next(&mut self) -> Option<Row> {
        loop {
            let entry = match self.records.next()? {
                Ok(head) => self.page(&head),
                Err(broken) => Err(broken.into()),
            };
            match entry {
                Ok(None) => {}
                Ok(Some(entry)) => {
                    return Some(Row::new(Spot::Byte(self.records.spot()), Ok(entry)));
                }
                Err(error) => return Some(Row::new(Spot::Byte(self.records.spot()), Err(error))),
            }
        }
    }
}

impl From<Broken> for IngestError {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Read(source) => Self::from_io(source),
            Broken::Gzip(source) => {
                Self::BrokenRecord { why: format!("its compression: {source}") }
            }
            Broken::Record(why) => Self::BrokenRecord { why: why.to_owned() },
        }
    }
}
