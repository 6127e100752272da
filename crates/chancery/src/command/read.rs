use std::io::{self, IsTerminal};

use anyhow::Result;
use chancery::show::show;

use super::Outcome;
use super::batch::{BatchArgs, Content, batch};
use super::inputs::InputArgs;

/// Read articles into records
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    inputs: InputArgs,

    #[command(flatten)]
    batch: BatchArgs,

    /// Form of the records [default: text at a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Leave out what is less likely to be right: 0.8 keeps findings of which eight in ten are right
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f32>,
}

/// A share from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share from 0 to 1 is expected, such as 0.8".to_owned()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A record a line, as docs/record-format.md describes it
    Jsonl,
    /// The same, indented
    Json,
    /// For people
    Text,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let at_terminal = args.batch.output.is_none() && io::stdout().is_terminal();
    let format = args.format.unwrap_or(if at_terminal { Format::Text } else { Format::Jsonl });
    let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
    let reader = super::model::reader()?;
    let content = if format == Format::Text { Content::Styled } else { Content::Data };
    batch(&args.inputs, &args.batch, &reader, content, |worker, article, out| {
        let mut record = worker.read(article);
        if let Some(least) = args.min_confidence {
            record.keep_confident(least);
        }
        match format {
            Format::Jsonl => serde_json::to_writer(&mut *out, &record).expect("a record is JSON"),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &record).expect("a record is JSON");
            }
            Format::Text => out.extend_from_slice(show(&record, width).as_bytes()),
        }
        out.push(b'\n');
    })
}
