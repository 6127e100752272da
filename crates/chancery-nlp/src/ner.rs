//! Named entities: begin, in, last, unit, out, one move for each token.

use crate::model::{Model, ModelError};
use crate::parser::{Inputs, NONE, Network, StateParts};
use crate::simd::Simd;
use crate::{Ent, EntLabel, TokenSpan};

/// The entity recogniser: BILUO moves (Ratinov and Roth 2009) chosen greedily by a network over the token, the
/// first token of the open entity and the token before.
#[derive(Debug)]
pub(crate) struct Ner {
    /// Label of each class.
    labels: Vec<Option<EntLabel>>,
    /// Classes of each action, one bit each.
    begin: u128,
    unit: u128,
    out: u128,
    network: Network<FEATURES>,
    /// For the class that began an entity, the classes that go on with it and end it.
    inside: Vec<[usize; 2]>,
}

/// Tokens of a state that the network sees.
const FEATURES: usize = 3;
const MOVES: &str = "ner/moves";

impl Ner {
    pub(crate) fn load(model: &Model) -> Result<Self, ModelError> {
        let names = model.strings(MOVES)?;
        let names: Vec<&str> = names.iter().collect();
        let wrong = |what: String| ModelError::Content { name: MOVES.to_owned(), what };
        if names.len() > 112 {
            return Err(wrong("there are too many moves".to_owned()));
        }
        let place = |action: &str, label: &str| {
            let name = format!("{action}-{label}");
            let class = names.iter().position(|&other| other == name);
            class.ok_or_else(|| wrong(format!("`{name}` is missing")))
        };
        let (mut begin, mut unit, mut out) = (0_u128, 0_u128, 0_u128);
        let mut labels = Vec::new();
        let mut inside = vec![[0; 2]; names.len()];
        for (class, name) in names.iter().enumerate() {
            let (action, label) = name.split_once('-').unwrap_or((name, ""));
            let label_of = || label.parse::<EntLabel>();
            // The empty label of a unit is in the model, and never valid.
            labels.push(if label.is_empty() {
                None
            } else {
                Some(label_of().map_err(|unknown| wrong(unknown.to_string()))?)
            });
            match (action, label) {
                ("B", _) => {
                    begin |= 1 << class;
                    inside[class] = [place("I", label)?, place("L", label)?];
                }
                ("U", "") | ("I" | "L", _) => {}
                ("U", _) => unit |= 1 << class,
                ("O", _) => out |= 1 << class,
                _ => return Err(wrong(format!("`{name}` is unknown"))),
            }
        }
        if out == 0 {
            return Err(wrong("there is no move `O`".to_owned()));
        }
        // The places of an open entity are taken by one token in twenty.
        let network = Network::load(model, "ner", 1, names.len())?;
        Ok(Self { labels, begin, unit, out, network, inside })
    }

    /// Adds the recogniser's view of tokens from their vectors, `[tokens, 96]`, to `inputs`.
    pub(crate) fn read(&self, simd: Simd, vectors: &[f32], inputs: &mut Inputs) {
        self.network.read(simd, vectors, inputs);
    }

    /// Entities of a text, added to `ents`. None reaches across the start of a sentence.
    pub(crate) fn recognize(
        &self,
        simd: Simd,
        inputs: &Inputs,
        sent_starts: &[bool],
        is_space: &[bool],
        parts: &mut StateParts,
        ents: &mut Vec<Ent>,
    ) {
        let n = sent_starts.len();
        parts.reset();
        // First token of the open entity and the class that began it.
        let mut open: Option<(u32, usize)> = None;
        for token in 0..n {
            let id = token as u32;
            let ends = token + 1 == n || sent_starts[token + 1];
            let (features, valid) = if let Some((start, class)) = open {
                let [go_on, end] = self.inside[class];
                let go_on = if ends { 0 } else { 1 << go_on };
                ([id, start, id - 1], go_on | 1 << end)
            } else {
                let begin = if ends { 0 } else { self.begin };
                let entity = if is_space[token] { 0 } else { begin | self.unit };
                ([id, NONE, NONE], entity | self.out)
            };
            let class = if valid.is_power_of_two() {
                valid.trailing_zeros() as usize
            } else {
                self.network.best(simd, inputs, features, valid, parts)
            };
            let bit = 1_u128 << class;
            if let Some((start, begun)) = open {
                if class == self.inside[begun][1] {
                    let label = self.labels[begun].expect("a class that begins has a label");
                    ents.push(Ent { tokens: TokenSpan::new(start, id + 1), label });
                    open = None;
                }
            } else if bit & self.begin != 0 {
                open = Some((id, class));
            } else if bit & self.unit != 0 {
                let label = self.labels[class].expect("a unit that is valid has a label");
                ents.push(Ent { tokens: TokenSpan::new(id, id + 1), label });
            }
        }
    }
}
