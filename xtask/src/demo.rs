//! From a fresh clone to the records of the example articles.

use anyhow::Result;

use crate::run::{cargo, command, root, run, target};

pub(crate) fn run_all() -> Result<()> {
    println!("Building Chancery …");
    run(&mut cargo(&["build", "--release", "--package", "chancery"]))?;
    let program =
        target().join("release").join(format!("chancery{}", std::env::consts::EXE_SUFFIX));
    let has_model = command(&program)
        .arg("model")
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()?
        .success();
    if !has_model {
        println!("Fetching the language model …");
        run(command(&program).args(["model", "install"]))?;
    }
    let examples = root().join("examples");
    run(command(&program)
        .arg("read")
        .arg(examples.join("strait.txt"))
        .args(["--format", "text", "--quiet"]))?;
    let archive = target().join("demo.db");
    crate::archive::torture::remove(&archive);
    println!("\nAn archive of all example articles:");
    run(command(&program).arg("ingest").arg(&examples).arg("--archive").arg(&archive))?;
    for query in ["kind:meeting at:Riga", "kind:statement hotline"] {
        println!("\n$ chancery search \"{query}\"");
        run(command(&program)
            .args(["search", query, "-n", "3", "--format", "text", "--archive"])
            .arg(&archive))?;
    }
    println!("\nThe archive: {}", archive.display());
    println!("The command: {}", program.display());
    println!("Next: {} ingest YOUR-FOLDER", program.display());
    Ok(())
}
