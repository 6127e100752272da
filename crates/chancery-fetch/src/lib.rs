//! Feeds, sitemaps and pages from the web, fetched politely, as the items that `chancery-ingest` gives.
//!
//! [`Fetch`] takes addresses. A feed or a sitemap gives its items; an item that carries but a teaser is fetched
//! as a page; anything else is taken for a page. Politely means: `robots.txt` is obeyed, one request at a time
//! and a pause between two to one host, conditional requests where an address was fetched before
//! ([`Validators`]), a host that says *too many* is left alone for the run, and the program says its name. No
//! address of the machine's own network is asked, whatever a name resolves to and wherever a page redirects,
//! unless the user says so. What cannot be fetched is an item too, with its reason.

mod address;
mod client;
mod error;
mod items;
mod robots;

pub use address::is_public;
pub use client::{Limits, Validators};
pub use error::FetchError;
pub use items::{Fetch, IsKnown, Options, is_address};
