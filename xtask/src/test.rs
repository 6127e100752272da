//! Everything that CI runs, in the order in which it fails soonest.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::archive::torture;
use crate::run::{cargo, command, run, target};
use crate::{licences, manual, model};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Also what is slow to build or run: cargo-deny, the fuzz targets
    #[arg(long)]
    full: bool,
}

pub(crate) fn run_all(args: &Args) -> Result<()> {
    let start = Instant::now();
    let step = |name: &str| println!("\n── {name} ({:.0} s)", start.elapsed().as_secs_f64());

    step("format");
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    step("manual");
    manual::check()?;
    step("licences and sources of all crates");
    licences::check()?;
    step("language model");
    let model = model::installed()?;
    let with_model = |mut cargo: Command| {
        cargo.env("CHANCERY_MODEL", &model);
        cargo
    };
    step("lints");
    run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    step("readers of the field's layouts (Python)");
    if let Err(error) = run(command("python3").arg("tools/readers.py")) {
        println!("without them: {error}; their tests are skipped");
    }
    step("tests, cases, parity");
    run(&mut with_model(cargo(&["test", "--workspace"])))?;
    step("torture, a short round");
    run(&mut cargo(&["build", "--package", "chancery"]))?;
    torture::short(
        &target().join("debug").join(format!("chancery{}", std::env::consts::EXE_SUFFIX)),
    )?;
    step("documentation");
    // A module's page may send its reader on to a file that is no public item.
    let flags = "-D warnings -A rustdoc::private_intra_doc_links";
    run(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", flags))?;
    if args.full {
        step("cargo-deny");
        run(command("cargo").args(["deny", "check", "licenses", "bans", "sources"]))
            .context("install it with: cargo install --locked cargo-deny@0.20.2")?;
        step("fuzz targets");
        run(command("cargo").args(["fuzz", "build", "-s", "none"]))
            .context("install it with: cargo install --locked cargo-fuzz@0.13.2")?;
    }
    step("all passed");
    Ok(())
}
