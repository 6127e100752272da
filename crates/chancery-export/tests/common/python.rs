//! Python with the packages that users read exports with, where it is at hand.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python that can import `module`: the one that `CHANCERY_READERS` names, that of `target/readers` (set up with
/// `python3 tools/readers.py`), or the system's. None, with a line that says so, where there is none.
pub(crate) fn with(module: &str) -> Option<PathBuf> {
    let venv = root().join("target/readers");
    let candidates = [
        std::env::var_os("CHANCERY_READERS").map(PathBuf::from),
        Some(venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })),
        Some(PathBuf::from(if cfg!(windows) { "python" } else { "python3" })),
    ];
    let found = candidates.into_iter().flatten().find(|python| {
        let import = Command::new(python).args(["-c", &format!("import {module}")]).output();
        import.is_ok_and(|output| output.status.success())
    });
    if found.is_none() {
        eprintln!("skipped: no Python with {module}; set one up with python3 tools/readers.py");
    }
    found
}

/// Runs a script of `tests/readers/`; its last words are those of the failure.
pub(crate) fn run(python: &Path, script: &str, args: &[String]) {
    let output = Command::new(python)
        .arg(root().join("tests/readers").join(script))
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script} {args:?}: {said}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
