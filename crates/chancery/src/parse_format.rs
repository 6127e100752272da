//! The language pipeline's analysis as JSON Lines and as CoNLL-U.

use std::io::Write;

use chancery_nlp::{Doc, TokenId, TokenSpan};
use chancery_text::CodePoints;
use serde_json::json;

/// One line of JSON: `{"id", "tokens", "ents", "noun_chunks"}`, spans in code points, heads as token
/// indices (a root's is its own).
pub fn jsonl(id: &str, doc: &Doc<'_>, out: &mut Vec<u8>) {
    let points = CodePoints::new(doc.text());
    let words = |string: &str| serde_json::to_string(string).expect("a string is JSON");
    let mut put = |text: std::fmt::Arguments<'_>| {
        out.write_fmt(text).expect("a vector takes all bytes");
    };
    put(format_args!("{{\"id\":{},\"tokens\":[", words(id)));
    for token in doc.ids() {
        let parts = doc.token(token);
        let (start, end) = points.span(parts.span);
        put(format_args!(
            "{}{{\"start\":{start},\"end\":{end},\"tag\":{},\"pos\":\"{}\",\"morph\":{},\"lemma\":{},\
             \"head\":{},\"dep\":\"{}\",\"sent_start\":{}}}",
            comma(token.0),
            words(parts.tag.as_str()),
            parts.pos,
            words(doc.morph(token)),
            words(doc.published_lemma(token)),
            doc.head(token).unwrap_or(token).0,
            parts.dep,
            doc.sent(token).start == token,
        ));
    }
    put(format_args!("],\"ents\":["));
    for (n, ent) in (0..).zip(doc.ents()) {
        let (start, end) = points.span(doc.byte_span(ent.tokens));
        let label = ent.label;
        put(format_args!(
            "{}{}",
            comma(n),
            json!({"start": start, "end": end, "label": label.as_str()})
        ));
    }
    put(format_args!("],\"noun_chunks\":["));
    for (n, &chunk) in (0..).zip(doc.noun_chunks()) {
        let (start, end) = points.span(doc.byte_span(chunk));
        put(format_args!("{}{}", comma(n), json!({"start": start, "end": end})));
    }
    put(format_args!("]}}\n"));
}

fn comma(n: u32) -> &'static str {
    if n == 0 { "" } else { "," }
}

/// CoNLL-U (Universal Dependencies' format 2): a block a sentence, ten columns a token. `DEPREL` holds
/// `ClearNLP` labels, `XPOS` Penn tags; entities stand in `MISC` as `Entity=B-ORG`. A token of white space is
/// printed as `_`.
pub fn conllu(id: &str, doc: &Doc<'_>, out: &mut Vec<u8>) {
    let mut put = |text: std::fmt::Arguments<'_>| {
        out.write_fmt(text).expect("a vector takes all bytes");
    };
    put(format_args!("# newdoc id = {}\n", one_line(id)));
    for (number, &sent) in doc.sents().iter().enumerate() {
        put(format_args!("# sent_id = {}-{}\n", one_line(id), number + 1));
        put(format_args!("# text = {}\n", one_line(doc.span_text(sent))));
        for token in sent.iter() {
            let parts = doc.token(token);
            let number = |token: TokenId| token.0 - sent.start.0 + 1;
            put(format_args!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}\n",
                number(token),
                column(doc.word(token)),
                column(doc.published_lemma(token)),
                parts.pos,
                parts.tag,
                column(doc.morph(token)),
                doc.head(token).map_or(0, number),
                parts.dep,
                misc(doc, token),
            ));
        }
        put(format_args!("\n"));
    }
}

fn misc(doc: &Doc<'_>, token: TokenId) -> String {
    let mut fields = Vec::new();
    if let Some(ent) = doc.ent(token) {
        let TokenSpan { start, .. } = ent.tokens;
        fields.push(format!("Entity={}-{}", if start == token { "B" } else { "I" }, ent.label));
    }
    if !doc.token(token).space_after {
        fields.push("SpaceAfter=No".to_owned());
    }
    if fields.is_empty() { "_".to_owned() } else { fields.join("|") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn column(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() { "_".to_owned() } else { text }
}
