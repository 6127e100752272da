//! Dumps of Wikinews: the export XML of `MediaWiki`, read as a stream.
//!
//! Published articles of the main namespace are taken: those that say `{{publish}}` or are in the category
//! *Published*. The date of an article is that of its date template, or of the category that is a day; the
//! time of its last edit is neither. <https://www.mediawiki.org/wiki/Help:Export#Export_format>.

mod markup;
mod templates;
mod text;

use std::error::Error;
use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::dates::read_date;
use crate::error::IngestError;
use crate::fields::{Given, language_code};
use crate::filter::{FilteredBy, FilteredCounts};
use crate::open::Opening;
use crate::place::Spot;
use crate::rows::{Content, Entry, Row, Rows};
use crate::stream::{Stream, read_error};
use crate::xml::resolve;
use text::Article;

/// One page of a wiki may take this much.
const PAGE_LIMIT: u64 = 16 << 20;

/// Whether XML is a dump of a wiki, by its head.
pub(crate) fn is_dump(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"<mediawiki").is_some()
}

/// A dump, half read.
pub(crate) struct Dump {
    reader: Reader<BufReader<Bounded>>,
    /// Bytes that the event in hand may still take.
    allowance: Arc<AtomicU64>,
    filtered: Arc<FilteredCounts>,
    behind: u64,
    page: Page,
    n_pages: u64,
    ended: bool,
}

/// The element whose text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    SiteName,
    Base,
    Title,
    Namespace,
    Id,
    Text,
}

/// The page in hand, and what the dump's head says of all.
#[derive(Default)]
struct Page {
    title: String,
    namespace: String,
    id: String,
    text: String,
    too_long: bool,
    in_revision: bool,
    field: Option<Field>,
    /// Address of a page, up to its title.
    base: String,
    site: String,
    language: Option<String>,
}

impl Dump {
    pub(crate) fn new(stream: Stream, opening: &Opening) -> Self {
        let allowance = Arc::new(AtomicU64::new(PAGE_LIMIT));
        let bounded = Bounded { inner: stream, allowance: Arc::clone(&allowance) };
        let mut reader = Reader::from_reader(BufReader::with_capacity(256 * 1024, bounded));
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        Self {
            reader,
            allowance,
            filtered: Arc::clone(&opening.filtered),
            behind: opening.behind_line(),
            page: Page::default(),
            n_pages: 0,
            ended: false,
        }
    }

    /// Reads on to the end of a page; `false` at the end of the dump.
    fn read_page(&mut self) -> Result<bool, IngestError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            self.allowance.store(PAGE_LIMIT, Ordering::Relaxed);
            let at = self.reader.buffer_position();
            let event = self.reader.read_event_into(&mut buffer);
            match event.map_err(|error| dump_error(error, at))? {
                Event::Eof => return Ok(false),
                Event::Start(element) => self.page.start(&element),
                Event::End(element) => {
                    self.page.field = None;
                    if element.local_name().as_ref() == "page" {
                        return Ok(true);
                    }
                }
                Event::Text(text) => self.page.push(&text),
                Event::CData(text) => self.page.push(&text),
                Event::GeneralRef(reference) => {
                    if let Some(character) = resolve(&reference) {
                        self.page.push(character.encode_utf8(&mut [0; 4]));
                    }
                }
                _ => {}
            }
        }
    }

    /// The article of the page in hand; `None` where it is a draft, a talk or a list.
    fn entry(&mut self) -> Option<Result<Entry, IngestError>> {
        let page = &self.page;
        let start = page.text.trim_start().as_bytes();
        let redirect = start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"#redirect"));
        if page.namespace.trim() != "0" || redirect || !text::is_published(&page.text) {
            self.filtered.add(FilteredBy::NoArticle);
            return None;
        }
        if page.too_long {
            return Some(Err(IngestError::TooLong { limit: PAGE_LIMIT }));
        }
        let Article { text, date, author } = text::read_article(&page.text);
        if text.trim().is_empty() {
            return Some(Err(IngestError::MissingText));
        }
        let title = page.title.trim().to_owned();
        let front = page
            .base
            .rfind('/')
            .map_or("https://en.wikinews.org/wiki/", |slash| &page.base[..=slash]);
        let site = page.site.trim();
        let given = Given {
            url: Some(format!("{front}{}", address(&title))),
            title: Some(title),
            publisher: Some(if site.is_empty() { "Wikinews" } else { site }.to_owned()),
            published: date.as_deref().and_then(read_date),
            language: page.language.clone(),
            author,
            home: None,
        };
        let id = Some(format!("wikinews:{}", page.id.trim()));
        Some(Ok(Entry { id, content: Content::Text(text), given, ..Entry::default() }))
    }
}

impl Page {
    fn start(&mut self, element: &BytesStart<'_>) {
        self.field = match element.local_name().as_ref() {
            "mediawiki" => {
                let mut attributes = element.attributes().flatten();
                let lang = attributes.find(|attribute| attribute.key.as_ref() == "xml:lang");
                self.language = lang.and_then(|lang| language_code(&lang.value));
                None
            }
            "page" => {
                for part in [&mut self.title, &mut self.namespace, &mut self.id, &mut self.text] {
                    part.clear();
                }
                (self.too_long, self.in_revision) = (false, false);
                None
            }
            "revision" => {
                // Of several the last is the newest.
                self.in_revision = true;
                self.text.clear();
                None
            }
            "sitename" => Some(Field::SiteName),
            "base" => Some(Field::Base),
            "title" => Some(Field::Title),
            "ns" => Some(Field::Namespace),
            "id" if !self.in_revision => Some(Field::Id),
            "text" => Some(Field::Text),
            _ => None,
        };
    }

    /// Adds to the field in hand.
    fn push(&mut self, text: &str) {
        let slot = match self.field {
            None => return,
            Some(Field::SiteName) => &mut self.site,
            Some(Field::Base) => &mut self.base,
            Some(Field::Title) => &mut self.title,
            Some(Field::Namespace) => &mut self.namespace,
            Some(Field::Id) => &mut self.id,
            Some(Field::Text) => &mut self.text,
        };
        if (slot.len() + text.len()) as u64 > PAGE_LIMIT {
            self.too_long = true;
            return;
        }
        slot.push_str(text);
    }
}

impl Rows for Dump {
    fn next(&mut self) -> Option<Row> {
        while !self.ended {
            let read = self.read_page();
            self.n_pages += 1;
            let spot = Spot::Record(self.n_pages);
            match read {
                Ok(true) if self.n_pages <= self.behind => {}
                Ok(true) => {
                    if let Some(entry) = self.entry() {
                        return Some(Row::new(spot, entry));
                    }
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Row::new(spot, Err(error)));
                }
            }
        }
        None
    }
}

/// A title as it stands in an address: blanks as underscores, and what an address may not hold as `%XX`.
fn address(title: &str) -> String {
    let mut address = String::with_capacity(title.len());
    for byte in title.bytes() {
        match byte {
            b' ' => address.push('_'),
            b'%'
            | b'?'
            | b'#'
            | b'"'
            | b'<'
            | b'>'
            | b'\\'
            | b'^'
            | b'`'
            | b'{'..=b'}'
            | 0..=0x1F
            | 0x7F.. => {
                address.push('%');
                for half in [byte >> 4, byte & 15] {
                    address.push(
                        char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase(),
                    );
                }
            }
            _ => address.push(char::from(byte)),
        }
    }
    address
}

fn dump_error(error: quick_xml::Error, at: u64) -> IngestError {
    let quick_xml::Error::Io(source) = error else { return IngestError::DamagedXml { at } };
    if source.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<TooMuch>) {
        return IngestError::TooLong { limit: PAGE_LIMIT };
    }
    let source = Arc::try_unwrap(source)
        .unwrap_or_else(|shared| io::Error::new(shared.kind(), shared.to_string()));
    read_error(source)
}

/// Ends the stream with an error where one tag or text swallows too much.
struct Bounded {
    inner: Stream,
    allowance: Arc<AtomicU64>,
}

#[derive(Debug, thiserror::Error)]
#[error("the page has no end")]
struct TooMuch;

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.allowance.load(Ordering::Relaxed);
        if read as u64 > left {
            return Err(io::Error::other(TooMuch));
        }
        self.allowance.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_title_becomes_an_address() {
        assert_eq!(address("Who's there? é"), "Who's_there%3F_%C3%A9");
    }
}
