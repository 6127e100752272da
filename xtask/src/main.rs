//! `cargo xtask`: set-up, checks and benchmarks of the workspace.

fn main() {}
