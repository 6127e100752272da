//! Text to record, through every layer. The model is the installed one, or that of `CHANCERY_MODEL`.
#![no_main]

use std::sync::OnceLock;

use chancery::Reader;

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    static READER: OnceLock<Reader> = OnceLock::new();
    targets::read(bytes, READER.get_or_init(targets::reader));
});
