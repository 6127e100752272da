//! Base noun phrases, read off the parse.

use crate::{Dep, Pos, TokenSpan};

/// The columns of a parse that noun chunks rest on, one entry per token.
#[derive(Debug, Clone, Copy)]
pub struct Columns<'a> {
    /// After the attribute ruler.
    pub pos: &'a [Pos],
    /// After the attribute ruler.
    pub dep: &'a [Dep],
    /// The token's own index for a root.
    pub head: &'a [u32],
    /// Leftmost token below each.
    pub left_edge: &'a [u32],
}

/// Finds noun chunks: from the left edge of a nominal head up to the head, if its arc is that of an argument
/// or it is joined to such a one. Chunks do not overlap; the earlier head wins.
///
/// As spaCy's `lang/en/syntax_iterators.py`.
pub fn noun_chunks(parse: Columns<'_>, out: &mut Vec<TokenSpan>) {
    let mut next = 0;
    let firsts = firsts(parse);
    for (i, &pos) in parse.pos.iter().enumerate() {
        if !matches!(pos, Pos::Noun | Pos::Propn | Pos::Pron) || parse.left_edge[i] < next {
            continue;
        }
        let argument = match parse.dep[i] {
            Dep::Conj => is_argument(parse.dep[firsts[parse.head[i] as usize] as usize]),
            dep => is_argument(dep),
        };
        if argument {
            next = i as u32 + 1;
            out.push(TokenSpan::new(parse.left_edge[i], next));
        }
    }
}

/// For each token the first of those that it is joined to from the right; mostly itself. Found from left to right, so
/// that a list of many thousand members costs no more than its length.
fn firsts(parse: Columns<'_>) -> Vec<u32> {
    let mut firsts: Vec<u32> = Vec::with_capacity(parse.dep.len());
    for (i, (&dep, &head)) in (0..).zip(parse.dep.iter().zip(parse.head)) {
        let joined = dep == Dep::Conj && head < i;
        firsts.push(if joined { firsts[head as usize] } else { i });
    }
    firsts
}

fn is_argument(dep: Dep) -> bool {
    matches!(
        dep,
        Dep::Oprd
            | Dep::Nsubj
            | Dep::Dobj
            | Dep::Nsubjpass
            | Dep::Pcomp
            | Dep::Pobj
            | Dep::Dative
            | Dep::Appos
            | Dep::Attr
            | Dep::Root
    )
}

#[cfg(test)]
mod tests {
    use super::{Columns, noun_chunks};
    use crate::{Dep, Pos, TokenSpan};

    #[test]
    fn arguments_and_what_is_joined_to_them_are_chunks() {
        // "Old friends and rivals met quickly"
        let mut chunks = Vec::new();
        noun_chunks(
            Columns {
                pos: &[Pos::Adj, Pos::Noun, Pos::Cconj, Pos::Noun, Pos::Verb, Pos::Adv],
                dep: &[Dep::Amod, Dep::Nsubj, Dep::Cc, Dep::Conj, Dep::Root, Dep::Advmod],
                head: &[1, 4, 1, 1, 4, 4],
                left_edge: &[0, 0, 2, 3, 0, 5],
            },
            &mut chunks,
        );
        assert_eq!(chunks, [TokenSpan::new(0, 2), TokenSpan::new(3, 4)]);
    }

    #[test]
    fn a_head_whose_phrase_was_taken_starts_none() {
        // "harbour towns" where both nouns claim the left edge.
        let mut chunks = Vec::new();
        noun_chunks(
            Columns {
                pos: &[Pos::Noun, Pos::Noun],
                dep: &[Dep::Dobj, Dep::Root],
                head: &[1, 1],
                left_edge: &[0, 0],
            },
            &mut chunks,
        );
        assert_eq!(chunks, [TokenSpan::new(0, 1)]);
    }
}
