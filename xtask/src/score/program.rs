//! The program that is scored: of the work tree, or of a commit.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::sets::Asked;
use crate::model;
use crate::run::{cargo, command, run, target};

/// A built `chancery`.
pub(super) struct Program {
    file: PathBuf,
    model: PathBuf,
}

impl Program {
    /// Built from the files as they stand.
    pub(super) fn of_work_tree() -> Result<Self> {
        Ok(Self { file: model::chancery()?, model: model::installed()? })
    }

    /// Built from a commit, in a work tree below the target folder; kept for the next time.
    pub(super) fn of_commit(commit: &str, kept: &Path) -> Result<Self> {
        let file = kept.join(format!("chancery{}", std::env::consts::EXE_SUFFIX));
        if !file.exists() {
            let tree = target().join("score").join("tree");
            let checkout = tree.to_string_lossy();
            if tree.join(".git").exists() {
                run(command("git")
                    .args(["-C", &checkout, "checkout", "--quiet", "--detach", commit]))?;
            } else {
                run(command("git")
                    .args(["worktree", "add", "--quiet", "--detach", &checkout, commit]))?;
            }
            let built = target().join("score").join("build");
            run(cargo(&["build", "--package", "chancery"])
                .current_dir(&tree)
                .env("CARGO_TARGET_DIR", &built))?;
            fs::create_dir_all(kept)?;
            let name = file.file_name().expect("it is a file");
            fs::copy(built.join("debug").join(name), &file)
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(Self { file, model: model::installed()? })
    }

    /// Asks for what the scorer wants to see of the documents.
    pub(super) fn answer(&self, asked: Asked, docs: &Path, answer: &Path) -> Result<()> {
        let folder = answer.parent().expect("the file lies in a folder");
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        match asked {
            Asked::Records => self.read(docs, answer),
            Asked::Stories => self.stories(docs, answer),
        }
    }

    /// Reads documents into records.
    fn read(&self, docs: &Path, records: &Path) -> Result<()> {
        run(command(&self.file)
            .args(["read", "--quiet", "--format", "jsonl", "--output"])
            .arg(records)
            .arg(docs)
            .env("CHANCERY_MODEL", &self.model))
    }

    /// Takes documents into a new archive and writes down its stories.
    fn stories(&self, docs: &Path, stories: &Path) -> Result<()> {
        let archive = stories.with_extension("db");
        if archive.exists() {
            fs::remove_file(&archive)
                .with_context(|| format!("cannot remove {}", archive.display()))?;
        }
        run(command(&self.file)
            .args(["ingest", "--quiet", "--archive"])
            .arg(&archive)
            .arg(docs)
            .env("CHANCERY_MODEL", &self.model))?;
        let file = fs::File::create(stories)
            .with_context(|| format!("cannot write {}", stories.display()))?;
        run(command(&self.file)
            .args(["stories", "--format", "jsonl", "--archive"])
            .arg(&archive)
            .stdout(file))
    }
}

/// The full hash of a commit.
pub(super) fn hash(commit: &str) -> Result<String> {
    let output = command("git")
        .args(["rev-parse", "--verify", "--quiet", &format!("{commit}^{{commit}}")])
        .output()
        .context("cannot start git")?;
    ensure!(output.status.success(), "{commit} is no commit of this repository");
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
