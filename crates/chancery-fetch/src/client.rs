use std::collections::BTreeMap;
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use ureq::Agent;
use ureq::http::header::{
    CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use ureq::http::{HeaderMap, HeaderName};
use ureq::unversioned::transport::DefaultConnector;
use url::{Origin, Url};

use crate::address::{NotPublic, PublicOnly};
use crate::error::FetchError;
use crate::robots::{ROBOTS_LIMIT, Rules};

/// How the program calls itself.
const USER_AGENT: &str = concat!(
    "chancery/",
    env!("CARGO_PKG_VERSION"),
    " (+https://github.com/chancery-news/chancery)"
);

/// How much is asked of a server, and of the user's time.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of one document, unpacked.
    pub bytes: u64,
    /// Time for one request, redirects apart.
    pub time: Duration,
    /// Redirects of one address.
    pub redirects: usize,
    /// Pause between two requests to one host; what its `robots.txt` asks for, if that is more.
    pub pause: Duration,
    /// Pages of feeds in one run.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            time: Duration::from_secs(60),
            redirects: 5,
            pause: Duration::from_secs(1),
            pages: 1_000,
        }
    }
}

/// By what a server tells whether an address has changed: RFC 9110, 8.8. The caller keeps it between runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The `ETag`, as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The `Last-Modified`, as it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// What a server sent.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: Option<String>,
    /// Its address, redirects followed.
    pub(crate) url: Url,
    pub(crate) validators: Validators,
}

/// One answer: a document, nothing new, or the way to another address.
enum Answer {
    Document(Document),
    Unchanged,
    Redirect(Url),
}

/// Asks servers, one request at a time.
pub(crate) struct Client {
    agent: Agent,
    limits: Limits,
    sites: BTreeMap<String, Site>,
}

/// What is known of a site: scheme, host and port.
struct Site {
    rules: Rules,
    asked: Instant,
    /// It asked for fewer requests.
    closed: Option<u16>,
}

impl Client {
    pub(crate) fn new(limits: Limits, private: bool) -> Self {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .timeout_global(Some(limits.time))
            .timeout_connect(Some(limits.time.min(Duration::from_secs(15))))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false);
        // A proxy is an address of one's own network; who looks at addresses must look at the server's.
        let agent = if private {
            config.build().new_agent()
        } else {
            Agent::with_parts(
                config.proxy(None).build(),
                DefaultConnector::default(),
                PublicOnly::default(),
            )
        };
        Self { agent, limits, sites: BTreeMap::new() }
    }

    /// The document at `url`; `None` where it has not changed.
    pub(crate) fn fetch(
        &mut self,
        url: &Url,
        known: Option<&Validators>,
    ) -> Result<Option<Document>, FetchError> {
        let mut url = url.clone();
        for _ in 0..=self.limits.redirects {
            self.prepare(&url)?;
            let answer = self.ask(&url, known, self.limits.bytes);
            if let Some(site) = self.sites.get_mut(&name_of(&url)) {
                site.asked = Instant::now();
                if let Err(FetchError::TooMany { status }) = answer {
                    site.closed = Some(status);
                }
            }
            match answer? {
                Answer::Document(document) => return Ok(Some(document)),
                Answer::Unchanged => return Ok(None),
                Answer::Redirect(next) => url = next,
            }
        }
        Err(FetchError::Redirects { limit: self.limits.redirects })
    }

    /// Looks whether the site allows it, and waits until it is time.
    fn prepare(&mut self, url: &Url) -> Result<(), FetchError> {
        if !matches!(url.scheme(), "http" | "https")
            || !matches!(url.origin(), Origin::Tuple(..))
            || !url.username().is_empty()
        {
            return Err(FetchError::NoAddress);
        }
        let name = name_of(url);
        if !self.sites.contains_key(&name) {
            let rules = self.rules(url)?;
            let site = Site { rules, asked: Instant::now(), closed: None };
            self.sites.insert(name.clone(), site);
        }
        let site = &self.sites[&name];
        if let Some(status) = site.closed {
            return Err(FetchError::TooMany { status });
        }
        match &site.rules {
            Rules::None { why } => return Err(FetchError::NoRobots { why: why.clone() }),
            Rules::Some(robot) if !robot.allowed(url.as_str()) => return Err(FetchError::Robots),
            _ => {}
        }
        let pause = self.limits.pause.max(site.rules.delay());
        thread::sleep(pause.saturating_sub(site.asked.elapsed()));
        Ok(())
    }

    /// Fetches the `robots.txt` of a site: RFC 9309, 2.3.
    fn rules(&self, url: &Url) -> Result<Rules, FetchError> {
        let mut robots = url.join("/robots.txt").map_err(|_| FetchError::NoAddress)?;
        for _ in 0..=self.limits.redirects {
            match self.ask(&robots, None, ROBOTS_LIMIT) {
                Ok(Answer::Document(document)) => return Ok(Rules::parse(&document.bytes)),
                Ok(Answer::Redirect(next)) => robots = next,
                // Too long: a page in its place.
                Ok(Answer::Unchanged)
                | Err(FetchError::TooLong { .. } | FetchError::Status { status: 400..=499 }) => {
                    return Ok(Rules::All);
                }
                Err(FetchError::Private) => return Err(FetchError::Private),
                Err(error) => return Ok(Rules::None { why: error.to_string() }),
            }
        }
        Ok(Rules::All)
    }

    fn ask(&self, url: &Url, known: Option<&Validators>, limit: u64) -> Result<Answer, FetchError> {
        let mut request = self.agent.get(url.as_str());
        if let Some(known) = known {
            let conditions =
                [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.last_modified)];
            for (name, value) in conditions {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let mut response = request.call().map_err(client_error)?;
        let field = |headers: &HeaderMap, name: HeaderName| {
            headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let headers = response.headers();
        match response.status().as_u16() {
            200 => {}
            304 => return Ok(Answer::Unchanged),
            301 | 302 | 303 | 307 | 308 => {
                let location = field(headers, LOCATION);
                let next = location.and_then(|location| url.join(&location).ok());
                return next.map(Answer::Redirect).ok_or(FetchError::NoAddress);
            }
            status @ (429 | 503) => return Err(FetchError::TooMany { status }),
            status => return Err(FetchError::Status { status }),
        }
        let content_type = field(headers, CONTENT_TYPE);
        let validators =
            Validators { etag: field(headers, ETAG), last_modified: field(headers, LAST_MODIFIED) };
        let mut bytes = Vec::new();
        // The reader unpacks: the limit is on what comes out of it.
        let read = response.body_mut().as_reader().take(limit + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > limit {
            return Err(FetchError::TooLong { limit });
        }
        read.map_err(|error| FetchError::Connection { why: error.to_string() })?;
        Ok(Answer::Document(Document { bytes, content_type, url: url.clone(), validators }))
    }
}

/// Scheme, host and port.
fn name_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn client_error(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Other(source) if source.is::<NotPublic>() => FetchError::Private,
        ureq::Error::BadUri(_) => FetchError::NoAddress,
        error => FetchError::Connection { why: error.to_string() },
    }
}
