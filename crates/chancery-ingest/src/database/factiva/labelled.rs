use super::{CODES, Report, accession};
use crate::database::dates::{date_line, time_line};
use crate::database::labels::is_rights;
use crate::database::languages::language_of;
use crate::database::{NotParsed, Numbered};

/// Lines below the number of words among which the head of an article without indexing ends.
const LONGEST_HEAD: usize = 16;
/// Lines longer than this are not hard-wrapped.
const WRAPPED: usize = 100;

/// Whether a text is an export of Factiva: headlines and accession numbers under their codes, or a
/// line that counts words and one that is an accession number.
pub(crate) fn is_factiva_text(text: &str) -> bool {
    let style = Style::of(text);
    let mut headlines = false;
    let mut words = false;
    for line in text.lines() {
        headlines |=
            style.is_some_and(|style| style.label(line).is_some_and(|(code, _)| code == "HD"));
        words |= counts_words(line);
        let number = accession(line).is_some()
            || style.is_some_and(|style| {
                style.label(line).is_some_and(|(code, value)| {
                    code == "AN" && (value.is_empty() || accession(value).is_some())
                })
            });
        if number && (headlines || words) {
            return true;
        }
    }
    false
}

/// Whether the head of a text may be that of such an export.
pub(crate) fn may_be_factiva_text(head: &str) -> bool {
    Style::of(head).is_some() || head.lines().any(counts_words)
}

/// The articles of a text saved from Factiva, each with the number of its first line, counted from 1.
///
/// With indexing, each field is a line that begins with its code; an article ends with `AN`. Without, the parts stand
/// one below the other: headline · by-line · `355 words` · date · time · source · code · language · copyright notice ·
/// text · `Document`, accession number.
pub(crate) fn read_factiva_text(text: &str) -> Vec<Numbered> {
    let lines: Vec<&str> = text.lines().collect();
    let style = Style::of(text);
    let mut articles = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let labelled =
            style.and_then(|style| style.label(line)).is_some_and(|(code, _)| code == "AN");
        if labelled || accession(line).is_some() {
            let mut end = at + 1;
            if labelled
                && style
                    .and_then(|style| style.label(line))
                    .is_some_and(|(_, value)| value.is_empty())
            {
                // The number stands on the next line.
                end = (end..lines.len())
                    .find(|at| !lines[*at].trim().is_empty())
                    .map_or(end, |at| at + 1);
            }
            articles.push(read_article(&lines, begin, end, style));
            begin = end;
        }
        at = begin.max(at + 1);
    }
    // What follows the last article: a legend of search terms, or a torn article.
    let rest = &lines[begin..];
    let torn = |line: &&str| {
        counts_words(line)
            || style.is_some_and(|style| style.label(line).is_some_and(|(code, _)| code == "HD"))
    };
    if rest.iter().any(torn) {
        let error =
            NotParsed::new(rest.iter().copied(), "accession number (AN): the file may break off");
        articles.push((first_line(&lines, begin), Err(error)));
    }
    articles
}

fn first_line(lines: &[&str], begin: usize) -> u64 {
    let blank = lines[begin..].iter().take_while(|line| line.trim().is_empty()).count();
    (begin + blank) as u64 + 1
}

fn read_article(lines: &[&str], begin: usize, end: usize, style: Option<Style>) -> Numbered {
    let number = first_line(lines, begin);
    let lines = &lines[begin..end];
    let has_headline = style.is_some_and(|style| {
        lines.iter().any(|line| style.label(line).is_some_and(|(code, _)| code == "HD"))
    });
    let found = match style {
        Some(style) if has_headline => with_codes(lines, style).into_found(),
        _ => without_codes(lines).and_then(Report::into_found),
    };
    (number, found)
}

/// What stands between a code and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A tab, a no-break space, two blanks or a line end.
    Wide,
    /// A blank will do.
    Blank,
}

impl Style {
    /// As the first headline shows it.
    fn of(text: &str) -> Option<Self> {
        text.lines().map(str::trim_start).find_map(|line| {
            let rest = line.strip_prefix("HD")?;
            if rest.trim().is_empty() || is_wide(rest) {
                Some(Self::Wide)
            } else {
                rest.starts_with(' ').then_some(Self::Blank)
            }
        })
    }

    /// The code that a line begins with, and its value.
    fn label(self, line: &str) -> Option<(&'static str, &str)> {
        let line = line.trim_start_matches([' ', '\u{A0}']);
        let length = line.bytes().take_while(u8::is_ascii_uppercase).count();
        if !(2..=3).contains(&length) {
            return None;
        }
        let (code, value) = line.split_at(length);
        let code = CODES.into_iter().find(|known| *known == code)?;
        let parted = value.trim().is_empty()
            || is_wide(value)
            || self == Self::Blank && value.starts_with(' ') && may_follow(code, value.trim());
        parted.then(|| (code, value.trim()))
    }
}

fn is_wide(rest: &str) -> bool {
    rest.starts_with(['\t', '\u{A0}']) || rest.starts_with("  ")
}

/// Whether a value is one of that code, where prose might begin with the code's letters: *IN LUND, …*.
fn may_follow(code: &str, value: &str) -> bool {
    match code {
        "CO" | "IN" | "NS" | "RE" | "IPD" => value.contains(" : "),
        "AN" => accession(value).is_some(),
        _ => true,
    }
}

fn with_codes(lines: &[&str], style: Style) -> Report {
    let order = |code: &str| CODES.iter().position(|known| *known == code);
    let mut report = Report::default();
    let mut open: Option<(&'static str, Vec<&str>)> = None;
    for line in lines {
        let label = style.label(line).filter(|(code, _)| match &open {
            // In the text only a later field ends it: a paragraph may be two capitals.
            Some((text @ ("LP" | "TD"), _)) => order(code) > order(text),
            _ => true,
        });
        if let Some((code, value)) = label {
            close(open.take(), &mut report);
            open = Some((code, vec![value]));
        } else if let Some((_, values)) = &mut open {
            values.push(line.trim());
        }
    }
    close(open, &mut report);
    report
}

fn close(open: Option<(&'static str, Vec<&str>)>, report: &mut Report) {
    if let Some((code, lines)) = open {
        report.push(code, paragraphs(&lines));
    }
}

/// Paragraphs parted by empty lines; without any, lines that are not wrapped are paragraphs each.
fn paragraphs(lines: &[&str]) -> Vec<String> {
    let filled = |line: &&&str| !line.is_empty();
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |at| at + 1);
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(last);
    let lines = &lines[first..last];
    let parted = lines.iter().any(|line| line.is_empty());
    if !parted && lines.iter().any(|line| line.len() > WRAPPED) {
        return lines.iter().filter(filled).map(|line| (*line).to_owned()).collect();
    }
    lines
        .split(|line| line.is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| block.join(" "))
        .collect()
}

/// `355 words`, `1,204 words`, `295 mots`.
fn counts_words(line: &str) -> bool {
    const WORDS: [&str; 9] =
        ["words", "word", "mots", "Wörter", "palabras", "parole", "palavras", "woorden", "слов"];
    let line = line.trim();
    line.len() < 40
        && line.rsplit_once([' ', '\u{A0}']).is_some_and(|(number, word)| {
            WORDS.contains(&word)
                && number.starts_with(|first: char| first.is_ascii_digit())
                && number
                    .chars()
                    .all(|character| character.is_ascii_digit() || ",. \u{A0}'".contains(character))
        })
}

fn without_codes(lines: &[&str]) -> Result<Report, NotParsed> {
    let fail = |missing| NotParsed::new(lines.iter().copied(), missing);
    let mut report = Report::default();
    let words = lines
        .iter()
        .position(|line| counts_words(line))
        .ok_or_else(|| fail("line that counts its words"))?;
    let mut above: Vec<&str> =
        lines[..words].iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    if above.len() > 1 && above.last().is_some_and(|line| is_byline(line)) {
        let byline = above.pop().expect("there is one");
        report.push("BY", vec![byline.to_owned()]);
    }
    report.push("HD", vec![above.join(" ")]);
    // The head ends with the copyright notice, else with the language.
    let below = &lines[words..];
    let head: Vec<usize> =
        (0..below.len()).filter(|at| !below[*at].trim().is_empty()).take(LONGEST_HEAD).collect();
    let ends = head
        .iter()
        .rposition(|at| is_rights(below[*at]))
        .or_else(|| {
            head.iter().skip(3).position(|at| language_of(below[*at]).is_some()).map(|at| at + 3)
        })
        .ok_or_else(|| fail("copyright notice or language above its text"))?;
    let head_lines: Vec<&str> = head[..=ends].iter().map(|at| below[*at].trim()).collect();
    let last = below.len() - 1;
    let text: Vec<&str> =
        below[(head[ends] + 1).min(last)..last].iter().map(|line| line.trim()).collect();
    report.push("TD", paragraphs(&text));
    report.push("AN", vec![below[last].trim().to_owned()]);
    without_indexing(&mut report, &head_lines)?;
    Ok(report)
}

fn is_byline(line: &str) -> bool {
    ["By ", "BY ", "Von ", "Par ", "Por ", "Di ", "Door "].iter().any(|by| line.starts_with(by))
}

/// Reads the lines from the number of words on: date, time, source, then language somewhere behind it.
pub(super) fn without_indexing(report: &mut Report, head: &[&str]) -> Result<(), NotParsed> {
    let title = report.value("HD").unwrap_or_default();
    let fail = |missing| NotParsed::new([title.as_str()], missing);
    let words = head
        .iter()
        .position(|line| counts_words(line))
        .ok_or_else(|| fail("line that counts its words"))?;
    let mut lines = head[words + 1..].iter().copied();
    let date = lines
        .next()
        .filter(|line| date_line(line).is_some())
        .ok_or_else(|| fail("date below the number of words"))?;
    report.push("PD", vec![date.to_owned()]);
    let mut source = lines.next();
    if let Some(time) = source.filter(|line| time_line(line).is_some()) {
        report.push("ET", vec![time.to_owned()]);
        source = lines.next();
    }
    let source =
        source.filter(|line| !is_rights(line)).ok_or_else(|| fail("source below its date"))?;
    report.push("SN", vec![source.to_owned()]);
    // A source code may be two letters; only names of languages count.
    if let Some(language) = lines.find(|line| line.len() > 3 && language_of(line).is_some()) {
        report.push("LA", vec![language.to_owned()]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{is_factiva_text, read_factiva_text};

    fn shown(text: &str) -> Vec<String> {
        read_factiva_text(text)
            .into_iter()
            .map(|(line, document)| match document {
                Err(error) => format!("{line}: {:?} has no {}", error.beginning, error.missing),
                Ok(found) => {
                    let given = found.given;
                    [
                        Some(line.to_string()),
                        Some(found.id),
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

    const LABELLED: &str = "\
HD\tEnvoys meet in Lund,
\tand stay
BY\tBy Ada Person
WC\t12 words
PD\t29 December 2011
ET\t15:21
SN\tThe Harbour Post
SC\tHARBOR
LA\tEnglish
CY\t(c) 2011 Harbour Media

LP\t
The envoys met.

TD
IN LUND, THE ENVOYS ATE.

HD

They left.

NS\tgdip : Diplomacy
AN\tDocument HARBOR0020111229e7ct0001r

";
    const ARTICLE: &str = "HARBOR0020111229e7ct0001r | Envoys meet in Lund, and stay | The Harbour Post | \
        2011-12-29T15:21:00 | By Ada Person | en | The envoys met.//IN LUND, THE ENVOYS ATE.//HD//They left.";

    #[test]
    fn fields_are_found_by_their_codes() {
        assert!(is_factiva_text(LABELLED));
        assert!(!is_factiva_text("HD\tOne\nTD\tTwo"));
        let two = format!("{LABELLED}{}", LABELLED.replace("0001r", "0002s"));
        assert_eq!(
            shown(&two),
            [format!("1 | {ARTICLE}"), format!("25 | {}", ARTICLE.replace("0001r", "0002s"))]
        );
    }

    #[test]
    fn a_blank_will_do_between_code_and_value() {
        let blank = LABELLED.replace('\t', " ");
        assert_eq!(shown(&blank), [format!("1 | {ARTICLE}")]);
    }

    #[test]
    fn without_indexing_the_order_tells() {
        let text = "\
Envoys meet in Lund

By Ada Person

12 words

29 December 2011

The Harbour Post

HARBOR

English

(c) 2011 Harbour Media

The envoys met.

They ate.

Document HARBOR0020111229e7ct0001r

Search Summary
";
        assert!(is_factiva_text(text));
        assert_eq!(
            shown(text),
            [
                "1 | HARBOR0020111229e7ct0001r | Envoys meet in Lund | The Harbour Post | 2011-12-29 | By Ada Person | en | \
              The envoys met.//They ate."
            ]
        );
        assert!(shown(&text.replace("29 December 2011", "In winter"))[0].contains("has no date"));
    }

    #[test]
    fn what_does_not_parse_is_listed() {
        assert_eq!(
            shown(&LABELLED.replace("SN\t", "XX\t"))[0],
            "1: \"Envoys meet in Lund, and stay\" has no source name (SN)"
        );
        let torn = format!("{LABELLED}HD\tFerry resumes\nPD\t30 December 2011\n");
        assert!(
            shown(&torn)[1].starts_with("25: \"HD\\tFerry resumes\" has no accession number"),
            "{:?}",
            shown(&torn)
        );
    }
}
