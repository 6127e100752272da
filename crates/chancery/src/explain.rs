//! What the reader found and why, for somebody who writes rules.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use chancery_nlp::{Doc, TokenSpan};
use chancery_record::{Line, Record, Span, lines};
use chancery_text::CodePoints;

const SENTENCE: Style = Style::new().bold();
const RULE: Style = AnsiColor::Magenta.on_default();
const FAINT: Style = Style::new().dimmed();

/// Each finding in a line below its sentence, with its rule and words. With `at`, only sentences that
/// contain these words, each with its tokens, tags and arcs. ANSI styles are in the text.
pub fn explain(doc: &Doc<'_>, record: &Record, at: Option<&str>) -> String {
    let points = CodePoints::new(doc.text());
    let lines = lines(record);
    let mut out = String::new();
    for &sent in doc.sents() {
        let words = doc.span_text(sent);
        if at.is_some_and(|at| !words.contains(at)) || words.trim().is_empty() {
            continue;
        }
        let (start, end) = points.span(doc.byte_span(sent));
        let words: Vec<&str> = words.split_whitespace().collect();
        let _ = writeln!(out, "{SENTENCE}{}{SENTENCE:#}", words.join(" "));
        if at.is_some() {
            tokens(doc, sent, &mut out);
        }
        for line in lines.iter().filter(|line| begins_in(line, start, end)) {
            finding(line, &points, &mut out);
        }
        out.push('\n');
    }
    out
}

/// The first words of the finding's evidence stand between these code points; an actor or place is shown
/// wherever it is mentioned.
fn begins_in(line: &Line, start: u32, end: u32) -> bool {
    let within = |span: &Span| start <= span.start && span.start < end;
    match line.layer {
        chancery_record::Layer::Actor | chancery_record::Layer::Place => {
            line.evidence.iter().any(within)
        }
        _ => line.evidence.first().is_some_and(within),
    }
}

fn finding(line: &Line, points: &CodePoints<'_>, out: &mut String) {
    let _ = write!(out, "  {:<9} {:<4} {}", line.layer.as_str(), line.id, line.text);
    if let Some(rule) = &line.rule {
        let evidence: Vec<String> = line
            .evidence
            .iter()
            .map(|span| {
                let words = points.words(span.start, span.end);
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        let _ = write!(out, "  {RULE}{rule}{RULE:#}");
        let _ = write!(out, "  {FAINT}“{}”{FAINT:#}", evidence.join("” “"));
    }
    out.push('\n');
}

/// A table of the sentence's tokens: number, word, lemma, tag, part of speech, arc, head, entity.
fn tokens(doc: &Doc<'_>, sent: TokenSpan, out: &mut String) {
    for token in sent.iter() {
        let head = doc
            .head(token)
            .map_or("ROOT".to_owned(), |head| format!("{} {}", head.0, doc.word(head).trim()));
        let ent = doc.ent(token).map_or("", |ent| ent.label.as_str());
        let _ = writeln!(
            out,
            "  {FAINT}{:>5}{FAINT:#} {:<16} {:<14} {:<5} {:<6} {:<10} ← {:<18} {ent}",
            token.0,
            doc.word(token).escape_debug(),
            doc.lemma(token).escape_debug(),
            doc.tag(token),
            doc.pos(token),
            doc.dep(token),
            head,
        );
    }
}
