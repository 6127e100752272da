//! The command line: one file a sub-command, and what they share.

mod archive;
mod batch;
mod check;
mod correct;
mod explain;
mod export;
mod history;
mod ingest;
mod inputs;
mod model;
mod parse;
mod precision;
mod read;
mod reread;
mod sample;
mod search;
mod sql;
mod status;
mod stories;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads the news of diplomacy into a record: who met whom, who said what to whom, who did what to whom,
/// who stands for or against what, each with the words that prove it.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
First steps:
  chancery model install          fetch the language model (33 MB, once)
  chancery read article.txt       read an article and see its record
  chancery read news.jsonl --output records.jsonl
  chancery ingest news/           take articles into an archive, chancery.db
  chancery search \"ceasefire said:Guterres since:2024-10\"
  chancery export --as csv --output tables/

Exit status: 0 all read, 1 something was skipped, 2 could not start, 130 interrupted.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::Args),
    Ingest(ingest::Args),
    Search(search::Args),
    Export(export::Args),
    Sql(sql::Args),
    Status(status::Args),
    Stories(stories::Args),
    Correct(Box<correct::Args>),
    History(history::Args),
    Reread(reread::Args),
    Sample(sample::Args),
    Precision(precision::Args),
    Check(check::Args),
    Explain(explain::Args),
    Parse(parse::Args),
    Model(model::Args),
}

/// What the command's exit status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything was read.
    All,
    /// Some inputs were skipped.
    SomeSkipped,
    /// Broken off with Ctrl-C; what was written is whole.
    Interrupted,
}

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Ingest(args) => ingest::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Sql(args) => sql::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Stories(args) => stories::run(&args),
        Command::Correct(args) => correct::run(&args),
        Command::History(args) => history::run(&args),
        Command::Reread(args) => reread::run(&args),
        Command::Sample(args) => sample::run(&args),
        Command::Precision(args) => precision::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Model(args) => model::run(args),
    };
    match outcome {
        Ok(Outcome::All) => ExitCode::SUCCESS,
        Ok(Outcome::SomeSkipped) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("chancery: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whoever read our output has read enough: a normal end.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
