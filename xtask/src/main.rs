//! Chores as code: `cargo xtask gen` makes what is made from tables, `cargo xtask tidy` looks after the rules of the house.
#![forbid(unsafe_code)]

mod r#gen;
mod tidy;

use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((chore, rest)) if chore == "gen" => r#gen::run(&root.join("data"), rest),
        Some((chore, [])) if chore == "tidy" => tidy::run(root),
        _ => bail!("usage: cargo xtask gen [--check] | tidy"),
    }
}
