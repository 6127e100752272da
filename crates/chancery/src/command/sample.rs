use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use chancery_archive::query::{Kind, Query};
use chancery_archive::rows::{Finding, Role};
use chancery_archive::{Archive, Stratum};

use super::Outcome;
use super::archive::ArchiveArgs;

/// Draw findings to be judged by people: a coding sheet
///
/// Fill the column `verdict` with right or wrong, `coder` with your name, and give the sheet to `chancery correct`;
/// `chancery precision` prints what follows.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Of what: all there is, or what a query means
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    archive: ArchiveArgs,

    /// What to draw
    #[arg(long, value_enum, default_value_t = Sort::Event)]
    kind: Sort,

    /// Draw as many of each
    #[arg(long, value_enum, default_value_t = By::Type)]
    by: By,

    /// How many
    #[arg(long, short, value_name = "N", default_value_t = 200)]
    n: usize,

    /// The same number draws the same findings
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    /// Write here instead of standard output
    #[arg(long, short, value_name = "SHEET.csv")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Sort {
    Statement,
    Event,
    Meeting,
    Position,
}

/// What findings are counted apart by.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum By {
    /// PLOVER type, kind of a statement, format of a meeting, stance
    Type,
    /// The rule that made it
    Rule,
}

impl By {
    pub(super) fn stratum(self) -> Stratum {
        match self {
            Self::Type => Stratum::Type,
            Self::Rule => Stratum::Rule,
        }
    }
}

/// Characters of the text shown before and behind the evidence.
const CONTEXT: u32 = 300;

const COLUMNS: [&str; 13] = [
    "id", "stratum", "coding", "status", "when", "place", "before", "evidence", "after", "article",
    "verdict", "coder", "comment",
];

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let archive = Archive::open(&args.archive.archive)?;
    let query: Query = args.query.join(" ").parse()?;
    let kind = match args.kind {
        Sort::Statement => Kind::Statement,
        Sort::Event => Kind::Event,
        Sort::Meeting => Kind::Meeting,
        Sort::Position => Kind::Position,
    };
    let drawn = archive.draw(&query, kind, args.by.stratum(), args.n, args.seed)?;
    let out: Box<dyn Write> = match &args.output {
        None => Box::new(io::stdout().lock()),
        Some(path) => Box::new(
            std::fs::File::create(path)
                .with_context(|| format!("cannot write to {}", path.display()))?,
        ),
    };
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(COLUMNS)?;
    let mut loader = archive.loader();
    for (stratum, key) in &drawn {
        let finding = loader.finding(*key)?;
        let (before, after) = loader.around(*key, CONTEXT)?;
        let article = [
            finding.article.publisher.as_deref(),
            finding.article.day(),
            finding.article.title.as_deref(),
        ];
        sheet.write_record([
            finding.id.as_str(),
            stratum,
            &coding(&finding),
            &finding.status,
            &[finding.first_day.as_deref(), finding.last_day.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" to "),
            finding.place.as_ref().map_or("", |place| place.name.as_str()),
            &before,
            &finding.evidence_text,
            &after,
            &article.into_iter().flatten().collect::<Vec<_>>().join(", "),
            "",
            "",
            "",
        ])?;
    }
    sheet.flush()?;
    if !args.archive.quiet && args.output.is_some() {
        anstream::eprintln!(
            "chancery: {} drawn; fill verdict and coder, then `chancery correct SHEET.csv`",
            drawn.len()
        );
    }
    Ok(Outcome::All)
}

/// What a finding claims, in words.
fn coding(finding: &Finding) -> String {
    let of = |role: Role| {
        finding
            .parties(role)
            .map(|party| match &party.country {
                Some(country) => format!("{} [{country}]", party.name),
                None => party.name.clone(),
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    super::search::coded(finding, &of)
}
