use std::sync::Arc;

use chancery_text::Article;

use crate::decode::{decode_html, decode_sent, decode_text};
use crate::error::{IngestError, Skipped};
use crate::fields::Given;
use crate::filter::{Filter, FilteredBy, FilteredCounts};
use crate::html;
use crate::place::Place;
use crate::rows::Content;
use crate::warc::Body;

/// An article as it lies in its file: read, but not yet decoded and freed from its page.
///
/// [`Input::into_article`] does the costly part, so that many threads can share it.
#[derive(Debug)]
pub struct Input {
    /// Unique within the run, unless [`RepeatedIds::Kept`](crate::RepeatedIds::Kept).
    pub id: String,
    /// Where it stands.
    pub place: Place,
    pub(crate) content: Content,
    /// What its line or row says.
    pub(crate) given: Given,
    /// What its line or row says, but a page may know better.
    pub(crate) otherwise: Given,
    /// What stands in for what the input does not say.
    pub(crate) defaults: Arc<Given>,
    pub(crate) filter: Arc<Filter>,
    pub(crate) filtered: Arc<FilteredCounts>,
}

/// Why an [`Input`] became no article.
#[derive(Debug)]
pub enum NoArticle {
    /// It is not wanted; that is counted already.
    Filtered(FilteredBy),
    /// It cannot be read.
    Skipped(Skipped),
}

impl Input {
    /// Decodes the text, or finds the article in its page.
    ///
    /// What the line or row says wins over what the page says, and that over the defaults. A page that does
    /// not name its publisher is its host's.
    ///
    /// # Errors
    /// Where the filter does not want the article, or where there is none.
    pub fn into_article(self) -> Result<Article, NoArticle> {
        let filtered = Arc::clone(&self.filtered);
        self.read().inspect_err(|error| {
            if let NoArticle::Filtered(reason) = error {
                filtered.add(*reason);
            }
        })
    }

    /// The address of the page that holds the text, where the input is an item of a feed without it.
    pub fn wants_page(&self) -> Option<&str> {
        match self.content {
            Content::Elsewhere => self.otherwise.url.as_deref(),
            _ => None,
        }
    }

    /// The same article with its page, as a server sent it for that address, redirects followed; `charset` is
    /// the encoding that the server names.
    #[must_use]
    pub fn with_page(mut self, bytes: Vec<u8>, charset: Option<String>, address: &str) -> Self {
        self.content =
            Content::Http(Box::new(Body { bytes, chunked: false, codings: Vec::new(), charset }));
        self.otherwise.url = Some(address.to_owned());
        self
    }

    fn read(self) -> Result<Article, NoArticle> {
        let filter = &self.filter;
        let mut article = Article { id: self.id, ..Article::default() };
        // Most pages of a site are lists; a file that somebody saved is taken for an article in any case.
        let mut must_be_article = false;
        let page = match self.content {
            Content::Text(text) => Err(text),
            Content::TextBytes(bytes) => Err(decode_text(bytes)),
            Content::Page(page) => Ok(page),
            Content::PageBytes(bytes) => Ok(decode_html(bytes)),
            Content::Elsewhere => {
                let error = IngestError::TeaserOnly { url: self.otherwise.url };
                return Err(Skipped { place: self.place, error }.into());
            }
            Content::Http(body) => {
                must_be_article = true;
                let charset = body.charset.clone();
                match body.unpack() {
                    Ok(bytes) => Ok(decode_sent(bytes, charset.as_deref())),
                    Err(error) => return Err(Skipped { place: self.place, error }.into()),
                }
            }
        };
        let is_page = page.is_ok();
        match page {
            Err(text) => {
                if self.given.language.is_none() {
                    filter.check_text(&text)?;
                }
                article.text = text;
                self.given.fill(&mut article);
            }
            Ok(page) => {
                if self.given.language.is_none() {
                    filter.check_page(&page)?;
                }
                let mut found = html::read_page(&page);
                if must_be_article && found.text.trim().is_empty() {
                    return Err(Skipped { place: self.place, error: IngestError::NoArticle }.into());
                }
                let address = self.given.url.as_deref().or(self.otherwise.url.as_deref());
                found.given.url =
                    found.given.url.and_then(|canonical| html::canonical_url(&canonical, address));
                article.text = found.text;
                self.given.fill(&mut article);
                found.given.fill(&mut article);
            }
        }
        self.otherwise.fill(&mut article);
        Given::clone(&self.defaults).fill(&mut article);
        if is_page && article.publisher.is_none() {
            article.publisher = article.url.as_deref().and_then(html::host).map(str::to_owned);
        }
        filter.check_article(&article)?;
        Ok(article)
    }
}

impl From<Skipped> for NoArticle {
    fn from(skipped: Skipped) -> Self {
        Self::Skipped(skipped)
    }
}

impl From<FilteredBy> for NoArticle {
    fn from(reason: FilteredBy) -> Self {
        Self::Filtered(reason)
    }
}
