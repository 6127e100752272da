//! From the bytes of a file to its articles: the one place where formats are told apart.

use std::sync::Arc;

use crate::columns::Columns;
use crate::database::{
    documents_of_page, documents_of_paragraphs, documents_of_text, documents_of_xml,
    is_export_page, is_export_xml, may_be_export,
};
use crate::decode::{binary_kind, decode_html, decode_text, decode_xml};
use crate::error::{IngestError, WarningKind};
use crate::feed::{FEED_LIMIT, is_feed, is_json_feed, read_feed, read_json_feed};
use crate::fields::Given;
use crate::filter::{Filter, FilteredCounts};
use crate::format::Format;
use crate::lines::{JsonLines, Lines};
use crate::office::{plain_article, read_docx, read_rtf};
use crate::place::{Place, Spot};
use crate::rows::{Content, Entry, Rows};
use crate::stream::{self, Raw, peek, read_error};
use crate::table::Table;
use crate::warc::Warc;
use crate::wiki::{Dump, is_dump};
use crate::zipped::Zipped;

/// Bytes at the head of a file by which formats are told apart that share an ending.
const HEAD: usize = 16 * 1024;

/// A file, opened.
pub(crate) enum Opened {
    /// It is one article.
    One(Box<Entry>),
    /// It holds many; what is odd about the file as a whole comes beside it.
    Many(Box<dyn Rows>, Vec<WarningKind>),
}

/// What a source may know before it reads.
#[derive(Debug, Clone, Default)]
pub(crate) struct Opening {
    pub(crate) columns: Arc<Columns>,
    /// Articles that are not wanted; a source need not look, but may spare itself the work.
    pub(crate) filter: Arc<Filter>,
    /// Where a source counts what it spared itself.
    pub(crate) filtered: Arc<FilteredCounts>,
    /// Articles up to and with this place were read before. A source that can leap over them does; one that
    /// cannot may give them, they are dropped. A container must see to it that no member before this place's
    /// is given, nor in that member what was read.
    pub(crate) behind: Option<Place>,
}

impl Opening {
    /// The last line that was read before; 0 where none was.
    pub(crate) fn behind_line(&self) -> u64 {
        self.behind.as_ref().and_then(|place| place.spot).map_or(0, Spot::number)
    }
}

/// Begins to read `raw` as `format`, or as what its first bytes say that it is among formats of that ending.
pub(crate) fn open(raw: Raw, format: Format, opening: &Opening) -> Result<Opened, IngestError> {
    if format == Format::Warc {
        // It is decompressed record by record.
        return Ok(Opened::Many(Box::new(Warc::open(raw, opening)?), Vec::new()));
    }
    if format == Format::Zip {
        return Ok(Opened::Many(Box::new(Zipped::open(raw, opening)?), Vec::new()));
    }
    let stream = raw.decompressed()?;
    if matches!(format, Format::Docx | Format::Rtf) {
        return open_office(&stream::read_whole(stream)?, format);
    }
    let (head, stream) = peek(stream, HEAD).map_err(read_error)?;
    if let Some(kind) = binary_kind(&head) {
        return Err(IngestError::Binary { kind });
    }
    if matches!(format, Format::JsonLines | Format::Csv)
        && (head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF"))
    {
        return Err(IngestError::NotUtf8 { column: 1 });
    }
    match format {
        Format::Json if is_json_feed(&head) => {
            let text = decode_text(stream::read_up_to(stream, FEED_LIMIT)?);
            Ok(Opened::Many(Box::new(read_json_feed(&text)?), Vec::new()))
        }
        Format::JsonLines | Format::Json => Ok(Opened::Many(
            Box::new(JsonLines {
                lines: Lines::new(stream),
                columns: Arc::clone(&opening.columns),
                behind: opening.behind_line(),
            }),
            Vec::new(),
        )),
        Format::Csv => {
            let (table, warnings) = Table::open(stream, &opening.columns)?;
            Ok(Opened::Many(Box::new(table), warnings))
        }
        Format::Text if may_be_export(&head) => {
            let text = decode_text(stream::read_whole(stream)?);
            Ok(match documents_of_text(&text) {
                Some(documents) => Opened::Many(Box::new(documents), Vec::new()),
                None => one(Content::Text(text)),
            })
        }
        Format::Text => Ok(one(Content::TextBytes(stream::read_whole(stream)?))),
        Format::Warc | Format::Zip => unreachable!("it is open already"),
        Format::Docx | Format::Rtf => unreachable!("it is read already"),
        Format::Html => {
            let bytes = stream::read_whole(stream)?;
            if is_export_page(&bytes) {
                let documents = documents_of_page(&decode_html(bytes));
                return Ok(Opened::Many(Box::new(documents), Vec::new()));
            }
            Ok(one(Content::PageBytes(bytes)))
        }
        Format::Xml if is_export_xml(&head) => {
            let documents = documents_of_xml(&decode_xml(stream::read_whole(stream)?));
            Ok(Opened::Many(Box::new(documents), Vec::new()))
        }
        Format::Xml if is_dump(&head) => {
            Ok(Opened::Many(Box::new(Dump::new(stream, opening)), Vec::new()))
        }
        Format::Xml if is_feed(&head) => {
            let text = decode_xml(stream::read_up_to(stream, FEED_LIMIT)?);
            Ok(Opened::Many(Box::new(read_feed(&text)), Vec::new()))
        }
        Format::Xml => Err(IngestError::UnknownXml),
    }
}

/// A document of a word processor; its bytes tell which, whatever the name says.
fn open_office(bytes: &[u8], format: Format) -> Result<Opened, IngestError> {
    let paragraphs = match format {
        Format::Docx if !bytes.trim_ascii_start().starts_with(b"{\\rtf") => read_docx(bytes)?,
        Format::Rtf if bytes.starts_with(b"PK\x03\x04") => read_docx(bytes)?,
        _ => read_rtf(bytes)?,
    };
    if let Some(documents) = documents_of_paragraphs(&paragraphs) {
        return Ok(Opened::Many(Box::new(documents), Vec::new()));
    }
    let (title, text) = plain_article(paragraphs);
    let given = Given { title, ..Given::default() };
    Ok(Opened::One(Box::new(Entry { content: Content::Text(text), given, ..Entry::default() })))
}

/// A file that is one article, and says nothing more about it.
fn one(content: Content) -> Opened {
    Opened::One(Box::new(Entry { content, ..Entry::default() }))
}
