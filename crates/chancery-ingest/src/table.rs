use std::error::Error;
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::columns::Columns;
use crate::decode::decode_guessed;
use crate::error::{IngestError, WarningKind};
use crate::fields::Field;
use crate::place::Spot;
use crate::rows::{Content, Entry, Row, Rows};
use crate::stream::{DOCUMENT_LIMIT, Stream, read_error};

/// A table with a head, read row by row.
pub(crate) struct Table {
    rows: Reader<Bounded>,
    /// Bytes that the row in hand may still take.
    allowance: Arc<AtomicU64>,
    /// The columns that we read, in the table's order.
    columns: Vec<(Field, usize)>,
    n_columns: usize,
    /// Lines end in CR LF.
    crlf: bool,
    row: ByteRecord,
    guessed_encoding: bool,
    ended: bool,
}

impl Table {
    /// Reads the head; what is odd about it comes beside it.
    pub(crate) fn open(
        mut stream: Stream,
        columns: &Columns,
    ) -> Result<(Self, Vec<WarningKind>), IngestError> {
        let head = stream.fill_buf().map_err(read_error)?;
        if head.starts_with(b"\xEF\xBB\xBF") {
            stream.consume(3);
        }
        let head = stream.fill_buf().map_err(read_error)?;
        let crlf = memchr::memchr(b'\n', head).is_some_and(|at| head[..at].ends_with(b"\r"));
        let allowance = Arc::new(AtomicU64::new(DOCUMENT_LIMIT));
        let mut rows = ReaderBuilder::new()
            .delimiter(delimiter(head))
            .flexible(true)
            .from_reader(Bounded { inner: stream, allowance: Arc::clone(&allowance) });
        let head = rows.byte_headers().map_err(csv_error)?;
        let names: Vec<String> =
            head.iter().map(|name| decode_field(name).trim().to_owned()).collect();
        let (columns, warnings) = choose(&names, columns)?;
        let table = Self {
            rows,
            allowance,
            columns,
            n_columns: names.len(),
            crlf,
            row: ByteRecord::new(),
            guessed_encoding: false,
            ended: false,
        };
        Ok((table, warnings))
    }

    /// The next row and the line that it begins on; nothing comes after an error of the stream.
    pub(crate) fn next(&mut self) -> Option<(u64, Result<Entry, IngestError>)> {
        if self.ended {
            return None;
        }
        self.allowance.store(DOCUMENT_LIMIT, Ordering::Relaxed);
        let before = self.rows.position().line();
        match self.rows.read_byte_record(&mut self.row) {
            Ok(false) => None,
            Ok(true) => {
                // The reader stands behind the row's line feed, or before it where a CR ends the row.
                let after = self.rows.position().line() - u64::from(!self.crlf);
                let within = memchr::memchr_iter(b'\n', self.row.as_slice()).count() as u64;
                Some((after.saturating_sub(within).max(before), self.take_row()))
            }
            Err(error) => {
                self.ended = true;
                Some((before, Err(csv_error(error))))
            }
        }
    }

    fn take_row(&mut self) -> Result<Entry, IngestError> {
        let mut taken = Entry::default();
        if self.row.len() != self.n_columns {
            let uneven = WarningKind::UnevenRow { found: self.row.len(), expected: self.n_columns };
            taken.warnings.push(uneven);
        }
        let mut text = None;
        let mut html = None;
        for &(field, at) in &self.columns {
            let Some(value) = self.row.get(at) else { continue };
            let value = if let Ok(value) = std::str::from_utf8(value) {
                value.to_owned()
            } else {
                let (value, encoding) = decode_guessed(value);
                if !self.guessed_encoding {
                    self.guessed_encoding = true;
                    taken.warnings.push(WarningKind::GuessedEncoding { encoding });
                }
                value.into_owned()
            };
            match field {
                Field::Text => text = Some(value),
                Field::Html => html = Some(value),
                Field::Id => taken.id = Some(value).filter(|id| !id.trim().is_empty()),
                field => taken.warnings.extend(taken.given.set(field, value).err()),
            }
        }
        taken.content = match (text, html) {
            (Some(text), None) => Content::Text(text),
            (Some(text), Some(html)) if !text.is_empty() || html.is_empty() => Content::Text(text),
            (_, Some(html)) => Content::Page(html),
            (None, None) => {
                let found = self.row.len();
                return Err(IngestError::ShortRow { found, expected: self.n_columns });
            }
        };
        Ok(taken)
    }
}

impl Rows for Table {
    fn next(&mut self) -> Option<Row> {
        Table::next(self).map(|(line, entry)| Row::new(Spot::Line(line), entry))
    }
}

/// Fields and the columns that fill them.
type Chosen = Vec<(Field, usize)>;

/// Which column fills which field.
fn choose(names: &[String], columns: &Columns) -> Result<(Chosen, Vec<WarningKind>), IngestError> {
    if let Some(mapping) =
        columns.mappings().iter().find(|mapping| !names.contains(&mapping.column))
    {
        let column = mapping.column.clone();
        return Err(IngestError::NoSuchColumn { column, columns: names.to_vec() });
    }
    let mut unknown = Vec::new();
    let mut candidates: Vec<(Field, usize, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        match columns.field(name) {
            Some((field, rank)) => candidates.push((field, rank, at)),
            None => unknown.push(name.clone()),
        }
    }
    candidates.sort_unstable();
    let mut warnings = Vec::new();
    let mut chosen = Vec::new();
    for same in candidates.chunk_by(|one, other| one.0 == other.0) {
        let field = same[0].0;
        chosen.push((field, same[0].2));
        if same.len() > 1 {
            let columns = same.iter().map(|&(_, _, at)| names[at].clone()).collect();
            warnings.push(WarningKind::AmbiguousColumns { field, columns });
        }
    }
    if !chosen.iter().any(|(field, _)| matches!(field, Field::Text | Field::Html)) {
        let has = |wanted| chosen.iter().any(|(field, _)| *field == wanted);
        return Err(if has(Field::Url) && has(Field::Title) {
            // Media Cloud exports such tables, and so do most search interfaces.
            IngestError::MetadataAlone { columns: names.to_vec() }
        } else {
            IngestError::NoTextColumn { columns: names.to_vec() }
        });
    }
    if !unknown.is_empty() {
        warnings.push(WarningKind::UnknownColumns { columns: unknown });
    }
    Ok((chosen, warnings))
}

/// The separator that stands most often in the head, outside quotation marks.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == byte) {
                    *count += 1;
                }
            }
        }
    }
    // The first of the greatest: a comma where there is but one column.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| *mark)
}

fn decode_field(field: &[u8]) -> String {
    match std::str::from_utf8(field) {
        Ok(field) => field.to_owned(),
        Err(_) => decode_guessed(field).0.into_owned(),
    }
}

/// The only errors of a reader that takes rows of any length are the stream's.
fn csv_error(error: csv::Error) -> IngestError {
    match error.into_kind() {
        csv::ErrorKind::Io(source)
            if source.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<RowTooLong>) =>
        {
            IngestError::TooLong { limit: DOCUMENT_LIMIT }
        }
        csv::ErrorKind::Io(source) => read_error(source),
        other => IngestError::Read { source: io::Error::other(format!("{other:?}")) },
    }
}

/// Ends the stream with an error where one row, for want of a closing quotation mark, swallows too much.
struct Bounded {
    inner: Stream,
    allowance: Arc<AtomicU64>,
}

#[derive(Debug, thiserror::Error)]
#[error("the row has no end")]
struct RowTooLong;

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let left = self.allowance.load(Ordering::Relaxed);
        if read as u64 > left {
            return Err(io::Error::other(RowTooLong));
        }
        self.allowance.store(left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::Table;
    use crate::columns::Columns;
    use crate::error::{IngestError, WarningKind};
    use crate::fields::Field;
    use crate::rows::{Content, Entry};

    type Found = Vec<(u64, Result<Entry, IngestError>)>;

    fn read(table: &[u8], mappings: &[&str]) -> Result<(Found, Vec<WarningKind>), IngestError> {
        let columns = Columns::new(mappings.iter().map(|map| map.parse().unwrap()).collect());
        let (mut table, warnings) = Table::open(Box::new(Cursor::new(table.to_vec())), &columns)?;
        Ok((std::iter::from_fn(|| table.next()).collect(), warnings))
    }

    fn texts(table: &[u8], mappings: &[&str]) -> Vec<String> {
        let rows = read(table, mappings).unwrap().0;
        rows.into_iter()
            .map(|(_, row)| match row.unwrap().content {
                Content::Text(text) | Content::Page(text) => text,
                bytes => panic!("{bytes:?}"),
            })
            .collect()
    }

    #[test]
    fn usual_columns_are_found_and_lines_counted() {
        let table =
            b"\xEF\xBB\xBFstory_id,Body,Publish Date\r\n7,\"one\ntwo\",2024-10-25\r\n8,three,\r\n";
        let (rows, warnings) = read(table, &[]).unwrap();
        assert_eq!(warnings, []);
        let (line, first) = &rows[0];
        let first = first.as_ref().unwrap();
        assert_eq!((*line, first.id.as_deref()), (2, Some("7")));
        assert_eq!(first.content, Content::Text("one\ntwo".into()));
        assert_eq!(first.given.published.as_ref().unwrap().iso(), "2024-10-25");
        assert_eq!(rows[1].0, 4);
    }

    #[test]
    fn a_row_is_known_by_the_line_that_it_begins_on() {
        for table in ["text\n\"a\nb\"\n\nc\nd", "text\r\n\"a\r\nb\"\r\n\r\nc\r\nd\r\n"] {
            let lines: Vec<u64> =
                read(table.as_bytes(), &[]).unwrap().0.iter().map(|row| row.0).collect();
            assert_eq!(lines, [2, 5, 6], "{table:?}");
        }
    }

    #[test]
    fn a_list_of_articles_without_texts_is_told_from_a_table_of_other_names() {
        for head in [
            "id,indexed_date,language,media_name,media_url,publish_date,title,url",
            "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url",
        ] {
            let table = format!("{head}\n{}\n", ",".repeat(head.matches(',').count()));
            let error = read(table.as_bytes(), &[]).unwrap_err();
            assert!(matches!(error, IngestError::MetadataAlone { .. }), "{error}");
            assert!(error.remedy().contains("url"), "{}", error.remedy());
        }
    }

    #[test]
    fn the_usual_names_of_researchers_all_work() {
        for published in ["date", "published", "pub_date", "publish_date"] {
            for publisher in ["source", "publisher", "media_name"] {
                let table = format!(
                    "id,text,title,{published},{publisher},url,language\n1,a,b,2024-10-25,The Post,https://x.example/,en\n"
                );
                let (rows, warnings) = read(table.as_bytes(), &[]).unwrap();
                let given = &rows[0].1.as_ref().unwrap().given;
                assert!(warnings.is_empty());
                assert_eq!(given.title.as_deref(), Some("b"));
                assert_eq!(given.published.as_ref().unwrap().iso(), "2024-10-25");
                assert_eq!(given.publisher.as_deref(), Some("The Post"));
                assert_eq!(given.url.as_deref(), Some("https://x.example/"));
                assert_eq!(given.language.as_deref(), Some("en"));
            }
        }
    }

    #[test]
    fn semicolons_and_tabs_separate_too() {
        assert_eq!(texts(b"id;text\n1;a, b\n", &[]), ["a, b"]);
        assert_eq!(texts(b"id\ttext\n1\ta, b; c\n", &[]), ["a, b; c"]);
        assert_eq!(texts(b"text\na\n", &[]), ["a"]);
    }

    #[test]
    fn columns_are_mapped_and_others_warned_about() {
        let table = b"story,note\na,b\n";
        assert!(matches!(read(table, &[]), Err(IngestError::NoTextColumn { .. })));
        assert_eq!(texts(table, &["text=story"]), ["a"]);
        let (_, warnings) = read(table, &["text=story"]).unwrap();
        assert_eq!(warnings, [WarningKind::UnknownColumns { columns: vec!["note".into()] }]);
        assert!(matches!(read(table, &["text=tale"]), Err(IngestError::NoSuchColumn { .. })));
    }

    #[test]
    fn of_two_columns_for_one_field_the_more_usual_is_taken() {
        let (rows, warnings) = read(b"content,text\na,b\n", &[]).unwrap();
        assert_eq!(rows[0].1.as_ref().unwrap().content, Content::Text("b".into()));
        let columns = vec!["text".to_owned(), "content".to_owned()];
        assert_eq!(warnings, [WarningKind::AmbiguousColumns { field: Field::Text, columns }]);
    }

    #[test]
    fn a_row_of_the_wrong_length_is_warned_about_or_skipped() {
        let (rows, _) = read(b"id,text\n1,a,b\n2\n", &[]).unwrap();
        let uneven = WarningKind::UnevenRow { found: 3, expected: 2 };
        assert_eq!(rows[0].1.as_ref().unwrap().warnings, [uneven]);
        assert!(matches!(rows[1].1, Err(IngestError::ShortRow { found: 1, expected: 2 })));
    }

    #[test]
    fn a_table_from_an_old_program_is_guessed() {
        let (rows, _) = read(b"text\ncaf\xE9 \x93quoted\x94\n", &[]).unwrap();
        let row = rows[0].1.as_ref().unwrap();
        assert_eq!(row.content, Content::Text("café “quoted”".into()));
        assert!(matches!(row.warnings[..], [WarningKind::GuessedEncoding { .. }]));
    }
}
