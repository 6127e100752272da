//! Where paragraphs begin: no sentence of the news goes on over the end of one.

/// Lines of a text that somebody has wrapped are no longer than this, in bytes.
const WRAPPED: usize = 100;

/// Byte offsets at which a paragraph begins, ascending, without the first.
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
            if at > 0 && (blank_before || !wrapped || ended_before) {
                let indent = line.len() - line.trim_start().len();
                starts.push((at + indent) as u32);
            }
            blank_before = false;
            ended_before = words.len() < WRAPPED / 2
                && words.ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
        }
        at += line.len();
    }
    starts
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
    fn in_a_text_with_long_lines_each_line_is_a_paragraph() {
        let long = format!("{}\n  Two\nThree", "word ".repeat(40));
        let starts = paragraph_starts(&long);
        assert_eq!(starts, [long.find("Two").unwrap() as u32, long.find("Three").unwrap() as u32]);
        assert!(paragraph_starts("").is_empty());
    }
}
