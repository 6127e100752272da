use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;

use crate::error::IngestError;

/// The most that one document may take: larger ones are refused before they fill the memory.
pub(crate) const DOCUMENT_LIMIT: u64 = 1 << 30;
const BUFFER: usize = 256 * 1024;

/// Bytes of a file or of standard input, decompressed.
pub(crate) type Stream = Box<dyn BufRead + Send>;

/// Bytes of a file or of standard input as they lie there, compressed or not, from the beginning.
pub(crate) struct Raw {
    reader: BufReader<Counted<Source>>,
    offset: u64,
}

/// How a file may be compressed as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    Gzip,
    Bzip2,
}

impl Compression {
    /// Ending of a file's name.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Bzip2 => "bz2",
        }
    }

    /// How such files begin.
    fn magic(self) -> &'static [u8] {
        match self {
            Self::Gzip => &[0x1F, 0x8B],
            Self::Bzip2 => b"BZh",
        }
    }
}

enum Source {
    File(File),
    Reader(Box<dyn Read + Send>),
}

impl Raw {
    /// Whether the bytes are compressed, as one `compression` or another; an empty file is anything.
    pub(crate) fn is(&mut self, compression: Compression) -> io::Result<bool> {
        let head = self.fill_buf()?;
        Ok(head.is_empty() || head.starts_with(compression.magic()))
    }

    /// Opens a file; what is read of it is added to `progress`.
    pub(crate) fn open(path: &Path, progress: &Arc<AtomicU64>) -> Result<Self, IngestError> {
        let file = File::open(path).map_err(IngestError::from_io)?;
        Ok(Self::new(Source::File(file), progress))
    }

    /// Takes standard input, or any other reader.
    pub(crate) fn from_reader(reader: Box<dyn Read + Send>, progress: &Arc<AtomicU64>) -> Self {
        Self::new(Source::Reader(reader), progress)
    }

    fn new(inner: Source, progress: &Arc<AtomicU64>) -> Self {
        let counted = Counted { inner, progress: Arc::clone(progress) };
        Self { reader: BufReader::with_capacity(BUFFER, counted), offset: 0 }
    }

    /// Bytes of the file before what comes next.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Goes on at that byte of the file; `false` where it is none, but a pipe.
    pub(crate) fn go_to(&mut self, offset: u64) -> io::Result<bool> {
        let buffered = self.reader.buffer().len();
        let counted = self.reader.get_mut();
        let Source::File(file) = &mut counted.inner else { return Ok(false) };
        file.seek(SeekFrom::Start(offset))?;
        // Wraps around where it goes back.
        let ahead = offset.wrapping_sub(self.offset + buffered as u64);
        counted.progress.fetch_add(ahead, Ordering::Relaxed);
        self.reader.consume(buffered);
        self.offset = offset;
        Ok(true)
    }

    pub(crate) fn into_seekable(self) -> Result<Box<dyn Seekable>, IngestError> {
        if matches!(self.reader.get_ref().inner, Source::Reader(_)) {
            return Ok(Box::new(io::Cursor::new(read_whole(Box::new(self))?)));
        }
        let Counted { inner: Source::File(mut file), progress } = self.reader.into_inner() else {
            unreachable!("it is a file")
        };
        file.rewind().map_err(IngestError::from_io)?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        progress.fetch_add(length, Ordering::Relaxed);
        Ok(Box::new(file))
    }

    /// Decompresses what is gzip or bzip2 by its first bytes, whatever the name says.
    pub(crate) fn decompressed(mut self) -> Result<Stream, IngestError> {
        let head = self.fill_buf().map_err(IngestError::from_io)?;
        if head.starts_with(Compression::Gzip.magic()) {
            let decoder = Checked { inner: MultiGzDecoder::new(self) };
            return Ok(Box::new(BufReader::with_capacity(BUFFER, decoder)));
        }
        if head.starts_with(Compression::Bzip2.magic()) {
            let decoder = Checked { inner: MultiBzDecoder::new(self) };
            return Ok(Box::new(BufReader::with_capacity(BUFFER, decoder)));
        }
        Ok(Box::new(self))
    }
}

/// A file, or the bytes of one.
pub(crate) trait Seekable: Read + Seek + Send {}

impl<T: Read + Seek + Send> Seekable for T {}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.offset += read as u64;
        Ok(read)
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.reader.consume(amount);
        self.offset += amount as u64;
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Reader(reader) => reader.read(buffer),
        }
    }
}

/// The first `length` bytes of a stream, fewer only where it ends before, and the stream with them.
pub(crate) fn peek(mut stream: Stream, length: usize) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    stream.by_ref().take(length as u64).read_to_end(&mut head)?;
    let whole = io::Cursor::new(head.clone()).chain(stream);
    Ok((head, Box::new(whole)))
}

/// Reads all of a document.
pub(crate) fn read_whole(stream: Stream) -> Result<Vec<u8>, IngestError> {
    read_up_to(stream, DOCUMENT_LIMIT)
}

/// Reads all of a document that may take `limit` bytes.
pub(crate) fn read_up_to(mut stream: Stream, limit: u64) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(limit + 1).read_to_end(&mut bytes);
    match read {
        Err(source) => Err(read_error(source)),
        Ok(read) if read as u64 > limit => Err(IngestError::TooLong { limit }),
        Ok(_) => Ok(bytes),
    }
}

/// Tells damaged compressed data from a failing disk.
pub(crate) fn read_error(source: io::Error) -> IngestError {
    if source.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Torn>) {
        return IngestError::TornGzip { source };
    }
    if source.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Bomb>) {
        return IngestError::ZipBomb;
    }
    IngestError::from_io(source)
}

/// Marks a decompressor's error as one, unless the disk failed.
pub(crate) fn torn(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            io::Error::other(Torn(error))
        }
        _ => error,
    }
}

/// Marks data that unpacks to more than anybody writes.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to far more than it holds")]
pub(crate) struct Bomb;

/// Marks errors of the decompressor.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Torn(io::Error);

/// A decompressor.
struct Checked<R> {
    inner: R,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(torn)
    }
}

/// Adds up what is read, for a progress bar.
struct Counted<R> {
    inner: R,
    progress: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
