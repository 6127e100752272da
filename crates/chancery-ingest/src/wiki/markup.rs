/// A piece of wikitext.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'w> {
    /// Words, with headings, list marks, quotes and character references in them.
    Text(&'w str),
    /// What stands between `{{` and `}}`.
    Template(&'w str),
    Link(Link),
}

/// `[[…]]` or `[https://… …]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// What a reader sees of it, which may be wikitext.
    Shown(String),
    Category(String),
}

/// What was opened within and never closed is looked over so far.
const DEEPEST: usize = 64;
/// Elements whose content is not read.
const SILENT: [&str; 9] =
    ["ref", "gallery", "math", "timeline", "imagemap", "score", "graph", "table", "references"];

/// Cuts wikitext into pieces. Comments, tables, references, files and tags are gone; linear in the text.
pub(super) fn pieces(wikitext: &str) -> Vec<Piece<'_>> {
    let closings = Closings::new(wikitext);
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(found) = memchr::memchr3(b'{', b'[', b'<', &wikitext.as_bytes()[at..]) {
        at += found;
        let Some((piece, end)) = markup(wikitext, at, &closings) else {
            at += 1;
            continue;
        };
        if start < at {
            pieces.push(Piece::Text(&wikitext[start..at]));
        }
        pieces.extend(piece);
        start = end;
        at = end;
    }
    if start < wikitext.len() {
        pieces.push(Piece::Text(&wikitext[start..]));
    }
    pieces
}

/// The markup that begins at `at`: what it stands for, and where it ends; `None` where none begins.
fn markup<'w>(
    wikitext: &'w str,
    at: usize,
    closings: &Closings,
) -> Option<(Option<Piece<'w>>, usize)> {
    let rest = &wikitext[at..];
    if let Some(end) = closings.of(at) {
        let inner = &wikitext[at + 2..end - 2];
        let piece = match rest.as_bytes()[1] {
            b'{' => Some(Piece::Template(inner)),
            b'[' => link(inner).map(Piece::Link),
            _ => None,
        };
        return Some((piece, end));
    }
    if let Some(comment) = rest.strip_prefix("<!--") {
        let end = comment.find("-->").map_or(wikitext.len(), |end| at + end + "<!---->".len());
        return Some((None, end));
    }
    if rest.starts_with('<') {
        let end = tag_end(rest)?;
        let name = rest[1..end].split(|c: char| !c.is_ascii_alphabetic()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if SILENT.contains(&name.as_str()) && !rest[..end].ends_with("/>") {
            let close = closing_tag(&rest[end..], &format!("</{name}")).unwrap_or(0);
            return Some((None, at + end + close));
        }
        let breaks = matches!(name.as_str(), "br" | "p" | "blockquote" | "div");
        return Some((breaks.then_some(Piece::Text("\n")), at + end));
    }
    let is_link = ["[http://", "[https://", "[//", "[ftp://", "[mailto:"]
        .iter()
        .any(|begin| rest.starts_with(begin));
    if is_link {
        let head = &rest.as_bytes()[..rest.len().min(4096)];
        let close = memchr::memchr2(b']', b'\n', head).filter(|close| head[*close] == b']')?;
        let shown = rest[1..close].split_once(' ').map_or("", |(_, shown)| shown.trim());
        return Some((Some(Piece::Link(Link::Shown(shown.to_owned()))), at + close + 1));
    }
    None
}

/// Where each `{{`, `[[` and `{|` ends, found in one pass.
struct Closings {
    /// Beginning and end, ascending.
    pairs: Vec<(usize, usize)>,
}

impl Closings {
    fn new(wikitext: &str) -> Self {
        let bytes = wikitext.as_bytes();
        // What closes each, and where it begins.
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut pairs = Vec::new();
        let mut at = 0;
        while at + 1 < bytes.len() {
            let starts_line = at == 0 || bytes[at - 1] == b'\n';
            let opens = match (bytes[at], bytes[at + 1]) {
                (b'{', b'{') => Some(b'}'),
                (b'[', b'[') => Some(b']'),
                (b'{', b'|') if starts_line || matches!(bytes[at - 1], b' ' | b'|') => Some(b'|'),
                _ => None,
            };
            if let Some(closes) = opens {
                open.push((closes, at));
                at += 2;
                continue;
            }
            let in_table = open.last().is_some_and(|(closes, _)| *closes == b'|');
            let closes = match (bytes[at], bytes[at + 1]) {
                (b'}', b'}') => b'}',
                (b']', b']') => b']',
                // `|}}` closes a template whose last value is empty.
                (b'|', b'}') if in_table || bytes.get(at + 2) != Some(&b'}') => b'|',
                _ => {
                    at += 1;
                    continue;
                }
            };
            let back = open.iter().rev().take(DEEPEST).position(|(known, _)| *known == closes);
            let Some(back) = back else {
                at += 1;
                continue;
            };
            let (_, begin) = open[open.len() - 1 - back];
            open.truncate(open.len() - 1 - back);
            pairs.push((begin, at + 2));
            at += 2;
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn of(&self, begin: usize) -> Option<usize> {
        let at = self.pairs.binary_search_by_key(&begin, |(begin, _)| *begin).ok()?;
        Some(self.pairs[at].1)
    }
}

/// What a link shows, or the category that it puts the page in; `None` for files and other languages.
fn link(inner: &str) -> Option<Link> {
    let (target, shown) = match inner.split_once('|') {
        Some((target, shown)) => (target.trim(), Some(shown)),
        None => (inner.trim(), None),
    };
    let (linked, target) =
        target.strip_prefix(':').map_or((false, target), |rest| (true, rest.trim()));
    if let Some((space, rest)) = target.split_once(':')
        && !linked
    {
        let space = space.trim().to_ascii_lowercase();
        match space.as_str() {
            "category" => return Some(Link::Category(rest.trim().to_owned())),
            "file" | "image" | "media" => return None,
            // `[[de:Titel]]`: the same article in another language.
            _ if shown.is_none() && is_language(&space) => return None,
            _ => {}
        }
    }
    let shown = match shown {
        Some(shown) if !shown.trim().is_empty() => shown,
        // `[[w:Lund (town)|]]` shows *Lund*.
        Some(_) => {
            let name = target.rsplit(':').next().unwrap_or(target);
            name.split(" (").next().unwrap_or(name)
        }
        None => match target.split_once(':') {
            Some(("w" | "wikt" | "wikipedia" | "commons", name)) => name,
            _ => target,
        },
    };
    Some(Link::Shown(shown.to_owned()))
}

fn is_language(space: &str) -> bool {
    (2..=3).contains(&space.len()) && space.bytes().all(|byte| byte.is_ascii_lowercase())
        || matches!(space, "zh-min-nan" | "simple")
}

/// Bytes of the tag that the text begins with; `None` where it begins with none.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let first = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    if !bytes.get(first)?.is_ascii_alphabetic() {
        return None;
    }
    let head = &bytes[..bytes.len().min(1024)];
    memchr::memchr2(b'>', b'\n', head).filter(|end| head[*end] == b'>').map(|end| end + 1)
}

/// Bytes up to and with the closing tag, within what one reference may take.
fn closing_tag(rest: &str, close: &str) -> Option<usize> {
    const LONGEST: usize = 20_000;
    let head = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let mut from = 0;
    while let Some(open) = memchr::memmem::find(&head[from..], b"</") {
        let at = from + open;
        let name = head.get(at..at + close.len());
        if name.is_some_and(|name| name.eq_ignore_ascii_case(close.as_bytes())) {
            return Some(at + memchr::memchr(b'>', &head[at..])? + 1);
        }
        from = at + 2;
    }
    None
}
