//! The tables that this crate reads are in order.

const COLUMNS: &str = include_str!("../../../data/input-columns.tsv");
const BOILERPLATE: &str = include_str!("../../../data/boilerplate.tsv");
const DATE_WORDS: &str = include_str!("../../../data/date-words.tsv");
const LANGUAGES: &str = include_str!("../../../data/language-names.tsv");
const NEXIS_LABELS: &str = include_str!("../../../data/nexis-labels.tsv");
const ENTITIES: &str = include_str!("../../../data/html-entities.txt");

fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().skip_while(|line| line.starts_with('#'))
}

#[test]
fn every_table_says_where_it_is_from() {
    for table in [COLUMNS, BOILERPLATE, DATE_WORDS, LANGUAGES, NEXIS_LABELS, ENTITIES] {
        for key in ["# origin: ", "# date: ", "# licence: ", "# generator: ", "# known gaps: "] {
            assert!(table.lines().any(|line| line.starts_with(key)), "{key}");
        }
    }
}

#[test]
fn no_row_stands_twice() {
    for table in [COLUMNS, BOILERPLATE, DATE_WORDS, LANGUAGES, NEXIS_LABELS, ENTITIES] {
        let mut all: Vec<&str> = rows(table).collect();
        all.sort_unstable();
        let doubled = all.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(doubled, None);
    }
}

#[test]
fn boilerplate_is_sorted_by_kind_and_in_lower_case() {
    let kinds =
        ["around", "never", "small", "standfirst", "headline", "begins", "whole", "date", "by"];
    let mut keys = Vec::new();
    for row in rows(BOILERPLATE) {
        let columns: Vec<&str> = row.split('\t').collect();
        assert_eq!(columns.len(), 3, "{row}");
        let kind = kinds.iter().position(|kind| *kind == columns[0]);
        assert_eq!(columns[1], columns[1].to_lowercase());
        keys.push((kind.expect("a known kind"), columns[1]));
    }
    assert!(keys.is_sorted());
}

#[test]
fn words_of_dates_mean_one_thing_each() {
    let mut words = Vec::new();
    for row in rows(DATE_WORDS) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [word, kind, value] = columns[..] else { panic!("{row}") };
        assert_eq!(word, word.to_lowercase());
        match kind {
            "month" => {
                assert!(value.parse().is_ok_and(|month: u8| (1..=12).contains(&month)), "{row}");
            }
            "zone" => assert!(value == "Z" || value.len() == "+01:00".len(), "{row}"),
            "weekday" | "filler" => assert_eq!(value, "-", "{row}"),
            _ => panic!("{row}"),
        }
        words.push(word);
    }
    words.sort_unstable();
    assert_eq!(words.windows(2).find(|pair| pair[0] == pair[1]), None);
}

#[test]
fn a_name_is_of_one_language() {
    let mut names = Vec::new();
    for row in rows(LANGUAGES) {
        let (code, all) = row.split_once('\t').unwrap();
        assert_eq!(code.len(), 2, "{row}");
        names.extend(all.split('|'));
    }
    assert!(names.iter().all(|name| **name == name.to_lowercase()));
    names.sort_unstable();
    assert_eq!(names.windows(2).find(|pair| pair[0] == pair[1]), None);
}

#[test]
fn the_manual_lists_every_name_of_a_column() {
    let manual = include_str!("../../../docs/inputs.md");
    for row in rows(COLUMNS) {
        let (name, field) = row.split_once('\t').unwrap();
        let line = manual.lines().find(|line| line.starts_with(&format!("| `{field}` |")));
        let names = line.unwrap_or_default().rsplit('|').nth(1).unwrap_or_default();
        assert!(names.split(',').any(|known| known.trim() == name), "{name}");
    }
}
