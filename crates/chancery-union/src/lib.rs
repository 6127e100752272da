//! Reports of many articles to one record: who is the same, and what is the same happening.
//!
//! ```text
//! articles, actors, findings ──▶ Corpus ── entities ──▶ Entities     one for everybody with a name
//!                                Corpus ── unite ─────▶ Group        reports of one thing, what most say, where they differ
//! ```
//!
//! Pure computation: it opens no file and reads no clock. What comes out is a function of the set of what was
//! put in, whatever the order; ties are broken by day of publication and id. `docs/one-record.md` says what becomes one and
//! what stays apart.

mod corpus;
mod day;
mod entity;
mod forest;
mod happening;
mod ids;
mod intern;
mod record;

pub use corpus::{
    ActorFacts, ActorKey, ArticleFacts, ArticleKey, Corpus, Kind, PlaceFacts, ReportFacts,
    ReportKey, Role, Said,
};
pub use entity::{Entities, Entity, EntityKey, Office, counts_within_story};
pub use happening::{Disagreement, Group};
pub use ids::{entity_id, finding_id, record_id};
