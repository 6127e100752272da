//! Which pairs of reports are worth comparing.
//!
//! Events and meetings meet in blocks: those of one type in one story, and those of one type on one named day with the
//! same two entities, or the same one. Statements and positions meet where one speaker uses the same two words in a row.

use super::words::shingles;
use super::{Rank, Reports};
use crate::corpus::{Kind, ReportRow, number};
use crate::intern::Symbol;

/// A block of more reports is compared only with the following ones of each.
const MOST_OF_BLOCK: usize = 200;
/// How many of the following ones.
const FOLLOWING: usize = 48;
/// Named days further apart than this are a period, not a day.
const MOST_DAYS: i32 = 3;
/// Parties beyond this do not make blocks.
const MOST_BLOCK_PARTIES: usize = 12;

/// What a block is made of. Symbols differ from run to run; blocks are only ever compared for equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct BlockKey {
    kind: Kind,
    label: usize,
    story: usize,
    day: i32,
    one: u32,
    other: u32,
}

/// Pairs of ranks, the smaller first, sorted, each once.
pub(super) fn candidates(reports: &Reports<'_>) -> Vec<(Rank, Rank)> {
    let mut pairs = happenings(reports);
    said(reports, &mut pairs);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn happenings(reports: &Reports<'_>) -> Vec<(Rank, Rank)> {
    let mut blocks: Vec<(BlockKey, Rank)> = Vec::new();
    for rank in 0..number(reports.len()) {
        let row = reports.row(rank);
        if !matches!(row.kind, Kind::Event | Kind::Meeting) {
            continue;
        }
        // Formats of one meeting differ from report to report; types of events do not.
        let label = if row.kind == Kind::Meeting { 0 } else { symbol(row.label) };
        let story = symbol(reports.corpus.article_of(row).story);
        let in_story =
            BlockKey { kind: row.kind, label, story, day: 0, one: u32::MAX, other: u32::MAX };
        blocks.push((in_story, rank));
        let entities = entities(reports, row);
        for entity in &entities {
            blocks.push((BlockKey { one: *entity, ..in_story }, rank));
        }
        if row.name.is_some() {
            blocks.push((
                BlockKey { day: i32::MIN, other: number(symbol(row.name)), ..in_story },
                rank,
            ));
        }
        let Some((first, last)) = row.days.filter(|(first, last)| last - first <= MOST_DAYS) else {
            continue;
        };
        for day in first..=last {
            for (at, one) in entities.iter().enumerate() {
                for other in &entities[at + 1..] {
                    let key =
                        BlockKey { story: usize::MAX, day, one: *one, other: *other, ..in_story };
                    blocks.push((key, rank));
                }
            }
        }
    }
    blocks.sort_unstable();
    let mut pairs = Vec::new();
    for block in blocks.chunk_by(|a, b| a.0 == b.0) {
        let reach = if block.len() <= MOST_OF_BLOCK { block.len() } else { FOLLOWING };
        for (at, (_, one)) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().take(reach).map(|(_, other)| (*one, *other)));
        }
        // The blocks of a large corpus overlap much.
        if pairs.len() > 1 << 24 {
            pairs.sort_unstable();
            pairs.dedup();
        }
    }
    pairs
}

/// The entities of a report, sorted.
fn entities(reports: &Reports<'_>, row: &ReportRow) -> Vec<u32> {
    let parties = reports.corpus.parties_of(row).iter().take(MOST_BLOCK_PARTIES);
    let mut entities: Vec<u32> =
        parties.filter_map(|(_, actor)| reports.entities.of(*actor)).map(|e| e.0).collect();
    entities.sort_unstable();
    entities.dedup();
    entities
}

/// Statements of fewer shared shingles than this have too little in common.
const SHARED: usize = 2;
/// A shingle of a speaker is followed to so many statements.
const MOST_OF_SHINGLE: usize = 24;

fn said(reports: &Reports<'_>, pairs: &mut Vec<(Rank, Rank)>) {
    // By kind and speaker; speakers without a name by story.
    let mut blocks: Vec<(Kind, bool, usize, Rank)> = Vec::new();
    for rank in 0..number(reports.len()) {
        let row = reports.row(rank);
        if !matches!(row.kind, Kind::Statement | Kind::Position) || row.n_content < 3 {
            continue;
        }
        let Some((_, speaker)) = reports.corpus.parties_of(row).first() else { continue };
        let story = || symbol(reports.corpus.article_of(row).story);
        let entity = reports.entities.of(*speaker);
        let of = entity.map_or_else(|| (true, story()), |entity| (false, entity.index()));
        blocks.push((row.kind, of.0, of.1, rank));
    }
    blocks.sort_unstable();
    let mut postings: Vec<(u64, Rank)> = Vec::new();
    let mut shared: Vec<(Rank, Rank)> = Vec::new();
    for block in blocks.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        if block.len() < 2 {
            continue;
        }
        postings.clear();
        for (.., rank) in block {
            let words = reports.corpus.words_of(reports.row(*rank));
            postings.extend(shingles(words).into_iter().map(|shingle| (shingle, *rank)));
        }
        postings.sort_unstable();
        shared.clear();
        for posting in postings.chunk_by(|a, b| a.0 == b.0) {
            for (at, (_, one)) in posting.iter().enumerate() {
                let following = posting[at + 1..].iter().take(MOST_OF_SHINGLE);
                shared.extend(following.map(|(_, other)| (*one, *other)));
            }
        }
        shared.sort_unstable();
        let often = shared.chunk_by(|a, b| a == b).filter(|same| same.len() >= SHARED);
        pairs.extend(often.map(|same| same[0]));
    }
}

fn symbol(symbol: Symbol) -> usize {
    symbol.index().unwrap_or(usize::MAX)
}
