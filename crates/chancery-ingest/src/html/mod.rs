//! A page and the article in it.
use crate::fields::Given;

/// The article of a page.
pub(crate) struct Page {
    /// The body, paragraphs separated by an empty line.
    pub(crate) text: String,
    /// What the page says about it.
    pub(crate) given: Given,
}

/// Finds the article of a page; a page without one gives an empty text.
pub(crate) fn read_page(page: &str) -> Page {
    Page { text: page.to_owned(), given: Given::default() }
}
