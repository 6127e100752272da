use chancery_text::Article;

use crate::decode::{decode_html, decode_text};
use crate::error::Place;
use crate::fields::Given;
use crate::html;

/// An article as it lies in its file: read, but not yet decoded and freed from its page.
///
/// [`Input::into_article`] does the costly part, so that many threads can share it.
#[derive(Debug)]
pub struct Input {
    /// Unique within the run.
    pub id: String,
    /// Where it stands.
    pub place: Place,
    pub(crate) content: Content,
    /// What its line or row says.
    pub(crate) given: Given,
    /// What stands in for what the input does not say.
    pub(crate) defaults: Given,
}

/// What the text is made from.
#[derive(Debug)]
pub(crate) enum Content {
    Text(String),
    TextBytes(Vec<u8>),
    Page(String),
    PageBytes(Vec<u8>),
}

impl Input {
    /// Decodes the text, or finds the article in its page.
    ///
    /// What the line or row says wins over what the page says, and that over the defaults. A page that does
    /// not name its publisher is its host's.
    pub fn into_article(self) -> Article {
        let mut article = Article { id: self.id, ..Article::default() };
        let page = match self.content {
            Content::Text(text) => Err(text),
            Content::TextBytes(bytes) => Err(decode_text(bytes)),
            Content::Page(page) => Ok(page),
            Content::PageBytes(bytes) => Ok(decode_html(bytes)),
        };
        let is_page = page.is_ok();
        match page {
            Err(text) => {
                article.text = text;
                self.given.fill(&mut article);
            }
            Ok(page) => {
                let found = html::read_page(&page);
                article.text = found.text;
                self.given.fill(&mut article);
                found.given.fill(&mut article);
            }
        }
        self.defaults.fill(&mut article);
        if is_page && article.publisher.is_none() {
            article.publisher = article.url.as_deref().and_then(html::host).map(str::to_owned);
        }
        article
    }
}
