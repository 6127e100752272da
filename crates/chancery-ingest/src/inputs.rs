use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use chancery_text::Published;

use crate::columns::Columns;
use crate::decode::binary_kind;
use crate::error::{IngestError, Place, Skipped, Warning, WarningKind, shared};
use crate::fields::{Given, Mapping};
use crate::format::Format;
use crate::ids::Ids;
use crate::input::{Content, Input};
use crate::jsonl::{Line, LineContent, parse_line};
use crate::lines::Lines;
use crate::stream::{self, Stream};
use crate::table::Table;
use crate::walk::Walk;

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Format of standard input, and of files whose name does not tell theirs; JSON Lines for standard
    /// input where it is not given.
    pub from: Option<Format>,
    /// Names of columns and keys that are not the usual ones.
    pub mappings: Vec<Mapping>,
    /// Publication date of what has none.
    pub published: Option<Published>,
    /// Publisher of what has none.
    pub publisher: Option<String>,
    /// Address of what has none.
    pub url: Option<String>,
    /// Title of what has none.
    pub title: Option<String>,
    /// The town where the outlet of all articles is made.
    pub home: Option<String>,
}

/// What comes out of [`Inputs`].
#[derive(Debug)]
pub enum Item {
    /// An article, to be turned into one by [`Input::into_article`].
    Article(Box<Input>),
    /// A line, a file or a folder that gave no article.
    Skipped(Skipped),
    /// Something odd about what comes next, or what came before, that cost no article.
    Warning(Warning),
}

/// Reads paths in their order, one article in memory at a time: a file of any size streams.
///
/// A path is a file, a folder (all files in it and below whose names we know, by name), or `-` for
/// standard input. Files may be gzipped.
pub struct Inputs {
    paths: VecDeque<PathBuf>,
    folder: Option<Folder>,
    reading: Option<Reading>,
    /// Found already, to be handed out first.
    pending: VecDeque<Item>,
    ids: Ids,
    from: Option<Format>,
    columns: Columns,
    defaults: Given,
    stdin: Option<Box<dyn Read + Send>>,
    bytes_read: Arc<AtomicU64>,
}

struct Folder {
    path: PathBuf,
    walk: Walk,
    empty: bool,
}

/// A file of many articles, half read.
struct Reading {
    place: Place,
    stem: String,
    content: Rows,
}

enum Rows {
    Lines(Lines),
    Table(Box<Table>),
}

impl Inputs {
    /// Reads nothing yet.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>, options: Options) -> Self {
        Self {
            paths: paths.into_iter().collect(),
            folder: None,
            reading: None,
            pending: VecDeque::new(),
            ids: Ids::default(),
            from: options.from,
            columns: Columns::new(options.mappings),
            defaults: Given {
                title: options.title,
                published: options.published,
                publisher: options.publisher,
                url: options.url,
                home: options.home,
                ..Given::default()
            },
            stdin: None,
            bytes_read: Arc::default(),
        }
    }

    /// Reads `reader` where a path is `-`, in place of standard input.
    #[must_use]
    pub fn with_stdin(mut self, reader: Box<dyn Read + Send>) -> Self {
        self.stdin = Some(reader);
        self
    }

    /// Bytes read so far, as they lie on disk: set against [`total_bytes`] for a progress bar.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    fn skip(&mut self, place: Place, error: IngestError) {
        self.pending.push_back(Item::Skipped(Skipped { place, error }));
    }

    fn warn(&mut self, place: &Place, kind: WarningKind) {
        self.pending.push_back(Item::Warning(Warning { place: place.clone(), kind }));
    }

    /// Opens what comes next; `false` at the end.
    fn advance(&mut self) -> bool {
        if let Some(folder) = &mut self.folder {
            match folder.walk.next() {
                Some(Ok(path)) => {
                    folder.empty = false;
                    self.open_file(&path);
                }
                Some(Err((path, error))) => {
                    folder.empty = false;
                    self.skip(Place::file(&path), IngestError::from_io(error));
                }
                None => {
                    let Folder { path, empty, .. } = self.folder.take().expect("it is open");
                    if empty {
                        self.skip(Place::file(&path), IngestError::EmptyFolder);
                    }
                }
            }
            return true;
        }
        let Some(path) = self.paths.pop_front() else { return false };
        if path == Path::new("-") {
            let reader = self.stdin.take().unwrap_or_else(|| Box::new(io::stdin()));
            let opened = stream::from_reader(reader, &self.bytes_read);
            let place = Place { path: None, line: None };
            let format = self.from.unwrap_or(Format::JsonLines);
            self.open_stream(opened, place, "stdin".to_owned(), format);
            return true;
        }
        match fs::metadata(&path) {
            Err(error) => self.skip(Place::file(&path), IngestError::from_io(error)),
            Ok(metadata) if metadata.is_dir() => match Walk::new(&path) {
                Ok(walk) => self.folder = Some(Folder { path, walk, empty: true }),
                Err(error) => self.skip(Place::file(&path), IngestError::from_io(error)),
            },
            Ok(_) => self.open_file(&path),
        }
        true
    }

    fn open_file(&mut self, path: &Path) {
        let name = Format::of_name(path);
        let place = Place { path: Some(shared(path.to_owned())), line: None };
        let Some(format) = name.format.or(self.from) else {
            return self.skip(place, IngestError::UnknownFormat);
        };
        let opened = stream::open(path, name.gzip, &self.bytes_read);
        self.open_stream(opened, place, name.stem, format);
    }

    fn open_stream(
        &mut self,
        opened: Result<Stream, IngestError>,
        place: Place,
        stem: String,
        format: Format,
    ) {
        match opened.and_then(|stream| self.begin(stream, &place, &stem, format)) {
            Ok(Some(content)) => self.reading = Some(Reading { place, stem, content }),
            Ok(None) => {}
            Err(error) => self.skip(place, error),
        }
    }

    /// A file of one article is read, one of many opened.
    fn begin(
        &mut self,
        mut stream: Stream,
        place: &Place,
        stem: &str,
        format: Format,
    ) -> Result<Option<Rows>, IngestError> {
        let head = stream.fill_buf().map_err(stream::read_error)?;
        if let Some(kind) = binary_kind(head) {
            return Err(IngestError::Binary { kind });
        }
        if matches!(format, Format::JsonLines | Format::Csv)
            && (head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF"))
        {
            return Err(IngestError::NotUtf8 { column: 1 });
        }
        match format {
            Format::JsonLines => Ok(Some(Rows::Lines(Lines::new(stream)))),
            Format::Csv => {
                let (table, warnings) = Table::open(stream, &self.columns)?;
                for kind in warnings {
                    self.warn(place, kind);
                }
                Ok(Some(Rows::Table(Box::new(table))))
            }
            Format::Text | Format::Html => {
                let bytes = stream::read_whole(stream)?;
                let content = match format {
                    Format::Html => Content::PageBytes(bytes),
                    _ => Content::TextBytes(bytes),
                };
                self.push_article(place.clone(), stem.to_owned(), content, Given::default());
                Ok(None)
            }
        }
    }

    fn push_article(&mut self, place: Place, id: String, content: Content, given: Given) {
        let id = match self.ids.claim(&id) {
            None => id,
            Some(renamed) => {
                self.warn(&place, WarningKind::RepeatedId { id, renamed: renamed.clone() });
                renamed
            }
        };
        let defaults = self.defaults.clone();
        self.pending.push_back(Item::Article(Box::new(Input {
            id,
            place,
            content,
            given,
            defaults,
        })));
    }

    /// Reads a line or row of the open file; `false` where there is none.
    fn read_row(&mut self) -> bool {
        let Some(reading) = &mut self.reading else { return false };
        let row = match &mut reading.content {
            Rows::Lines(lines) => lines.next().map(|(number, line)| {
                (number, line.and_then(|line| parse_line(line, &self.columns)))
            }),
            Rows::Table(table) => table.next(),
        };
        let Some((number, row)) = row else {
            self.reading = None;
            return false;
        };
        let place = reading.place.at_line(number);
        match row {
            Err(error) => self.skip(place, error),
            Ok(Line { id, content, given, warnings }) => {
                let id = id.unwrap_or_else(|| format!("{}:{number}", reading.stem));
                for kind in warnings {
                    self.warn(&place, kind);
                }
                let content = match content {
                    LineContent::Text(text) => Content::Text(text),
                    LineContent::Page(page) => Content::Page(page),
                };
                self.push_article(place, id, content, given);
            }
        }
        true
    }
}

impl Iterator for Inputs {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.pending.pop_front() {
                return Some(item);
            }
            if !self.read_row() && !self.advance() {
                return None;
            }
        }
    }
}

/// Bytes that reading `paths` will take, for a progress bar; `None` with standard input among them.
///
/// Walks folders, without opening their files. What cannot be read counts nothing.
pub fn total_bytes(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    let mut total = 0;
    for path in paths {
        if path == Path::new("-") {
            return None;
        }
        match Walk::new(path) {
            Err(_) => total += size(path),
            Ok(mut walk) => {
                while let Some(found) = walk.next() {
                    total += found.map_or(0, |path| size(&path));
                }
            }
        }
    }
    Some(total)
}
