use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashSet;

use super::part::Package;
use super::{MOST_TEXT, OfficeError, Paragraph, finish};
use crate::xml::resolve;

/// Elements nested more deeply than this are refused; Word itself writes some dozens.
const DEEPEST: usize = 512;

/// The paragraphs of a Word document (DOCX, ECMA-376 part 1, 17), blank ones left out.
///
/// Left out are deletions and the old places of moved text, hidden text, footnotes, comments, headers and
/// footers (they are parts of their own), field codes, pictures, text boxes, phonetic guides. Insertions that
/// nobody accepted yet are read.
///
/// # Errors
/// Where the container or its XML is damaged, too large, too deep, protected, or holds no document.
pub(crate) fn read_docx(bytes: &[u8]) -> Result<Vec<Paragraph>, OfficeError> {
    let mut package = Package::open(bytes)?;
    let relations = package.part("_rels/.rels")?;
    let main =
        relations.as_deref().and_then(main_part).unwrap_or_else(|| "word/document.xml".to_owned());
    let document = package.part(&main)?.ok_or(OfficeError::NoDocument)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles = package.part(&format!("{folder}/styles.xml"))?;
    // Damaged styles only cost the headings.
    let headings = styles.as_deref().map(heading_styles).unwrap_or_default();
    Body::read(&document, &headings)
}

/// The part that the package's relations call the document.
fn main_part(relations: &str) -> Option<String> {
    let mut reader = Reader::from_str(relations);
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(element) | Event::Empty(element)
                if attribute(&element, "Type")
                    .is_some_and(|kind| kind.ends_with("/officeDocument")) =>
            {
                return attribute(&element, "Target")
                    .map(|target| target.trim_start_matches('/').to_owned());
            }
            _ => {}
        }
    }
}

/// Ids of the styles that are titles or headings. Their names are English in every edition of Word, ids are not.
fn heading_styles(styles: &str) -> FxHashSet<String> {
    let mut reader = Reader::from_str(styles);
    let mut headings = FxHashSet::default();
    let mut style = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) if element.local_name().as_ref() == "style" => {
                style = attribute(&element, "styleId");
            }
            Event::Empty(element) if element.local_name().as_ref() == "name" => {
                let name = attribute(&element, "val").unwrap_or_default();
                if is_heading_style(&name) {
                    headings.extend(style.take());
                }
            }
            _ => {}
        }
    }
    headings
}

/// *Title*, *heading 1*; a subtitle is none.
pub(super) fn is_heading_style(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    name == "title" || name.starts_with("heading")
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart<'_>, local: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == local)
        .map(|attribute| attribute.value.into_owned())
}

struct Body<'h> {
    headings: &'h FxHashSet<String>,
    paragraph: Paragraph,
    paragraphs: Vec<Paragraph>,
    /// Characters of the run in hand; they join the paragraph when it ends, unless it turns out hidden.
    run: Run,
    /// All runs of the paragraph so far that are not blank are bold.
    all_bold: bool,
    in_text: bool,
    /// What follows the paragraph begins a page.
    page_ends: bool,
    size: usize,
}

#[derive(Default)]
struct Run {
    text: String,
    bold: bool,
    hidden: bool,
}

impl<'h> Body<'h> {
    fn read(
        document: &str,
        headings: &'h FxHashSet<String>,
    ) -> Result<Vec<Paragraph>, OfficeError> {
        let mut reader = Reader::from_str(document);
        let mut body = Self {
            headings,
            paragraph: Paragraph::default(),
            paragraphs: Vec::new(),
            run: Run::default(),
            all_bold: true,
            in_text: false,
            page_ends: false,
            size: 0,
        };
        // The prefix of the root is that of WordprocessingML; other vocabularies use the same local names.
        let mut prefix: Option<String> = None;
        let mut depth = 0_usize;
        // The depth of the element that is left out with all in it.
        let mut left_out: Option<usize> = None;
        loop {
            let at = reader.buffer_position();
            match reader.read_event().map_err(|_| OfficeError::DamagedXml { at })? {
                Event::Eof if depth > 0 => return Err(OfficeError::DamagedXml { at }),
                Event::Eof => break,
                Event::Start(element) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(OfficeError::TooDeep { limit: DEEPEST });
                    }
                    let prefix = prefix.get_or_insert_with(|| prefix_of(&element));
                    if left_out.is_none() {
                        if is_left_out(&element, prefix) {
                            left_out = Some(depth);
                        } else if prefix_of(&element) == *prefix {
                            body.start(&element);
                        }
                    }
                }
                Event::Empty(element)
                    if left_out.is_none() && prefix.as_ref() == Some(&prefix_of(&element)) =>
                {
                    body.start(&element);
                    body.end(element.local_name().as_ref());
                }
                Event::End(element) => {
                    if left_out.is_none() {
                        body.end(element.local_name().as_ref());
                    } else if left_out == Some(depth) {
                        left_out = None;
                    }
                    depth = depth.saturating_sub(1);
                }
                Event::Text(text) if body.in_text && left_out.is_none() => {
                    body.push(&text)?;
                }
                Event::CData(text) if body.in_text && left_out.is_none() => {
                    body.push(&text)?;
                }
                Event::GeneralRef(reference) if body.in_text && left_out.is_none() => {
                    if let Some(character) = resolve(&reference) {
                        body.push(character.encode_utf8(&mut [0; 4]))?;
                    }
                }
                _ => {}
            }
        }
        finish(&mut body.paragraph, &mut body.paragraphs);
        if prefix.is_none() {
            return Err(OfficeError::NoDocument);
        }
        Ok(body.paragraphs)
    }

    fn push(&mut self, text: &str) -> Result<(), OfficeError> {
        self.size += text.len();
        if self.size > MOST_TEXT {
            return Err(OfficeError::TooLarge { limit: MOST_TEXT as u64 });
        }
        self.run.text.push_str(text);
        Ok(())
    }

    fn is_blank(&self) -> bool {
        self.paragraph.text.trim().is_empty() && self.run.text.trim().is_empty()
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let is_on = || !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"));
        match element.local_name().as_ref() {
            "t" => self.in_text = true,
            "r" => self.run = Run::default(),
            "b" => self.run.bold = is_on(),
            "vanish" | "webHidden" => self.run.hidden = is_on(),
            "tab" => self.run.text.push('\t'),
            "br" | "cr" => match attribute(element, "type").as_deref() {
                Some("page") if self.is_blank() => self.paragraph.begins_page = true,
                Some("page") => self.page_ends = true,
                _ => self.run.text.push('\n'),
            },
            "noBreakHyphen" => self.run.text.push('\u{2011}'),
            "pageBreakBefore" => self.paragraph.begins_page |= is_on(),
            "pStyle" => {
                let style = attribute(element, "val").unwrap_or_default();
                // Without a table of styles the usual ids tell.
                self.paragraph.heading = self.headings.contains(&style)
                    || self.headings.is_empty() && is_heading_style(&style);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "r" => {
                let run = std::mem::take(&mut self.run);
                if !run.hidden {
                    self.all_bold &= run.bold || run.text.trim().is_empty();
                    self.paragraph.text.push_str(&run.text);
                }
            }
            "p" => {
                self.paragraph.bold = self.all_bold;
                self.all_bold = true;
                finish(&mut self.paragraph, &mut self.paragraphs);
                self.paragraph.begins_page |= std::mem::take(&mut self.page_ends);
            }
            // A section ends with the paragraph that holds its properties.
            "sectPr" => self.page_ends = true,
            _ => {}
        }
    }
}

fn prefix_of(element: &BytesStart<'_>) -> String {
    element.name().prefix().map(|prefix| prefix.as_ref().to_owned()).unwrap_or_default()
}

fn is_left_out(element: &BytesStart<'_>, prefix: &str) -> bool {
    let local = element.local_name();
    if prefix_of(element) != prefix {
        // The same drawing once more, for old programs.
        return local.as_ref() == "Fallback";
    }
    matches!(
        local.as_ref(),
        "del" | "moveFrom" | "drawing" | "pict" | "object" | "sdtPr" | "rt" | "instrText"
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::read_docx;
    use crate::office::OfficeError;

    const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    fn docx(document: &str, styles: Option<&str>) -> Vec<u8> {
        let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let mut part = |name: &str, text: &str| {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        };
        part("word/document.xml", document);
        if let Some(styles) = styles {
            part("word/styles.xml", styles);
        }
        writer.finish().unwrap().into_inner()
    }

    /// One line a paragraph: `#` of headings, `*` of bold ones, `^` where a page begins.
    fn shown(body: &str) -> Vec<String> {
        let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
        let styles = format!(
            "<w:styles {W}><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style></w:styles>"
        );
        read_docx(&docx(&document, Some(&styles)))
            .unwrap()
            .into_iter()
            .map(|paragraph| {
                let mark = |mark, is: bool| if is { mark } else { "" };
                format!(
                    "{}{}{}{}",
                    mark("^", paragraph.begins_page),
                    mark("#", paragraph.heading),
                    mark("*", paragraph.bold),
                    paragraph.text
                )
            })
            .collect()
    }

    #[test]
    fn runs_make_paragraphs() {
        assert_eq!(
            shown(
                "<w:p><w:r><w:t>The envoys </w:t></w:r><w:hyperlink><w:r><w:t>met &amp; ate&#x2026;</w:t></w:r></w:hyperlink></w:p>\
                 <w:p/><w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>"
            ),
            ["The envoys met & ate…", "One\ttwo\nthree"]
        );
    }

    #[test]
    fn styles_and_pages_are_noted() {
        assert_eq!(
            shown(
                "<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>\
                 <w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r></w:p>\
                 <w:p><w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t>next</w:t><w:br w:type='page'/></w:r></w:p>\
                 <w:p><w:r><w:t>last</w:t></w:r></w:p>"
            ),
            ["#Head", "*bold", "^next", "^last"]
        );
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        assert_eq!(
            shown(
                "<w:p><w:del><w:r><w:t>gone</w:t><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new </w:t></w:r></w:ins>\
                 <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
                 <w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>\
                 <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:footnoteReference w:id='2'/><w:t>text</w:t></w:r>\
                 <a:p xmlns:a='x'><a:t>chart</a:t></a:p></w:p>"
            ),
            ["new text"]
        );
    }

    #[test]
    fn damaged_documents_are_refused() {
        let read = |document: &str| read_docx(&docx(document, None)).unwrap_err();
        assert_eq!(read_docx(b"PK\x03\x04").unwrap_err(), OfficeError::DamagedContainer);
        assert!(matches!(
            read(&format!("<w:document {W}><w:body></w:document>")),
            OfficeError::DamagedXml { .. }
        ));
        assert!(matches!(
            read(&format!("<w:document {W}><w:body>")),
            OfficeError::DamagedXml { .. }
        ));
        let deep = format!("<w:document {W}>{}", "<w:p>".repeat(100_000));
        assert!(matches!(read(&deep), OfficeError::TooDeep { .. }));
        assert_eq!(read(""), OfficeError::NoDocument);
    }

    #[test]
    fn a_document_that_unpacks_without_end_is_refused() {
        let document = " ".repeat(130 << 20);
        let bomb = docx(&document, None);
        assert!(bomb.len() < 1 << 20);
        assert!(matches!(read_docx(&bomb), Err(OfficeError::TooLarge { .. })));
    }
}
