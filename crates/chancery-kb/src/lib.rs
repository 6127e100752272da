//! What Chancery knows of the world: states, leaders, organisations, places, codes.

/// All tables, as they come in the binary.
#[derive(Debug)]
pub struct KnowledgeBase {}

impl KnowledgeBase {
    /// The tables of this build.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: KnowledgeBase = KnowledgeBase {};
        &EMBEDDED
    }
}
