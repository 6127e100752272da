//! Exports of news databases: files of several hundred articles, in layouts that change every year.
//!
//! Each reader takes a whole file and gives one [`Found`] or [`NotParsed`] a document, in the file's order, none
//! left out.

mod dates;

mod factiva;
mod identity;
mod labels;
mod languages;
mod nexis;
mod nexis_text;

use crate::error::{IngestError, WarningKind};
use crate::fields::Given;
use crate::office::Paragraph;
use crate::place::Spot;
use crate::rows::{Content, Entry, Row, Rows};

/// Documents of an export, in its order.
pub(crate) struct Documents {
    rows: std::vec::IntoIter<Row>,
}

impl Documents {
    fn new(documents: impl IntoIterator<Item = Numbered>, spot: fn(u64) -> Spot) -> Self {
        let row = |(number, document): Numbered| {
            Row::new(spot(number), document.map(Found::into_entry).map_err(NotParsed::into_error))
        };
        let rows: Vec<Row> = documents.into_iter().map(row).collect();
        Self { rows: rows.into_iter() }
    }

    /// The same, and behind them what broke the file off.
    fn then(self, error: Option<IngestError>) -> Self {
        let mut rows: Vec<Row> = self.rows.collect();
        let number = rows.len() as u64 + 1;
        rows.extend(error.map(|error| Row::new(Spot::Record(number), Err(error))));
        Self { rows: rows.into_iter() }
    }
}

impl Rows for Documents {
    fn next(&mut self) -> Option<Row> {
        self.rows.next()
    }
}

/// The documents of a DOCX or RTF that a news database wrote; `None` where none did.
pub(crate) fn documents_of_paragraphs(paragraphs: &[Paragraph]) -> Option<Documents> {
    if nexis::is_nexis(paragraphs) {
        return Some(Documents::new(nexis::read_nexis(paragraphs), Spot::Record));
    }
    let lines: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    let text = lines.join("\n\n");
    let documents = read_text(&text)?;
    // Its lines are of our own making: the documents are counted.
    let numbered = (1..).zip(documents).map(|(number, (_, document))| (number, document));
    Some(Documents::new(numbered, Spot::Record))
}

/// The documents of a text file that a news database wrote; `None` where none did.
pub(crate) fn documents_of_text(text: &str) -> Option<Documents> {
    read_text(text).map(|documents| Documents::new(documents, Spot::Line))
}

fn read_text(text: &str) -> Option<Vec<Numbered>> {
    if nexis_text::is_nexis_text(text) {
        return Some(nexis_text::read_nexis_text(text));
    }
    factiva::is_factiva_text(text).then(|| factiva::read_factiva_text(text))
}

/// The documents of a page that [`is_export_page`].
pub(crate) fn documents_of_page(page: &str) -> Documents {
    let (documents, cut) = factiva::read_factiva_page(page);
    let error = cut.then_some(IngestError::TooLong { limit: page.len() as u64 });
    Documents::new(documents, Spot::Record).then(error)
}

/// The documents of XML that [`is_export_xml`].
pub(crate) fn documents_of_xml(text: &str) -> Documents {
    let (documents, error) = factiva::read_factiva_xml(text);
    Documents::new(documents, Spot::Record).then(error)
}

/// Whether a news database wrote the page.
pub(crate) fn is_export_page(page: &[u8]) -> bool {
    factiva::is_factiva_page(page)
}

/// Whether a news database wrote the XML that begins so.
pub(crate) fn is_export_xml(head: &[u8]) -> bool {
    factiva::is_factiva_xml(head)
}

/// Whether a text file may be an export, by the bytes at its head: then all of it is worth a look.
pub(crate) fn may_be_export(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    nexis_text::has_marker(&head) || factiva::may_be_factiva_text(&head)
}

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

impl Found {
    fn into_entry(self) -> Entry {
        Entry {
            id: Some(self.id),
            content: Content::Text(self.text),
            given: self.given,
            otherwise: Given::default(),
            warnings: self.warnings,
        }
    }
}

/// A document, or what stands in its place, with its number or its line in the file, counted from 1.
type Numbered = (u64, Result<Found, NotParsed>);

/// A document whose layout we do not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotParsed {
    /// Its first words.
    pub(crate) beginning: String,
    /// What was looked for in vain.
    pub(crate) missing: &'static str,
}

impl NotParsed {
    fn into_error(self) -> IngestError {
        IngestError::NotParsed { beginning: self.beginning, missing: self.missing }
    }

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
