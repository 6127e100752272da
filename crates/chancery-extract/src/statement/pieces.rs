//! Stretches of tokens with gaps: what a statement's content is.

use chancery_nlp::{TokenId, TokenSpan};

/// Tokens in ascending stretches that neither overlap nor touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pieces(Vec<TokenSpan>);

impl From<TokenSpan> for Pieces {
    fn from(span: TokenSpan) -> Self {
        let mut pieces = Self::default();
        pieces.add(span);
        pieces
    }
}

impl Pieces {
    /// The stretches in order.
    pub(super) fn spans(&self) -> &[TokenSpan] {
        &self.0
    }

    /// Holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first token.
    pub(super) fn first(&self) -> Option<TokenId> {
        self.0.first().map(|span| span.start)
    }

    /// The last token.
    pub(super) fn last(&self) -> Option<TokenId> {
        self.0.last().map(|span| TokenId(span.end.0 - 1))
    }

    /// The token is in one of them.
    pub(super) fn contains(&self, token: TokenId) -> bool {
        self.0.iter().any(|span| span.contains(token))
    }

    /// Adds a stretch; those that it touches grow together.
    pub(super) fn add(&mut self, mut span: TokenSpan) {
        if span.is_empty() {
            return;
        }
        let from = self.0.partition_point(|piece| piece.end < span.start);
        let to = self.0.partition_point(|piece| piece.start <= span.end);
        if from < to {
            span.start = span.start.min(self.0[from].start);
            span.end = span.end.max(self.0[to - 1].end);
        }
        self.0.splice(from..to, [span]);
    }

    /// Takes a stretch out.
    pub(super) fn remove(&mut self, span: TokenSpan) {
        if span.is_empty() || !self.0.iter().any(|piece| piece.overlaps(span)) {
            return;
        }
        let old = std::mem::take(&mut self.0);
        for piece in old {
            if !piece.overlaps(span) {
                self.0.push(piece);
                continue;
            }
            if piece.start < span.start {
                self.0.push(TokenSpan { start: piece.start, end: span.start });
            }
            if span.end < piece.end {
                self.0.push(TokenSpan { start: span.end, end: piece.end });
            }
        }
    }

    /// Keeps what lies within `span`.
    pub(super) fn clip(&mut self, span: TokenSpan) {
        for piece in &mut self.0 {
            piece.start = piece.start.max(span.start);
            piece.end = piece.end.min(span.end).max(piece.start);
        }
        self.0.retain(|piece| !piece.is_empty());
    }

    /// What both hold.
    pub(super) fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = TokenSpan> + 'a {
        self.0.iter().flat_map(move |&a| {
            other
                .0
                .iter()
                .filter(move |b| b.overlaps(a))
                .map(move |&b| TokenSpan { start: a.start.max(b.start), end: a.end.min(b.end) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_touch_grow_together() {
        let mut pieces = Pieces::from(TokenSpan::new(2, 4));
        pieces.add(TokenSpan::new(6, 8));
        pieces.add(TokenSpan::new(4, 5));
        assert_eq!(pieces.spans(), [TokenSpan::new(2, 5), TokenSpan::new(6, 8)]);
        pieces.add(TokenSpan::new(5, 6));
        assert_eq!(pieces.spans(), [TokenSpan::new(2, 8)]);
    }

    #[test]
    fn a_removed_stretch_leaves_both_sides() {
        let mut pieces = Pieces::from(TokenSpan::new(0, 10));
        pieces.remove(TokenSpan::new(3, 5));
        assert_eq!(pieces.spans(), [TokenSpan::new(0, 3), TokenSpan::new(5, 10)]);
        pieces.clip(TokenSpan::new(2, 6));
        assert_eq!(pieces.spans(), [TokenSpan::new(2, 3), TokenSpan::new(5, 6)]);
    }
}
