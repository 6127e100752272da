//! Heads, labels and sentences: a transition system and the network that steers it.

mod arc_eager;
mod network;
mod tree;

pub(crate) use network::{NONE, Network, StateParts};
pub(crate) use tree::Tree;

use crate::Dep;
use crate::model::{Model, ModelError};
use crate::simd::{Buffer, Simd};
use arc_eager::State;

/// The dependency parser: non-monotonic arc-eager transitions (Honnibal and Johnson 2015) chosen greedily by a
/// network over eight tokens of the state (Kiperwasser and Goldberg 2016), pseudo-projective labels
/// (Nivre and Nilsson 2005).
#[derive(Debug)]
pub(crate) struct Parser {
    moves: Moves,
    network: Network<{ arc_eager::FEATURES }>,
}

/// Working space of the parser.
#[derive(Debug, Default)]
pub(crate) struct ParserScratch {
    state: State,
    parts: StateParts,
    pub(crate) tree: Tree,
}

/// The transitions by class number: shift, reduce, left arcs, right arcs, break.
#[derive(Debug)]
pub(crate) struct Moves {
    /// Label of each class; a label of the form `X||Y` is `X`, lifted from a head with the label `Y`.
    labels: Vec<Label>,
    n_left: usize,
    n_right: usize,
}

/// An arc's label as the transitions know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) dep: Dep,
    /// The arc was lifted: the real head is a token with this label below the head.
    pub(crate) lifted_from: Option<Dep>,
}

impl Label {
    /// What a token without an arc has.
    pub(crate) const ROOT: Self = Self { dep: Dep::Root, lifted_from: None };

    fn parse(name: &str) -> Result<Self, crate::UnknownLabel> {
        match name.split_once("||") {
            Some((dep, lifted)) => {
                Ok(Self { dep: dep.parse()?, lifted_from: Some(lifted.parse()?) })
            }
            None => Ok(Self { dep: name.parse()?, lifted_from: None }),
        }
    }
}

const MOVES: &str = "parser/moves";

impl Moves {
    /// From the names in class order: `S`, `D`, `L-det`, …, `R-punct`, …, `B-ROOT`.
    fn load(model: &Model) -> Result<Self, ModelError> {
        let names = model.strings(MOVES)?;
        let wrong = |what: String| ModelError::Content { name: MOVES.to_owned(), what };
        let mut labels = Vec::new();
        let (mut n_left, mut n_right) = (0, 0);
        for (class, name) in names.iter().enumerate() {
            let (action, label) = name.split_once('-').unwrap_or((name, "ROOT"));
            let order = match action {
                "S" => class == 0,
                "D" => class == 1,
                "L" => {
                    n_left += 1;
                    n_right == 0 && class == 1 + n_left
                }
                "R" => {
                    n_right += 1;
                    class == 1 + n_left + n_right
                }
                "B" => class == 2 + n_left + n_right && class + 1 == names.len(),
                _ => false,
            };
            if !order {
                return Err(wrong(format!("`{name}` is number {class}")));
            }
            labels.push(Label::parse(label).map_err(|unknown| wrong(unknown.to_string()))?);
        }
        if labels.len() != 3 + n_left + n_right || labels.len() > 112 {
            return Err(wrong("a move is missing".to_owned()));
        }
        Ok(Self { labels, n_left, n_right })
    }
}

impl Parser {
    pub(crate) fn load(model: &Model) -> Result<Self, ModelError> {
        let moves = Moves::load(model)?;
        let network = Network::load(model, "parser", arc_eager::FEATURES, moves.labels.len())?;
        Ok(Self { moves, network })
    }

    /// Adds the parser's view of tokens from their vectors, `[tokens, 96]`, to `inputs`.
    pub(crate) fn read(&self, simd: Simd, vectors: &[f32], inputs: &mut Inputs) {
        self.network.read(simd, vectors, inputs);
    }

    /// Parses `n` tokens into `scratch.tree`. `is_start[i]`: a sentence starts at token `i` whatever the network
    /// says; empty for none. `is_space[i]`: the token is white space.
    pub(crate) fn parse(
        &self,
        simd: Simd,
        inputs: &Inputs,
        n: usize,
        is_start: &[bool],
        is_space: &[bool],
        scratch: &mut ParserScratch,
    ) {
        let ParserScratch { state, parts, tree } = scratch;
        state.reset(n, is_start);
        parts.reset();
        while !state.is_final() {
            let valid = state.valid(&self.moves);
            let class = if valid.is_power_of_two() {
                valid.trailing_zeros() as usize
            } else {
                self.network.best(simd, inputs, state.features(), valid, parts)
            };
            state.apply(&self.moves, class);
        }
        tree.build(&self.moves, state.heads(), state.classes(), is_space);
    }
}

/// What the parser or the entity recogniser sees of each token, `[tokens, 64]`.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    pub(crate) n: usize,
    pub(crate) rows: Buffer,
}

impl Inputs {
    pub(crate) fn clear(&mut self) {
        self.n = 0;
    }
}
