//! In which language a text is written.

use chancery_text::Article;
use whatlang::Lang;

/// Letters from which a language is told; more cost time and change nothing.
const SAMPLE: usize = 3_000;
/// A text with fewer letters is taken for English.
const LEAST: usize = 40;

/// ISO 639-1 code: what the input says, else what the text looks like; English where that is in doubt.
pub(crate) fn language(article: &Article) -> String {
    if let Some(given) = &article.language {
        let code: String = given.chars().take_while(char::is_ascii_alphabetic).collect();
        if code.len() == 2 {
            return code.to_ascii_lowercase();
        }
    }
    let sample = sample(&article.text);
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return "en".to_owned();
    }
    match whatlang::detect(sample) {
        Some(found) if found.is_reliable() => code(found.lang()).unwrap_or("en").to_owned(),
        _ => "en".to_owned(),
    }
}

/// The head of the text, cut at a character.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// ISO 639-1 of the languages that have such a code and that news is written in.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Ara => "ar",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kat => "ka",
        Lang::Kor => "ko",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mkd => "mk",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tha => "th",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Vie => "vi",
        _ => return None,
    })
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
