//! Feeds and sitemaps: RSS 0.9 to 2.0, Atom, JSON Feed, news sitemaps.
//!
//! An item that carries its text becomes an article. One that carries a teaser, as most do, becomes an input
//! whose text lies elsewhere ([`Input::wants_page`](crate::Input::wants_page)).

mod item;
mod json;
mod xml;

use crate::rows::{Row, Rows};

pub(crate) use json::{is_json_feed, read_json_feed};
pub(crate) use xml::{is_feed, read_feed};

/// A feed may take this much.
pub(crate) const FEED_LIMIT: u64 = 64 << 20;

/// The items of a feed, in its order.
pub(crate) struct Feed {
    rows: std::vec::IntoIter<Row>,
}

impl Rows for Feed {
    fn next(&mut self) -> Option<Row> {
        self.rows.next()
    }
}
