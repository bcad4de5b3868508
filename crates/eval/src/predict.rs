//! Records of the gold reports' texts, read by the program.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};
use verbale::archive::Archive;
use verbale::{Reader, Report, Weights, to_json};
use verbale_eval::happenings::Texts;
use verbale_eval::{Loaded, Reports, Scored};

pub(crate) fn predict(gold: &Reports, model: Option<&Path>, keep: Option<&Path>) -> Result<Reports> {
    let reader = reader(model)?;
    let mut predicted = Reports::new();
    for (id, loaded) in gold {
        let json = to_json(&reader.read(&report(&loaded.json)));
        if let Some(folder) = keep {
            fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
            let path = folder.join(format!("{id}.json"));
            fs::write(&path, &json).with_context(|| path.display().to_string())?;
        }
        let json: Value = serde_json::from_str(&json)?;
        predicted.insert(id.clone(), Loaded { scored: Scored::of(&json)?, json });
    }
    Ok(predicted)
}

pub(crate) fn reader(model: Option<&Path>) -> Result<Reader> {
    let Some(name) = model else { return Ok(Reader::bundled()?) };
    let place = || name.display().to_string();
    Reader::with(&Weights::open(name).with_context(place)?, None).with_context(place)
}

/// The texts of an archive by their hash.
pub(crate) fn texts(archive: &Path) -> Result<Texts> {
    let rows = Archive::open_to_read(archive)?.sql("SELECT text FROM reports")?.rows;
    let texts = rows.into_iter().filter_map(|row| row.into_iter().next().flatten());
    Ok(texts.map(|text| (sha256(&text), text)).collect())
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The report as it came in: its text and what is said about it, none of what was annotated.
fn report(json: &Value) -> Report {
    let field = |key: &str| json["report"][key].as_str().map(str::to_owned);
    Report {
        id: field("id").unwrap_or_default(),
        published: field("published").and_then(|date| date.parse().ok()),
        title: field("title"),
        publisher: field("publisher"),
        url: field("url"),
        license: field("license"),
        text: json["text"].as_str().unwrap_or_default().to_owned(),
    }
}
