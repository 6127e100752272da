use anyhow::Result;

use super::Outcome;
use super::batch::{BatchArgs, Content, batch};
use super::inputs::InputArgs;

/// Show each finding with the rule that made it
///
/// Findings stand below the sentence that proves them, a line each: layer, id, finding, rule, words.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,

    #[command(flatten)]
    batch: BatchArgs,

    /// Only sentences that contain these words, with their tokens, tags and arcs
    #[arg(long, value_name = "TEXT")]
    at: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let reader = super::model::reader()?;
    let many = args.inputs.paths.len() > 1;
    batch(&args.inputs, &args.batch, &reader, Content::Styled, |worker, article, out| {
        let (doc, record) = worker.read_with_doc(article);
        let text = chancery::explain::explain(&doc, &record, args.at.as_deref());
        if !text.is_empty() {
            if many {
                out.extend_from_slice(format!("# {}\n", record.id).as_bytes());
            }
            out.extend_from_slice(text.as_bytes());
        }
    })
}
