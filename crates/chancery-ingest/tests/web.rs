//! Web archives, feeds and dumps of other writers (`tools/ingest/make_web_fixtures.py`): of each article title,
//! date, publisher, author and body are right, or it is named as not read.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use chancery_ingest::{
    Filter, FilteredBy, Format, Inputs, Item, NoArticle, Options, RepeatedIds, Skipped,
};
use chancery_text::{Article, Published};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web").join(name)
}

/// What must come out: one invented story a line.
fn stories() -> Vec<Value> {
    let lines = fs::read_to_string(fixture("stories.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Articles, and what was skipped.
fn run(inputs: Inputs) -> (Vec<Article>, Vec<Skipped>) {
    let (mut articles, mut skipped) = (Vec::new(), Vec::new());
    for item in inputs {
        match item {
            Item::Article(input) => match input.into_article() {
                Ok(article) => articles.push(article),
                Err(NoArticle::Skipped(why)) => skipped.push(why),
                Err(NoArticle::Filtered(_)) => {}
            },
            Item::Skipped(why) => skipped.push(why),
            Item::Warning(warning) => panic!("{warning}"),
        }
    }
    (articles, skipped)
}

fn read(name: &str, options: Options) -> (Vec<Article>, Vec<Skipped>) {
    run(Inputs::new([fixture(name)], options))
}

fn read_bytes(bytes: &[u8], from: Format) -> (Vec<Article>, Vec<Skipped>) {
    let options =
        Options { from: Some(from), repeated_ids: RepeatedIds::Kept, ..Options::default() };
    run(Inputs::new(["-".into()], options).with_stdin(Box::new(Cursor::new(bytes.to_vec()))))
}

/// Holds an article to its story, the publisher apart.
fn check(article: &Article, story: &Value) {
    let number = &story["number"];
    let word = |key: &str| story[key].as_str();
    assert_eq!(article.title.as_deref(), word("title"), "{number}");
    assert_eq!(article.text, word("text").unwrap(), "{number}");
    assert_eq!(article.url.as_deref(), word("url"), "{number}");
    let date = |iso: &str| Published::parse(iso).unwrap().date();
    assert_eq!(
        article.published.as_ref().map(Published::date),
        word("published").map(date),
        "{number}"
    );
}

#[test]
fn of_a_warc_every_page_comes_out_whole() {
    for name in ["news.warc.gz", "news.warc"] {
        let inputs = Inputs::new([fixture(name)], Options::default());
        let filtered = inputs.filtered();
        let (articles, skipped) = run(inputs);
        assert!(skipped.is_empty(), "{skipped:?}");
        assert_eq!(
            filtered.of(FilteredBy::NoArticle),
            3,
            "an image, a feed and a page that is gone"
        );
        let stories = stories();
        assert_eq!(articles.len(), stories.len());
        for (article, story) in articles.iter().zip(&stories) {
            check(article, story);
            assert_eq!(article.publisher.as_deref(), story["publisher"].as_str());
            assert_eq!(article.author.as_deref(), story["author"].as_str());
        }
        assert_eq!(articles[2].id, "urn:uuid:00000000-0000-4000-8000-000100000002");
    }
}

#[test]
fn a_warc_gzipped_as_a_whole_is_read_too() {
    let plain = fs::read(fixture("news.warc")).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&plain).unwrap();
    let (articles, skipped) = read_bytes(&packed.finish().unwrap(), Format::Warc);
    assert_eq!((articles.len(), skipped.len()), (24, 0));
}

#[test]
fn a_warc_goes_on_behind_every_record() {
    for name in ["news.warc.gz", "news.warc"] {
        let places: Vec<_> = Inputs::new([fixture(name)], Options::default())
            .filter_map(|item| match item {
                Item::Article(input) => Some(input.place),
                _ => None,
            })
            .collect();
        for (at, place) in places.iter().enumerate() {
            let options = Options { resume: vec![place.clone()], ..Options::default() };
            let (articles, skipped) = read(name, options);
            assert_eq!((articles.len(), skipped.len()), (places.len() - at - 1, 0), "{place}");
        }
    }
}

#[test]
fn hosts_and_languages_are_chosen() {
    let filter = Filter {
        hosts: vec!["ambria-today.example".into(), "mirefieldpost.example".into()],
        languages: vec!["en".into()],
        ..Filter::default()
    };
    let inputs = Inputs::new([fixture("news.warc.gz")], Options { filter, ..Options::default() });
    let filtered = inputs.filtered();
    let (articles, _) = run(inputs);
    assert_eq!(articles.len(), 11, "every second, but for one in German");
    assert_eq!((filtered.of(FilteredBy::Host), filtered.of(FilteredBy::Language)), (15, 1));
}

/// Every byte flipped, a few at a time: as many articles as possible, and no panic.
#[test]
fn of_a_damaged_warc_all_other_records_are_read() {
    let whole = fs::read(fixture("news.warc.gz")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.warc.gz");
    for at in (500..whole.len() - 500).step_by(1499) {
        let mut broken = whole.clone();
        for byte in &mut broken[at..at + 8] {
            *byte ^= 0x55;
        }
        fs::write(&path, &broken).unwrap();
        let (articles, skipped) = run(Inputs::new([path.clone()], Options::default()));
        // One record was hit, of whatever kind; two where the damage lies between them.
        assert!(articles.len() >= 22, "{at}: {}", articles.len());
        assert!((1..=2).contains(&skipped.len()), "{at}: {skipped:?}");
        let (from_pipe, _) = read_bytes(&broken, Format::Warc);
        assert!(from_pipe.len() >= 21, "{at}: {}", from_pipe.len());
    }
}

#[test]
fn a_warc_that_breaks_off_gives_what_is_whole() {
    let whole = fs::read(fixture("news.warc")).unwrap();
    let (articles, skipped) = read_bytes(&whole[..whole.len() / 2], Format::Warc);
    assert!(articles.len() > 8);
    assert_eq!(skipped.len(), 1);
    assert!(skipped[0].to_string().contains(": a broken record: it breaks off"), "{skipped:?}");
}

#[test]
fn a_record_of_the_wrong_length_costs_no_other() {
    let whole = fs::read(fixture("news.warc")).unwrap();
    let at = memchr::memmem::find_iter(&whole, b"Content-Length: ").nth(20).unwrap();
    let end = at + memchr::memchr(b'\r', &whole[at..]).unwrap();
    for length in ["9", "9999", "999999999999", "-1", "", "x"] {
        let field = format!("Content-Length: {length}");
        let broken = [&whole[..at], field.as_bytes(), &whole[end..]].concat();
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.warc");
        fs::write(&path, broken).unwrap();
        let (articles, skipped) = run(Inputs::new([path], Options::default()));
        assert_eq!(skipped.len(), 1, "{length}: {skipped:?}");
        assert!(articles.len() >= 23, "{length}: {}", articles.len());
    }
}

/// A member that unpacks to a thousand times its size ends before it has filled memory or time.
#[test]
fn a_bomb_is_skipped() {
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    let length = 1_u64 << 33;
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    );
    bomb.write_all(head.as_bytes()).unwrap();
    std::io::copy(&mut std::io::repeat(b' ').take(96 << 20), &mut bomb).unwrap();
    let mut file = bomb.finish().unwrap();
    file.extend(fs::read(fixture("news.warc.gz")).unwrap());
    let (articles, skipped) = read_bytes(&file, Format::Warc);
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert!(articles.len() >= 23);
}

/// Holds every article of a feed to its story; the publisher of all is `publisher`, the date of the story
/// that has none is `undated`.
fn check_feed(name: &str, publisher: Option<&str>, undated: Option<&str>) {
    let (articles, skipped) = read(name, Options::default());
    assert!(skipped.is_empty(), "{name}: {skipped:?}");
    let mut stories = stories();
    for story in &mut stories {
        if story["published"].is_null() {
            story["published"] = undated.into();
        }
    }
    assert_eq!(articles.len(), stories.len(), "{name}");
    for (article, story) in articles.iter().zip(&stories) {
        check(article, story);
        let publisher = publisher.or(story["publisher"].as_str());
        assert_eq!(article.publisher.as_deref(), publisher, "{name}");
        assert_eq!(article.author.as_deref(), story["author"].as_str(), "{name}");
    }
}

#[test]
fn rss_2_is_read() {
    check_feed("rss2.xml", Some("The Veldhaven Courier"), None);
}

#[test]
fn rss_1_is_read_in_its_own_encoding() {
    check_feed("rss1.rdf", None, None);
}

#[test]
fn atom_is_read_and_what_is_only_updated_has_that_date() {
    check_feed("atom.xml", Some("The Veldhaven Courier"), Some("2024-11-01"));
}

#[test]
fn of_an_old_rss_the_items_with_text_are_read_and_the_teasers_named() {
    let (articles, skipped) = read("rss091.xml", Options::default());
    let stories = stories();
    assert_eq!((articles.len(), skipped.len()), (12, 12));
    for (article, story) in articles.iter().zip(&stories[12..]) {
        assert_eq!(article.title.as_deref(), story["title"].as_str());
        assert_eq!(article.text, story["text"].as_str().unwrap());
        assert_eq!(article.published, None, "no date in the item, none in the article");
        assert_eq!(article.publisher.as_deref(), Some("Karsund Herald"));
    }
    let named = format!("only a teaser; the text is at {}", stories[0]["url"].as_str().unwrap());
    assert!(skipped[0].to_string().contains(&named), "{}", skipped[0]);
}

#[test]
fn a_json_feed_is_read() {
    let (articles, skipped) = read("feed.json", Options::default());
    let stories = stories();
    assert_eq!((articles.len(), skipped.len()), (24, 1));
    for (article, story) in articles.iter().zip(&stories) {
        check(article, story);
        assert_eq!(article.author.as_deref(), story["author"].as_str());
        assert_eq!(article.language.as_deref(), story["language"].as_str());
        assert_eq!(article.publisher.as_deref(), Some("Karsund Herald"));
    }
}

/// Its entries are pages to be fetched, with all that the sitemap says of them.
#[test]
fn of_a_sitemap_every_page_is_asked_for() {
    let stories = stories();
    let mut inputs = Vec::new();
    for item in Inputs::new([fixture("sitemap.xml")], Options::default()) {
        match item {
            Item::Article(input) => inputs.push(*input),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(inputs.len(), stories.len());
    for (input, story) in inputs.into_iter().zip(&stories) {
        let url = story["url"].as_str().unwrap();
        assert_eq!(input.wants_page(), Some(url));
        let page = format!("<p>{}</p>", story["text"].as_str().unwrap().replace("\n\n", "</p><p>"));
        let article = input.with_page(page.into_bytes(), None, url).into_article().unwrap();
        check(&article, story);
        assert_eq!(article.publisher.as_deref(), story["publisher"].as_str());
    }
}

#[test]
fn a_dump_of_wikinews_is_read() {
    let inputs = Inputs::new([fixture("enwikinews-pages-articles.xml.bz2")], Options::default());
    let filtered = inputs.filtered();
    let (articles, skipped) = run(inputs);
    assert!(skipped.is_empty(), "{skipped:?}");
    assert_eq!(filtered.of(FilteredBy::NoArticle), 3, "a talk, a draft and a redirect");
    let stories = stories();
    assert_eq!(articles.len(), stories.len());
    for (article, story) in articles.iter().zip(&stories) {
        assert_eq!(article.title.as_deref(), story["title"].as_str());
        assert_eq!(article.text, story["text"].as_str().unwrap());
        assert_eq!(article.publisher.as_deref(), Some("Wikinews"));
        let date = |iso: &str| Published::parse(iso).unwrap().date();
        assert_eq!(
            article.published.as_ref().map(Published::date),
            story["published"].as_str().map(date)
        );
        assert!(article.url.as_deref().unwrap().starts_with("https://en.wikinews.org/wiki/"));
    }
    assert_eq!(articles[3].id, "wikinews:1003");
}

#[test]
fn a_dump_goes_on_behind_every_page() {
    let path = fixture("enwikinews-pages-articles.xml.bz2");
    let places: Vec<_> = Inputs::new([path.clone()], Options::default())
        .filter_map(|item| match item {
            Item::Article(input) => Some(input.place),
            _ => None,
        })
        .collect();
    for (at, place) in places.iter().enumerate() {
        let options = Options { resume: vec![place.clone()], ..Options::default() };
        let (articles, _) = run(Inputs::new([path.clone()], options));
        assert_eq!(articles.len(), places.len() - at - 1, "{place}");
    }
}

#[test]
fn a_page_of_a_dump_without_end_is_an_error() {
    let mut dump = b"<mediawiki><page><title>A</title><ns>0</ns><revision><text>".to_vec();
    dump.extend(std::iter::repeat_n(b'a', 40 << 20));
    let (articles, skipped) = read_bytes(&dump, Format::Xml);
    assert_eq!((articles.len(), skipped.len()), (0, 1));
    assert!(skipped[0].to_string().contains("longer than"), "{}", skipped[0]);
}
