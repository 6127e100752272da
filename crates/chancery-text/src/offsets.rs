use crate::ByteSpan;

/// Bytes per checkpoint: a look-up counts at most this many bytes.
const STRIDE: usize = 64;

/// Converts byte positions of one text to code points.
///
/// Holds the count at every 64th byte, so a conversion costs a short scan; an ASCII text needs none.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points that begin before byte `64 * i`; empty for ASCII.
    checkpoints: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut checkpoints = Vec::new();
        if !text.is_ascii() {
            checkpoints.reserve(text.len() / STRIDE + 1);
            let mut count = 0;
            for block in text.as_bytes().chunks(STRIDE) {
                checkpoints.push(count);
                count += starts(block);
            }
            checkpoints.push(count);
        }
        Self { text, checkpoints }
    }

    /// The number of code points before `byte`, which lies on a character boundary.
    pub fn at(&self, byte: u32) -> u32 {
        if self.checkpoints.is_empty() {
            return byte;
        }
        let byte = byte as usize;
        let block = byte / STRIDE;
        self.checkpoints[block] + starts(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// The byte at which code point number `point` begins; the text's length for the one past the last.
    ///
    /// # Panics
    /// Where the text has fewer code points.
    pub fn byte(&self, point: u32) -> u32 {
        if self.checkpoints.is_empty() {
            assert!(point as usize <= self.text.len(), "the text has code point {point}");
            return point;
        }
        let block = self.checkpoints.partition_point(|&count| count <= point) - 1;
        let mut left = point - self.checkpoints[block];
        let mut byte = (block * STRIDE).min(self.text.len());
        // A block may begin within a character that was counted in the block before.
        while byte < self.text.len() {
            if self.text.is_char_boundary(byte) {
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            byte += 1;
        }
        assert!(left == 0, "the text has code point {point}");
        byte as u32
    }

    /// The words between two code points.
    pub fn words(&self, start: u32, end: u32) -> &'t str {
        &self.text[self.byte(start) as usize..self.byte(end) as usize]
    }

    /// Both ends of a span, in code points.
    pub fn span(&self, span: ByteSpan) -> (u32, u32) {
        (self.at(span.start()), self.at(span.end()))
    }
}

/// How many characters begin in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| (byte & 0xC0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn every_boundary_agrees_with_counting() {
        let text = "né 中国 🙂 plain ".repeat(20);
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte as u32), n as u32);
            assert_eq!(points.byte(n as u32), byte as u32);
        }
        let length = text.chars().count() as u32;
        assert_eq!(points.at(text.len() as u32), length);
        assert_eq!(points.byte(length) as usize, text.len());
    }
}
