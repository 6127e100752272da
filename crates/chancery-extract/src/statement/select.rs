//! Which candidates stand: doubts, doubles, nesting.

use std::cmp::Reverse;

use chancery_nlp::{Dep, EntLabel, Pos, Tag, TokenId, TokenSpan};

use super::cue::Candidate;
use super::quote::Ending;
use super::reading::Reading;
use super::speaker::How;

/// Log-odds below which a candidate is dropped: F1 is highest where all stand that are right more often than
/// one time in three.
const LEAST: f32 = -0.8;

/// Rules whose findings are mostly nobody's words.
const OF_NOBODY: [&str; 3] = ["statement/passive", "statement/seems", "statement/adverb"];

/// How likely a candidate is right, in log-odds: its rule's share, and what its words say for and against.
///
/// Most of these verbs also tell of acts; a person as subject of a main clause in the past or present makes
/// a thought likely, a thing, a modal or a bare participle makes it unlikely. What stands beside a quotation
/// is hardly in doubt, whatever its words. The points are shares counted on PolNeAR's training part, as
/// log-odds in tenths.
pub(super) fn log_odds(reading: &Reading<'_, '_>, candidate: &Candidate) -> f32 {
    let mut sum = (candidate.base / (1.0 - candidate.base)).ln();
    if candidate.is_laid_out() {
        return sum;
    }
    sum += of_speaker(reading, candidate);
    if matches!(reading.doc.pos(candidate.word), Pos::Verb | Pos::Aux) {
        sum += of_verb(reading, candidate);
    }
    let content = &candidate.content;
    let edges = || content.spans().iter().flat_map(|span| [span.start, TokenId(span.end.0 - 1)]);
    if edges().any(|token| reading.quotation_at(token).is_some()) {
        sum += 0.2;
    }
    if content.spans().len() > 1 {
        sum -= 0.3;
    }
    sum += match reading.n_words_of(content) {
        1 => -0.1,
        7..=30 => 0.3,
        _ => 0.0,
    };
    // A thought of the quoted speaker's own.
    let inside = reading.quotation_at(candidate.word).map(|at| &reading.quotations[at]);
    if candidate.quotations.is_empty()
        && inside.is_some_and(|quotation| quotation.ending != Ending::Missing)
    {
        sum -= 2.8;
    }
    sum
}

/// What the speaker says for a candidate: people speak, things rarely do.
fn of_speaker(reading: &Reading<'_, '_>, candidate: &Candidate) -> f32 {
    let doc = reading.doc;
    let Some(source) = candidate.speaker else {
        return if OF_NOBODY.contains(&candidate.rule) { 0.0 } else { -1.2 };
    };
    match doc.lower(source.head) {
        "it" | "that" | "this" | "which" | "what" => return -1.4,
        "who" | "we" | "you" | "they" | "us" | "i" | "me" => return -0.4,
        "he" | "she" => return 0.0,
        _ => {}
    }
    match doc.ent(source.head).map(|ent| ent.label) {
        Some(EntLabel::Person | EntLabel::Norp) => 0.3,
        Some(EntLabel::Org | EntLabel::Gpe) => 0.0,
        _ if doc.pos(source.head) == Pos::Propn => 0.3,
        _ if doc.pos(source.head) == Pos::Noun => -0.1,
        _ => 0.0,
    }
}

/// What the verb's form and place say for a candidate.
fn of_verb(reading: &Reading<'_, '_>, candidate: &Candidate) -> f32 {
    let doc = reading.doc;
    let word = candidate.word;
    let auxiliary = |tag| doc.children_as(word, &[Dep::Aux]).any(|aux| doc.tag(aux) == tag);
    let form = if auxiliary(Tag::To) {
        -0.3
    } else if auxiliary(Tag::Md) {
        -0.7
    } else if doc.tag(word) == Tag::Vb && doc.child(word, &[Dep::Aux, Dep::Neg]).is_none() {
        -0.8
    } else {
        0.0
    };
    let place = match doc.dep(word) {
        Dep::Root => 0.3,
        Dep::Pcomp => -0.3,
        Dep::Ccomp => -0.7,
        _ => 0.0,
    };
    let subject = match candidate.how {
        How::None => -1.7,
        How::Noun => -1.4,
        How::Control => -0.3,
        _ => 0.0,
    };
    form + place + subject
}

/// A candidate is likely enough to be written.
pub(super) fn is_likely(log_odds: f32) -> bool {
    log_odds >= LEAST
}

/// Takes what a verb of saying reports out of the content of the verb inside whose complement the parser has
/// hung it by mistake: that ends where this one's clause begins.
pub(super) fn part_from_outer(reading: &Reading<'_, '_>, found: &mut [Candidate]) {
    let doc = reading.doc;
    // `X says A, while Y says B`
    let contrasted: Vec<TokenId> = found
        .iter()
        .map(|inner| inner.word)
        .filter(|&word| {
            doc.dep(word) == Dep::Advcl
                && doc.head(word).is_some_and(|head| head < word)
                && doc.child(word, &[Dep::Mark]).is_some_and(|mark| {
                    matches!(doc.lower(mark), "while" | "whereas" | "although" | "though")
                })
                && doc.child(word, &[Dep::Nsubj]).is_some()
        })
        .collect();
    for inner in contrasted {
        let start = doc.subtree(inner).start;
        for candidate in found.iter_mut() {
            if candidate.quotations.is_empty()
                && candidate.word < start
                && candidate.content.contains(inner)
            {
                candidate.content.clip(TokenSpan { start: TokenId(0), end: start });
            }
        }
    }
    let parted: Vec<(TokenId, TokenId)> =
        found.iter().filter_map(|inner| Some((inner.outer?, inner.word))).collect();
    for (outer, inner) in parted {
        let start = reading.doc.subtree(inner).start;
        for candidate in found.iter_mut().filter(|candidate| candidate.word == outer) {
            if candidate.quotations.is_empty() && candidate.content.first() < Some(start) {
                candidate.content.clip(TokenSpan { start: TokenId(0), end: start });
            }
        }
    }
}

/// Of two statements with nearly the same content, neither of whose cues lies in the other's content, the
/// likelier one stands. `keep[i]` tells which stand.
pub(super) fn drop_doubles(
    reading: &Reading<'_, '_>,
    found: &[Candidate],
    odds: &[f32],
    keep: &mut [bool],
) {
    let mut order: Vec<usize> = (0..found.len()).filter(|&i| keep[i]).collect();
    order.sort_by_key(|&i| (found[i].content.first(), found[i].content.last(), i));
    let rank = |i: usize| {
        (!found[i].quotations.is_empty(), (odds[i] * 1000.0) as i64, Reverse(found[i].word))
    };
    for (place, &a) in order.iter().enumerate() {
        let Some(end) = found[a].content.last() else { continue };
        for &b in &order[place + 1..] {
            if found[b].content.first().is_none_or(|first| first > end) {
                break;
            }
            if !keep[a] || !keep[b] {
                continue;
            }
            let (one, other) = (&found[a].content, &found[b].content);
            if one.contains(found[b].word) || other.contains(found[a].word) {
                continue;
            }
            let common = reading.n_common(one, other);
            let all = reading.n_words_of(one) + reading.n_words_of(other) - common;
            if 2 * common >= all && all > 0 {
                keep[if rank(a) >= rank(b) { b } else { a }] = false;
            }
        }
    }
}
