//! `cargo xtask parity`: ours beside spaCy's, layer by layer.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::run::{command, root, target};
use crate::spacy::{self, Spacy};
use crate::{model, nasty};

/// spaCy refuses longer texts, in characters.
const SPACY_LIMIT: usize = 1_000_000;

/// Disagreements that are shown in context.
const SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Documents as JSON Lines, `{"id", "text"}` a line
    docs: Vec<PathBuf>,
    #[command(flatten)]
    spacy: spacy::SpacyArgs,
    /// Write the fixture that tests are held to, from the examples and the nasty texts
    #[arg(long)]
    fixture: bool,
}

/// A document to be parsed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Text {
    id: serde_json::Value,
    text: String,
}

/// A line of `chancery parse --format jsonl`.
#[derive(Debug, Deserialize)]
struct Parse {
    tokens: Vec<Token>,
    ents: Vec<Span>,
    noun_chunks: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Token {
    start: u32,
    end: u32,
    tag: String,
    pos: String,
    morph: String,
    lemma: String,
    head: usize,
    dep: String,
    sent_start: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Span {
    start: u32,
    end: u32,
    #[serde(default)]
    label: String,
}

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let spacy = Spacy::prepare(&args.spacy)?;
    if args.fixture {
        return write_fixture(&spacy);
    }
    ensure!(!args.docs.is_empty(), "name the documents: cargo xtask parity DOCS.jsonl");
    let model = model::installed()?;
    let chancery = model::chancery()?;
    let ours = |docs: &Path| -> Result<Vec<Parse>> {
        parses(
            command(&chancery)
                .args(["parse", "--quiet", "--format", "jsonl"])
                .arg(docs)
                .env("CHANCERY_MODEL", &model),
        )
    };
    let mut docs = Vec::new();
    for path in &args.docs {
        docs.extend(read(path)?);
    }
    let n_docs = docs.len();
    docs.retain(|doc| doc.text.chars().count() <= SPACY_LIMIT);
    if docs.len() < n_docs {
        println!("left out: {} documents that spaCy refuses for their length", n_docs - docs.len());
    }
    // A repeated id would be renamed, and a text without one named after the file.
    for (number, doc) in (1..).zip(&mut docs) {
        doc.id = format!("{number}:{}", doc.id).into();
    }
    let file = write("docs", &docs)?;
    let theirs = spacy_parses(&spacy, &file)?;
    compare(&docs, &ours(&file)?, &theirs)?;

    let nasty: Vec<Text> =
        nasty::texts().into_iter().map(|(name, text)| Text { id: name.into(), text }).collect();
    let file = write("nasty", &nasty)?;
    let theirs = spacy_parses(&spacy, &file)?;
    for ((text, ours), theirs) in nasty.iter().zip(&ours(&file)?).zip(&theirs) {
        let name = text.id.as_str().expect("names are strings");
        let mut layers = Layers::default();
        layers.add(text, ours, theirs);
        if layers.differences.is_empty() {
            println!("nasty {name}: equal");
        } else {
            println!("nasty {name}: {} differences", layers.differences.len());
            for difference in layers.differences.iter().take(3) {
                println!("    {difference}");
            }
        }
    }
    Ok(())
}

/// Prints the layers' agreement, then the first disagreements.
fn compare(docs: &[Text], ours: &[Parse], theirs: &[Parse]) -> Result<()> {
    ensure!(
        docs.len() == ours.len() && docs.len() == theirs.len(),
        "{} documents, {} parses of ours, {} of spaCy's",
        docs.len(),
        ours.len(),
        theirs.len()
    );
    let mut layers = Layers::default();
    for ((doc, ours), theirs) in docs.iter().zip(ours).zip(theirs) {
        layers.add(doc, ours, theirs);
    }
    for (name, layer) in NAMES.iter().zip(&layers.layers) {
        println!("parity {name} {} %", layer.percent());
    }
    for (name, layer) in NAMES.iter().zip(&layers.layers) {
        if layer.wrong > 0 {
            println!("{name}: {} of {} differ", layer.wrong, layer.wrong + layer.right);
        }
    }
    let n_tokens: usize = theirs.iter().map(|parse| parse.tokens.len()).sum();
    let n = layers.differences.len();
    println!("{} documents, {n_tokens} tokens, {n} differences", docs.len());
    for difference in layers.differences.iter().take(SHOWN) {
        println!("  {difference}");
    }
    Ok(())
}

const NAMES: [&str; 10] =
    ["tokens", "sent_start", "tag", "pos", "morph", "lemma", "head", "dep", "ents", "noun_chunks"];

/// Agreement in one layer: of tokens, or of spans found by either.
#[derive(Debug, Default, Clone, Copy)]
struct Layer {
    /// Twice, for spans, since both have found it.
    right: usize,
    wrong: usize,
}

impl Layer {
    /// Rounded down, so that 100.00 means all.
    fn percent(self) -> String {
        let all = self.right + self.wrong;
        let hundredths = (self.right * 10_000).checked_div(all).unwrap_or(10_000);
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }

    fn count(&mut self, equal: bool, weight: usize) {
        if equal {
            self.right += weight;
        } else {
            self.wrong += weight;
        }
    }
}

#[derive(Debug, Default)]
struct Layers {
    layers: [Layer; NAMES.len()],
    differences: Vec<String>,
}

impl Layers {
    fn add(&mut self, doc: &Text, ours: &Parse, theirs: &Parse) {
        let spans = |parse: &Parse| -> Vec<Span> {
            let span =
                |token: &Token| Span { start: token.start, end: token.end, label: String::new() };
            parse.tokens.iter().map(span).collect()
        };
        self.spans(0, doc, &spans(ours), &spans(theirs));
        self.spans(8, doc, &ours.ents, &theirs.ents);
        self.spans(9, doc, &ours.noun_chunks, &theirs.noun_chunks);
        let mut at = 0;
        for token in &theirs.tokens {
            while ours.tokens.get(at).is_some_and(|other| other.start < token.start) {
                at += 1;
            }
            let same = |other: &&Token| (other.start, other.end) == (token.start, token.end);
            let other = ours.tokens.get(at).filter(same);
            let head = |parse: &Parse, head: usize| {
                parse.tokens.get(head).map_or(u32::MAX, |token| token.start).to_string()
            };
            let columns = |token: &Token, parse: &Parse| {
                [
                    token.sent_start.to_string(),
                    token.tag.clone(),
                    token.pos.clone(),
                    token.morph.clone(),
                    token.lemma.clone(),
                    head(parse, token.head),
                    token.dep.clone(),
                ]
            };
            let expected = columns(token, theirs);
            let found = other.map(|other| columns(other, ours));
            for (layer, expected) in (1..).zip(expected) {
                let found = found.as_ref().map(|found| &found[layer - 1]);
                self.layers[layer].count(found == Some(&expected), 1);
                if let Some(found) = found.filter(|&found| *found != expected) {
                    let place = context(doc, token.start, token.end);
                    self.differences.push(format!(
                        "{} {}: {expected:?} in spaCy, {found:?} here: {place}",
                        doc.id, NAMES[layer]
                    ));
                }
            }
        }
    }

    fn spans(&mut self, layer: usize, doc: &Text, ours: &[Span], theirs: &[Span]) {
        let ours: BTreeSet<&Span> = ours.iter().collect();
        let theirs: BTreeSet<&Span> = theirs.iter().collect();
        for span in ours.union(&theirs) {
            let both = ours.contains(span) && theirs.contains(span);
            self.layers[layer].count(both, if both { 2 } else { 1 });
            if !both {
                let whose = if ours.contains(span) { "only here" } else { "only in spaCy" };
                let place = context(doc, span.start, span.end);
                self.differences
                    .push(format!("{} {}: {} {whose}: {place}", doc.id, NAMES[layer], span.label));
            }
        }
    }
}

/// The words around a span, the span itself in brackets.
fn context(doc: &Text, start: u32, end: u32) -> String {
    let (start, end) = (start as usize, end as usize);
    let part = |from: usize, to: usize| -> String {
        doc.text.chars().skip(from).take(to.saturating_sub(from)).collect()
    };
    let (before, after) = (start.saturating_sub(40), end.min(start + 60));
    format!(
        "{:?}",
        format!("{}⟦{}⟧{}", part(before, start), part(start, after), part(end, end + 40))
    )
}

/// spaCy's parses of the documents in a file.
fn spacy_parses(spacy: &Spacy, docs: &Path) -> Result<Vec<Parse>> {
    parses(
        command(&spacy.python)
            .arg(root().join("tools/spacy_parse.py"))
            .args([&spacy.model, docs])
            .envs([("OMP_NUM_THREADS", "1"), ("PYTHONWARNINGS", "ignore")]),
    )
}

/// Runs a parser and reads what it prints.
fn parses(parser: &mut Command) -> Result<Vec<Parse>> {
    let output = parser
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {parser:?}"))?;
    if !output.status.success() {
        bail!("failed ({}): {parser:?}", output.status);
    }
    let lines = output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).context("a parse is no JSON")).collect()
}

fn read(path: &Path) -> Result<Vec<Text>> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    lines
        .lines()
        .map(|line| serde_json::from_str(line).with_context(|| format!("{line:.60}")))
        .collect()
}

fn write(name: &str, docs: &[Text]) -> Result<PathBuf> {
    let path = target().join("parity").join(format!("{name}.jsonl"));
    let mut lines = Vec::new();
    for doc in docs {
        serde_json::to_writer(&mut lines, doc)?;
        lines.push(b'\n');
    }
    fs::write(&path, lines).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// Where the fixture lies.
const FIXTURE: &str = "crates/chancery-nlp/tests/parity/spacy-3.8.18.jsonl";

/// Texts of the fixture are at most this long, in characters: the longest are for the full comparison.
const FIXTURE_TEXT: usize = 5_000;

/// Writes spaCy's parses of our own examples and of the nasty texts. A token is a row `[start, end, tag, pos, morph,
/// lemma, head, dep, sent_start]`, a span `[start, end, label]`.
fn write_fixture(spacy: &Spacy) -> Result<()> {
    let mut docs = read(&root().join("examples/history.jsonl"))?;
    let strait = root().join("examples/strait.txt");
    docs.push(Text { id: "strait".into(), text: fs::read_to_string(strait)? });
    for (name, text) in nasty::texts() {
        if text.chars().count() <= FIXTURE_TEXT {
            docs.push(Text { id: format!("nasty:{name}").into(), text });
        }
    }
    let parses = spacy_parses(spacy, &write("fixture", &docs)?)?;
    let mut lines = Vec::new();
    for (doc, parse) in docs.iter().zip(&parses) {
        let tokens: Vec<_> = parse
            .tokens
            .iter()
            .map(|t| {
                let Token { start, end, tag, pos, morph, lemma, head, dep, sent_start } = t;
                serde_json::json!([start, end, tag, pos, morph, lemma, head, dep, sent_start])
            })
            .collect();
        let ents: Vec<_> = parse.ents.iter().map(|e| (e.start, e.end, &e.label)).collect();
        let chunks: Vec<_> = parse.noun_chunks.iter().map(|c| (c.start, c.end)).collect();
        let line = serde_json::json!({
            "id": doc.id, "text": doc.text, "tokens": tokens, "ents": ents, "noun_chunks": chunks,
        });
        writeln!(lines, "{line}")?;
    }
    fs::write(root().join(FIXTURE), lines)?;
    println!("{} texts in {FIXTURE}", docs.len());
    Ok(())
}
