use super::dates::{date_line, month_alone};
use super::identity::id_of;
use super::labels::{self, Part, is_rights};
use super::languages::language_of;
use super::nexis::{spaced, without_place};
use super::{Found, NotParsed, Numbered};
use crate::error::WarningKind;
use crate::fields::Given;

/// Publication and date are centred: a line of them is indented by at least so much.
const INDENT: usize = 6;

/// Whether the text is an export of the old Nexis: a line `1 of 10 DOCUMENTS` and the field of length.
pub(crate) fn is_nexis_text(text: &str) -> bool {
    let mut lines = text.lines();
    lines.any(is_marker) && lines.any(|line| matches!(field(line), Some((Part::Length, _))))
}

/// Whether a line of the text is `1 of 10 DOCUMENTS`.
pub(super) fn has_marker(text: &str) -> bool {
    text.lines().any(is_marker)
}

/// The documents of an old Nexis text file, each with the number of the line that begins it, counted from 1.
///
/// A document is: `1 of 10 DOCUMENTS` · publication · date, then editions, all centred · headline · `BYLINE:`,
/// `SECTION:`, `LENGTH:` · the body, hard-wrapped, paragraphs parted by an empty line · `LOAD-DATE:`,
/// `LANGUAGE:` and other fields · copyright notice. The copyright notice may also stand at the top. What precedes
/// the first document is the cover page.
pub(crate) fn read_nexis_text(text: &str) -> Vec<Numbered> {
    let lines: Vec<&str> = text.lines().collect();
    let markers: Vec<usize> = (0..lines.len()).filter(|at| is_marker(lines[*at])).collect();
    let ends = markers.iter().skip(1).copied().chain([lines.len()]);
    markers
        .iter()
        .zip(ends)
        .map(|(marker, end)| (*marker as u64 + 1, read_document(&lines[marker + 1..end])))
        .collect()
}

/// The field that a line begins with; old files write their names in capitals, headlines do not.
fn field(line: &str) -> Option<(Part, &str)> {
    let name = line.split_once(':')?.0;
    labels::field(line).filter(|_| !name.chars().any(char::is_lowercase))
}

/// `1 of 10 DOCUMENTS`, `Dokument 1 von 10`, `Document 1 de 10`.
fn is_marker(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let words: [Option<&str>; 5] = std::array::from_fn(|_| words.next());
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match words {
        [Some(one), Some("of"), Some(all), Some("DOCUMENTS" | "DOCUMENT"), None]
        | [Some("Dokument" | "DOKUMENT"), Some(one), Some("von"), Some(all), None]
        | [Some("Document" | "DOCUMENT"), Some(one), Some("de" | "of"), Some(all), None] => {
            number(one) && number(all)
        }
        _ => false,
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn read_document(lines: &[&str]) -> Result<Found, NotParsed> {
    let named = || lines.iter().copied().filter(|line| !is_rights(line));
    let fail = |missing| NotParsed::new(named(), missing);
    let length = lines
        .iter()
        .position(|line| matches!(field(line), Some((Part::Length, _))))
        .ok_or_else(|| fail("line \"LENGTH:\" above its body"))?;
    let header = &lines[..length];
    let filled = |from: usize| (from..header.len()).find(|at| !header[*at].trim().is_empty());
    let mut at = filled(0).ok_or_else(|| fail("publication"))?;
    while is_rights(header[at]) {
        at = filled(at + 1).ok_or_else(|| fail("publication"))?;
    }
    let publication = at;
    // Only the next few lines can be the date, and where the publication is centred it is.
    let centred = indent(header[publication]) >= INDENT;
    let is_date = |at: &usize| {
        let line = header[*at];
        (date_line(line).is_some() || month_alone(line)) && (!centred || indent(line) >= INDENT)
    };
    let date = (publication + 1..header.len())
        .filter(|at| !header[*at].trim().is_empty())
        .take(3)
        .find(is_date)
        .ok_or_else(|| fail("date below the publication"))?;
    let fields = (date + 1..header.len())
        .find(|at| field(header[*at]).is_some_and(|(part, _)| part != Part::Trailer))
        .unwrap_or(header.len());
    let title: Vec<&str> = header[date + 1..fields]
        .iter()
        .filter(|line| !line.trim().is_empty() && !is_edition(line, centred))
        .flat_map(|line| line.split_whitespace())
        .collect();
    let title = title.join(" ");
    if title.is_empty() {
        return Err(fail("headline below the date"));
    }
    let publisher = without_place(header[publication]);

    let mut found = Found::default();
    let published = date_line(header[date]).map(|line| line.published);
    if published.is_none() {
        found.warnings.push(WarningKind::BadDate { given: header[date].trim().to_owned() });
    }
    let time = published.as_ref().map_or(header[date].trim(), |published| published.iso());
    found.id = id_of("nexis", &publisher, time, &title);

    let below = &lines[length + 1..];
    let begin = behind_fields(below);
    let end = trailer(&below[begin..]) + begin;
    found.text = unwrapped(&below[begin..end]);
    if found.text.is_empty() {
        return Err(fail("body"));
    }
    let value =
        |part| value_of(&lines[fields..length], part).or_else(|| value_of(&below[..begin], part));
    found.given = Given {
        title: Some(title),
        published,
        publisher: Some(spaced(&publisher)),
        author: value(Part::Byline),
        language: value_of(&below[end..], Part::Language)
            .and_then(|language| language_of(&language)),
        ..Given::default()
    };
    Ok(found)
}

/// *Final Edition* and the like below the date; where that is centred, all that is.
fn is_edition(line: &str, centred: bool) -> bool {
    if centred && indent(line) >= INDENT {
        return true;
    }
    let last = line.split_whitespace().next_back().unwrap_or_default();
    line.split_whitespace().count() <= 4
        && ["edition", "ausgabe", "édition"].iter().any(|word| last.to_lowercase() == *word)
}

/// Where the body begins below the line of length: some fields may follow that first, each with its wrapped lines.
fn behind_fields(lines: &[&str]) -> usize {
    let mut at = 0;
    loop {
        let filled =
            (at..lines.len()).find(|at| !lines[*at].trim().is_empty()).unwrap_or(lines.len());
        let is_field = filled < lines.len()
            && field(lines[filled]).is_some_and(|(part, _)| {
                matches!(part, Part::Byline | Part::Section | Part::Highlight | Part::Place)
            });
        if !is_field {
            return filled;
        }
        at = (filled..lines.len()).find(|at| lines[*at].trim().is_empty()).unwrap_or(lines.len());
    }
}

/// Where the body ends: from there to the end all blocks are fields and rights.
fn trailer(lines: &[&str]) -> usize {
    let is_blank = |at: usize| lines[at].trim().is_empty();
    let is_outside = |line: &str| {
        is_rights(line)
            || field(line).is_some_and(|(part, _)| {
                matches!(
                    part,
                    Part::Language
                        | Part::LoadDate
                        | Part::Trailer
                        | Part::Section
                        | Part::Highlight
                )
            })
    };
    let mut end = lines.len();
    loop {
        let mut last = end;
        while last > 0 && is_blank(last - 1) {
            last -= 1;
        }
        let mut first = last;
        while first > 0 && !is_blank(first - 1) {
            first -= 1;
        }
        if first == last {
            return 0;
        }
        if !is_outside(lines[first]) {
            // Without an empty line between them, text and fields are one block.
            let tail = (first..last)
                .rfind(|at| !is_outside(lines[*at]) && indent(lines[*at]) == 0)
                .map_or(first, |text| text + 1);
            let fields = (tail..last).find(|at| is_outside(lines[*at]));
            return fields.unwrap_or(last);
        }
        end = first;
    }
}

/// The value of a field, with the lines that it is wrapped into.
fn value_of(lines: &[&str], part: Part) -> Option<String> {
    let at =
        lines.iter().position(|line| matches!(field(line), Some((known, _)) if known == part))?;
    let (_, value) = field(lines[at])?;
    let more =
        lines[at + 1..].iter().take_while(|line| !line.trim().is_empty() && field(line).is_none());
    let words: Vec<&str> =
        value.split_whitespace().chain(more.flat_map(|line| line.split_whitespace())).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Paragraphs of hard-wrapped lines, each on a line of its own, an empty line between them.
fn unwrapped(lines: &[&str]) -> String {
    lines
        .split(|line| line.trim().is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| spaced(&block.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")))
        .collect::<Vec<_>>()
        .join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{is_nexis_text, read_nexis_text};

    fn shown(text: &str) -> Vec<String> {
        read_nexis_text(text)
            .into_iter()
            .map(|(line, document)| match document {
                Err(error) => format!("{line}: {:?} has no {}", error.beginning, error.missing),
                Ok(found) => {
                    let given = found.given;
                    [
                        Some(line.to_string()),
                        given.title,
                        given.publisher,
                        given.published.map(|published| published.iso().to_owned()),
                        given.author,
                        given.language,
                        Some(found.text.replace('\n', "/")),
                    ]
                    .map(|value| value.unwrap_or_else(|| "-".into()))
                    .join(" | ")
                }
            })
            .collect()
    }

    const ONE: &str = "\
Download Request: All Documents
Time Of Request: Monday, January 18, 2010

                               1 of 2 DOCUMENTS

                                  The Harbour Post

                            January 11, 2010 Monday
                                 Final Edition

Envoys meet in Lund and
stay for the night

BYLINE: Ada Person and
Ben Person

SECTION: NEWS; Pg. 7A

LENGTH: 12 words

DATELINE: LUND

The envoys met on the
island.

LANGUAGE: a question of its own, they said.

They ate.

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

GRAPHIC: A photo of the
island

PUBLICATION-TYPE: Newspaper

                       Copyright 2010 Harbour Media
                              All Rights Reserved
";

    #[test]
    fn an_article_is_cut_into_its_parts() {
        assert!(is_nexis_text(ONE));
        assert!(!is_nexis_text("Of 1 of 2 DOCUMENTS\nLENGTH: 3"));
        assert_eq!(
            shown(ONE),
            [
                "4 | Envoys meet in Lund and stay for the night | The Harbour Post | 2010-01-11 | Ada Person and Ben Person | en | \
              The envoys met on the island.//LANGUAGE: a question of its own, they said.//They ate."
            ]
        );
    }

    #[test]
    fn german_and_french_files_are_known() {
        let german = "  Dokument 1 von 1\n          Hafenbote\n        11. Januar 2010 Montag\n\nGesandte in Lund\n\n\
            AUTOR: Ada Person\nRUBRIK: Politik\nLÄNGE: 12 Wörter\n\nSie trafen sich.\n\nSPRACHE: GERMAN; DEUTSCH\n\n\
            Copyright 2010 Hafenbote\nAlle Rechte vorbehalten\n";
        assert_eq!(
            shown(german),
            ["1 | Gesandte in Lund | Hafenbote | 2010-01-11 | Ada Person | de | Sie trafen sich."]
        );
        let french = german
            .replace("Dokument 1 von 1", "Document 1 de 1")
            .replace("11. Januar 2010 Montag", "11 janvier 2010 lundi")
            .replace("LÄNGE", "LONGUEUR")
            .replace("SPRACHE: GERMAN; DEUTSCH", "LANGUE: FRENCH; FRANÇAIS");
        assert!(
            shown(&french)[0].contains("| 2010-01-11 | Ada Person | fr |"),
            "{:?}",
            shown(&french)
        );
    }

    #[test]
    fn a_headline_may_begin_as_a_field_does() {
        let headline = "Source: envoys meet in Lund and";
        let found = shown(&ONE.replace("Envoys meet in Lund and", headline));
        assert!(found[0].starts_with(
            "4 | Source: envoys meet in Lund and stay for the night | The Harbour Post"
        ));
    }

    #[test]
    fn a_file_without_blanks_at_line_heads_is_read_too() {
        let flat = ONE.lines().map(str::trim).collect::<Vec<_>>().join(
            "
",
        );
        assert_eq!(shown(&flat), shown(ONE));
    }

    #[test]
    fn the_rights_may_stand_at_the_top_and_parts_be_missing() {
        let top = "1 of 1 DOCUMENTS\n\n        Copyright 2003 Harbour Media\n             The Harbour Post (Lund)\n\n\
            January 11, 2003 Saturday\n\nSeptember 11, 2001\n\nLENGTH: 3 words\n\nOne.\n";
        assert_eq!(
            shown(&top.replace("January", "            January")),
            ["1 | September 11, 2001 | The Harbour Post | 2003-01-11 | - | - | One."]
        );
        assert!(shown(top)[0].contains("has no date"), "{:?}", shown(top));
        assert!(shown(&ONE.replace("LENGTH:", "SIZE:"))[0].contains("has no line \"LENGTH:\""));
    }
}
