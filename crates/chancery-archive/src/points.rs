use chancery_record::Span;

/// A text that is cut by code points, as the record counts.
#[derive(Debug)]
pub(crate) struct Points<T> {
    text: T,
    /// Byte of each code point, and of the end; empty for a text of ASCII, where they are the same.
    starts: Vec<u32>,
}

impl<T: AsRef<str>> Points<T> {
    pub(crate) fn new(text: T) -> Self {
        let all = text.as_ref();
        let starts = if all.is_ascii() {
            Vec::new()
        } else {
            all.char_indices().map(|(at, _)| at as u32).chain([all.len() as u32]).collect()
        };
        Self { text, starts }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        self.text.as_ref()
    }

    fn byte(&self, point: u32) -> usize {
        if self.starts.is_empty() {
            (point as usize).min(self.text().len())
        } else {
            self.starts.get(point as usize).map_or(self.text().len(), |&byte| byte as usize)
        }
    }

    /// The stretch that a span means; nothing where it lies outside the text.
    pub(crate) fn cut(&self, span: Span) -> &str {
        self.text().get(self.byte(span.start)..self.byte(span.end)).unwrap_or_default()
    }
}
