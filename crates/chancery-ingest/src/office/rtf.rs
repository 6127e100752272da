use encoding_rs::{Encoding, WINDOWS_1252};
use rustc_hash::{FxHashMap, FxHashSet};

use super::docx::is_heading_style;
use super::rtf_tokens::{Token, Tokens};
use super::{MOST_TEXT, OfficeError, Paragraph, code_pages, finish};

/// Groups nested more deeply than this are refused.
const DEEPEST: usize = 512;

/// The paragraphs of an RTF document (Rich Text Format Specification 1.9.1), blank ones left out.
///
/// `\'hh` is read in the code page of its font, else of the document; `\u` in UTF-16 with its surrogates
/// joined. A table's cells are parted by tabs, its rows are paragraphs. Left out are the tables of fonts, colours and
/// styles, headers, footers, footnotes, pictures, field codes, hidden and deleted text, and every
/// destination that is marked as one that may be left out (`\*`).
///
/// # Errors
/// Where the bytes do not begin as RTF does, or its groups are nested too deep.
pub(crate) fn read_rtf(bytes: &[u8]) -> Result<Vec<Paragraph>, OfficeError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(b"{\\rtf") {
        return Err(OfficeError::NotRtf);
    }
    let mut reader = Rtf::default();
    for token in Tokens::new(bytes) {
        reader.take(token)?;
    }
    reader.flush();
    reader.end_paragraph();
    Ok(reader.paragraphs)
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Body,
    Fonts,
    Styles,
    /// Nothing of it is read.
    Nowhere,
}

/// What a group hands down to those in it and gets back when they end.
#[derive(Clone, Copy)]
struct State {
    destination: Destination,
    /// The font's encoding; `None` is the document's.
    encoding: Option<&'static Encoding>,
    bold: bool,
    hidden: bool,
    /// Characters after `\u` that old programs read in its place.
    fallback: u32,
}

struct Rtf {
    state: State,
    stack: Vec<State>,
    document_encoding: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    /// Numbers of the styles that are titles or headings.
    headings: FxHashSet<i32>,
    /// The font, or the style, whose description is being read, and its name so far.
    described: i32,
    name: String,
    /// Bytes that await their encoding.
    bytes: Vec<u8>,
    /// The first half of a surrogate pair.
    high: Option<u16>,
    /// Fallback characters still to be left out.
    to_skip: u32,
    /// The last token was `\*`.
    optional: bool,
    paragraph: Paragraph,
    all_bold: bool,
    /// Style and outline level of the paragraph; they stand until `\pard`.
    heading: bool,
    paragraphs: Vec<Paragraph>,
    size: usize,
}

impl Default for Rtf {
    fn default() -> Self {
        Self {
            state: State {
                destination: Destination::Body,
                encoding: None,
                bold: false,
                hidden: false,
                fallback: 1,
            },
            stack: Vec::new(),
            document_encoding: WINDOWS_1252,
            fonts: FxHashMap::default(),
            headings: FxHashSet::default(),
            described: 0,
            name: String::new(),
            bytes: Vec::new(),
            high: None,
            to_skip: 0,
            optional: false,
            paragraph: Paragraph::default(),
            all_bold: true,
            heading: false,
            paragraphs: Vec::new(),
            size: 0,
        }
    }
}

impl Rtf {
    fn take(&mut self, token: Token<'_>) -> Result<(), OfficeError> {
        let optional = std::mem::take(&mut self.optional);
        match token {
            Token::Open => {
                self.flush();
                self.to_skip = 0;
                if self.stack.len() >= DEEPEST {
                    return Err(OfficeError::TooDeep { limit: DEEPEST });
                }
                self.stack.push(self.state);
            }
            Token::Close => {
                self.flush();
                self.to_skip = 0;
                if self.state.destination == Destination::Styles {
                    self.end_style();
                }
                if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
            }
            Token::Byte(_) | Token::Symbol(_) if self.to_skip > 0 => self.to_skip -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Text(text) => {
                let skipped = text.len().min(self.to_skip as usize);
                self.to_skip -= skipped as u32;
                self.size += text.len();
                if self.size > MOST_TEXT {
                    return Err(OfficeError::TooLarge { limit: MOST_TEXT as u64 });
                }
                self.bytes.extend_from_slice(&text[skipped..]);
            }
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word { name, number } => self.word(name, number, optional),
        }
        Ok(())
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\\' | b'{' | b'}' => self.bytes.push(symbol),
            b'~' => self.push("\u{A0}"),
            b'_' => self.push("\u{2011}"),
            b'\r' | b'\n' => self.word(b"par", None, false),
            b'*' => self.optional = true,
            // `\-` is where a word may be parted.
            _ => {}
        }
    }

    fn word(&mut self, name: &[u8], number: Option<i32>, optional: bool) {
        if name != b"u" {
            self.to_skip = 0;
        }
        if optional || leads_nowhere(name) {
            self.flush();
            // Of a text in two codings, this is the one in Unicode.
            self.state.destination = match name {
                b"ud" if self.stack.len() > 1 => Destination::Body,
                _ => Destination::Nowhere,
            };
            return;
        }
        let is_on = number != Some(0);
        match name {
            b"u" => self.unicode(number.unwrap_or(0)),
            b"uc" => self.state.fallback = number.unwrap_or(1).clamp(0, 16).cast_unsigned(),
            b"fonttbl" => self.state.destination = Destination::Fonts,
            b"stylesheet" => self.state.destination = Destination::Styles,
            b"ansicpg" => self.document_encoding = code_pages::of_code_page(number.unwrap_or(1252)),
            b"mac" => self.document_encoding = code_pages::of_code_page(10000),
            b"f" => self.font(number.unwrap_or(0)),
            b"fcharset" if self.state.destination == Destination::Fonts => {
                if let Some(encoding) = code_pages::of_character_set(number.unwrap_or(1)) {
                    self.fonts.insert(self.described, encoding);
                }
            }
            b"s" if self.state.destination == Destination::Styles => {
                self.described = number.unwrap_or(0);
            }
            b"s" => self.heading |= self.headings.contains(&number.unwrap_or(0)),
            b"outlinelevel" => self.heading |= number.is_some_and(|level| level < 9),
            b"pard" => {
                self.flush();
                self.heading = false;
            }
            b"plain" => {
                self.flush();
                (self.state.bold, self.state.hidden) = (false, false);
            }
            b"b" => {
                self.flush();
                self.state.bold = is_on;
            }
            b"v" | b"deleted" => {
                self.flush();
                self.state.hidden = is_on;
            }
            b"par" | b"row" | b"nestrow" => {
                self.flush();
                if self.is_read() {
                    self.end_paragraph();
                }
            }
            b"page" | b"sect" => {
                self.flush();
                if self.is_read() {
                    self.end_paragraph();
                    self.paragraph.begins_page = true;
                }
            }
            b"pagebb" if self.is_read() => self.paragraph.begins_page = is_on,
            _ => {
                if let Some(text) = character_of(name) {
                    self.push(text);
                }
            }
        }
    }

    /// Choosing a font in its table describes it.
    fn font(&mut self, number: i32) {
        self.flush();
        if self.state.destination == Destination::Fonts {
            self.described = number;
        } else {
            self.state.encoding = self.fonts.get(&number).copied();
        }
    }

    fn unicode(&mut self, number: i32) {
        // Numbers above 32767 are written as negative ones.
        let unit = number.cast_unsigned() as u16;
        let high = self.high.take();
        let pair = match (high, unit) {
            (_, 0xD800..=0xDBFF) => {
                self.flush();
                self.high = Some(unit);
                self.to_skip = self.state.fallback;
                return;
            }
            (Some(high), 0xDC00..=0xDFFF) => {
                char::decode_utf16([high, unit]).next().and_then(Result::ok)
            }
            _ => char::from_u32(u32::from(unit)),
        };
        self.push(pair.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
        self.to_skip = self.state.fallback;
    }

    fn is_read(&self) -> bool {
        self.state.destination == Destination::Body && !self.state.hidden
    }

    /// Appends characters, behind the bytes that stand before them.
    fn push(&mut self, text: &str) {
        self.flush();
        self.append(text);
    }

    fn append(&mut self, text: &str) {
        match self.state.destination {
            Destination::Body if !self.state.hidden => {
                self.all_bold &= self.state.bold || text.trim().is_empty();
                self.paragraph.text.push_str(text);
            }
            Destination::Styles => self.name.push_str(text),
            _ => {}
        }
    }

    /// Decodes the bytes that came, in the encoding that held for them.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.state.encoding.unwrap_or(self.document_encoding);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        self.append(&text);
        drop(text);
        // The buffer is used again.
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn end_paragraph(&mut self) {
        self.paragraph.bold = self.all_bold;
        self.paragraph.heading = self.heading;
        self.all_bold = true;
        finish(&mut self.paragraph, &mut self.paragraphs);
    }

    /// The name of a style ends with a semicolon.
    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.name);
        if is_heading_style(name.trim_end_matches(';')) {
            self.headings.insert(self.described);
        }
        self.described = 0;
    }
}

/// Destinations that are no part of the text.
fn leads_nowhere(name: &[u8]) -> bool {
    const NOWHERE: [&[u8]; 40] = [
        b"annotation",
        b"atnauthor",
        b"atnid",
        b"author",
        b"bkmkend",
        b"bkmkstart",
        b"colortbl",
        b"comment",
        b"company",
        b"creatim",
        b"doccomm",
        b"fldinst",
        b"footer",
        b"footerf",
        b"footerl",
        b"footerr",
        b"footnote",
        b"ftncn",
        b"ftnsep",
        b"ftnsepc",
        b"generator",
        b"header",
        b"headerf",
        b"headerl",
        b"headerr",
        b"info",
        b"keywords",
        b"listtable",
        b"listtext",
        b"nonesttables",
        b"object",
        b"operator",
        b"pict",
        b"pntext",
        b"printim",
        b"private",
        b"revtbl",
        b"rxe",
        b"title",
        b"upr",
    ];
    NOWHERE.contains(&name)
}

/// Control words that stand for characters.
fn character_of(name: &[u8]) -> Option<&'static str> {
    Some(match name {
        b"tab" | b"cell" | b"nestcell" => "\t",
        b"line" | b"lbr" => "\n",
        b"emdash" => "—",
        b"endash" => "–",
        b"lquote" => "‘",
        b"rquote" => "’",
        b"ldblquote" => "“",
        b"rdblquote" => "”",
        b"bullet" => "•",
        b"emspace" | b"enspace" | b"qmspace" => " ",
        b"zwj" => "\u{200D}",
        b"zwnj" => "\u{200C}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::read_rtf;
    use crate::office::OfficeError;

    fn texts(rtf: &str) -> Vec<String> {
        read_rtf(rtf.as_bytes()).unwrap().into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn paragraphs_end_with_par_and_rows() {
        assert_eq!(
            texts(
                "{\\rtf1\\ansi One\\par\r\nt\r\nwo\\line three\\par{\\b HD\\cell}Head\\cell\\row last}"
            ),
            ["One", "two\nthree", "HD\tHead", "last"]
        );
    }

    #[test]
    fn characters_come_in_every_coding() {
        assert_eq!(
            texts("{\\rtf1\\ansi\\ansicpg1252 caf\\'e9 \\ldblquote a\\rdblquote\\~b}"),
            ["café “a”\u{A0}b"]
        );
        assert_eq!(texts("{\\rtf1\\uc1 \\u8364?5 \\u-10179?\\u-8704?!}"), ["€5 😀!"]);
        assert_eq!(texts("{\\rtf1\\uc2 \\u233\\'c3\\'a9t\\u233 ab\\uc0\\u233 .}"), ["étéé."]);
        assert_eq!(
            texts(
                "{\\rtf1{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f1 \\'cc\\'e8\\'f0 {\\f0 \\'e9}\\'e0}"
            ),
            ["Мир éа"]
        );
        assert_eq!(texts("{\\rtf1\\ansicpg936 \\'d6\\'d0\\'ce\\'c4}"), ["中文"]);
        assert_eq!(texts("{\\rtf1\\ansicpg932 \\'83A}"), ["ア"]);
        assert_eq!(texts("{\\rtf1 \\u-10179? x \\{\\}\\\\}"), ["x {}\\"]);
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        assert_eq!(
            texts(
                "{\\rtf1{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red0;}{\\stylesheet{\\s1 heading 1;}}{\\info{\\title T}}\
                 {\\header head}{\\*\\generator x;}a{\\footnote f}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt link}}\
                 {\\v hidden}{\\pict ffd8}\\v h\\v0 {\\*\\bkmkstart m}b\\pict\\bin4 }}}}}"
            ),
            ["alinkb"]
        );
    }

    #[test]
    fn headings_and_pages_are_noted() {
        let paragraphs = read_rtf(
            b"{\\rtf1{\\stylesheet{\\s0 Normal;}{\\s3 heading 1;}}\\pard\\s3 Head\\par\\pard\\page{\\b bold}\\par\\b0 plain}",
        )
        .unwrap();
        let marks: Vec<_> = paragraphs
            .iter()
            .map(|p| (p.text.as_str(), p.heading, p.bold, p.begins_page))
            .collect();
        assert_eq!(
            marks,
            [
                ("Head", true, false, false),
                ("bold", false, true, true),
                ("plain", false, false, false)
            ]
        );
    }

    #[test]
    fn damaged_documents_are_refused_or_read_as_far_as_they_go() {
        assert_eq!(read_rtf(b"Hello"), Err(OfficeError::NotRtf));
        let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
        assert!(matches!(read_rtf(deep.as_bytes()), Err(OfficeError::TooDeep { .. })));
        assert_eq!(texts("{\\rtf1 a}}}}b"), ["ab"]);
        assert_eq!(texts("{\\rtf1 a{{b"), ["ab"]);
    }
}
