//! A brief out of records: `brief RECORDS.jsonl WORDS [markdown|html|docx|json]`; no words take every event.
//!
//! Each line of the file is a record in JSON. Nothing is merged: each event is a happening of its own.

use std::error::Error;
use std::io::Write;
use std::sync::Arc;

use verbale_knowledge::Knowledge;
use verbale_record::Told;
use verbale_views::{Asked, Filter, Form, Phrases, brief, show};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, words, rest @ ..] = arguments.as_slice() else {
        return Err("brief RECORDS.jsonl WORDS [markdown|html|docx|json]".into());
    };
    let knowledge = Knowledge::from_bytes(include_bytes!("../../../data/knowledge.vkb"))?;
    let phrases = Phrases::bundled(&knowledge)?;
    let filter = Filter::parse([("about", words.as_str())], &knowledge, &|_| None)?;
    let mut events: Vec<Told> = Vec::new();
    for (at, line) in std::fs::read_to_string(path)?.lines().enumerate() {
        let record = verbale_wire::from_json(line)?;
        let source = Arc::new(verbale_record::source(&record, at as i64 + 1));
        events.extend(verbale_record::told(&record, &source));
    }
    events.retain(|event| filter.matches(event));
    let subject = if words.is_empty() { "All reports" } else { words };
    let page = brief(Asked { subject, as_of: None }, &events, &[], &knowledge, &phrases);
    let bytes = match rest.first().map(String::as_str) {
        Some("html") => page.html_page().into_bytes(),
        Some("docx") => page.docx()?,
        Some("json") => show(&page, Form::Json, 0)?.into_bytes(),
        _ => page.markdown().into_bytes(),
    };
    std::io::stdout().write_all(&bytes)?;
    Ok(())
}
