use std::collections::VecDeque;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use chancery_text::Published;

use crate::columns::Columns;
use crate::error::{IngestError, Skipped, Warning, WarningKind};
use crate::fields::{Given, Mapping};
use crate::filter::{Filter, FilteredBy, FilteredCounts};
use crate::format::Format;
use crate::ids::Ids;
use crate::input::Input;
use crate::open::{Opened, Opening, open};
use crate::place::Place;
use crate::rows::{Entry, Row, Rows};
use crate::stream::{Compression, Raw};
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
    /// What becomes of an id that an earlier article of the run has.
    pub repeated_ids: RepeatedIds,
    /// Which articles are wanted.
    pub filter: Filter,
    /// Places of files, one a file, up to and with which they were read before: the run begins behind them.
    ///
    /// The path must be written as the run will come upon it. Lines and rows are passed over unparsed, of a
    /// WARC what was read is leapt over. A place without spot and member is a file that was read whole.
    pub resume: Vec<Place>,
}

/// What becomes of an id that an earlier article of the run has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RepeatedIds {
    /// It gets `~2`, `~3` … and a warning, so that ids are unique within the run.
    #[default]
    Renamed,
    /// It stays, so that ids do not depend on the order of the inputs.
    Kept,
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
/// standard input. Files may be compressed with gzip or bzip2.
pub struct Inputs {
    paths: VecDeque<PathBuf>,
    folder: Option<Folder>,
    reading: Option<Reading>,
    /// Found already, to be handed out first.
    pending: VecDeque<Item>,
    ids: Option<Ids>,
    from: Option<Format>,
    columns: Arc<Columns>,
    defaults: Arc<Given>,
    filter: Arc<Filter>,
    filtered: Arc<FilteredCounts>,
    resume: Vec<Place>,
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
    rows: Box<dyn Rows>,
    behind: Option<Place>,
}

impl Inputs {
    /// Reads nothing yet.
    pub fn new(paths: impl IntoIterator<Item = PathBuf>, options: Options) -> Self {
        Self {
            paths: paths.into_iter().collect(),
            folder: None,
            reading: None,
            pending: VecDeque::new(),
            ids: (options.repeated_ids == RepeatedIds::Renamed).then(Ids::default),
            from: options.from,
            columns: Arc::new(Columns::new(options.mappings)),
            defaults: Arc::new(Given {
                title: options.title,
                published: options.published,
                publisher: options.publisher,
                url: options.url,
                home: options.home,
                ..Given::default()
            }),
            filter: Arc::new(options.filter),
            filtered: Arc::default(),
            resume: options.resume,
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

    /// Articles that [`Options::filter`] let go so far, here and in [`Input::into_article`].
    pub fn filtered(&self) -> Arc<FilteredCounts> {
        Arc::clone(&self.filtered)
    }

    /// Counts what the filter lets go there, together with other inputs.
    #[must_use]
    pub fn counting(mut self, filtered: Arc<FilteredCounts>) -> Self {
        self.filtered = filtered;
        self
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
            let raw = Raw::from_reader(reader, &self.bytes_read);
            let format = self.from.unwrap_or(Format::JsonLines);
            self.open(Ok(raw), Place::stdin(), "stdin".to_owned(), format);
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
        let Some(format) = name.format.or(self.from) else {
            return self.skip(Place::file(path), IngestError::UnknownFormat);
        };
        let raw = open_compressed(path, name.compression, &self.bytes_read);
        self.open(raw, Place::file(path), name.stem, format);
    }

    fn open(&mut self, raw: Result<Raw, IngestError>, place: Place, stem: String, format: Format) {
        let behind = self.resume.iter().find(|behind| behind.path == place.path).cloned();
        if behind.as_ref().is_some_and(|behind| behind.member.is_none() && behind.spot.is_none()) {
            return;
        }
        let opening = Opening {
            columns: Arc::clone(&self.columns),
            filter: Arc::clone(&self.filter),
            filtered: Arc::clone(&self.filtered),
            behind: behind.clone(),
        };
        match raw.and_then(|raw| open(raw, format, &opening)) {
            Ok(Opened::One(entry)) => self.take(place, stem, *entry),
            Ok(Opened::Many(rows, warnings)) => {
                for kind in warnings {
                    self.warn(&place, kind);
                }
                self.reading = Some(Reading { place, stem, rows, behind });
            }
            Err(error) => self.skip(place, error),
        }
    }

    /// Hands out an article, unless what is known already says that it is not wanted.
    fn take(&mut self, place: Place, usual_id: String, entry: Entry) {
        if let Err(reason) = check(&self.filter, &entry) {
            return self.filtered.add(reason);
        }
        for kind in entry.warnings {
            self.warn(&place, kind);
        }
        let id = entry.id.unwrap_or(usual_id);
        let id = match self.ids.as_mut().and_then(|ids| ids.claim(&id)) {
            None => id,
            Some(renamed) => {
                self.warn(&place, WarningKind::RepeatedId { id, renamed: renamed.clone() });
                renamed
            }
        };
        self.pending.push_back(Item::Article(Box::new(Input {
            id,
            place,
            content: entry.content,
            given: entry.given,
            otherwise: entry.otherwise,
            defaults: Arc::clone(&self.defaults),
            filter: Arc::clone(&self.filter),
            filtered: Arc::clone(&self.filtered),
        })));
    }

    /// Reads a row of the open file; `false` where there is none.
    fn read_row(&mut self) -> bool {
        let Some(reading) = &mut self.reading else { return false };
        let Some(Row { member, spot, entry }) = reading.rows.next() else {
            self.reading = None;
            return false;
        };
        let seen = reading.behind.as_ref().is_some_and(|behind| {
            behind.member.is_none() && member.is_none() && spot <= behind.spot
        });
        if seen {
            return true;
        }
        let stem = member
            .as_deref()
            .map_or(reading.stem.clone(), |member| Format::of_name(Path::new(member)).stem);
        let place = Place { path: reading.place.path.clone(), member, spot };
        let usual_id = spot.map_or(stem.clone(), |spot| format!("{stem}:{}", spot.number()));
        match entry {
            Ok(entry) => self.take(place, usual_id, entry),
            Err(error) => self.skip(place, error),
        }
        true
    }
}

/// What can be said against an article before its page is looked into.
fn check(filter: &Filter, entry: &Entry) -> Result<(), FilteredBy> {
    if let Some(url) = entry.given.url.as_deref().or(entry.otherwise.url.as_deref()) {
        filter.check_url(url)?;
    }
    entry.given.language.as_deref().map_or(Ok(()), |code| filter.check_language(code))
}

/// Opens a file whose name may say that it is compressed.
fn open_compressed(
    path: &Path,
    compression: Option<Compression>,
    progress: &Arc<AtomicU64>,
) -> Result<Raw, IngestError> {
    let mut raw = Raw::open(path, progress)?;
    if let Some(compression) = compression
        && !raw.is(compression).map_err(IngestError::from_io)?
    {
        return Err(IngestError::NotCompressed { ending: compression.ending() });
    }
    Ok(raw)
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
