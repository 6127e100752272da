use crate::table;

/// A state by its place in [`crate::KnowledgeBase::states`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub u16);

/// A state, a dependency, or a state that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// ISO 3166-1 alpha-3, also of former states (`SUN`, `YUG`); `XKX` is Kosovo.
    pub iso3: &'static str,
    /// ISO 3166-1 alpha-2, where there is one.
    pub iso2: Option<&'static str>,
    /// How far it is a state.
    pub kind: StateKind,
    /// The usual English name, without "the".
    pub name: &'static str,
    /// The long form: *Republic of Korea*.
    pub official: &'static str,
    /// The seat of government, where the sources name one.
    pub capital: Option<&'static str>,
    /// Wikidata's `Q…`.
    pub wikidata: Option<&'static str>,
    /// Title of the English Wikipedia's article.
    pub wikipedia: &'static str,
}

/// How far a state is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateKind {
    /// A member of the United Nations, or the Holy See.
    State,
    /// Recognised by some states: Kosovo, Palestine, Taiwan, Western Sahara.
    Partial,
    /// A territory of another state with a code of its own.
    Dependency,
    /// No longer a state: the Soviet Union.
    Former,
}

pub(crate) fn read_states(table: &'static str) -> Vec<State> {
    table::rows::<8>(table)
        .map(|[iso3, iso2, kind, name, official, capital, wikidata, wikipedia]| State {
            iso3,
            iso2: filled(iso2),
            kind: match kind {
                "partial" => StateKind::Partial,
                "dependency" => StateKind::Dependency,
                "former" => StateKind::Former,
                _ => StateKind::State,
            },
            name,
            official,
            capital: filled(capital),
            wikidata: filled(wikidata),
            wikipedia,
        })
        .collect()
}

/// The text of a cell, unless it is empty.
pub(crate) fn filled(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}
