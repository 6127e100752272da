//! Against a small server on this machine: what is fetched, what is not, and how politely.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use chancery_fetch::{Fetch, Limits, Options, Validators};
use chancery_ingest::{Filter, Item, Options as InputOptions};
use flate2::Compression;
use flate2::write::GzEncoder;

const TEXT: &str =
    "The envoys of nine states met in Tallinn on Friday for a second day of talks on the strait.";

/// Answers each path as `answer` says, until the test ends; keeps the requests.
struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// `answer` gets path and request, and gives a whole HTTP answer; `HOST` in it is the server.
    fn start(answer: impl Fn(&str, &str) -> Vec<u8> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let server = Self { address, requests: Arc::clone(&requests) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let Some((path, request)) = read_request(&stream) else { continue };
                requests.lock().unwrap().push(path.clone());
                let _ = (&stream).write_all(&answer(&path, &request));
            }
        });
        server
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Paths asked for since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

fn read_request(stream: &TcpStream) -> Option<(String, String)> {
    let mut lines = BufReader::new(stream);
    let mut request = String::new();
    while lines.read_line(&mut request).ok()? > 2 {}
    let path = request.split(' ').nth(1)?.to_owned();
    Some((path, request))
}

fn answer(status: &str, fields: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{fields}\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn page(title: &str) -> Vec<u8> {
    let page = format!(
        "<html><head><meta property=og:title content='{title}'></head><body><p>{TEXT}</p><p>{TEXT}</p></body></html>"
    );
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", page)
}

fn not_found() -> Vec<u8> {
    answer("404 Not Found", "", "")
}

fn options() -> Options {
    let limits = Limits {
        pause: Duration::ZERO,
        time: Duration::from_secs(5),
        bytes: 200_000,
        ..Limits::default()
    };
    Options { limits, private_addresses: true, ..Options::default() }
}

/// One line an item: `ID | TITLE | URL`, or `skipped PLACE: WHY`; the server is called HOST.
fn lines(server: &Server, fetch: impl Iterator<Item = Item>) -> Vec<String> {
    fetch
        .map(|item| match item {
            Item::Article(input) => match input.into_article() {
                Ok(article) => format!(
                    "{} | {} | {}",
                    article.id,
                    article.title.unwrap_or_default(),
                    article.url.unwrap_or_default()
                ),
                Err(error) => format!("{error:?}"),
            },
            Item::Skipped(skipped) => format!("skipped {skipped}"),
            Item::Warning(warning) => format!("warning {warning}"),
        })
        .map(|line| line.replace(&server.address, "HOST"))
        .collect()
}

fn fetch(server: &Server, path: &str, options: Options) -> Vec<String> {
    lines(server, Fetch::new([server.url(path)], options))
}

fn rss(items: &str) -> Vec<u8> {
    let feed = format!("<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>");
    answer(
        "200 OK",
        "Content-Type: application/rss+xml\r\nETag: \"v1\"\r\nLast-Modified: Fri, 25 Oct 2024 10:00:00 GMT\r\n",
        feed,
    )
}

/// A feed of two teasers and a text.
fn feed(host: &str) -> Vec<u8> {
    rss(&format!(
        "<item><guid>1</guid><title>One</title><link>{host}/1</link><description>The envoys met.</description></item>\
         <item><guid>2</guid><title>Two</title><link>{host}/private/2</link><description>They met.</description></item>\
         <item><guid>3</guid><title>Three</title><link>{host}/3</link><description>{}</description></item>",
        format!("&lt;p&gt;{TEXT}&lt;/p&gt;").repeat(6)
    ))
}

fn host_of(request: &str) -> String {
    let line = request.lines().find(|line| line.to_ascii_lowercase().starts_with("host:")).unwrap();
    format!("http://{}", line[5..].trim())
}

fn courier() -> Server {
    Server::start(|path, request| match path {
        "/robots.txt" => answer("200 OK", "", "User-agent: *\nDisallow: /private\n"),
        "/feed" if request.contains("\"v1\"") => answer("304 Not Modified", "", ""),
        "/feed" => feed(&host_of(request)),
        "/1" => page("One, in full"),
        _ => not_found(),
    })
}

#[test]
fn a_feed_gives_its_texts_and_the_pages_of_its_teasers() {
    let server = courier();
    let found = fetch(&server, "/feed", options());
    assert_eq!(
        found,
        [
            "1 | One, in full | HOST/1",
            "skipped HOST/private/2, article 2: robots.txt of the site asks programs not to fetch it; ask the publisher, or save the pages and read the files",
            "3 | Three | HOST/3",
        ]
    );
    assert_eq!(server.asked(), ["/robots.txt", "/feed", "/1"]);
}

#[test]
fn a_feed_that_has_not_changed_gives_nothing() {
    let server = courier();
    let mut first = Fetch::new([server.url("/feed")], options());
    let learnt = first.learnt();
    assert!(first.next().is_some());
    let feed = server.url("/feed");
    assert!(!learnt.lock().unwrap().contains_key(&feed), "not before all items have come out");
    assert_eq!(first.count(), 2);
    let validators = learnt.lock().unwrap().clone();
    let expected = Validators {
        etag: Some("\"v1\"".into()),
        last_modified: Some("Fri, 25 Oct 2024 10:00:00 GMT".into()),
    };
    assert_eq!(validators[&feed], expected);
    assert_eq!(validators.keys().collect::<Vec<_>>(), [&server.url("/1"), &feed]);
    assert_eq!(fetch(&server, "/feed", Options { validators, ..options() }), Vec::<String>::new());
}

#[test]
fn what_is_known_or_not_wanted_is_not_fetched() {
    let server = courier();
    let known = Options { is_known: Some(Box::new(|url| url.ends_with("/1"))), ..options() };
    assert_eq!(fetch(&server, "/feed", known).len(), 2);
    assert_eq!(server.asked(), ["/robots.txt", "/feed"]);
    let filter = Filter { hosts: vec!["elsewhere.example".into()], ..Filter::default() };
    let inputs = InputOptions { filter, ..InputOptions::default() };
    assert_eq!(fetch(&server, "/feed", Options { inputs, ..options() }).len(), 0);
    assert_eq!(server.asked(), ["/robots.txt", "/feed"]);
}

#[test]
fn no_more_pages_are_fetched_than_asked_for() {
    let server = courier();
    let limits = Limits { pages: 0, ..options().limits };
    let found = fetch(&server, "/feed", Options { limits, ..options() });
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("the run has fetched 0 pages; 3 more of this feed are left"),
        "{found:?}"
    );
}

#[test]
fn a_page_is_fetched_through_redirects_and_unpacked() {
    let server = Server::start(|path, _| match path {
        "/old" => answer("301 Moved Permanently", "Location: /new?a=1\r\n", ""),
        "/new?a=1" => {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
            let page = format!("<title>Caf\u{e9} of the envoys, reopened</title><p>{TEXT}</p>");
            gzip.write_all(&page.chars().map(|c| c as u8).collect::<Vec<u8>>()).unwrap();
            answer(
                "200 OK",
                "Content-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: gzip\r\n",
                gzip.finish().unwrap(),
            )
        }
        "/round" => answer("302 Found", "Location: /round\r\n", ""),
        "/away" => answer("302 Found", "Location: ftp://127.0.0.1/\r\n", ""),
        _ => not_found(),
    });
    let old = server.url("/old").replace(&server.address, "HOST");
    assert_eq!(
        fetch(&server, "/old", options()),
        [format!("{old} | Café of the envoys, reopened | HOST/new?a=1")]
    );
    assert!(fetch(&server, "/round", options())[0].contains("it redirects more than 5 times"));
    assert!(fetch(&server, "/away", options())[0].contains("no address of the web"));
}

#[test]
fn what_cannot_be_had_is_told_with_its_reason() {
    let server = Server::start(|path, _| match path {
        "/long" => answer("200 OK", "Content-Type: text/html\r\n", vec![b' '; 300_000]),
        "/bomb" => {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            gzip.write_all(&vec![b' '; 50 << 20]).unwrap();
            answer(
                "200 OK",
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                gzip.finish().unwrap(),
            )
        }
        "/short" => {
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p>a".to_vec()
        }
        "/none" => b"".to_vec(),
        "/image" => answer("200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        "/secret" => answer("403 Forbidden", "", ""),
        _ => not_found(),
    });
    for (path, why) in [
        ("/long", "longer than 200000 bytes; download it"),
        ("/bomb", "longer than 200000 bytes; download it"),
        ("/short", "cannot be fetched: "),
        ("/none", "cannot be fetched: "),
        ("/image", "neither a feed nor a page but image/png; give the address of a feed"),
        ("/secret", "the server answers 403; the publisher does not want it read"),
        ("/gone", "the server answers 404; check its spelling"),
    ] {
        let found = fetch(&server, path, options());
        assert_eq!(found.len(), 1, "{path}: {found:?}");
        assert!(found[0].starts_with(&format!("skipped HOST{path}: {why}")), "{found:?}");
    }
    let found = lines(
        &server,
        Fetch::new(["https://".to_owned(), "http://user@a.example/".to_owned()], options()),
    );
    assert!(found.iter().all(|line| line.contains("no address of the web")), "{found:?}");
}

#[test]
fn an_address_of_the_own_network_is_not_asked() {
    let server = courier();
    for path in ["/feed", "/1"] {
        let found = fetch(&server, path, Options { private_addresses: false, ..options() });
        assert_eq!(found.len(), 1);
        assert!(
            found[0].contains("it is an address of a private network; allow it with"),
            "{found:?}"
        );
    }
    let by_name = server.address.replace("127.0.0.1", "localhost");
    let found = lines(
        &server,
        Fetch::new([format!("{by_name}/feed")], Options { private_addresses: false, ..options() }),
    );
    assert!(found[0].contains("a private network"), "{found:?}");
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn a_server_that_asks_for_fewer_requests_gets_none() {
    let server = Server::start(|path, request| match path {
        "/feed" => feed(&host_of(request)),
        "/1" => answer("429 Too Many Requests", "Retry-After: 3600\r\n", ""),
        _ => not_found(),
    });
    let mut run = Fetch::new([server.url("/feed")], options());
    let learnt = run.learnt();
    let found = lines(&server, run.by_ref());
    assert!(found[0].contains("fewer requests (429)"), "{found:?}");
    assert!(found[1].contains("fewer requests (429)"), "{found:?}");
    assert_eq!(found[2], "3 | Three | HOST/3");
    assert_eq!(server.asked(), ["/robots.txt", "/feed", "/1"]);
    let again = !learnt.lock().unwrap().contains_key(&server.url("/feed"));
    assert!(again, "the feed is read once more the next time");
}

#[test]
fn without_its_rules_a_site_is_left_alone() {
    let server = Server::start(|path, request| match path {
        "/robots.txt" => answer("500 Internal Server Error", "", ""),
        _ => feed(&host_of(request)),
    });
    let found = fetch(&server, "/feed", options());
    assert_eq!(
        found,
        [
            "skipped HOST/feed: robots.txt of the site cannot be read: the server answers 500; try again later"
        ]
    );
}

#[test]
fn sitemaps_of_sitemaps_are_followed_on_their_host() {
    let server = Server::start(|path, request| {
        let host = host_of(request);
        match path {
            "/sitemap.xml" => answer(
                "200 OK",
                "Content-Type: application/xml\r\n",
                format!(
                    "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{host}/news.xml</loc></sitemap>\
                     <sitemap><loc>http://elsewhere.example/news.xml</loc></sitemap></sitemapindex>"
                ),
            ),
            "/news.xml" => answer(
                "200 OK",
                "Content-Type: application/xml\r\n",
                format!(
                    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>\
                     <url><loc>{host}/1</loc><news:news><news:publication><news:name>Courier</news:name></news:publication>\
                     <news:title>One</news:title></news:news></url></urlset>"
                ),
            ),
            "/1" => page("One, in full"),
            _ => not_found(),
        }
    });
    let found = fetch(&server, "/sitemap.xml", options());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("another sitemap, at http://elsewhere.example/news.xml"),
        "{found:?}"
    );
    assert_eq!(found[1], "HOST/1 | One, in full | HOST/1");
}

#[test]
fn between_two_requests_to_a_host_there_is_a_pause() {
    let server = courier();
    let limits = Limits { pause: Duration::from_millis(150), ..options().limits };
    let start = std::time::Instant::now();
    fetch(&server, "/feed", Options { limits, ..options() });
    // Rules, feed, page.
    assert!(start.elapsed() >= Duration::from_millis(300));
}
