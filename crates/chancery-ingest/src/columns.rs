use crate::fields::{Field, Mapping, usual_field};

/// Which names fill which fields: the usual ones, and above them what `--map` says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    mappings: Vec<Mapping>,
}

impl Columns {
    pub(crate) fn new(mappings: Vec<Mapping>) -> Self {
        Self { mappings }
    }

    /// What `--map` says.
    pub(crate) fn mappings(&self) -> &[Mapping] {
        &self.mappings
    }

    /// The field that `name` fills, and its rank: of two names for one field the lower wins.
    pub(crate) fn field(&self, name: &str) -> Option<(Field, usize)> {
        if let Some(mapping) = self.mappings.iter().find(|mapping| mapping.column == name) {
            return Some((mapping.field, 0));
        }
        // A field that is mapped is filled by nothing else.
        usual_field(name)
            .filter(|(field, _)| self.mappings.iter().all(|mapping| mapping.field != *field))
            .map(|(field, rank)| (field, rank + 1))
    }
}
