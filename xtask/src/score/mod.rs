//! `cargo xtask score`: how right each layer is, beside the best open program.
//!
//! The gold data and its scorers lie in a folder of their own. Each set's documents are read by `chancery read`, or taken
//! into an archive for `chancery stories`; its scorer judges the records, and [`table`] prints the figures that `measures.tsv` asks for.

mod bands;
mod changes;
mod program;
mod sets;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::run::{root, target};
use program::Program;
use sets::{Asked, Half, Set};

/// Where to find gold data, and what to compare.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder with `gold`, `articles` and `score`
    #[arg(default_value = "../shared")]
    folder: PathBuf,
    /// Two commits: print what changed between them, document by document, in place of the table
    #[arg(long, num_args = 2, value_names = ["BEFORE", "AFTER"])]
    commits: Option<Vec<String>>,
    /// Only these sets, as the table names them
    #[arg(long, value_name = "SET")]
    only: Vec<String>,
    /// Put the tables into docs/accuracy.md as well
    #[arg(long, conflicts_with_all = ["commits", "only"])]
    write: bool,
    /// Python 3.8 or later, for the scorers
    #[arg(long, default_value = "python3")]
    python: PathBuf,
}

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let folder = std::path::absolute(root().join(&args.folder))?;
    let mut sets = Set::found_in(&folder);
    ensure!(
        !sets.is_empty(),
        "{} has no gold data: name a folder that holds `gold`, `articles` and `score`",
        folder.display()
    );
    if let Some(unknown) = args.only.iter().find(|only| !sets.iter().any(|set| set.name == **only))
    {
        let names: Vec<&str> = sets.iter().map(|set| set.name).collect();
        bail!("there is no set {unknown:?} in {}: it has {}", folder.display(), names.join("; "));
    }
    sets.retain(|set| args.only.is_empty() || args.only.iter().any(|only| only == set.name));
    let scorers = Scorers { folder, python: args.python.clone(), work: target().join("score") };
    if let Some([before, after]) = args.commits.as_deref() {
        // A story is no document's own.
        sets.retain(|set| set.asked == Asked::Records);
        return changes::print(&scorers, &sets, before, after);
    }
    let program = Program::of_work_tree()?;
    for set in &sets {
        eprintln!("reading {} …", set.name);
        program.answer(set.asked, &set.docs(&scorers.folder), &scorers.records(set))?;
    }
    let table = table::markdown(&scorers, &sets)?;
    println!("{table}");
    let bands = bands::markdown(&scorers, &sets)?;
    println!("{bands}");
    if args.write {
        let page = root().join("docs").join("accuracy.md");
        table::put_into(&page, "score", &table)?;
        table::put_into(&page, "bands", &bands)?;
    }
    Ok(())
}

/// The scorers of a folder of gold data, and a folder for what they are given.
struct Scorers {
    folder: PathBuf,
    python: PathBuf,
    work: PathBuf,
}

impl Scorers {
    /// Where the records of a set are kept.
    fn records(&self, set: &Set) -> PathBuf {
        self.work.join(format!("{}.jsonl", set.stem()))
    }

    /// What the set's scorer says of the records on a half of its documents.
    fn half(&self, set: &Set, half: Half) -> Result<Value> {
        let gold = set.half(&self.folder, half, &self.work)?;
        self.score(set, &gold, &self.records(set))
    }

    /// What the set's scorer says of the records, given a file of gold.
    fn score(&self, set: &Set, gold: &Path, records: &Path) -> Result<Value> {
        let printed = self.run(set, gold, records, &["--json"])?;
        serde_json::from_str(&printed)
            .with_context(|| format!("the scorer of {} printed no JSON", set.name))
    }

    /// Runs the set's scorer and returns what it prints.
    fn run(&self, set: &Set, gold: &Path, records: &Path, more: &[&str]) -> Result<String> {
        let mut command = Command::new(&self.python);
        command
            .arg(set.scorer(&self.folder))
            .args(set.gold_args(gold))
            .arg("--pred")
            .arg(records)
            .args(more);
        let output = command.output().with_context(|| {
            format!("cannot start {}: --python names Python 3", self.python.display())
        })?;
        if !output.status.success() {
            bail!("failed: {command:?}\n{}", String::from_utf8_lossy(&output.stderr));
        }
        String::from_utf8(output.stdout).with_context(|| format!("{command:?} printed no UTF-8"))
    }
}

/// The figure at a path of `measures.tsv`; none where the scorer does not give it.
fn figure(scores: &Value, path: &str) -> Option<f64> {
    if let Some((part, whole)) = path.split_once(" / ") {
        return Some(100.0 * figure(scores, part)? / figure(scores, whole)?);
    }
    let Some((key, rest)) = path.split_once('.') else { return scores.get(path)?.as_f64() };
    if key == "*" {
        let under = scores.as_object()?;
        let figures: Vec<f64> = under.values().filter_map(|value| figure(value, rest)).collect();
        return (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64);
    }
    figure(scores.get(key)?, rest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::figure;

    #[test]
    fn paths_lead_to_figures() {
        let scores =
            json!({"found": 3, "facts": 4, "by": {"x": {"p": 10.0}, "y": {"p": 20.0}, "z": {}}});
        assert_eq!(figure(&scores, "found / facts"), Some(75.0));
        assert_eq!(figure(&scores, "by.x.p"), Some(10.0));
        assert_eq!(figure(&scores, "by.*.p"), Some(15.0));
        assert_eq!(figure(&scores, "by.none.p"), None);
    }
}
