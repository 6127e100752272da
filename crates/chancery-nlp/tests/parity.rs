//! The whole pipeline held to spaCy's own parses.
//!
//! `parity/spacy-3.8.18.jsonl` holds the parses of our examples and of nasty texts by spaCy 3.8.18 and
//! `en_core_web_md` 3.8.0 on Python 3.11, written by `cargo xtask parity --fixture`. No tolerance, and no known
//! difference.

mod support;

use chancery_nlp::{Doc, Pipeline, Simd, TokenSpan};
use chancery_text::CodePoints;
use serde_json::{Value, json};

const FIXTURE: &str = include_str!("parity/spacy-3.8.18.jsonl");

/// A document as a line of the fixture, without its text.
fn row(doc: &Doc<'_>) -> Value {
    let points = CodePoints::new(doc.text());
    let span = |tokens: TokenSpan| points.span(doc.byte_span(tokens));
    let tokens: Vec<Value> = doc
        .ids()
        .map(|id| {
            let (start, end) = points.span(doc.token(id).span);
            json!([
                start,
                end,
                doc.tag(id).as_str(),
                doc.pos(id).as_str(),
                doc.morph(id),
                doc.lemma(id),
                doc.head(id).unwrap_or(id).0,
                doc.dep(id).as_str(),
                doc.sent(id).start == id,
            ])
        })
        .collect();
    let ents: Vec<Value> = doc
        .ents()
        .iter()
        .map(|ent| {
            let (start, end) = span(ent.tokens);
            json!([start, end, ent.label.as_str()])
        })
        .collect();
    let chunks: Vec<(u32, u32)> = doc.noun_chunks().iter().map(|&chunk| span(chunk)).collect();
    json!({"tokens": tokens, "ents": ents, "noun_chunks": chunks})
}

#[test]
fn every_layer_of_every_text_is_as_spacy_has_it() {
    let pipeline = Pipeline::new(&support::model(), Simd::detect()).unwrap();
    let mut worker = pipeline.worker();
    let mut differences = Vec::new();
    let mut n_tokens = 0;
    for line in FIXTURE.lines() {
        let expected: Value = serde_json::from_str(line).unwrap();
        let text = expected["text"].as_str().unwrap();
        let found = row(&worker.parse(text));
        for layer in ["tokens", "ents", "noun_chunks"] {
            let (expected_rows, found_rows) =
                (expected[layer].as_array().unwrap(), found[layer].as_array().unwrap());
            let place = expected_rows.iter().zip(found_rows).position(|(a, b)| a != b);
            let place = place.or((expected_rows.len() != found_rows.len())
                .then_some(expected_rows.len().min(found_rows.len())));
            if let Some(at) = place {
                differences.push(format!(
                    "{} {layer} {at}: {} in spaCy, {} here",
                    expected["id"],
                    expected_rows.get(at).unwrap_or(&Value::Null),
                    found_rows.get(at).unwrap_or(&Value::Null),
                ));
            }
        }
        n_tokens += expected["tokens"].as_array().unwrap().len();
    }
    assert!(n_tokens > 3_000, "the fixture has {n_tokens} tokens");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn neither_vector_instructions_nor_what_was_parsed_before_show() {
    let model = support::model();
    let texts: Vec<String> = FIXTURE
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut worker = Pipeline::new(&model, Simd::detect()).unwrap().worker();
    let expected: Vec<Value> = texts.iter().map(|text| row(&worker.parse(text))).collect();
    for name in ["scalar", "avx2", "avx512"] {
        // A processor that lacks a set has nothing to disagree about.
        let Ok(simd) = Simd::named(name) else { continue };
        let mut worker = Pipeline::new(&model, simd).unwrap().worker();
        for (text, expected) in texts.iter().zip(&expected).rev() {
            assert_eq!(&row(&worker.parse(text)), expected, "{name}: {text:.40}");
        }
    }
}
