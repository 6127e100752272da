use std::io::{self, BufRead};
use std::sync::Arc;

use crate::columns::Columns;
use crate::error::IngestError;
use crate::jsonl::parse_line;
use crate::place::Spot;
use crate::rows::{Row, Rows};
use crate::stream::{DOCUMENT_LIMIT, Stream, read_error};

/// Splits a stream at line ends, one line in memory at a time.
pub(crate) struct Lines {
    stream: Stream,
    /// The line read last, counted from 1.
    number: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(stream: Stream) -> Self {
        Self { stream, number: 0, buffer: Vec::new(), ended: false }
    }

    /// The next line that is not blank, without its line end, with its number.
    ///
    /// A line that the stream breaks off in is dropped and the error told; nothing comes after that.
    pub(crate) fn next(&mut self) -> Option<(u64, Result<&[u8], IngestError>)> {
        while !self.ended {
            self.buffer.clear();
            self.number += 1;
            match read_line(&mut *self.stream, &mut self.buffer) {
                Err(source) => {
                    self.ended = true;
                    return Some((self.number, Err(read_error(source))));
                }
                Ok(Read::End) => self.ended = true,
                Ok(Read::TooLong) => {
                    let error = IngestError::TooLong { limit: DOCUMENT_LIMIT };
                    return Some((self.number, Err(error)));
                }
                Ok(Read::Line) => {}
            }
            let start =
                if self.number == 1 && self.buffer.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
            if !self.buffer[start..].trim_ascii().is_empty() {
                return Some((self.number, Ok(&self.buffer[start..])));
            }
        }
        None
    }
}

/// JSON Lines, one article a line.
pub(crate) struct JsonLines {
    pub(crate) lines: Lines,
    pub(crate) columns: Arc<Columns>,
    /// Lines up to this one are counted and not parsed.
    pub(crate) behind: u64,
}

impl Rows for JsonLines {
    fn next(&mut self) -> Option<Row> {
        loop {
            let (number, line) = self.lines.next()?;
            if number <= self.behind && line.is_ok() {
                continue;
            }
            let entry = line.and_then(|line| parse_line(line, &self.columns));
            return Some(Row::new(Spot::Line(number), entry));
        }
    }
}

enum Read {
    /// Up to a line end.
    Line,
    /// Up to the end of the stream.
    End,
    /// Up to a line end, but what was too much is gone.
    TooLong,
}

/// As `read_until`, but holds no more than the limit.
fn read_line(stream: &mut dyn BufRead, buffer: &mut Vec<u8>) -> io::Result<Read> {
    let mut too_long = false;
    loop {
        let available = match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            available => available?,
        };
        let newline = memchr::memchr(b'\n', available);
        let line = &available[..newline.unwrap_or(available.len())];
        too_long |= (buffer.len() + line.len()) as u64 > DOCUMENT_LIMIT;
        if too_long {
            buffer.clear();
        } else {
            buffer.extend_from_slice(line);
        }
        let used = line.len() + usize::from(newline.is_some());
        stream.consume(used);
        match (newline, used) {
            (Some(_), _) | (None, 0) if too_long => return Ok(Read::TooLong),
            (Some(_), _) => return Ok(Read::Line),
            (None, 0) => return Ok(Read::End),
            (None, _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::Lines;

    #[test]
    fn blank_lines_count_but_do_not_come() {
        let mut lines = Lines::new(Box::new(Cursor::new(b"\xEF\xBB\xBFa\r\n\n  \nb".to_vec())));
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next() {
            found.push((number, String::from_utf8_lossy(line.unwrap()).into_owned()));
        }
        assert_eq!(found, [(1, "a\r".to_owned()), (4, "b".to_owned())]);
    }
}
