use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chancery_archive::{Action, Archive, Decision, Writer};
use clap::Subcommand;

use super::Outcome;
use super::archive::ArchiveArgs;

/// Say what is right and wrong in an archive: it is kept with name, time and reason, and can be undone
///
/// Ids are those of findings (ARTICLE#e2), records (e2-ARTICLE, which means all their reports) or, for merge and split,
/// entities (Q7747, ivan-petrov.RUS). A correction outlives reading again by a newer program.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,

    /// Tables of decisions (columns action, id, field, value, other, who, why), or coding sheets of `chancery sample`
    /// with verdicts (right, wrong)
    #[arg(value_name = "FILE.csv")]
    files: Vec<PathBuf>,

    /// List corrections whose finding has gone since
    #[arg(long)]
    review: bool,

    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, clap::Args)]
struct Common {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Who says so [default: your login name]
    #[arg(long, value_name = "NAME")]
    who: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// It is right
    Accept {
        /// Findings or records
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// There is no such thing: it goes out of every table and export
    Reject {
        /// Findings or records
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// Fields have other values, such as status=planned sources=a1,a3 place=Oslo; an empty value clears a field
    Edit {
        /// A finding
        #[arg(value_name = "ID")]
        id: String,
        /// Fields with their values
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// Two or more are one
    Merge {
        /// Records, findings or entities
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// The first is another than the rest
    Split {
        /// Findings or entities
        #[arg(required = true, num_args = 2.., value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// A correction does not hold
    Undo {
        /// Its number, as `chancery history` prints it
        #[arg(required = true, value_name = "NUMBER")]
        numbers: Vec<u64>,
        #[command(flatten)]
        common: Common,
    },
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    if args.review {
        return review(&args.common.archive.archive);
    }
    let (decisions, common) = match &args.what {
        None if args.files.is_empty() => {
            bail!("what is to be corrected? `chancery correct --help` shows how to say it")
        }
        None => {
            let mut decisions = Vec::new();
            for file in &args.files {
                decisions.extend(table(file, &args.common)?);
            }
            (decisions, &args.common)
        }
        Some(what) => what.decisions()?,
    };
    let path = &common.archive.archive;
    if !path.exists() {
        // Made by nobody but ingest.
        drop(Archive::open(path)?);
    }
    let mut writer = Writer::open(path, "correct")?;
    let (mut made, mut refused) = (0_u64, 0_u64);
    for Placed { place, decision } in decisions {
        match writer.correct(&decision) {
            Ok(numbers) => {
                made += numbers.len() as u64;
                if !common.archive.quiet && args.files.is_empty() {
                    for number in numbers {
                        anstream::eprintln!(
                            "chancery: correction {number}: {} {}",
                            decision.action,
                            decision.target
                        );
                    }
                }
            }
            Err(error) => {
                refused += 1;
                let place = place.map_or(String::new(), |place| format!("{place}: "));
                anstream::eprintln!("chancery: {place}{error}");
            }
        }
    }
    if made > 0 {
        writer.consolidate()?;
    }
    writer.finish()?;
    if !common.archive.quiet {
        anstream::eprintln!("chancery: {made} corrections made, {refused} refused");
    }
    Ok(if refused > 0 { Outcome::SomeSkipped } else { Outcome::All })
}

/// A decision, and the line of the table that it stands in.
struct Placed {
    place: Option<String>,
    decision: Decision,
}

impl What {
    fn decisions(&self) -> Result<(Vec<Placed>, &Common)> {
        let each = |action: Action, ids: &[String], common: &Common| {
            ids.iter().map(|id| placed(action, id, common)).collect::<Vec<_>>()
        };
        Ok(match self {
            Self::Accept { ids, common } => (each(Action::Accept, ids, common), common),
            Self::Reject { ids, common } => (each(Action::Reject, ids, common), common),
            Self::Undo { numbers, common } => {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                (each(Action::Undo, &numbers, common), common)
            }
            Self::Edit { id, fields, common } => {
                let mut decisions = Vec::new();
                for field in fields {
                    let Some((name, value)) = field.split_once('=') else {
                        bail!("{field:?}: FIELD=VALUE is expected, such as status=planned");
                    };
                    let mut decision = placed(Action::Edit, id, common);
                    decision.decision.field = Some(name.trim().to_owned());
                    decision.decision.value = Some(value.trim().to_owned());
                    decisions.push(decision);
                }
                (decisions, common)
            }
            Self::Merge { ids, common } | Self::Split { ids, common } => {
                let action =
                    if matches!(self, Self::Merge { .. }) { Action::Merge } else { Action::Split };
                let (first, rest) = ids.split_first().expect("two are required");
                let pairs = rest.iter().map(|other| {
                    let mut decision = placed(action, first, common);
                    decision.decision.other = Some(other.clone());
                    decision
                });
                (pairs.collect(), common)
            }
        })
    }
}

fn placed(action: Action, target: &str, common: &Common) -> Placed {
    let decision = Decision {
        action,
        target: target.trim().to_owned(),
        other: None,
        field: None,
        value: None,
        who: common.who.clone().unwrap_or_else(login),
        why: common.why.clone(),
    };
    Placed { place: None, decision }
}

fn login() -> String {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "somebody".to_owned())
}

/// Decisions of a table, or verdicts of a coding sheet; lines without either are passed over.
fn table(path: &Path, common: &Common) -> Result<Vec<Placed>> {
    let name = path.display();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .with_context(|| format!("cannot read {name}"))?;
    let head = reader.headers().with_context(|| format!("{name}: no table"))?.clone();
    let column =
        |wanted: &str| head.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted));
    let (Some(id), action, verdict) = (column("id"), column("action"), column("verdict")) else {
        bail!(
            "{name}: it has no column `id`; columns are action,id,field,value,other,who,why, or those of a coding sheet"
        );
    };
    if action.is_none() && verdict.is_none() {
        bail!("{name}: it has neither a column `action` nor a column `verdict`");
    }
    let mut decisions = Vec::new();
    for row in reader.records() {
        let row = row.with_context(|| format!("{name}: no table"))?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at)).map(str::trim).filter(|cell| !cell.is_empty())
        };
        let (Some(id), Some(said)) = (cell(Some(id)), cell(action).or(cell(verdict))) else {
            continue;
        };
        let action = match said.to_lowercase().as_str() {
            "right" | "correct" | "yes" | "1" | "true" => Action::Accept,
            "wrong" | "incorrect" | "no" | "0" | "false" => Action::Reject,
            other => match other.parse() {
                Ok(action) => action,
                Err(what) => bail!("{name}, line {line}: {what}; a verdict is right or wrong"),
            },
        };
        let mut placed = placed(action, id, common);
        placed.place = Some(format!("{name}, line {line}"));
        let decision = &mut placed.decision;
        decision.field = cell(column("field")).map(str::to_owned);
        decision.value =
            column("value").map(|at| row.get(at).unwrap_or_default().trim().to_owned());
        decision.other = cell(column("other")).map(str::to_owned);
        if let Some(who) = cell(column("who")).or(cell(column("coder"))) {
            who.clone_into(&mut decision.who);
        }
        if let Some(why) = cell(column("why")).or(cell(column("comment"))) {
            decision.why = Some(why.to_owned());
        }
        decisions.push(placed);
    }
    Ok(decisions)
}

fn review(path: &Path) -> Result<Outcome> {
    let groundless = Archive::open(path)?.groundless()?;
    let mut out = io::stdout().lock();
    for one in &groundless {
        writeln!(
            out,
            "correction {}: {} (by {}, {})",
            one.number, one.decision, one.who, one.made
        )?;
        writeln!(out, "  it stood on: {}", one.evidence)?;
        if one.now.is_empty() {
            writeln!(
                out,
                "  nothing stands there now; `chancery correct undo {}` lays it to rest",
                one.number
            )?;
        } else {
            writeln!(out, "  there now: {}", one.now.join(", "))?;
        }
    }
    if groundless.is_empty() {
        writeln!(out, "every correction stands on a finding that is there")?;
    }
    Ok(Outcome::All)
}
