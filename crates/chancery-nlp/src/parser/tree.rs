//! What the transitions leave, made a tree: edges, lifted labels, sentences.

use super::{Label, Moves, network::NONE};
use crate::Dep;

/// The parse of a text.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// Head of each token; a root is its own.
    pub(crate) heads: Vec<u32>,
    /// Label of the arc to the head.
    pub(crate) deps: Vec<Dep>,
    /// First token below each token, itself included.
    pub(crate) left_edges: Vec<u32>,
    /// Last token below each token, itself included.
    pub(crate) right_edges: Vec<u32>,
    /// A sentence starts at this token.
    pub(crate) sent_starts: Vec<bool>,
    /// For a token with a lifted arc, the label of its real head.
    lifted_from: Vec<Option<Dep>>,
    queue: Vec<u32>,
    next_queue: Vec<u32>,
}

impl Tree {
    /// Takes over heads and labels, undoes the lifting and finds edges and sentences.
    pub(super) fn build(
        &mut self,
        moves: &Moves,
        heads: impl Iterator<Item = u32>,
        classes: impl Iterator<Item = usize>,
        is_space: &[bool],
    ) {
        self.heads.clear();
        self.deps.clear();
        self.lifted_from.clear();
        let mut any_lifted = false;
        for (i, (head, class)) in heads.zip(classes).enumerate() {
            let label = if head == NONE { Label::ROOT } else { moves.labels[class] };
            self.heads.push(if head == NONE { i as u32 } else { head });
            self.deps.push(label.dep);
            self.lifted_from.push(label.lifted_from);
            any_lifted |= label.lifted_from.is_some();
        }
        self.set_edges();
        if any_lifted {
            self.unlift(is_space);
            self.set_edges();
        }
    }

    /// Edges and sentence starts as spaCy's `set_children_from_heads` finds them: every token extends its head's
    /// edges by its own, first to last and last to first, again until every head lies in the piece of its token,
    /// at most twelve times. A sentence is what a root spans.
    fn set_edges(&mut self) {
        let n = self.heads.len();
        let Self { heads, left_edges, right_edges, sent_starts, .. } = self;
        left_edges.clear();
        left_edges.extend(0..n as u32);
        right_edges.clear();
        right_edges.extend(0..n as u32);
        for _ in 0..12 {
            for i in (0..n).chain((0..n).rev()) {
                let head = heads[i] as usize;
                left_edges[head] = left_edges[head].min(left_edges[i]);
                right_edges[head] = right_edges[head].max(right_edges[i]);
            }
            sent_starts.clear();
            sent_starts.resize(n, false);
            for (i, &head) in heads.iter().enumerate() {
                if head as usize == i {
                    sent_starts[left_edges[i] as usize] = true;
                }
            }
            if heads_stay_within(heads, sent_starts) {
                break;
            }
        }
    }

    /// Undoes the lifting of arcs: the head of a token with the label `X||Y` is the first token with the label `Y`
    /// below the head found, level by level; without one the head stays.
    fn unlift(&mut self, is_space: &[bool]) {
        for token in 0..self.heads.len() as u32 {
            // From here on the token is found by its bare label.
            if let Some(dep) = self.lifted_from[token as usize].take() {
                // The label of the token itself is no matter: a token is never below its own head twice.
                if let Some(head) = self.find_below(token, dep, is_space) {
                    self.heads[token as usize] = head;
                }
            }
        }
    }

    /// The first descendant of the token's head with this label, level by level, each level in the order in which
    /// it was found. White space, the token itself, and labels still to be undone do not count.
    fn find_below(&mut self, token: u32, dep: Dep, is_space: &[bool]) -> Option<u32> {
        let mut queue = std::mem::take(&mut self.queue);
        let mut next_queue = std::mem::take(&mut self.next_queue);
        queue.clear();
        queue.push(self.heads[token as usize]);
        let mut found = None;
        'search: while !queue.is_empty() {
            next_queue.clear();
            for &above in &queue {
                // Children lie between the edges as they were before any arc was moved.
                let edges = self.left_edges[above as usize]..=self.right_edges[above as usize];
                for child in edges {
                    let at = child as usize;
                    let is_child = self.heads[at] == above && child != above;
                    if !is_child || child == token || is_space[at] {
                        continue;
                    }
                    if self.deps[at] == dep && self.lifted_from[at].is_none() {
                        found = Some(child);
                        break 'search;
                    }
                    next_queue.push(child);
                }
            }
            std::mem::swap(&mut queue, &mut next_queue);
        }
        self.queue = queue;
        self.next_queue = next_queue;
        found
    }
}

/// Every head lies in the piece of its token, or is the first token of the next.
///
/// The pieces are cut at `starts`. As spaCy checks it: the last token of the text is not looked at, and a head at
/// the start of the next piece passes.
fn heads_stay_within(heads: &[u32], starts: &[bool]) -> bool {
    let mut piece = 0;
    for end in 1..heads.len() {
        if starts[end] || end + 1 == heads.len() {
            let within = |&head: &u32| (piece..=end).contains(&(head as usize));
            if !heads[piece..end].iter().all(within) {
                return false;
            }
            piece = end;
        }
    }
    true
}
