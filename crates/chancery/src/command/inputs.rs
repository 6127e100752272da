use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use chancery_fetch::{Fetch, IsKnown, Validators, is_address};
use chancery_ingest::{
    Filter, FilteredCounts, Format, Inputs, Item, Mapping, Options, Place, RepeatedIds, total_bytes,
};
use chancery_kb::{Gazetteer, TownError};
use chancery_text::Published;
use jiff::civil::Date;

/// What to read, and what is known of it.
#[derive(Debug, clap::Args)]
pub(super) struct InputArgs {
    /// Files (also compressed), folders, addresses of feeds, sitemaps and pages, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Format of standard input, and of files whose names do not tell: jsonl, txt, html, csv, xml, warc …
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

    /// Fetch from addresses of this machine's own network too
    #[arg(long)]
    private_addresses: bool,
}

/// The items of all paths and addresses, and what is counted while they come.
pub(super) struct Items {
    pub(super) each: Box<dyn Iterator<Item = Item> + Send>,
    pub(super) filtered: Arc<FilteredCounts>,
    pub(super) bytes_read: Arc<AtomicU64>,
    /// What was learnt of the addresses, to be kept when all items are.
    pub(super) learnt: Arc<Mutex<BTreeMap<String, Validators>>>,
}

/// What earlier runs know of addresses.
#[derive(Default)]
pub(super) struct Known {
    pub(super) validators: BTreeMap<String, Validators>,
    /// Whether a page was fetched before.
    pub(super) is_known: Option<IsKnown>,
}

/// A town that the gazetteer knows, as it was written.
fn town(given: &str) -> Result<String, TownError> {
    Gazetteer::embedded().town(given).map(|_| given.to_owned())
}

impl InputArgs {
    /// Opens nothing yet.
    pub(super) fn items(&self) -> Items {
        self.items_of(self.options(), Known::default())
    }

    /// For an archive, whose ids do not depend on order; begins behind places that were reached before.
    pub(super) fn items_for_archive(&self, resume: Vec<Place>, known: Known) -> Items {
        let options = Options { repeated_ids: RepeatedIds::Kept, resume, ..self.options() };
        self.items_of(options, known)
    }

    /// The addresses among the paths.
    pub(super) fn addresses(&self) -> Vec<String> {
        let paths = self.paths.iter().filter_map(|path| path.to_str());
        paths.filter(|path| is_address(path)).map(str::to_owned).collect()
    }

    /// Bytes that reading will take, where that can be known.
    pub(super) fn total_bytes(&self) -> Option<u64> {
        if self.addresses().is_empty() { total_bytes(&self.paths) } else { None }
    }

    /// Files come first, then what is fetched.
    fn items_of(&self, options: Options, known: Known) -> Items {
        let is_file = |path: &&PathBuf| !Path::to_str(path).is_some_and(is_address);
        let files = Inputs::new(self.paths.iter().filter(is_file).cloned(), options.clone());
        let (filtered, bytes_read) = (files.filtered(), files.bytes_read());
        let fetch = Fetch::new(
            self.addresses(),
            chancery_fetch::Options {
                inputs: Options { resume: Vec::new(), ..options },
                private_addresses: self.private_addresses,
                validators: known.validators,
                is_known: known.is_known,
                ..chancery_fetch::Options::default()
            },
        )
        .counting(Arc::clone(&filtered));
        let learnt = fetch.learnt();
        Items { each: Box::new(files.chain(fetch)), filtered, bytes_read, learnt }
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
