//! The installed model, for tests of the whole.

use std::path::{Path, PathBuf};

use chancery_nlp::model::Model;

/// The model that `CHANCERY_MODEL` names, or the one that `cargo xtask test` installs.
pub(crate) fn model() -> Model {
    let installed = || -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/model/en_core_web_md.chancery")
    };
    let path = std::env::var_os("CHANCERY_MODEL").map_or_else(installed, PathBuf::from);
    chancery_model::store::open(&path).unwrap_or_else(|error| {
        panic!("{error}\n`cargo xtask test` installs the model; or name it in CHANCERY_MODEL")
    })
}
