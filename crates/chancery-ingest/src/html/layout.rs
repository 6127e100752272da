use super::boilerplate::{Boilerplate, Marks};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// A page laid out: what each element is called, what is taken from it, and its lines of text.
pub(super) struct Layout<'t, 'p> {
    pub(super) tree: &'t Tree<'p>,
    /// What class and id say, by node.
    pub(super) marks: Vec<Marks>,
    /// Taken out, by node; all below such a node is out with it.
    pub(super) removed: Vec<bool>,
    /// Words of the nodes before each.
    words: Vec<u32>,
    /// Pictures and films before each node.
    pictures: Vec<u32>,
}

/// A run of text between two breaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its first node.
    pub(super) first: NodeId,
    /// One past its last node.
    end: NodeId,
    /// The nearest element around it that stands on lines of its own.
    pub(super) block: NodeId,
    /// What `block` is.
    pub(super) tag: Tag,
    /// Only a `<br>` parts it from the line before.
    pub(super) after_break: bool,
    pub(super) words: u32,
    /// Of `words`, those that are linked.
    pub(super) linked: u32,
    /// Closes with a full stop or its like.
    pub(super) ends_sentence: bool,
}

impl Line {
    /// It reads like a sentence or more, and not like a link to one.
    pub(super) fn is_prose(&self) -> bool {
        let long = self.words >= 10 || self.words >= 3 && self.ends_sentence;
        long && self.linked * 2 <= self.words && self.tag != Tag::Heading
    }
}

impl<'t, 'p> Layout<'t, 'p> {
    /// Reads the names of all elements and counts words and pictures.
    pub(super) fn new(tree: &'t Tree<'p>) -> Self {
        let table = Boilerplate::get();
        let n_nodes = tree.nodes.len();
        let mut marks = vec![Marks::default(); n_nodes];
        let mut words = Vec::with_capacity(n_nodes + 1);
        let mut pictures = Vec::with_capacity(n_nodes + 1);
        let (mut n_words, mut n_pictures) = (0, 0);
        for (id, node) in (0..).zip(&tree.nodes) {
            words.push(n_words);
            pictures.push(n_pictures);
            match node.tag {
                Tag::Text => n_words += count_words(tree.text_of(id)),
                Tag::Img | Tag::Picture | Tag::Video | Tag::Iframe => n_pictures += 1,
                _ => {}
            }
            for name in ["class", "id"] {
                if let Some(names) = tree.attribute(id, name) {
                    marks[id as usize].add(table.marks(names));
                }
            }
        }
        words.push(n_words);
        pictures.push(n_pictures);
        Self { tree, marks, removed: vec![false; n_nodes], words, pictures }
    }

    /// Words in a node and below it, whatever was taken out.
    pub(super) fn words_below(&self, id: NodeId) -> u32 {
        let range = self.tree.below(id);
        self.words[range.end as usize] - self.words[range.start as usize]
    }

    /// A picture or film stands in the element.
    pub(super) fn has_picture(&self, id: NodeId) -> bool {
        let range = self.tree.below(id);
        self.pictures[range.end as usize] > self.pictures[range.start as usize]
    }

    /// The element around a line's own.
    pub(super) fn around(&self, line: &Line) -> NodeId {
        self.tree.nodes[line.block as usize].parent
    }

    /// An element and those around it, the nearest first.
    pub(super) fn chain(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::once(id).chain(self.tree.ancestors(id))
    }

    /// Takes elements out, in the order of the page; those inside what is out are not asked about.
    pub(super) fn remove(&mut self, below: NodeId, goes: impl Fn(&Self, NodeId, Tag) -> bool) {
        let range = self.tree.below(below);
        let mut id = range.start;
        while id < range.end {
            let node = &self.tree.nodes[id as usize];
            if !self.removed[id as usize] && node.tag != Tag::Text && goes(self, id, node.tag) {
                self.removed[id as usize] = true;
            }
            id = if self.removed[id as usize] { node.end } else { id + 1 };
        }
    }

    /// The lines of what is left.
    pub(super) fn lines(&self) -> Vec<Line> {
        let nodes = &self.tree.nodes;
        let mut lines: Vec<Line> = Vec::new();
        // By node: the nearest block around it, and whether it is in a link.
        let mut blocks: Vec<NodeId> = vec![0; nodes.len()];
        let mut links = vec![false; nodes.len()];
        // Breaks since the text before: one is a `<br>`, two part paragraphs.
        let mut breaks = 2;
        let mut id: NodeId = 0;
        while let Some(node) = nodes.get(id as usize) {
            let at = id as usize;
            let kind = node.tag.kind();
            if kind.block {
                breaks = 2;
            }
            if self.removed[at] {
                id = node.end;
                continue;
            }
            blocks[at] = if kind.block { id } else { blocks[node.parent as usize] };
            links[at] = links[node.parent as usize] || node.tag == Tag::A;
            match node.tag {
                Tag::Br => breaks += 1,
                Tag::Text => {
                    let text = self.tree.text_of(id);
                    let words = self.words[at + 1] - self.words[at];
                    if words > 0 {
                        let block = blocks[at];
                        let same_block = lines.last().is_some_and(|line| line.block == block);
                        if breaks > 0 || !same_block {
                            lines.push(Line {
                                first: id,
                                end: id,
                                block,
                                tag: nodes[block as usize].tag,
                                after_break: same_block && breaks == 1,
                                words: 0,
                                linked: 0,
                                ends_sentence: false,
                            });
                        }
                        breaks = 0;
                        let line = lines.last_mut().expect("it was just pushed, or was there");
                        line.end = id + 1;
                        line.words += words;
                        line.linked += if links[at] { words } else { 0 };
                        line.ends_sentence = ends_sentence(text);
                    }
                }
                _ => {}
            }
            id += 1;
        }
        lines
    }

    /// Those of `lines` that begin in an element.
    pub(super) fn lines_below<'l>(&self, lines: &'l [Line], id: NodeId) -> &'l [Line] {
        let range = self.tree.below(id);
        let start = lines.partition_point(|line| line.first < range.start);
        let end = lines.partition_point(|line| line.first < range.end);
        &lines[start..end]
    }

    /// The characters of a line, less what was taken out since it was laid.
    pub(super) fn text(&self, line: &Line) -> String {
        let mut text = String::new();
        let mut id = line.first;
        while id < line.end {
            let node = &self.tree.nodes[id as usize];
            if self.removed[id as usize] {
                id = node.end;
                continue;
            }
            if node.tag == Tag::Text {
                text.push_str(self.tree.text_of(id));
            }
            id += 1;
        }
        text.trim().to_owned()
    }

    /// The line begins in something that was taken out.
    pub(super) fn is_removed(&self, line: &Line) -> bool {
        self.chain(line.first).any(|id| self.removed[id as usize])
    }
}

/// Words between blanks; in scripts without blanks two letters count as one.
fn count_words(text: &str) -> u32 {
    let words = text.split_ascii_whitespace().count() as u32;
    if text.is_ascii() {
        return words;
    }
    let dense =
        |character: &char| matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{0E00}'..='\u{0E7F}');
    words + text.chars().filter(dense).count() as u32 / 2
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
}
