//! Archives under load: measured, tortured.

pub(crate) mod bench;
mod synthetic;
pub(crate) mod torture;
