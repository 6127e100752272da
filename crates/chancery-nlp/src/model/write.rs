use std::collections::BTreeMap;

use super::file::STRINGS;
use super::{ALIGN, ENTRY_LEN, Element, FORMAT_VERSION, HEADER_LEN, MAGIC, MAX_DIMS, NAME_LEN};
use crate::hash::checksum;

/// Collects tables and lays them out as a model file. The order of calls does not matter.
#[derive(Debug, Default)]
pub struct ModelWriter {
    sections: BTreeMap<String, Section>,
}

#[derive(Debug)]
struct Section {
    code: u32,
    shape: Vec<u32>,
    bytes: Vec<u8>,
}

impl ModelWriter {
    /// Adds a table of numbers, row-major.
    ///
    /// # Panics
    /// Where the shape does not fit the data, or the name is taken or longer than 47 bytes.
    pub fn array<T: Element>(&mut self, name: &str, shape: &[usize], data: &[T]) {
        assert_eq!(shape.iter().product::<usize>(), data.len(), "{name} has the shape {shape:?}");
        assert!(shape.len() <= MAX_DIMS, "{name} has at most {MAX_DIMS} dimensions");
        let shape =
            shape.iter().map(|&dim| u32::try_from(dim).expect("tables are small")).collect();
        let bytes = bytemuck::cast_slice(data).to_vec();
        self.put(name, Section { code: T::CODE, shape, bytes });
    }

    /// Adds a list of strings.
    ///
    /// # Panics
    /// As [`array`](Self::array).
    pub fn strings<'s>(&mut self, name: &str, strings: impl IntoIterator<Item = &'s str>) {
        let mut ends: Vec<u32> = Vec::new();
        let mut text = String::new();
        for string in strings {
            text.push_str(string);
            ends.push(u32::try_from(text.len()).expect("tables are small"));
        }
        let mut bytes = (ends.len() as u32).to_le_bytes().to_vec();
        bytes.extend(ends.iter().flat_map(|end| end.to_le_bytes()));
        bytes.extend_from_slice(text.as_bytes());
        let shape = vec![u32::try_from(bytes.len()).expect("tables are small")];
        self.put(name, Section { code: STRINGS, shape, bytes });
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        let mut directory = Vec::new();
        let mut body = Vec::new();
        let body_start = (HEADER_LEN + self.sections.len() * ENTRY_LEN).next_multiple_of(ALIGN);
        for (name, section) in &self.sections {
            body.resize(body.len().next_multiple_of(ALIGN), 0);
            let mut entry = name.as_bytes().to_vec();
            entry.resize(NAME_LEN, 0);
            entry.extend(section.code.to_le_bytes());
            entry.extend((section.shape.len() as u32).to_le_bytes());
            for dim in 0..MAX_DIMS {
                entry.extend(section.shape.get(dim).copied().unwrap_or(0).to_le_bytes());
            }
            entry.extend(((body_start + body.len()) as u64).to_le_bytes());
            entry.extend((section.bytes.len() as u64).to_le_bytes());
            entry.extend(checksum(&section.bytes).to_le_bytes());
            entry.resize(ENTRY_LEN, 0);
            directory.extend(entry);
            body.extend_from_slice(&section.bytes);
        }
        let mut file = MAGIC.to_vec();
        file.extend(FORMAT_VERSION.to_le_bytes());
        file.extend((self.sections.len() as u32).to_le_bytes());
        file.extend(((body_start + body.len()) as u64).to_le_bytes());
        file.extend(checksum(&directory).to_le_bytes());
        file.extend(checksum(&file).to_le_bytes());
        file.resize(HEADER_LEN, 0);
        file.extend(directory);
        file.resize(body_start, 0);
        file.extend(body);
        file
    }

    fn put(&mut self, name: &str, section: Section) {
        assert!(name.len() < NAME_LEN, "{name} is too long for the directory");
        let before = self.sections.insert(name.to_owned(), section);
        assert!(before.is_none(), "{name} is written once");
    }
}
