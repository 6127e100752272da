//! What findings of all layers have in common: ids, rules, status, dates.

use jiff::civil::Date;

/// Writes the id of a layer's findings: their place in the layer's list, from 0.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// To index the layer's list with.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// An actor's place among the document's actors.
    ActorId,
    /// A place's place among the document's places.
    PlaceId,
    /// A statement's place among the document's statements.
    StatementId,
    /// An event's place among the document's events.
    EventId,
    /// A meeting's place among the document's meetings.
    MeetingId,
    /// A position's place among the document's positions.
    PositionId,
}

/// The rule that made a finding: its name, as the manual and `chancery explain` print it, and the share
/// of its findings that are right, as measured on gold data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// `layer/what-it-finds`.
    pub name: &'static str,
    /// 0 to 1.
    pub confidence: f32,
}

impl Rule {
    /// A rule by its name and measured share.
    pub const fn new(name: &'static str, confidence: f32) -> Self {
        Self { name, confidence }
    }
}

/// How real an event or a meeting is, as the text tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// It took place.
    #[default]
    Occurred,
    /// Under way at publication.
    Ongoing,
    /// Announced or scheduled.
    Planned,
    /// Conditional, possible, demanded.
    Hypothetical,
    /// An actor denies it.
    Denied,
    /// Tried or begun without success; a meeting that was cancelled.
    Failed,
}

impl Status {
    /// As the record has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }
}

/// A stretch of days, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    start: Date,
    end: Date,
}

impl When {
    /// From `start` to `end`, both included; the two are exchanged where they stand the wrong way round.
    pub fn new(start: Date, end: Date) -> Self {
        Self { start: start.min(end), end: start.max(end) }
    }

    /// One day.
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date }
    }

    /// First day.
    pub fn start(self) -> Date {
        self.start
    }

    /// Last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// The two share a day.
    pub fn meets(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}
