use std::path::PathBuf;

use chancery_ingest::{Format, Inputs, Mapping, Options};
use chancery_kb::{Gazetteer, TownError};
use chancery_text::Published;

/// What to read, and what is known of it.
#[derive(Debug, clap::Args)]
pub(super) struct InputArgs {
    /// Files (.txt, .html, .jsonl, .csv, each also as .gz), folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Format of standard input, and of files whose names do not tell: jsonl, txt, html, csv
    #[arg(long, value_name = "FORMAT")]
    from: Option<Format>,

    /// Column or key to take a field from, such as text=body; may be repeated
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    mappings: Vec<Mapping>,

    /// Publication date of articles that have none: 2024-10-25 or 2024-10-25T18:30:00Z
    #[arg(long, value_name = "DATE", value_parser = Published::parse)]
    published: Option<Published>,

    /// Publisher of articles that have none
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Address of articles that have none
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// Title of articles that have none
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,

    /// Town where the outlet is made, for places that share their name with others: "Oxford, Ohio"
    #[arg(long, value_name = "PLACE", value_parser = town)]
    home: Option<String>,
}

/// A town that the gazetteer knows, as it was written.
fn town(given: &str) -> Result<String, TownError> {
    Gazetteer::embedded().town(given).map(|_| given.to_owned())
}

impl InputArgs {
    /// Opens nothing yet.
    pub(super) fn inputs(&self) -> Inputs {
        let options = Options {
            from: self.from,
            mappings: self.mappings.clone(),
            published: self.published.clone(),
            publisher: self.publisher.clone(),
            url: self.url.clone(),
            title: self.title.clone(),
            home: self.home.clone(),
        };
        Inputs::new(self.paths.iter().cloned(), options)
    }
}
