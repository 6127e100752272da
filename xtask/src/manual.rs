//! The rule manual, made of the comments of the rules.
//!
//! A rule is a constant, `const NAME: Rule = Rule::new("layer/name", share)`, below a documentation comment
//! of four parts. The manual lists them by layer and name.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::root;

const PARTS: [&str; 4] = ["## What it finds", "## Example", "## What it leaves alone", "## Source"];

/// Writes `docs/rules.md`.
pub(crate) fn write() -> Result<()> {
    let path = path();
    fs::write(&path, manual()?).with_context(|| format!("cannot write {}", path.display()))
}

/// `docs/rules.md` is what the rules' comments say.
pub(crate) fn check() -> Result<()> {
    let path = path();
    let stands = fs::read_to_string(&path)
        .with_context(|| format!("{}: write it with `cargo xtask manual`", path.display()))?;
    if stands != manual()? {
        bail!("docs/rules.md is not what the rules' comments say: run `cargo xtask manual`");
    }
    Ok(())
}

fn path() -> PathBuf {
    root().join("docs").join("rules.md")
}

fn manual() -> Result<String> {
    let mut rules = BTreeMap::new();
    collect(&root().join("crates/chancery-extract/src"), &mut rules)?;
    let mut manual = String::from(
        "# The rules\n\n<!-- Made by `cargo xtask manual` out of the rules' comments. -->\n\n\
         Every statement, event, meeting and position names the rule that found it. The share says how many of a\n\
         rule's findings are right, as measured on gold data; it is the finding's `confidence`.\n",
    );
    let mut layer = "";
    for (name, rule) in &rules {
        let this = name.split('/').next().unwrap_or(name);
        if this != layer {
            let _ = write!(manual, "\n# {this}\n");
            layer = this;
        }
        let _ = write!(manual, "\n## `{name}`\n\nShare right: {}\n\n", rule.share);
        for line in &rule.comment {
            // The comment's own headings stand one level below the rule's name.
            if line.starts_with("## ") {
                manual.push('#');
            }
            manual.push_str(line);
            manual.push('\n');
        }
    }
    Ok(manual)
}

struct Rule {
    share: String,
    comment: Vec<String>,
}

fn collect(folder: &Path, rules: &mut BTreeMap<String, Rule>) -> Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, rules)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path)?;
            rules_of(&text, rules).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The rules of one source file.
fn rules_of(text: &str, rules: &mut BTreeMap<String, Rule>) -> Result<()> {
    let mut comment: Vec<String> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if let Some(words) = line.strip_prefix("///") {
            comment.push(words.strip_prefix(' ').unwrap_or(words).to_owned());
            continue;
        }
        let mut item = line.to_owned();
        if item.contains("const ") && item.contains(": Rule =") {
            while !item.contains(';') {
                item.push_str(lines.next().context("a constant ends with a semicolon")?.trim());
            }
            let inner = item
                .split_once("Rule::new(")
                .and_then(|(_, rest)| rest.split_once(')'))
                .map(|(inner, _)| inner)
                .context("a rule is made by Rule::new")?;
            let (name, share) = inner.split_once(',').context("a rule has a name and a share")?;
            let name = name.trim().trim_matches('"').to_owned();
            let share = share.trim().trim_end_matches(',').to_owned();
            for part in PARTS {
                if !comment.iter().any(|line| line == part) {
                    bail!("the rule {name} has no part {part:?} in its comment");
                }
            }
            let comment = std::mem::take(&mut comment);
            if rules.insert(name.clone(), Rule { share, comment }).is_some() {
                bail!("two rules are called {name}");
            }
        }
        if !line.starts_with("#[") {
            comment.clear();
        }
    }
    Ok(())
}
