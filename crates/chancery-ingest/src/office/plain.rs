use super::Paragraph;

/// A document that no news database wrote, as one article: the first heading is its title, the rest its text,
/// paragraphs parted by an empty line.
pub(crate) fn plain_article(mut paragraphs: Vec<Paragraph>) -> (Option<String>, String) {
    let heading = paragraphs.iter().position(|paragraph| paragraph.heading);
    let title = heading.map(|at| paragraphs.remove(at).text.replace(['\n', '\t'], " "));
    let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    (title, texts.join("\n\n").replace('\u{A0}', " "))
}

#[cfg(test)]
mod tests {
    use super::plain_article;
    use crate::office::Paragraph;

    #[test]
    fn the_first_heading_is_the_title() {
        let paragraph =
            |text: &str, heading| Paragraph { text: text.into(), heading, ..Paragraph::default() };
        let all = vec![
            paragraph("Head", true),
            paragraph("One.", false),
            paragraph("Sub", true),
            paragraph("Two.", false),
        ];
        assert_eq!(plain_article(all), (Some("Head".into()), "One.\n\nSub\n\nTwo.".into()));
        assert_eq!(plain_article(vec![paragraph("One.", false)]), (None, "One.".into()));
        assert_eq!(plain_article(Vec::new()), (None, String::new()));
    }
}
