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
    let records = target().join("demo-records.jsonl");
    run(command(&program).arg("read").arg(&examples).arg("--output").arg(&records))?;
    run(command(&program).arg("read").arg(&examples).args(["--format", "text", "--quiet"]))?;
    println!("\nThe same as data, a record a line: {}", records.display());
    println!("The command: {}", program.display());
    println!("Next: {} read YOUR-ARTICLE.txt", program.display());
    Ok(())
}
