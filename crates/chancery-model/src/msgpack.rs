//! Reading msgpack as spaCy writes it: keys may be strings or bytes, and values are borrowed.

use rmpv::ValueRef;

use crate::ModelFileError;

/// A value within a member of the wheel, with the member's name for messages.
#[derive(Clone, Copy)]
pub(crate) struct Node<'v, 'b> {
    member: &'v str,
    value: &'v ValueRef<'b>,
}

/// Decodes the whole of `bytes`.
pub(crate) fn decode<'b>(
    member: &str,
    mut bytes: &'b [u8],
) -> Result<ValueRef<'b>, ModelFileError> {
    rmpv::decode::read_value_ref(&mut bytes)
        .map_err(|error| ModelFileError::malformed(member, format!("no msgpack: {error}")))
}

impl<'v, 'b> Node<'v, 'b> {
    pub(crate) fn new(member: &'v str, value: &'v ValueRef<'b>) -> Self {
        Self { member, value }
    }

    pub(crate) fn wrong(self, what: impl Into<String>) -> ModelFileError {
        ModelFileError::malformed(self.member, what)
    }

    fn at(self, value: &'v ValueRef<'b>) -> Self {
        Self { value, ..self }
    }

    /// The entries of a map.
    pub(crate) fn entries(
        self,
    ) -> Result<impl ExactSizeIterator<Item = (Self, Self)>, ModelFileError> {
        match self.value {
            ValueRef::Map(entries) => {
                Ok(entries.iter().map(move |(k, v)| (self.at(k), self.at(v))))
            }
            _ => Err(self.wrong("a map is expected")),
        }
    }

    /// The items of an array.
    pub(crate) fn items(self) -> Result<impl ExactSizeIterator<Item = Self>, ModelFileError> {
        match self.value {
            ValueRef::Array(items) => Ok(items.iter().map(move |item| self.at(item))),
            _ => Err(self.wrong("a list is expected")),
        }
    }

    /// The value of a key, which may be missing.
    pub(crate) fn get(self, key: &str) -> Result<Option<Self>, ModelFileError> {
        Ok(self
            .entries()?
            .find(|(k, _)| k.bytes().is_ok_and(|bytes| bytes == key.as_bytes()))
            .map(|(_, value)| value))
    }

    /// The value of a key.
    pub(crate) fn want(self, key: &str) -> Result<Self, ModelFileError> {
        self.get(key)?.ok_or_else(|| self.wrong(format!("it has no `{key}`")))
    }

    /// String or binary.
    pub(crate) fn bytes(self) -> Result<&'v [u8], ModelFileError> {
        match self.value {
            ValueRef::String(string) => Ok(string.as_bytes()),
            ValueRef::Binary(bytes) => Ok(bytes),
            _ => Err(self.wrong("a string is expected")),
        }
    }

    pub(crate) fn str(self) -> Result<&'v str, ModelFileError> {
        str::from_utf8(self.bytes()?).map_err(|_| self.wrong("a string is not UTF-8"))
    }

    pub(crate) fn u64(self) -> Result<u64, ModelFileError> {
        self.value.as_u64().ok_or_else(|| self.wrong("a number is expected"))
    }

    pub(crate) fn bool(self) -> Option<bool> {
        match self.value {
            ValueRef::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    pub(crate) fn is_map(self) -> bool {
        matches!(self.value, ValueRef::Map(_))
    }
}
