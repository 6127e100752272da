//! The same text gives the same document: on every path of the arithmetic, and whatever was parsed before.

mod support;

use std::fmt::Write as _;

use chancery_nlp::{Pipeline, Simd};
use serde_json::Value;

/// The texts of the parity fixture.
fn texts() -> Vec<String> {
    include_str!("parity/spacy-3.8.18.jsonl")
        .lines()
        .filter_map(|line| {
            serde_json::from_str::<Value>(line).ok()?["text"].as_str().map(str::to_owned)
        })
        .collect()
}

#[test]
fn every_path_gives_the_same_documents() {
    let model = support::model();
    let texts = texts();
    // Longer than what goes through the layers at once.
    let all = texts.join("\n\n");
    let documents = |simd: Simd| -> Vec<String> {
        let pipeline = Pipeline::new(&model, simd).expect("the model is sound");
        let mut worker = pipeline.worker();
        let texts = texts.iter().chain([&all]);
        texts.map(|text| format!("{:?}", worker.parse(text))).collect()
    };
    let expected = documents(Simd::scalar());
    assert!(!expected.is_empty());
    for simd in ["avx2", "avx512"].iter().filter_map(|name| Simd::named(name).ok()) {
        assert!(documents(simd) == expected, "{simd:?} gives other documents than scalar");
    }
}

#[test]
fn what_was_parsed_before_does_not_matter() {
    let pipeline = Pipeline::new(&support::model(), Simd::detect()).expect("the model is sound");
    let texts = texts();
    let mut worker = pipeline.worker();
    for text in &texts {
        let alone = format!("{:?}", pipeline.worker().parse(text));
        assert_eq!(format!("{:?}", worker.parse(text)), alone);
    }
    // More words than the vocabulary and the encoders remember.
    let mut many = String::new();
    for n in 0..20_000 {
        write!(many, "No{n} met Mr. Q{}. ", n * 7).expect("a string takes all");
    }
    worker.parse(&many);
    for text in &texts {
        let alone = format!("{:?}", pipeline.worker().parse(text));
        assert_eq!(format!("{:?}", worker.parse(text)), alone);
    }
}
