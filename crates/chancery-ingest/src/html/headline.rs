/// The line is the headline, or most of it, or holds little more.
///
/// `title` is given by [`letters`].
pub(super) fn is_headline(line: &str, title: &str) -> bool {
    const SHORTEST: usize = 12;
    // Longer than any headline: not worth comparing.
    const LONGEST: usize = 400;
    if title.is_empty() || line.len() > LONGEST {
        return false;
    }
    let line = letters(line);
    if line.len() < SHORTEST {
        return false;
    }
    let most = |part: &str, whole: &str| whole.contains(part) && part.len() * 10 > whole.len() * 7;
    most(&line, title) || most(title, &line)
}

/// Letters and digits in lower case, to compare headlines by.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_headline, letters};

    #[test]
    fn a_headline_is_known_with_a_word_more_or_less() {
        let title = letters("Envoys meet in Tallinn for a second day");
        for line in
            ["Envoys Meet in Tallinn – for a second day!", "ENVOYS MEET IN TALLINN FOR A SECOND"]
        {
            assert!(is_headline(line, &title), "{line}");
        }
        for line in ["Envoys", "The envoys of nine states met in Tallinn on Monday.", ""] {
            assert!(!is_headline(line, &title), "{line}");
        }
        assert!(!is_headline("Envoys meet in Tallinn", ""));
    }
}
