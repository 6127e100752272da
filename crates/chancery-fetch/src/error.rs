/// Why an address gave nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// It is no address that can be fetched.
    #[error("no address of the web")]
    NoAddress,
    /// The site asks robots not to.
    #[error("robots.txt of the site asks programs not to fetch it")]
    Robots,
    /// Whether the site allows it cannot be found out.
    #[error("robots.txt of the site cannot be read: {why}")]
    NoRobots {
        /// What went wrong.
        why: String,
    },
    /// It leads into a private network.
    #[error("it is an address of a private network")]
    Private,
    /// The server says no.
    #[error("the server answers {status}")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The server asks for fewer requests; it is left alone for the rest of the run.
    #[error("the server asks for fewer requests ({status})")]
    TooMany {
        /// The HTTP status, 429 or 503.
        status: u16,
    },
    /// One address leads to another without end.
    #[error("it redirects more than {limit} times")]
    Redirects {
        /// The most that are followed.
        limit: usize,
    },
    /// More than a document may take.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The most that is taken.
        limit: u64,
    },
    /// Neither feed nor page.
    #[error("neither a feed nor a page but {found}")]
    Kind {
        /// What the server calls it.
        found: String,
    },
    /// More pages than are fetched in one run.
    #[error("the run has fetched {limit} pages; {left} more of this feed are left")]
    Enough {
        /// The most that are fetched.
        limit: usize,
        /// Pages that were not.
        left: usize,
    },
    /// No connection, or one that broke.
    #[error("cannot be fetched: {why}")]
    Connection {
        /// What the client said.
        why: String,
    },
}

impl FetchError {
    /// What the user can do about it, as a sentence without its full stop.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoAddress => "write it as https://…",
            Self::Robots => "ask the publisher, or save the pages and read the files",
            Self::Private => "allow it with --private-addresses, if it is your own",
            Self::Status { status: 401 | 403 | 451 } => {
                "the publisher does not want it read; save the pages and read the files"
            }
            Self::Status { status: 404 | 410 } => "check its spelling; the page may be gone",
            Self::NoRobots { .. } | Self::Status { .. } | Self::Connection { .. } => {
                "try again later"
            }
            Self::TooMany { .. } => "try again in an hour or more",
            Self::Redirects { .. } => "give the address that it leads to in a browser",
            Self::TooLong { .. } => "download it and read the file",
            Self::Kind { .. } => "give the address of a feed, a sitemap or a page",
            Self::Enough { .. } => "run it again: what is in the archive is not fetched twice",
        }
    }
}
