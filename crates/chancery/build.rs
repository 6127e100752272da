//! Names the data tables that this build holds: a digest of all files under `data/`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    println!("cargo::rerun-if-changed={}", data.display());
    let mut paths = Vec::new();
    collect(&data, &mut paths)?;
    paths.sort();
    let mut digest = Sha256::new();
    for path in paths {
        let name = path.strip_prefix(&data).expect("it lies below the folder").to_string_lossy();
        digest.update(name.replace('\\', "/"));
        digest.update([0]);
        digest.update(fs::read(&path)?);
    }
    let hex = digest
        .finalize()
        .iter()
        .take(8)
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    println!("cargo::rustc-env=CHANCERY_DATA_DIGEST={hex}");
    Ok(())
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
