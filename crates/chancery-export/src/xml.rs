//! XML 1.0, as far as the networks need it.

use std::fmt::{self, Write};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::check::Problems;
use crate::error::ExportError;

/// A text as content or as the value of an attribute; what XML does not allow at all becomes U+FFFD.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                // A reader makes blanks of those in attributes unless they are written as references.
                '\t' => f.write_str("&#9;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Begin and end of elements, and the text between.
pub(crate) enum Piece<'a> {
    /// `<name key="value">`, and the first half of `<name/>`.
    Start(&'a str, &'a [(String, String)]),
    /// Text that is not only white space.
    Text(&'a str),
    /// `</name>`, and the second half of `<name/>`.
    End(&'a str),
}

/// Deepest nesting that is looked at.
const DEEPEST: usize = 64;

/// Walks over a file, each piece with the number of its byte's line; what is not well-formed is a problem.
pub(crate) fn pieces(
    path: &Path,
    problems: &mut Problems,
    each: &mut dyn FnMut(u64, Piece<'_>, &mut Problems),
) -> Result<(), ExportError> {
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let mut reader = Reader::from_reader(BufReader::new(File::open(path).map_err(unreadable)?));
    let mut buffer = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut text = String::new();
    // The writers put an element a line; where one begins is told by the line ends before.
    let mut line = 1;
    let mut has_root = false;
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => {
                return Err(unreadable(std::io::Error::other(error.to_string())));
            }
            Err(error) => {
                problems.add(line, None, format!("not well-formed: {error}"));
                return Ok(());
            }
        };
        let raw: &str = match &event {
            Event::Start(raw) | Event::Empty(raw) => raw,
            Event::End(raw) => raw,
            Event::Text(raw) | Event::Comment(raw) | Event::DocType(raw) => raw,
            Event::CData(raw) => raw,
            Event::PI(raw) => raw,
            _ => "",
        };
        let n_line_ends = raw.matches('\n').count() as u64;
        if !matches!(event, Event::Text(_) | Event::GeneralRef(_) | Event::CData(_)) {
            if !text.trim().is_empty() {
                each(line, Piece::Text(&text), problems);
            }
            text.clear();
        }
        match &event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                has_root = true;
                let name = start.name().as_ref().to_owned();
                let mut attributes = Vec::new();
                for attribute in start.attributes() {
                    match attribute {
                        Ok(attribute) => attributes
                            .push((attribute.key.as_ref().to_owned(), unescaped(&attribute.value))),
                        Err(error) => problems.add(line, Some(&name), error.to_string()),
                    }
                }
                each(line, Piece::Start(&name, &attributes), problems);
                if matches!(event, Event::Empty(_)) {
                    each(line, Piece::End(&name), problems);
                } else {
                    open.push(name);
                }
                if open.len() > DEEPEST {
                    problems.add(line, None, format!("deeper than {DEEPEST} elements"));
                    return Ok(());
                }
            }
            Event::End(_) => {
                if let Some(name) = open.pop() {
                    each(line, Piece::End(&name), problems);
                }
            }
            Event::Text(part) => text.push_str(part),
            Event::CData(part) => text.push_str(part),
            Event::GeneralRef(name) => {
                text.push_str(&unescaped(&format!("&{};", &**name)));
            }
            _ => {}
        }
        line += n_line_ends;
    }
    if !open.is_empty() || !has_root {
        problems.add(0, None, "does not end with its root element: is the file whole?");
    }
    Ok(())
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_an_attribute() {
        let text = "a \"b\" <c> & d\n\u{1}";
        assert_eq!(Escaped(text).to_string(), "a &quot;b&quot; &lt;c&gt; &amp; d&#10;\u{fffd}");
    }
}
