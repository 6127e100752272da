use serde_json::Value;

use super::Feed;
use super::item::{Item, Markup};
use crate::error::IngestError;
use crate::place::Spot;
use crate::rows::Row;

/// Whether JSON is a JSON Feed, by its head.
pub(crate) fn is_json_feed(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"jsonfeed.org/version").is_some()
        || memchr::memmem::find(head, b"jsonfeed.org\\/version").is_some()
}

/// The items of a JSON Feed 1.0 or 1.1: <https://www.jsonfeed.org/version/1.1/>.
pub(crate) fn read_json_feed(text: &str) -> Result<Feed, IngestError> {
    let feed: Value = serde_json::from_str(text).map_err(|error| IngestError::NotJson {
        message: error.to_string(),
        column: error.column(),
    })?;
    let title = string(&feed, "title");
    let items = feed.get("items").and_then(Value::as_array).ok_or(IngestError::EmptyFeed)?;
    let rows: Vec<Row> = (1..)
        .zip(items)
        .map(|(number, item)| {
            let entry = read_item(item, &feed).into_entry(title.as_deref());
            Row::new(Spot::Record(number), entry)
        })
        .collect();
    Ok(Feed { rows: rows.into_iter() })
}

fn read_item(item: &Value, feed: &Value) -> Item {
    let html = string(item, "content_html").map(|text| Markup { text, html: true });
    let text = string(item, "content_text").map(|text| Markup { text, html: false });
    let id = item.get("id").and_then(|id| match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    });
    Item {
        id: id.filter(|id| !id.is_empty()),
        url: string(item, "url").or_else(|| string(item, "external_url")),
        title: string(item, "title"),
        published: string(item, "date_published"),
        updated: string(item, "date_modified"),
        author: author(item).or_else(|| author(feed)),
        language: string(item, "language"),
        content: html.or(text),
        ..Item::default()
    }
}

/// `authors` of 1.1, `author` of 1.0.
fn author(of: &Value) -> Option<String> {
    let authors = of.get("authors").and_then(Value::as_array);
    let names: Vec<String> = match authors {
        Some(authors) => authors.iter().filter_map(|author| string(author, "name")).collect(),
        None => string(of.get("author")?, "name").into_iter().collect(),
    };
    (!names.is_empty()).then(|| names.join(", "))
}

fn string(of: &Value, key: &str) -> Option<String> {
    of.get(key).and_then(Value::as_str).filter(|value| !value.trim().is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::read_json_feed;

    #[test]
    fn what_is_no_feed_is_an_error() {
        for text in ["", "[]", "{\"items\": 5}", "{\"items\": [", "7"] {
            assert!(read_json_feed(text).is_err(), "{text}");
        }
        assert_eq!(read_json_feed("{\"items\": [{}, 7, {\"id\": 1}]}").unwrap().rows.count(), 3);
    }
}
