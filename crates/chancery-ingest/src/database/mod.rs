//! Exports of news databases: files of several hundred articles, in layouts that change every year.
//!
//! Each reader takes a whole file and gives one [`Found`] or [`NotParsed`] a document, in the file's order, none
//! left out.

mod dates;

mod identity;
mod labels;
mod languages;
mod nexis;
mod nexis_text;

use crate::error::WarningKind;
use crate::fields::Given;

/// A document of an export.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The database's own id, or one made of publication, date and headline: the same in every export.
    pub(crate) id: String,
    /// The body, paragraphs parted by an empty line.
    pub(crate) text: String,
    pub(crate) given: Given,
    pub(crate) warnings: Vec<WarningKind>,
}

/// A document whose layout we do not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotParsed {
    /// Its first words.
    pub(crate) beginning: String,
    /// What was looked for in vain.
    pub(crate) missing: &'static str,
}

impl NotParsed {
    fn new<'l>(lines: impl IntoIterator<Item = &'l str>, missing: &'static str) -> Self {
        const SHOWN: usize = 60;
        let first =
            lines.into_iter().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
        let mut beginning: String = first.chars().take(SHOWN).collect();
        if beginning.len() < first.len() {
            beginning.push('…');
        }
        Self { beginning, missing }
    }
}
