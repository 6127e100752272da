//! ZIP files of articles.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::error::{IngestError, WarningKind};
use crate::format::Format;
use crate::open::{Opened, Opening, open};
use crate::place::Spot;
use crate::rows::{Row, Rows};
use crate::stream::{Bomb, Raw, Seekable, torn};

/// Prose shrinks to a fourth, repetitive tables to a fiftieth: what shrinks more is made to fill a disk.
const MOST_RATIO: u64 = 200;
/// Members up to this size are never taken for bombs.
const HARMLESS: u64 = 16 << 20;
const BUFFER: usize = 64 * 1024;

/// The members of a ZIP file whose names we know, in the order of its directory, each read as the file that it is.
///
/// A member streams as a file does. Folders, hidden files and what macOS adds are left out; a member that we cannot
/// read is a row of its own. ZIP files within are not opened.
pub(crate) struct Zipped {
    file: Shared,
    members: std::vec::IntoIter<Member>,
    opening: Opening,
    /// The member whose articles come.
    reading: Option<Reading>,
    /// Bytes that all members together may still unpack to.
    allowance: Arc<AtomicU64>,
}

struct Member {
    name: Arc<str>,
    start: u64,
    compressed: u64,
    crc: u32,
    method: CompressionMethod,
    encrypted: bool,
}

struct Reading {
    name: Arc<str>,
    rows: Box<dyn Rows>,
    /// What is odd about the member; it comes with its first article.
    warnings: Vec<WarningKind>,
    /// Rows up to and with this spot were read before.
    behind: Option<Spot>,
}

impl Zipped {
    /// Reads the directory.
    pub(crate) fn open(raw: Raw, opening: &Opening) -> Result<Self, IngestError> {
        let mut reader = raw.into_seekable()?;
        let length = reader.seek(SeekFrom::End(0)).map_err(IngestError::from_io)?;
        let file = Shared { file: Arc::new(Mutex::new(reader)), position: 0, end: length };
        let mut archive = ZipArchive::new(BufReader::with_capacity(BUFFER, file.clone()))
            .map_err(|_| IngestError::DamagedZip)?;
        let mut members = Vec::with_capacity(archive.len());
        for at in 0..archive.len() {
            let Ok(member) = archive.by_index_raw(at) else { return Err(IngestError::DamagedZip) };
            let name = String::from_utf8_lossy(member.name_raw()).into_owned();
            if member.is_dir() || is_hidden(&name) {
                continue;
            }
            members.push(Member {
                name: name.into(),
                start: member.data_start().ok_or(IngestError::DamagedZip)?,
                compressed: member.compressed_size(),
                crc: member.crc32(),
                method: member.compression(),
                encrypted: member.encrypted(),
            });
        }
        if let Some(name) = opening.behind.as_ref().and_then(|place| place.member.as_deref())
            && let Some(at) = members.iter().position(|member| &*member.name == name)
        {
            let whole = opening.behind.as_ref().is_some_and(|place| place.spot.is_none());
            members.drain(..at + usize::from(whole));
        }
        let allowance =
            Arc::new(AtomicU64::new((length.saturating_mul(MOST_RATIO)).max(4 * HARMLESS)));
        let opening = opening.clone();
        Ok(Self { file, members: members.into_iter(), opening, reading: None, allowance })
    }

    fn open_member(&mut self, member: &Member) -> Result<Opened, IngestError> {
        let name = Format::of_name(Path::new(&*member.name));
        let format = name.format.ok_or(IngestError::UnknownFormat)?;
        if format == Format::Zip {
            return Err(IngestError::NestedZip);
        }
        if member.encrypted {
            return Err(IngestError::EncryptedMember);
        }
        let end = member.start.checked_add(member.compressed).filter(|end| *end <= self.file.end);
        let section = Shared {
            position: member.start,
            end: end.ok_or(IngestError::DamagedZip)?,
            ..self.file.clone()
        };
        let section = BufReader::with_capacity(BUFFER, section);
        let inner: Box<dyn Read + Send> = match member.method {
            CompressionMethod::Stored => Box::new(section),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(section)),
            other => return Err(IngestError::ZipMethod { method: other.to_string() }),
        };
        let reader = Unpacking {
            inner,
            sum: Crc::new(),
            expected: member.crc,
            left: member.compressed.saturating_mul(MOST_RATIO).max(HARMLESS),
            allowance: Arc::clone(&self.allowance),
        };
        // What is read of the ZIP file itself was counted when it was opened.
        let raw = Raw::from_reader(Box::new(reader), &Arc::default());
        let behind = self
            .opening
            .behind
            .clone()
            .filter(|place| place.member.as_deref() == Some(&*member.name));
        let behind = behind.map(|place| crate::place::Place { member: None, ..place });
        open(raw, format, &Opening { behind, ..self.opening.clone() })
    }
}

impl Rows for Zipped {
    fn next(&mut self) -> Option<Row> {
        loop {
            if let Some(reading) = &mut self.reading {
                match reading.rows.next() {
                    None => self.reading = None,
                    Some(row) if row.spot.is_some() && row.spot <= reading.behind => {}
                    Some(mut row) => {
                        if let Ok(entry) = &mut row.entry {
                            entry.warnings.splice(..0, reading.warnings.drain(..));
                        }
                        return Some(Row { member: Some(Arc::clone(&reading.name)), ..row });
                    }
                }
                continue;
            }
            let member = self.members.next()?;
            let name = Arc::clone(&member.name);
            let entry = match self.open_member(&member) {
                Ok(Opened::One(entry)) => Ok(*entry),
                Ok(Opened::Many(rows, warnings)) => {
                    let behind = self.opening.behind.as_ref();
                    let behind = behind
                        .filter(|place| place.member.as_deref() == Some(&*name))
                        .and_then(|place| place.spot);
                    self.reading = Some(Reading { name, rows, warnings, behind });
                    continue;
                }
                Err(error) => Err(error),
            };
            return Some(Row { member: Some(name), spot: None, entry });
        }
    }
}

/// A name that begins with a full stop, or lies in a folder that does; and the folder of macOS.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part.starts_with('.') || part == "__MACOSX")
}

/// A stretch of a file that several readers share, each with a position of its own.
#[derive(Clone)]
struct Shared {
    file: Arc<Mutex<Box<dyn Seekable>>>,
    position: u64,
    end: u64,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        if wanted == 0 {
            return Ok(0);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.position))?;
        let read = file.read(&mut buffer[..wanted])?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(to) => Some(to),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = to.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// A member's bytes, unpacked, within their limits and with their sum.
struct Unpacking {
    inner: Box<dyn Read + Send>,
    sum: Crc,
    expected: u32,
    left: u64,
    allowance: Arc<AtomicU64>,
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = self.inner.read(buffer).map_err(torn)?;
        if read == 0 && self.sum.sum() != self.expected {
            return Err(torn(io::Error::new(io::ErrorKind::InvalidData, "its checksum differs")));
        }
        self.sum.update(&buffer[..read]);
        let all_left = self.allowance.load(Ordering::Relaxed);
        if read as u64 > self.left || read as u64 > all_left {
            return Err(io::Error::other(Bomb));
        }
        self.left -= read as u64;
        self.allowance.store(all_left - read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
