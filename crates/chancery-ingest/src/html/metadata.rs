use rustc_hash::FxHashMap;

use super::entities::{Context, decode};
use super::linked_data::LinkedData;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::dates::read_date;
use crate::fields::Given;

/// What a page says about its article: JSON-LD, `OpenGraph`, other `meta`, then the page's elements.
///
/// The order of trust is by how often each was there on a sample of 89 news pages and blogs.
pub(super) fn read_metadata(tree: &Tree<'_>) -> Given {
    let page = Facts::new(tree);
    let linked = LinkedData::read(&tree.linked_data);
    let publisher = page.meta(&["og:site_name"]).or(linked.publisher);
    let publisher = publisher.map(|name| host(&name).map_or(name.clone(), str::to_owned));
    let title = linked
        .headline
        .or_else(|| page.meta(&["og:title", "twitter:title", "dc.title"]))
        .or_else(|| page.only_heading())
        .or_else(|| page.title())
        .map(|title| without_publisher(title, publisher.as_deref()));
    let published = linked
        .published
        .as_deref()
        .and_then(read_date)
        .or_else(|| DATE_NAMES.iter().find_map(|name| read_date(&page.meta(&[name])?)))
        .or_else(|| page.time());
    let author = linked
        .author
        .or_else(|| page.meta(&AUTHOR_NAMES))
        .filter(|author| is_name(author))
        .or_else(|| page.author())
        .map(|author| without_by(&author).to_owned())
        .filter(|author| is_name(author) && Some(author) != publisher.as_ref());
    let url = page.canonical.map(|url| decode(url.trim(), Context::Attribute));
    let url = url
        .or_else(|| page.meta(&["og:url"]))
        .filter(|url| url.starts_with("http") || url.starts_with('/'));
    // The language that templates declare is often not that of the article: the text itself tells.
    Given { title, published, publisher, url, home: None, language: None, author }
}

const DATE_NAMES: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "article.published",
    "originalpublicationdate",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
];

const AUTHOR_NAMES: [&str; 7] = [
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "article:author",
    "byl",
];

/// The host of an address, without `www`: it names the publisher where nothing else does.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', ':', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The address that a page at `address` names as its own.
///
/// One that is relative is completed. One that leads to the front page of a site is not believed: some sites
/// name it on every page.
pub(crate) fn canonical_url(canonical: &str, address: Option<&str>) -> Option<String> {
    let completed = match (canonical.strip_prefix('/'), address) {
        (None, _) => canonical.to_owned(),
        (Some(_), None) => return None,
        (Some(rest), Some(address)) => {
            let (scheme, after) = address.split_once("://")?;
            if rest.starts_with('/') {
                format!("{scheme}:{canonical}")
            } else {
                let host = after.split(['/', '?', '#']).next()?;
                format!("{scheme}://{host}{canonical}")
            }
        }
    };
    let is_front = |url: &str| {
        url.split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'))
            .is_none_or(|(_, path)| path.is_empty())
    };
    (!is_front(&completed) || address.is_none_or(is_front)).then_some(completed)
}

/// The name of a person, not an address.
fn is_name(author: &str) -> bool {
    !author.is_empty()
        && author.len() <= 200
        && !author.contains("://")
        && !author.starts_with('@')
        && author.chars().any(char::is_alphabetic)
}

fn without_by(author: &str) -> &str {
    ["By ", "by ", "BY "].iter().find_map(|by| author.strip_prefix(by)).unwrap_or(author).trim()
}

/// Less ` - The Courier` at the end of a headline of The Courier's.
fn without_publisher(mut title: String, publisher: Option<&str>) -> String {
    const MARKS: [char; 5] = ['|', '-', '–', '—', '·'];
    let shorter = publisher.and_then(|publisher| {
        let rest = title.strip_suffix(publisher)?.trim_end();
        rest.strip_suffix(MARKS).map(|rest| rest.trim_end().len())
    });
    if let Some(length) = shorter.filter(|length| *length > 0) {
        title.truncate(length);
    }
    title
}

/// Elements that tell of the page, found in one walk over it.
struct Facts<'t, 'p> {
    tree: &'t Tree<'p>,
    /// `content` by `property`, `name` or `itemprop`, in lower case; the first of each.
    metas: FxHashMap<String, &'p str>,
    canonical: Option<&'p str>,
    title: Option<NodeId>,
    /// `h1` elements, at most two.
    headings: Vec<NodeId>,
    /// Elements that may hold the date, the surest first.
    times: Vec<(u8, NodeId)>,
    /// Elements that may hold the author, the surest first.
    authors: Vec<(u8, NodeId)>,
}

impl<'t, 'p> Facts<'t, 'p> {
    fn new(tree: &'t Tree<'p>) -> Self {
        let mut facts = Self {
            tree,
            metas: FxHashMap::default(),
            canonical: None,
            title: None,
            headings: Vec::new(),
            times: Vec::new(),
            authors: Vec::new(),
        };
        for (id, node) in (0..).zip(&tree.nodes) {
            match node.tag {
                Tag::Text => {}
                Tag::Meta => facts.add_meta(id),
                Tag::Link => {
                    let canonical = tree
                        .attribute(id, "rel")
                        .is_some_and(|rel| rel.trim().eq_ignore_ascii_case("canonical"));
                    if canonical && facts.canonical.is_none() {
                        facts.canonical = tree.attribute(id, "href");
                    }
                }
                Tag::Title => facts.title = facts.title.or(Some(id)),
                tag => facts.add_element(id, tag),
            }
        }
        facts.times.sort_unstable();
        facts.authors.sort_unstable();
        facts
    }

    fn add_meta(&mut self, id: NodeId) {
        let Some(content) = self.tree.attribute(id, "content") else { return };
        if content.trim().is_empty() {
            return;
        }
        for name in ["property", "name", "itemprop"] {
            if let Some(name) = self.tree.attribute(id, name) {
                self.metas.entry(name.trim().to_ascii_lowercase()).or_insert(content);
            }
        }
    }

    fn add_element(&mut self, id: NodeId, tag: Tag) {
        if tag == Tag::Heading && self.headings.len() < 2 && self.tree.is_h1(id) {
            self.headings.push(id);
        }
        let itemprop = self.tree.attribute(id, "itemprop").unwrap_or_default();
        if itemprop == "datePublished" {
            self.times.push((0, id));
        } else if tag == Tag::Time {
            let pubdate = self.tree.attribute(id, "pubdate").is_some();
            self.times.push((if pubdate { 1 } else { 2 }, id));
        }
        let has_word = |name, word: &str| {
            self.tree.attribute(id, name).is_some_and(|value| {
                value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word))
            })
        };
        let rank = if itemprop == "author" {
            0
        } else if tag == Tag::A && has_word("rel", "author") {
            1
        } else if ["byline", "author", "author-name", "byline-name"]
            .iter()
            .any(|word| has_word("class", word))
        {
            2
        } else {
            return;
        };
        self.authors.push((rank, id));
    }

    /// The first of `names` that the page has.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let content = names.iter().find_map(|name| self.metas.get(*name))?;
        let decoded = decode(content, Context::Attribute);
        Some(decoded.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn only_heading(&self) -> Option<String> {
        let [heading] = self.headings[..] else { return None };
        let text = self.tree.text_of(heading).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The page's title, less the name of the site at its end.
    fn title(&self) -> Option<String> {
        let title = self.tree.text_of(self.title?).trim();
        let cut = [" | ", " – ", " — ", " - "].iter().filter_map(|mark| title.rfind(mark)).max();
        let shorter = cut.map_or(title, |cut| &title[..cut]);
        // A short rest is no headline.
        let title = if shorter.split_whitespace().count() >= 3 { shorter } else { title };
        (!title.is_empty()).then(|| title.to_owned())
    }

    fn time(&self) -> Option<chancery_text::Published> {
        self.times.iter().find_map(|&(_, id)| {
            let written = self
                .tree
                .attribute(id, "datetime")
                .or_else(|| self.tree.attribute(id, "content"))
                .unwrap_or_else(|| self.tree.text_of(id));
            read_date(written)
        })
    }

    fn author(&self) -> Option<String> {
        self.authors.iter().find_map(|&(_, id)| {
            let text = self.tree.text_of(id).trim();
            // A by-line in an element with more in it is no name.
            (!text.is_empty() && text.split_whitespace().count() <= 8).then(|| text.to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::canonical_url;

    #[test]
    fn a_canonical_address_is_completed_and_the_front_page_is_none() {
        let page = Some("https://courier.example/world/envoys?a=1");
        for (canonical, url) in [
            ("https://courier.example/world/envoys", Some("https://courier.example/world/envoys")),
            ("/world/envoys", Some("https://courier.example/world/envoys")),
            ("//www.courier.example/e", Some("https://www.courier.example/e")),
            ("https://courier.example/", None),
            ("https://courier.example", None),
            ("/", None),
        ] {
            assert_eq!(canonical_url(canonical, page).as_deref(), url, "{canonical}");
        }
        assert_eq!(canonical_url("/a", None), None);
        assert_eq!(canonical_url("http://a.example/", None).as_deref(), Some("http://a.example/"));
    }
}
