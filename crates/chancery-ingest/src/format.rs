use std::fmt;
use std::path::Path;
use std::str::FromStr;

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
}

impl Format {
    /// Endings of names, in lower case, and what they stand for. `.gz` may follow each.
    pub const ENDINGS: [(&str, Self); 8] = [
        ("jsonl", Self::JsonLines),
        ("ndjson", Self::JsonLines),
        ("txt", Self::Text),
        ("html", Self::Html),
        ("htm", Self::Html),
        ("xhtml", Self::Html),
        ("csv", Self::Csv),
        ("tsv", Self::Csv),
    ];

    /// What the name of a file says: its format, its name without endings, and whether it is compressed.
    pub(crate) fn of_name(path: &Path) -> Name {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let (name, gzip) = match cut_ending(&name) {
            Some((stem, "gz")) => (stem.to_owned(), true),
            _ => (name.into_owned(), false),
        };
        if let Some((stem, ending)) = cut_ending(&name) {
            let ending = ending.to_ascii_lowercase();
            for (known, format) in Self::ENDINGS {
                if ending == known {
                    return Name { format: Some(format), stem: stem.to_owned(), gzip };
                }
            }
        }
        // An ending that we do not know is cut from the id all the same.
        let stem = cut_ending(&name).map_or(name.as_str(), |(stem, _)| stem).to_owned();
        Name { format: None, stem, gzip }
    }
}

/// What a file's name says.
pub(crate) struct Name {
    pub(crate) format: Option<Format>,
    pub(crate) stem: String,
    pub(crate) gzip: bool,
}

/// Stem and ending; a name that only begins with a full stop has no ending.
fn cut_ending(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.')
        .filter(|(stem, _)| !stem.is_empty())
        .map(|(stem, ending)| (stem, if ending.eq_ignore_ascii_case("gz") { "gz" } else { ending }))
}

impl FromStr for Format {
    type Err = UnknownFormatName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ENDINGS
            .into_iter()
            .find(|(ending, _)| *ending == name)
            .map(|(_, format)| format)
            .ok_or_else(|| UnknownFormatName { given: name.to_owned() })
    }
}

/// A name that stands for no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is none of jsonl, txt, html and csv")]
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
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Format;

    #[test]
    fn names_give_stem_and_format() {
        for (path, stem, format, gzip) in [
            ("news/kazan.summit.txt", "kazan.summit", Some(Format::Text), false),
            ("a.JSONL.gz", "a", Some(Format::JsonLines), true),
            ("page.htm", "page", Some(Format::Html), false),
            (".txt", ".txt", None, false),
            ("README", "README", None, false),
            ("notes.md", "notes", None, false),
            ("x.gz", "x", None, true),
        ] {
            let name = Format::of_name(Path::new(path));
            assert_eq!(
                (name.stem.as_str(), name.format, name.gzip),
                (stem, format, gzip),
                "{path}"
            );
        }
    }
}
