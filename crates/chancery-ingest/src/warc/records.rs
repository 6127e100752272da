use std::io::{self, BufRead, Read};
use std::mem;

use flate2::bufread::GzDecoder;

use crate::stream::Raw;

/// The head of a record may take this much.
const HEAD_LIMIT: usize = 64 * 1024;
/// Bytes decompressed at a time.
const CHUNK: usize = 64 * 1024;
/// A member that unpacks to more than this …
const LARGE: u64 = 64 << 20;
/// … and to more than this many times its size is made to do harm.
const RATIO: u64 = 400;

/// The records of a WARC, one after the other; memory holds one head and what is asked for of its payload.
///
/// A gzipped WARC is one gzip member a record, so that a reader can begin at any of them: the spot of a
/// record is the byte of the file where its member begins. Several records in one member, as in a WARC
/// gzipped as a whole, have spots that count on from there, and nobody can begin at them.
pub(super) struct Records {
    source: Source,
    gzip: bool,
    /// Unpacked and unread: `buffer[at..]`.
    buffer: Vec<u8>,
    at: usize,
    /// Where the gzip member begins, and how many of its records were begun.
    member: u64,
    n_in_member: u64,
    /// Bytes that the member unpacked to so far.
    unpacked: u64,
    spot: u64,
    /// Bytes of the payload that are unread.
    left: u64,
    lost: Option<Lost>,
}

enum Source {
    Plain(Raw),
    Member(Box<GzDecoder<Raw>>),
    /// Between two members.
    Between(Raw),
    Ended,
}

/// What must be done before the next record is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// Look for a record in what comes next.
    Record,
    /// Look for a gzip member behind the beginning of the one that broke.
    Member,
}

/// Why a record could not be read.
#[derive(Debug)]
pub(super) enum Broken {
    /// The disk or the connection fails.
    Read(io::Error),
    /// The compressed data are damaged.
    Gzip(io::Error),
    /// The record is none.
    Record(&'static str),
}

/// The named fields of a record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    fields: Vec<(String, String)>,
}

impl Records {
    /// Begins at the record whose spot is `behind`, where one begins there, else at the beginning.
    pub(super) fn new(mut raw: Raw, behind: u64) -> io::Result<Self> {
        let gzip = raw.fill_buf()?.starts_with(&[0x1F, 0x8B]);
        if behind > 0 && raw.go_to(behind)? {
            let magic: &[u8] = if gzip { &[0x1F, 0x8B, 8] } else { b"WARC/" };
            if !raw.fill_buf()?.starts_with(magic) {
                raw.go_to(0)?;
            }
        }
        Ok(Self {
            source: if gzip { Source::Between(raw) } else { Source::Plain(raw) },
            gzip,
            buffer: Vec::new(),
            at: 0,
            member: 0,
            n_in_member: 0,
            unpacked: 0,
            spot: 0,
            left: 0,
            lost: None,
        })
    }

    /// Where the record in hand begins, or where it broke.
    pub(super) fn spot(&self) -> u64 {
        self.spot
    }

    /// Bytes of its payload that are unread.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// The head of the next record; after one that is broken, of the first that can be found behind it.
    pub(super) fn next(&mut self) -> Option<Result<Head, Broken>> {
        let found = match self.lost.take() {
            None => self.begin(),
            Some(Lost::Record) => self.find_record(),
            Some(Lost::Member) => self.find_member(),
        };
        match found {
            Ok(None) => None,
            Ok(Some(head)) => Some(Ok(head)),
            Err(broken) => Some(Err(self.lose(broken))),
        }
    }

    /// Appends up to `most` bytes of the payload; 0 at its end.
    pub(super) fn read_payload(
        &mut self,
        into: &mut Vec<u8>,
        most: usize,
    ) -> Result<usize, Broken> {
        let most = most.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let mut taken = 0;
        while taken < most {
            if self.at == self.buffer.len() && self.more().map_err(|broken| self.lose(broken))? == 0
            {
                return Err(self.lose(Broken::Record("it breaks off before its length")));
            }
            let unread = &self.buffer[self.at..];
            let part = unread.len().min(most - taken);
            into.extend_from_slice(&unread[..part]);
            self.at += part;
            taken += part;
        }
        self.left -= taken as u64;
        Ok(taken)
    }

    /// Passes over the rest of the payload and makes sure that it ends where its record says.
    pub(super) fn finish(&mut self) -> Result<(), Broken> {
        self.pass_over().map_err(|broken| self.lose(broken))
    }

    fn pass_over(&mut self) -> Result<(), Broken> {
        while self.left > 0 {
            if self.at == self.buffer.len() && self.more()? == 0 {
                return Err(Broken::Record("it breaks off before its length"));
            }
            let part = ((self.buffer.len() - self.at) as u64).min(self.left);
            self.at += part as usize;
            self.left -= part;
        }
        self.skip_line_ends()?;
        if self.at < self.buffer.len() && !self.at_record()? {
            return Err(Broken::Record("it goes on behind its length"));
        }
        Ok(())
    }

    fn lose(&mut self, broken: Broken) -> Broken {
        self.left = 0;
        self.lost = Some(Lost::Record);
        match &broken {
            Broken::Gzip(_) => self.lost = Some(Lost::Member),
            Broken::Read(_) => {
                self.lost = None;
                self.source = Source::Ended;
                self.buffer.clear();
                self.at = 0;
            }
            // The length may have led beyond the next record.
            Broken::Record(_) => {
                if let Source::Plain(raw) = &mut self.source
                    && raw.go_to(self.spot + 1).is_ok_and(|went| went)
                {
                    self.buffer.clear();
                    self.at = 0;
                }
            }
        }
        broken
    }

    /// The record that begins here, behind line ends; `None` at the end of the file.
    fn begin(&mut self) -> Result<Option<Head>, Broken> {
        loop {
            self.skip_line_ends()?;
            if self.at < self.buffer.len() {
                break;
            }
            if !self.next_member()? {
                return Ok(None);
            }
        }
        self.mark_spot();
        if !self.at_record()? {
            return Err(Broken::Record("no record begins where one should"));
        }
        self.read_head().map(Some)
    }

    fn mark_spot(&mut self) {
        self.spot = match &self.source {
            Source::Plain(raw) => raw.offset() - (self.buffer.len() - self.at) as u64,
            _ => self.member + self.n_in_member,
        };
        self.n_in_member += 1;
    }

    fn read_head(&mut self) -> Result<Head, Broken> {
        let mut searched = 0;
        let length = loop {
            let unread = &self.buffer[self.at..];
            if let Some(end) = end_of_head(unread, searched) {
                break end;
            }
            searched = unread.len().saturating_sub(3);
            if unread.len() > HEAD_LIMIT {
                return Err(Broken::Record("its head has no end"));
            }
            if self.more()? == 0 {
                return Err(Broken::Record("it breaks off in its head"));
            }
        };
        let head = Head::parse(&self.buffer[self.at..self.at + length]);
        self.at += length;
        let length = head.field("Content-Length").and_then(|length| length.trim().parse().ok());
        self.left = length.ok_or(Broken::Record("it tells no length"))?;
        Ok(head)
    }

    fn skip_line_ends(&mut self) -> Result<(), Broken> {
        loop {
            while self.buffer.get(self.at).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
                self.at += 1;
            }
            if self.at < self.buffer.len() || self.more()? == 0 {
                return Ok(());
            }
        }
    }

    fn at_record(&mut self) -> Result<bool, Broken> {
        while self.buffer.len() - self.at < 5 {
            if self.more()? == 0 {
                return Ok(false);
            }
        }
        Ok(self.buffer[self.at..].starts_with(b"WARC/"))
    }

    /// Unpacks some more; 0 at the end of the member, or of a plain file.
    fn more(&mut self) -> Result<usize, Broken> {
        if self.at == self.buffer.len() {
            self.buffer.clear();
            self.at = 0;
        }
        let before = self.buffer.len();
        self.buffer.resize(before + CHUNK, 0);
        let read = loop {
            let read = match &mut self.source {
                Source::Plain(raw) => raw.read(&mut self.buffer[before..]),
                Source::Member(decoder) => decoder.read(&mut self.buffer[before..]),
                Source::Between(_) | Source::Ended => Ok(0),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(before + *read.as_ref().unwrap_or(&0));
        let read = read.map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData => Broken::Gzip(error),
            _ => Broken::Read(error),
        })?;
        self.unpacked += read as u64;
        if let Source::Member(decoder) = &self.source
            && self.unpacked > LARGE
            && self.unpacked / RATIO > decoder.get_ref().offset() - self.member
        {
            return Err(Broken::Gzip(io::Error::other("it unpacks to far more than it is")));
        }
        Ok(read)
    }

    /// Opens the gzip member that begins here; `false` at the end of the file.
    fn next_member(&mut self) -> Result<bool, Broken> {
        let mut raw = match mem::replace(&mut self.source, Source::Ended) {
            Source::Member(decoder) => decoder.into_inner(),
            Source::Between(raw) => raw,
            plain => {
                self.source = plain;
                return Ok(false);
            }
        };
        // Some writers pad with zeros.
        let magic = loop {
            let head = raw.fill_buf().map_err(Broken::Read)?;
            if head.is_empty() {
                return Ok(false);
            }
            let zeros = head.iter().take_while(|byte| **byte == 0).count();
            if zeros == 0 {
                break head[0] == 0x1F;
            }
            raw.consume(zeros);
        };
        self.open_member(raw);
        if magic {
            return Ok(true);
        }
        self.spot = self.member;
        Err(Broken::Gzip(io::Error::other("no compressed record begins where one should")))
    }

    fn open_member(&mut self, raw: Raw) {
        self.member = raw.offset();
        self.n_in_member = 0;
        self.unpacked = 0;
        self.buffer.clear();
        self.at = 0;
        self.source = Source::Member(Box::new(GzDecoder::new(raw)));
    }

    /// Looks for a line that begins a record; in a gzipped file also behind the member.
    fn find_record(&mut self) -> Result<Option<Head>, Broken> {
        const LINE: &[u8] = b"\nWARC/";
        loop {
            if let Some(found) = memchr::memmem::find(&self.buffer[self.at..], LINE) {
                self.at += found + 1;
                return self.begin();
            }
            // Its first half may have come already.
            self.at = self.buffer.len().saturating_sub(LINE.len() - 1).max(self.at);
            let kept = self.buffer.split_off(self.at);
            self.buffer = kept;
            self.at = 0;
            let before = self.buffer.len();
            if self.more()? == 0 {
                self.at = before;
                return if self.gzip { self.begin() } else { Ok(None) };
            }
        }
    }

    /// Looks for the next gzip member that holds a record.
    fn find_member(&mut self) -> Result<Option<Head>, Broken> {
        loop {
            let mut raw = match mem::replace(&mut self.source, Source::Ended) {
                Source::Member(decoder) => decoder.into_inner(),
                Source::Between(raw) => raw,
                Source::Plain(_) | Source::Ended => return Ok(None),
            };
            // What is broken may have led the decoder beyond the next member.
            raw.go_to(self.member + 1).map_err(Broken::Read)?;
            if !scan_for_member(&mut raw).map_err(Broken::Read)? {
                return Ok(None);
            }
            self.open_member(raw);
            let found = self.skip_line_ends().and_then(|()| self.at_record());
            match found {
                Ok(true) => return self.begin(),
                Err(Broken::Read(error)) => return Err(Broken::Read(error)),
                _ => {}
            }
        }
    }
}

/// Goes on to the next bytes that may begin a gzip member: RFC 1952, 2.3.1.
fn scan_for_member(raw: &mut Raw) -> io::Result<bool> {
    loop {
        let unread = raw.fill_buf()?;
        if unread.is_empty() {
            return Ok(false);
        }
        let Some(found) = memchr::memchr(0x1F, unread) else {
            let all = unread.len();
            raw.consume(all);
            continue;
        };
        let begins = |rest: &[u8]| {
            rest.iter().zip([0x1F, 0x8B, 8]).all(|(byte, magic)| *byte == magic)
                && rest.get(3).is_none_or(|flags| flags & 0xE0 == 0)
        };
        if begins(&unread[found..]) {
            raw.consume(found);
            return Ok(true);
        }
        raw.consume(found + 1);
    }
}

/// Bytes of the head, with the empty line at its end.
fn end_of_head(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes.get(from..)?).map(|at| from + at).find_map(|at| {
        match bytes[at + 1..] {
            [b'\n', ..] => Some(at + 2),
            [b'\r', b'\n', ..] => Some(at + 3),
            _ => None,
        }
    })
}

impl Head {
    /// The fields below the line that names the version; one may go on in lines that begin with a blank.
    fn parse(head: &[u8]) -> Self {
        let head = String::from_utf8_lossy(head);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in head.lines().skip(1) {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self { fields }
    }

    /// The first field of that name, in whatever case.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}
