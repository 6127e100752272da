use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::columns::Columns;
use crate::error::{IngestError, WarningKind};
use crate::fields::Field;
use crate::rows::{Content, Entry};

/// Reads one line, without its line end.
///
/// The whole line must be UTF-8 and JSON, also in what we do not use: a lone surrogate anywhere skips it.
pub(crate) fn parse_line(line: &[u8], columns: &Columns) -> Result<Entry, IngestError> {
    let line = std::str::from_utf8(line)
        .map_err(|error| IngestError::NotUtf8 { column: error.valid_up_to() + 1 })?;
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let object = ObjectSeed { columns }
        .deserialize(&mut deserializer)
        .and_then(|object| deserializer.end().map(|()| object));
    let object = match object {
        Ok(object) => object,
        Err(error) => return Err(not_an_object(line).unwrap_or_else(|| not_json(&error))),
    };
    let mut taken = Entry::default();
    let mut text = None;
    let mut html = None;
    for Member { field, value, .. } in object {
        match (field, value) {
            (_, Value::Null) => {}
            (Field::Text, Value::String(value)) => text = Some(value),
            (Field::Html, Value::String(value)) => html = Some(value),
            (Field::Text | Field::Html, value) => {
                return Err(IngestError::WrongType { field, found: kind_of(&value) });
            }
            (Field::Id, Value::String(id)) => taken.id = Some(id).filter(|id| !id.is_empty()),
            (field, Value::String(value)) => {
                taken.warnings.extend(taken.given.set(field, value).err());
            }
            // A number may be `20241025` or seconds since 1970.
            (Field::Published, value) => {
                taken.warnings.extend(taken.given.set(field, value.to_string()).err());
            }
            (field, value) => {
                taken.warnings.push(WarningKind::WrongType { field, found: kind_of(&value) });
            }
        }
    }
    taken.content = match (text, html) {
        (Some(text), _) => Content::Text(text),
        (None, Some(html)) => Content::Page(html),
        (None, None) => return Err(IngestError::MissingText),
    };
    Ok(taken)
}

fn not_json(error: &serde_json::Error) -> IngestError {
    let message = error.to_string();
    // serde_json adds the place, always in line 1.
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    IngestError::NotJson { message, column: error.column() }
}

/// JSON that is whole, but no object.
fn not_an_object(line: &str) -> Option<IngestError> {
    let value: Value = serde_json::from_str(line).ok()?;
    (!value.is_object()).then(|| IngestError::NotAnObject { found: kind_of(&value) })
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// A key that says something to us, with its value; of several keys for one field the best is kept.
struct Member {
    field: Field,
    rank: usize,
    value: Value,
}

struct ObjectSeed<'c> {
    columns: &'c Columns,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_> {
    type Value = Vec<Member>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_> {
    type Value = Vec<Member>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Vec<Member> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let Some((field, rank)) = self.columns.field(&key) else {
                map.next_value::<Checked>()?;
                continue;
            };
            let value = if field == Field::Id {
                id(&map.next_value::<Box<RawValue>>()?)
            } else {
                map.next_value()?
            };
            match members.iter_mut().find(|member| member.field == field) {
                Some(member)
                    if value.is_null() || rank > member.rank && !member.value.is_null() => {}
                Some(member) => *member = Member { field, rank, value },
                None => members.push(Member { field, rank, value }),
            }
        }
        Ok(members)
    }
}

/// A number as it is written, however long; everything else as it is.
fn id(raw: &RawValue) -> Value {
    let written = raw.get();
    if written.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Value::String(written.to_owned());
    }
    serde_json::from_str(written).unwrap_or(Value::Null)
}

/// A value that we do not use, read to its end so that a broken escape in it shows.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|_| Self)
    }
}

#[cfg(test)]
mod tests {
    use super::parse_line;
    use crate::columns::Columns;
    use crate::error::{IngestError, WarningKind};
    use crate::rows::Content;

    fn error(line: &[u8]) -> IngestError {
        parse_line(line, &Columns::default()).unwrap_err()
    }

    #[test]
    fn a_line_gives_its_fields() {
        let line =
            br#"{"id": 7, "text": "a\u00e9", "published": "2024-10-25", "title": null, "x": [1]}"#;
        let line = parse_line(line, &Columns::default()).unwrap();
        assert_eq!(line.id.as_deref(), Some("7"));
        assert_eq!(line.content, Content::Text("aé".into()));
        assert_eq!(line.given.published.unwrap().iso(), "2024-10-25");
        assert!(line.warnings.is_empty());
    }

    #[test]
    fn a_number_as_id_keeps_its_digits() {
        let line = br#"{"id": 123456789012345678901234567890, "text": ""}"#;
        let line = parse_line(line, &Columns::default()).unwrap();
        assert_eq!(line.id.as_deref(), Some("123456789012345678901234567890"));
    }

    #[test]
    fn usual_names_and_mappings_fill_fields() {
        let line = br#"{"content": "b", "body": "a", "story": "c"}"#;
        let taken = parse_line(line, &Columns::default()).unwrap();
        assert_eq!(taken.content, Content::Text("a".into()));
        let columns = Columns::new(vec!["text=story".parse().unwrap()]);
        assert_eq!(parse_line(line, &columns).unwrap().content, Content::Text("c".into()));
    }

    #[test]
    fn a_page_stands_in_for_the_text() {
        let line = parse_line(br#"{"html": "<p>a", "text": null}"#, &Columns::default()).unwrap();
        assert_eq!(line.content, Content::Page("<p>a".into()));
    }

    #[test]
    fn what_is_no_object_with_a_text_is_skipped() {
        assert!(matches!(error(b"\"a\""), IngestError::NotAnObject { found: "string" }));
        assert!(matches!(error(b"[{}]"), IngestError::NotAnObject { found: "list" }));
        assert!(matches!(error(b"{\"text\": \"a\""), IngestError::NotJson { .. }));
        assert!(matches!(error(b"{} {}"), IngestError::NotJson { .. }));
        assert!(matches!(error(b"{\"id\": \"a\"}"), IngestError::MissingText));
        assert!(matches!(error(b"{\"text\": 5}"), IngestError::WrongType { found: "number", .. }));
        assert!(matches!(error(b"{\"text\": \"a\xFF\"}"), IngestError::NotUtf8 { column: 12 }));
    }

    #[test]
    fn a_lone_surrogate_skips_the_line_wherever_it_stands() {
        assert!(matches!(error(br#"{"text": "\ud800 a"}"#), IngestError::NotJson { .. }));
        assert!(matches!(
            error(br#"{"text": "a", "note": "\udc00"}"#),
            IngestError::NotJson { .. }
        ));
    }

    #[test]
    fn odd_metadata_cost_a_warning_only() {
        let line = br#"{"text": "a", "published": "yesterday", "title": 5, "id": true}"#;
        let line = parse_line(line, &Columns::default()).unwrap();
        assert_eq!(line.id, None);
        assert_eq!(line.warnings.len(), 3);
        assert_eq!(line.warnings[0], WarningKind::BadDate { given: "yesterday".into() });
    }
}
