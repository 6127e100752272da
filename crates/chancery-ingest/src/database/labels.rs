use std::sync::OnceLock;

/// What a label of Nexis marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    End,
    Body,
    Graphic,
    Notes,
    Classification,
    Cover,
    Rights,
    Byline,
    Section,
    Length,
    Highlight,
    Place,
    Language,
    LoadDate,
    Trailer,
}

fn labels() -> &'static [(Part, &'static str)] {
    static LABELS: OnceLock<Vec<(Part, &'static str)>> = OnceLock::new();
    LABELS.get_or_init(|| {
        include_str!("../../../../data/nexis-labels.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let (part, label) = line.split_once('\t').expect("a row has two columns");
                let part = match part {
                    "end" => Part::End,
                    "body" => Part::Body,
                    "graphic" => Part::Graphic,
                    "notes" => Part::Notes,
                    "classification" => Part::Classification,
                    "cover" => Part::Cover,
                    "rights" => Part::Rights,
                    "byline" => Part::Byline,
                    "section" => Part::Section,
                    "length" => Part::Length,
                    "highlight" => Part::Highlight,
                    "place" => Part::Place,
                    "language" => Part::Language,
                    "load-date" => Part::LoadDate,
                    "trailer" => Part::Trailer,
                    other => panic!("{other} is no part of a document"),
                };
                (part, label)
            })
            .collect()
    })
}

/// Whether the line is a label of that part and nothing else.
pub(super) fn stands_alone(line: &str, part: Part) -> bool {
    labels().iter().any(|(known, label)| *known == part && same(line.trim(), label))
}

/// The field that a line begins with, `Section: NEWS`, and its value. A no-break space may follow the colon.
pub(super) fn field(line: &str) -> Option<(Part, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim();
    labels()
        .iter()
        .filter(|(part, _)| {
            !matches!(
                part,
                Part::End
                    | Part::Body
                    | Part::Graphic
                    | Part::Notes
                    | Part::Classification
                    | Part::Rights
            )
        })
        .find(|(_, label)| same(name, label))
        .map(|(part, _)| (*part, value.trim()))
}

/// Whether the line belongs to a copyright notice.
pub(super) fn is_rights(line: &str) -> bool {
    let line = line.trim();
    labels().iter().any(|(part, label)| {
        *part == Part::Rights && line.get(..label.len()).is_some_and(|head| same(head, label))
    })
}

/// Alike but for case; labels are short, so letters are compared one by one.
fn same(one: &str, other: &str) -> bool {
    one.len() <= 2 * other.len()
        && one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::{Part, field, is_rights, stands_alone};

    #[test]
    fn labels_are_known_in_any_case_and_with_any_blank() {
        assert!(stands_alone(" Body ", Part::Body));
        assert!(!stands_alone("Body of evidence", Part::Body));
        assert!(stands_alone("End of Document", Part::End));
        assert_eq!(field("Section:\u{A0}NEWS; Pg. 7"), Some((Part::Section, "NEWS; Pg. 7")));
        assert_eq!(field("LÄNGE: 355 Wörter"), Some((Part::Length, "355 Wörter")));
        assert_eq!(field("Analysis: envoys meet"), None);
        assert!(
            is_rights("Copyright 2019 A Paper") && is_rights("© 2019") && is_rights("(C) 2019")
        );
        assert!(!is_rights("Copycats"));
    }
}
