//! Counts in how many texts each word stands and prints data/stories/background.tsv.
//!
//!     cargo run -p chancery-story --example background -- MODEL SOURCE=DOCS.jsonl…
//!
//! Of each file (JSON Lines, `{"id", "text", "source"}`) only the documents of the named source are counted.
#![expect(clippy::print_stdout, reason = "the table is the output")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use chancery::nlp::{Pipeline, Simd};
use chancery_story::words_of;
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    text: String,
    source: Option<String>,
}

const HEAD: &str = "\
# In how many texts of news a word stands: what a small archive cannot tell of its own words.
#
# Origin: counts over articles of Wikinews (CC BY 2.5, en.wikinews.org and its contributors), 2004-2018, as they stand in
#   GeoVirus (paragraphs), MEANTIME (first sentences), and GUM, genres news and interview. No text is part of the table.
# Date: 2026-11-24. Licence: MIT OR Apache-2.0 (counts of words). Generator:
#   cargo run -p chancery-story --example background -- MODEL SOURCE=DOCS.jsonl…
# Known gaps: small; news of 2004-2018, of epidemics and companies more than of diplomacy. Words of one text are left out.
#
# Columns: the word's dictionary form in lower case, the number of texts. The empty word: all texts.";

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, files @ ..] = args.as_slice() else { bail!("give the model and SOURCE=FILE…") };
    let pipeline = Pipeline::new(&chancery::model::store::open(Path::new(model))?, Simd::detect())?;
    let mut worker = pipeline.worker();
    let mut df: BTreeMap<String, u32> = BTreeMap::new();
    for file in files {
        let (source, path) = file.split_once('=').context("SOURCE=FILE expected")?;
        let lines = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        for (number, line) in (1..).zip(lines.lines()) {
            let document: Document =
                serde_json::from_str(line).with_context(|| format!("{path}:{number}"))?;
            if document.source.as_deref() == Some(source) {
                *df.entry(String::new()).or_default() += 1;
                for word in words_of(&worker.parse(&document.text)) {
                    *df.entry(word).or_default() += 1;
                }
            }
        }
    }
    println!("{HEAD}");
    for (word, df) in df.iter().filter(|&(_, &df)| df > 1) {
        println!("{word}\t{df}");
    }
    Ok(())
}
