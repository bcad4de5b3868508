//! Exports with the project's own knowledge, which is read once.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use verbale_export::{Context, Format, Summary, export};
use verbale_knowledge::Knowledge;
use verbale_record::Told;

/// The tables as they are checked in.
pub fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/knowledge.vkb");
        Knowledge::from_bytes(&fs::read(path).unwrap()).unwrap()
    })
}

/// A context on a day of its own.
pub fn context() -> Context<'static> {
    Context::new(knowledge(), "2025-02-20".parse().unwrap()).unwrap()
}

/// Events in a format.
pub fn write(format: Format, events: Vec<Told>) -> (Vec<u8>, Summary) {
    let mut out = Vec::new();
    let summary = export(format, &mut events.into_iter(), &context(), &mut out).unwrap();
    (out, summary)
}
