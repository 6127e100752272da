//! What is the same happening: reports of one thing become a group.

mod agree;
mod candidates;
mod consensus;
mod group;
mod party;
mod place;
mod time;
mod words;

use crate::corpus::{ActorKey, Corpus, ReportKey, ReportRow, Role};
use crate::entity::Entities;

/// Reports of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The leading report first (earliest publication, then smallest id), the others in the same order. Two or more.
    pub reports: Vec<ReportKey>,
    /// What most origins say; `planned` and `hypothetical` only where no report says how it ended.
    pub status: String,
    /// First day, likewise; none where no report gives a time.
    pub first_day: Option<String>,
    /// Last day, likewise.
    pub last_day: Option<String>,
    /// The report whose place most origins give, or a place within which theirs lies; none where no report has one.
    pub place: Option<ReportKey>,
    /// Number of different texts behind the reports.
    pub origins: u32,
    /// Number of outlets; of articles without one, each counts.
    pub outlets: u32,
    /// Where the reports differ.
    pub disagreements: Vec<Disagreement>,
}

/// One point on which reports differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// `status`, `when`, `where`, `who`, `numbers`.
    pub about: &'static str,
    /// Each value, with the reports that give it; what most origins say first.
    pub values: Vec<(String, Vec<ReportKey>)>,
}

impl Corpus {
    /// Groups of two or more reports that tell of one thing, sorted by their leading report; every report in
    /// none of them is a record of its own. Depends on the set of what was added, not on its order.
    pub fn unite(&self, entities: &Entities) -> Vec<Group> {
        let reports = Reports::new(self, entities);
        let groups = group::groups(&reports);
        groups.iter().map(|group| consensus::consensus(&reports, group)).collect()
    }
}

/// The reports by rank: 0 is the earliest published of the smallest id.
pub(crate) struct Reports<'c> {
    corpus: &'c Corpus,
    entities: &'c Entities,
    /// Report at each rank.
    order: Vec<ReportKey>,
    /// Rank of each report.
    ranks: Vec<u32>,
}

/// The place of a report in the order by which ties are broken.
pub(crate) type Rank = u32;

impl<'c> Reports<'c> {
    fn new(corpus: &'c Corpus, entities: &'c Entities) -> Self {
        let ranks = corpus.ranks();
        let mut order = vec![ReportKey(0); ranks.len()];
        for (report, rank) in ranks.iter().enumerate() {
            order[*rank as usize] = ReportKey(report as u32);
        }
        Self { corpus, entities, order, ranks }
    }

    fn len(&self) -> usize {
        self.order.len()
    }

    fn key(&self, rank: Rank) -> ReportKey {
        self.order[rank as usize]
    }

    fn row(&self, rank: Rank) -> &'c ReportRow {
        &self.corpus.reports[self.key(rank).index()]
    }

    /// Parties with one of these roles, each actor once.
    fn parties(&self, row: &ReportRow, roles: &[Role]) -> Vec<ActorKey> {
        let mut parties: Vec<ActorKey> = Vec::new();
        for (role, actor) in self.corpus.parties_of(row) {
            if roles.contains(role) && !parties.contains(actor) {
                parties.push(*actor);
            }
        }
        parties
    }
}
