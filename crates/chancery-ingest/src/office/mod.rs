//! Documents of word processors, as paragraphs: what the layouts of news databases are told from.

mod code_pages;
mod docx;
mod part;
mod plain;
mod rtf;
mod rtf_tokens;

pub(crate) use docx::read_docx;
pub(crate) use plain::plain_article;
pub(crate) use rtf::read_rtf;

/// Characters of one document beyond this are refused.
const MOST_TEXT: usize = 256 << 20;

/// A paragraph as it is read aloud: no deleted or hidden text, no footnotes, headers, pictures or text boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its characters; a line break within it is a line feed, a table's cells are parted by tabs.
    pub(crate) text: String,
    /// Its style is a title or a heading.
    pub(crate) heading: bool,
    /// All of its characters are bold.
    pub(crate) bold: bool,
    /// A page or a section begins with it.
    pub(crate) begins_page: bool,
}

/// Why bytes gave no paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfficeError {
    /// No word/document.xml within, or no ZIP at all.
    #[error("no Word document is in it")]
    NoDocument,
    /// A damaged container.
    #[error("its ZIP container is damaged")]
    DamagedContainer,
    /// XML that breaks off or whose tags do not match.
    #[error("its XML is damaged at byte {at}")]
    DamagedXml {
        /// Bytes from the start of the part.
        at: u64,
    },
    /// Protected by a password.
    #[error("it is protected by a password")]
    Encrypted,
    /// Much larger unpacked than it may be.
    #[error("it unpacks to more than {limit} bytes")]
    TooLarge {
        /// The most that is taken.
        limit: u64,
    },
    /// Elements or groups nested more deeply than anybody writes them.
    #[error("its parts are nested more than {limit} deep")]
    TooDeep {
        /// The deepest that is followed.
        limit: usize,
    },
    /// RTF that does not begin as RTF does.
    #[error("no RTF document, though its name says so")]
    NotRtf,
}

impl OfficeError {
    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::NoDocument => "save it as DOCX with a word processor",
            Self::DamagedContainer | Self::DamagedXml { .. } => "export or download it again",
            Self::Encrypted => "save it without a password",
            Self::TooLarge { .. } => "split it into several documents",
            Self::TooDeep { .. } => {
                "save it as plain text or open it in a word processor and save it anew"
            }
            Self::NotRtf => "give it the ending of what it is",
        }
    }
}

/// Takes the finished paragraph out, trimmed, where it is not blank.
fn finish(paragraph: &mut Paragraph, out: &mut Vec<Paragraph>) {
    let done = std::mem::take(paragraph);
    let trimmed = done.text.trim();
    if trimmed.is_empty() {
        paragraph.begins_page = done.begins_page;
        return;
    }
    let text = if trimmed.len() == done.text.len() { done.text } else { trimmed.to_owned() };
    out.push(Paragraph { text, ..done });
}
