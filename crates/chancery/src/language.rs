//! In which language a text is written.

use chancery_ingest::language_of_text;
use chancery_text::Article;

/// ISO 639-1 code: what the input says, else what the text looks like; English where that is in doubt.
pub(crate) fn language(article: &Article) -> String {
    if let Some(given) = &article.language {
        let code: String = given.chars().take_while(char::is_ascii_alphabetic).collect();
        if code.len() == 2 {
            return code.to_ascii_lowercase();
        }
    }
    language_of_text(&article.text).unwrap_or("en").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        language(&Article { text: text.to_owned(), ..Article::default() })
    }

    #[test]
    fn another_language_is_told_and_doubt_is_english() {
        assert_eq!(
            of("The ministers met in Lund and agreed on a grain corridor to the sea."),
            "en"
        );
        let german = "Die Minister trafen sich in Lund und einigten sich auf einen Korridor für Getreide, \
                      der bis ans Meer führen soll. Das teilte das Ministerium am Donnerstag mit.";
        assert_eq!(of(german), "de");
        assert_eq!(of("Lund!"), "en");
        assert_eq!(of(""), "en");
    }

    #[test]
    fn what_the_input_says_wins() {
        let language_of = |given: &str| {
            language(&Article { language: Some(given.to_owned()), ..Article::default() })
        };
        assert_eq!(language_of("fr"), "fr");
        assert_eq!(language_of("en-GB"), "en");
        assert_eq!(language_of("English"), "en");
    }
}
