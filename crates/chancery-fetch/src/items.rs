use std::collections::{BTreeMap, VecDeque};
use std::io::Cursor;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chancery_ingest::{
    FilteredCounts, Format, IngestError, Input, Inputs, Item, Options as InputOptions, Place,
    Skipped, charset_of,
};
use url::Url;

use crate::client::{Client, Document, Limits, Validators};
use crate::error::FetchError;

/// Sitemaps that one sitemap may list.
const MOST_SITEMAPS: usize = 200;

/// Tells of an address whether the article there is known.
pub type IsKnown = Box<dyn FnMut(&str) -> bool + Send>;

/// How addresses are fetched.
#[derive(Default)]
pub struct Options {
    /// How the documents are read: filter, defaults, names of columns.
    pub inputs: InputOptions,
    /// How much is asked of a server.
    pub limits: Limits,
    /// Addresses of the machine's own network may be asked, and a proxy of the environment is used.
    pub private_addresses: bool,
    /// What earlier runs learnt of the addresses.
    pub validators: BTreeMap<String, Validators>,
    /// Whether the article at an address is there already, so that its page is not fetched again.
    pub is_known: Option<IsKnown>,
}

/// Whether an argument is an address rather than a path.
pub fn is_address(argument: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        argument.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// The items of feeds, sitemaps and pages, fetched as they are asked for.
///
/// The place of an item is the address of its feed or page.
pub struct Fetch {
    client: Client,
    options: InputOptions,
    limits: Limits,
    /// Still to be fetched.
    addresses: VecDeque<Address>,
    /// Items of the feed in hand.
    feed: Option<Feed>,
    known: BTreeMap<String, Validators>,
    learnt: Arc<Mutex<BTreeMap<String, Validators>>>,
    is_known: IsKnown,
    filtered: Arc<FilteredCounts>,
    n_pages: usize,
    n_sitemaps: usize,
}

struct Address {
    url: String,
    /// It came from a sitemap.
    listed: bool,
}

struct Feed {
    address: Place,
    host: Option<String>,
    items: Inputs,
    learnt: Option<(String, Validators)>,
    failed: bool,
}

impl Fetch {
    /// Fetches nothing yet.
    pub fn new(addresses: impl IntoIterator<Item = String>, options: Options) -> Self {
        let filtered = Inputs::new([], InputOptions::default()).filtered();
        Self {
            client: Client::new(options.limits.clone(), options.private_addresses),
            options: options.inputs,
            limits: options.limits,
            addresses: addresses.into_iter().map(|url| Address { url, listed: false }).collect(),
            feed: None,
            known: options.validators,
            learnt: Arc::default(),
            is_known: options.is_known.unwrap_or_else(|| Box::new(|_| false)),
            filtered,
            n_pages: 0,
            n_sitemaps: 0,
        }
    }

    /// Counts what the filter lets go in place of a count of its own.
    #[must_use]
    pub fn counting(mut self, filtered: Arc<FilteredCounts>) -> Self {
        self.filtered = filtered;
        self
    }

    /// What was learnt of the addresses, to be kept once all items of the run are stored: an address whose
    /// feed has not changed gives nothing the next time.
    ///
    /// A page is in it when it has come out, a feed when all its items have and all its pages could be fetched.
    pub fn learnt(&self) -> Arc<Mutex<BTreeMap<String, Validators>>> {
        Arc::clone(&self.learnt)
    }

    /// Fetches an address; its items come next, or the one that is returned.
    fn open(&mut self, Address { url: given, listed }: &Address) -> Option<Item> {
        let place = Place::file(Path::new(given));
        let fetched = Url::parse(given)
            .map_err(|_| FetchError::NoAddress)
            .and_then(|url| self.client.fetch(&url, self.known.get(given)));
        let document = match fetched {
            Ok(Some(document)) => document,
            Ok(None) => return None,
            Err(error) => return Some(skipped(place, &error)),
        };
        let head = &document.bytes[..document.bytes.len().min(16 * 1024)];
        match Format::of_content(document.content_type.as_deref(), head) {
            Some(Format::Html) if !listed => Some(self.page(given, place, document)),
            Some(format @ (Format::Xml | Format::Json)) => {
                let host = document.url.host_str().map(str::to_owned);
                let learnt = Some((given.clone(), document.validators));
                let items = self.inputs(document.bytes, format);
                self.feed = Some(Feed { address: place, host, items, learnt, failed: false });
                None
            }
            _ => {
                let found = document.content_type.unwrap_or_else(|| "something unknown".to_owned());
                Some(skipped(place, &FetchError::Kind { found }))
            }
        }
    }

    fn inputs(&self, bytes: Vec<u8>, format: Format) -> Inputs {
        let options = InputOptions { from: Some(format), ..self.options.clone() };
        Inputs::new(["-".into()], options)
            .counting(Arc::clone(&self.filtered))
            .with_stdin(Box::new(Cursor::new(bytes)))
    }

    /// A page that the user asked for.
    fn page(&mut self, given: &str, place: Place, document: Document) -> Item {
        // An input of the right make, whose page is then put in.
        let input = self.inputs(Vec::new(), Format::Html).find_map(|item| match item {
            Item::Article(input) => Some(input),
            _ => None,
        });
        let Some(mut input) = input else {
            return skipped(place, &FetchError::Kind { found: "nothing".to_owned() });
        };
        given.clone_into(&mut input.id);
        input.place = place;
        self.learn((given.to_owned(), document.validators.clone()));
        Item::Article(Box::new(with_document(*input, document)))
    }

    fn learn(&self, (address, validators): (String, Validators)) {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner).insert(address, validators);
    }

    /// The next item of the feed in hand; `None` at its end.
    fn next_of_feed(&mut self) -> Option<Item> {
        loop {
            let feed = self.feed.as_mut()?;
            let Some(item) = feed.items.next() else {
                let feed = self.feed.take()?;
                if let Some(learnt) = feed.learnt.filter(|_| !feed.failed) {
                    self.learn(learnt);
                }
                return None;
            };
            let place = |place: &Place| Place { path: feed.address.path.clone(), ..place.clone() };
            match item {
                Item::Article(mut input) => {
                    input.place = place(&input.place);
                    let Some(url) = input.wants_page().map(str::to_owned) else {
                        return Some(Item::Article(input));
                    };
                    if (self.is_known)(&url) {
                        continue;
                    }
                    if self.n_pages >= self.limits.pages {
                        return Some(self.enough(input.place));
                    }
                    self.n_pages += 1;
                    return Some(self.fetch_page(*input, &url));
                }
                Item::Skipped(Skipped { error: IngestError::Sitemap { url }, .. })
                    if self.n_sitemaps < MOST_SITEMAPS && same_host(&url, feed.host.as_deref()) =>
                {
                    self.n_sitemaps += 1;
                    self.addresses.push_back(Address { url, listed: true });
                }
                Item::Skipped(mut skipped) => {
                    skipped.place = place(&skipped.place);
                    return Some(Item::Skipped(skipped));
                }
                Item::Warning(mut warning) => {
                    warning.place = place(&warning.place);
                    return Some(Item::Warning(warning));
                }
            }
        }
    }

    /// The page of an item that carries but a teaser.
    fn fetch_page(&mut self, input: Input, url: &str) -> Item {
        let fetched = Url::parse(url)
            .map_err(|_| FetchError::NoAddress)
            .and_then(|address| self.client.fetch(&address, None));
        let error = match fetched {
            Ok(Some(document)) => {
                let head = &document.bytes[..document.bytes.len().min(16 * 1024)];
                match Format::of_content(document.content_type.as_deref(), head) {
                    Some(Format::Html) => {
                        self.learn((url.to_owned(), document.validators.clone()));
                        return Item::Article(Box::new(with_document(input, document)));
                    }
                    _ => FetchError::Kind {
                        found: document.content_type.unwrap_or_else(|| "something unknown".into()),
                    },
                }
            }
            Ok(None) => FetchError::Status { status: 304 },
            Err(error) => error,
        };
        // What may be otherwise tomorrow is asked for again then.
        let later = !matches!(
            error,
            FetchError::Robots | FetchError::Kind { .. } | FetchError::Status { status: 400..=499 }
        );
        if let Some(feed) = &mut self.feed {
            feed.failed |= later;
        }
        skipped(Place { path: Some(Arc::from(Path::new(url))), ..input.place }, &error)
    }

    /// Counts what is left of the feed.
    fn enough(&mut self, place: Place) -> Item {
        let mut left = 1;
        if let Some(feed) = self.feed.take() {
            left += feed.items.filter(|item| matches!(item, Item::Article(_))).count();
        }
        skipped(place, &FetchError::Enough { limit: self.limits.pages, left })
    }
}

impl Iterator for Fetch {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.next_of_feed() {
                return Some(item);
            }
            let address = self.addresses.pop_front()?;
            if let Some(item) = self.open(&address) {
                return Some(item);
            }
        }
    }
}

fn with_document(input: Input, document: Document) -> Input {
    let charset = document.content_type.as_deref().and_then(charset_of);
    input.with_page(document.bytes, charset, document.url.as_str())
}

fn skipped(place: Place, error: &FetchError) -> Item {
    let error = IngestError::Fetch { why: error.to_string(), remedy: error.remedy() };
    Item::Skipped(Skipped { place, error })
}

/// Whether a sitemap lies on the host that lists it.
fn same_host(url: &str, host: Option<&str>) -> bool {
    Url::parse(url).is_ok_and(|url| host.is_some() && url.host_str() == host)
}
