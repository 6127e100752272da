//! A parsed text to findings: who is in it, where, when, who said what, who did what to whom.
//!
//! Each layer is a function from the [`Doc`](chancery_nlp::Doc) and the layers before it to its findings;
//! none returns an error, for text is never one. Findings stand in the text's order, and an id is a
//! finding's place in its list.

pub mod actor;
pub mod clause;
pub mod event;
pub mod front;
pub mod meeting;
pub mod place;
pub mod position;
pub mod statement;
pub mod time;

mod finding;

pub use finding::{
    ActorId, EventId, MeetingId, PlaceId, PositionId, Rule, StatementId, Status, When,
};
