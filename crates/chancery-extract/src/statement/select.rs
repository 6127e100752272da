//! Which candidates stand: doubts, doubles, nesting.

use std::cmp::Reverse;

use chancery_nlp::{Dep, EntLabel, Pos, Tag, TokenId, TokenSpan};

use super::cue::Candidate;
use super::reading::Reading;
use super::speaker::How;

/// Log-odds below which a candidate is dropped.
const LEAST: f32 = -0.4;

/// How likely a candidate is right, in log-odds: its rule's share, and what its words say for and against.
/// Most of these verbs also tell of acts; a person as subject of a main clause in the past or present makes
/// a thought likely, a thing, a modal or a bare participle makes it unlikely.
pub(super) fn log_odds(reading: &Reading<'_, '_>, candidate: &Candidate) -> f32 {
    let doc = reading.doc;
    let word = candidate.word;
    let mut sum = (candidate.base / (1.0 - candidate.base)).ln();
    sum += match candidate.speaker {
        None => -0.5,
        Some(source) => match doc.lower(source.head) {
            "it" | "that" | "this" => -1.0,
            "who" | "we" | "you" | "they" | "which" => -0.3,
            "he" | "she" | "i" => 0.3,
            _ if doc.ent(source.head).is_some_and(|ent| ent.label == EntLabel::Person) => 0.3,
            _ => 0.0,
        },
    };
    if matches!(doc.pos(word), Pos::Verb | Pos::Aux) {
        let infinitive = doc.child(word, &[Dep::Aux]).is_some_and(|aux| doc.tag(aux) == Tag::To);
        let modal = doc.children_as(word, &[Dep::Aux]).any(|aux| {
            doc.tag(aux) == Tag::Md && !matches!(doc.lower(aux), "will" | "'ll" | "’ll")
        });
        if modal {
            sum -= 0.5;
        }
        if infinitive {
            sum -= 0.3;
        }
        match doc.dep(word) {
            Dep::Acl => sum -= 0.8,
            Dep::Relcl => sum -= 0.3,
            Dep::Root => sum += 0.2,
            _ if candidate.how == How::None => sum -= 0.8,
            _ => {}
        }
    }
    let quoted = candidate
        .content
        .spans()
        .iter()
        .flat_map(|span| [span.start, TokenId(span.end.0 - 1)])
        .any(|token| reading.quotation_at(token).is_some());
    if quoted {
        sum += 0.8;
    }
    if reading.n_words_of(&candidate.content) == 1 {
        sum -= 0.5;
    }
    sum
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
