//! Reads articles that another program has parsed: `read_parsed DOCS.jsonl PARSES.jsonl > RECORDS.jsonl`.
//!
//! DOCS has the articles, PARSES a line for each of the same id as `chancery parse --format jsonl` prints it.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::str::FromStr;

use anyhow::{Context, Result};
use chancery::kb::KnowledgeBase;
use chancery::nlp::{Doc, Ent, TokenParts};
use chancery::record::ReaderId;
use chancery::{Article, ByteSpan, Published};
use serde_json::Value;

fn main() -> Result<()> {
    let mut paths = std::env::args().skip(1);
    let docs = lines(&paths.next().context("the first argument names the articles")?)?;
    let parses = lines(&paths.next().context("the second argument names the parses")?)?;
    let by_id: HashMap<&str, &Value> =
        parses.iter().filter_map(|parse| Some((parse["id"].as_str()?, parse))).collect();
    let reader = ReaderId {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: "another parser".to_owned(),
        data: String::new(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for line in &docs {
        let id = line["id"].as_str().context("every article has an id")?;
        let article = Article {
            id: id.to_owned(),
            text: line["text"].as_str().context("every article has a text")?.to_owned(),
            title: line["title"].as_str().map(str::to_owned),
            publisher: line["publisher"].as_str().map(str::to_owned),
            url: line["url"].as_str().map(str::to_owned),
            published: line["published"].as_str().and_then(|day| Published::parse(day).ok()),
            ..Article::default()
        };
        let parse = by_id.get(id).with_context(|| format!("{id} has no parse"))?;
        let doc = doc(&article.text, parse).with_context(|| format!("the parse of {id}"))?;
        let record =
            chancery::read::record(&article, "en", &doc, KnowledgeBase::embedded(), &reader);
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn lines(path: &str) -> Result<Vec<Value>> {
    let file = File::open(path).with_context(|| format!("cannot open {path}"))?;
    BufReader::new(file).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

/// A document out of one line of `chancery parse`.
fn doc<'t>(text: &'t str, parse: &Value) -> Result<Doc<'t>> {
    let mut bytes: Vec<u32> = text.char_indices().map(|(byte, _)| byte as u32).collect();
    bytes.push(text.len() as u32);
    let number = |value: &Value, key: &str| value[key].as_u64().unwrap_or(0) as u32;
    let span = |value: &Value| {
        ByteSpan::at(bytes[number(value, "start") as usize], bytes[number(value, "end") as usize])
    };
    let items = |key: &str| parse[key].as_array().map_or(&[][..], Vec::as_slice);
    let word = |value: &'_ Value, key: &str| value[key].as_str().unwrap_or("").to_owned();
    let spans: Vec<ByteSpan> = items("tokens").iter().map(span).collect();
    let mut parts = Vec::new();
    for (i, token) in items("tokens").iter().enumerate() {
        let end = spans[i].end();
        let next = spans.get(i + 1).map_or(text.len() as u32, |next| next.start());
        parts.push(TokenParts {
            span: spans[i],
            space_after: next > end && text[end as usize..].starts_with(' '),
            tag: FromStr::from_str(&word(token, "tag"))?,
            pos: FromStr::from_str(&word(token, "pos"))?,
            morph: token["morph"].as_str().unwrap_or(""),
            lemma: token["lemma"].as_str().unwrap_or(""),
            head: number(token, "head"),
            dep: FromStr::from_str(&word(token, "dep"))?,
            sent_start: token["sent_start"].as_bool().unwrap_or(false),
        });
    }
    let bare = Doc::new(text, &parts, Vec::new(), Vec::new());
    let mut ents = Vec::new();
    for ent in items("ents") {
        let label = FromStr::from_str(&word(ent, "label"))?;
        ents.push(Ent { tokens: bare.tokens_in(span(ent)), label });
    }
    let chunks = items("noun_chunks").iter().map(|chunk| bare.tokens_in(span(chunk))).collect();
    Ok(Doc::new(text, &parts, ents, chunks))
}
