//! The tokens of chunks that were seen before.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use crate::lexeme::LexemeId;

/// A token within a chunk.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// In bytes.
    pub len: u32,
    pub lexeme: LexemeId,
    /// A pattern of the second pass begins with this word.
    pub starts_pattern: bool,
}

/// Longer chunks are rare and not kept.
const MAX_LEN: usize = 64;

/// Chunks and their pieces. Lives and is bounded with the vocabulary whose ids it holds.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    table: HashTable<Chunk>,
    texts: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Chunk {
    text: u32,
    len: u16,
    n_pieces: u16,
    pieces: u32,
}

impl ChunkCache {
    pub(crate) fn get(&self, chunk: &str) -> Option<&[Piece]> {
        let found = self.table.find(hash(chunk), |known| self.text(known) == chunk)?;
        let start = found.pieces as usize;
        Some(&self.pieces[start..start + usize::from(found.n_pieces)])
    }

    /// Keeps a chunk that is not there yet.
    pub(crate) fn put(&mut self, chunk: &str, pieces: &[Piece]) {
        if chunk.len() > MAX_LEN {
            return;
        }
        let entry = Chunk {
            text: self.texts.len() as u32,
            len: chunk.len() as u16,
            n_pieces: pieces.len() as u16,
            pieces: self.pieces.len() as u32,
        };
        self.texts.push_str(chunk);
        self.pieces.extend_from_slice(pieces);
        let texts = &self.texts;
        self.table.insert_unique(hash(chunk), entry, |known| {
            hash(&texts[known.text as usize..known.text as usize + usize::from(known.len)])
        });
    }

    /// Bytes of text held.
    pub(crate) fn byte_len(&self) -> usize {
        self.texts.len()
    }

    fn text(&self, chunk: &Chunk) -> &str {
        &self.texts[chunk.text as usize..chunk.text as usize + usize::from(chunk.len)]
    }
}

fn hash(chunk: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(chunk.as_bytes());
    hasher.finish()
}
