use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use chancery_archive::query::{Hit, Kind, Query};
use chancery_archive::rows::{Article, Detail, Finding, Record, Role};
use chancery_archive::{Archive, Loader};
use serde_json::{Value, json};

use super::Outcome;
use super::archive::ArchiveArgs;

/// Find records and articles in an archive
///
/// word "several words" -not one OR other
/// said:NAME met:NAME actor:NAME country:CODE at:PLACE about:TOPIC
/// type:TYPE status:STATUS kind:KIND outlet:NAME
/// since:DATE until:DATE (when it happened) published:DATE..DATE (when it was reported)
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// What to find, such as "ceasefire said:Guterres since:2024-10"; all there is where nothing is given
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    archive: ArchiveArgs,

    /// Form of what is found [default: text at a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// How many to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: usize,

    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    from: usize,

    /// Print the numbers alone, counted out
    #[arg(long)]
    count: bool,

    /// The archive as it stood at the end of this day: articles and corrections
    #[arg(long, value_name = "DATE")]
    as_of: Option<jiff::civil::Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object each
    Jsonl,
    /// A table
    Csv,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let query: Query = args.query.join(" ").parse()?;
    let mut archive = Archive::open(&args.archive.archive)?;
    if let Some(day) = args.as_of {
        archive = archive.as_of(day)?;
    }
    let archive = archive;
    let mut out = anstream::AutoStream::auto(io::stdout());
    if args.count {
        for (kind, count) in archive.count_all(&query)? {
            writeln!(out, "{count:>10}  {}s", kind.name())?;
        }
        return Ok(Outcome::All);
    }
    if !args.archive.quiet && archive.stale()? {
        anstream::eprintln!(
            "chancery: articles have come in since reports were last made one; `chancery ingest` again does it"
        );
    }
    let hits = archive.search(&query, args.from, args.limit)?;
    let default = if io::stdout().is_terminal() { Format::Text } else { Format::Jsonl };
    let format = args.format.unwrap_or(default);
    let mut loader = archive.loader();
    let mut csv = csv::Writer::from_writer(Vec::new());
    if format == Format::Csv {
        csv.write_record(COLUMNS)?;
    }
    for hit in &hits.hits {
        match (format, found(&mut loader, *hit)?) {
            (Format::Text, Found::Record(record)) => write!(out, "{}", record_text(&record))?,
            (Format::Text, Found::Article(article)) => write!(out, "{}", article_text(&article))?,
            (Format::Jsonl, Found::Record(record)) => writeln!(out, "{}", record_json(&record))?,
            (Format::Jsonl, Found::Article(article)) => {
                writeln!(out, "{}", article_json(&article))?;
            }
            (Format::Csv, Found::Record(record)) => csv.write_record(record_row(&record))?,
            (Format::Csv, Found::Article(article)) => csv.write_record(article_row(&article))?,
        }
    }
    if format == Format::Csv {
        out.write_all(&csv.into_inner().map_err(csv::IntoInnerError::into_error)?)?;
    }
    out.flush()?;
    if format == Format::Text && !args.archive.quiet {
        anstream::eprintln!("{}", summary(&hits.counts, hits.hits.len()));
    }
    Ok(Outcome::All)
}

/// `12 of: 3 meetings, 40 statements`.
fn summary(counts: &[(Kind, usize)], shown: usize) -> String {
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, count)| match (*count, kind.name()) {
            (1, name) => format!("1 {name}"),
            (10_001, name) => format!("over 10,000 {name}s"),
            (count, name) => format!("{count} {name}s"),
        })
        .collect();
    if counts.is_empty() {
        return "nothing found".to_owned();
    }
    format!("{shown} shown; found in {}", counts.join(", "))
}

enum Found {
    Record(Box<Record>),
    Article(Box<Article>),
}

fn found(loader: &mut Loader<'_>, hit: Hit) -> Result<Found> {
    Ok(match hit {
        Hit::Record(lead) => Found::Record(Box::new(loader.record(lead)?)),
        Hit::Article(key) => Found::Article(Box::new(loader.article(key)?.as_ref().clone())),
    })
}

fn names(finding: &Finding, role: Role) -> String {
    finding.parties(role).map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// What a record tells in one line: `CONSULT A, B → C`.
fn headline(finding: &Finding) -> String {
    coded(finding, &|role| names(finding, role))
}

/// The same with the names that `of` gives to the parties of a role.
pub(super) fn coded(finding: &Finding, of: &dyn Fn(Role) -> String) -> String {
    match &finding.detail {
        Detail::Statement { negated, .. } => {
            let to = of(Role::Addressee);
            let to = if to.is_empty() { to } else { format!(" to {to}") };
            let speaker = of(Role::Speaker);
            let speaker = if speaker.is_empty() { "somebody".to_owned() } else { speaker };
            format!("{speaker}{}{to}", if *negated { " did not say" } else { " said" })
        }
        Detail::Event { r#type, .. } => {
            let targets = of(Role::Target);
            let targets = if targets.is_empty() { targets } else { format!(" → {targets}") };
            format!("{type} {}{targets}", of(Role::Source))
        }
        Detail::Meeting { name, format, .. } => {
            let name = name.as_deref().map_or(String::new(), |name| format!("{name}: "));
            format!("{name}{format} of {}", of(Role::Participant))
        }
        Detail::Position { stance, proposition, .. } => {
            format!("{} {stance}: {}", of(Role::Holder), proposition.1)
        }
    }
}

fn kind(finding: &Finding) -> &'static str {
    match finding.detail {
        Detail::Statement { .. } => "statement",
        Detail::Event { .. } => "event",
        Detail::Meeting { .. } => "meeting",
        Detail::Position { .. } => "position",
    }
}

fn days(record: &Record) -> String {
    match (&record.first_day, &record.last_day) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) | (None, Some(day)) => day.clone(),
        (None, None) => "no date".to_owned(),
    }
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const QUOTED: Style = AnsiColor::Cyan.on_default();

fn record_text(record: &Record) -> String {
    let leading = &record.reports[0];
    let mut text = format!("{BOLD}{}{BOLD:#}\n  {}", headline(leading), days(record));
    if let Some(place) = &record.place {
        let _ = write!(text, ", {}", place.name);
    }
    if record.status != "occurred" {
        let _ = write!(text, ", {}", record.status);
    }
    if record.reports.len() > 1 {
        let _ = write!(
            text,
            "; {} reports, {}, {}",
            record.reports.len(),
            counted(record.origins, "origin"),
            counted(record.outlets, "outlet")
        );
    }
    text.push('\n');
    for report in &record.reports {
        let outlet = report.chain.join(" < ");
        let day = report.article.day().unwrap_or("undated");
        let evidence = report.evidence_text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            text,
            "  {QUOTED}{evidence}{QUOTED:#}\n    {DIM}{outlet}{} {day}, {} ({:.2}){DIM:#}",
            if outlet.is_empty() { "" } else { "," },
            report.id,
            report.confidence
        );
    }
    for point in &record.disagreements {
        let values: Vec<String> = point
            .values
            .iter()
            .map(|(value, reports)| format!("{value} ({})", reports.len()))
            .collect();
        let _ = writeln!(text, "  reports differ on {}: {}", point.about, values.join(", "));
    }
    let _ = writeln!(text, "  {DIM}{}{DIM:#}\n", record.id);
    text
}

fn counted(count: u32, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn article_text(article: &Article) -> String {
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let about: Vec<&str> = [article.day(), article.publisher.as_deref(), article.url.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    format!(
        "{BOLD}{title}{BOLD:#}\n  article, {}\n  {DIM}{}{DIM:#}\n\n",
        about.join(", "),
        article.id
    )
}

fn article_json(article: &Article) -> Value {
    json!({
        "kind": "article",
        "id": article.id,
        "inputs": article.inputs,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
        "language": article.language,
        "origin": article.origin,
        "story": article.story,
    })
}

fn record_json(record: &Record) -> Value {
    let leading = &record.reports[0];
    let parties: Vec<Value> = leading
        .parties
        .iter()
        .map(|party| {
            json!({
                "role": party.role.name(),
                "name": party.name,
                "entity": party.entity.as_ref().map(|entity| &entity.id),
                "country": party.country,
                "sector": party.sector,
            })
        })
        .collect();
    let reports: Vec<Value> = record
        .reports
        .iter()
        .map(|report| {
            json!({
                "id": report.id,
                "document": report.article.id,
                "publisher": report.article.publisher,
                "published": report.article.published,
                "url": report.article.url,
                "status": report.status,
                "start": report.evidence.start,
                "end": report.evidence.end,
                "evidence": report.evidence_text,
                "rule": report.rule,
                "confidence": (f64::from(report.confidence) * 1e4).round() / 1e4,
                "source_chain": report.chain,
            })
        })
        .collect();
    let disagreements: Vec<Value> = record
        .disagreements
        .iter()
        .map(|point| json!({"about": point.about, "values": point.values}))
        .collect();
    json!({
        "kind": kind(leading),
        "id": record.id,
        "type": r#type(leading),
        "status": record.status,
        "first_day": record.first_day,
        "last_day": record.last_day,
        "place": record.place.as_ref().map(|place| json!({
            "name": place.name, "country": place.country, "kb": place.kb, "lat": place.lat, "lon": place.lon,
        })),
        "parties": parties,
        "content": content(leading),
        "origins": record.origins,
        "outlets": record.outlets,
        "disagreements": disagreements,
        "reports": reports,
    })
}

fn r#type(finding: &Finding) -> &str {
    match &finding.detail {
        Detail::Statement { kind, .. } => kind,
        Detail::Event { r#type, .. } => r#type,
        Detail::Meeting { format, .. } => format,
        Detail::Position { stance, .. } => stance,
    }
}

/// What was said, or what a position is about.
fn content(finding: &Finding) -> Option<String> {
    match &finding.detail {
        Detail::Statement { content, .. } => {
            Some(content.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" … "))
        }
        Detail::Position { proposition, .. } => Some(proposition.1.clone()),
        _ => None,
    }
}

const COLUMNS: [&str; 17] = [
    "id",
    "kind",
    "type",
    "status",
    "first_day",
    "last_day",
    "place",
    "place_country",
    "parties",
    "countries",
    "content",
    "origins",
    "outlets",
    "document",
    "publisher",
    "published",
    "evidence",
];

fn record_row(record: &Record) -> [String; 17] {
    let leading = &record.reports[0];
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let parties: Vec<&str> = leading.parties.iter().map(|party| party.name.as_str()).collect();
    let countries: Vec<&str> =
        leading.parties.iter().map(|party| party.country.as_deref().unwrap_or("-")).collect();
    [
        record.id.clone(),
        kind(leading).to_owned(),
        r#type(leading).to_owned(),
        record.status.clone(),
        text(&record.first_day),
        text(&record.last_day),
        record.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        record.place.as_ref().and_then(|place| place.country.clone()).unwrap_or_default(),
        parties.join("; "),
        countries.join("; "),
        content(leading).unwrap_or_default(),
        record.origins.to_string(),
        record.outlets.to_string(),
        leading.article.id.clone(),
        text(&leading.article.publisher),
        text(&leading.article.published),
        leading.evidence_text.clone(),
    ]
}

fn article_row(article: &Article) -> [String; 17] {
    let mut row: [String; 17] = Default::default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    row[0].clone_from(&article.id);
    "article".clone_into(&mut row[1]);
    row[10] = text(&article.title);
    row[13].clone_from(&article.id);
    row[14] = text(&article.publisher);
    row[15] = text(&article.published);
    row
}
