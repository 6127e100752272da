use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::error::IngestError;

/// The most that one document may take: larger ones are refused before they fill the memory.
pub(crate) const DOCUMENT_LIMIT: u64 = 1 << 30;
const BUFFER: usize = 256 * 1024;

/// Bytes of a file or of standard input, decompressed.
pub(crate) type Stream = Box<dyn BufRead + Send>;

/// Opens a file; what is read of it is added to `progress`.
pub(crate) fn open(
    path: &Path,
    gzip: bool,
    progress: &Arc<AtomicU64>,
) -> Result<Stream, IngestError> {
    let file = File::open(path).map_err(IngestError::from_io)?;
    let counted = Counted { inner: file, progress: Arc::clone(progress) };
    let mut stream = decompress(Box::new(BufReader::with_capacity(BUFFER, counted)))?;
    if gzip && !stream.gzip {
        // An empty file is empty text, whatever its name.
        let empty = stream.bytes.fill_buf().map_err(IngestError::from_io)?.is_empty();
        if !empty {
            return Err(IngestError::NotGzip);
        }
    }
    Ok(stream.bytes)
}

/// Takes standard input, or any other reader.
pub(crate) fn from_reader(
    reader: Box<dyn Read + Send>,
    progress: &Arc<AtomicU64>,
) -> Result<Stream, IngestError> {
    let counted = Counted { inner: reader, progress: Arc::clone(progress) };
    Ok(decompress(Box::new(BufReader::with_capacity(BUFFER, counted)))?.bytes)
}

struct Opened {
    bytes: Stream,
    gzip: bool,
}

/// Compressed bytes are known by their first two, whatever the name says.
fn decompress(mut bytes: Stream) -> Result<Opened, IngestError> {
    let head = bytes.fill_buf().map_err(IngestError::from_io)?;
    if !head.starts_with(&[0x1F, 0x8B]) {
        return Ok(Opened { bytes, gzip: false });
    }
    let decoder = Gunzip { inner: MultiGzDecoder::new(bytes) };
    Ok(Opened { bytes: Box::new(BufReader::with_capacity(BUFFER, decoder)), gzip: true })
}

/// Reads all of a document.
pub(crate) fn read_whole(mut stream: Stream) -> Result<Vec<u8>, IngestError> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(DOCUMENT_LIMIT + 1).read_to_end(&mut bytes);
    match read {
        Err(source) => Err(read_error(source)),
        Ok(read) if read as u64 > DOCUMENT_LIMIT => {
            Err(IngestError::TooLong { limit: DOCUMENT_LIMIT })
        }
        Ok(_) => Ok(bytes),
    }
}

/// Tells damaged compressed data from a failing disk.
pub(crate) fn read_error(source: io::Error) -> IngestError {
    if source.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Torn>) {
        return IngestError::TornGzip { source };
    }
    IngestError::from_io(source)
}

/// Marks errors of the decompressor.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Torn(io::Error);

struct Gunzip<R> {
    inner: MultiGzDecoder<R>,
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData => io::Error::other(Torn(error)),
            _ => error,
        })
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
