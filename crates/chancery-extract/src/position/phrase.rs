//! The words of a proposition: a complement without its marker, cut before what only surrounds it.

use chancery_nlp::{Dep, Doc, Pos, Tag, TokenId, TokenSpan};
use chancery_text::ByteSpan;

use crate::clause;

/// The whole complement below `head`, without *that*, *to*, *for* in front and the circumstances behind.
pub(super) fn proposition(doc: &Doc<'_>, head: TokenId) -> ByteSpan {
    let mut span = doc.subtree(head);
    for &child in doc.children(head) {
        // *to leave*: the marker goes; *that*, *whether* go.
        let marker = child < head
            && match doc.dep(child) {
                Dep::Mark => matches!(doc.lower(child), "that" | "whether" | "if"),
                Dep::Aux => doc.tag(child) == Tag::To,
                _ => false,
            };
        if marker && doc.subtree(child).start == span.start {
            span.start = child.next();
        }
        if child > head && surrounds(doc, child) {
            span.end = span.end.min(doc.subtree(child).start).max(head.next());
            break;
        }
    }
    doc.byte_span(clause::trim_span(doc, span))
}

/// Clauses and phrases of circumstance: *while …*, *as …*, *, she said*, *on Thursday* before nothing.
fn surrounds(doc: &Doc<'_>, child: TokenId) -> bool {
    match doc.dep(child) {
        Dep::Parataxis | Dep::Npadvmod => true,
        Dep::Advcl => doc.children(child).iter().any(|&mark| {
            matches!(doc.dep(mark), Dep::Mark | Dep::Advmod)
                && matches!(
                    doc.lower(mark),
                    "as" | "while" | "after" | "before" | "when" | "although" | "though" | "since"
                )
        }),
        Dep::Ccomp => matches!(doc.lemma(child), "say" | "add" | "tell"),
        _ => false,
    }
}

/// The complement split at its conjuncts, where each stands by itself: infinitives, clauses, noun phrases
/// that each have a modifier of their own. *Peace and stability* stays whole.
pub(super) fn propositions(doc: &Doc<'_>, head: TokenId) -> Vec<ByteSpan> {
    let heads = clause::conjuncts(doc, head);
    let alone = |token: TokenId| match doc.pos(token) {
        Pos::Verb | Pos::Aux => true,
        _ => doc.children(token).iter().any(|&child| {
            matches!(
                doc.dep(child),
                Dep::Amod
                    | Dep::Prep
                    | Dep::Compound
                    | Dep::Poss
                    | Dep::Nummod
                    | Dep::Acl
                    | Dep::Det
            )
        }),
    };
    if heads.len() < 2 || !heads.iter().all(|&head| alone(head)) {
        return vec![proposition(doc, head)];
    }
    heads
        .iter()
        .enumerate()
        .map(|(n, &head)| {
            let whole = proposition(doc, head);
            let Some(next) = heads.get(n + 1) else { return whole };
            // A conjunct hangs below the one before it: cut where it begins.
            let tokens = doc.tokens_in(whole);
            let end = doc.subtree(*next).start.min(tokens.end).max(head.next());
            doc.byte_span(clause::trim_span(doc, TokenSpan { start: tokens.start, end }))
        })
        .collect()
}
