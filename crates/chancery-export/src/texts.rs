//! Texts of the articles on disk, for layouts that need the words around a finding: an archive's texts do not lie in
//! memory together.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};

use chancery_record::Span;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::ExportError;
use crate::layout::Layout;
use crate::source::Source;

/// The texts of a selection.
#[derive(Debug)]
pub(crate) struct Texts {
    file: File,
    places: FxHashMap<String, (u64, usize)>,
    /// The article looked at last, with its text.
    last: Option<(String, String)>,
}

#[derive(Deserialize)]
struct OfDocument {
    text: String,
}

impl Texts {
    /// Writes the texts of all documents into a file without a name.
    pub(crate) fn of(source: &dyn Source, layout: Layout) -> Result<Self, ExportError> {
        let mut writer = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        let mut places = FxHashMap::default();
        let mut at = 0;
        source.documents(&mut |document| {
            let read: OfDocument =
                serde_json::from_str(&document.json).map_err(|error| ExportError::Layout {
                    layout,
                    message: format!("the record of {} cannot be read: {error}", document.article),
                })?;
            writer.write_all(read.text.as_bytes())?;
            places.insert(document.article.clone(), (at, read.text.len()));
            at += read.text.len() as u64;
            Ok(())
        })?;
        let file = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        Ok(Self { file, places, last: None })
    }

    /// What stands before a stretch, in it and after it, with at most `width` code points on either side; none where
    /// the article's text is not there or shorter.
    pub(crate) fn around(
        &mut self,
        article: &str,
        span: Span,
        width: usize,
    ) -> Result<Option<Around>, ExportError> {
        if self.last.as_ref().is_none_or(|(last, _)| last != article) {
            let Some(&(at, length)) = self.places.get(article) else { return Ok(None) };
            let mut bytes = vec![0; length];
            self.file.seek(SeekFrom::Start(at))?;
            self.file.read_exact(&mut bytes)?;
            let text = String::from_utf8(bytes).expect("written from a string");
            self.last = Some((article.to_owned(), text));
        }
        let Some((_, text)) = &self.last else { return Ok(None) };
        Ok(around(text, span, width))
    }
}

/// A stretch of text and its surroundings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Around {
    /// Before it.
    pub(crate) prefix: String,
    /// It.
    pub(crate) exact: String,
    /// After it.
    pub(crate) suffix: String,
}

fn around(text: &str, span: Span, width: usize) -> Option<Around> {
    let (start, end) = (span.start as usize, span.end as usize);
    let byte = |from: usize, points: usize| -> Option<usize> {
        let rest = &text[from..];
        let mut ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        Some(from + ends.nth(points)?)
    };
    let from = byte(0, start.saturating_sub(width))?;
    let begin = byte(from, start - start.saturating_sub(width))?;
    let finish = byte(begin, end.checked_sub(start)?)?;
    let until = byte(finish, width).unwrap_or(text.len());
    Some(Around {
        prefix: text[from..begin].to_owned(),
        exact: text[begin..finish].to_owned(),
        suffix: text[finish..until].to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_are_cut_by_code_points() {
        let text = "Ärzte öffnen Türen";
        let found = around(text, Span { start: 6, end: 12 }, 3).expect("within the text");
        let wanted =
            Around { prefix: "te ".into(), exact: "öffnen".into(), suffix: " Tü".into() };
        assert_eq!(found, wanted);
        assert_eq!(around(text, Span { start: 6, end: 40 }, 3), None);
        let whole = around(text, Span { start: 0, end: 18 }, 30).expect("within the text");
        assert_eq!((whole.prefix.as_str(), whole.suffix.as_str()), ("", ""));
    }
}
