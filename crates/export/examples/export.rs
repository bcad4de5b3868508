//! Writes events of records in a format: `cargo run -p verbale-export --example export -- FORMAT DAY RECORDS.jsonl`.
//!
//! RECORDS holds one record a line (`verbale read --format jsonl`) or one indented record; the day is that of the export.
//! The export goes to standard output, its count to standard error. `parquet-months` takes a folder as fourth argument.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::{env, fs, io};

use verbale_export::{Context, Format, export, export_parquet};
use verbale_knowledge::Knowledge;
use verbale_record::{Told, source, told};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [format, day, records, rest @ ..] = arguments.as_slice() else {
        return Err("usage: export FORMAT DAY RECORDS [FOLDER]".into());
    };
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/knowledge.vkb");
    let knowledge = Knowledge::from_bytes(&fs::read(tables)?)?;
    let context = Context::new(&knowledge, day.parse()?)?;
    let events = events(&fs::read_to_string(records)?)?;
    let summary = match (format.as_str(), rest) {
        ("parquet-months", [folder]) => export_parquet(Path::new(folder), &mut events.into_iter(), &context)?,
        (name, _) => {
            let format = Format::from_name(name).ok_or_else(|| format!("no such format: {name}"))?;
            export(format, &mut events.into_iter(), &context, &mut io::stdout().lock())?
        }
    };
    eprintln!("{summary}");
    Ok(())
}

fn events(text: &str) -> Result<Vec<Told>, Box<dyn Error>> {
    let whole = verbale_wire::from_json(text);
    let records = match whole {
        Ok(record) => vec![record],
        Err(_) => text.lines().map(verbale_wire::from_json).collect::<Result<_, _>>()?,
    };
    let numbered = (1..).zip(&records);
    Ok(numbered.flat_map(|(number, record)| told(record, &Arc::new(source(record, number)))).collect())
}
