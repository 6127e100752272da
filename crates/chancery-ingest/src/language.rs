use whatlang::Lang;

/// Letters from which a language is told; more cost time and change nothing.
const SAMPLE: usize = 3_000;
/// Of fewer letters nothing is told.
const LEAST: usize = 40;
/// A run of a page's characters as long as this, without a tag in it, is prose.
const PROSE: usize = 60;
/// Bytes of a page that are looked at.
const MOST_PAGE: usize = 1 << 20;

/// ISO 639-1 code of the language that a text is written in, by its first 3,000 bytes; `None` in doubt.
pub fn language_of_text(text: &str) -> Option<&'static str> {
    let sample = head(text, SAMPLE);
    if sample.chars().filter(|letter| letter.is_alphabetic()).count() < LEAST {
        return None;
    }
    whatlang::detect(sample)
        .filter(whatlang::Info::is_reliable)
        .and_then(|found| code(found.lang()))
}

/// The same of the prose in a page, without building its tree: runs of text between tags that are long, or
/// all text where none is. What the page itself declares is not believed, templates copy it.
pub(crate) fn language_of_page(page: &str) -> Option<&'static str> {
    let (mut prose, mut all) = (String::new(), String::new());
    let mut rest = head(page, MOST_PAGE);
    while prose.len() < SAMPLE {
        let open = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        let run = rest[..open].trim();
        if run.len() >= PROSE {
            prose.push_str(run);
            prose.push('\n');
        } else if all.len() < SAMPLE {
            all.push_str(run);
            all.push(' ');
        }
        rest = &rest[open..];
        if rest.is_empty() {
            break;
        }
        let name: &str = rest.get(1..7).unwrap_or_default();
        let closing = ["script", "style", "!--"]
            .into_iter()
            .find(|raw| name.get(..raw.len()).is_some_and(|name| name.eq_ignore_ascii_case(raw)))
            .map_or(">", |raw| match raw {
                "script" => "</script",
                "style" => "</style",
                _ => "-->",
            });
        let Some(at) = memchr::memmem::find(rest.as_bytes(), closing.as_bytes()) else { break };
        // Onto the mark that ends the tag, comment or end tag.
        let end =
            memchr::memchr(b'>', &rest.as_bytes()[at..]).map_or(rest.len(), |end| at + end + 1);
        rest = &rest[end..];
    }
    language_of_text(&prose).or_else(|| language_of_text(&all))
}

/// The first bytes of a text, cut at a character.
fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
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
    use super::{language_of_page, language_of_text};

    #[test]
    fn doubt_is_none() {
        assert_eq!(language_of_text("Lund!"), None);
        assert_eq!(
            language_of_text(
                "The ministers met in Lund and agreed on a grain corridor to the sea."
            ),
            Some("en")
        );
    }

    #[test]
    fn prose_of_a_page_counts_more_than_its_menus_and_scripts() {
        let english =
            "The ministers met in Lund and agreed on a grain corridor to the sea, the hosts said.";
        let menu =
            "<li><a href=/>Startseite</a><li><a href=/w>Nachrichten und Meinung</a>".repeat(30);
        let page = format!(
            "<html lang=de><script>if (a < b) {{ '{}' }}</script><!-- <p>Das ist nicht der Text --> {menu}<p>{english}",
            "der die das und nicht ist ein eine ".repeat(9)
        );
        assert_eq!(language_of_page(&page), Some("en"));
        for odd in ["", "<", "<script", "<!--", "<p", "a<é>b", "<é"] {
            assert_eq!(language_of_page(odd), None, "{odd}");
        }
    }
}
