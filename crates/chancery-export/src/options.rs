use serde::Serialize;

use crate::layout::Layout;

/// What goes into an export, beside the query.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Options {
    /// A row a report in place of a row a consolidated record.
    pub reports: bool,
    /// Statuses that go out; none: what the layout has by default ([`Options::takes`]).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<String>>,
    /// What a reciprocal event becomes in a layout of pairs.
    pub reciprocal: Reciprocal,
    /// What `dyads` counts.
    pub dyads: DyadOptions,
}

impl Options {
    /// Whether a record of this status goes out: those asked for; else all where the layout has a column for the
    /// status, and where it has none only what came to pass.
    pub fn takes(&self, layout: Layout, status: &str) -> bool {
        match &self.statuses {
            Some(statuses) => statuses.iter().any(|wanted| wanted == status),
            None => layout.has_status() || matches!(status, "occurred" | "ongoing"),
        }
    }
}

/// What becomes of an event whose parties are equal, a meeting of *k*, in a layout of one source and one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reciprocal {
    /// Each with each other, both ways: *k (k − 1)* rows.
    #[default]
    Pairs,
    /// Each pair once, in the order of the article: *k (k − 1) / 2* rows.
    Undirected,
    /// One row: the first party, and all others in one cell.
    List,
}

/// What `dyads` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct DyadOptions {
    /// The span of time of a row.
    pub by: Period,
    /// Who the two are.
    pub level: Level,
    /// *A to B* and *B to A* apart.
    pub directed: bool,
    /// Rows also for spans in which a pair that occurs at all did nothing.
    pub zeros: bool,
}

/// A span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// A day, `2024-10-25`.
    Day,
    /// An ISO 8601 week, `2024-W43`.
    Week,
    /// A month, `2024-10`.
    #[default]
    Month,
    /// A year, `2024`.
    Year,
}

/// Who the two of a dyad are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The states, or bodies in a state's place, for which the parties act.
    #[default]
    Country,
    /// The parties themselves.
    Actor,
}
