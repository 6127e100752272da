//! Numbers as bytes: LEB128 varints, and sorted hashes by their differences.

/// Why bytes are no [`Terms`](crate::Terms) or [`Signature`](crate::Signature).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// Made by a later program, or no such digest at all.
    #[error(
        "version {found} of the {what} is not known here: read the article again (`chancery reread`)"
    )]
    Version {
        /// *terms* or *signature*
        what: &'static str,
        /// The first byte.
        found: u8,
    },
    /// The bytes end early, go on too long, or hold a number that cannot be.
    #[error("the {what} are damaged at byte {at}: read the article again (`chancery reread`)")]
    Damaged {
        /// *terms* or *signature*
        what: &'static str,
        /// Where it was noticed.
        at: usize,
    },
}

/// Appends a number, seven bits a byte, the lowest first; the eighth bit says that more follow.
pub(crate) fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads bytes from their start.
#[derive(Debug)]
pub(crate) struct Bytes<'b> {
    all: &'b [u8],
    at: usize,
    what: &'static str,
}

impl<'b> Bytes<'b> {
    /// Checks the version, which is the first byte.
    pub(crate) fn of(
        bytes: &'b [u8],
        what: &'static str,
        version: u8,
    ) -> Result<Self, FormatError> {
        match bytes.first() {
            Some(&found) if found == version => Ok(Self { all: bytes, at: 1, what }),
            Some(&found) => Err(FormatError::Version { what, found }),
            None => Err(FormatError::Damaged { what, at: 0 }),
        }
    }

    pub(crate) fn damaged(&self) -> FormatError {
        FormatError::Damaged { what: self.what, at: self.at }
    }

    pub(crate) fn byte(&mut self) -> Result<u8, FormatError> {
        let byte = *self.all.get(self.at).ok_or(self.damaged())?;
        self.at += 1;
        Ok(byte)
    }

    pub(crate) fn number(&mut self) -> Result<u32, FormatError> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.damaged())
    }

    /// A count of things that take at least a byte each, so that no more memory is asked for than the bytes warrant.
    pub(crate) fn count(&mut self) -> Result<usize, FormatError> {
        let count = self.number()? as usize;
        if count > self.all.len() - self.at {
            return Err(self.damaged());
        }
        Ok(count)
    }

    /// The next of ascending numbers, given the one before it.
    pub(crate) fn after(&mut self, last: Option<u32>) -> Result<u32, FormatError> {
        let step = self.number()?;
        match last {
            None => Some(step),
            Some(last) => last.checked_add(step).and_then(|n| n.checked_add(1)),
        }
        .ok_or(self.damaged())
    }

    pub(crate) fn end(self) -> Result<(), FormatError> {
        if self.at == self.all.len() { Ok(()) } else { Err(self.damaged()) }
    }
}

/// Appends what [`Bytes::after`] reads.
pub(crate) fn put_after(bytes: &mut Vec<u8>, last: Option<u32>, number: u32) {
    put(bytes, last.map_or(number, |last| number - last - 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let mut bytes = vec![1];
        for number in [0, 127, 128, 300, u32::MAX] {
            put(&mut bytes, number);
        }
        let mut read = Bytes::of(&bytes, "terms", 1).unwrap();
        for number in [0, 127, 128, 300, u32::MAX] {
            assert_eq!(read.number(), Ok(number));
        }
        read.end().unwrap();
    }

    #[test]
    fn a_count_beyond_the_bytes_is_damage() {
        let bytes = [1, 0xff, 0xff, 0xff, 0xff, 0x0f, 0];
        let mut read = Bytes::of(&bytes, "terms", 1).unwrap();
        assert_eq!(read.count(), Err(FormatError::Damaged { what: "terms", at: 6 }));
    }

    #[test]
    fn a_later_version_is_named() {
        let error = Bytes::of(&[9], "terms", 1).unwrap_err();
        assert_eq!(error, FormatError::Version { what: "terms", found: 9 });
        assert!(error.to_string().contains("reread"));
    }
}
