//! Chores as code.
#![forbid(unsafe_code)]
fn main() {}
