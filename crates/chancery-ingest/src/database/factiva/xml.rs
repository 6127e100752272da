use quick_xml::Reader;
use quick_xml::events::Event;

use super::Report;
use crate::database::Numbered;
use crate::error::IngestError;
use crate::xml::resolve;

/// Elements nested more deeply than this are refused.
const DEEPEST: usize = 256;

/// Whether XML is Factiva's, by its head.
pub(crate) fn is_factiva_xml(head: &[u8]) -> bool {
    [&b"<PPSResponse"[..], b"<ppsArticleResponse", b"<ppsarticleResultSet", b"<ppsarticle"]
        .iter()
        .any(|root| memchr::memmem::find(head, root).is_some())
}

/// The articles of Factiva's XML (`PPSResponse/…/ppsarticle/article`), with their numbers in the file, counted
/// from 1, and what broke the file off.
pub(crate) fn read_factiva_xml(text: &str) -> (Vec<Numbered>, Option<IngestError>) {
    let mut reader = Reader::from_str(text);
    let mut articles = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut article = None;
    let error = loop {
        let at = reader.buffer_position();
        let Ok(event) = reader.read_event() else {
            break Some(IngestError::DamagedXml { at });
        };
        match event {
            Event::Eof if path.is_empty() => break None,
            Event::Eof => break Some(IngestError::DamagedXml { at }),
            Event::Start(element) => {
                if path.len() >= DEEPEST {
                    break Some(IngestError::DeepXml { limit: DEEPEST });
                }
                path.push(element.local_name().as_ref().to_owned());
                if path.last().is_some_and(|name| name == "article") && article.is_none() {
                    article = Some(Article { depth: path.len(), ..Article::default() });
                } else if let Some(article) = &mut article {
                    article.start(&path);
                }
            }
            Event::End(_) => {
                if let Some(done) = article.take_if(|article| article.depth == path.len()) {
                    articles.push((articles.len() as u64 + 1, done.report.into_found()));
                }
                path.pop();
            }
            Event::Text(text) => {
                if let Some(article) = &mut article {
                    article.push(&path, &text);
                }
            }
            Event::CData(text) => {
                if let Some(article) = &mut article {
                    article.push(&path, &text);
                }
            }
            Event::GeneralRef(reference) => {
                if let (Some(article), Some(character)) = (&mut article, resolve(&reference)) {
                    article.push(&path, character.encode_utf8(&mut [0; 4]));
                }
            }
            _ => {}
        }
    };
    (articles, error)
}

#[derive(Default)]
struct Article {
    /// Elements around and with the article's own.
    depth: usize,
    report: Report,
}

impl Article {
    /// The field that an element below the article fills, by the first two names of its path.
    fn code(&self, path: &[String]) -> Option<&'static str> {
        let below = path.get(self.depth..)?;
        let second = below.get(1).map(String::as_str);
        Some(match (below.first()?.as_str(), second) {
            ("headline", _) => "HD",
            ("byline", _) => "BY",
            ("leadParagraph", _) => "LP",
            ("tailParagraphs", _) => "TD",
            ("publicationDate", Some("date" | "dateTime")) => "PD",
            ("publicationTime", Some("time")) => "ET",
            ("sourceName", _) => "SN",
            ("baseLanguage", _) => "LA",
            ("accessionNo", _) => "AN",
            _ => return None,
        })
    }

    /// An element begins: a field, or a paragraph of one.
    fn start(&mut self, path: &[String]) {
        let Some(code) = self.code(path) else { return };
        if path.last().is_some_and(|name| name == "paragraph")
            && let Some((known, paragraphs)) = self.report.fields.last_mut()
            && *known == code
        {
            paragraphs.push(String::new());
        } else if path.len() == self.depth + 1 || matches!(code, "PD" | "ET") {
            self.report.push(code, vec![String::new()]);
        }
    }

    fn push(&mut self, path: &[String], text: &str) {
        let Some(code) = self.code(path) else { return };
        if let Some((known, paragraphs)) = self.report.fields.last_mut()
            && *known == code
            && let Some(paragraph) = paragraphs.last_mut()
        {
            // Line ends and indents of the file are no part of the text.
            let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let blank = |at: Option<char>| at.is_some_and(char::is_whitespace);
            if blank(text.chars().next()) && !paragraph.is_empty() && !paragraph.ends_with(' ') {
                paragraph.push(' ');
            }
            paragraph.push_str(&folded);
            if !folded.is_empty() && blank(text.chars().next_back()) {
                paragraph.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_factiva_xml, read_factiva_xml};
    use crate::error::IngestError;

    const XML: &str = "<?xml version='1.0'?><PPSResponse><ppsArticleResponse><ppsarticleResultSet count='1'>\
        <ppsarticle><article><accessionNo>HARBOR0020111229e7ct0001r</accessionNo><baseLanguage>en</baseLanguage>\
        <byline>Ada Person</byline><headline><paragraph display='Proportional'>Envoys <hlt>meet</hlt> in Lund</paragraph></headline>\
        <leadParagraph><paragraph>The envoys &amp; aides\n  met.</paragraph></leadParagraph>\
        <publicationDate><date>2011-12-29</date></publicationDate><publisherName>Harbour Media</publisherName>\
        <sourceName>The Harbour Post</sourceName><region code='swed'><name>Sweden</name></region>\
        <tailParagraphs><paragraph>They ate.</paragraph><paragraph>They left.</paragraph></tailParagraphs>\
        </article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>";

    #[test]
    fn an_article_is_read_from_its_elements() {
        assert!(is_factiva_xml(XML.as_bytes()));
        let (mut documents, error) = read_factiva_xml(XML);
        assert!(error.is_none());
        let found = documents.remove(0).1.unwrap();
        assert!(documents.is_empty());
        assert_eq!(found.id, "HARBOR0020111229e7ct0001r");
        assert_eq!(found.text, "The envoys & aides met.\n\nThey ate.\n\nThey left.");
        assert_eq!(found.given.title.as_deref(), Some("Envoys meet in Lund"));
        assert_eq!(found.given.publisher.as_deref(), Some("The Harbour Post"));
        assert_eq!(found.given.author.as_deref(), Some("Ada Person"));
        assert_eq!(found.given.published.unwrap().iso(), "2011-12-29");
        assert_eq!(found.given.language.as_deref(), Some("en"));
    }

    #[test]
    fn a_torn_file_gives_what_came_whole() {
        let torn = XML.replace("</ppsarticleResultSet>", "<ppsarticle><article><headline>");
        let (documents, error) = read_factiva_xml(&torn);
        assert_eq!(documents.len(), 1);
        assert!(matches!(error, Some(IngestError::DamagedXml { .. })));
        let (_, error) = read_factiva_xml(&"<a>".repeat(100_000));
        assert!(matches!(error, Some(IngestError::DeepXml { .. })));
    }
}
