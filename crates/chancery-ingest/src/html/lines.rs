use super::boilerplate::{Boilerplate, Mark};
use super::container::Clusters;
use super::headline::is_headline;
use super::layout::{Layout, Line};
use super::tag::Tag;
use super::tree::NodeId;

/// Why a line of the container is not the article's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dropped {
    /// *Read more*, *Advertisement*, *Photo: …*
    SetPhrase,
    /// *Published 10:30, 25 October 2024*
    DateLine,
    /// *By Ada Person*
    ByLine,
    /// The headline, again.
    Headline,
    /// Before the first or after the last paragraph: rubrics, tags, names.
    Edge,
    /// Alone with a picture.
    Caption,
    /// *Follow her at @…*
    Contact,
}

/// The article's text: its lines, less those that are not its own; an empty line between paragraphs.
pub(super) fn assemble(layout: &Layout<'_, '_>, lines: &[Line], title: &str) -> String {
    let edges = Edges::of(layout, lines);
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let text = layout.text(line);
        if text.is_empty() || judge(layout, lines, at, &text, &edges, title).is_some() {
            continue;
        }
        if !out.is_empty() {
            out.push_str(if line.after_break { "\n" } else { "\n\n" });
        }
        out.push_str(&text);
    }
    out
}

fn judge(
    layout: &Layout<'_, '_>,
    lines: &[Line],
    at: usize,
    text: &str,
    edges: &Edges,
    title: &str,
) -> Option<Dropped> {
    /// By-lines, headlines and addresses stand this near to an end of the article.
    const NEAR_START: usize = 8;
    const NEAR_END: usize = 3;
    const SHORT: usize = 14;
    const CONTACT: usize = 40;
    let table = Boilerplate::get();
    let line = &lines[at];
    let n_words = text.split_whitespace().count();
    let starts = at < NEAR_START;
    let ends = at + NEAR_END >= lines.len();
    if table.is_set_phrase(text, n_words) {
        return Some(Dropped::SetPhrase);
    }
    if n_words <= SHORT && table.is_date_line(text) {
        return Some(Dropped::DateLine);
    }
    let sentence = text.contains(['.', '!', '?']);
    if n_words <= SHORT && (starts || ends) && !sentence && table.is_by_line(text) {
        return Some(Dropped::ByLine);
    }
    if starts && is_headline(text, title) {
        return Some(Dropped::Headline);
    }
    let named_so =
        line.tag == Tag::Heading && layout.marks[line.block as usize].has(Mark::Headline);
    if at < edges.prose && named_so {
        return Some(Dropped::Headline);
    }
    if at < edges.start || at >= edges.end {
        return Some(Dropped::Edge);
    }
    if is_caption(layout, line, edges.main) {
        return Some(Dropped::Caption);
    }
    if ends && n_words <= CONTACT && has_contact(text) {
        return Some(Dropped::Contact);
    }
    None
}

/// Where the article begins and ends among the lines of its container.
struct Edges {
    /// The first line of the article.
    start: usize,
    /// One past its last.
    end: usize,
    /// The first that is prose.
    prose: usize,
    /// The element that most of the paragraphs stand in.
    main: Option<NodeId>,
}

impl Edges {
    fn of(layout: &Layout<'_, '_>, lines: &[Line]) -> Self {
        let main = Clusters::of(layout, lines).largest(|_| true).map(|(id, _)| id);
        // Beside the paragraphs stand short ones, too; lists, tables and quotations belong to the text.
        let belongs = |line: &Line| {
            let around = layout.around(line);
            line.is_prose()
                || Some(around) == main
                || layout.tree.nodes[around as usize].tag == Tag::Blockquote
                || matches!(line.tag, Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt | Tag::Pre)
        };
        Self {
            start: lines.iter().position(belongs).unwrap_or(0),
            end: lines.iter().rposition(belongs).map_or(0, |last| last + 1),
            prose: lines.iter().position(Line::is_prose).unwrap_or(0),
            main,
        }
    }
}

/// What stands under a picture, alone with it in an element: beside the article's paragraphs only a line
/// without full stop, elsewhere a sentence or two as well.
fn is_caption(layout: &Layout<'_, '_>, line: &Line, main: Option<NodeId>) -> bool {
    const LONGEST: u32 = 25;
    const LONGEST_ELSEWHERE: u32 = 60;
    const BESIDE: u32 = 4;
    let beside = Some(layout.around(line)) == main;
    let short =
        line.words <= LONGEST && !line.ends_sentence || line.words <= LONGEST_ELSEWHERE && !beside;
    short
        && line.tag != Tag::Heading
        && layout
            .chain(line.block)
            .take(2)
            .any(|id| layout.has_picture(id) && layout.words_below(id) <= line.words + BESIDE)
}

/// Where to write to, or whom to follow.
fn has_contact(text: &str) -> bool {
    let handle = text
        .match_indices(" @")
        .any(|(at, mark)| text[at + mark.len()..].starts_with(char::is_alphanumeric));
    handle || text.contains("twitter.com/")
}
