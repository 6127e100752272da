//! The wheel: the archive, and the msgpack and JSON of its members.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::wheel(bytes));
