use std::ops::Range;

/// A piece of a page. Ranges are bytes of the page; names and values stand as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Characters, with character references in them.
    Text(Range<usize>),
    /// What stands between `<script>` and `</script>` and the like.
    Raw(Range<usize>),
    /// `<name …>`; its attributes are in [`Tokens::attributes`].
    Start { name: Range<usize>, self_closing: bool },
    /// `</name>`.
    End { name: Range<usize> },
}

/// `name` or `name=value`; without value the second range is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

/// Cuts a page into tokens, in one pass: WHATWG HTML, 13.2.5, without doctypes and comments.
pub(super) struct Tokens<'p> {
    page: &'p [u8],
    at: usize,
    /// The element whose content is no markup, just opened.
    raw: Option<Range<usize>>,
    /// Attributes of the start tag that came last.
    pub(super) attributes: Vec<Attribute>,
}

impl<'p> Tokens<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        Self { page: page.as_bytes(), at: 0, raw: None, attributes: Vec::new() }
    }

    /// What follows is no markup up to the end tag called like the range.
    pub(super) fn read_raw(&mut self, name: Range<usize>) {
        self.raw = Some(name);
    }

    fn position_of(&self, byte: u8, from: usize) -> Option<usize> {
        self.page.get(from..).and_then(|rest| memchr::memchr(byte, rest)).map(|at| from + at)
    }

    /// Characters up to the next `<` that begins a tag, comment or declaration.
    fn text_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(open) = self.position_of(b'<', at) {
            match self.page.get(open + 1) {
                Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?') => {
                    return open;
                }
                _ => at = open + 1,
            }
        }
        self.page.len()
    }

    /// Past the comment or declaration at `at`.
    fn comment_end(&self, at: usize) -> usize {
        let rest = &self.page[at..];
        let end = self.page.len();
        if !rest.starts_with(b"<!--") {
            return self.position_of(b'>', at).map_or(end, |close| close + 1);
        }
        if rest.starts_with(b"<!-->") {
            return at + 5;
        }
        // `<!--->` closes at once, too.
        let mut from = at + 4;
        while let Some(close) = self.position_of(b'>', from) {
            let before = &self.page[at + 2..close];
            if before.ends_with(b"--") || before.len() > 4 && before.ends_with(b"--!") {
                return close + 1;
            }
            from = close + 1;
        }
        end
    }

    /// End of the content of `<name>`, where `</name` stands.
    fn raw_end(&self, name: &[u8]) -> usize {
        let mut escaped = false;
        let mut doubly = false;
        let script = name.eq_ignore_ascii_case(b"script");
        let mut at = self.at;
        while at < self.page.len() {
            let marks = memchr::memchr2(b'<', b'-', &self.page[at..]);
            let Some(found) = marks.map(|found| at + found) else { break };
            let rest = &self.page[found..];
            if rest[0] == b'<' && is_tag(rest, b"</", name) {
                if !doubly {
                    return found;
                }
                doubly = false;
            } else if script {
                // `<!-- <script> </script> -->` inside a script: 13.2.5.26, "script data double escaped".
                if rest.starts_with(b"<!--") {
                    escaped = true;
                } else if rest.starts_with(b"-->") {
                    escaped = false;
                    doubly = false;
                } else if escaped && is_tag(rest, b"<", name) {
                    doubly = true;
                }
            }
            at = found + 1;
        }
        self.page.len()
    }

    /// Reads attributes from `at` to past the `>`; `None` where the page ends before it.
    fn read_attributes(&mut self, mut at: usize) -> Option<(usize, bool)> {
        self.attributes.clear();
        let mut self_closing = false;
        loop {
            let byte = *self.page.get(at)?;
            match byte {
                b'>' => return Some((at + 1, self_closing)),
                b'/' => {
                    self_closing = true;
                    at += 1;
                    continue;
                }
                _ if byte.is_ascii_whitespace() => {
                    at += 1;
                    continue;
                }
                _ => self_closing = false,
            }
            let start = at;
            at += 1; // A leading `=` belongs to the name.
            while !matches!(self.page.get(at)?, b'=' | b'>' | b'/')
                && !self.page[at].is_ascii_whitespace()
            {
                at += 1;
            }
            let name = start..at;
            at = self.skip_blanks(at);
            let mut value = at..at;
            if self.page.get(at) == Some(&b'=') {
                at = self.skip_blanks(at + 1);
                let first = *self.page.get(at)?;
                if matches!(first, b'"' | b'\'') {
                    let close = self.position_of(first, at + 1)?;
                    value = at + 1..close;
                    at = close + 1;
                } else {
                    let start = at;
                    while !self.page.get(at)?.is_ascii_whitespace() && self.page[at] != b'>' {
                        at += 1;
                    }
                    value = start..at;
                }
            }
            self.attributes.push(Attribute { name, value });
        }
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while self.page.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        at
    }
}

/// `rest` is a tag of that name, in upper or lower case.
fn is_tag(rest: &[u8], open: &[u8], name: &[u8]) -> bool {
    let Some(rest) = rest.strip_prefix(open) else { return false };
    rest.len() > name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name)
        && (rest[name.len()].is_ascii_whitespace() || matches!(rest[name.len()], b'/' | b'>'))
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if let Some(name) = self.raw.take() {
            let start = self.at;
            self.at = self.raw_end(&self.page[name]);
            if self.at > start {
                return Some(Token::Raw(start..self.at));
            }
        }
        loop {
            let start = self.at;
            if start >= self.page.len() {
                return None;
            }
            let end = self.text_end(start);
            if end > start {
                self.at = end;
                return Some(Token::Text(start..end));
            }
            let closing = self.page[start + 1] == b'/';
            let name_start = start + 1 + usize::from(closing);
            if !self.page.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
                // `</>` is nothing, `</ x>`, `<!x>` and `<?x>` are comments.
                self.at = self.comment_end(start);
                continue;
            }
            let name_end = self.page[name_start..]
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
                .map_or(self.page.len(), |length| name_start + length);
            let name = name_start..name_end;
            // A tag that the page breaks off in is dropped.
            let Some((end, self_closing)) = self.read_attributes(name_end) else {
                self.at = self.page.len();
                return None;
            };
            self.at = end;
            return Some(if closing {
                Token::End { name }
            } else {
                Token::Start { name, self_closing }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn shown(page: &str) -> String {
        let mut tokens = Tokens::new(page);
        let mut shown = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => shown.push(page[text].to_owned()),
                Token::Raw(raw) => shown.push(format!("{{{}}}", &page[raw])),
                Token::End { name } => shown.push(format!("[/{}]", &page[name])),
                Token::Start { name, self_closing } => {
                    shown.push(format!("[{}", &page[name.clone()]));
                    for attribute in &tokens.attributes {
                        let value = &page[attribute.value.clone()];
                        shown.push(format!(" {}={value}", &page[attribute.name.clone()]));
                    }
                    shown.push(if self_closing { "/]" } else { "]" }.to_owned());
                    if page[name.clone()].eq_ignore_ascii_case("script") {
                        tokens.read_raw(name);
                    }
                }
            }
        }
        shown.concat()
    }

    #[test]
    fn pages_are_cut_as_browsers_do() {
        for (page, tokens) in [
            ("a<b>c</b>", "a[b]c[/b]"),
            ("1 < 2 <3", "1 < 2 <3"),
            (
                "<a href=x class='b c' hidden data-x = \"1>2\">t",
                "[a href=x class=b c hidden= data-x=1>2]t",
            ),
            ("<br/><img src=a/b/ />", "[br/][img src=a/b//]"),
            ("<!doctype html><?php echo ?>a<!-- <p> -->b<!-->c<!--->d<!-- x --!>e", "abcde"),
            ("</>a</ b>c", "ac"),
            ("a<!-- never closed <p>b", "a"),
            ("a<p title=\"never closed>b", "a"),
            ("<script>if (a < b) '</p>'</SCRIPT >c", "[script]{if (a < b) '</p>'}[/SCRIPT]c"),
            (
                "<script><!-- <script>x</script> --></script>y",
                "[script]{<!-- <script>x</script> -->}[/script]y",
            ),
            ("<script>never", "[script]{never}"),
            ("<", "<"),
            ("</", ""),
            ("é<é", "é<é"),
        ] {
            assert_eq!(shown(page), tokens, "{page}");
        }
    }
}
