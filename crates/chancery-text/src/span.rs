use std::ops::Range;

/// Bytes of the text, half-open. Both ends lie on character boundaries and `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteSpan {
    start: u32,
    end: u32,
}

impl ByteSpan {
    /// The span `range` of `text`, or `None` where it does not lie on character boundaries.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        text.get(range.clone())?;
        Some(Self { start: range.start as u32, end: range.end as u32 })
    }

    /// A span whose ends are known to lie on character boundaries, such as those of tokens.
    pub fn at(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span ends where it starts or later: {start}..{end}");
        Self { start, end }
    }

    /// First byte.
    pub fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range to index the text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words that it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// `other` lies within `self`.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSpan;

    #[test]
    fn ends_lie_on_character_boundaries() {
        assert!(ByteSpan::new("é", 0..1).is_none());
        assert_eq!(ByteSpan::new("é", 0..2).map(|span| span.of("é")), Some("é"));
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!ByteSpan::at(0, 2).overlaps(ByteSpan::at(2, 3)));
        assert_eq!(ByteSpan::at(0, 2).cover(ByteSpan::at(5, 6)), ByteSpan::at(0, 6));
    }
}
