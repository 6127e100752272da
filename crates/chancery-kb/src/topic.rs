use crate::phrases::Phrases;
use crate::table;

/// What news may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// The program's own code: `ceasefire`.
    pub code: &'static str,
    /// What belongs to it, in a sentence.
    pub definition: &'static str,
}

/// The topics with the phrases that name them.
pub(crate) struct Topics {
    pub(crate) all: Vec<Topic>,
    phrases: Phrases,
    /// For each phrase its topic's place.
    topic_of: Vec<u8>,
}

impl Topics {
    pub(crate) fn read(table: &'static str) -> Self {
        let (mut topics, mut phrases, mut topic_of) = (Vec::new(), Vec::new(), Vec::new());
        for [code, definition, listed] in table::rows::<3>(table) {
            for phrase in listed.split('|') {
                phrases.push(phrase.to_owned());
                topic_of.push(topics.len() as u8);
            }
            topics.push(Topic { code, definition });
        }
        Self { all: topics, phrases: Phrases::new(phrases.into_iter()), topic_of }
    }

    pub(crate) fn ending<W: AsRef<str>>(&self, words: &[W]) -> Option<(&Topic, usize)> {
        let (row, n_words) = self.phrases.ending(words)?;
        Some((&self.all[usize::from(self.topic_of[row])], n_words))
    }
}
