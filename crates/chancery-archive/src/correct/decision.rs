use std::fmt;
use std::str::FromStr;

/// What somebody decides about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is right.
    Accept,
    /// There is no such thing: its row goes.
    Reject,
    /// A field of it has another value.
    Edit,
    /// Two are one.
    Merge,
    /// Two that were one are two.
    Split,
    /// An earlier correction does not hold.
    Undo,
}

impl Action {
    const ALL: [Self; 6] =
        [Self::Accept, Self::Reject, Self::Edit, Self::Merge, Self::Split, Self::Undo];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Edit => "edit",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Undo => "undo",
        }
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|action| action.name() == name.trim().to_lowercase()).ok_or_else(
            || format!("{name:?} is no action; there are accept, reject, edit, merge, split, undo"),
        )
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A correction to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What to do.
    pub action: Action,
    /// Id of a finding, a record or (merge, split) an entity; of an undo the number of a correction.
    pub target: String,
    /// Merge and split: the other id.
    pub other: Option<String>,
    /// Edit: the field.
    pub field: Option<String>,
    /// Edit: its new value; empty clears it.
    pub value: Option<String>,
    /// Who decides.
    pub who: String,
    /// Why.
    pub why: Option<String>,
}
