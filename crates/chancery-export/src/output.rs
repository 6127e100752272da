//! Where an export goes: a file, a folder or a stream, and what stands beside it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chancery_archive::rows::Finding;
use chancery_record::Span;
use serde_json::{Map, Value, json};
use tempfile::{NamedTempFile, TempDir};

use crate::error::ExportError;
use crate::layout::Layout;
use crate::options::Options;
use crate::row::{DateFrom, Row};
use crate::source::Meta;
use crate::tsv::tsv_line;

/// Columns of `PATH.evidence.tsv`.
pub(crate) const EVIDENCE: [&str; 6] = ["row", "record_id", "document", "start", "end", "date"];

/// What an export is written into.
///
/// With a path, all is written under other names beside it and renamed when it is whole; dropped before
/// [`Output::finish`], nothing of it stays.
#[derive(Debug)]
pub struct Output {
    layout: Layout,
    to: Destination,
    evidence: Option<(BufWriter<NamedTempFile>, PathBuf)>,
    rows: u64,
    left_out: Vec<(&'static str, u64)>,
}

enum Destination {
    Stream(Option<Box<dyn Write + Send>>),
    File { path: PathBuf, temporary: NamedTempFile },
    Folder { path: PathBuf, temporary: TempDir },
}

impl std::fmt::Debug for Destination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stream(_) => f.write_str("Stream"),
            Self::File { path, .. } => f.debug_tuple("File").field(path).finish(),
            Self::Folder { path, .. } => f.debug_tuple("Folder").field(path).finish(),
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Rows of the layout's first table, or objects.
    pub rows: u64,
    /// Records that the layout cannot hold, by why: `without a date`.
    pub left_out: Vec<(&'static str, u64)>,
    /// Files that stand there now, the sidecars last; none of a stream.
    pub files: Vec<PathBuf>,
}

impl Output {
    /// Into a file; into a folder for a layout of several files.
    ///
    /// # Errors
    /// Where something else stands at the path, or its folder cannot be written to.
    pub fn to_path(layout: Layout, path: &Path) -> Result<Self, ExportError> {
        let path = std::path::absolute(path).map_err(|error| at(path, &error))?;
        let parent = path.parent().unwrap_or(Path::new("/"));
        let to = if layout.is_folder() {
            if path.is_file() {
                return Err(wrong(path, layout, "a file", "a folder"));
            }
            own_folder(layout, &path)?;
            let temporary = tempfile::Builder::new()
                .prefix(".chancery-export-")
                .tempdir_in(parent)
                .map_err(|error| at(&path, &error))?;
            Destination::Folder { path, temporary }
        } else {
            if path.is_dir() {
                return Err(wrong(path, layout, "a folder", "a file"));
            }
            let temporary = temporary_file(parent).map_err(|error| at(&path, &error))?;
            Destination::File { path, temporary }
        };
        Ok(Self { layout, to, evidence: None, rows: 0, left_out: Vec::new() })
    }

    /// Into a stream, such as standard output: without sidecars.
    ///
    /// # Errors
    /// Where the layout writes several files.
    pub fn to_stream(layout: Layout, stream: Box<dyn Write + Send>) -> Result<Self, ExportError> {
        if layout.is_folder() {
            return Err(ExportError::NeedsFolder(layout));
        }
        let to = Destination::Stream(Some(stream));
        Ok(Self { layout, to, evidence: None, rows: 0, left_out: Vec::new() })
    }

    /// One that keeps nothing: for a second walk.
    pub(crate) fn nowhere(layout: Layout) -> Self {
        let to = Destination::Stream(None);
        Self { layout, to, evidence: None, rows: 0, left_out: Vec::new() }
    }

    /// Begins a file of the folder, `name` with its ending; of a layout that is one file that file, once.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn table(&mut self, name: &str) -> Result<Table, ExportError> {
        let (sink, path): (Box<dyn Write + Send>, _) = match &mut self.to {
            Destination::Stream(stream) => (
                stream.take().expect("a layout of one file begins one file"),
                PathBuf::from("standard output"),
            ),
            Destination::File { path, temporary } => {
                let file = temporary.reopen().map_err(|error| at(path, &error))?;
                (Box::new(file), path.clone())
            }
            Destination::Folder { path, temporary } => {
                let file = File::create(temporary.path().join(name))
                    .map_err(|error| at(&path.join(name), &error))?;
                (Box::new(file), path.join(name))
            }
        };
        Ok(Table { sink: BufWriter::with_capacity(1 << 16, sink), path })
    }

    /// Counts a row of the first table; gives its number, from 1.
    pub fn row(&mut self) -> u64 {
        self.rows += 1;
        self.rows
    }

    /// Counts a record that the layout cannot hold: `why` ends the sentence "left out: 3 …".
    pub fn leave_out(&mut self, why: &'static str) {
        match self.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => self.left_out.push((why, 1)),
        }
    }

    /// Leads a row back to the reports that it is made of, in `PATH.evidence.tsv`.
    ///
    /// # Errors
    /// Where that file takes no more.
    pub fn evidence(
        &mut self,
        row_number: u64,
        row: &Row<'_>,
        date: DateFrom,
    ) -> Result<(), ExportError> {
        for report in row.reports {
            self.evidence_of(row_number, row.id, report, report.evidence, Some(date))?;
        }
        Ok(())
    }

    /// Leads a row back to one stretch of one report.
    ///
    /// # Errors
    /// Where the sidecar takes no more.
    pub fn evidence_of(
        &mut self,
        row_number: u64,
        record: &str,
        report: &Finding,
        span: Span,
        date: Option<DateFrom>,
    ) -> Result<(), ExportError> {
        self.evidence_line(row_number, record, &report.article.id, span, date)
    }

    /// Leads a row back to one stretch of one document, whose article's id it is.
    ///
    /// # Errors
    /// Where the sidecar takes no more.
    pub fn evidence_line(
        &mut self,
        row_number: u64,
        record: &str,
        document: &str,
        span: Span,
        date: Option<DateFrom>,
    ) -> Result<(), ExportError> {
        if self.evidence.is_none() && !self.open_evidence()? {
            return Ok(());
        }
        let Some((file, path)) = &mut self.evidence else { return Ok(()) };
        let cells = [
            row_number.to_string(),
            record.to_owned(),
            document.to_owned(),
            span.start.to_string(),
            span.end.to_string(),
            date.map_or("", DateFrom::name).to_owned(),
        ];
        file.write_all(tsv_line(&cells).as_bytes()).map_err(|error| at(path, &error))?;
        Ok(())
    }

    /// Whether there is a sidecar; begins it.
    fn open_evidence(&mut self) -> Result<bool, ExportError> {
        let (Destination::File { path, .. } | Destination::Folder { path, .. }) = &self.to else {
            return Ok(false);
        };
        let sidecar = beside(path, "evidence.tsv");
        let parent = path.parent().unwrap_or(Path::new("/"));
        let temporary = temporary_file(parent).map_err(|error| at(&sidecar, &error))?;
        let mut file = BufWriter::with_capacity(1 << 16, temporary);
        file.write_all(tsv_line(&EVIDENCE).as_bytes()).map_err(|error| at(&sidecar, &error))?;
        self.evidence = Some((file, sidecar));
        Ok(true)
    }

    /// Writes the sidecars and renames everything into place. All tables must be finished.
    ///
    /// # Errors
    /// Where the disk takes no more, or a name cannot be changed.
    pub fn finish(mut self, meta: &Meta, options: &Options) -> Result<Written, ExportError> {
        // A layout with this sidecar has it also where there is no row.
        if self.layout.has_evidence() && self.evidence.is_none() {
            self.open_evidence()?;
        }
        let about = about(self.layout, meta, options, self.rows, &self.left_out);
        let mut files = Vec::new();
        let path = match self.to {
            Destination::Stream(stream) => {
                // A layout without a single table still owns its stream.
                if let Some(mut stream) = stream {
                    stream.flush()?;
                }
                return Ok(Written { rows: self.rows, left_out: self.left_out, files });
            }
            Destination::File { path, temporary } => {
                place(temporary, &path)?;
                files.push(path.clone());
                path
            }
            Destination::Folder { path, temporary } => {
                place_folder(temporary, &path)?;
                let mut names: Vec<PathBuf> = fs::read_dir(&path)
                    .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
                    .map_err(|error| at(&path, &error))?;
                names.sort();
                files.append(&mut names);
                path
            }
        };
        let stale = beside(&path, "evidence.tsv");
        if let Some((file, sidecar)) = self.evidence {
            let temporary = file.into_inner().map_err(|error| at(&sidecar, error.error()))?;
            place(temporary, &sidecar)?;
            files.push(sidecar);
        } else if stale.is_file() {
            // It told of what stood there before.
            fs::remove_file(&stale).map_err(|error| at(&stale, &error))?;
        }
        let sidecar = beside(&path, "meta.json");
        let parent = path.parent().unwrap_or(Path::new("/"));
        let mut temporary = temporary_file(parent).map_err(|error| at(&sidecar, &error))?;
        temporary.write_all(about.as_bytes()).map_err(|error| at(&sidecar, &error))?;
        place(temporary, &sidecar)?;
        files.push(sidecar);
        Ok(Written { rows: self.rows, left_out: self.left_out, files })
    }
}

/// One file of an export. [`Table::finish`] must follow the last write.
pub struct Table {
    sink: BufWriter<Box<dyn Write + Send>>,
    path: PathBuf,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Table").field(&self.path).finish()
    }
}

impl Table {
    /// Puts out what still lies in memory.
    ///
    /// # Errors
    /// Where the disk, or whoever reads the stream, takes no more.
    pub fn finish(mut self) -> Result<(), ExportError> {
        Ok(self.flush()?)
    }
}

impl Write for Table {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes).map_err(|error| at(&self.path, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush().map_err(|error| at(&self.path, &error))
    }
}

/// `PATH.ENDING`, beside a file or a folder.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// An error of the system that names the file.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!(
            "cannot write {}: {error}; check the path and the room on the disk",
            path.display()
        ),
    )
}

fn wrong(path: PathBuf, layout: Layout, found: &'static str, wanted: &'static str) -> ExportError {
    ExportError::WrongPlace { path, layout, found, wanted }
}

/// A file without a name that anybody looks for, readable for all whom the system's mask lets read.
fn temporary_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chancery-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Gives a whole file its name.
fn place(temporary: NamedTempFile, path: &Path) -> Result<(), ExportError> {
    temporary.as_file().sync_all().map_err(|error| at(path, &error))?;
    temporary.persist(path).map_err(|error| at(path, &error.error))?;
    Ok(())
}

/// Gives a whole folder its name, in the place of an earlier export.
fn place_folder(temporary: TempDir, path: &Path) -> Result<(), ExportError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The folder was made for our eyes alone; it gets what a folder made here would have.
        let probe = temporary.path().join("probe");
        let mode = fs::create_dir(&probe)
            .and_then(|()| fs::metadata(&probe))
            .and_then(|data| fs::remove_dir(&probe).map(|()| data.permissions().mode()))
            .map_err(|error| at(path, &error))?;
        fs::set_permissions(temporary.path(), fs::Permissions::from_mode(mode))
            .map_err(|error| at(path, &error))?;
    }
    if path.is_dir() {
        fs::remove_dir_all(path).map_err(|error| at(path, &error))?;
    }
    let whole = temporary.keep();
    if let Err(error) = fs::rename(&whole, path) {
        // What cannot be put in its place is not left lying about.
        drop(fs::remove_dir_all(&whole));
        return Err(at(path, &error).into());
    }
    Ok(())
}

/// A folder is replaced only where all in it is of such an export.
fn own_folder(layout: Layout, path: &Path) -> Result<(), ExportError> {
    let Ok(entries) = fs::read_dir(path) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(|error| at(path, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !layout.tables().iter().any(|table| table.file == name) {
            return Err(ExportError::ForeignFolder { path: path.to_owned(), found: name });
        }
    }
    Ok(())
}

/// `PATH.meta.json`.
fn about(
    layout: Layout,
    meta: &Meta,
    options: &Options,
    rows: u64,
    left_out: &[(&'static str, u64)],
) -> String {
    let all = |part: fn(&chancery_record::ReaderId) -> &str| {
        let mut parts: Vec<&str> = meta.readers.iter().map(part).collect();
        parts.sort_unstable();
        parts.dedup();
        parts.join(", ")
    };
    let codebook: Map<String, Value> = meta
        .codebooks
        .iter()
        .map(|(name, version)| (name.clone(), Value::from(version.as_str())))
        .collect();
    let left_out: Map<String, Value> =
        left_out.iter().map(|&(why, count)| (why.to_owned(), Value::from(count))).collect();
    let reader = all(|reader| &reader.version);
    let statuses: Vec<&str> =
        ["occurred", "ongoing", "planned", "hypothetical", "denied", "failed"]
            .into_iter()
            .filter(|status| options.takes(layout, status))
            .collect();
    let cite = format!(
        "Chancery {reader}: {layout} export of archive {}{}{}.",
        meta.archive,
        meta.query.as_ref().map_or(String::new(), |query| format!(", query {query:?}")),
        meta.as_of.as_ref().map_or(String::new(), |day| format!(", as of {day}")),
    );
    let about = json!({
        "layout": layout.name(),
        "query": meta.query,
        "as_of": meta.as_of,
        "options": options,
        "statuses": statuses,
        "reader": reader,
        "model": all(|reader| &reader.model),
        "data": all(|reader| &reader.data),
        "archive": meta.archive,
        "codebook": codebook,
        "rows": rows,
        "left_out": left_out,
        "cite": cite,
    });
    let mut text = serde_json::to_string_pretty(&about).expect("plain values serialise");
    text.push('\n');
    text
}
