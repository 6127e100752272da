//! Where a clause begins and ends in the text.

use chancery_nlp::{Dep, Doc, Pos, TokenId, TokenSpan};
use chancery_text::ByteSpan;

use super::subject::{is_predicate, own_subject};

/// The tokens of the clause of `verb`: what hangs on it, without coordinated clauses that follow and
/// without a clause of speech set inside or after it. An infinitive or participle takes the clause that
/// holds its subject with it, for alone it proves nothing.
pub fn clause(doc: &Doc<'_>, verb: TokenId) -> TokenSpan {
    let mut top = verb;
    while own_subject(doc, top).is_none()
        && matches!(
            doc.dep(top),
            Dep::Xcomp | Dep::Conj | Dep::Advcl | Dep::Pcomp | Dep::Acomp | Dep::Attr | Dep::Oprd
        )
    {
        let Some(above) = doc.ancestors(top).find(|&above| is_predicate(doc, above)) else { break };
        top = above;
    }
    let whole = doc.subtree(top);
    let mut span = whole;
    for &child in doc.children(top) {
        if child > verb && doc.dep(child) == Dep::Conj && is_predicate(doc, child) {
            span.end = span.end.min(doc.subtree(child).start);
            break;
        }
    }
    if span.end <= verb {
        span = whole;
    }
    trim(doc, span)
}

/// As [`clause`], in bytes.
pub fn clause_span(doc: &Doc<'_>, verb: TokenId) -> ByteSpan {
    doc.byte_span(clause(doc, verb))
}

/// Without white space, punctuation and conjunctions at its ends; quotation marks stay.
pub fn trim_span(doc: &Doc<'_>, span: TokenSpan) -> TokenSpan {
    trim(doc, span)
}

fn trim(doc: &Doc<'_>, span: TokenSpan) -> TokenSpan {
    let outside = |token: TokenId| {
        matches!(doc.pos(token), Pos::Space | Pos::Cconj)
            || doc.pos(token) == Pos::Punct
                && !matches!(doc.word(token), "\"" | "“" | "”" | "''" | "``")
    };
    let mut trimmed = span;
    while trimmed.len() > 1 && outside(trimmed.start) {
        trimmed.start = trimmed.start.next();
    }
    while trimmed.len() > 1 && trimmed.end.prev().is_some_and(outside) {
        trimmed.end = TokenId(trimmed.end.0 - 1);
    }
    trimmed
}

/// `token` stands inside quotation marks of its paragraph. Single quotation marks are not looked at.
pub fn in_quotes(doc: &Doc<'_>, token: TokenId) -> bool {
    let mut open = false;
    // A paragraph in quotation marks seldom has more words than this.
    let from = token.0.saturating_sub(150);
    for at in (from..token.0).map(TokenId) {
        match doc.word(at) {
            "\"" => open = !open,
            "“" | "``" => open = true,
            "”" | "''" => open = false,
            word if doc.pos(at) == Pos::Space && word.contains('\n') => open = false,
            _ => {}
        }
    }
    open
}
