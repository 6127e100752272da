use std::fmt;
use std::io;

use crate::fields::Field;
use crate::format::Format;
use crate::office::OfficeError;
use crate::place::Place;

/// Why a line, a file or a folder gave no article.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// There is no such path.
    #[error("no such file or folder")]
    NotFound,
    /// The system lets us not read it.
    #[error("no permission to read it")]
    Permission,
    /// The system failed to open or read it.
    #[error("cannot read it: {source}")]
    Read {
        /// What the system said.
        source: io::Error,
    },
    /// The name does not tell what the file holds.
    #[error("its name does not tell what it holds")]
    UnknownFormat,
    /// No file in the folder has a name that we read.
    #[error("no article in this folder")]
    EmptyFolder,
    /// Bytes that are no text.
    #[error("not text but {kind}")]
    Binary {
        /// What the first bytes say that it is.
        kind: &'static str,
    },
    /// Compressed data that ends too early or is damaged.
    #[error("the compressed data breaks off: {source}")]
    TornGzip {
        /// What the decompressor said.
        source: io::Error,
    },
    /// The name ends in `.gz` or `.bz2`, the bytes are something else.
    #[error("no {} file, though its name says so", if *.ending == "gz" { "gzip" } else { "bzip2" })]
    NotCompressed {
        /// `gz` or `bz2`.
        ending: &'static str,
    },
    /// A record of a WARC that is damaged.
    #[error("a broken record: {why}")]
    BrokenRecord {
        /// What is wrong with it.
        why: String,
    },
    /// A page whose compression is damaged.
    #[error("the page cannot be unpacked: {source}")]
    BrokenPage {
        /// What the decompressor said.
        source: io::Error,
    },
    /// An item of a feed that carries a teaser: its text is on a page.
    #[error("only a teaser{}", .url.as_deref().map_or(String::new(), |url| format!("; the text is at {url}")))]
    TeaserOnly {
        /// Address of the page.
        url: Option<String>,
    },
    /// An item of a feed without address and text.
    #[error("an item without address and text")]
    EmptyItem,
    /// JSON or XML that is said to be a feed and has no items.
    #[error("no feed: it has no items")]
    EmptyFeed,
    /// An entry of a sitemap that is another sitemap.
    #[error("another sitemap, at {url}")]
    Sitemap {
        /// Its address.
        url: String,
    },
    /// An address that gave nothing.
    #[error("{why}")]
    Fetch {
        /// What happened.
        why: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// A page in which no article was found.
    #[error("no article in this page")]
    NoArticle,
    /// One document larger than this program takes.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The most that is taken.
        limit: u64,
    },
    /// Bytes that are not UTF-8 where it is asked for.
    #[error("not UTF-8: broken byte in column {column}")]
    NotUtf8 {
        /// Bytes from the start of the line, counted from 1.
        column: usize,
    },
    /// A line that is not JSON.
    #[error("not JSON: {message}, column {column}")]
    NotJson {
        /// What the parser missed.
        message: String,
        /// Bytes from the start of the line, counted from 1.
        column: usize,
    },
    /// JSON, but a list, a string or a number.
    #[error("a JSON {found} in place of an object")]
    NotAnObject {
        /// What stands there.
        found: &'static str,
    },
    /// Neither `text` nor `html`.
    #[error("no \"text\"")]
    MissingText,
    /// A `text`, or a page, that is no string.
    #[error("\"{field}\" is a {found} in place of a string")]
    WrongType {
        /// Which field.
        field: Field,
        /// What stands there.
        found: &'static str,
    },
    /// A table without a column for the text.
    #[error("no column for the text among {}", list(.columns))]
    NoTextColumn {
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// A table of articles without their texts, as Media Cloud exports it.
    #[error("it lists articles without their texts: no column for the text among {}", list(.columns))]
    MetadataAlone {
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// `--map` names a column that the table does not have.
    #[error("no column {column:?} among {}", list(.columns))]
    NoSuchColumn {
        /// What was asked for.
        column: String,
        /// The columns that it has.
        columns: Vec<String>,
    },
    /// A row that ends before the column of the text.
    #[error("the row has {found} of {expected} fields and no text")]
    ShortRow {
        /// Fields of the row.
        found: usize,
        /// Fields of the table's head.
        expected: usize,
    },
    /// A document of a news database's export in a layout that we do not know.
    #[error("the document that begins {beginning:?} has no {missing}")]
    NotParsed {
        /// Its first words.
        beginning: String,
        /// What was looked for in vain.
        missing: &'static str,
    },
    /// A ZIP file whose directory cannot be read.
    #[error("its ZIP directory is damaged")]
    DamagedZip,
    /// A ZIP file within a ZIP file.
    #[error("a ZIP file within a ZIP file")]
    NestedZip,
    /// A member of a ZIP file that a password protects.
    #[error("it is protected by a password")]
    EncryptedMember,
    /// A member of a ZIP file compressed in a way that we do not read.
    #[error("it is compressed as {method}")]
    ZipMethod {
        /// The ZIP format's name of the method.
        method: String,
    },
    /// A member of a ZIP file made to fill a memory or a disk.
    #[error("it unpacks to far more than it holds")]
    ZipBomb,
    /// XML whose tags do not match, or that breaks off.
    #[error("its XML is damaged at byte {at}")]
    DamagedXml {
        /// Bytes from the start of the text.
        at: u64,
    },
    /// XML nested more deeply than anybody writes it.
    #[error("its XML is nested more than {limit} deep")]
    DeepXml {
        /// The deepest that is followed.
        limit: usize,
    },
    /// XML of a kind that we do not read.
    #[error("no XML that we know")]
    UnknownXml,
    /// A word processor's document that cannot be read.
    #[error("{source}")]
    Office {
        /// Why.
        #[from]
        source: OfficeError,
    },
}

impl IngestError {
    /// Tells absence and lack of permission from other failures.
    pub(crate) fn from_io(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::Permission,
            _ => Self::Read { source },
        }
    }

    /// What the user can do about it, as a sentence without its full stop.
    pub fn remedy(&self) -> String {
        match self {
            Self::NotFound => "check the spelling of the path".into(),
            Self::Permission => "make it readable, for instance with chmod +r".into(),
            Self::Read { .. } => "check the disk or the connection and read it again".into(),
            Self::UnknownFormat => format!(
                "give it one of the endings {} (.gz or .bz2 may follow), or say --from {}",
                Format::ENDINGS.map(|(ending, _)| format!(".{ending}")).join(" "),
                Format::names("|")
            ),
            Self::EmptyFolder => format!(
                "put files there that end in {}",
                Format::ENDINGS.map(|(ending, _)| format!(".{ending}")).join(" ")
            ),
            Self::Binary { .. } => "save it as plain text (UTF-8), HTML, JSON Lines or CSV".into(),
            Self::TornGzip { .. } => {
                "copy or download it again; what came whole before the break was read".into()
            }
            Self::NotCompressed { ending } => {
                format!("drop the .{ending} from its name or compress it")
            }
            Self::BrokenRecord { .. } => {
                "the reader went on at the next record; if there are many, download the file again"
                    .into()
            }
            Self::BrokenPage { .. } => {
                "nothing, unless there are many: it was stored broken".into()
            }
            Self::TeaserOnly { .. } => {
                "read the feed from its address, so that its pages are fetched, or save the page".into()
            }
            Self::EmptyItem => "nothing: the feed says no more".into(),
            Self::EmptyFeed => "look at the file; a feed has a list of \"items\"".into(),
            Self::Sitemap { .. } => "read it from its address, so that it is fetched".into(),
            Self::Fetch { remedy, .. } => (*remedy).into(),
            Self::NoArticle => "nothing, if it is a section or a list".into(),
            Self::TooLong { .. } => "split it into articles".into(),
            Self::NotUtf8 { .. } => "save the file as UTF-8".into(),
            Self::NotJson { .. } | Self::NotAnObject { .. } => {
                "write one object a line: {\"id\": \"…\", \"text\": \"…\"}".into()
            }
            Self::MissingText => {
                "give the line a \"text\" or an \"html\", or name its field with --map text=FIELD"
                    .into()
            }
            Self::WrongType { .. } => "write it as a string in quotation marks".into(),
            Self::MetadataAlone { .. } => {
                "save the pages that its url column names and give those, or add their texts as a column \"text\"".into()
            }
            Self::NoTextColumn { .. } => "name it with --map text=COLUMN".into(),
            Self::NoSuchColumn { .. } => "correct the name after --map".into(),
            Self::NotParsed { .. } => {
                "export it once more, as another format if it can be, or give it as text or JSON Lines".into()
            }
            Self::DamagedZip => "export or download it again".into(),
            Self::NestedZip | Self::ZipMethod { .. } => "unpack it and give the files in it".into(),
            Self::EncryptedMember => "unpack it with its password".into(),
            Self::ZipBomb => "look at the file, it may be made to do harm; unpacked it would be read".into(),
            Self::DamagedXml { .. } => {
                "export or download it again; what came whole before was read".into()
            }
            Self::DeepXml { .. } => "look at the file, it may be made to do harm".into(),
            Self::UnknownXml => "give its articles as HTML or JSON Lines".into(),
            Self::Office { source } => source.remedy().into(),
            Self::ShortRow { .. } => {
                "look for a line break or a quotation mark too many in the row".into()
            }
        }
    }
}

/// Something that gave no article: where, why, and what to do.
#[derive(Debug)]
pub struct Skipped {
    /// Where it stands.
    pub place: Place,
    /// Why it was skipped.
    pub error: IngestError,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.error, self.error.remedy())
    }
}

impl std::error::Error for Skipped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Something odd that cost no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where it stands.
    pub place: Place,
    /// What is odd.
    pub kind: WarningKind,
}

/// What is odd about an input that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WarningKind {
    /// A publication date that is none; the article has none then.
    #[error("{given:?} is no date; write 2024-10-25 or 2024-10-25T18:30:00Z")]
    BadDate {
        /// What stands there.
        given: String,
    },
    /// A field of the wrong type; it is left out.
    #[error("\"{field}\" is a {found} in place of a string and was left out")]
    WrongType {
        /// Which field.
        field: Field,
        /// What stands there.
        found: &'static str,
    },
    /// A language that is no ISO 639-1 code; the reader finds out by itself.
    #[error("{given:?} is no language code such as en")]
    BadLanguage {
        /// What stands there.
        given: String,
    },
    /// An id that an earlier article has.
    #[error("id {id:?} stands for an earlier article too; this one is called {renamed:?}")]
    RepeatedId {
        /// As the input has it.
        id: String,
        /// As the output has it.
        renamed: String,
    },
    /// Columns whose names say nothing to us.
    #[error("not read: {} {}; name a column with --map FIELD=COLUMN", if .columns.len() == 1 { "column" } else { "columns" }, list(.columns))]
    UnknownColumns {
        /// Their names.
        columns: Vec<String>,
    },
    /// Several columns that could be one field.
    #[error("{} could all be the {field}; {:?} is taken, choose with --map {field}=COLUMN", list(.columns), .columns[0])]
    AmbiguousColumns {
        /// The field.
        field: Field,
        /// The columns, the one that is taken first.
        columns: Vec<String>,
    },
    /// A row with more or fewer fields than the head of its table.
    #[error(
        "the row has {found} fields, the head {expected}; a comma or quotation mark may be lost"
    )]
    UnevenRow {
        /// Fields of the row.
        found: usize,
        /// Fields of the table's head.
        expected: usize,
    },
    /// A page of a web crawl that was not stored whole.
    #[error("the crawler cut the page off ({reason}); its article may miss its end")]
    CutPage {
        /// As the record has it: `length`, `time`, `disconnect`.
        reason: String,
    },
    /// A table that is not UTF-8.
    #[error("not UTF-8; read as {encoding}, save it as UTF-8 to be sure")]
    GuessedEncoding {
        /// The encoding's name in the WHATWG standard.
        encoding: &'static str,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

/// `"a", "b" and "c"`, at most eight of them.
fn list(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("{name:?}")).collect();
    match (shown.split_last(), names.len() - shown.len()) {
        (None, _) => "none".to_owned(),
        (Some(_), more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        (Some((last, [])), 0) => last.clone(),
        (Some((last, first)), 0) => format!("{} and {last}", first.join(", ")),
    }
}
