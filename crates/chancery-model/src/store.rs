//! Where the model file lies, and how it is opened and written.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chancery_nlp::model::Model;
use memmap2::Mmap;

use crate::ModelFileError;

/// Name of the model file in the data folder.
const FILE_NAME: &str = "en_core_web_md-3.8.0.model";

/// The variable that names a model file and wins over the data folder.
pub const VARIABLE: &str = "CHANCERY_MODEL";

/// Where the model is looked for, and why there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub path: PathBuf,
    /// It was named by `CHANCERY_MODEL`; else it is the data folder's.
    pub named: bool,
}

impl Location {
    /// The file that `CHANCERY_MODEL` names, else the one in the user's data folder.
    ///
    /// # Errors
    /// Where neither the variable nor a home folder is set.
    pub fn from_env() -> Result<Self, ModelFileError> {
        Self::from_variables(|name| env::var_os(name).filter(|value| !value.is_empty()))
            .ok_or(ModelFileError::NoDataFolder)
    }

    fn from_variables(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        if let Some(path) = variable(VARIABLE) {
            return Some(Self { path: path.into(), named: true });
        }
        let home = |folders: &[&str]| {
            let home = PathBuf::from(variable(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?);
            Some(folders.iter().fold(home, |path, folder| path.join(folder)))
        };
        // The XDG specification has relative paths ignored.
        let xdg = variable("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let data = if cfg!(windows) {
            variable("LOCALAPPDATA").map(PathBuf::from).or_else(|| home(&["AppData", "Local"]))
        } else if cfg!(target_os = "macos") {
            xdg.or_else(|| home(&["Library", "Application Support"]))
        } else {
            xdg.or_else(|| home(&[".local", "share"]))
        };
        Some(Self { path: data?.join("chancery").join(FILE_NAME), named: false })
    }

    /// Maps and checks the model.
    ///
    /// # Errors
    /// Where there is none, or what is there is not usable.
    pub fn open(&self) -> Result<Model, ModelFileError> {
        match open(&self.path) {
            Err(ModelFileError::Open { path, source })
                if source.kind() == io::ErrorKind::NotFound =>
            {
                Err(if self.named {
                    ModelFileError::NamedFileMissing { path }
                } else {
                    ModelFileError::NotInstalled { path }
                })
            }
            opened => opened,
        }
    }
}

/// Maps and checks a model file.
///
/// # Errors
/// Where it cannot be opened or is not usable.
pub fn open(path: &Path) -> Result<Model, ModelFileError> {
    let failed = |source| ModelFileError::Open { path: path.to_owned(), source };
    let file = File::open(path).map_err(failed)?;
    // A folder opens on some systems, and an empty file cannot be mapped on others.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() || metadata.len() == 0 {
        let reason = chancery_nlp::model::ModelError::Foreign;
        return Err(ModelFileError::Unusable { path: path.to_owned(), reason });
    }
    let bytes = map(&file).map_err(failed)?;
    Model::from_bytes(Arc::new(bytes))
        .map_err(|reason| ModelFileError::Unusable { path: path.to_owned(), reason })
}

#[expect(unsafe_code, reason = "a memory map is unsafe by nature: see the comment below")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is sound as long as nobody changes or shortens the file under it. `write` never does:
    // it renames a new file into place and leaves the old one to those who have mapped it.
    unsafe { Mmap::map(file) }
}

/// Whether a model may be written to `path`: what lies there is nothing, empty, or a model file of any age or state.
///
/// # Errors
/// Where something else lies there.
pub fn may_write(path: &Path) -> Result<(), ModelFileError> {
    let occupied = || ModelFileError::Occupied { path: path.to_owned() };
    let mut start = [0; 8];
    let len = match File::open(path) {
        Ok(file) => file.take(8).read(&mut start).map_err(|_| occupied())?,
        Err(_) => 0,
    };
    if len == 0 || Model::is_model(&start[..len]) { Ok(()) } else { Err(occupied()) }
}

/// Writes the model file in one step: whoever opens it sees the old one or the new one, whole.
///
/// # Errors
/// Where the folder cannot be made or written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), ModelFileError> {
    let failed = |source| ModelFileError::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    readable_by_all(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Temporary files are for their owner alone; a model in a shared folder is for all.
#[cfg(unix)]
fn readable_by_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use chancery_nlp::model::ModelWriter;

    use super::{FILE_NAME, Location, open, write};

    fn location(variables: &[(&str, &str)]) -> Option<Location> {
        Location::from_variables(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn the_variable_wins_then_the_data_folder_then_the_home() {
        let path = |location: Option<Location>| location.unwrap().path.display().to_string();
        let all = [("CHANCERY_MODEL", "/m"), ("XDG_DATA_HOME", "/data"), ("HOME", "/home/ada")];
        assert_eq!(path(location(&all)), "/m");
        assert_eq!(path(location(&all[1..])), format!("/data/chancery/{FILE_NAME}"));
        let home = format!("/home/ada/.local/share/chancery/{FILE_NAME}");
        assert_eq!(path(location(&all[2..])), home);
        assert_eq!(path(location(&[("XDG_DATA_HOME", "data"), all[2]])), home);
        assert_eq!(location(&[]), None);
    }

    #[test]
    fn what_is_written_opens_and_what_is_not_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("a.model");
        let missing = Location { path: path.clone(), named: false }.open().unwrap_err().to_string();
        assert!(missing.ends_with("a.model: type `chancery model install`"), "{missing}");
        let mut writer = ModelWriter::default();
        writer.strings("labels", ["one"]);
        write(&path, &writer.finish()).unwrap();
        assert_eq!(open(&path).unwrap().strings("labels").unwrap().get(0), "one");
        for foreign in [&b""[..], b"PK\x03\x04", &[0; 500]] {
            fs::write(&path, foreign).unwrap();
            let message = open(&path).unwrap_err().to_string();
            assert!(message.contains("a.model: this is not a Chancery model file"), "{message}");
            assert!(message.contains("chancery model install"), "{message}");
        }
        assert!(open(folder.path()).is_err());
    }
}
