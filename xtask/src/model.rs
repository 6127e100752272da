//! The language model that tests and benchmarks use, kept in the target folder.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::run::{cargo, command, run, target};

/// Builds the command in the profile of tests and returns its path.
pub(crate) fn chancery() -> Result<PathBuf> {
    run(&mut cargo(&["build", "--package", "chancery"]))?;
    Ok(target().join("debug").join(format!("chancery{}", std::env::consts::EXE_SUFFIX)))
}

/// The model file: `CHANCERY_MODEL`, or one in the target folder, which is installed where it is missing.
pub(crate) fn installed() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CHANCERY_MODEL") {
        return std::path::absolute(given).context("CHANCERY_MODEL names a model file");
    }
    let file = target().join("model").join("en_core_web_md.chancery");
    if !file.exists() {
        let folder = file.parent().expect("the file lies in a folder");
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        run(command(chancery()?).args(["model", "install"]).env("CHANCERY_MODEL", &file))?;
    }
    Ok(file)
}
