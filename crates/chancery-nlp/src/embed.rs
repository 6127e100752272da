//! From a word type to its vector, and the memory that keeps both.

use crate::hash::hash4;
use crate::lexeme::{LexemeId, Vocab};
use crate::model::{Array, Model, ModelError};
use crate::simd::{Buffer, Linear, Norm, PIECES, Pages, Rows, Simd, WIDTH, maxout_column};

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
/// (Svenstrup et al. 2017, *Hash Embeddings*). A word without a vector has zeros there. The tables are multiplied
/// by their part of the mix layer when the model is read, so a word costs additions and one small product.
#[derive(Debug)]
pub(crate) struct Embed {
    /// NORM, PREFIX, SUFFIX, SHAPE, and for the tagger and parser also SPACY and `IS_SPACE`.
    columns: Vec<Column>,
    /// The published word vectors, brought to the network's width: `[rows, 96]`. The small model has none.
    vectors: Option<Array<f32>>,
    /// The mix layer over the word vector, with the bias: 96 to 288.
    mix: Linear,
    norm: Norm,
}

/// The attributes in the order of the columns.
const ATTRIBUTES: [&str; 6] = ["norm", "prefix", "suffix", "shape", "spacy", "is_space"];

/// Rows that a word has in the tables: four for each attribute.
const MAX_ROWS: usize = 4 * ATTRIBUTES.len();

/// A table, multiplied by its part of the mix layer: `[rows, 288]`.
#[derive(Debug)]
struct Column {
    seed: u32,
    n_rows: usize,
    table: Pages,
}

impl Embed {
    /// Reads the tables of `net`, which sees `n_columns` attributes.
    pub(crate) fn load(
        model: &Model,
        simd: Simd,
        net: &str,
        n_columns: usize,
    ) -> Result<Self, ModelError> {
        let vectors = match model.array_of_any_shape::<f32>(&format!("{net}/vectors")) {
            Err(ModelError::Missing(_)) => None,
            vectors => Some(vectors?),
        };
        let n_in = (n_columns + usize::from(vectors.is_some())) * WIDTH;
        let w = model.array::<f32>(&format!("{net}/mix/maxout/w"), &[WIDTH, PIECES, n_in])?;
        let b = model.array::<f32>(&format!("{net}/mix/maxout/b"), &[WIDTH, PIECES])?;
        let stored = stored_columns();
        // The mix layer's weights over the inputs that begin at `from`.
        let weight = |from: usize| {
            let (w, stored) = (&w, &stored);
            move |column: usize, input: usize| w[stored[column] * n_in + from + input]
        };
        let mut columns = Vec::new();
        for (column, attribute) in ATTRIBUTES[..n_columns].iter().enumerate() {
            let name = format!("{net}/embed/{attribute}/e");
            let table = model.array_of_any_shape::<f32>(&name)?;
            let n_rows = table.len() / WIDTH;
            if table.shape() != [n_rows, WIDTH] || n_rows == 0 {
                return Err(ModelError::Shape {
                    expected: format!("f32 [rows, {WIDTH}]"),
                    found: format!("f32 {:?}", table.shape()),
                    name,
                });
            }
            let mix = Linear::pack(WIDTH, PART, weight(column * WIDTH), |_| 0.0);
            let mut mixed = Pages::zeros(n_rows * PART);
            simd.linear(Rows::new(&table, n_rows, WIDTH), &mix, &mut mixed, PART);
            // The seeds of `HashEmbed` in spaCy's `MultiHashEmbed`: 8, 9, 10, …
            columns.push(Column { seed: 8 + column as u32, n_rows, table: mixed });
        }
        let bias = |column: usize| b[stored[column]];
        let mix = match vectors {
            Some(_) => Linear::pack(WIDTH, PART, weight(n_columns * WIDTH), bias),
            None => Linear::pack(WIDTH, PART, |_, _| 0.0, bias),
        };
        Ok(Self { columns, vectors, mix, norm: load_norm(model, &format!("{net}/mix"))? })
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
        let n = types.len();
        scratch.vectors.grow(n * WIDTH);
        scratch.mixed.grow(n * PART);
        for (vector, word) in scratch.vectors.chunks_exact_mut(WIDTH).zip(types) {
            let row = vocab.get(word.lexeme).vector_row.map(|row| usize::from(row) * WIDTH);
            match (&self.vectors, row) {
                (Some(vectors), Some(at)) => vector.copy_from_slice(&vectors[at..at + WIDTH]),
                _ => vector.fill(0.0),
            }
        }
        simd.linear(Rows::new(&scratch.vectors, n, WIDTH), &self.mix, &mut scratch.mixed, PART);
        let mixed = scratch.mixed.chunks_exact_mut(PART);
        for ((mixed, word), out) in mixed.zip(types).zip(out.chunks_exact_mut(WIDTH)) {
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
            let mut rows = [const { &[0.0; PART] }; MAX_ROWS];
            for ((column, value), rows) in
                self.columns.iter().zip(values).zip(rows.chunks_exact_mut(4))
            {
                for (row, hash) in rows.iter_mut().zip(hash4(value, column.seed)) {
                    let at = hash as usize % column.n_rows * PART;
                    *row = column.table[at..at + PART].try_into().expect("a row has its length");
                }
            }
            let rows = &rows[..4 * self.columns.len()];
            let mixed: &mut [f32; PART] = mixed.try_into().expect("a row has its length");
            simd.add_rows(rows, mixed);
            let out = out.try_into().expect("a vector has its length");
            let zero = const { &[0.0; PART] };
            simd.sum_maxout([mixed, zero, zero], &self.norm, const { &[0.0; WIDTH] }, out);
        }
    }
}

/// Which stored column, output by output and piece by piece, stands where in the order of the kernels.
fn stored_columns() -> [usize; PART] {
    let mut stored = [0; PART];
    for output in 0..WIDTH {
        for piece in 0..PIECES {
            stored[maxout_column(output, piece)] = output * PIECES + piece;
        }
    }
    stored
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
        let row_of = stored_columns();
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
    /// All entries, in the order of slots; none until the first text.
    entries: Option<Pages>,
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
    vectors: Buffer,
    mixed: Buffer,
    embedded: Buffer,
    parts: Buffer,
}

impl Memory {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            slots: Vec::new(),
            generation: 0,
            entries: None,
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
            let entries = self.entries.insert(Pages::zeros(self.capacity * ENTRY));
            let zeros = [0.0; WIDTH];
            let entry = &mut entries[..ENTRY];
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
        let Some(entries) = &mut self.entries else { return };
        let scratch = &mut self.scratch;
        let mut types = std::mem::take(&mut scratch.types);
        types.clear();
        types.extend(batch.iter().map(|&(word, _)| word));
        let mut embedded = std::mem::take(&mut scratch.embedded);
        embedded.grow(BATCH * WIDTH);
        scratch.parts.grow(BATCH * 3 * PART);
        embed.embed(simd, vocab, &types, scratch, &mut embedded);
        let rows = Rows::new(&embedded, n, WIDTH);
        let first = batch[0].1 as usize;
        if batch.iter().enumerate().all(|(i, &(_, slot))| slot as usize == first + i) {
            // As long as nothing is forgotten, new types stand one after the other.
            simd.linear(rows, &split.parts, &mut entries[first * ENTRY + WIDTH..], ENTRY);
        } else {
            simd.linear(rows, &split.parts, &mut scratch.parts, 3 * PART);
            for (parts, &(_, slot)) in scratch.parts.chunks_exact(3 * PART).zip(batch) {
                entries[slot as usize * ENTRY + WIDTH..][..3 * PART].copy_from_slice(parts);
            }
        }
        for (vector, &(_, slot)) in embedded.chunks_exact(WIDTH).zip(batch) {
            entries[slot as usize * ENTRY..][..WIDTH].copy_from_slice(vector);
        }
        scratch.types = types;
        scratch.embedded = embedded;
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
        let Some(entries) = &self.entries else { return };
        let entry = |slot: Slot| &entries[slot as usize * ENTRY..][..ENTRY];
        let part = |slot: Slot, part: usize| -> &[f32; PART] {
            entry(slot)[WIDTH + part * PART..][..PART].try_into().expect("a part has its length")
        };
        let x = entry(token)[..WIDTH].try_into().expect("a vector has its length");
        let parts = [part(left, 0), part(token, 1), part(right, 2)];
        simd.sum_maxout(parts, &split.norm, x, out);
    }
}
