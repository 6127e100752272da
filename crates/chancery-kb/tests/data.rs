//! Holds every table of `data/` to what `data/README.md` promises.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// All `.tsv` files below a folder, sorted.
fn tables(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            found.extend(tables(&path));
        } else if path.extension().is_some_and(|extension| extension == "tsv") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_table_says_where_it_comes_from_and_under_which_licence() {
    for path in tables(&data()) {
        let head: String = read(&path)
            .lines()
            .take_while(|line| line.starts_with('#'))
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        // The model's table tells its origin in its first sentence.
        let origin = head.contains("origin") || path.ends_with("model/en_core_web_md-3.8.0.tsv");
        assert!(origin, "{}: the head says nothing of its origin", path.display());
        let licence = head.contains("licence") || head.contains("cc by");
        assert!(licence, "{}: the head says nothing of its licence", path.display());
    }
}

#[test]
fn share_alike_data_stays_in_its_folder() {
    for path in tables(&data()) {
        let share_alike = read(&path)
            .lines()
            .take_while(|line| line.starts_with('#'))
            .any(|line| line.contains("BY-SA"));
        let apart = path.starts_with(data().join("cc-by-sa"));
        assert_eq!(share_alike, apart, "{}", path.display());
    }
}

/// The rows of a table with a line of column names.
fn rows(name: &str, n_columns: usize) -> Vec<Vec<String>> {
    let text = read(&data().join(name));
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1) {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        assert_eq!(cells.len(), n_columns, "{name}: {line}");
        assert!(
            cells.iter().all(|cell| cell.trim() == cell),
            "{name}: blanks around a cell: {line}"
        );
        rows.push(cells);
    }
    assert!(!rows.is_empty(), "{name} has no rows");
    rows
}

#[test]
fn the_tables_of_the_knowledge_base_are_whole() {
    let keys = |name: &str, n_columns: usize, n_keys: usize| {
        let rows = rows(name, n_columns);
        let keys: BTreeSet<String> = rows.iter().map(|row| row[..n_keys].join("\t")).collect();
        assert_eq!(keys.len(), rows.len(), "{name}: a key stands twice");
    };
    keys("states.tsv", 8, 1);
    keys("state-names.tsv", 3, 3);
    keys("demonyms.tsv", 3, 3);
    keys("people.tsv", 8, 1);
    keys("given-names.tsv", 3, 1);
    keys("agents.tsv", 5, 1);
    keys("titles.tsv", 5, 1);
    keys("topics.tsv", 3, 1);
    keys("legal-forms.tsv", 1, 1);
    keys("cameo.tsv", 5, 1);
    keys("offices.tsv", 2, 2);
    rows("terms.tsv", 8);
    rows("armed-groups.tsv", 6);
    rows("regions.tsv", 6);
}

#[test]
fn organisations_have_a_kind_and_no_name_twice() {
    let kinds: BTreeSet<&str> = [
        "igo",
        "ngo",
        "seat",
        "government",
        "legislature",
        "court",
        "military",
        "police",
        "intelligence",
        "party",
        "media",
        "company",
        "education",
        "religious",
        "movement",
        "sport",
    ]
    .into();
    for path in tables(&data().join("organisations")) {
        let name = format!("organisations/{}", path.file_name().expect("a file").to_string_lossy());
        let mut seen = BTreeSet::new();
        for row in rows(&name, 7) {
            assert!(
                kinds.contains(row[2].as_str()),
                "{name}: {}: no such kind: {}",
                row[0],
                row[2]
            );
            assert!(
                seen.insert((row[0].clone(), row[3].clone())),
                "{name}: {} stands twice",
                row[0]
            );
        }
    }
}

#[test]
fn given_names_are_counted() {
    for row in rows("given-names.tsv", 3) {
        let men: u16 = row[1].parse().expect("men are counted");
        let women: u16 = row[2].parse().expect("women are counted");
        assert!(men + women >= 2, "{}", row[0]);
    }
}

#[test]
fn every_topic_phrase_belongs_to_one_topic() {
    let mut seen = BTreeSet::new();
    for row in rows("topics.tsv", 3) {
        for phrase in row[2].split('|') {
            assert!(seen.insert(phrase.to_owned()), "{}: {phrase} stands twice", row[0]);
            assert_eq!(phrase, phrase.to_lowercase(), "{}", row[0]);
        }
    }
}

#[test]
fn every_table_is_named_in_the_readme() {
    let readme = read(&data().join("README.md"));
    for path in tables(&data()) {
        let name =
            path.strip_prefix(data()).expect("it lies in data/").to_string_lossy().into_owned();
        let folder = name.split_once('/').map(|(folder, _)| format!("{folder}/"));
        let told = readme.contains(&format!("`{name}`"))
            || folder.is_some_and(|folder| readme.contains(&folder));
        assert!(told, "data/README.md does not name {name}");
    }
}
