use std::io::{self, BufWriter, Write as _};

use anyhow::Result;
use chancery_archive::Archive;

use super::Outcome;
use super::archive::ArchiveArgs;
use super::sql::TableFormat;

/// Print which articles tell of one happening: every input id with its cluster
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    archive: ArchiveArgs,

    /// Form of the list [default: text at a terminal, else csv]
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let archive = Archive::open(&args.archive.archive)?;
    let stories = archive.stories()?;
    let mut out = BufWriter::new(io::stdout().lock());
    match TableFormat::or_default(args.format) {
        TableFormat::Jsonl => {
            for (id, cluster) in &stories {
                writeln!(out, "{}", serde_json::json!({"id": id, "cluster": cluster}))?;
            }
        }
        TableFormat::Csv => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record(["id", "cluster"])?;
            for (id, cluster) in &stories {
                csv.write_record([id, cluster])?;
            }
            csv.flush()?;
        }
        TableFormat::Text => {
            let mut by_cluster: Vec<(&str, Vec<&str>)> = Vec::new();
            let mut sorted: Vec<(&str, &str)> =
                stories.iter().map(|(id, cluster)| (cluster.as_str(), id.as_str())).collect();
            sorted.sort_unstable();
            for (cluster, id) in sorted {
                match by_cluster.last_mut() {
                    Some((last, ids)) if *last == cluster => ids.push(id),
                    _ => by_cluster.push((cluster, vec![id])),
                }
            }
            by_cluster.sort_by_key(|(cluster, ids)| (std::cmp::Reverse(ids.len()), *cluster));
            for (cluster, ids) in by_cluster {
                writeln!(out, "{cluster}  {}", ids.join(" "))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::All)
}
