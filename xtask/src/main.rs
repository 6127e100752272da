//! `cargo xtask`: set-up, checks and benchmarks of the workspace.
#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

mod archive;
mod bench;
mod demo;
mod licences;
mod manual;
mod model;
mod nasty;
mod parity;
mod run;
mod sample;
mod score;
mod spacy;
mod test;

use anyhow::Result;
use clap::Parser;

/// Set-up, checks and benchmarks of the workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Task {
    /// Build Chancery, fetch the language model, read the example articles, show their records
    Demo,
    /// Everything that CI runs: format, lints, tests, cases, parity, documents, licences
    Test(test::Args),
    /// Parse documents with Chancery and with spaCy, and say where they differ
    Parity(parity::Args),
    /// Measure speed and memory
    #[command(subcommand)]
    Bench(bench::Args),
    /// Score every layer on gold data, beside its peers; or say what changed between two commits
    Score(score::Args),
    /// Write the rule manual, docs/rules.md, out of the rules' comments
    Manual,
    Sample(sample::Args),
    Torture(archive::torture::Args),
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::Demo => demo::run_all(),
        Task::Test(args) => test::run_all(&args),
        Task::Parity(args) => parity::run_all(&args),
        Task::Bench(args) => bench::run_all(&args),
        Task::Score(args) => score::run_all(&args),
        Task::Manual => manual::write(),
        Task::Sample(args) => sample::run_all(&args),
        Task::Torture(args) => archive::torture::run_all(&args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Task::command().debug_assert();
    }
}
