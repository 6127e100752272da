//! Pages of kinds that differ from the usual one, each with the article that must come out of it.

use std::path::Path;

use chancery_ingest::{Inputs, Item, Options};

fn article(name: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let page = folder.join(name).with_extension("html");
    let expected = std::fs::read_to_string(folder.join(name).with_extension("txt"));
    let found = Inputs::new([page], Options::default()).find_map(|item| match item {
        Item::Article(input) => Some(input.into_article().unwrap().text),
        _ => None,
    });
    (found.expect("a page is an article"), expected.expect("it is there").trim_end().to_owned())
}

/// Tables and line breaks, no element that means anything.
#[test]
fn a_page_of_tables() {
    let (found, expected) = article("soup");
    assert_eq!(found, expected);
}

/// Posts with a time each, the latest first.
#[test]
fn a_live_page() {
    let (found, expected) = article("live");
    assert_eq!(found, expected);
}

/// Elements of its own between the paragraphs.
#[test]
fn an_accelerated_page() {
    let (found, expected) = article("amp");
    assert_eq!(found, expected);
}
