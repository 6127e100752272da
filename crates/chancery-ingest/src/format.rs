use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::feed::{is_feed, is_json_feed};
use crate::stream::Compression;
use crate::warc::is_page;

/// What a file or standard input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    JsonLines,
    /// One article, plain.
    Text,
    /// One page.
    Html,
    /// A table with a head; the separator (comma, semicolon or tab) is found in the head.
    Csv,
    /// A web archive, plain or gzipped record by record.
    Warc,
    /// A feed, a sitemap, a dump of Wikinews or an export of a news database, as its first element says.
    Xml,
    /// A JSON Feed, or else one JSON object a line.
    Json,
    /// A Word document (Office Open XML): one article, or an export of a news database.
    Docx,
    /// A document in Rich Text Format: one article, or an export of a news database.
    Rtf,
    /// A ZIP file of files in any other format.
    Zip,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::JsonLines,
        Self::Text,
        Self::Html,
        Self::Csv,
        Self::Warc,
        Self::Xml,
        Self::Json,
        Self::Docx,
        Self::Rtf,
        Self::Zip,
    ];

    /// Endings of names, in lower case, and what they stand for. `.gz` or `.bz2` may follow each.
    pub const ENDINGS: [(&str, Self); 17] = [
        ("jsonl", Self::JsonLines),
        ("ndjson", Self::JsonLines),
        ("txt", Self::Text),
        ("html", Self::Html),
        ("htm", Self::Html),
        ("xhtml", Self::Html),
        ("csv", Self::Csv),
        ("tsv", Self::Csv),
        ("warc", Self::Warc),
        ("xml", Self::Xml),
        ("rss", Self::Xml),
        ("atom", Self::Xml),
        ("rdf", Self::Xml),
        ("json", Self::Json),
        ("docx", Self::Docx),
        ("rtf", Self::Rtf),
        ("zip", Self::Zip),
    ];

    /// Their names after `--from`, parted by `mark`.
    pub(crate) fn names(mark: &str) -> String {
        Self::ALL.map(|format| format.to_string()).join(mark)
    }

    /// What a document of the web is, by the type that its server names and by its first bytes: a feed or a
    /// sitemap ([`Xml`](Self::Xml)), a JSON Feed, a page, or nothing that we read there.
    pub fn of_content(content_type: Option<&str>, head: &[u8]) -> Option<Self> {
        if is_feed(head) {
            return Some(Self::Xml);
        }
        if is_json_feed(head) {
            return Some(Self::Json);
        }
        is_page(content_type, head).then_some(Self::Html)
    }

    /// What the name of a file says: its format, its name without endings, and how it is compressed.
    pub(crate) fn of_name(path: &Path) -> Name {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let (name, compression) = match cut_ending(&name) {
            Some((stem, "gz")) => (stem.to_owned(), Some(Compression::Gzip)),
            Some((stem, "bz2")) => (stem.to_owned(), Some(Compression::Bzip2)),
            _ => (name.into_owned(), None),
        };
        if let Some((stem, ending)) = cut_ending(&name) {
            let ending = ending.to_ascii_lowercase();
            for (known, format) in Self::ENDINGS {
                if ending == known {
                    return Name { format: Some(format), stem: stem.to_owned(), compression };
                }
            }
        }
        // An ending that we do not know is cut from the id all the same.
        let stem = cut_ending(&name).map_or(name.as_str(), |(stem, _)| stem).to_owned();
        Name { format: None, stem, compression }
    }
}

/// What a file's name says.
pub(crate) struct Name {
    pub(crate) format: Option<Format>,
    pub(crate) stem: String,
    pub(crate) compression: Option<Compression>,
}

/// Stem and ending; a name that only begins with a full stop has no ending.
fn cut_ending(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(stem, ending)| {
        let compressed = ["gz", "bz2"].into_iter().find(|known| ending.eq_ignore_ascii_case(known));
        (stem, compressed.unwrap_or(ending))
    })
}

impl FromStr for Format {
    type Err = UnknownFormatName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ENDINGS
            .into_iter()
            .find(|(ending, _)| *ending == name)
            .map(|(_, format)| format)
            .or_else(|| Self::ALL.into_iter().find(|format| format.to_string() == name))
            .ok_or_else(|| UnknownFormatName { given: name.to_owned() })
    }
}

/// A name that stands for no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is none of {}", Format::names(", "))]
pub struct UnknownFormatName {
    /// What was given.
    pub given: String,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::JsonLines => "jsonl",
            Self::Text => "txt",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Warc => "warc",
            Self::Xml => "xml",
            Self::Json => "json",
            Self::Docx => "docx",
            Self::Rtf => "rtf",
            Self::Zip => "zip",
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Format;
    use crate::stream::Compression;

    #[test]
    fn names_give_stem_and_format() {
        for (path, stem, format, compression) in [
            ("news/kazan.summit.txt", "kazan.summit", Some(Format::Text), None),
            ("a.JSONL.gz", "a", Some(Format::JsonLines), Some(Compression::Gzip)),
            ("page.htm", "page", Some(Format::Html), None),
            (".txt", ".txt", None, None),
            ("README", "README", None, None),
            ("notes.md", "notes", None, None),
            ("x.gz", "x", None, Some(Compression::Gzip)),
            ("a.csv.BZ2", "a", Some(Format::Csv), Some(Compression::Bzip2)),
        ] {
            let name = Format::of_name(Path::new(path));
            assert_eq!(
                (name.stem.as_str(), name.format, name.compression),
                (stem, format, compression),
                "{path}"
            );
        }
    }
}
