//! Text to record, through every layer. The model is the installed one, or that of `CHANCERY_MODEL`.
#![no_main]

use std::cell::RefCell;
use std::sync::OnceLock;

use chancery::{Reader, Worker};

#[path = "../targets.rs"]
mod targets;

static READER: OnceLock<Reader> = OnceLock::new();

thread_local! {
    static WORKER: RefCell<Worker<'static>> =
        RefCell::new(READER.get_or_init(targets::reader).worker());
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    WORKER.with_borrow_mut(|worker| targets::read(bytes, worker));
});
