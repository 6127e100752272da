//! A parsed text. Everything after the parser reads it; nothing changes it.

use std::ops::Range;

use chancery_text::ByteSpan;
use rustc_hash::FxHashMap;

use crate::mended::mended;
use crate::{Dep, EntLabel, Pos, Tag};

/// The place of a token in its document, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// To index slices with.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The token after this, which may lie beyond the document.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The token before, if there is one.
    #[must_use]
    pub fn prev(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

/// Tokens, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenSpan {
    /// First token.
    pub start: TokenId,
    /// One past the last.
    pub end: TokenId,
}

impl TokenSpan {
    /// From the first token to one past the last.
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start: TokenId(start), end: TokenId(end) }
    }

    /// One token.
    pub fn one(token: TokenId) -> Self {
        Self { start: token, end: token.next() }
    }

    /// How many tokens.
    pub fn len(self) -> usize {
        (self.end.0 - self.start.0) as usize
    }

    /// None.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Its tokens in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + Clone {
        (self.start.0..self.end.0).map(TokenId)
    }

    /// The token lies within.
    pub fn contains(self, token: TokenId) -> bool {
        self.start <= token && token < self.end
    }

    /// `other` lies within `self`.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The two share a token.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// As a range to index slices with.
    pub fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }
}

/// A string of the document: a stretch of its text, or of its pool of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Pooled {
    start: u32,
    /// With [`IN_POOL`] for one of the pool.
    len: u32,
}

/// Texts are shorter than this: 2 GiB.
const IN_POOL: u32 = 1 << 31;

/// A token with its analysis. Strings are asked of the [`Doc`].
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where it stands.
    pub span: ByteSpan,
    /// A single U+0020 follows that belongs to no token.
    pub space_after: bool,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Its head; itself for the root of a sentence. See [`Doc::head`].
    head: TokenId,
    /// The arc's label.
    pub dep: Dep,
    left_edge: TokenId,
    right_edge: TokenId,
    /// Number of its sentence.
    sent: u32,
    /// Entity that it belongs to, one more than its number; 0 for none.
    ent: u32,
    /// As the model has it.
    published_lemma: Pooled,
    lemma: Pooled,
    lower: Pooled,
    morph: Pooled,
}

/// A named entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ent {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its type.
    pub label: EntLabel,
}

/// What the pipeline, or any other parser, says of one token. A [`Doc`] is made of these.
#[derive(Debug, Clone, Copy)]
pub struct TokenParts<'a> {
    /// Where it stands.
    pub span: ByteSpan,
    /// A single U+0020 follows that belongs to no token.
    pub space_after: bool,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Universal features, `Number=Sing|Person=3`; empty for none.
    pub morph: &'a str,
    /// Dictionary form, as the model or the parser gives it.
    pub lemma: &'a str,
    /// Index of the head; the token's own for a root.
    pub head: u32,
    /// The arc's label.
    pub dep: Dep,
    /// A sentence starts here.
    pub sent_start: bool,
}

/// A parsed text: what spaCy calls a `Doc`.
///
/// Tokens do not overlap and stand in the text's order; heads, children and edges are consistent; the
/// first token starts a sentence. White space other than the single blank after a token is a token too.
#[derive(Debug, Clone)]
pub struct Doc<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    sents: Vec<TokenSpan>,
    ents: Vec<Ent>,
    noun_chunks: Vec<TokenSpan>,
    strings: String,
    /// Children of token `i`: `children[child_starts[i]..child_starts[i + 1]]`, ascending.
    child_starts: Vec<u32>,
    children: Vec<TokenId>,
}

impl<'t> Doc<'t> {
    /// Puts a document together from a parser's output. `ents` are sorted and do not overlap.
    ///
    /// # Panics
    /// Where a head, an entity or a chunk lies beyond the tokens.
    pub fn new(
        text: &'t str,
        parts: &[TokenParts<'_>],
        ents: Vec<Ent>,
        noun_chunks: Vec<TokenSpan>,
    ) -> Self {
        let lowers: Vec<String> =
            parts.iter().map(|part| part.span.of(text).to_lowercase()).collect();
        let tokens = parts.iter().copied().zip(lowers.iter().map(String::as_str));
        Self::assemble(text, tokens, ents, noun_chunks)
    }

    /// As [`new`](Self::new), where the lower case of each token is known already. Strings that several tokens
    /// share should lie at one address: they are then kept once.
    pub(crate) fn assemble<'p>(
        text: &'t str,
        parts: impl ExactSizeIterator<Item = (TokenParts<'p>, &'p str)>,
        ents: Vec<Ent>,
        noun_chunks: Vec<TokenSpan>,
    ) -> Self {
        assert!(text.len() < IN_POOL as usize, "texts of 2 GiB are refused where they come in");
        let n = parts.len();
        let mut pool = Pool::default();
        let mut tokens = Vec::with_capacity(n);
        let mut sents: Vec<TokenSpan> = Vec::new();
        for (id, (part, lower)) in (0..).zip(parts) {
            assert!((part.head as usize) < n, "the head of token {id} lies within the document");
            if id == 0 || part.sent_start {
                if let Some(last) = sents.last_mut() {
                    last.end = TokenId(id);
                }
                sents.push(TokenSpan::new(id, n as u32));
            }
            let word = part.span.of(text);
            let in_text = Pooled { start: part.span.start(), len: part.span.len() };
            let lower_pooled = if lower == word { in_text } else { pool.put(lower) };
            let published_lemma = if part.lemma == word {
                in_text
            } else if part.lemma == lower {
                lower_pooled
            } else {
                pool.put(part.lemma)
            };
            let lemma = mended(part.pos, lower).map_or(published_lemma, |lemma| pool.put(lemma));
            tokens.push(Token {
                span: part.span,
                space_after: part.space_after,
                tag: part.tag,
                pos: part.pos,
                head: TokenId(part.head),
                dep: part.dep,
                left_edge: TokenId(id),
                right_edge: TokenId(id),
                sent: sents.len() as u32 - 1,
                ent: 0,
                published_lemma,
                lemma,
                lower: lower_pooled,
                morph: pool.put(part.morph),
            });
        }
        for (number, ent) in ents.iter().enumerate() {
            for token in &mut tokens[ent.tokens.range()] {
                token.ent = number as u32 + 1;
            }
        }
        let (child_starts, children) = children(&tokens);
        set_edges(&mut tokens, &child_starts);
        Self {
            text,
            tokens,
            sents,
            ents,
            noun_chunks,
            strings: pool.strings,
            child_starts,
            children,
        }
    }

    /// The text that all spans refer to.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// All tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text has no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// All token ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        (0..self.tokens.len() as u32).map(TokenId)
    }

    /// One token.
    pub fn token(&self, token: TokenId) -> &Token {
        &self.tokens[token.index()]
    }

    /// The token's words in the text.
    pub fn word(&self, token: TokenId) -> &'t str {
        self.token(token).span.of(self.text)
    }

    /// The token's words in lower case.
    pub fn lower(&self, token: TokenId) -> &str {
        self.pooled(self.token(token).lower)
    }

    /// The token's dictionary form. Where the model is known to err (*hop* for *hoped*), the right one stands here
    /// and the model's is the [`published_lemma`](Self::published_lemma).
    pub fn lemma(&self, token: TokenId) -> &str {
        self.pooled(self.token(token).lemma)
    }

    /// The token's dictionary form as the model gives it.
    pub fn published_lemma(&self, token: TokenId) -> &str {
        self.pooled(self.token(token).published_lemma)
    }

    /// The token's Universal features, `Number=Sing|Person=3`; empty for none.
    pub fn morph(&self, token: TokenId) -> &str {
        self.pooled(self.token(token).morph)
    }

    /// The token's tag.
    pub fn tag(&self, token: TokenId) -> Tag {
        self.token(token).tag
    }

    /// The token's part of speech.
    pub fn pos(&self, token: TokenId) -> Pos {
        self.token(token).pos
    }

    /// The label of the arc to its head.
    pub fn dep(&self, token: TokenId) -> Dep {
        self.token(token).dep
    }

    /// The token's head, `None` for the root of a sentence.
    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        let head = self.token(token).head;
        (head != token).then_some(head)
    }

    /// The tokens whose head this is, in the text's order.
    pub fn children(&self, token: TokenId) -> &[TokenId] {
        let i = token.index();
        &self.children[self.child_starts[i] as usize..self.child_starts[i + 1] as usize]
    }

    /// Children with one of these labels, in the text's order.
    pub fn children_as<'d>(
        &'d self,
        token: TokenId,
        deps: &'d [Dep],
    ) -> impl DoubleEndedIterator<Item = TokenId> + 'd {
        self.children(token).iter().copied().filter(move |&child| deps.contains(&self.dep(child)))
    }

    /// The first child with one of these labels.
    pub fn child(&self, token: TokenId, deps: &[Dep]) -> Option<TokenId> {
        self.children(token).iter().copied().find(|&child| deps.contains(&self.dep(child)))
    }

    /// From the leftmost to the rightmost token below this one; a stretch without gaps.
    pub fn subtree(&self, token: TokenId) -> TokenSpan {
        let token = self.token(token);
        TokenSpan { start: token.left_edge, end: token.right_edge.next() }
    }

    /// Head, head of the head, and so on to the root.
    pub fn ancestors(&self, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.head(token), |&above| self.head(above))
    }

    /// `above` is `token` or one of its ancestors.
    pub fn dominates(&self, above: TokenId, token: TokenId) -> bool {
        above == token || self.ancestors(token).any(|ancestor| ancestor == above)
    }

    /// Sentences in order; together they hold all tokens.
    pub fn sents(&self) -> &[TokenSpan] {
        &self.sents
    }

    /// The number of the token's sentence.
    pub fn sent_number(&self, token: TokenId) -> usize {
        self.token(token).sent as usize
    }

    /// The token's sentence.
    pub fn sent(&self, token: TokenId) -> TokenSpan {
        self.sents[self.sent_number(token)]
    }

    /// Named entities in order.
    pub fn ents(&self) -> &[Ent] {
        &self.ents
    }

    /// The entity that the token belongs to.
    pub fn ent(&self, token: TokenId) -> Option<Ent> {
        let number = self.token(token).ent;
        (number > 0).then(|| self.ents[number as usize - 1])
    }

    /// Base noun phrases in order, not overlapping.
    pub fn noun_chunks(&self) -> &[TokenSpan] {
        &self.noun_chunks
    }

    /// From the first byte of the first token to the last of the last.
    pub fn byte_span(&self, tokens: TokenSpan) -> ByteSpan {
        if tokens.is_empty() {
            let at = self
                .tokens
                .get(tokens.start.index())
                .map_or(self.text.len() as u32, |t| t.span.start());
            return ByteSpan::at(at, at);
        }
        ByteSpan::at(
            self.token(tokens.start).span.start(),
            self.tokens[tokens.end.index() - 1].span.end(),
        )
    }

    /// The words of some tokens.
    pub fn span_text(&self, tokens: TokenSpan) -> &'t str {
        self.byte_span(tokens).of(self.text)
    }

    /// The tokens that share a byte with `span`.
    pub fn tokens_in(&self, span: ByteSpan) -> TokenSpan {
        let start = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        TokenSpan::new(start as u32, end.max(start) as u32)
    }

    fn pooled(&self, pooled: Pooled) -> &str {
        let (strings, len) = if pooled.len & IN_POOL == 0 {
            (self.text, pooled.len)
        } else {
            (self.strings.as_str(), pooled.len & !IN_POOL)
        };
        &strings[pooled.start as usize..(pooled.start + len) as usize]
    }
}

/// Strings put one after the other; one that is given again from the same place stands once.
#[derive(Default)]
struct Pool {
    strings: String,
    /// By address and length. What is borrowed for all calls does not move.
    seen: FxHashMap<(usize, usize), Pooled>,
}

impl Pool {
    fn put(&mut self, string: &str) -> Pooled {
        let strings = &mut self.strings;
        *self.seen.entry((string.as_ptr().addr(), string.len())).or_insert_with(|| {
            let start = strings.len() as u32;
            strings.push_str(string);
            Pooled { start, len: string.len() as u32 | IN_POOL }
        })
    }
}

/// The outermost tokens below each token, whatever the order of heads (arcs may cross). Each token reports to
/// its head once all below it have reported.
fn set_edges(tokens: &mut [Token], child_starts: &[u32]) {
    let mut missing: Vec<u32> = child_starts.windows(2).map(|ends| ends[1] - ends[0]).collect();
    for leaf in 0..tokens.len() {
        if child_starts[leaf] != child_starts[leaf + 1] {
            continue;
        }
        let mut at = leaf;
        loop {
            let Token { left_edge, right_edge, head, .. } = tokens[at];
            let above = head.index();
            if above == at {
                break;
            }
            let head = &mut tokens[above];
            head.left_edge = head.left_edge.min(left_edge);
            head.right_edge = head.right_edge.max(right_edge);
            missing[above] -= 1;
            if missing[above] > 0 {
                break;
            }
            at = above;
        }
    }
}

fn children(tokens: &[Token]) -> (Vec<u32>, Vec<TokenId>) {
    let mut starts = vec![0; tokens.len() + 1];
    let is_child = |i: usize| tokens[i].head.index() != i;
    for i in (0..tokens.len()).filter(|&i| is_child(i)) {
        starts[tokens[i].head.index() + 1] += 1;
    }
    for i in 0..tokens.len() {
        starts[i + 1] += starts[i];
    }
    let mut next = starts.clone();
    let mut children = vec![TokenId(0); starts[tokens.len()] as usize];
    for i in (0..tokens.len()).filter(|&i| is_child(i)) {
        let at = &mut next[tokens[i].head.index()];
        children[*at as usize] = TokenId(i as u32);
        *at += 1;
    }
    (starts, children)
}

#[cfg(test)]
mod tests {
    use chancery_text::ByteSpan;

    use super::{Doc, TokenId, TokenParts, TokenSpan};
    use crate::{Dep, Pos, Tag};

    /// A document of one-letter words with these heads.
    fn doc<'t>(text: &'t str, heads: &[u32]) -> Doc<'t> {
        let parts: Vec<_> = (0..)
            .zip(heads)
            .map(|(i, &head)| TokenParts {
                span: ByteSpan::at(2 * i, 2 * i + 1),
                space_after: true,
                tag: Tag::Nn,
                pos: Pos::Noun,
                morph: "Number=Sing",
                lemma: "x",
                head,
                dep: Dep::Dep,
                sent_start: i == 0,
            })
            .collect();
        Doc::new(text, &parts, Vec::new(), Vec::new())
    }

    #[test]
    fn edges_reach_over_crossing_arcs_and_long_chains() {
        // a <- c, b <- d: the arcs cross.
        let crossing = doc("A b c d", &[2, 3, 2, 2]);
        assert_eq!(crossing.subtree(TokenId(3)), TokenSpan::new(1, 4));
        assert_eq!(crossing.subtree(TokenId(2)), TokenSpan::new(0, 4));
        let text = "a ".repeat(50_000);
        let heads: Vec<u32> = (0..50_000).map(|i: u32| i.saturating_sub(1)).collect();
        let chain = doc(&text, &heads);
        assert_eq!(chain.subtree(TokenId(7)), TokenSpan::new(7, 50_000));
        assert_eq!(chain.children(TokenId(0)), [TokenId(1)]);
    }

    #[test]
    fn a_cycle_ends_nothing() {
        assert_eq!(doc("a b c", &[1, 0, 0]).len(), 3);
    }

    #[test]
    fn strings_are_the_text_or_the_pool() {
        let doc = doc("A x c", &[1, 1, 1]);
        assert_eq!(doc.ids().map(|id| doc.lower(id)).collect::<Vec<_>>(), ["a", "x", "c"]);
        assert_eq!(doc.ids().map(|id| doc.lemma(id)).collect::<Vec<_>>(), ["x", "x", "x"]);
        assert_eq!(doc.morph(TokenId(2)), "Number=Sing");
    }
}
