//! An article on its way into an archive.

use chancery_archive::Incoming;
use chancery_story::{Signature, Terms};
use chancery_text::Article;

use crate::read::Worker;

/// Reads an article and makes all of it that an archive keeps.
///
/// A text in a language that is not read is kept as it is, without findings, and belongs to no story.
pub fn incoming(worker: &mut Worker<'_>, article: &Article) -> Incoming {
    let (doc, record) = worker.read_with_doc(article);
    let terms = (record.language == "en").then(|| Terms::of(&doc, &record).to_bytes());
    let signature = Signature::of(&article.text).to_bytes();
    Incoming::new(article, record, terms, Some(signature))
}
