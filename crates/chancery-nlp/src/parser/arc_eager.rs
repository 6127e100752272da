//! The transition system: a stack, a buffer, and the moves between them.

use super::{Moves, network::NONE};

/// Tokens of a state that the network sees.
pub(super) const FEATURES: usize = 8;

const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;

/// A half-made parse.
///
/// As in spaCy's `arc_eager.pyx`: a token without a head that is reduced goes back to the front of the buffer
/// and cannot be shifted again until it has a child (Honnibal and Johnson 2015).
#[derive(Debug, Default)]
pub(super) struct State {
    n: u32,
    stack: Vec<u32>,
    /// Tokens that went back to the front of the buffer; the last is first.
    returned: Vec<u32>,
    /// First token of the rest of the buffer.
    next: u32,
    tokens: Vec<TokenState>,
}

#[derive(Debug, Clone, Copy)]
struct TokenState {
    head: u32,
    /// The child added last on either side; further ones through `sibling`.
    left_child: u32,
    right_child: u32,
    /// The child that the head had on this side when this one was added.
    sibling: u32,
    /// Class of the move that made the arc.
    class: u8,
    unshiftable: bool,
    starts: bool,
}

impl State {
    pub(super) fn reset(&mut self, n: usize, is_start: &[bool]) {
        let fresh = TokenState {
            head: NONE,
            left_child: NONE,
            right_child: NONE,
            sibling: NONE,
            class: 0,
            unshiftable: false,
            starts: false,
        };
        self.n = n as u32;
        self.stack.clear();
        self.returned.clear();
        self.next = 0;
        self.tokens.clear();
        self.tokens.resize(n, fresh);
        for (token, &starts) in self.tokens.iter_mut().zip(is_start) {
            token.starts = starts;
        }
    }

    #[inline]
    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.returned.is_empty() && self.next == self.n
    }

    /// Head of each token, `NONE` for those without.
    pub(super) fn heads(&self) -> impl Iterator<Item = u32> + '_ {
        self.tokens.iter().map(|token| token.head)
    }

    /// Class of the move that gave each token its head.
    pub(super) fn classes(&self) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().map(|token| usize::from(token.class))
    }

    fn buffer_len(&self) -> usize {
        self.returned.len() + (self.n - self.next) as usize
    }

    /// The token at the front of the buffer, or behind it.
    #[inline]
    fn buffer(&self, place: usize) -> u32 {
        if place < self.returned.len() {
            return self.returned[self.returned.len() - 1 - place];
        }
        let token = self.next + (place - self.returned.len()) as u32;
        if token < self.n { token } else { NONE }
    }

    /// The token on top of the stack, or below it.
    #[inline]
    fn stack(&self, depth: usize) -> u32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    #[inline]
    fn at(&self, token: u32) -> &TokenState {
        &self.tokens[token as usize]
    }

    /// Two of the buffer, three of the stack, the children last added to the front of either.
    #[inline]
    pub(super) fn features(&self) -> [u32; FEATURES] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let left = |token: u32| if token == NONE { NONE } else { self.at(token).left_child };
        let right = |token: u32| if token == NONE { NONE } else { self.at(token).right_child };
        [b0, self.buffer(1), s0, self.stack(1), self.stack(2), left(b0), left(s0), right(s0)]
    }

    /// The valid classes, one bit each.
    #[inline]
    pub(super) fn valid(&self, moves: &Moves) -> u128 {
        let b0 = self.buffer(0);
        let has_buffer = b0 != NONE;
        let starts = has_buffer && self.at(b0).starts;
        let many = self.buffer_len() >= 2;
        let mut valid = 0;
        if self.stack.is_empty() {
            valid |= u128::from(has_buffer) << SHIFT;
        } else {
            valid |= 1 << REDUCE;
            if many && !starts && !self.at(b0).unshiftable {
                valid |= 1 << SHIFT;
            }
            if has_buffer && !starts {
                valid |= ((1 << (moves.n_left + moves.n_right)) - 1) << LEFT;
            }
        }
        if many {
            let b1 = self.buffer(1);
            if b1 == b0 + 1 && !self.at(b1).starts {
                valid |= 1 << (LEFT + moves.n_left + moves.n_right);
            }
        }
        valid
    }

    /// Makes a move that is valid.
    #[inline]
    pub(super) fn apply(&mut self, moves: &Moves, class: usize) {
        match class {
            SHIFT => self.shift(),
            REDUCE => self.reduce(),
            _ if class < LEFT + moves.n_left => self.left_arc(class),
            _ if class < LEFT + moves.n_left + moves.n_right => self.right_arc(class),
            _ => self.break_sentence(),
        }
    }

    /// # Validity
    /// The stack is empty; or the buffer has two tokens, the first starts no sentence and may be shifted.
    /// # Action
    /// The first of the buffer goes on the stack.
    fn shift(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    /// # Validity
    /// The stack is not empty.
    /// # Action
    /// The top of the stack leaves it; without a head, and not alone, it returns to the buffer.
    fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        let Some(token) = self.stack.pop() else { return };
        let state = &mut self.tokens[token as usize];
        if state.head == NONE && !alone {
            state.unshiftable = true;
            self.returned.push(token);
        }
    }

    /// # Validity
    /// Stack and buffer are not empty, and the first of the buffer starts no sentence.
    /// # Action
    /// The first of the buffer becomes the head of the top of the stack, which leaves the stack.
    fn left_arc(&mut self, class: usize) {
        let (b0, Some(s0)) = (self.buffer(0), self.stack.pop()) else { return };
        let old_head = self.at(s0).head;
        if old_head != NONE {
            // A token on the stack has its head below it, and is the last child given to it.
            let sibling = self.at(s0).sibling;
            let old_head = &mut self.tokens[old_head as usize];
            debug_assert_eq!(old_head.right_child, s0);
            old_head.right_child = sibling;
        }
        let head = &mut self.tokens[b0 as usize];
        head.unshiftable = false;
        let sibling = std::mem::replace(&mut head.left_child, s0);
        let child = &mut self.tokens[s0 as usize];
        child.sibling = sibling;
        child.head = b0;
        child.class = class as u8;
    }

    /// # Validity
    /// As of [`left_arc`](Self::left_arc).
    /// # Action
    /// The top of the stack becomes the head of the first of the buffer, which goes on the stack.
    fn right_arc(&mut self, class: usize) {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let head = &mut self.tokens[s0 as usize];
        let sibling = std::mem::replace(&mut head.right_child, b0);
        let child = &mut self.tokens[b0 as usize];
        child.sibling = sibling;
        child.head = s0;
        child.class = class as u8;
        self.shift();
    }

    /// # Validity
    /// The buffer has two tokens that are neighbours, and the second starts no sentence yet.
    /// # Action
    /// The second of the buffer starts a sentence: no arc will cross from before it.
    fn break_sentence(&mut self) {
        let b1 = self.buffer(1);
        self.tokens[b1 as usize].starts = true;
    }
}
