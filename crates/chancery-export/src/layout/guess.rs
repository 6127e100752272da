use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use serde_json::Value;

use super::Layout;
use crate::error::ExportError;

/// Longest first line that is looked at, in bytes.
const LONGEST: u64 = 1 << 24;

/// The layout that a file or a folder looks like: by the files that it holds, by its first line, and where that is
/// no header by the number of its columns.
pub(crate) fn guess(path: &Path) -> Result<Option<Layout>, ExportError> {
    if path.is_dir() {
        let holds = |layout: Layout| {
            layout.is_folder()
                && layout.tables().iter().any(|table| path.join(table.file).is_file())
        };
        return Ok(Layout::ALL.into_iter().find(|&layout| holds(layout)));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if name.ends_with(".parquet") {
        return Ok(Some(Layout::Parquet));
    }
    let unreadable = |source| ExportError::Read { path: path.to_owned(), source };
    let mut reader = BufReader::new(File::open(path).map_err(unreadable)?.take(LONGEST));
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes).map_err(unreadable)?;
    let first = String::from_utf8_lossy(&bytes).into_owned();
    let first = first.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
    let mut start = first.as_bytes().to_vec();
    reader.take(1 << 12).read_to_end(&mut start).map_err(unreadable)?;
    Ok(of_text(first, &String::from_utf8_lossy(&start)))
}

fn of_text(first: &str, start: &str) -> Option<Layout> {
    if start.starts_with("BEGIN:VCALENDAR") {
        return Some(Layout::Ics);
    }
    if start.trim_start().starts_with('<') {
        return [("<graphml", Layout::Graphml), ("<gexf", Layout::Gexf)]
            .into_iter()
            .find_map(|(element, layout)| start.contains(element).then_some(layout));
    }
    if start.trim_start().starts_with('{') {
        return of_json(first, start);
    }
    let has_header = |layout: &Layout| {
        !layout.is_folder()
            && layout.tables().iter().any(|table| {
                ['\t', ',']
                    .into_iter()
                    .any(|parts| first.split(parts).eq(table.columns.iter().copied()))
            })
    };
    if let Some(layout) = Layout::ALL.iter().find(|layout| has_header(layout)) {
        return Some(*layout);
    }
    match first.split('\t').count() {
        61 | 16 => Some(Layout::Gdelt),
        40 => Some(Layout::Polecat),
        26 => Some(Layout::Phoenix),
        20 => Some(Layout::Icews),
        _ => None,
    }
}

fn of_json(first: &str, start: &str) -> Option<Layout> {
    let Ok(Value::Object(object)) = serde_json::from_str(first) else {
        return start.contains("FeatureCollection").then_some(Layout::Geojson);
    };
    let has = |field: &str| object.contains_key(field);
    if has("sentences") && has("reader") {
        Some(Layout::Jsonl)
    } else if has("@context") {
        Some(Layout::Annotations)
    } else if has("schema") && has("properties") {
        Some(Layout::Ftm)
    } else if has("event") && has("actor") {
        Some(Layout::Plover)
    } else if object.get("type").is_some_and(|r#type| r#type == "FeatureCollection") {
        Some(Layout::Geojson)
    } else {
        None
    }
}
