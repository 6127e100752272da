use super::markup::{Link, Piece, pieces};
use super::templates::{Template, Use};
use crate::dates::read_date;
use crate::html::plain_text;

/// What a page of Wikinews holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    /// Plain paragraphs, separated by an empty line.
    pub(super) text: String,
    /// As its template or category writes it.
    pub(super) date: Option<String>,
    pub(super) author: Option<String>,
}

/// Sections that are no part of the story.
const APPARATUS: [&str; 15] = [
    "sources",
    "source",
    "related news",
    "related articles",
    "related stories",
    "related",
    "external links",
    "external link",
    "references",
    "sister links",
    "see also",
    "notes",
    "have your say",
    "wikipedia",
    "further reading",
];

/// Markup in the values of templates and in the texts of links is followed so deep.
const DEEPEST: usize = 12;

/// Whether a page says that it is published.
pub(super) fn is_published(wikitext: &str) -> bool {
    let lower = wikitext.to_ascii_lowercase();
    lower.contains("{{publish}}")
        || lower.contains("{{published}}")
        || lower.match_indices("[[category:").any(|(at, mark)| {
            let name = lower[at + mark.len()..].split([']', '|']).next().unwrap_or_default();
            name.trim() == "published"
        })
}

/// Frees an article from its markup.
///
/// Templates other than those that stand for words, tables, references, files, categories and comments are
/// left out, as is everything below the headings of sources and related news.
pub(super) fn read_article(wikitext: &str) -> Article {
    let mut article = Article::default();
    let mut day = None;
    let mut plain = String::with_capacity(wikitext.len());
    for piece in pieces(wikitext) {
        match piece {
            // `[[Category:November 1, 2024]]`; a year or a month alone is no day.
            Piece::Link(Link::Category(name)) => {
                if day.is_none() && read_date(&name).is_some() {
                    day = Some(name);
                }
            }
            Piece::Template(source) => match Template::parse(source).usage(0) {
                Use::Dateline { date, author } => {
                    let date = date.filter(|date| read_date(date).is_some());
                    article.date = article.date.or(date);
                    article.author = article.author.or(author);
                }
                Use::Words(words) => plain.push_str(&words),
                Use::Nothing => {}
            },
            Piece::Text(text) => plain.push_str(text),
            Piece::Link(Link::Shown(text)) => plain.push_str(&inline(&text, 1)),
        }
    }
    article.date = article.date.or(day);
    article.text = paragraphs(&plain);
    article
}

/// The words of a value or of a link's text, which may hold markup of its own.
pub(super) fn inline(wikitext: &str, depth: usize) -> String {
    if !wikitext.contains(['{', '[', '<', '\'']) {
        return wikitext.trim().to_owned();
    }
    if depth > DEEPEST {
        return String::new();
    }
    let mut plain = String::new();
    for piece in pieces(wikitext) {
        match piece {
            Piece::Text(text) => plain.push_str(text),
            Piece::Link(Link::Shown(text)) => plain.push_str(&inline(&text, depth + 1)),
            Piece::Link(Link::Category(_)) => {}
            Piece::Template(source) => {
                if let Use::Words(words) = Template::parse(source).usage(depth + 1) {
                    plain.push_str(&words);
                }
            }
        }
    }
    without_quotes(plain.trim())
}

/// Joins lines to paragraphs and drops the apparatus.
fn paragraphs(plain: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    let mut dropped = false;
    for line in plain.lines() {
        let line = line.trim();
        if let Some(heading) = heading(line) {
            open = false;
            let name = heading.trim_end_matches(':').to_lowercase();
            dropped = APPARATUS.contains(&name.as_str());
            if !dropped {
                paragraphs.push(without_quotes(heading));
            }
            continue;
        }
        if line.is_empty() || line.starts_with("----") {
            open = false;
            continue;
        }
        if dropped || line.starts_with("__") && line.ends_with("__") {
            continue;
        }
        let item = line.trim_start_matches(['*', '#', ':', ';']);
        let is_item = item.len() < line.len();
        let text = without_quotes(item.trim());
        match paragraphs.last_mut() {
            _ if text.is_empty() => {}
            Some(paragraph) if open && !is_item => {
                paragraph.push(' ');
                paragraph.push_str(&text);
            }
            _ => paragraphs.push(text),
        }
        open = !is_item;
    }
    let texts: Vec<String> = paragraphs
        .into_iter()
        .map(|text| if text.contains(['&', '<']) { plain_text(&text) } else { text })
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n\n")
}

/// `== Heading ==`.
fn heading(line: &str) -> Option<&str> {
    let inner = line.strip_prefix('=')?.strip_suffix('=')?;
    Some(inner.trim_matches('=').trim().trim_matches('\'').trim())
}

/// Less `''` and `'''`, which set italics and bold.
fn without_quotes(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("''") {
        out.push_str(&rest[..at]);
        let run = rest[at..].bytes().take_while(|byte| *byte == b'\'').count();
        // Four are an apostrophe and bold, more than five apostrophes and both.
        let shown = match run {
            2 | 3 | 5 => 0,
            4 => 1,
            more => more - 5,
        };
        out.push_str(&"'".repeat(shown));
        rest = &rest[at + run..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{is_published, read_article};

    #[test]
    fn only_what_says_so_is_published() {
        assert!(is_published("a {{Publish}} b"));
        assert!(is_published("[[Category:Published]]"));
        assert!(is_published("[[category: Published |x]]"));
        assert!(!is_published("[[Category:Published by hand]] {{develop}} publish"));
    }

    #[test]
    fn an_article_is_freed_from_its_markup() {
        let wikitext = "{{date|November 1, 2024}}{{Karsund}}\n[[File:A.jpg|thumb|A [[boat]] of {{w|Lund}}]]\n\
            '''Karsund''' — The ''[[w:Envoy|envoy]]'' of {{w|Sant Aurel|the town}} met [[Ilse Marrow]]s{{'}} aides,\n\
            who said: \"No&nbsp;more.\"<ref name=a>{{cite|x}}</ref><ref name=a />\n\
            \n{| class=x\n| a {| b |}\n|}\n=== A ''third'' day ===\n:He paid [https://a.example 40 crowns].<!-- [[ -->\n*One\n*Two\n\
            == Sources ==\n*{{source|url=https://a.example|title=[[x}}\n==Related news==\n* [[Y]]\n[[Category:Published]] [[de:Z]]";
        let article = read_article(wikitext);
        assert_eq!(
            article.text,
            "Karsund — The envoy of the town met Ilse Marrows' aides, who said: \"No more.\"\n\nA third day\n\n\
             He paid 40 crowns.\n\nOne\n\nTwo"
        );
        assert_eq!(article.date.as_deref(), Some("November 1, 2024"));
    }

    #[test]
    fn a_category_that_is_a_day_dates_an_article_and_a_headline_does_not() {
        let date = |wikitext| read_article(wikitext).date;
        let categories =
            "On [[May 2, 2019]] they met. [[Category:2005]][[Category:August 10, 2005]]";
        assert_eq!(date(categories).as_deref(), Some("August 10, 2005"));
        assert_eq!(
            date("=== What happened on 12 March 2019 ===\nWords. [[Category:March 2019]]"),
            None
        );
        let byline = "{{byline|date=June 3, 2006|location=LUND}} Words.";
        assert_eq!(date(byline).as_deref(), Some("June 3, 2006"));
    }

    #[test]
    fn markup_that_never_ends_is_no_trouble() {
        for (open, close) in [
            ("{{", ""),
            ("[[", ""),
            ("{|", ""),
            ("<ref>", ""),
            ("<!--", ""),
            ("[http://a ", ""),
            ("{{w|", ""),
            ("{{w|", "}}"),
            ("[[a|", "]]"),
            ("[[File:", ""),
            ("''", ""),
            ("{{{", "}}}"),
            ("<nowiki>", ""),
            ("==", ""),
            ("<", ""),
            ("&", ""),
            ("|}", ""),
            ("\n{|", "\n|}"),
        ] {
            let much = open.repeat(40_000) + &close.repeat(40_000);
            let start = std::time::Instant::now();
            read_article(&much);
            assert!(start.elapsed().as_secs() < 5, "{open}");
        }
    }
}
