use std::ops::Range;

use super::entities::{Context, decode_into};
use super::tag::Tag;
use super::tokens::{Attribute, Token, Tokens};

/// Elements inside one another beyond this are put beside one another, as browsers do.
///
/// It bounds the work an end tag makes, so that building is linear in the page.
const DEEPEST: usize = 400;
/// Attributes of one element beyond this are not read.
const MOST_ATTRIBUTES: usize = 64;
/// Nodes beyond this are not read.
const MOST_NODES: usize = 1 << 22;

/// The place of a node in [`Tree::nodes`].
pub(super) type NodeId = u32;

/// An element, or a run of characters.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) tag: Tag,
    /// `h1`.
    first_rank: bool,
    pub(super) parent: NodeId,
    /// One past its last descendant.
    pub(super) end: NodeId,
    /// Its characters, and those of its descendants, in [`Tree::text`].
    text: (u32, u32),
    attributes: (u32, u32),
}

/// A page as a tree: nodes lie in the order of the page, so what is below a node is a range of nodes,
/// and its text a range of the text.
///
/// Built by the rules of WHATWG HTML, 13.2.6, where they bear on text: implied end tags, scopes, void
/// elements. Left out is what moves nodes (misnested formatting, text lost in tables). White space is
/// folded, except in `pre`, and the no-break space is a space.
pub(super) struct Tree<'p> {
    page: &'p str,
    pub(super) nodes: Vec<Node>,
    pub(super) text: String,
    attributes: Vec<Attribute>,
    /// Contents of `<script type="application/ld+json">`.
    pub(super) linked_data: Vec<&'p str>,
}

impl<'p> Tree<'p> {
    /// Builds the tree of a page.
    pub(super) fn new(page: &'p str) -> Self {
        let mut builder = Builder::new(page);
        let mut tokens = Tokens::new(page);
        while let Some(token) = tokens.next() {
            if builder.tree.nodes.len() >= MOST_NODES {
                break;
            }
            match token {
                Token::Text(range) => builder.characters(&page[range]),
                Token::Raw(range) => builder.raw(&page[range]),
                Token::Start { name, self_closing } => {
                    let tag = Tag::of(&page.as_bytes()[name.clone()]);
                    builder.start(tag, name.clone(), self_closing, &tokens.attributes);
                    if tag.is_raw() || tag.is_raw_text() {
                        tokens.read_raw(name);
                    }
                }
                Token::End { name } => builder.end(&page[name]),
            }
        }
        builder.finish()
    }

    /// Whether the page had more nodes than are read.
    pub(super) fn is_cut(&self) -> bool {
        self.nodes.len() >= MOST_NODES
    }

    /// The node and all below it.
    pub(super) fn below(&self, id: NodeId) -> Range<NodeId> {
        id..self.nodes[id as usize].end
    }

    /// Characters of a node and of all below it.
    pub(super) fn text_of(&self, id: NodeId) -> &str {
        let (start, end) = self.nodes[id as usize].text;
        &self.text[start as usize..end as usize]
    }

    /// The value of an attribute, as it is written.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&'p str> {
        let (start, end) = self.nodes[id as usize].attributes;
        self.attributes[start as usize..end as usize]
            .iter()
            .find(|attribute| self.page[attribute.name.clone()].eq_ignore_ascii_case(name))
            .map(|attribute| &self.page[attribute.value.clone()])
    }

    /// A heading of the first rank.
    pub(super) fn is_h1(&self, id: NodeId) -> bool {
        self.nodes[id as usize].first_rank
    }

    /// The node's ancestors, the nearest first.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut id = id;
        std::iter::from_fn(move || {
            if id == 0 {
                return None;
            }
            id = self.nodes[id as usize].parent;
            Some(id)
        })
    }
}

/// An element that is open.
#[derive(Clone, Copy)]
struct Open {
    id: NodeId,
    tag: Tag,
    /// Closed by its end tag while an element in it is open: it goes with that one.
    closed: bool,
}

struct Builder<'p> {
    tree: Tree<'p>,
    open: Vec<Open>,
    /// Open elements whose line breaks count.
    pre: usize,
    head_seen: bool,
    body_seen: bool,
    /// `Script` with linked data, `Title` or `Textarea`: what the next raw token is for.
    raw: Tag,
    scratch: String,
}

impl<'p> Builder<'p> {
    fn new(page: &'p str) -> Self {
        let root = Node {
            tag: Tag::Html,
            first_rank: false,
            parent: 0,
            end: 0,
            text: (0, 0),
            attributes: (0, 0),
        };
        let tree = Tree {
            page,
            nodes: vec![root],
            text: String::with_capacity(page.len() / 4),
            attributes: Vec::new(),
            linked_data: Vec::new(),
        };
        let open = vec![Open { id: 0, tag: Tag::Html, closed: false }];
        Self {
            tree,
            open,
            pre: 0,
            head_seen: false,
            body_seen: false,
            raw: Tag::Other,
            scratch: String::new(),
        }
    }

    fn finish(mut self) -> Tree<'p> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.tree
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Html, |open| open.tag)
    }

    fn push(&mut self, tag: Tag, attributes: &[Attribute]) {
        while self.open.len() >= DEEPEST {
            self.pop();
        }
        let tree = &mut self.tree;
        let id = tree.nodes.len() as NodeId;
        let first = tree.attributes.len() as u32;
        tree.attributes.extend(attributes.iter().take(MOST_ATTRIBUTES).cloned());
        let at = tree.text.len() as u32;
        tree.nodes.push(Node {
            tag,
            first_rank: false,
            parent: self.open.last().map_or(0, |open| open.id),
            end: id + 1,
            text: (at, at),
            attributes: (first, tree.attributes.len() as u32),
        });
        self.open.push(Open { id, tag, closed: false });
        self.pre += usize::from(matches!(tag, Tag::Pre | Tag::Xmp));
    }

    /// Closes the innermost element, and those around it that wait for it.
    fn pop(&mut self) {
        while let Some(open) = self.open.pop() {
            let node = &mut self.tree.nodes[open.id as usize];
            node.text.1 = self.tree.text.len() as u32;
            let end = self.tree.nodes.len() as NodeId;
            self.tree.nodes[open.id as usize].end = end;
            self.pre -= usize::from(matches!(open.tag, Tag::Pre | Tag::Xmp));
            if !self.open.last().is_some_and(|open| open.closed) {
                break;
            }
        }
    }

    fn pop_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.pop();
        }
    }

    /// Where the innermost open element stands that `wanted` holds of, before one that `barrier` holds of.
    fn find(&self, wanted: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        for (depth, open) in self.open.iter().enumerate().skip(1).rev() {
            if wanted(open.tag) && !open.closed {
                return Some(depth);
            }
            if barrier(open.tag) {
                return None;
            }
        }
        None
    }

    fn close_paragraph(&mut self) {
        let barrier = |tag: Tag| tag.is_scope() || tag == Tag::Button;
        if let Some(depth) = self.find(|tag| tag == Tag::P, barrier) {
            self.pop_to(depth);
        }
    }

    fn start(
        &mut self,
        tag: Tag,
        name: Range<usize>,
        self_closing: bool,
        attributes: &[Attribute],
    ) {
        let special =
            |tag: Tag| tag.kind().block && !matches!(tag, Tag::Div | Tag::P | Tag::Address);
        match tag {
            Tag::Html => {
                // Its attributes matter (`lang`), there is but one.
                if self.tree.nodes.len() == 1 {
                    self.tree.attributes.extend(attributes.iter().take(MOST_ATTRIBUTES).cloned());
                    self.tree.nodes[0].attributes = (0, self.tree.attributes.len() as u32);
                }
                return;
            }
            Tag::Body | Tag::Head => {
                if let Some(depth) = self.find(|open| open == Tag::Head, Tag::is_scope) {
                    self.pop_to(depth);
                }
                let seen = if tag == Tag::Head { &mut self.head_seen } else { &mut self.body_seen };
                if std::mem::replace(seen, true) {
                    return;
                }
            }
            Tag::Li => {
                if let Some(depth) = self.find(|open| open == Tag::Li, special) {
                    self.pop_to(depth);
                }
            }
            Tag::Dt | Tag::Dd => {
                if let Some(depth) = self.find(|open| matches!(open, Tag::Dt | Tag::Dd), special) {
                    self.pop_to(depth);
                }
            }
            Tag::Heading if self.top() == Tag::Heading => self.pop(),
            Tag::OptionItem | Tag::Optgroup if self.top() == Tag::OptionItem => self.pop(),
            Tag::A => {
                if let Some(depth) = self.find(|open| open == Tag::A, |open| open.kind().block) {
                    self.pop_to(depth);
                }
            }
            Tag::Button => {
                if let Some(depth) = self.find(|open| open == Tag::Button, Tag::is_scope) {
                    self.pop_to(depth);
                }
            }
            Tag::Td | Tag::Th => self.close_in_table(|open| matches!(open, Tag::Td | Tag::Th)),
            Tag::Tr => self.close_in_table(|open| open == Tag::Tr),
            Tag::Tbody => self.close_in_table(|open| open == Tag::Tbody),
            _ => {}
        }
        let kind = tag.kind();
        if kind.ends_paragraph {
            self.close_paragraph();
        }
        let attributes = if is_wanted(tag) { attributes } else { &[] };
        self.push(tag, attributes);
        if tag == Tag::Heading {
            let last = self.tree.nodes.len() - 1;
            self.tree.nodes[last].first_rank = self.tree.page[name].ends_with('1');
        }
        let foreign = matches!(tag, Tag::Other | Tag::Svg | Tag::Math) && self_closing;
        let empty = kind.void || foreign;
        if empty {
            self.pop();
            if tag == Tag::Br {
                // A break parts words.
                self.space();
            }
        }
        if tag.is_raw() || tag.is_raw_text() {
            let json = tag == Tag::Script
                && self
                    .tree
                    .attribute(self.tree.nodes.len() as NodeId - 1, "type")
                    .is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
            self.raw = if json || tag.is_raw_text() { tag } else { Tag::Other };
        }
    }

    fn close_in_table(&mut self, wanted: impl Fn(Tag) -> bool) {
        if let Some(depth) = self.find(wanted, |open| open == Tag::Table) {
            self.pop_to(depth);
        }
    }

    fn end(&mut self, name: &str) {
        let tag = Tag::of(name.as_bytes());
        let depth = match tag {
            // What follows them belongs to the body all the same.
            Tag::Html | Tag::Body => None,
            Tag::Heading => self.find(|open| open == Tag::Heading, Tag::is_scope),
            Tag::Li => self.find(
                |open| open == Tag::Li,
                |open| open.is_scope() || matches!(open, Tag::Ul | Tag::Ol),
            ),
            Tag::Table | Tag::Tbody | Tag::Tr | Tag::Td | Tag::Th | Tag::Caption => {
                self.find(|open| open == tag, |open| open == Tag::Table && tag != Tag::Table)
            }
            Tag::Form => {
                let depth = self.find(|open| open == Tag::Form, Tag::is_scope);
                if let Some(depth) = depth
                    && self.open[depth + 1..].iter().any(|open| open.tag.kind().block)
                {
                    // 13.2.6.4.7: the form ends, the elements that are open in it do not.
                    self.open[depth].closed = true;
                    return;
                }
                depth
            }
            Tag::Br => {
                self.space();
                None
            }
            _ if tag.kind().block => self.find(|open| open == tag, Tag::is_scope),
            // Formatting does not end the blocks in it. The names of elements that we do not tell apart are
            // not kept: the innermost stands for the one that is meant.
            _ => self.find(|open| open == tag, |open| open.kind().block),
        };
        if let Some(depth) = depth {
            self.pop_to(depth);
        }
    }

    fn raw(&mut self, raw: &'p str) {
        match self.raw {
            Tag::Script => self.tree.linked_data.push(raw),
            Tag::Title | Tag::Textarea => self.characters(raw),
            _ => {}
        }
        self.raw = Tag::Other;
    }

    fn space(&mut self) {
        self.characters(if self.pre > 0 { "\n" } else { " " });
    }

    fn characters(&mut self, raw: &str) {
        self.scratch.clear();
        decode_into(raw, Context::Text, &mut self.scratch);
        let tree = &mut self.tree;
        let start = tree.text.len() as u32;
        let mut blank = tree.text.is_empty() || tree.text.ends_with([' ', '\n']);
        for character in self.scratch.chars() {
            match character {
                '\n' if self.pre > 0 => {
                    tree.text.push('\n');
                    blank = true;
                }
                ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{A0}' => {
                    if !blank {
                        tree.text.push(' ');
                        blank = true;
                    }
                }
                _ => {
                    tree.text.push(character);
                    blank = false;
                }
            }
        }
        let end = tree.text.len() as u32;
        if start == end {
            return;
        }
        let parent = self.open.last().map_or(0, |open| open.id);
        let id = tree.nodes.len() as NodeId;
        tree.nodes.push(Node {
            tag: Tag::Text,
            first_rank: false,
            parent,
            end: id + 1,
            text: (start, end),
            attributes: (0, 0),
        });
    }
}

/// Attributes of images and the like say nothing to us.
fn is_wanted(tag: Tag) -> bool {
    !matches!(tag, Tag::Img | Tag::Source | Tag::Br | Tag::Wbr | Tag::Embed)
}

#[cfg(test)]
mod tests {
    use super::super::tag::Tag;
    use super::{NodeId, Tree};

    /// The tree in brackets: `Div(P("text"))`.
    fn shown(page: &str) -> String {
        fn show(tree: &Tree<'_>, id: NodeId, out: &mut Vec<String>) {
            let node = &tree.nodes[id as usize];
            if node.tag == Tag::Text {
                out.push(format!("{:?}", tree.text_of(id)));
                return;
            }
            out.push(format!("{:?}(", node.tag));
            let mut child = id + 1;
            while child < node.end {
                show(tree, child, out);
                child = tree.nodes[child as usize].end;
            }
            out.push(")".to_owned());
        }
        let tree = Tree::new(page);
        let mut out = Vec::new();
        show(&tree, 0, &mut out);
        out.concat()
    }

    #[test]
    fn end_tags_are_implied_as_browsers_do() {
        for (page, tree) in [
            ("<p>a<p>b", r#"Html(P("a")P("b"))"#),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>d", r#"Html(Ul(Li("a")Li("b"Ul(Li("c"))))"d")"#),
            ("<p>a<div>b</div>c", r#"Html(P("a")Div("b")"c")"#),
            ("<p>a<b>b</p>c", r#"Html(P("a"Inline("b"))"c")"#),
            ("<dl><dt>a<dd>b<dt>c</dl>", r#"Html(Dl(Dt("a")Dd("b")Dt("c")))"#),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>d",
                r#"Html(Table(Tr(Td("a")Td("b"))Tr(Td("c")))"d")"#,
            ),
            ("<table><tr><td></div>a</table>", r#"Html(Table(Tr(Td("a"))))"#),
            ("<div><span>a</div>b</span>", r#"Html(Div(Span("a"))"b")"#),
            ("<a>a<a>b</a>", r#"Html(A("a")A("b"))"#),
            ("<b><div>a</b>b</div>", r#"Html(Inline(Div("a""b")))"#),
            ("a<br>b<img>c", r#"Html("a"Br()" ""b"Img()"c")"#),
            (
                "<html><head><title>t</title></head><body>a</body><body>b</html>c",
                r#"Html(Head(Title("t"))Body("a""b""c"))"#,
            ),
            ("<form><div>a</form>b</div>c", r#"Html(Form(Div("a""b"))"c")"#),
        ] {
            assert_eq!(shown(page), tree, "{page}");
        }
    }

    #[test]
    fn white_space_is_folded_but_in_pre() {
        assert_eq!(Tree::new(" a\n\t b&nbsp; c <p> d").text, "a b c d");
        assert_eq!(Tree::new("<pre>a\n  b</pre>\n c").text, "a\nb c");
    }

    #[test]
    fn linked_data_is_kept_apart() {
        let tree = Tree::new("<script type='application/ld+json'>{}</script><script>x</script>a");
        assert_eq!((tree.linked_data.as_slice(), tree.text.as_str()), (&["{}"][..], "a"));
    }
}
