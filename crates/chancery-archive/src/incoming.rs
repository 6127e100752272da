use std::cell::RefCell;

use chancery_record::Record;
use chancery_text::{Article, Published};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::identity;
use crate::project;

/// What an input is known by: 16 bytes of SHA-256 over all that it says.
pub type InputDigest = [u8; 16];

/// The digest of an input before it is read, by which [`Archive::knows`](crate::Archive::knows) tells whether it
/// has been.
pub fn input_digest(article: &Article) -> InputDigest {
    let fields = [
        Some(article.id.as_str()),
        Some(article.text.as_str()),
        article.title.as_deref(),
        article.url.as_deref(),
        article.publisher.as_deref(),
        article.published.as_ref().map(Published::iso),
        article.author.as_deref(),
        article.language.as_deref(),
        article.home.as_deref(),
    ];
    let mut hash = Sha256::new();
    for field in fields {
        hash.update(field.map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
        hash.update(field.unwrap_or_default().as_bytes());
    }
    hash.finalize()[..16].try_into().expect("a digest has 32 bytes")
}

/// A record on its way into the archive, all that takes time done: made on the thread that read it.
#[derive(Debug)]
pub struct Incoming {
    pub(crate) input: InputDigest,
    pub(crate) input_id: String,
    pub(crate) given: String,
    pub(crate) record: Record,
    pub(crate) identity: String,
    pub(crate) id: String,
    pub(crate) digest: [u8; 16],
    pub(crate) packed: Vec<u8>,
    pub(crate) terms: Option<Vec<u8>>,
    pub(crate) signature: Option<Vec<u8>>,
}

impl Incoming {
    /// `terms` and `signature` are what stories and copies are known by; a text that was not read has none.
    pub fn new(
        article: &Article,
        mut record: Record,
        terms: Option<Vec<u8>>,
        signature: Option<Vec<u8>>,
    ) -> Self {
        let identity = identity::identity(&record);
        Self {
            input: input_digest(article),
            input_id: article.id.clone(),
            given: Given::of(article).to_json(),
            id: identity::article_id(&identity),
            digest: identity::digest(&record),
            packed: pack(&mut record),
            identity,
            record,
            terms,
            signature,
        }
    }

    /// The record itself.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Whether the archive can hold it: an article has fewer than a million findings.
    pub(crate) fn fits(&self) -> bool {
        project::fits(&self.record)
    }
}

/// What records look like: those of a few invented articles. Zstandard finds the common parts of a record in it.
/// Records in archives depend on it, so it is never changed; a better one gets another number.
const DICTIONARY: &[u8] = include_bytes!("record-1.dict");

/// The number of the dictionary, the first byte of what is stored.
const DICTIONARY_NUMBER: u8 = 1;

/// Records shrink to a seventh.
const LEVEL: i32 = 6;

thread_local! {
    /// Kept, since taking in the dictionary costs more than a record.
    static COMPRESSOR: RefCell<zstd::bulk::Compressor<'static>> = RefCell::new(
        zstd::bulk::Compressor::with_dictionary(LEVEL, DICTIONARY).expect("the dictionary is any bytes"),
    );
}

/// A record without its text, which is kept beside it: JSON, compressed.
pub(crate) fn pack(record: &mut Record) -> Vec<u8> {
    let text = std::mem::take(&mut record.text);
    let json = serde_json::to_vec(record).expect("a record is JSON");
    record.text = text;
    let mut packed = vec![DICTIONARY_NUMBER];
    COMPRESSOR.with_borrow_mut(|compressor| {
        packed.extend(compressor.compress(&json).expect("memory can be compressed"));
    });
    packed
}

/// The record that [`pack`] made, with its text.
pub(crate) fn unpack(packed: &[u8], text: String) -> Result<Record, String> {
    /// No record is larger: texts are below 4 GiB, and most records below 100 kB.
    const LIMIT: usize = 1 << 32;
    let Some((&DICTIONARY_NUMBER, packed)) = packed.split_first() else {
        return Err("it does not begin as a record does".to_owned());
    };
    let size = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(LIMIT).min(LIMIT);
    let mut decompressor =
        zstd::bulk::Decompressor::with_dictionary(DICTIONARY).map_err(|error| error.to_string())?;
    let json = decompressor.decompress(packed, size).map_err(|error| error.to_string())?;
    let mut record: Record = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    record.text = text;
    Ok(record)
}

/// What an input said beside its text, so that it can be read again.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Given {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    home: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    language: Option<String>,
}

impl Given {
    fn of(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            url: article.url.clone(),
            publisher: article.publisher.clone(),
            home: article.home.clone(),
            author: article.author.clone(),
            published: article.published.as_ref().map(|published| published.iso().to_owned()),
            language: article.language.clone(),
        }
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings are JSON")
    }

    /// The article as it came in.
    pub(crate) fn article(self, text: String) -> Article {
        Article {
            id: self.id,
            text,
            title: self.title,
            url: self.url,
            publisher: self.publisher,
            home: self.home,
            author: self.author,
            published: self.published.and_then(|published| Published::parse(&published).ok()),
            language: self.language,
        }
    }
}
