//! Dumps of a wiki: XML and wikitext.
#![no_main]

#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::wikinews(bytes));
