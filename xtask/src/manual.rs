//! The rule manual, made of the comments of the rules.
//!
//! A rule is a documentation comment of four parts above the constant or function that carries the rule's
//! name, a string such as `"event/verb"`. The manual lists rules by layer and name.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::root;

const PARTS: [&str; 4] = ["## What it finds", "## Example", "## What it leaves alone", "## Source"];

/// Layers whose findings name their rule.
const LAYERS: [&str; 4] = ["statement", "event", "meeting", "position"];

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
    let mut shares = BTreeMap::new();
    collect(&root().join("crates/chancery-extract/src"), &mut rules, &mut shares)?;
    let mut manual = String::from(
        "# The rules\n\n<!-- Made by `cargo xtask manual` out of the rules' comments. -->\n\n\
         Every statement, event, meeting and position names the rule that found it. The share says how many of a\n\
         rule's findings are right; a finding's `confidence` starts from it. Shares of statements are measured on\n\
         attribution gold, those of the other layers are estimates from the development data and samples of news.\n",
    );
    let mut layer = "";
    for (name, rule) in &rules {
        let this = name.split('/').next().unwrap_or(name);
        if this != layer {
            let _ = write!(manual, "\n# {this}\n");
            layer = this;
        }
        let _ = write!(manual, "\n## `{name}`\n\n");
        if let Some(share) = rule.share.as_ref().or_else(|| shares.get(name)) {
            let _ = write!(manual, "Share right: {share}\n\n");
        }
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
    /// Where the rule has one for all its findings.
    share: Option<String>,
    comment: Vec<String>,
}

fn collect(
    folder: &Path,
    rules: &mut BTreeMap<String, Rule>,
    shares: &mut BTreeMap<String, String>,
) -> Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, rules, shares)?;
        } else if path.file_name().is_some_and(|name| name == "confidence.rs") {
            shares.extend(shares_of(&folder.to_string_lossy(), &fs::read_to_string(&path)?));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path)?;
            rules_of(&text, rules).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// The shares of a layer's `confidence.rs`, whose rows begin `("rule", 0.81,`.
fn shares_of(folder: &str, text: &str) -> Vec<(String, String)> {
    let layer = folder.rsplit(['/', '\\']).next().unwrap_or(folder);
    text.lines()
        .filter_map(|line| {
            let (name, rest) = line.trim().strip_prefix("(\"")?.split_once("\", ")?;
            let (share, _) = rest.split_once(',')?;
            Some((format!("{layer}/{name}"), share.to_owned()))
        })
        .collect()
}

/// The rules of one source file: each rule's name stands below its comment.
fn rules_of(text: &str, rules: &mut BTreeMap<String, Rule>) -> Result<()> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut comment: Vec<String> = Vec::new();
    let mut block: Vec<String> = Vec::new();
    for line in code.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            block.push(words.strip_prefix(' ').unwrap_or(words).to_owned());
            continue;
        }
        if block.iter().any(|line| line == PARTS[0]) {
            comment = std::mem::take(&mut block);
        }
        block.clear();
        for name in names(line) {
            // A comparison tells of a rule that is defined elsewhere.
            if rules.contains_key(name) || line.contains("== \"") {
                continue;
            }
            for part in PARTS {
                if !comment.iter().any(|line| line == part) {
                    bail!("the rule {name} has no part {part:?} in a comment above it");
                }
            }
            let share = line
                .split_once("Rule::new(")
                .and_then(|(_, rest)| rest.split_once(", "))
                .and_then(|(_, rest)| rest.split_once(')'))
                .map(|(share, _)| share.to_owned());
            rules.insert(name.to_owned(), Rule { share, comment: comment.clone() });
        }
    }
    Ok(())
}

/// Rule names among the strings of a line of code.
fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2).filter(|string| {
        string.split_once('/').is_some_and(|(layer, name)| {
            LAYERS.contains(&layer)
                && !name.is_empty()
                && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        })
    })
}
