//! `docs/formats.md` has every column of every layout, in order, and nothing else.

use std::fs;
use std::path::Path;

use chancery_export::Layout;

/// What stands in backticks in the first cells of the tables below a heading, up to the next one of its level or above.
/// Fields within fields (`actor[].code`) are left out.
fn columns(text: &str, heading: &str) -> Vec<String> {
    let level = heading.chars().take_while(|c| *c == '#').count();
    let below = text.lines().skip_while(|line| *line != heading).skip(1);
    below
        .take_while(|line| {
            let marks = line.chars().take_while(|c| *c == '#').count();
            marks == 0 || marks > level
        })
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.split(" | ").next())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .filter(|name| !name.contains(['.', '[']))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_column_is_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md");
    let text = fs::read_to_string(path).unwrap();
    for layout in Layout::ALL {
        for table in layout.tables() {
            let heading = if table.file.is_empty() {
                format!("### `{layout}`")
            } else {
                // The tables of both are the same, and described once.
                format!("#### `{}`", table.file.replace(".parquet", ".csv"))
            };
            assert!(text.lines().any(|line| line == heading), "{heading} is missing");
            assert_eq!(columns(&text, &heading), table.columns, "{heading}");
        }
    }
    assert_eq!(
        columns(&text, "## What comes out")[..6],
        ["row", "record_id", "document", "start", "end", "date"]
    );
}
