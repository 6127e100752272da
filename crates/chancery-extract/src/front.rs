//! What stands around an article's prose: dateline, by-line, credit line.

use chancery_nlp::Doc;
use chancery_text::{Article, month_of};
use jiff::civil::Date;

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front {
    /// The agency or correspondents to whom the text is credited: *Reuters*, *AP*.
    pub credit: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The day of its dateline, where it gives one in full.
    pub published: Option<Date>,
}

/// Lines at the beginning that may be a by-line or a dateline.
const HEAD_LINES: usize = 6;
/// Lines at the end that may be a credit line.
const TAIL_LINES: usize = 4;
/// A dateline lies within so many bytes of its line.
const DATELINE: usize = 90;
/// A credit or by-line is no longer than this.
const LONGEST: usize = 120;

/// Reads datelines, by-lines and credit lines. What the input gives wins over what is found.
pub fn front(doc: &Doc<'_>, article: &Article) -> Front {
    let lines = || doc.text().lines().map(str::trim).filter(|line| !line.is_empty());
    let head = || lines().take(HEAD_LINES);
    let tail = lines().rev().take(TAIL_LINES);
    Front {
        credit: tail
            .chain(head())
            .find_map(credit_line)
            .or_else(|| head().find_map(agency_of_dateline)),
        author: article.author.clone().or_else(|| head().find_map(by_line)),
        published: head().find_map(date_of_dateline),
    }
}

/// "Credit: RT", "Source: Reuters", "— AP", "(Reuters)" as a line of its own.
fn credit_line(line: &str) -> Option<String> {
    const LABELS: [&str; 4] = ["credit", "credits", "source", "agencies"];
    if line.len() > LONGEST {
        return None;
    }
    if let Some((label, rest)) = line.split_once(':') {
        let is_label = LABELS.iter().any(|known| label.trim().eq_ignore_ascii_case(known));
        return is_label.then(|| clean(rest)).flatten();
    }
    let alone = line
        .strip_prefix(['—', '–', '-'])
        .or_else(|| line.strip_prefix('(').and_then(|line| line.strip_suffix(')')));
    alone.and_then(clean).filter(|credit| is_agency(credit))
}

/// The agency in the brackets of a dateline: "STRELSAU, May 3 (Reuters) - …".
fn agency_of_dateline(line: &str) -> Option<String> {
    let start = prefix(line, DATELINE);
    let (place, rest) = start.split_once('(')?;
    let (agency, after) = rest.split_once(')')?;
    let goes_on = after.trim_start().starts_with(['-', '–', '—', ':']);
    let is_place = place.chars().next().is_some_and(char::is_uppercase)
        && !place.contains(['.', ';', '"'])
        && place.split_whitespace().count() <= 8;
    (goes_on && is_place)
        .then(|| clean(agency))
        .flatten()
        .filter(|agency| !agency.ends_with(char::is_numeric))
}

/// "By Ann Lund", "By Ann Lund and Rolf Strand | The Herald".
fn by_line(line: &str) -> Option<String> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let names = names.split(['|', ',', '/', '•', ';']).next()?;
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || matches!(word, "and" | "de" | "van" | "von" | "der" | "al" | "bin" | "&")
    };
    let n_words = names.split_whitespace().count();
    let is_by_line = line.len() <= LONGEST
        && (2..=9).contains(&n_words)
        && names.split_whitespace().all(is_name)
        && !names.contains(char::is_numeric);
    is_by_line.then(|| clean(names)).flatten()
}

/// The day that a dateline gives in full: "STRELSAU, May 3, 2019 —", "3 May 2019".
fn date_of_dateline(line: &str) -> Option<Date> {
    let start = prefix(line, DATELINE);
    let before_dash = [" - ", " – ", " — ", "—", ": "]
        .iter()
        .filter_map(|dash| start.find(dash))
        .min()
        .map(|end| &start[..end]);
    // Without a dash the date must be all there is.
    let scope = before_dash.or_else(|| (line.len() <= 40).then_some(line))?;
    let words: Vec<&str> = scope
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '.'))
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|i| {
        let month = month_of(words[i])?;
        let number =
            |word: &&str| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse::<i16>().ok();
        let before = i.checked_sub(1).and_then(|before| words.get(before)).and_then(number);
        let next = words.get(i + 1).and_then(number);
        let after_next = words.get(i + 2).and_then(number);
        let ((_, Some(day @ 1..=31), Some(year @ 1900..))
        | (Some(day @ 1..=31), Some(year @ 1900..), _)) = (before, next, after_next)
        else {
            return None;
        };
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    })
}

/// Names under which agencies are credited.
fn is_agency(credit: &str) -> bool {
    const AGENCIES: [&str; 22] = [
        "AP",
        "AFP",
        "ANI",
        "ANSA",
        "BBC",
        "Bloomberg",
        "CNA",
        "DPA",
        "EFE",
        "IANS",
        "Interfax",
        "KCNA",
        "Kyodo",
        "PTI",
        "Reuters",
        "RIA",
        "TASS",
        "UPI",
        "VOA",
        "Xinhua",
        "Yonhap",
        "Agencies",
    ];
    credit
        .split(['/', ','])
        .all(|part| AGENCIES.iter().any(|agency| part.trim().eq_ignore_ascii_case(agency)))
}

fn clean(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ';', ',']).trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The first `len` bytes, less where a character would be cut.
fn prefix(line: &str, len: usize) -> &str {
    let end = (0..=len.min(line.len())).rev().find(|&end| line.is_char_boundary(end)).unwrap_or(0);
    &line[..end]
}

#[cfg(test)]
mod tests {
    use super::{agency_of_dateline, by_line, credit_line, date_of_dateline};
    use jiff::civil::date;

    #[test]
    fn a_credit_line_names_whom_the_text_is_from() {
        assert_eq!(credit_line("Credit: Strelsau Herald").as_deref(), Some("Strelsau Herald"));
        assert_eq!(credit_line("— AP").as_deref(), Some("AP"));
        assert_eq!(credit_line("Asked about the source: nobody knows"), None);
        assert_eq!(credit_line("- the ministers said"), None);
    }

    #[test]
    fn a_dateline_names_its_agency() {
        let line = "STRELSAU, May 3 (Reuters) - Ruritania closed its border on Friday.";
        assert_eq!(agency_of_dateline(line).as_deref(), Some("Reuters"));
        assert_eq!(agency_of_dateline("The League (LRN) - a club - met."), Some("LRN".to_owned()));
        assert_eq!(agency_of_dateline("Ruritania (population 3 million) closed its border."), None);
    }

    #[test]
    fn a_by_line_names_its_author() {
        assert_eq!(
            by_line("By Ann Lund and Rolf Strand | The Herald").as_deref(),
            Some("Ann Lund and Rolf Strand")
        );
        assert_eq!(by_line("By Monday the border was closed"), None);
        assert_eq!(by_line("By late afternoon"), None);
    }

    #[test]
    fn a_dateline_in_full_gives_the_day() {
        assert_eq!(date_of_dateline("STRELSAU, May 3, 2019 — It rained."), Some(date(2019, 5, 3)));
        assert_eq!(date_of_dateline("Friday, 3 May 2019"), Some(date(2019, 5, 3)));
        assert_eq!(date_of_dateline("STRELSAU, May 3 (Reuters) - It rained."), None);
        assert_eq!(
            date_of_dateline("The pact of May 3, 2019 was torn up by the king on the same day."),
            None
        );
    }
}
