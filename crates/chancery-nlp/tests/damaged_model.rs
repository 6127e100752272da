//! A model file with sound sums and wrong content is refused or does some harm to the output, but never panics.
//!
//! Networks are left out, for speed: what is tried are the tables that texts are cut and ruled by.

mod support;

use std::sync::Arc;

use chancery_nlp::lemmatizer::Lemmatizer;
use chancery_nlp::lexeme::{Lexicon, Vocab};
use chancery_nlp::model::{Element, Model, ModelError, ModelWriter};
use chancery_nlp::ruler::Ruler;
use chancery_nlp::tokenizer::Tokenizer;
use chancery_nlp::{Dep, Tag};

const TEXT: &str =
    "“Mr. Roe’s 5km/h don't—U.S.-based ΟΔΟΣ (a.m.) x@y.co gonna better axes” 🙂… \n\n 中国.";

/// Loads the tables and runs a text through them.
fn run(model: &Model) -> Result<usize, ModelError> {
    let lexicon = Arc::new(Lexicon::load(model)?);
    let tokenizer = Tokenizer::load(model, Arc::clone(&lexicon))?;
    let ruler = Ruler::load(model)?;
    let lemmatizer = Lemmatizer::load(model, &ruler)?;
    let mut vocab = Vocab::new(lexicon);
    let mut tokens = Vec::new();
    tokenizer.tokenize(&mut vocab, TEXT, &mut tokens);
    let mut lemmas = 0;
    for shift in 0..Tag::ALL.len() {
        let pick = |i: usize| (i + shift) % Tag::ALL.len();
        let tags: Vec<Tag> = (0..tokens.len()).map(|i| Tag::ALL[pick(i)]).collect();
        let deps: Vec<Dep> =
            (0..tokens.len()).map(|i| Dep::ALL[pick(i) % Dep::ALL.len()]).collect();
        let mut ruled = Vec::new();
        ruler.apply(&vocab, &tokens, &tags, &deps, &mut ruled);
        for (token, ruled) in tokens.iter().zip(&ruled) {
            lemmatizer.lemma(&mut vocab, token.lexeme, ruled);
            lemmas += ruler.morph(ruled.morph).len();
        }
    }
    Ok(lemmas)
}

/// A table's bytes, to be changed.
#[derive(Clone)]
enum Table {
    U16(Vec<u16>),
    U32(Vec<u32>),
    U64(Vec<u64>),
    F32(Vec<f32>),
    Strings(Vec<String>),
}

/// Everything but the networks, and few vectors.
fn tables(model: &Model) -> Vec<(String, Vec<usize>, Table)> {
    fn array<T: Element>(model: &Model, name: &str) -> Vec<T> {
        model.array_of_any_shape::<T>(name).unwrap().to_vec()
    }
    let mut tables = Vec::new();
    for (name, element, shape) in model.tables() {
        if !["text/", "tokenizer/", "lexicon/", "ruler/", "lemma/"]
            .iter()
            .any(|p| name.starts_with(p))
        {
            continue;
        }
        let table = match element {
            "u16" => Table::U16(array(model, name)),
            "u32" => Table::U32(array(model, name)),
            "u64" => Table::U64(array(model, name)),
            _ => Table::Strings(model.strings(name).unwrap().iter().map(str::to_owned).collect()),
        };
        tables.push((name.to_owned(), shape.to_vec(), table));
    }
    tables.push(("vectors/keys".to_owned(), vec![2], Table::U64(vec![7, u64::MAX])));
    tables.push(("vectors/rows".to_owned(), vec![2], Table::U16(vec![0, 1])));
    let buckets = (0..=1 << 16).map(|i| u32::from(i > 0) + u32::from(i == 1 << 16)).collect();
    tables.push(("vectors/buckets".to_owned(), vec![(1 << 16) + 1], Table::U32(buckets)));
    for network in ["tok2vec", "ner"] {
        tables.push((format!("{network}/vectors"), vec![2, 1], Table::F32(vec![0.5; 2])));
    }
    tables
}

fn write(tables: &[(String, Vec<usize>, Table)]) -> Model {
    let mut writer = ModelWriter::default();
    for (name, shape, table) in tables {
        match table {
            Table::U16(data) => writer.array(name, shape, data),
            Table::U32(data) => writer.array(name, shape, data),
            Table::U64(data) => writer.array(name, shape, data),
            Table::F32(data) => writer.array(name, shape, data),
            Table::Strings(strings) => writer.strings(name, strings.iter().map(String::as_str)),
        }
    }
    Model::from_bytes(Arc::new(writer.finish())).unwrap()
}

/// Changes one value of one table.
fn damage(table: &mut Table, random: &mut impl FnMut() -> u64) {
    let value = match random() % 4 {
        0 => 0,
        1 => u64::MAX,
        2 => random() % 300,
        _ => random(),
    };
    let at = random() as usize;
    match table {
        Table::U16(data) if !data.is_empty() => *data.index_mut_wrapping(at) = value as u16,
        Table::U32(data) if !data.is_empty() => *data.index_mut_wrapping(at) = value as u32,
        Table::U64(data) if !data.is_empty() => *data.index_mut_wrapping(at) = value,
        Table::F32(data) => data[0] = f32::NAN,
        Table::Strings(strings) if !strings.is_empty() => match value % 3 {
            0 => *strings.index_mut_wrapping(at) = String::new(),
            1 => "don't é…".clone_into(strings.index_mut_wrapping(at)),
            _ => drop(strings.pop()),
        },
        _ => {}
    }
}

trait IndexWrapping<T> {
    /// The element at `at`, counted round.
    fn index_mut_wrapping(&mut self, at: usize) -> &mut T;
}

impl<T> IndexWrapping<T> for Vec<T> {
    fn index_mut_wrapping(&mut self, at: usize) -> &mut T {
        let len = self.len();
        &mut self[at % len]
    }
}

#[test]
fn no_wrong_value_in_any_table_panics() {
    let mut tables = tables(&support::model());
    assert!(run(&write(&tables)).unwrap() > 0);
    // Xorshift: the same numbers in every run.
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut refused = 0;
    for _ in 0..400 {
        let at = random() as usize % tables.len();
        let sound = tables[at].2.clone();
        damage(&mut tables[at].2, &mut random);
        refused += usize::from(run(&write(&tables)).is_err());
        tables[at].2 = sound;
    }
    assert!(refused > 20, "{refused} were refused");
}
