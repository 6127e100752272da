//! Where sentences must begin: at the start of a paragraph and after a dateline.

/// Lines of a text that somebody has wrapped are no longer than this, in bytes.
const WRAPPED: usize = 100;

/// Bytes from the start of a paragraph within which a dateline ends.
const DATELINE: usize = 100;

/// Byte offsets at which a paragraph begins or the text after a dateline does, ascending, without the first.
///
/// A blank line parts paragraphs. A single line end does unless the text is hard-wrapped, that is, has no
/// long line; then it does only after the end of a sentence on a line that is cut short.
pub(crate) fn paragraph_starts(text: &str) -> Vec<u32> {
    let wrapped = text.lines().all(|line| line.len() <= WRAPPED);
    let mut starts = Vec::new();
    let mut at = 0;
    let (mut blank_before, mut ended_before) = (true, true);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            blank_before = true;
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let begins = at == 0 || blank_before || !wrapped || ended_before;
            if begins && at > 0 {
                starts.push(start as u32);
            }
            if let Some(dateline) = dateline(words).filter(|_| begins) {
                starts.push((start + dateline) as u32);
            }
            blank_before = false;
            ended_before = words.len() < WRAPPED / 2
                && words.ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
        }
        at += line.len();
    }
    starts
}

/// The length of the dateline at the head of a paragraph, up to and with its dash: *LUND, May 14 (Agency) — *.
fn dateline(paragraph: &str) -> Option<usize> {
    let end =
        (0..=DATELINE.min(paragraph.len())).rev().find(|&at| paragraph.is_char_boundary(at))?;
    let head = &paragraph[..end];
    let (dash, length) = [" - ", " -- ", " – ", " — ", "— ", "– "]
        .into_iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, dash.len())))
        .min()?;
    let words = &head[..dash];
    let place = words.split([',', ' ', '(']).next().unwrap_or("");
    let capitals = place.chars().filter(|c| c.is_uppercase()).count();
    let in_capitals = capitals >= 3 && place.chars().all(|c| !c.is_lowercase());
    let agency = words.ends_with(')') && words.contains('(') && words.len() < DATELINE / 2;
    (in_capitals || agency).then_some(dash + length)
}

#[cfg(test)]
mod tests {
    use super::paragraph_starts;

    #[test]
    fn blank_lines_part_paragraphs_and_wrapped_lines_do_not() {
        let wrapped =
            "The envoys of both sides\nmet on Monday and left\nagain.\n\nThey will return.";
        assert_eq!(paragraph_starts(wrapped), [wrapped.find("They").unwrap() as u32]);
    }

    #[test]
    fn a_dateline_is_parted_from_its_sentence() {
        for (dateline, text) in [
            ("LUND, May 14, 2031 (Agency) - ", "The ministers met."),
            ("Lund (Agency) – ", "The ministers met."),
            ("NEW YORK — ", "The ministers met."),
        ] {
            assert_eq!(paragraph_starts(&format!("{dateline}{text}")), [dateline.len() as u32]);
        }
        for text in ["The ministers - both of them - met.", "EU ministers - both of them - met."] {
            assert!(paragraph_starts(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn in_a_text_with_long_lines_each_line_is_a_paragraph() {
        let long = format!("{}\n  Two\nThree", "word ".repeat(40));
        let starts = paragraph_starts(&long);
        assert_eq!(starts, [long.find("Two").unwrap() as u32, long.find("Three").unwrap() as u32]);
        assert!(paragraph_starts("").is_empty());
    }
}
