//! Text to tokens, exactly as spaCy cuts it.
//!
//! The text is cut at white space into chunks. A chunk is a listed exception, or loses prefixes and suffixes
//! one by one until an exception or nothing to take off is left; the rest is one token if it is an address,
//! else it is cut at infixes. A second pass joins exceptions again which the first has cut.
//! spaCy 3.8, `tokenizer.pyx`. Time is linear in the text, whatever it holds.

mod affix;
pub(crate) mod chunks;
mod exceptions;
mod url;

use std::sync::Arc;

use chancery_text::ByteSpan;

use self::affix::{Affixes, infixes, prefix};
use self::chunks::Piece;
use self::exceptions::{Exceptions, Patterns};
use crate::hash::string_id;
use crate::lexeme::{Lexicon, RawToken, Vocab};
use crate::model::{Model, ModelError};
use crate::unicode::{CharTable, Classes};

/// The tokenizer's rules. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Tokenizer {
    lexicon: Arc<Lexicon>,
    affixes: Affixes,
    exceptions: Exceptions,
    patterns: Patterns,
}

/// Whether the list of exceptions is asked, which it is not while the list itself is cut into patterns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Heeded,
    Ignored,
}

impl Tokenizer {
    /// Reads the rules.
    ///
    /// # Errors
    /// Where they are missing or inconsistent.
    pub fn load(model: &Model, lexicon: Arc<Lexicon>) -> Result<Self, ModelError> {
        let mut tokenizer = Self {
            lexicon,
            affixes: Affixes::load(model)?,
            exceptions: Exceptions::load(model)?,
            patterns: Patterns::default(),
        };
        let mut patterns = Patterns::default();
        for key in tokenizer.exceptions.keys().filter(|key| tokenizer.is_cut(key)) {
            patterns.add(&tokenizer.cut_orths(key));
        }
        tokenizer.patterns = patterns;
        Ok(tokenizer)
    }

    /// Cuts `text` and puts its tokens into `tokens`, whose content is dropped. Spans of the tokens and the
    /// blanks after them rebuild the text.
    pub fn tokenize(&self, vocab: &mut Vocab, text: &str, tokens: &mut Vec<RawToken>) {
        tokens.clear();
        vocab.begin_document();
        let mut starts = Vec::new();
        for_each_chunk(text, &self.lexicon.chars, |start, chunk, space_after| {
            if vocab.chunks.get(chunk).is_none() {
                let pieces = self.pieces(vocab, chunk);
                // A chunk too long to be kept is used once.
                push(start, &pieces, space_after, tokens, &mut starts);
                vocab.chunks.put(chunk, &pieces);
            } else if let Some(pieces) = vocab.chunks.get(chunk) {
                push(start, pieces, space_after, tokens, &mut starts);
            }
        });
        if !starts.is_empty() {
            self.join_exceptions(vocab, text, &starts, tokens);
        }
    }

    /// The tokens of a chunk that was not seen before.
    fn pieces(&self, vocab: &mut Vocab, chunk: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.cut(chunk, Listed::Heeded, &mut |text, norm| {
            let lexeme = vocab.intern(text, norm);
            let starts_pattern = self.patterns.starts_with(vocab.get(lexeme).orth);
            pieces.push(Piece { len: text.len() as u32, lexeme, starts_pattern });
        });
        pieces
    }

    /// Cuts one chunk; `emit` is given each token's text and its norm if it is a piece of an exception.
    fn cut(&self, chunk: &str, listed: Listed, emit: &mut dyn FnMut(&str, Option<&str>)) {
        let chars = &self.lexicon.chars;
        let is_listed = |text: &str| listed == Listed::Heeded && self.exceptions.contains(text);
        let mut rest = chunk;
        // Byte lengths, outermost first.
        let mut prefixes: Vec<usize> = Vec::new();
        let mut suffixes: Vec<usize> = Vec::new();
        while !rest.is_empty() && !is_listed(rest) {
            let before = prefix(rest, chars);
            if before > 0 && is_listed(&rest[before..]) {
                prefixes.push(before);
                rest = &rest[before..];
                break;
            }
            let after = self.affixes.suffix(&rest[before..], chars);
            let without_suffix = &rest[..rest.len() - after];
            if after > 0 && is_listed(without_suffix) {
                suffixes.push(after);
                rest = without_suffix;
                break;
            }
            if before == 0 && after == 0 {
                break;
            }
            if before > 0 {
                prefixes.push(before);
            }
            if after > 0 {
                suffixes.push(after);
            }
            rest = &without_suffix[before..];
        }
        let mut at = 0;
        for len in prefixes {
            emit(&chunk[at..at + len], None);
            at += len;
        }
        self.cut_rest(rest, listed, emit);
        at += rest.len();
        for len in suffixes.into_iter().rev() {
            emit(&chunk[at..at + len], None);
            at += len;
        }
    }

    /// What prefixes and suffixes have left.
    fn cut_rest(&self, rest: &str, listed: Listed, emit: &mut dyn FnMut(&str, Option<&str>)) {
        let chars = &self.lexicon.chars;
        if rest.is_empty() {
            return;
        }
        if listed == Listed::Heeded
            && let Some(pieces) = self.exceptions.get(rest)
        {
            for (orth, norm) in pieces {
                emit(orth, norm);
            }
            return;
        }
        if url::is_url(rest, chars) {
            emit(rest, None);
            return;
        }
        let mut at = 0;
        // An infix at the start cuts nothing off and is none.
        for (start, end) in infixes(rest, chars).filter(|&(start, _)| start > 0) {
            if at < start {
                emit(&rest[at..start], None);
            }
            emit(&rest[start..end], None);
            at = end;
        }
        if at < rest.len() {
            emit(&rest[at..], None);
        }
    }

    /// The first pass may cut this exception when it stands within a longer chunk.
    fn is_cut(&self, key: &str) -> bool {
        let chars = &self.lexicon.chars;
        key.contains(' ')
            || prefix(key, chars) > 0
            || self.affixes.suffix(key, chars) > 0
            || infixes(key, chars).next().is_some()
    }

    /// Ids of the tokens of an exception as if it were none.
    fn cut_orths(&self, key: &str) -> Vec<u64> {
        let mut orths = Vec::new();
        for_each_chunk(key, &self.lexicon.chars, |_, chunk, _| {
            self.cut(chunk, Listed::Ignored, &mut |text, _| orths.push(string_id(text)));
        });
        orths
    }

    /// The second pass: where tokens spell an exception, they are replaced by its pieces.
    ///
    /// Of overlapping places the longest is taken, then the first. A place that was passed over still keeps
    /// others out, as in spaCy. `starts` are the tokens that may begin one.
    fn join_exceptions(
        &self,
        vocab: &mut Vocab,
        text: &str,
        starts: &[u32],
        tokens: &mut Vec<RawToken>,
    ) {
        let orth = |at: usize| tokens.get(at).map(|token| vocab.get(token.lexeme).orth);
        let mut places: Vec<(usize, usize)> = Vec::new();
        for &start in starts {
            let start = start as usize;
            places.extend(self.patterns.matches_at(start, orth).map(|len| (start, len)));
        }
        places.sort_by_key(|&(start, len)| (std::cmp::Reverse(len), start));
        let mut marked = vec![false; if places.is_empty() { 0 } else { tokens.len() }];
        places.retain(|&(start, len)| {
            let free = !marked[start] && !marked[start + len - 1];
            marked[start..start + len].fill(true);
            free
        });
        places.sort_unstable();
        let mut joined: Vec<RawToken> = Vec::new();
        let mut done = 0;
        for (start, len) in places {
            let (first, last) = (tokens[start], tokens[start + len - 1]);
            let span = ByteSpan::at(first.span.start(), last.span.end());
            let Some(pieces) = self.exceptions.get(span.of(text)) else { continue };
            joined.extend_from_slice(&tokens[done..start]);
            let mut at = span.start();
            for (piece, norm) in pieces {
                let end = at + piece.len() as u32;
                let lexeme = vocab.intern(piece, norm);
                joined.push(RawToken { span: ByteSpan::at(at, end), space_after: false, lexeme });
                at = end;
            }
            if let Some(piece) = joined.last_mut() {
                piece.space_after = last.space_after;
            }
            done = start + len;
        }
        if done > 0 {
            joined.extend_from_slice(&tokens[done..]);
            *tokens = joined;
        }
    }
}

/// Appends a chunk's tokens, and notes those that may begin an exception.
fn push(
    start: u32,
    pieces: &[Piece],
    space_after: bool,
    tokens: &mut Vec<RawToken>,
    starts: &mut Vec<u32>,
) {
    let mut at = start;
    for piece in pieces {
        if piece.starts_pattern {
            starts.push(tokens.len() as u32);
        }
        let span = ByteSpan::at(at, at + piece.len);
        tokens.push(RawToken { span, space_after: false, lexeme: piece.lexeme });
        at += piece.len;
    }
    if let Some(last) = tokens.last_mut() {
        last.space_after = space_after;
    }
}

/// Calls `visit` with start, text and following blank of each run of white space or of anything else. The
/// one U+0020 right after a run that is no white space belongs to neither.
fn for_each_chunk(text: &str, chars: &CharTable, mut visit: impl FnMut(u32, &str, bool)) {
    let is_space = |c: char| chars.is(c, Classes::SPACE);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if is_space(first) {
            let len = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
            visit(at as u32, &rest[..len], false);
            at += len;
        } else {
            let len = rest.find(is_space).unwrap_or(rest.len());
            let blank = rest[len..].starts_with(' ');
            visit(at as u32, &rest[..len], blank);
            at += len + usize::from(blank);
        }
    }
}
