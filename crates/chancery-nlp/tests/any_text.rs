//! What holds for a parse of any text at all.

mod support;

use std::cell::RefCell;

use chancery_nlp::{Doc, Pipeline, Simd};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Words, blanks and characters that mean something to the tokenizer, mixed.
fn nasty_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[a-zA-Z0-9]{1,4}",
        "[ \t\n\u{1c}\u{a0}\u{2028}]{1,2}",
        "[-.,:;'\"()/@#$%&+*^_~<>=\u{2019}\u{2026}\u{2013}\u{2014}°²🙂]{1,3}",
        prop_oneof!["don't", "a.m.", ":\\)", "U.S.", "n’t", "http://", "km/h", "US\\$", "gonna"],
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn check(doc: &Doc<'_>) -> Result<(), TestCaseError> {
    let mut rebuilt = String::new();
    for token in doc.tokens() {
        prop_assert_eq!(rebuilt.len(), token.span.start() as usize);
        prop_assert!(!token.span.is_empty());
        rebuilt.push_str(&doc.text()[token.span.range()]);
        if token.space_after {
            rebuilt.push(' ');
        }
    }
    prop_assert_eq!(rebuilt, doc.text());
    let mut end = 0;
    for sent in doc.sents() {
        prop_assert_eq!(sent.start.0, end);
        prop_assert!(!sent.is_empty());
        end = sent.end.0;
    }
    prop_assert_eq!(end as usize, doc.len());
    for spans in [doc.ents().iter().map(|ent| ent.tokens).collect(), doc.noun_chunks().to_vec()] {
        prop_assert!(spans.iter().all(|span| !span.is_empty() && span.end.index() <= doc.len()));
        prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
    for id in doc.ids() {
        prop_assert!(doc.subtree(id).contains(id));
        prop_assert!(doc.ancestors(id).take(doc.len() + 1).count() <= doc.len(), "heads go round");
        prop_assert!(doc.head(id).is_none_or(|head| doc.sent(head) == doc.sent(id)));
        prop_assert!(!doc.lemma(id).is_empty() && !doc.lower(id).is_empty());
    }
    Ok(())
}

#[test]
fn tokens_rebuild_the_text_and_sentences_part_it() {
    let worker = RefCell::new(Pipeline::new(&support::model(), Simd::detect()).unwrap().worker());
    let mut runner = TestRunner::new(Config::with_cases(400));
    runner.run(&nasty_text(), |text| check(&worker.borrow_mut().parse(&text))).unwrap();
}
