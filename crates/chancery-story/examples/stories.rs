//! Reads documents (JSON Lines, as `chancery read` takes them) and prints each one's story, `{"id", "cluster"}` a line.
//!
//!     cargo run -p chancery-story --example stories -- MODEL DOCS.jsonl…
#![expect(clippy::print_stdout, reason = "the stories are the output")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use chancery::{Article, Published, Reader};
use chancery_nlp::{Pipeline, Simd};
use chancery_story::{Report, Terms, stories};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    title: Option<String>,
    published: Option<String>,
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [model, docs @ ..] = args.as_slice() else { bail!("give the model and the documents") };
    let pipeline = Pipeline::new(&chancery::model::store::open(Path::new(model))?, Simd::detect())?;
    let reader = Reader::new(pipeline, "en_core_web_md");
    let mut worker = reader.worker();
    let mut ids: Vec<String> = Vec::new();
    let mut digests: Vec<Vec<u8>> = Vec::new();
    let (mut reading, mut digesting) = (0.0, 0.0);
    for path in docs {
        let lines = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        for (number, line) in (1..).zip(lines.lines()) {
            let document: Document =
                serde_json::from_str(line).with_context(|| format!("{path}:{number}"))?;
            let article = Article {
                id: document.id,
                text: document.text,
                title: document.title,
                published: document.published.and_then(|iso| Published::parse(&iso).ok()),
                ..Article::default()
            };
            let start = Instant::now();
            let (doc, record) = worker.read_with_doc(&article);
            reading += start.elapsed().as_secs_f64();
            let start = Instant::now();
            digests.push(Terms::of(&doc, &record).to_bytes());
            digesting += start.elapsed().as_secs_f64();
            ids.push(article.id);
        }
    }
    let bytes: usize = digests.iter().map(Vec::len).sum();
    let start = Instant::now();
    let terms: Vec<Terms> =
        digests.iter().map(|bytes| Terms::from_bytes(bytes)).collect::<Result<_, _>>()?;
    let reports: Vec<Report<'_>> =
        ids.iter().zip(&terms).map(|(id, terms)| Report { id, terms }).collect();
    let stories = stories(&reports);
    let seconds = start.elapsed().as_secs_f64();
    for (id, &story) in ids.iter().zip(&stories) {
        println!("{}", json!({"id": id, "cluster": ids[story]}));
    }
    eprintln!(
        "{} articles read in {reading:.2} s, their terms made in {digesting:.2} s ({} bytes each), clustered in {seconds:.3} s",
        ids.len(),
        bytes / ids.len().max(1),
    );
    Ok(())
}
