//! Licences and sources of all crates that the build uses, without a tool that is slow to build.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run::cargo;

/// SPDX ids that may stand alone, or as one of the choices of an `OR`.
const ALLOWED: [&str; 15] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unlicense",
    "0BSD",
    "BSL-1.0",
    "Unicode-3.0",
    "CC0-1.0",
    "MPL-2.0",
    // A BSD licence with a clause of Zlib's: libbz2-rs-sys.
    "bzip2-1.0.6",
    // Mozilla's list of certificate authorities: webpki-roots.
    "CDLA-Permissive-2.0",
];

/// Every crate comes from crates.io or this workspace, under a licence that we accept.
pub(crate) fn check() -> Result<()> {
    let output = cargo(&["metadata", "--format-version", "1", "--locked"]).output()?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists packages")?;
    let mut faults = Vec::new();
    for package in packages {
        let name = format!("{} {}", text(package, "name"), text(package, "version"));
        if let Some(source) = package["source"].as_str()
            && !source.starts_with("registry+")
        {
            faults.push(format!("{name}: comes from {source}"));
        }
        let licence = text(package, "license");
        if !accepted(licence) {
            faults.push(format!("{name}: licence {licence:?}"));
        }
    }
    if !faults.is_empty() {
        bail!("crates that may not be used:\n  {}", faults.join("\n  "));
    }
    println!("{} crates, all accepted", packages.len());
    Ok(())
}

fn text<'v>(package: &'v Value, key: &str) -> &'v str {
    package[key].as_str().unwrap_or("")
}

/// One choice of every `AND` part is allowed. Old manifests write `/` for `OR`.
fn accepted(licence: &str) -> bool {
    let licence = licence.replace('/', " OR ").replace(['(', ')'], "");
    !licence.is_empty()
        && licence
            .split(" AND ")
            .all(|part| part.split(" OR ").any(|choice| ALLOWED.contains(&choice.trim())))
}
