//! From a word type to its vector, and the memory that keeps both.

use crate::hash::hash4;
use crate::lexeme::{LexemeId, Vocab};
use crate::model::{Array, Model, ModelError};
use crate::simd::{Buffer, Linear, Maxout, Norm, PIECES, Rows, Simd, WIDTH, maxout_column};

/// A word, and whether a blank follows it where the network looks at that: all that the embedding and the first
/// window layer depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordType {
    pub(crate) lexeme: LexemeId,
    pub(crate) space_after: bool,
}

impl WordType {
    fn number(self) -> usize {
        self.lexeme.index() * 2 + usize::from(self.space_after)
    }
}

/// Embedding of a word type: hashed attributes and the published word vector, mixed by a maxout layer.
///
/// Row of attribute value `v` in a table: the sum of the four rows that `hash4(v, seed)` chooses
/// (Svenstrup et al. 2017, *Hash Embeddings*). A word without a vector has zeros there.
#[derive(Debug)]
pub(crate) struct Embed {
    /// NORM, PREFIX, SUFFIX, SHAPE, and for the tagger and parser also SPACY and `IS_SPACE`.
    columns: Vec<Column>,
    /// The published word vectors, brought to the network's width: `[rows, 96]`.
    vectors: Option<Array<f32>>,
    mix: Maxout,
}

/// The attributes in the order of the columns.
const ATTRIBUTES: [&str; 6] = ["norm", "prefix", "suffix", "shape", "spacy", "is_space"];

#[derive(Debug)]
struct Column {
    seed: u32,
    table: Array<f32>,
}

impl Embed {
    /// Reads the tables of `net`, which sees `n_columns` attributes.
    pub(crate) fn load(model: &Model, net: &str, n_columns: usize) -> Result<Self, ModelError> {
        let mut columns = Vec::new();
        for (column, attribute) in ATTRIBUTES[..n_columns].iter().enumerate() {
            let name = format!("{net}/embed/{attribute}/e");
            let table = model.array_of_any_shape::<f32>(&name)?;
            if table.shape().len() != 2 || table.shape()[1] != WIDTH || table.is_empty() {
                return Err(ModelError::Shape {
                    expected: format!("f32 [rows, {WIDTH}]"),
                    found: format!("f32 {:?}", table.shape()),
                    name,
                });
            }
            // The seeds of `HashEmbed` in spaCy's `MultiHashEmbed`: 8, 9, 10, …
            columns.push(Column { seed: 8 + column as u32, table });
        }
        // The small model has none.
        let vectors = match model.array_of_any_shape::<f32>(&format!("{net}/vectors")) {
            Err(ModelError::Missing(_)) => None,
            vectors => Some(vectors?),
        };
        let n_in = (n_columns + usize::from(vectors.is_some())) * WIDTH;
        let w = model.array::<f32>(&format!("{net}/mix/maxout/w"), &[WIDTH, PIECES, n_in])?;
        let b = model.array::<f32>(&format!("{net}/mix/maxout/b"), &[WIDTH, PIECES])?;
        let norm = load_norm(model, &format!("{net}/mix"))?;
        Ok(Self { columns, vectors, mix: Maxout::pack(n_in, &w, &b, norm) })
    }

    /// Vectors of some types, `[types, 96]`, into `out`.
    fn embed(
        &self,
        simd: Simd,
        vocab: &Vocab,
        types: &[WordType],
        scratch: &mut Scratch,
        out: &mut [f32],
    ) {
        let n_in = self.mix.n_in;
        scratch.input.grow(types.len() * n_in);
        for (input, word) in scratch.input.chunks_exact_mut(n_in).zip(types) {
            let lexeme = vocab.get(word.lexeme);
            let values = [
                lexeme.norm,
                lexeme.prefix,
                lexeme.suffix,
                lexeme.shape,
                // These two enter as the numbers 0 and 1, not as ids of strings.
                word.space_after.into(),
                lexeme.is_space.into(),
            ];
            let (hashed, vector) = input.split_at_mut(self.columns.len() * WIDTH);
            for ((column, value), out) in
                self.columns.iter().zip(values).zip(hashed.chunks_exact_mut(WIDTH))
            {
                column.embed(value, out);
            }
            if let Some(vectors) = &self.vectors {
                match lexeme.vector_row.map(|row| usize::from(row) * WIDTH) {
                    Some(at) => vector.copy_from_slice(&vectors[at..at + WIDTH]),
                    None => vector.fill(0.0),
                }
            }
        }
        simd.maxout(Rows::new(&scratch.input, types.len(), n_in), &self.mix, None, out);
    }
}

impl Column {
    fn embed(&self, value: u64, out: &mut [f32]) {
        let n_rows = self.table.shape()[0];
        let row = |k: u32| &self.table[k as usize % n_rows * WIDTH..][..WIDTH];
        let [a, b, c, d] = hash4(value, self.seed).map(row);
        for (i, out) in out.iter_mut().enumerate() {
            *out = ((a[i] + b[i]) + c[i]) + d[i];
        }
    }
}

/// Gain and shift of the layer norm of a layer.
pub(crate) fn load_norm(model: &Model, layer: &str) -> Result<Norm, ModelError> {
    let gain = model.array::<f32>(&format!("{layer}/norm/g"), &[WIDTH])?;
    let shift = model.array::<f32>(&format!("{layer}/norm/b"), &[WIDTH])?;
    Ok(Norm::new(&gain, &shift))
}

/// The first window layer, split into what a token gives to its right neighbour, itself and its left neighbour.
///
/// A window's product is the sum of three products that depend on one word type each, so a type that is
/// remembered costs additions only. A type seen for the first time takes the same way: the bits of a
/// text's vectors do not depend on what was seen before.
#[derive(Debug)]
pub(crate) struct Split {
    /// 96 to 3 × 288: as left neighbour, as the token itself (with the bias), as right neighbour.
    parts: Linear,
    norm: Norm,
}

impl Split {
    /// `w` is `[96, 3, 288]`, `b` is `[96, 3]`.
    pub(crate) fn pack(w: &[f32], b: &[f32], norm: Norm) -> Self {
        // Which output and piece a column of a part belongs to.
        let mut row_of = [0; PART];
        for output in 0..WIDTH {
            for piece in 0..PIECES {
                row_of[maxout_column(output, piece)] = output * PIECES + piece;
            }
        }
        let weight = |column: usize, input: usize| {
            w[row_of[column % PART] * 3 * WIDTH + column / PART * WIDTH + input]
        };
        let bias = |column: usize| if column / PART == 1 { b[row_of[column % PART]] } else { 0.0 };
        Self { parts: Linear::pack(WIDTH, 3 * PART, weight, bias), norm }
    }
}

/// Columns of one part of the split layer.
const PART: usize = WIDTH * PIECES;
/// Numbers remembered of a type: its vector and the three parts.
const ENTRY: usize = WIDTH + 3 * PART;
/// Types embedded at once.
const BATCH: usize = 64;

/// Place of a type in a [`Memory`].
pub(crate) type Slot = u32;

/// What a token that is not there gives: no vector, no part but the bias.
pub(crate) const PAD: Slot = 0;

/// Word types with their vectors and parts of the first layer, at most `capacity`.
///
/// Full, it forgets the types that were not used since its hand last came by (the clock algorithm).
#[derive(Debug)]
pub(crate) struct Memory {
    /// Slot of each type by its number, [`PAD`] for none.
    slots: Vec<Slot>,
    /// The vocabulary that the numbers are of.
    generation: u32,
    entries: Vec<Buffer>,
    /// For each slot: its type and the last block in which it was used.
    uses: Vec<(Option<WordType>, u32)>,
    capacity: usize,
    hand: usize,
    block: u32,
    scratch: Scratch,
}

/// Arrays that are used anew for every batch.
#[derive(Debug, Default)]
struct Scratch {
    missing: Vec<(WordType, Slot)>,
    types: Vec<WordType>,
    input: Buffer,
    embedded: Buffer,
    parts: Buffer,
}

/// Entries that are allocated together.
const CHUNK: usize = 256;

impl Memory {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            slots: Vec::new(),
            generation: 0,
            entries: Vec::new(),
            uses: Vec::new(),
            capacity,
            hand: 0,
            block: 0,
            scratch: Scratch::default(),
        }
    }

    /// Finds or makes the slots of `types`; they stay valid until the next call.
    pub(crate) fn slots(
        &mut self,
        simd: Simd,
        vocab: &Vocab,
        embed: &Embed,
        split: &Split,
        types: impl Iterator<Item = WordType>,
        slots: &mut Vec<Slot>,
    ) {
        if self.uses.is_empty() {
            self.uses.push((None, u32::MAX));
            self.entries.push(Buffer::zeros(CHUNK * ENTRY));
            let zeros = [0.0; WIDTH];
            let entry = &mut self.entries[0][..ENTRY];
            simd.linear(Rows::new(&zeros, 1, WIDTH), &split.parts, &mut entry[WIDTH..], 3 * PART);
        }
        if self.generation != vocab.generation() {
            self.generation = vocab.generation();
            self.slots.clear();
            self.uses.truncate(1);
        }
        self.slots.resize(self.slots.len().max(2 * vocab.len()), PAD);
        self.block += 1;
        slots.clear();
        for word in types {
            let slot = match self.slots[word.number()] {
                PAD => self.insert(word),
                slot => slot,
            };
            self.uses[slot as usize].1 = self.block;
            slots.push(slot);
        }
        let mut missing = std::mem::take(&mut self.scratch.missing);
        for batch in missing.chunks(BATCH) {
            self.fill(simd, vocab, embed, split, batch);
        }
        missing.clear();
        self.scratch.missing = missing;
    }

    fn insert(&mut self, word: WordType) -> Slot {
        let slot = if self.uses.len() < self.capacity {
            self.uses.push((None, 0));
            if self.uses.len() > self.entries.len() * CHUNK {
                self.entries.push(Buffer::zeros(CHUNK * ENTRY));
            }
            self.uses.len() - 1
        } else {
            self.evict()
        };
        self.uses[slot].0 = Some(word);
        self.slots[word.number()] = slot as Slot;
        self.scratch.missing.push((word, slot as Slot));
        slot as Slot
    }

    /// Frees the next slot that is not in use and was not used since the hand last passed.
    fn evict(&mut self) -> usize {
        loop {
            self.hand = if self.hand + 1 >= self.uses.len() { 1 } else { self.hand + 1 };
            let (word, used) = &mut self.uses[self.hand];
            if *used == self.block {
                continue;
            }
            if *used > 0 {
                *used = 0;
                continue;
            }
            if let Some(word) = word.take() {
                self.slots[word.number()] = PAD;
            }
            return self.hand;
        }
    }

    fn fill(
        &mut self,
        simd: Simd,
        vocab: &Vocab,
        embed: &Embed,
        split: &Split,
        batch: &[(WordType, Slot)],
    ) {
        let n = batch.len();
        let scratch = &mut self.scratch;
        let mut types = std::mem::take(&mut scratch.types);
        types.clear();
        types.extend(batch.iter().map(|&(word, _)| word));
        let mut embedded = std::mem::take(&mut scratch.embedded);
        embedded.grow(BATCH * WIDTH);
        scratch.parts.grow(BATCH * 3 * PART);
        embed.embed(simd, vocab, &types, scratch, &mut embedded);
        simd.linear(Rows::new(&embedded, n, WIDTH), &split.parts, &mut scratch.parts, 3 * PART);
        for (i, &(_, slot)) in batch.iter().enumerate() {
            let (chunk, at) = (slot as usize / CHUNK, slot as usize % CHUNK * ENTRY);
            let entry = &mut self.entries[chunk][at..at + ENTRY];
            entry[..WIDTH].copy_from_slice(&embedded[i * WIDTH..][..WIDTH]);
            entry[WIDTH..].copy_from_slice(&scratch.parts[i * 3 * PART..][..3 * PART]);
        }
        scratch.types = types;
        scratch.embedded = embedded;
    }

    fn entry(&self, slot: Slot) -> &[f32; ENTRY] {
        let at = slot as usize % CHUNK * ENTRY;
        self.entries[slot as usize / CHUNK][at..at + ENTRY]
            .try_into()
            .expect("an entry has its length")
    }

    /// The first window layer of a token between two others: `x + norm(maxout(window))`.
    #[inline]
    pub(crate) fn first_layer(
        &self,
        simd: Simd,
        split: &Split,
        [left, token, right]: [Slot; 3],
        out: &mut [f32; WIDTH],
    ) {
        let part = |slot: Slot, part: usize| -> &[f32; PART] {
            self.entry(slot)[WIDTH + part * PART..][..PART]
                .try_into()
                .expect("a part has its length")
        };
        let x = self.entry(token)[..WIDTH].try_into().expect("a vector has its length");
        let parts = [part(left, 0), part(token, 1), part(right, 2)];
        simd.sum_maxout(parts, &split.norm, x, out);
    }
}
