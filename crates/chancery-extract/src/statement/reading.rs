//! A document with what all rules ask of it: paragraphs, words, quotations.

use chancery_nlp::{Dep, Doc, Pos, TokenId, TokenSpan};

use super::lexicon::{Frames, Lexicon};
use super::pieces::Pieces;
use super::quote::{self, Quotation};

/// A document as the rules of this layer see it.
pub(super) struct Reading<'d, 't> {
    /// The parsed text.
    pub(super) doc: &'d Doc<'t>,
    /// The words that report.
    pub(super) lexicon: &'static Lexicon,
    /// Paragraphs that hold a word, in order, without the line breaks between them.
    pub(super) paragraphs: Vec<TokenSpan>,
    /// Datelines at the front of paragraphs, dash included, in order: *KYIV (Reuters) -*.
    datelines: Vec<TokenSpan>,
    /// Stretches between double quotation marks, in order.
    pub(super) quotations: Vec<Quotation>,
    /// `words[i]`: how many of the tokens before `i` are words, that is hold a letter or digit.
    words: Vec<u32>,
}

impl<'d, 't> Reading<'d, 't> {
    /// Prepares a document.
    pub(super) fn new(doc: &'d Doc<'t>) -> Self {
        let mut words = Vec::with_capacity(doc.len() + 1);
        words.push(0);
        for token in doc.ids() {
            let word = match doc.pos(token) {
                Pos::Space => false,
                Pos::Punct | Pos::Sym => doc.word(token).chars().any(char::is_alphanumeric),
                _ => true,
            };
            words.push(words[token.index()] + u32::from(word));
        }
        let mut reading = Self {
            doc,
            lexicon: Lexicon::embedded(),
            paragraphs: Vec::new(),
            datelines: Vec::new(),
            quotations: Vec::new(),
            words,
        };
        reading.paragraphs = reading.split_paragraphs();
        reading.datelines = reading
            .paragraphs
            .iter()
            .filter_map(|&paragraph| reading.dateline(paragraph))
            .collect();
        reading.quotations = quote::quotations(&reading);
        reading
    }

    /// A paragraph ends at a line break. Hard-wrapped text breaks lines within sentences: a single break
    /// ends nothing where the line before does not end a sentence and the next begins with a small letter.
    fn split_paragraphs(&self) -> Vec<TokenSpan> {
        let doc = self.doc;
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for token in doc.ids() {
            if doc.pos(token) != Pos::Space || !doc.word(token).contains('\n') {
                continue;
            }
            let wrapped = doc.word(token).matches('\n').count() == 1
                && token
                    .prev()
                    .is_some_and(|before| !self.is_stop(before) && !self.is_mark(before))
                && token.next().index() < doc.len()
                && doc.word(token.next()).starts_with(char::is_lowercase);
            if wrapped {
                continue;
            }
            paragraphs.push(TokenSpan::new(start, token.0));
            start = token.0 + 1;
        }
        paragraphs.push(TokenSpan::new(start, doc.len() as u32));
        paragraphs.retain(|&paragraph| self.n_words(paragraph) > 0);
        paragraphs
    }

    /// The dateline at the front of a paragraph: a place in capitals, perhaps a day and an agency, a dash.
    fn dateline(&self, paragraph: TokenSpan) -> Option<TokenSpan> {
        /// Most tokens of a dateline.
        const LONGEST: usize = 14;
        let doc = self.doc;
        let first = paragraph.iter().find(|&token| doc.pos(token) != Pos::Space)?;
        let word = doc.word(first);
        if word.chars().count() < 3 || word.chars().any(|c| !c.is_uppercase()) {
            return None;
        }
        let dash = paragraph.iter().take(LONGEST).find(|&token| {
            matches!(doc.word(token), "—" | "–" | "--")
                || doc.word(token) == "-" && doc.token(token).space_after
        })?;
        let place = TokenSpan { start: paragraph.start, end: dash };
        let is_plain =
            place.iter().all(|token| !matches!(doc.pos(token), Pos::Verb | Pos::Aux | Pos::Pron));
        is_plain.then_some(TokenSpan { start: paragraph.start, end: dash.next() })
    }

    /// The dateline that holds the token.
    pub(super) fn dateline_at(&self, token: TokenId) -> Option<TokenSpan> {
        let at = self.datelines.partition_point(|dateline| dateline.end <= token);
        self.datelines.get(at).copied().filter(|dateline| dateline.contains(token))
    }

    /// How many of the tokens are words.
    pub(super) fn n_words(&self, span: TokenSpan) -> u32 {
        self.words[span.end.index()].saturating_sub(self.words[span.start.index()])
    }

    /// How many words the pieces hold.
    pub(super) fn n_words_of(&self, pieces: &Pieces) -> u32 {
        pieces.spans().iter().map(|&span| self.n_words(span)).sum()
    }

    /// How many words both hold.
    pub(super) fn n_common(&self, a: &Pieces, b: &Pieces) -> u32 {
        a.common(b).map(|span| self.n_words(span)).sum()
    }

    /// The token holds a letter or digit.
    pub(super) fn is_word(&self, token: TokenId) -> bool {
        self.words[token.index() + 1] > self.words[token.index()]
    }

    /// `. ? ! …`
    pub(super) fn is_stop(&self, token: TokenId) -> bool {
        matches!(self.doc.word(token), "." | "!" | "?" | "…" | "...")
    }

    /// A double quotation mark.
    pub(super) fn is_mark(&self, token: TokenId) -> bool {
        matches!(self.doc.word(token), "“" | "”" | "\"" | "''" | "``" | "„" | "«" | "»")
    }

    /// The number of the paragraph that holds the token, or of the next one.
    pub(super) fn paragraph(&self, token: TokenId) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.end <= token)
    }

    /// The quotation that holds the token, by number.
    pub(super) fn quotation_at(&self, token: TokenId) -> Option<usize> {
        let at = self.quotations.partition_point(|quotation| quotation.marked.end <= token);
        self.quotations
            .get(at)
            .is_some_and(|quotation| quotation.marked.contains(token))
            .then_some(at)
    }

    /// `span` without what is no word at its ends; empty where it has none.
    pub(super) fn trim(&self, span: TokenSpan) -> TokenSpan {
        let start = span.iter().find(|&token| self.is_word(token)).unwrap_or(span.end);
        let end = span.iter().rfind(|&token| self.is_word(token)).map_or(start, TokenId::next);
        TokenSpan { start, end }
    }

    /// The particle of a verb.
    pub(super) fn particle(&self, verb: TokenId) -> Option<TokenId> {
        self.doc.child(verb, &[Dep::Prt])
    }

    /// The frames of a verb, with its particle if it has one.
    pub(super) fn verb_frames(&self, verb: TokenId) -> Frames {
        let particle = self.particle(verb).map(|particle| self.doc.lower(particle));
        self.lexicon.verb(self.doc.lemma(verb), particle)
    }

    /// The verb may introduce a quotation; a particle adds to what the verb can do alone.
    pub(super) fn introduces_quotations(&self, verb: TokenId) -> bool {
        use super::lexicon::Frame::{Quotation, Says};
        let frames = [Says, Quotation];
        self.lexicon.verb(self.doc.lemma(verb), None).has_any(&frames)
            || self.verb_frames(verb).has_any(&frames)
    }

    /// The verb reports speech, with any of its frames that take a clause.
    pub(super) fn is_saying(&self, verb: TokenId) -> bool {
        self.verb_frames(verb).has(super::lexicon::Frame::Says)
    }
}
