use super::dates::{date_line, month_alone};
use super::identity::id_of;
use super::labels::{Part, field, is_rights, stands_alone};
use super::languages::language_of;
use super::{Found, NotParsed, Numbered};
use crate::error::WarningKind;
use crate::fields::Given;
use crate::office::Paragraph;

/// Whether the paragraphs are an export of Nexis Uni, Lexis+ or Lexis Advance: its marks, or its cover page.
pub(crate) fn is_nexis(paragraphs: &[Paragraph]) -> bool {
    let has = |part| paragraphs.iter().any(|paragraph| stands_alone(&paragraph.text, part));
    let cover = || {
        let begins = |label: &str| {
            paragraphs.iter().take(50).any(|paragraph| {
                paragraph
                    .text
                    .strip_prefix(label)
                    .is_some_and(|rest| rest.trim_start().starts_with(':'))
            })
        };
        begins("Job Number") && begins("Date and Time")
    };
    has(Part::Body) && (has(Part::End) || has(Part::Classification)) || cover()
}

/// The documents of a Nexis Uni export (DOCX or RTF), with their numbers in the file, counted from 1.
///
/// A document is: headline · publication · date · copyright notice · `Section:`, `Length:`, `Byline:`,
/// `Highlight:` in any order, each or none · `Body` · paragraphs · `Graphic`, `Notes` · `Classification` · `Load-Date:` ·
/// `End of Document`. The cover page before the first, with its list of documents, is none.
///
/// The date is the last line that begins with one between headline and `Body`, the publication the line above it: a
/// headline that is a date gives none. `Body` and the like may also be lines of the text: the first `Body` below the date
/// counts, and the last `Classification` with fields below it.
pub(crate) fn read_nexis(paragraphs: &[Paragraph]) -> Vec<Numbered> {
    let lines = lines_of(paragraphs);
    let mut documents = Vec::new();
    let mut chunks: Vec<&[Line<'_>]> =
        lines.split(|line| stands_alone(line.text, Part::End)).collect();
    let breaks_off = chunks.len() > 1;
    let last = chunks.pop().filter(|chunk| !chunk.is_empty());
    let n_ended = chunks.len();
    chunks.extend(last);
    for (at, chunk) in chunks.into_iter().enumerate() {
        let number = at as u64 + 1;
        let mut chunk = chunk;
        if at == 0 {
            chunk = behind_cover(chunk);
            if chunk.is_empty() {
                documents.push((
                    number,
                    Err(NotParsed::new(
                        texts(&lines),
                        "article, only a cover page or a list of documents",
                    )),
                ));
                continue;
            }
        }
        let mut document = read_document(chunk);
        // A file of one document may come without the mark at its end, but a torn article is none.
        if at >= n_ended && document.is_ok() && (breaks_off || !is_whole(chunk)) {
            document = Err(NotParsed::new(
                texts(chunk),
                "line \"End of Document\": the file may break off",
            ));
        }
        documents.push((number, document));
    }
    documents
}

/// A line of a paragraph; most paragraphs have but one.
#[derive(Debug, Clone, Copy)]
struct Line<'p> {
    text: &'p str,
    /// It does not begin its paragraph.
    goes_on: bool,
    paragraph: &'p Paragraph,
}

impl Line<'_> {
    /// Set off from the text, as the marks of a document are.
    fn set_off(&self) -> bool {
        self.paragraph.heading || self.paragraph.bold
    }

    fn begins_page(&self) -> bool {
        self.paragraph.begins_page && !self.goes_on
    }
}

fn lines_of(paragraphs: &[Paragraph]) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let mut goes_on = false;
        for text in paragraph.text.split('\n') {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            lines.push(Line { text, goes_on, paragraph });
            goes_on = true;
        }
    }
    lines
}

fn texts<'l>(lines: &'l [Line<'_>]) -> impl Iterator<Item = &'l str> {
    lines.iter().map(|line| line.text)
}

/// Lines above a date in which the headline is looked for.
const LONGEST_HEADER: usize = 64;

/// The lines of the first document, without the cover page and the list of documents before them.
fn behind_cover<'c, 'p>(lines: &'c [Line<'p>]) -> &'c [Line<'p>] {
    let is_mark = |line: &Line<'_>| {
        matches!(field(line.text), Some((Part::Cover, _))) || list_head(line.text).is_some()
    };
    let body =
        lines.iter().position(|line| stands_alone(line.text, Part::Body)).unwrap_or(lines.len());
    let Some(last_mark) = lines[..body].iter().rposition(is_mark) else { return lines };
    let Some(date) = lines[last_mark..body].iter().rposition(|line| date_line(line.text).is_some())
    else {
        // No document follows the list.
        return if body == lines.len() { &[] } else { &lines[last_mark + 1..] };
    };
    let date = last_mark + date;
    // The first title of the list, then a page, then a heading; else all that follows the last mark is headline.
    let behind = last_mark + 1;
    let header = &lines[behind..date];
    let listed = lines[..behind]
        .iter()
        .position(|line| list_head(line.text).is_some())
        .and_then(|head| lines.get(head + 1))
        .map(|first| without_number(first.text));
    let begins = listed
        .and_then(|title| {
            (header.len().saturating_sub(LONGEST_HEADER)..header.len())
                .rev()
                .find(|at| spells(&header[*at..], title))
        })
        .or_else(|| header.iter().rposition(Line::begins_page))
        .or_else(|| header.iter().position(|line| line.paragraph.heading))
        .unwrap_or(0);
    &lines[behind + begins..]
}

/// `Documents (10)`.
fn list_head(line: &str) -> Option<&str> {
    let (word, count) = line.strip_suffix(')')?.rsplit_once('(')?;
    let known = ["Document", "Documents", "Dokument", "Dokumente"].contains(&word.trim());
    (known && !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())).then_some(count)
}

/// A title of the list without the number before it.
fn without_number(line: &str) -> &str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix('.') {
        Some(title) if digits > 0 => title.trim_start(),
        _ => line,
    }
}

/// Whether the lines begin with the words of the title.
fn spells(lines: &[Line<'_>], title: &str) -> bool {
    let mut words = lines.iter().flat_map(|line| line.text.split_whitespace());
    title.split_whitespace().all(|word| words.next() == Some(word)) && !title.is_empty()
}

/// Whether the lines hold what comes after a body.
fn is_whole(lines: &[Line<'_>]) -> bool {
    lines.iter().any(|line| {
        stands_alone(line.text, Part::Classification)
            || matches!(field(line.text), Some((Part::LoadDate, _)))
    })
}

fn read_document(lines: &[Line<'_>]) -> Result<Found, NotParsed> {
    let fail = |missing| NotParsed::new(texts(lines), missing);
    let is_body = |line: &Line<'_>| stands_alone(line.text, Part::Body);
    let first_body = lines.iter().position(is_body).ok_or_else(|| fail("line \"Body\""))?;
    // A headline may be the word alone: the line that counts has a date above it.
    let is_date = |line: &Line<'_>| date_line(line.text).is_some() || month_alone(line.text);
    let first_date = lines.iter().skip(1).position(is_date).map(|at| at + 1);
    let body = first_date
        .and_then(|date| lines[date..].iter().position(is_body).map(|at| date + at))
        .unwrap_or(first_body);
    let header = &lines[..body];
    let below_date =
        first_date.filter(|date| *date < body).ok_or_else(|| fail("date below the publication"))?;
    let notes = header[below_date..]
        .iter()
        .position(|line| is_rights(line.text) || field(line.text).is_some())
        .map_or(header.len(), |at| below_date + at);
    let date = header[..notes].iter().rposition(is_date).expect("there is one above the notes");
    let mut publication = date - 1;
    // "(London)" may stand on a line of its own.
    if header[publication].text.starts_with('(') && publication > 0 {
        publication -= 1;
    }
    if publication == 0 {
        return Err(fail("headline above publication and date"));
    }
    let title = texts(&header[..publication]).collect::<Vec<_>>().join(" ");
    let publisher = without_place(header[publication].text);

    let mut found = Found::default();
    let published = date_line(header[date].text).map(|line| line.published);
    if published.is_none() {
        found.warnings.push(WarningKind::BadDate { given: header[date].text.to_owned() });
    }
    let time = published.as_ref().map_or(header[date].text, |published| published.iso());
    found.id = id_of("nexis", &publisher, time, &title);

    let (text, behind) = body_of(&lines[body..]);
    found.text = text;
    let value = |lines: &[Line<'_>], part| {
        lines
            .iter()
            .find_map(|line| field(line.text).filter(|(known, _)| *known == part))
            .map(|(_, value)| value.to_owned())
    };
    found.given = Given {
        title: Some(spaced(&title)),
        published,
        publisher: Some(spaced(&publisher)),
        author: value(&header[notes..], Part::Byline)
            .filter(|author| !author.is_empty())
            .map(|author| spaced(&author)),
        language: value(behind, Part::Language).and_then(|language| language_of(&language)),
        ..Given::default()
    };
    Ok(found)
}

/// The text of the lines from `Body` on, and the lines behind it.
fn body_of<'c, 'p>(lines: &'c [Line<'p>]) -> (String, &'c [Line<'p>]) {
    // Where `Body` is set off, the other marks are.
    let set_off = lines[0].set_off();
    let lines = &lines[1..];
    let has_fields =
        |at: usize| lines[at + 1..].iter().take(3).any(|line| field(line.text).is_some());
    let mark = |part: Part, set_off: bool| {
        (0..lines.len()).rev().find(|at| {
            let line = &lines[*at];
            stands_alone(line.text, part)
                && (line.set_off() || !set_off)
                && (part != Part::Classification || has_fields(*at))
        })
    };
    let classification =
        mark(Part::Classification, set_off).or_else(|| mark(Part::Classification, false));
    let mut end = classification.unwrap_or(lines.len());
    if classification.is_none() {
        // Without classification a date of loading may close the document.
        while end > 0 && matches!(field(lines[end - 1].text), Some((Part::LoadDate, _))) {
            end -= 1;
        }
    }
    let behind = &lines[end..];
    // Captions and corrections stand between; in a layout that sets nothing off, only what is short is taken for them.
    for part in [Part::Notes, Part::Graphic] {
        let at = (0..end)
            .rev()
            .find(|at| stands_alone(lines[*at].text, part) && (lines[*at].set_off() || !set_off));
        if let Some(at) = at
            && (set_off || end - at <= 8)
        {
            end = at;
        }
    }
    let mut text = String::new();
    for line in &lines[..end] {
        if !text.is_empty() {
            text.push_str(if line.goes_on { "\n" } else { "\n\n" });
        }
        text.push_str(&spaced(line.text));
    }
    (text, behind)
}

/// *The Guardian* of *The Guardian(London)*.
pub(super) fn without_place(publication: &str) -> String {
    let publication = publication.trim();
    match publication.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((name, _)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => publication.to_owned(),
    }
}

/// No-break spaces and tabs are spaces.
pub(super) fn spaced(text: &str) -> String {
    text.replace(['\u{A0}', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::{is_nexis, read_nexis};
    use crate::office::Paragraph;

    fn paragraphs(text: &str) -> Vec<Paragraph> {
        let paragraph = |line: &str| {
            let bold = line.starts_with('*');
            Paragraph { text: line.trim_start_matches('*').into(), bold, ..Paragraph::default() }
        };
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(paragraph).collect()
    }

    /// `TITLE | PUBLISHER | DATE | AUTHOR | LANGUAGE | TEXT`, or what is missing.
    fn shown(text: &str) -> Vec<String> {
        read_nexis(&paragraphs(text))
            .into_iter()
            .map(|(number, document)| match document {
                Err(error) => format!("{number}: {:?} has no {}", error.beginning, error.missing),
                Ok(found) => {
                    let given = found.given;
                    [
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

    const COVER: &str = "User Name: = A Reader\nDate and Time: = Tuesday, July 2, 2019 9:00:00 AM CEST\nJob Number: = 1\n\
        Documents (2)\n1. Envoys meet in Lund\nClient/Matter: -None-\nSearch Terms: envoys\nSearch Type: Natural Language\n\
        Narrowed by:\nContent Type\nNarrowed by\nNews\nTimeline: Jul 01, 2019 to Jul 02, 2019\n2. Ferry resumes\n\
        Client/Matter: -None-\nSearch Terms: envoys\nNarrowed by:\nNews\nSources: The Harbour Post\n";
    const ONE: &str = "Envoys meet in Lund\nThe Harbour Post(London)\nJuly 1, 2019 Monday 9:20 AM GMT\n\
        Copyright 2019 Harbour Media All Rights Reserved\nSection:\u{A0}NEWS; Pg. 7\nLength:\u{A0}12 words\n\
        Byline:\u{A0}Ada Person\nHighlight: They did not stay long.\nBody\nThe envoys met.\nThey ate.\n\
        Classification\nLanguage: ENGLISH\nPublication-Type: Newspaper\nLoad-Date: July 2, 2019\nEnd of Document\n";

    #[test]
    fn cover_and_list_are_skipped() {
        assert!(is_nexis(&paragraphs(COVER)) && is_nexis(&paragraphs(ONE)));
        assert!(!is_nexis(&paragraphs("A letter\nBody\nof text")));
        assert_eq!(
            shown(&format!("{COVER}{ONE}{}", ONE.replace("Envoys meet in Lund", "Ferry resumes"))),
            [
                "Envoys meet in Lund | The Harbour Post | 2019-07-01T09:20:00Z | Ada Person | en | The envoys met.//They ate.",
                "Ferry resumes | The Harbour Post | 2019-07-01T09:20:00Z | Ada Person | en | The envoys met.//They ate.",
            ]
        );
        assert_eq!(
            shown(COVER),
            [
                "1: \"User Name: = A Reader\" has no article, only a cover page or a list of documents"
            ]
        );
    }

    #[test]
    fn marks_may_be_words_of_the_text() {
        let text = "Body\n*Body*\nThe envoys met.\nBody\nClassification\nof secrets, a speaker said.\nGraphic\nwords.\n\
                    *Graphic\nA photo\n*Classification\nLanguage: ENGLISH";
        let one = ONE.replace(
            "Body\nThe envoys met.\nThey ate.\nClassification\nLanguage: ENGLISH",
            &text.replace("Body\n*Body*", "*Body"),
        );
        let expected =
            "The envoys met.//Body//Classification//of secrets, a speaker said.//Graphic//words.";
        assert!(shown(&one)[0].ends_with(expected), "{:?}", shown(&one));
        // Where nothing is set off, the last classification counts and a long tail is text.
        let plain = ONE.replace("They ate.", "Body\nClassification\nof secrets");
        assert!(shown(&plain)[0].ends_with("The envoys met.//Body//Classification//of secrets"));
    }

    #[test]
    fn no_date_is_taken_from_a_headline() {
        let dated = ONE.replace("Envoys meet in Lund", "September 11, 2001");
        assert!(
            shown(&dated)[0]
                .starts_with("September 11, 2001 | The Harbour Post | 2019-07-01T09:20:00Z")
        );
        let undated = ONE.replace("July 1, 2019 Monday 9:20 AM GMT\n", "");
        assert_eq!(
            shown(&undated),
            ["1: \"Envoys meet in Lund\" has no date below the publication"]
        );
        let both = dated.replace("July 1, 2019 Monday 9:20 AM GMT\n", "");
        assert_eq!(shown(&both), ["1: \"September 11, 2001\" has no date below the publication"]);
    }

    #[test]
    fn headers_may_lack_lines_or_have_more() {
        let bare = "Envoys meet\nin Lund, again\nThe Harbour Post\n11. Januar 2010 Montag\nBody\nOne.\nLoad-Date: x\nEnd of Document";
        assert_eq!(
            shown(bare),
            ["Envoys meet in Lund, again | The Harbour Post | 2010-01-11 | - | - | One."]
        );
        let edition = ONE.replace("9:20 AM GMT", "Final Edition");
        assert!(shown(&edition)[0].contains("| 2019-07-01 |"));
        let month = ONE.replace("July 1, 2019 Monday 9:20 AM GMT", "July, 2019");
        assert!(shown(&month)[0].contains("| The Harbour Post | - |"));
    }

    #[test]
    fn what_does_not_parse_is_listed() {
        assert_eq!(
            shown(&ONE.replace("Body\n", "")),
            ["1: \"Envoys meet in Lund\" has no line \"Body\""]
        );
        let torn = format!("{ONE}{}", ONE.replace("End of Document\n", ""));
        assert!(shown(&torn)[1].contains("may break off"), "{:?}", shown(&torn));
        let no_headline = ONE.replace("Envoys meet in Lund\n", "");
        assert!(shown(&no_headline)[0].contains("has no headline"), "{:?}", shown(&no_headline));
    }
}
