use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::{ALIGN, ENTRY_LEN, FORMAT_VERSION, HEADER_LEN, MAGIC, MAX_DIMS, NAME_LEN};
use crate::hash::checksum;

/// Why bytes are no usable model. The caller knows the file's name and the remedy: install it again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Other bytes stand at the start.
    #[error("this is not a Chancery model file")]
    Foreign,
    /// Written by an earlier or later release.
    #[error("the model file has format {found}, this program reads format {FORMAT_VERSION}")]
    Version {
        /// The file's format.
        found: u32,
    },
    /// The file ends too early or too late.
    #[error("the model file should have {expected} bytes and has {found}")]
    Length {
        /// As the header says.
        expected: u64,
        /// As it is.
        found: u64,
    },
    /// A checksum does not fit.
    #[error("the model file is damaged in its {0}")]
    Damaged(String),
    /// A table is not there.
    #[error("the model file has no table `{0}`")]
    Missing(String),
    /// A table has another type or shape.
    #[error("the model's table `{name}` is {found}, not {expected}")]
    Shape {
        /// The table.
        name: String,
        /// As the pipeline needs it.
        expected: String,
        /// As it is.
        found: String,
    },
    /// A table's content cannot be.
    #[error("the model's table `{name}` is wrong: {what}")]
    Content {
        /// The table.
        name: String,
        /// What cannot be.
        what: String,
    },
    /// Tables are little-endian and read in place.
    #[error("the model file cannot be read on a big-endian machine")]
    BigEndian,
}

/// A type that tables are made of.
pub trait Element: bytemuck::Pod {
    /// Number in the directory.
    const CODE: u32;
    /// As messages call it.
    const NAME: &'static str;
}

macro_rules! elements {
    ($($type:ty = $code:literal),+) => {
        $(impl Element for $type {
            const CODE: u32 = $code;
            const NAME: &'static str = stringify!($type);
        })+

        fn element_name(code: u32) -> &'static str {
            match code {
                $($code => stringify!($type),)+
                STRINGS => "strings",
                _ => "of an unknown type",
            }
        }

        fn element_size(code: u32) -> Option<usize> {
            match code {
                $($code => Some(size_of::<$type>()),)+
                STRINGS => Some(1),
                _ => None,
            }
        }
    };
}
elements!(u8 = 1, u16 = 2, u32 = 3, u64 = 4, f32 = 5);

/// Directory number of a list of strings.
pub(super) const STRINGS: u32 = 6;

/// The bytes that all tables are slices of.
#[derive(Clone)]
enum Bytes {
    Shared(Arc<dyn AsRef<[u8]> + Send + Sync>),
    /// A copy, where the caller's bytes were not aligned.
    Aligned(Arc<Vec<u64>>, usize),
}

impl Bytes {
    fn get(&self) -> &[u8] {
        match self {
            Self::Shared(bytes) => (**bytes).as_ref(),
            Self::Aligned(words, len) => &bytemuck::cast_slice(words)[..*len],
        }
    }
}

/// An opened model: names to tables. Cheap to clone.
#[derive(Clone)]
pub struct Model {
    bytes: Bytes,
    /// Sorted by name.
    sections: Arc<[Section]>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    name: String,
    code: u32,
    shape: Vec<usize>,
    range: Range<usize>,
}

impl Model {
    /// Checks header, directory and every section's sum; no table is copied or interpreted yet.
    ///
    /// # Errors
    /// Where the bytes are no model file of this format, or damaged.
    pub fn from_bytes(bytes: Arc<dyn AsRef<[u8]> + Send + Sync>) -> Result<Self, ModelError> {
        if cfg!(target_endian = "big") {
            return Err(ModelError::BigEndian);
        }
        let shared: &[u8] = (*bytes).as_ref();
        let bytes = if shared.as_ptr().addr().is_multiple_of(align_of::<u64>()) {
            Bytes::Shared(bytes)
        } else {
            let mut words = vec![0; shared.len().div_ceil(8)];
            bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..shared.len()].copy_from_slice(shared);
            Bytes::Aligned(Arc::new(words), shared.len())
        };
        let sections = directory(bytes.get())?;
        for section in &sections.0 {
            if checksum(&bytes.get()[section.range.clone()]) != sections.1[&section.name] {
                return Err(ModelError::Damaged(format!("table `{}`", section.name)));
            }
        }
        Ok(Self { bytes, sections: sections.0.into() })
    }

    /// The bytes begin as a model file does, whatever its version and state.
    pub fn is_model(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }

    /// The table `name`, which must have this shape.
    ///
    /// # Errors
    /// Where it is missing or has another type or shape.
    pub fn array<T: Element>(&self, name: &str, shape: &[usize]) -> Result<Array<T>, ModelError> {
        let array = self.array_of_any_shape(name)?;
        if array.shape == shape {
            return Ok(array);
        }
        Err(ModelError::Shape {
            name: name.to_owned(),
            expected: format!("{} {shape:?}", T::NAME),
            found: format!("{} {:?}", T::NAME, array.shape),
        })
    }

    /// The table `name`, whose shape is its own affair.
    ///
    /// # Errors
    /// Where it is missing or has another type.
    pub fn array_of_any_shape<T: Element>(&self, name: &str) -> Result<Array<T>, ModelError> {
        let section = self.section(name)?;
        if section.code != T::CODE {
            return Err(ModelError::Shape {
                name: name.to_owned(),
                expected: T::NAME.to_owned(),
                found: element_name(section.code).to_owned(),
            });
        }
        Ok(Array {
            bytes: self.bytes.clone(),
            range: section.range.clone(),
            shape: section.shape.clone(),
            element: PhantomData,
        })
    }

    /// The list of strings `name`.
    ///
    /// # Errors
    /// Where it is missing, another type, or no UTF-8.
    pub fn strings(&self, name: &str) -> Result<Strings, ModelError> {
        let section = self.section(name)?;
        if section.code != STRINGS {
            return Err(ModelError::Shape {
                name: name.to_owned(),
                expected: "strings".to_owned(),
                found: element_name(section.code).to_owned(),
            });
        }
        let wrong =
            |what: &str| ModelError::Content { name: name.to_owned(), what: what.to_owned() };
        let bytes = &self.bytes.get()[section.range.clone()];
        let (count, rest) = bytes.split_at_checked(4).ok_or_else(|| wrong("it is cut off"))?;
        let count = bytemuck::pod_read_unaligned::<u32>(count) as usize;
        let ends_len = count.checked_mul(4).filter(|&len| len <= rest.len());
        let (ends, text) = rest.split_at(ends_len.ok_or_else(|| wrong("it is cut off"))?);
        let text = str::from_utf8(text).map_err(|_| wrong("it is not UTF-8"))?;
        let mut start = 0;
        for end in ends.as_chunks::<4>().0 {
            let end = u32::from_le_bytes(*end) as usize;
            if text.get(start..end).is_none() {
                return Err(wrong("its strings overlap"));
            }
            start = end;
        }
        Ok(Strings {
            bytes: self.bytes.clone(),
            ends: section.range.start + 4,
            text: section.range.end - text.len()..section.range.end,
            len: count,
        })
    }

    /// Names, types and shapes of all tables, sorted by name: what `chancery model` prints.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &'static str, &[usize])> {
        self.sections.iter().map(|section| {
            (section.name.as_str(), element_name(section.code), section.shape.as_slice())
        })
    }

    /// Length of the whole file in bytes.
    pub fn byte_len(&self) -> usize {
        self.bytes.get().len()
    }

    fn section(&self, name: &str) -> Result<&Section, ModelError> {
        self.sections
            .binary_search_by(|section| section.name.as_str().cmp(name))
            .map(|at| &self.sections[at])
            .map_err(|_| ModelError::Missing(name.to_owned()))
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Model({} tables, {} bytes)", self.sections.len(), self.byte_len())
    }
}

/// A table of numbers inside the model's bytes; dereferences to the slice, row-major.
#[derive(Clone)]
pub struct Array<T> {
    bytes: Bytes,
    range: Range<usize>,
    shape: Vec<usize>,
    element: PhantomData<T>,
}

impl<T> Array<T> {
    /// Its dimensions.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }
}

impl<T: Element> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        bytemuck::cast_slice(&self.bytes.get()[self.range.clone()])
    }
}

impl<T> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Array({:?})", self.shape)
    }
}

/// A list of strings inside the model's bytes.
#[derive(Clone)]
pub struct Strings {
    bytes: Bytes,
    /// Where the ends begin, one u32 per string, counted from the start of the text.
    ends: usize,
    text: Range<usize>,
    len: usize,
}

impl Strings {
    /// How many.
    pub fn len(&self) -> usize {
        self.len
    }

    /// None.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The string at `index`, which is less than the length.
    pub fn get(&self, index: usize) -> &str {
        assert!(index < self.len, "string {index} of {}", self.len);
        let start = if index == 0 { 0 } else { self.end(index - 1) };
        let text = &self.bytes.get()[self.text.clone()][start..self.end(index)];
        str::from_utf8(text).expect("the strings were checked when they were opened")
    }

    /// All in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len).map(|index| self.get(index))
    }

    fn end(&self, index: usize) -> usize {
        let at = self.ends + 4 * index;
        bytemuck::pod_read_unaligned::<u32>(&self.bytes.get()[at..at + 4]) as usize
    }
}

impl fmt::Debug for Strings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Strings({})", self.len)
    }
}

type Sums = std::collections::BTreeMap<String, u64>;

/// Reads header and directory. All ranges of the result lie within `bytes` and hold whole elements.
fn directory(bytes: &[u8]) -> Result<(Vec<Section>, Sums), ModelError> {
    let header = bytes.get(..HEADER_LEN).ok_or(ModelError::Foreign)?;
    if !Model::is_model(header) {
        return Err(ModelError::Foreign);
    }
    let u32_at = |at: usize| bytemuck::pod_read_unaligned::<u32>(&bytes[at..at + 4]);
    let u64_at = |at: usize| bytemuck::pod_read_unaligned::<u64>(&bytes[at..at + 8]);
    let version = u32_at(8);
    if version != FORMAT_VERSION {
        return Err(ModelError::Version { found: version });
    }
    if u64_at(32) != checksum(&bytes[..32]) {
        return Err(ModelError::Damaged("header".to_owned()));
    }
    let expected = u64_at(16);
    if expected != bytes.len() as u64 {
        return Err(ModelError::Length { expected, found: bytes.len() as u64 });
    }
    let damaged = || ModelError::Damaged("directory".to_owned());
    let count = u32_at(12) as usize;
    let end = count.checked_mul(ENTRY_LEN).and_then(|len| len.checked_add(HEADER_LEN));
    let end = end.filter(|&end| end <= bytes.len()).ok_or_else(damaged)?;
    if u64_at(24) != checksum(&bytes[HEADER_LEN..end]) {
        return Err(damaged());
    }
    let mut sections: Vec<Section> = Vec::with_capacity(count);
    let mut sums = Sums::new();
    for at in (HEADER_LEN..end).step_by(ENTRY_LEN) {
        let name = &bytes[at..at + NAME_LEN];
        let name_len = name.iter().position(|&byte| byte == 0).ok_or_else(damaged)?;
        let name = str::from_utf8(&name[..name_len]).map_err(|_| damaged())?.to_owned();
        let at = at + NAME_LEN;
        let code = u32_at(at);
        let n_dims = u32_at(at + 4) as usize;
        if n_dims > MAX_DIMS || sections.last().is_some_and(|last| last.name >= name) {
            return Err(damaged());
        }
        let shape: Vec<usize> = (0..n_dims).map(|dim| u32_at(at + 8 + 4 * dim) as usize).collect();
        let offset = usize::try_from(u64_at(at + 24)).map_err(|_| damaged())?;
        let len = usize::try_from(u64_at(at + 32)).map_err(|_| damaged())?;
        let section_end = offset.checked_add(len).filter(|&end| end <= bytes.len());
        let range = offset..section_end.ok_or_else(damaged)?;
        let volume = element_size(code)
            .and_then(|size| shape.iter().try_fold(size, |volume, &dim| volume.checked_mul(dim)));
        if !offset.is_multiple_of(ALIGN) || volume != Some(len) {
            return Err(damaged());
        }
        sums.insert(name.clone(), u64_at(at + 40));
        sections.push(Section { name, code, shape, range });
    }
    Ok((sections, sums))
}

#[cfg(test)]
mod tests {
    use super::super::ModelWriter;
    use super::{Model, ModelError};
    use std::sync::Arc;

    /// Bytes that start at an odd address.
    struct Askew(Vec<u8>, usize, usize);
    impl AsRef<[u8]> for Askew {
        fn as_ref(&self) -> &[u8] {
            &self.0[self.1..self.1 + self.2]
        }
    }

    fn small() -> Vec<u8> {
        let mut writer = ModelWriter::default();
        writer.array("net/w", &[2, 3], &[1.0_f32, 2.0, 3.0, 4.0, 5.0, 6.0]);
        writer.strings("labels", ["S", "", "L-nsubj", "é"]);
        writer.array("keys", &[2], &[7_u64, 9]);
        writer.finish()
    }

    fn open(bytes: Vec<u8>) -> Result<Model, ModelError> {
        Model::from_bytes(Arc::new(bytes))
    }

    #[test]
    fn tables_come_back_as_they_were_written() {
        let model = open(small()).unwrap();
        assert_eq!(&*model.array::<f32>("net/w", &[2, 3]).unwrap(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(&*model.array::<u64>("keys", &[2]).unwrap(), [7, 9]);
        let labels = model.strings("labels").unwrap();
        assert_eq!(labels.iter().collect::<Vec<_>>(), ["S", "", "L-nsubj", "é"]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let model = open(small()).unwrap();
        let message = |error: ModelError| error.to_string();
        assert_eq!(
            message(model.array::<f32>("net/w", &[3, 2]).unwrap_err()),
            "the model's table `net/w` is f32 [2, 3], not f32 [3, 2]"
        );
        assert_eq!(
            message(model.array::<u32>("keys", &[2]).unwrap_err()),
            "the model's table `keys` is u64, not u32"
        );
        assert_eq!(model.strings("nets").unwrap_err(), ModelError::Missing("nets".to_owned()));
    }

    #[test]
    fn bytes_that_lie_askew_are_read_as_well() {
        let bytes = small();
        let mut askew = vec![0; bytes.len() + 8];
        let offset = (1..8).find(|i| (askew.as_ptr().addr() + i) % 8 == 3).unwrap();
        askew[offset..offset + bytes.len()].copy_from_slice(&bytes);
        let model = Model::from_bytes(Arc::new(Askew(askew, offset, bytes.len()))).unwrap();
        assert_eq!(&*model.array::<u64>("keys", &[2]).unwrap(), [7, 9]);
    }

    #[test]
    fn any_damage_is_refused() {
        let sound = small();
        let model = open(sound.clone()).unwrap();
        for at in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[at] ^= 0x11;
            // The bytes between sections carry nothing.
            let padding = (40..64).contains(&at)
                || at >= 64 + 3 * 96 && !model.sections.iter().any(|s| s.range.contains(&at));
            assert_eq!(open(damaged).is_ok(), padding, "byte {at}");
        }
        for len in 0..sound.len() {
            assert!(open(sound[..len].to_vec()).is_err());
        }
        assert_eq!(open(b"PK\x03\x04".repeat(40)).unwrap_err(), ModelError::Foreign);
    }
}
