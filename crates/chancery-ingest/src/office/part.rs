use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::OfficeError;
use crate::decode::decode_text;

/// The most that one part of a document may unpack to.
const PART_LIMIT: u64 = 128 << 20;
/// The most parts that a document may have.
const MOST_PARTS: usize = 10_000;

/// An Open Packaging container (ECMA-376 part 2): a ZIP of XML parts.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, OfficeError> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| OfficeError::DamagedContainer)?;
        if archive.len() > MOST_PARTS {
            return Err(OfficeError::DamagedContainer);
        }
        Ok(Self { archive })
    }

    /// A part as text, UTF-8 or UTF-16; `None` where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        let part = match self.archive.by_name(name) {
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(OfficeError::Encrypted);
            }
            Err(_) => return Err(OfficeError::DamagedContainer),
            Ok(part) => part,
        };
        let mut bytes = Vec::new();
        // The declared size is not believed.
        let read = part.take(PART_LIMIT + 1).read_to_end(&mut bytes);
        match read {
            Err(_) => Err(OfficeError::DamagedContainer),
            Ok(read) if read as u64 > PART_LIMIT => {
                Err(OfficeError::TooLarge { limit: PART_LIMIT })
            }
            Ok(_) => Ok(Some(decode_text(bytes))),
        }
    }
}
