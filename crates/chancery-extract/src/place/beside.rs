//! Names that the words beside them show to be places, whether the gazetteer has them or not: *the town of
//! Kesho*, *Kesho district*, a name between places in a list, and such a name wherever it stands again.

use chancery_nlp::{Doc, EntLabel, Tag, TokenId, TokenSpan};
use rustc_hash::{FxHashMap, FxHashSet};

use super::scan::{core, is_capitalised};
use super::words::{Role, Words};

/// Longest such name in tokens.
const LONGEST: u32 = 3;

/// Most names after a plural: *the towns of A, B and C*.
const MOST: usize = 8;

/// Names beside the noun of a unit, in the text's order.
pub(super) fn beside_units(doc: &Doc<'_>) -> Vec<TokenSpan> {
    let words = Words::embedded();
    let mut found = Vec::new();
    for noun in doc.ids() {
        if !words.is(doc.lower(noun), Role::Noun) || is_capitalised(doc, noun) {
            continue;
        }
        before(doc, noun, &mut found);
        after(doc, noun, &mut found);
    }
    found.sort_unstable_by_key(|span: &TokenSpan| (span.start, span.end));
    found.dedup();
    found
}

/// *Kesho **district***
fn before(doc: &Doc<'_>, noun: TokenId, found: &mut Vec<TokenSpan>) {
    // *the Apple town*: cities and towns are also described by whom they belong to.
    if matches!(doc.lower(noun), "city" | "town" | "state" | "capital") && doc.tag(noun) == Tag::Nns
    {
        return;
    }
    let mut start = noun;
    while let Some(word) = start.prev() {
        if noun.0 - word.0 > LONGEST || !is_name_word(doc, word) {
            break;
        }
        start = word;
    }
    push(doc, TokenSpan { start, end: noun }, found);
}

/// *the **town** of Kesho*, *the **villages** of A, B and C*
fn after(doc: &Doc<'_>, noun: TokenId, found: &mut Vec<TokenSpan>) {
    let of = noun.next();
    if of.index() >= doc.len() || doc.lower(of) != "of" {
        return;
    }
    let mut at = of.next();
    if at.index() < doc.len() && doc.lower(at) == "the" {
        return; // *the capital of the Netherlands* is a country's, and known
    }
    for _ in 0..if doc.tag(noun) == Tag::Nns { MOST } else { 1 } {
        let start = at;
        while at.index() < doc.len() && at.0 - start.0 < LONGEST && is_name_word(doc, at) {
            at = at.next();
        }
        if !push(doc, TokenSpan { start, end: at }, found) {
            return;
        }
        while at.index() < doc.len() && matches!(doc.lower(at), "," | "and" | "or" | "&") {
            at = at.next();
        }
    }
}

fn is_name_word(doc: &Doc<'_>, token: TokenId) -> bool {
    is_capitalised(doc, token)
        && matches!(doc.tag(token), Tag::Nnp | Tag::Nnps)
        && doc.word(token).contains(char::is_lowercase)
}

/// Not a part of a longer name, and not a demonym that the tagger takes for a name.
fn push(doc: &Doc<'_>, tokens: TokenSpan, found: &mut Vec<TokenSpan>) -> bool {
    if tokens.is_empty() {
        return false;
    }
    let free = tokens.iter().all(|token| match doc.ent(token) {
        None => true,
        Some(ent) => {
            ent.label != EntLabel::Norp
                && (tokens.covers(core(doc, ent.tokens))
                    || matches!(ent.label, EntLabel::Gpe | EntLabel::Loc))
        }
    });
    if free {
        found.push(tokens);
    }
    true
}

/// Names between places in a list: *Oslo, Kesho and Bergen*; `places` in the text's order.
pub(super) fn in_lists(doc: &Doc<'_>, places: &[TokenSpan]) -> Vec<TokenSpan> {
    let mut found = Vec::new();
    for pair in places.windows(2) {
        let (first, last) = (pair[0].end, pair[1].start);
        if !(3..=LONGEST + 4).contains(&last.0.saturating_sub(first.0)) || doc.lower(first) != "," {
            continue;
        }
        let start = first.next();
        let mut end = start;
        while end < last && end.0 - start.0 < LONGEST && is_name_word(doc, end) {
            end = end.next();
        }
        let joined = end > start
            && (end.0..last.0).all(|i| matches!(doc.lower(TokenId(i)), "," | "and" | "or"))
            && doc.lower(end) != "and";
        let person =
            doc.ent(start).is_some_and(|ent| ent.label == EntLabel::Person && ent.tokens.len() > 1);
        if joined && !person {
            found.push(TokenSpan { start, end });
        }
    }
    found
}

/// Names before a comma and a state, province or country: *in Kesho, Kenya,*; `containers` in the text's order.
pub(super) fn before_containers(doc: &Doc<'_>, containers: &[TokenSpan]) -> Vec<TokenSpan> {
    let mut found = Vec::new();
    for container in containers {
        let Some(comma) = container.start.prev().filter(|&before| doc.lower(before) == ",") else {
            continue;
        };
        // *Kesho, Kenya's minister*, *Kesho, Texas Republican*: something else than a place is told of.
        let ends = container.end.index() >= doc.len()
            || matches!(
                doc.lower(container.end),
                "," | "."
                    | ";"
                    | ")"
                    | "--"
                    | "—"
                    | "–"
                    | "and"
                    | "in"
                    | "on"
                    | "for"
                    | "to"
                    | "where"
                    | "when"
            )
            || doc.tag(container.end) == Tag::Space;
        if !ends {
            continue;
        }
        let mut start = comma;
        while let Some(word) = start.prev() {
            if comma.0 - word.0 > LONGEST || !is_name_word(doc, word) {
                break;
            }
            start = word;
        }
        let tokens = TokenSpan { start, end: comma };
        if tokens.is_empty() || doc.sent(start) != doc.sent(container.start) {
            continue;
        }
        let before = start.prev().map_or("", |before| doc.lower(before));
        let asked = matches!(before, "in" | "at" | "near" | "from" | "of" | "outside" | "around");
        let place = tokens.iter().all(|token| match doc.ent(token).map(|ent| ent.label) {
            None | Some(EntLabel::Gpe | EntLabel::Loc) => true,
            Some(EntLabel::Org | EntLabel::Person | EntLabel::Fac | EntLabel::Product) => asked,
            Some(_) => false,
        });
        if place {
            found.push(tokens);
        }
    }
    found
}

/// Where the unknown names of `known` stand again; `taken` tells the tokens that are places already.
pub(super) fn again(doc: &Doc<'_>, known: &[TokenSpan], taken: &[bool]) -> Vec<TokenSpan> {
    let mut by_first: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
    for &tokens in known {
        by_first.entry(doc.word(tokens.start)).or_default().insert(doc.span_text(tokens));
    }
    if by_first.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for token in doc.ids() {
        if taken[token.index()] || !is_capitalised(doc, token) {
            continue;
        }
        let Some(names) = by_first.get(doc.word(token)) else { continue };
        let longest = (token.0 + 1..=(token.0 + LONGEST).min(doc.len() as u32))
            .rev()
            .map(|end| TokenSpan { start: token, end: TokenId(end) })
            .find(|&tokens| names.contains(doc.span_text(tokens)));
        let Some(tokens) = longest else { continue };
        let of_person = doc
            .ent(token)
            .is_some_and(|ent| ent.label == EntLabel::Person && ent.tokens.len() > tokens.len());
        if !of_person {
            found.push(tokens);
        }
    }
    found
}
