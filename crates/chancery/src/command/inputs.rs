use std::path::PathBuf;

use chancery_ingest::{Filter, Format, Inputs, Mapping, Options, Place, RepeatedIds};
use chancery_kb::{Gazetteer, TownError};
use chancery_text::Published;
use jiff::civil::Date;

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

    /// Only articles of this host and those below it, such as example.org; may be repeated
    #[arg(long = "host", value_name = "HOST")]
    hosts: Vec<String>,

    /// Only articles in this language, such as en, or where it is in doubt; may be repeated
    #[arg(long = "language", value_name = "CODE")]
    languages: Vec<String>,

    /// Only articles published on this day or later
    #[arg(long, value_name = "DATE")]
    published_since: Option<Date>,

    /// Only articles published on this day or earlier
    #[arg(long, value_name = "DATE")]
    published_until: Option<Date>,
}

/// A town that the gazetteer knows, as it was written.
fn town(given: &str) -> Result<String, TownError> {
    Gazetteer::embedded().town(given).map(|_| given.to_owned())
}

impl InputArgs {
    /// Opens nothing yet.
    pub(super) fn inputs(&self) -> Inputs {
        Inputs::new(self.paths.iter().cloned(), self.options())
    }

    /// For an archive, whose ids do not depend on order; begins behind places that were reached before.
    pub(super) fn inputs_for_archive(&self, resume: Vec<Place>) -> Inputs {
        let options = Options { repeated_ids: RepeatedIds::Kept, resume, ..self.options() };
        Inputs::new(self.paths.iter().cloned(), options)
    }

    /// How they are to be read.
    fn options(&self) -> Options {
        Options {
            from: self.from,
            mappings: self.mappings.clone(),
            published: self.published.clone(),
            publisher: self.publisher.clone(),
            url: self.url.clone(),
            title: self.title.clone(),
            home: self.home.clone(),
            filter: Filter {
                hosts: self.hosts.clone(),
                languages: self.languages.clone(),
                published_since: self.published_since,
                published_until: self.published_until,
            },
            ..Options::default()
        }
    }
}
