//! The words of a proposition: a complement without its marker, cut before what only surrounds it.

use chancery_nlp::{Dep, Doc, EntLabel, Pos, Tag, TokenId, TokenSpan};
use chancery_text::ByteSpan;

use crate::clause;

/// The whole complement below `head`, without *that*, *to*, *for* in front and the circumstances behind.
///
/// Where the word that takes the stand lies within the phrase (*the plan **backed** by them*), the phrase ends
/// before the clause of that word.
pub(super) fn proposition(doc: &Doc<'_>, head: TokenId, word: TokenId) -> ByteSpan {
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
        let holds_word = doc.subtree(child).contains(word);
        if child > head && (surrounds(doc, child) || holds_word || strays(doc, head, child)) {
            span.end = span.end.min(doc.subtree(child).start).max(head.next());
            break;
        }
    }
    if let Some(infinitive) = infinitive_after(doc, head, span, word) {
        span.end = doc.subtree(infinitive).end;
    }
    // *the re-election*: the parser may take the word apart.
    while span.end.index() + 1 < doc.len()
        && doc.word(span.end) == "-"
        && doc.token(span.end).span.start()
            == doc.token(span.end.prev().unwrap_or(span.start)).span.end()
    {
        span.end = span.end.next().next();
    }
    if let Some(end) = closing_quote(doc, span) {
        span.end = end.next();
    }
    span = clause::trim_span(doc, span);
    // *so we must leave*, *that we should*
    while span.len() > 1
        && (matches!(doc.lower(span.start), "so" | "that" | "then")
            && matches!(doc.dep(span.start), Dep::Advmod | Dep::Mark | Dep::Cc)
            || doc.pos(span.start) == Pos::Punct && !in_pair(doc, span))
    {
        span.start = span.start.next();
    }
    doc.byte_span(span)
}

/// *dismissed calls **to quit***: the infinitive right behind a noun is the noun's, also where the parser hangs it
/// on the verb.
fn infinitive_after(
    doc: &Doc<'_>,
    head: TokenId,
    span: TokenSpan,
    word: TokenId,
) -> Option<TokenId> {
    if span.end.index() >= doc.len() {
        return None;
    }
    let verb = doc.head(span.end).filter(|_| {
        doc.pos(head) == Pos::Noun && doc.tag(span.end) == Tag::To && span.end.prev() == Some(head)
    })?;
    let misplaced =
        matches!(doc.dep(verb), Dep::Xcomp | Dep::Advcl) && doc.head(verb) == Some(word);
    (misplaced && verb > head).then_some(verb)
}

/// *opposes American “boots on the ground”*: the quotation that opens in the phrase and soon closes behind it,
/// whatever the parser hangs its words on.
fn closing_quote(doc: &Doc<'_>, span: TokenSpan) -> Option<TokenId> {
    const REACH: u32 = 8;
    let is_mark = |token: TokenId| matches!(doc.word(token), "\"" | "“" | "”" | "''" | "``");
    if span.iter().filter(|&token| is_mark(token)).count() != 1 {
        return None;
    }
    let sent = doc.sent(span.start);
    let mark = span.iter().find(|&token| is_mark(token))?;
    if mark == span.end.prev()? || doc.word(mark) == "”" {
        return None;
    }
    let behind = sent.iter().filter(|&token| token >= span.end && token.0 < span.end.0 + REACH);
    behind.into_iter().find(|&token| is_mark(token)).filter(|&token| doc.word(token) != "“")
}

/// The quotation mark at the start has its like within.
fn in_pair(doc: &Doc<'_>, span: TokenSpan) -> bool {
    let closes =
        |token: TokenId| matches!(doc.word(token), "\"" | "”" | "''") && token > span.start;
    span.iter().any(closes)
}

/// *pressed him to sign and **lobbied** for it*: a finite verb coordinated with an infinitive is not part of
/// what was asked.
fn strays(doc: &Doc<'_>, head: TokenId, child: TokenId) -> bool {
    let finite = |token: TokenId| matches!(doc.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp);
    let conjunct = match doc.dep(child) {
        Dep::Conj => child,
        Dep::Cc => match doc.children_as(head, &[Dep::Conj]).find(|&conj| conj > child) {
            Some(conjunct) => conjunct,
            None => return false,
        },
        _ => return false,
    };
    doc.tag(head) == Tag::Vb && finite(conjunct)
}

/// Clauses and phrases of circumstance: *while …*, *as …*, *, she said*, *on Thursday* before nothing.
fn surrounds(doc: &Doc<'_>, child: TokenId) -> bool {
    match doc.dep(child) {
        Dep::Parataxis => true,
        // *leave on Monday*, but *look the other way*
        Dep::Npadvmod => {
            doc.ent(child).is_some_and(|ent| matches!(ent.label, EntLabel::Date | EntLabel::Time))
        }
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
pub(super) fn propositions(doc: &Doc<'_>, head: TokenId, word: TokenId) -> Vec<ByteSpan> {
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
        return vec![proposition(doc, head, word)];
    }
    heads
        .iter()
        .enumerate()
        .map(|(n, &head)| {
            let whole = proposition(doc, head, word);
            let Some(next) = heads.get(n + 1) else { return whole };
            // A conjunct hangs below the one before it: cut where it begins.
            let tokens = doc.tokens_in(whole);
            let end = doc.subtree(*next).start.min(tokens.end).max(head.next());
            doc.byte_span(clause::trim_span(doc, TokenSpan { start: tokens.start, end }))
        })
        .collect()
}
