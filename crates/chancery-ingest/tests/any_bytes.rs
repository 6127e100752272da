//! Whatever the bytes are, reading ends without a panic and gives text.

use std::io::Cursor;

use chancery_ingest::{Format, Inputs, Item, Options};
use proptest::prelude::*;

/// The articles in `bytes`, read as `format`.
fn read(bytes: &[u8], format: Format) -> Vec<chancery_text::Article> {
    let options = Options { from: Some(format), ..Options::default() };
    let stdin = Box::new(Cursor::new(bytes.to_vec()));
    Inputs::new(["-".into()], options)
        .with_stdin(stdin)
        .filter_map(|item| match item {
            Item::Article(input) => input.into_article().ok(),
            Item::Skipped(skipped) => {
                assert!(skipped.to_string().contains("standard input"));
                None
            }
            Item::Warning(warning) => {
                assert!(warning.to_string().contains("standard input"));
                None
            }
        })
        .collect()
}

/// Pieces that parsers trip over.
fn pieces(alphabet: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(alphabet), 0..40)
        .prop_map(|all| all.concat())
}

const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<div class='related'>",
    "<div id=story>",
    "</div>",
    "<b>",
    "</b>",
    "<a href=x>",
    "</a>",
    "<table><tr><td>",
    "</table>",
    "<li>",
    "<form>",
    "</form>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<pre>",
    "&amp;",
    "&#x41;",
    "&notin",
    "<",
    ">",
    "\"",
    "'",
    "é",
    "🙂",
    " ",
    "\n",
    "The envoys met in Tallinn on Friday.",
    "<br>",
    "<h1>Envoys</h1>",
    "<meta property=og:title content='Envoys'>",
    "<time datetime=2024-10-25>",
    "<script type=application/ld+json>{\"@type\": \"Article\"}</script>",
    "<title>",
    "<img>",
    "\0",
    "<x-y/>",
];

const JSON: &[&str] = &[
    "{",
    "}",
    "\"text\"",
    ":",
    ",",
    "\"a\"",
    "\"id\"",
    "7",
    "null",
    "\n",
    "[",
    "]",
    "\\ud800",
    "\"",
    "é",
    "\r",
    "\"html\"",
    "\"<p>The envoys met.\"",
    "\"published\"",
    "\"2024-10-25\"",
    "{\"text\": \"a\"}",
    "1e999",
    " ",
];

const CSV: &[&str] = &[
    "text",
    "id",
    "date",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    "a",
    "é",
    "2024-10-25",
    "html",
    "<p>b",
];

const FEED: &[&str] = &[
    "<rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<urlset>",
    "<sitemapindex>",
    "<sitemap>",
    "<item>",
    "</item>",
    "<entry>",
    "</entry>",
    "<url>",
    "<title>",
    "</title>",
    "<link>",
    "<link href='https://a.example/1'/>",
    "</link>",
    "https://a.example/1",
    "<content type='xhtml'>",
    "</content>",
    "<description>",
    "<p>",
    "</p>",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&nbsp;",
    "&",
    "<",
    "The envoys met.",
    "é",
    "<loc>",
    "<pubDate>Fri, 25 Oct 2024",
];

const WIKI: &[&str] = &[
    "{{",
    "}}",
    "[[",
    "]]",
    "{|",
    "|}",
    "|",
    "=",
    "\n",
    "'",
    "''",
    "<ref>",
    "</ref>",
    "<!--",
    "-->",
    "==",
    "w",
    "date",
    "November 1, 2024",
    "File:",
    "Category:",
    "é",
    "🙂",
    "*",
    ":",
    "[https://a ",
    "]",
    "<br>",
    "&amp;",
    "The envoys met.",
    "quote",
    " ",
];

const WARC: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 9\r\n",
    "Content-Length: 90\r\n",
    "\r\n",
    "\n",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n",
    "Content-Encoding: gzip\r\n",
    "Transfer-Encoding: chunked\r\n",
    "5\r\n",
    "<p>The envoys met.",
    "\u{1f}",
    " ",
];

proptest! {
    #[test]
    fn feeds_are_read(feed in pieces(FEED)) {
        read(feed.as_bytes(), Format::Xml);
    }

    #[test]
    fn dumps_are_read(wikitext in pieces(WIKI)) {
        let escaped = wikitext.replace('&', "&amp;").replace('<', "&lt;");
        let dump = format!("<mediawiki><page><ns>0</ns><title>A</title><text>{{{{publish}}}}\n{escaped}</text></page>");
        read(dump.as_bytes(), Format::Xml);
    }

    #[test]
    fn web_archives_are_read(warc in pieces(WARC)) {
        read(warc.as_bytes(), Format::Warc);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, warc.as_bytes()).unwrap();
        let mut packed = gzip.finish().unwrap();
        read(&packed, Format::Warc);
        packed.truncate(packed.len() / 2);
        read(&packed, Format::Warc);
    }

    #[test]
    fn pages_are_read(page in pieces(HTML)) {
        prop_assume!(!page.as_bytes().contains(&0));
        prop_assert_eq!(read(page.as_bytes(), Format::Html).len(), 1);
    }

    #[test]
    fn lines_are_read(lines in pieces(JSON)) {
        read(lines.as_bytes(), Format::JsonLines);
    }

    #[test]
    fn tables_are_read(table in pieces(CSV)) {
        read(table.as_bytes(), Format::Csv);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in [Format::Html, Format::JsonLines, Format::Csv, Format::Text] {
            read(&bytes, format);
        }
    }

    #[test]
    fn utf8_text_is_unchanged(text in "[^\u{0}\u{feff}]{0,100}") {
        // What looks like another kind of file is none of our business here.
        prop_assume!(!["%PDF-", "GIF8", "BZh", "PK\u{3}\u{4}", "\u{7f}ELF"].iter().any(|magic| text.starts_with(magic)));
        let articles = read(text.as_bytes(), Format::Text);
        prop_assert_eq!(&articles[0].text, &text);
    }

    #[test]
    fn json_gives_back_what_it_was_given(text in any::<String>(), id in "[a-z]{1,5}") {
        let line = serde_json::json!({"id": id, "text": text}).to_string();
        let articles = read(line.as_bytes(), Format::JsonLines);
        prop_assert_eq!(&articles[0].text, &text);
        prop_assert_eq!(&articles[0].id, &id);
    }
}
