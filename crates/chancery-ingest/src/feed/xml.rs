use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::Feed;
use super::item::{Item, Markup, line};
use crate::error::IngestError;
use crate::html::escaped;
use crate::place::Spot;
use crate::rows::{Entry, Row};
use crate::xml::resolve;

/// Elements nested more deeply than this are refused.
const DEEPEST: usize = 256;

/// Whether XML is a feed or a sitemap, by its head.
pub(crate) fn is_feed(head: &[u8]) -> bool {
    root(head).is_some_and(|name| {
        let local = name.rsplit(':').next().unwrap_or(name);
        ["rss", "rdf", "feed", "urlset", "sitemapindex"]
            .iter()
            .any(|known| local.eq_ignore_ascii_case(known))
    })
}

/// The name of the first element.
fn root(head: &[u8]) -> Option<&str> {
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &head[at..]) {
        let rest = &head[at + open + 1..];
        at += open + 1;
        if rest.starts_with(b"!--") {
            at += memchr::memmem::find(rest, b"-->")?;
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let end = rest
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
            return std::str::from_utf8(&rest[..end?]).ok();
        }
    }
    None
}

/// The vocabularies whose elements say something to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vocabulary {
    /// RSS of all versions, Atom, sitemaps: the elements' own.
    Own,
    DublinCore,
    Content,
    News,
    Feedburner,
    Other,
}

impl Vocabulary {
    /// Of a namespace's name; where a prefix is declared nowhere, of the prefix.
    fn of(resolved: &ResolveResult<'_>) -> Self {
        let name = match resolved {
            ResolveResult::Unbound => return Self::Own,
            ResolveResult::Bound(namespace) => namespace.as_ref(),
            ResolveResult::Unknown(prefix) => prefix,
        };
        match name {
            "dc" => Self::DublinCore,
            "content" => Self::Content,
            "news" => Self::News,
            "feedburner" => Self::Feedburner,
            "atom" => Self::Own,
            name if name.contains("purl.org/dc/") => Self::DublinCore,
            name if name.contains("rss/1.0/modules/content") => Self::Content,
            name if name.contains("sitemap-news") => Self::News,
            name if name.contains("feedburner") => Self::Feedburner,
            name if [
                "purl.org/rss",
                "netscape.com/rdf",
                "w3.org/2005/Atom",
                "purl.org/atom",
                "sitemap",
                "backend.userland.com/rss",
                "w3.org/1999/02/22-rdf",
            ]
            .iter()
            .any(|own| name.contains(own)) =>
            {
                Self::Own
            }
            _ => Self::Other,
        }
    }
}

/// The items of an RSS or Atom feed, or of a sitemap.
///
/// RSS 2.0: <https://www.rssboard.org/rss-specification>; Atom: RFC 4287; sitemaps:
/// <https://www.sitemaps.org/protocol.html>. Read leniently: end tags need not match.
pub(crate) fn read_feed(text: &str) -> Feed {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut parser = Parser::default();
    let error = loop {
        let at = reader.buffer_position();
        match reader.read_resolved_event() {
            Err(_) => break Some(IngestError::DamagedXml { at }),
            Ok((_, Event::Eof)) if parser.item.is_some() => {
                break Some(IngestError::DamagedXml { at });
            }
            Ok((_, Event::Eof)) => break None,
            Ok((resolved, event)) => {
                let vocabulary = Vocabulary::of(&resolved);
                if let Err(error) = parser.take(vocabulary, event) {
                    break Some(error);
                }
            }
        }
    };
    parser.into_feed(error)
}

#[derive(Default)]
struct Parser {
    /// Local names of the open elements.
    path: Vec<String>,
    title: Option<String>,
    /// The item in hand and how deep it lies.
    item: Option<(usize, Item)>,
    /// The element in hand whose text we want.
    field: Option<Leaf>,
    items: Vec<Found>,
}

enum Found {
    Item(Box<Item>),
    /// Another sitemap.
    Sitemap(String),
}

/// An element and its text.
struct Leaf {
    depth: usize,
    vocabulary: Vocabulary,
    kind: Option<String>,
    /// Characters, references resolved.
    text: String,
    /// The same with the markup in it, where there is some.
    markup: Option<String>,
}

impl Parser {
    fn take(&mut self, vocabulary: Vocabulary, event: Event<'_>) -> Result<(), IngestError> {
        match event {
            Event::Start(element) => {
                if self.path.len() >= DEEPEST {
                    return Err(IngestError::DeepXml { limit: DEEPEST });
                }
                self.path.push(element.local_name().as_ref().to_owned());
                self.start(vocabulary, &element);
            }
            Event::Empty(element) => {
                self.path.push(element.local_name().as_ref().to_owned());
                self.start(vocabulary, &element);
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.push(&text),
            Event::CData(text) => self.push(&text),
            Event::GeneralRef(reference) => match resolve(&reference) {
                Some(character) => self.push(character.encode_utf8(&mut [0; 4])),
                // `&nbsp;` and the like, which only HTML knows.
                None => self.push(&line(&format!("&{};", reference.as_ref() as &str))),
            },
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some(field) = &mut self.field {
            field.text.push_str(text);
            if let Some(markup) = &mut field.markup {
                markup.push_str(&escaped(text));
            }
        }
    }

    fn start(&mut self, vocabulary: Vocabulary, element: &BytesStart<'_>) {
        let name = self.path.last().map(String::as_str).unwrap_or_default();
        if let Some(field) = &mut self.field {
            // Markup that should have been escaped, or Atom's XHTML.
            let markup = field.markup.get_or_insert_with(|| escaped(&field.text));
            markup.extend(["<", name, ">"]);
            return;
        }
        let own = vocabulary == Vocabulary::Own;
        if self.item.is_none() && own && matches!(name, "item" | "entry" | "url" | "sitemap") {
            self.item = Some((self.path.len(), Item::default()));
            return;
        }
        let attribute = |wanted: &str| {
            element.attributes().flatten().find(|attribute| attribute.key.as_ref() == wanted).map(
                |attribute| {
                    let value: &str = &attribute.value;
                    line(value)
                },
            )
        };
        let parent = self.path.len().checked_sub(2).map(|at| self.path[at].as_str());
        if let Some((_, item)) = &mut self.item
            && own
            && name == "link"
            && let Some(href) = attribute("href")
        {
            let kind = attribute("rel");
            if kind.as_deref().is_none_or(|kind| kind == "alternate") && item.url.is_none() {
                item.url = Some(href);
            }
            return;
        }
        let of_feed = self.item.is_none()
            && own
            && name == "title"
            && matches!(parent, Some("channel" | "feed"))
            && self.title.is_none();
        if of_feed || self.item.is_some() && vocabulary != Vocabulary::Other {
            let is_leaf = !matches!(name, "author" | "publication" | "news" | "source")
                || own
                    && name == "author"
                    && !self.path.iter().any(|name| name == "feed" || name == "entry")
                || own && name == "source" && self.path.first().is_some_and(|root| root == "rss");
            if is_leaf {
                self.field = Some(Leaf {
                    depth: self.path.len(),
                    vocabulary,
                    kind: attribute("type").or_else(|| attribute("isPermaLink")),
                    text: String::new(),
                    markup: None,
                });
            }
        }
    }

    fn end(&mut self) {
        let depth = self.path.len();
        match &mut self.field {
            Some(field) if field.depth >= depth => {
                let field = self.field.take().expect("it is there");
                self.finish(field);
            }
            Some(field) => {
                if let (Some(markup), Some(name)) = (&mut field.markup, self.path.last()) {
                    markup.extend(["</", name.as_str(), ">"]);
                }
            }
            None => {}
        }
        if let Some((_, item)) = self.item.take_if(|(at, _)| *at >= depth) {
            let is_sitemap = self.path.last().is_some_and(|name| name == "sitemap");
            self.items.push(match item.url {
                Some(url) if is_sitemap => Found::Sitemap(url),
                url => Found::Item(Box::new(Item { url, ..item })),
            });
        }
        self.path.pop();
    }

    /// Puts a text where it belongs.
    fn finish(&mut self, field: Leaf) {
        let Leaf { vocabulary, kind, text, markup, .. } = field;
        let name = self.path.last().map(String::as_str).unwrap_or_default();
        let above = self.path.iter().rev().nth(1).map(String::as_str).unwrap_or_default();
        let Some((at, item)) = &mut self.item else {
            let title = line(&text);
            self.title = (!title.is_empty()).then_some(title);
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        // Atom's own authors and titles of the feed that an entry comes from are those of another.
        let depth_in_item = self.path.len() - *at;
        let line = || line(&text);
        let html = markup.is_some()
            || kind.as_deref().is_some_and(|kind| {
                matches!(kind, "html" | "xhtml" | "text/html" | "application/xhtml+xml")
            })
            || kind.as_deref() != Some("text") && looks_like_html(&text);
        let slot = match (vocabulary, name) {
            (Vocabulary::Own, "name") if above == "author" && depth_in_item == 2 => {
                &mut item.author
            }
            (Vocabulary::News, "name") => {
                item.publisher = Some(line());
                return;
            }
            (Vocabulary::News, "language") => &mut item.language,
            (Vocabulary::News, "publication_date") => &mut item.published,
            (Vocabulary::News, "title") => &mut item.title,
            (Vocabulary::Feedburner, "origLink") => {
                item.url = Some(text.trim().to_owned());
                return;
            }
            _ if depth_in_item > 1 => return,
            (Vocabulary::Own, "guid") => {
                let link = text.trim();
                if item.url.is_none()
                    && kind.as_deref() != Some("false")
                    && link.starts_with("http")
                {
                    item.url = Some(link.to_owned());
                }
                &mut item.id
            }
            (Vocabulary::Own, "id") => &mut item.id,
            (Vocabulary::Own, "link") => {
                // It wins over a guid that came before.
                item.url = Some(text.trim().to_owned());
                return;
            }
            (Vocabulary::Own, "loc") => &mut item.url,
            (Vocabulary::Own | Vocabulary::DublinCore, "title") => &mut item.title,
            (Vocabulary::Own, "pubDate" | "published" | "issued")
            | (Vocabulary::DublinCore, "date" | "issued" | "created") => &mut item.published,
            (Vocabulary::Own, "updated" | "modified") | (Vocabulary::DublinCore, "modified") => {
                &mut item.updated
            }
            (Vocabulary::DublinCore, "creator") => {
                // A name, where RSS's own author is an address.
                item.author = Some(line());
                return;
            }
            (Vocabulary::Own, "author") => {
                let name = name_of(&text);
                item.author = item.author.take().or(name);
                return;
            }
            (Vocabulary::DublinCore, "publisher") | (Vocabulary::Own, "source") => {
                &mut item.publisher
            }
            (Vocabulary::DublinCore, "language") => &mut item.language,
            (Vocabulary::Content, "encoded") => {
                item.content = Some(Markup { text: markup.unwrap_or(text), html: true });
                return;
            }
            (Vocabulary::Own, "content") => {
                item.content = Some(Markup { text: markup.unwrap_or(text), html });
                return;
            }
            (Vocabulary::Own, "description" | "summary") => {
                item.summary = Some(Markup { text: markup.unwrap_or(text), html });
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = Some(line());
        }
    }

    fn into_feed(self, error: Option<IngestError>) -> Feed {
        let title = self.title;
        let mut rows: Vec<Row> = (1..)
            .zip(self.items)
            .map(|(number, found)| {
                let entry: Result<Entry, IngestError> = match found {
                    Found::Item(item) => item.into_entry(title.as_deref()),
                    Found::Sitemap(url) => Err(IngestError::Sitemap { url }),
                };
                Row::new(Spot::Record(number), entry)
            })
            .collect();
        let number = rows.len() as u64 + 1;
        rows.extend(error.map(|error| Row::new(Spot::Record(number), Err(error))));
        Feed { rows: rows.into_iter() }
    }
}

/// The name in `desk@courier.example (Ada Person)`, or a name alone; an address alone is none.
fn name_of(author: &str) -> Option<String> {
    let author = line(author);
    if let Some((_, name)) = author.split_once('(')
        && author.contains('@')
    {
        return Some(name.trim_end_matches(')').trim().to_owned()).filter(|name| !name.is_empty());
    }
    (!author.contains('@') && !author.is_empty()).then_some(author)
}

/// Whether a text of unknown kind holds tags.
fn looks_like_html(text: &str) -> bool {
    text.contains("</") || text.contains("/>") || text.contains("<p>") || text.contains("<br>")
}

#[cfg(test)]
mod tests {
    use super::{is_feed, read_feed};
    use crate::error::IngestError;
    use crate::rows::Content;

    #[test]
    fn feeds_are_known_by_their_first_element() {
        for head in [
            "<?xml version='1.0'?><!-- <a> --><rss version='2.0'>",
            "<rdf:RDF xmlns=''>",
            "\u{feff}<feed>",
            "<urlset\n>",
        ] {
            assert!(is_feed(head.as_bytes()), "{head}");
        }
        for head in ["<html>", "", "<", "<rss", "<!-- <rss>", "<PPSResponse>"] {
            assert!(!is_feed(head.as_bytes()), "{head}");
        }
    }

    #[test]
    fn xhtml_and_markup_that_nobody_escaped_are_kept() {
        let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title><entry><id>1</id>\
            <title type='html'>Envoys &amp;amp; aides</title><link rel='self' href='/x'/><link href='https://courier.example/a?b=1&amp;c=2'/>\
            <author><name>Ada Person</name></author><source><title>Elsewhere</title></source>\
            <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Envoys &lt; aides<br/>met.</p></div></content></entry></feed>";
        let rows: Vec<_> = read_feed(feed).rows.collect();
        let entry = rows.into_iter().next().unwrap().entry.unwrap();
        assert_eq!(
            entry.content,
            Content::Page("<div><p>Envoys &lt; aides<br></br>met.</p></div>".into())
        );
        assert_eq!(entry.given.title.as_deref(), Some("Envoys & aides"));
        assert_eq!(entry.given.url.as_deref(), Some("https://courier.example/a?b=1&c=2"));
        assert_eq!(entry.given.author.as_deref(), Some("Ada Person"));
        assert_eq!(entry.otherwise.publisher.as_deref(), Some("Courier"));
    }

    #[test]
    fn a_damaged_feed_gives_what_is_whole() {
        let feed = "<rss><channel><item><link>https://a.example/1</link></item><item><link>https://a.example/2";
        let rows: Vec<_> = read_feed(feed).rows.collect();
        assert_eq!(rows.len(), 2);
        assert!(matches!(rows[1].entry, Err(IngestError::DamagedXml { .. })));
        let deep = "<rss>".repeat(1000);
        let rows: Vec<_> = read_feed(&deep).rows.collect();
        assert!(matches!(rows[0].entry, Err(IngestError::DeepXml { .. })));
    }
}
