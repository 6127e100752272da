use crate::error::IngestError;
use crate::fields::{Field, Given};
use crate::html::plain_text;
use crate::rows::{Content, Entry};

/// What one item of a feed says.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    /// Stands in where `published` is missing: Atom asks for it, and many feeds have nothing else.
    pub(super) updated: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    /// What is said to be the text.
    pub(super) content: Option<Markup>,
    /// What may be the text, and mostly is a teaser.
    pub(super) summary: Option<Markup>,
}

/// A text of a feed.
#[derive(Debug, Default)]
pub(super) struct Markup {
    pub(super) text: String,
    /// It is HTML, not plain text.
    pub(super) html: bool,
}

/// A summary shorter than this, in bytes of plain text, is a teaser …
const LEAST: usize = 1_000;
/// … and one of several paragraphs, if it is shorter than this.
const LEAST_IN_PARAGRAPHS: usize = 400;

impl Item {
    /// The article; `publisher` is the name of the feed.
    pub(super) fn into_entry(self, publisher: Option<&str>) -> Result<Entry, IngestError> {
        if self.url.is_none() && self.content.is_none() && self.summary.is_none() {
            return Err(IngestError::EmptyItem);
        }
        let mut entry = Entry { id: self.id.or(self.url.clone()), ..Entry::default() };
        let mut given = Given { url: self.url, ..Given::default() };
        let title = self.title.map(|title| line(&title));
        for (field, value) in [
            (Field::Title, title),
            (Field::Published, self.published.or(self.updated)),
            (Field::Publisher, self.publisher),
            (Field::Author, self.author),
            (Field::Language, self.language),
        ] {
            if let Some(value) = value {
                entry.warnings.extend(given.set(field, value.trim().to_owned()).err());
            }
        }
        let whole = self
            .content
            .filter(|content| !content.text.trim().is_empty() && !breaks_off(content))
            .or(self.summary.filter(is_whole));
        match whole {
            Some(Markup { text, html: true }) => {
                entry.content = Content::Page(without_appeared(text));
                entry.given = given;
            }
            Some(Markup { text, html: false }) => {
                entry.content = Content::Text(text.trim().to_owned());
                entry.given = given;
            }
            // The page knows better.
            None => {
                entry.content = Content::Elsewhere;
                entry.given.language = given.language.take();
                entry.otherwise = given;
            }
        }
        entry.otherwise.publisher = entry.otherwise.publisher.or(publisher.map(str::to_owned));
        Ok(entry)
    }
}

/// A title, which feeds write as text, as HTML, or as HTML that was escaped once too often.
pub(super) fn line(title: &str) -> String {
    let plain = if title.contains(['&', '<']) { plain_text(title) } else { title.to_owned() };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a summary is the whole text: long, or of several paragraphs, and not broken off.
fn is_whole(summary: &Markup) -> bool {
    let paragraphs = if summary.html {
        let lower = summary.text.to_ascii_lowercase();
        lower.matches("<p").count().max(lower.matches("<br").count() / 2)
    } else {
        summary.text.trim().matches("\n\n").count() + 1
    };
    let length = if summary.html { plain_text(&summary.text).len() } else { summary.text.len() };
    let least = if paragraphs >= 2 { LEAST_IN_PARAGRAPHS } else { LEAST };
    length >= least && !breaks_off(summary)
}

/// Whether a text says itself that it goes on elsewhere.
fn breaks_off(markup: &Markup) -> bool {
    let plain = if markup.html { plain_text(&markup.text) } else { markup.text.clone() };
    let end = plain.trim_end().trim_end_matches(['»', '→', '>', ' ', '\u{a0}', ']', ')']);
    let lower = end.to_lowercase();
    end.ends_with('…')
        || end.ends_with("...")
        || ["read more", "continue reading", "read the full story", "read full article"]
            .iter()
            .any(|words| lower.ends_with(words))
}

/// Less what `WordPress` adds to each text: *The post … appeared first on …*.
fn without_appeared(mut html: String) -> String {
    if let Some(at) = html.rfind("<p>The post <a")
        && html[at..].contains("appeared first on")
    {
        html.truncate(at);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::{Item, Markup, line};
    use crate::rows::Content;

    fn content(content: Option<&str>, summary: Option<&str>) -> Content {
        let markup = |text: &str| Markup { text: text.to_owned(), html: true };
        let url = Some("https://courier.example/a".to_owned());
        let item = Item {
            url,
            content: content.map(markup),
            summary: summary.map(markup),
            ..Item::default()
        };
        item.into_entry(None).unwrap().content
    }

    #[test]
    fn a_teaser_is_told_from_a_text() {
        let text =
            "<p>The envoys met in Tallinn on Friday, and they agreed to meet again.".repeat(7);
        assert_eq!(content(None, Some("The envoys met.")), Content::Elsewhere);
        assert_eq!(content(None, Some(&text)), Content::Page(text.clone()));
        assert_eq!(content(Some("The envoys met."), None), Content::Page("The envoys met.".into()));
        assert_eq!(content(Some("The envoys met […]"), Some("The envoys")), Content::Elsewhere);
        assert_eq!(
            content(Some(&format!("{text} <a href=/a>Read more »</a>")), None),
            Content::Elsewhere
        );
        let added = format!(
            "{text}<p>The post <a href=/a>Envoys</a> appeared first on <a href=/>Courier</a>.</p>"
        );
        assert_eq!(content(Some(&added), None), Content::Page(text));
    }

    #[test]
    fn a_title_is_a_line_without_markup() {
        assert_eq!(line("Envoys &amp; <b>aides</b>\n meet"), "Envoys & aides meet");
        assert_eq!(line("A < B & C"), "A < B & C");
    }
}
