use anyhow::Result;
use chancery::parse_format::{conllu, jsonl};

use super::Outcome;
use super::batch::{BatchArgs, Content, batch};
use super::inputs::InputArgs;

/// Print the language pipeline's analysis alone: tokens, tags, arcs, entities
///
/// As spaCy's `en_core_web_md` gives it, to the token.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,

    #[command(flatten)]
    batch: BatchArgs,

    /// Form of the analysis
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A document a line: id, tokens, ents, `noun_chunks`; spans in code points
    Jsonl,
    /// CoNLL-U, a token a line
    Conllu,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let reader = super::model::reader()?;
    batch(&args.inputs, &args.batch, &reader, Content::Data, |worker, article, out| {
        let doc = worker.parse(&article.text);
        match args.format {
            Format::Jsonl => jsonl(&article.id, &doc, out),
            Format::Conllu => conllu(&article.id, &doc, out),
        }
    })
}
