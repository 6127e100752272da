//! What a pattern proposes, and which proposals stand.

use super::TimexKind;
use super::anchor::Anchor;
use super::deadline;
use super::lexicon::{Role, Unit};
use super::tense::{Tense, tense};
use super::text::{Glue, Text};
use super::value::{Amount, Cal};

/// What a proposed expression means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// A stretch of the calendar.
    Cal(Cal),
    /// A part of a day: `TMO`.
    Part(Cal, &'static str),
    /// Hour and minute of a day; the day of a neighbouring date where none is named.
    Clock { day: Option<Cal>, hour: u8, minute: u8, utc: bool },
    /// A length, or with `SET` how often.
    Period(Amount, Unit),
    /// Every Monday.
    EveryWeekday(i8),
    /// Every spring, every morning.
    Every(&'static str),
    /// A value as it stands in the tables.
    Fixed(&'static str),
    /// *that time*: the last date of the text.
    Last,
    /// *that day*, *the same month*: this unit around the last date of the text.
    Same(Unit),
    /// *two days later*: so many units after the last date of the text.
    Moved(Unit, i32),
}

/// A proposed time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    /// First piece.
    pub(super) start: usize,
    /// One past the last piece.
    pub(super) end: usize,
    pub(super) kind: TimexKind,
    pub(super) value: Value,
    /// Among equally long ones the higher stands.
    pub(super) rank: u8,
}

/// What the patterns look at and where their proposals go.
pub(super) struct Scene<'d, 't> {
    pub(super) text: Text<'d, 't>,
    pub(super) anchor: Anchor,
    pub(super) found: Vec<Candidate>,
}

impl Scene<'_, '_> {
    /// Proposes the pieces from `start` to one before `end`.
    pub(super) fn propose(
        &mut self,
        start: usize,
        end: usize,
        kind: TimexKind,
        value: Value,
        rank: u8,
    ) {
        self.found.push(Candidate { start, end, kind, value, rank });
    }

    /// Where the verb above a piece points, and where a limit such as *by* does.
    pub(super) fn tense(&self, i: usize) -> Tense {
        deadline::tense(&self.text, i, tense(self.text.doc, self.text.pieces[i].token))
    }

    /// A shade in front belongs to the expression: *early*, *later in*, *mid-*.
    pub(super) fn shade_before(&self, start: usize) -> usize {
        let text = &self.text;
        let joined = matches!(text.lower(start, -1), "in" | "on");
        if joined && text.is(start, -2, Role::Shade) {
            start - 2
        } else if text.is(start, -1, Role::Shade) {
            start - 1
        } else {
            start
        }
    }

    /// So does an edge: *the end of*, *beginning of*.
    pub(super) fn edge_before(&self, start: usize) -> usize {
        let text = &self.text;
        if text.lower(start, -1) != "of" || !text.is(start, -2, Role::Edge) {
            return start;
        }
        if text.lower(start, -3) == "the" { start - 3 } else { start - 2 }
    }

    /// A shade or an edge.
    pub(super) fn shade_or_edge_before(&self, start: usize) -> usize {
        match self.edge_before(start) {
            same if same == start => self.shade_before(start),
            edge => edge,
        }
    }

    /// *the* in front.
    pub(super) fn article_before(&self, start: usize) -> usize {
        if self.text.lower(start, -1) == "the" { start - 1 } else { start }
    }

    /// The piece touches the one before through a hyphen.
    pub(super) fn hyphenated(&self, i: usize) -> bool {
        self.text.pieces.get(i).is_some_and(|piece| piece.glue == Glue::Hyphen)
    }
}

/// Of overlapping proposals the longest stands, of equally long ones the one with the higher rank, then
/// the first. The rest come in the text's order.
pub(super) fn select(scene: &mut Scene<'_, '_>) -> Vec<Candidate> {
    let mut found = std::mem::take(&mut scene.found);
    let length = |candidate: &Candidate| scene.text.span(candidate.start, candidate.end).len();
    found.sort_by(|a, b| (length(b), b.rank).cmp(&(length(a), a.rank)).then(a.start.cmp(&b.start)));
    let mut taken = vec![false; scene.text.len()];
    found.retain(|candidate| {
        let pieces = &mut taken[candidate.start..candidate.end];
        let free = !pieces.contains(&true);
        if free {
            pieces.fill(true);
        }
        free
    });
    found.sort_by_key(|candidate| candidate.start);
    found
}
