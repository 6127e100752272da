use rustc_hash::FxHashMap;

use super::boilerplate::Mark;
use super::headline::is_headline;
use super::layout::{Layout, Line};
use super::tag::Tag;
use super::tree::NodeId;

/// The child that holds this share of its parent's worth holds the article.
const DESCENT: f32 = 0.8;

/// How many words of prose stand side by side in each element.
///
/// Paragraphs of an article share an element, or a few; teasers have one each.
pub(super) struct Clusters {
    words: FxHashMap<NodeId, u32>,
}

impl Clusters {
    pub(super) fn of(layout: &Layout<'_, '_>, lines: &[Line]) -> Self {
        let mut words: FxHashMap<NodeId, u32> = FxHashMap::default();
        for line in lines.iter().filter(|line| line.is_prose()) {
            *words.entry(layout.around(line)).or_default() += line.words;
        }
        Self { words }
    }

    /// The element with the most prose among those that `counts` holds of, and how much it has.
    pub(super) fn largest(&self, counts: impl Fn(NodeId) -> bool) -> Option<(NodeId, u32)> {
        self.words
            .iter()
            .map(|(id, words)| (*id, *words))
            .filter(|(id, _)| counts(*id))
            // Of two equal ones the first on the page.
            .max_by_key(|(id, words)| (*words, std::cmp::Reverse(*id)))
    }

    /// What a line counts for when the article is looked for: its words, the more the larger the cluster.
    fn worth(&self, layout: &Layout<'_, '_>, line: &Line, largest: u32) -> f32 {
        if !line.is_prose() {
            return 0.0;
        }
        let share = self.words[&layout.around(line)] as f32 / largest as f32;
        line.words as f32 * share * share.sqrt()
    }
}

/// The element that holds the article: from the root down, as long as one child holds most of the worth.
pub(super) fn find_container(layout: &Layout<'_, '_>, lines: &[Line]) -> Option<NodeId> {
    let clusters = Clusters::of(layout, lines);
    let (_, largest) = clusters.largest(|_| true)?;
    let mut sums = Vec::with_capacity(lines.len() + 1);
    let mut sum = 0.0;
    for line in lines {
        sums.push(sum);
        sum += clusters.worth(layout, line, largest);
    }
    sums.push(sum);
    let worth = |id: NodeId| {
        let range = layout.tree.below(id);
        let start = lines.partition_point(|line| line.first < range.start);
        let end = lines.partition_point(|line| line.first < range.end);
        sums[end] - sums[start]
    };
    let nodes = &layout.tree.nodes;
    let mut id = 0;
    loop {
        let least = DESCENT * worth(id);
        let mut child = id + 1;
        while child < nodes[id as usize].end
            && (nodes[child as usize].tag == Tag::Text || worth(child) < least)
        {
            child = nodes[child as usize].end;
        }
        if child >= nodes[id as usize].end {
            return Some(id);
        }
        id = child;
    }
}

/// Paragraphs between the headline and the container: the first ones stand apart on some pages.
pub(super) fn find_lead(
    layout: &Layout<'_, '_>,
    lines: &[Line],
    container: NodeId,
    title: &str,
) -> Vec<Line> {
    let end = lines.partition_point(|line| line.first < container);
    let headline = lines[..end]
        .iter()
        .rposition(|line| layout.tree.is_h1(line.block) || is_headline(&layout.text(line), title));
    let Some(headline) = headline else { return Vec::new() };
    let is_lead = |line: &&Line| {
        line.is_prose() && line.ends_sentence && line.tag != Tag::Li && !is_standfirst(layout, line)
    };
    lines[headline + 1..end].iter().filter(is_lead).copied().collect()
}

/// What is no lead but a summary, and is called so.
fn is_standfirst(layout: &Layout<'_, '_>, line: &Line) -> bool {
    const NEAR: usize = 3;
    layout.chain(line.block).take(NEAR).any(|id| layout.marks[id as usize].has(Mark::Standfirst))
}
