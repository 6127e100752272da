use serde_json::{Map, Value};

use super::entities::{Context, decode};

/// Blocks longer than this are not read.
const LONGEST: usize = 1 << 20;

/// What a page's JSON-LD says about its article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
}

impl LinkedData {
    /// Reads all blocks of a page: lists, graphs and nested objects. The first article that says
    /// something is believed.
    pub(super) fn read(blocks: &[&str]) -> Self {
        let mut found = Self::default();
        for block in blocks.iter().filter(|block| block.len() <= LONGEST) {
            if let Some(value) = parse(block) {
                found.walk(&value);
            }
        }
        found
    }

    /// Depth is bounded by `serde_json`'s limit of 128.
    fn walk(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.walk(value)),
            Value::Object(object) => {
                if is_article(object) {
                    self.take(object);
                }
                object
                    .values()
                    .filter(|value| !value.is_string())
                    .for_each(|value| self.walk(value));
            }
            _ => {}
        }
    }

    fn take(&mut self, object: &Map<String, Value>) {
        fn fill(slot: &mut Option<String>, value: Option<String>) {
            if slot.is_none() {
                *slot = value;
            }
        }
        let name = |key| object.get(key).and_then(names);
        fill(&mut self.headline, name("headline"));
        fill(&mut self.published, name("datePublished"));
        fill(&mut self.author, name("author"));
        fill(&mut self.publisher, name("publisher"));
    }
}

/// News articles, blog postings, reports and reviews; not the page that shows them.
fn is_article(object: &Map<String, Value>) -> bool {
    let article = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            ["Article", "Posting", "Report", "Review"].iter().any(|end| kind.contains(end))
                && !kind.contains("WebPage")
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(article),
        Some(kind) => article(kind),
        None => false,
    }
}

/// A name, the name of a thing, or those of several, with commas between.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => {
            let name = decode(name, Context::Text);
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            (!name.is_empty()).then_some(name)
        }
        Value::Object(thing) => thing.get("name").filter(|name| name.is_string()).and_then(names),
        Value::Array(values) => {
            let mut all: Vec<String> = Vec::new();
            for name in values.iter().filter(|value| !value.is_array()).filter_map(names) {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}

/// JSON as pages hold it: wrapped in comments or CDATA, with line breaks in strings and commas too many.
fn parse(block: &str) -> Option<Value> {
    let block = block.trim();
    if let Ok(value) = serde_json::from_str(block) {
        return Some(value);
    }
    serde_json::from_str(&mended(block)).ok()
}

fn mended(block: &str) -> String {
    let block = match block.split_once("<![CDATA[") {
        Some((_, inner)) => inner.rsplit_once("]]>").map_or(inner, |(inner, _)| inner),
        None => block,
    };
    let start = block.find(['{', '[']).unwrap_or(0);
    let close = if block[start..].starts_with('[') { ']' } else { '}' };
    let end = block.rfind(close).map_or(block.len(), |end| end + 1);
    let block = block.get(start..end).unwrap_or_default();
    let mut out = String::with_capacity(block.len());
    let mut quoted = false;
    let mut escaped = false;
    // Length of `out` up to a comma after which only blanks came.
    let mut comma = None;
    for character in block.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        match character {
            // A break in a string, and other control characters, are blanks.
            character if character.is_control() => {
                out.push(' ');
                continue;
            }
            '}' | ']' if !quoted => {
                if let Some(comma) = comma {
                    out.truncate(comma);
                }
            }
            _ => {}
        }
        if character == ',' && !quoted {
            comma = Some(out.len());
        } else if !character.is_whitespace() {
            comma = None;
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::LinkedData;

    #[test]
    fn the_article_is_found_wherever_it_lies() {
        let block = r#"[{"@type": "WebPage", "headline": "no"}, {"@graph": [{
            "@type": ["NewsArticle"], "headline": "Envoys &amp; ministers meet",
            "datePublished": "2024-10-25", "author": [{"name": "Ada Person"}, {"name": "Bo Other"}],
            "publisher": {"@type": "Organization", "name": "The Courier"}}]}]"#;
        let found = LinkedData::read(&[block]);
        assert_eq!(found.headline.as_deref(), Some("Envoys & ministers meet"));
        assert_eq!(found.author.as_deref(), Some("Ada Person, Bo Other"));
        assert_eq!(found.publisher.as_deref(), Some("The Courier"));
    }

    #[test]
    fn slips_are_mended() {
        for block in [
            "//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"A, b\",}\n//]]>",
            "{\"@type\": \"Article\", \"headline\": \"A,\nb\", \"x\": [1,2,],}",
            "<!-- {\"@type\": \"Article\", \"headline\": \"A, b\"} -->",
        ] {
            assert_eq!(LinkedData::read(&[block]).headline.as_deref(), Some("A, b"), "{block}");
        }
        assert_eq!(LinkedData::read(&["{", "]", "", "{\"a\": é"]), LinkedData::default());
    }
}
