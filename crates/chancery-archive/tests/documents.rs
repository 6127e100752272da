//! `docs/archive.md` lists every view with every column.

use std::fs;

use chancery_archive::{Archive, Cell, Writer};

#[test]
fn every_view_and_column_is_documented() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    Writer::open(&path, "test").unwrap().finish().unwrap();
    let archive = Archive::open(&path).unwrap();
    let text =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/archive.md")).unwrap();
    let mut views = Vec::new();
    archive
        .ask("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name", |_, row| {
            if let Some([Cell::Text(name)]) = row {
                views.push(name.clone());
            }
            true
        })
        .unwrap();
    // Two serve the others and are documented in the schema.
    views.retain(|view| view != "told" && view != "party_of");
    assert_eq!(views.len(), 11);
    for view in views {
        let section = text
            .split(&format!("### {view}\n"))
            .nth(1)
            .unwrap_or_else(|| panic!("docs/archive.md has no section {view}"));
        let section = section.split("\n\n").next().unwrap();
        let listed: Vec<&str> = section.split('`').skip(1).step_by(2).collect();
        let mut columns = Vec::new();
        archive
            .ask(&format!("SELECT * FROM {view}"), |names, _| {
                columns = names.to_vec();
                true
            })
            .unwrap();
        assert_eq!(listed, columns, "{view}");
    }
}
