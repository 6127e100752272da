//! Whether two articles' actors may be the same party of a happening.

use super::Reports;
use crate::corpus::{ActorKey, ActorKind, ActorRow};

/// How two parties agree, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// Two different parties.
    Different,
    /// Nothing speaks against it, and nothing for it.
    Unknown,
    /// One acts for the other: *Norway* and its prime minister.
    Represents,
    /// A noun for one of that country, body or office: *the Norwegian minister* and *Ida Lund*.
    Likely,
    /// The same entity.
    Same,
}

impl Match {
    pub(super) fn score(self) -> f32 {
        match self {
            Self::Different => 0.0,
            Self::Unknown => 0.2,
            Self::Represents => 0.6,
            Self::Likely => 0.7,
            Self::Same => 1.0,
        }
    }
}

/// How the parties of two reports agree, side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides {
    /// Number of parties of the shorter list.
    pub(super) short: usize,
    /// Number of parties of the longer list.
    pub(super) long: usize,
    /// Parties that are the same entity.
    pub(super) same: usize,
    /// Parties that agree as [`Match::Likely`].
    pub(super) likely: usize,
    /// Parties of which one acts for the other.
    pub(super) represents: usize,
}

impl Sides {
    /// Parties of the shorter list that have a partner.
    pub(super) fn matched(self) -> usize {
        self.same + self.likely + self.represents
    }

    /// Every party of the shorter list has a partner.
    pub(super) fn covers(self) -> bool {
        self.short > 0 && self.matched() == self.short
    }

    /// Share of the shorter list that agrees, by strength.
    pub(super) fn score(self) -> f32 {
        if self.short == 0 {
            return 0.0;
        }
        let sum = self.same as f32 * Match::Same.score()
            + self.likely as f32 * Match::Likely.score()
            + self.represents as f32 * Match::Represents.score();
        sum / self.short as f32
    }
}

impl Reports<'_> {
    /// The best pairing of two lists of parties, strongest pairs first.
    pub(super) fn pair_up(&self, a: &[ActorKey], b: &[ActorKey]) -> Sides {
        let mut pairs: Vec<(Match, usize, usize)> = Vec::new();
        for (i, one) in a.iter().enumerate() {
            for (j, other) in b.iter().enumerate() {
                let how = self.compare_parties(*one, *other);
                if how >= Match::Represents {
                    pairs.push((how, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
        let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
        let mut sides = Sides { short, long, ..Sides::default() };
        let (mut used_a, mut used_b) = (0_u64, 0_u64);
        for (how, i, j) in pairs {
            if used_a & (1 << i) != 0 || used_b & (1 << j) != 0 {
                continue;
            }
            used_a |= 1 << i;
            used_b |= 1 << j;
            match how {
                Match::Same => sides.same += 1,
                Match::Likely => sides.likely += 1,
                _ => sides.represents += 1,
            }
        }
        sides
    }

    /// Whether two actors may be one party.
    pub(super) fn compare_parties(&self, a: ActorKey, b: ActorKey) -> Match {
        let (row_a, row_b) = (&self.corpus.actors[a.index()], &self.corpus.actors[b.index()]);
        let (entity_a, entity_b) = (self.entities.of(a), self.entities.of(b));
        if entity_a.is_some() && entity_a == entity_b {
            return Match::Same;
        }
        if row_a.country.differs(row_b.country) {
            return Match::Different;
        }
        if represents(row_a, row_b) {
            return Match::Represents;
        }
        match (entity_a, entity_b) {
            (Some(_), Some(_)) => Match::Different,
            (Some(_), None) => noun_for(row_b, row_a),
            (None, Some(_)) => noun_for(row_a, row_b),
            (None, None) => nouns(row_a, row_b),
        }
    }
}

/// A state and who acts for it, or two of its bodies and people of whom one is no person.
fn represents(a: &ActorRow, b: &ActorRow) -> bool {
    let is_state = |row: &ActorRow| row.kind == ActorKind::State;
    if !a.country.agrees(b.country) || !(is_state(a) || is_state(b)) {
        return false;
    }
    // A state is coded GOV; its army and its diplomats act for it as its ministers do.
    let state_and = if is_state(a) { b } else { a };
    is_state(state_and)
        || (state_and.sector.is_some()
            && state_and.sector == if is_state(a) { a.sector } else { b.sector })
}

/// A noun without a name, and somebody named.
fn noun_for(noun: &ActorRow, named: &ActorRow) -> Match {
    let kinds_agree = noun.kind == named.kind
        || (noun.kind == ActorKind::People && named.kind == ActorKind::Organisation);
    if !noun.country.agrees(named.country) {
        return if kinds_agree { Match::Unknown } else { Match::Different };
    }
    if noun.head.agrees(named.head) && kinds_agree {
        return Match::Likely;
    }
    if noun.sector.agrees(named.sector) && kinds_agree && !noun.head.differs(named.head) {
        return Match::Likely;
    }
    if noun.sector.differs(named.sector) { Match::Different } else { Match::Unknown }
}

/// Two nouns without a name.
fn nouns(a: &ActorRow, b: &ActorRow) -> Match {
    let same_head = a.head.agrees(b.head);
    if a.country.agrees(b.country) && same_head && !a.sector.differs(b.sector) {
        return Match::Likely;
    }
    if a.name.agrees(b.name) && a.country == b.country {
        return Match::Likely;
    }
    if a.sector.differs(b.sector) { Match::Different } else { Match::Unknown }
}
