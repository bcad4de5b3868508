//! Small reports and their readings, made by hand.
#![allow(dead_code)] // each test file uses a part of it

use std::path::PathBuf;

use serde_json::json;
use tempfile::TempDir;
use verbale_record::{Record, Report};
use verbale_store::Incoming;

/// A talk of two ministers in a town, as a record.
pub fn record(id: &str, published: &str, text: &str) -> Record {
    let words = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("{text}: no {words}"));
        let start = text[..at].chars().count();
        json!({"start": start, "end": start + words.chars().count(), "text": words})
    };
    let entity = |id: &str, kind: &str, name: &str, country: &str| json!({"id": id, "kind": kind, "name": name, "country": country, "sectors": ["GOV"], "mentions": [words(name)]});
    let event = json!({
        "id": "E1", "type": "CONSULT", "modes": ["meet"], "aux": [], "triggers": [words("met")],
        "actors": ["T1", "T2"], "place": "T3",
        "date": {"span": words("Tuesday"), "start": "2025-02-18", "end": "2025-02-18"},
    });
    let record = json!({
        "schema": "verbale.record/1",
        "report": {"id": id, "published": published, "title": "Talks"},
        "text": text,
        "sentences": [{"start": 0, "end": text.chars().count()}],
        "contexts": ["diplomatic"],
        "entities": [
            entity("T1", "person", "Ana Lindt", "AUT"),
            entity("T2", "person", "Omar Haddad", "JOR"),
            {"id": "T3", "kind": "place", "name": "Amman", "country": "JOR", "mentions": [words("Amman")],
             "location": {"latitude": 31.95, "longitude": 35.93, "precision": "town", "name": "Amman", "source": "test:1"}},
        ],
        "events": [event],
        "versions": {"program": "test", "model": "one", "knowledge": "one"},
    });
    verbale_wire::from_json(&record.to_string()).expect("a record")
}

pub const TEXT: &str = "Ana Lindt met Omar Haddad in Amman on Tuesday.";

pub fn incoming(record: &Record, key: &str) -> Incoming {
    let report: Report = record.report.clone();
    Incoming { content_key: key.to_owned(), report, added: "2025-02-19T00:00:00Z".to_owned(), ..Incoming::default() }
}

/// A place for an archive that is not there yet.
pub fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.db");
    (folder, path)
}
