//! An archive's PLOVER lines are those of the record they come from: two readers of one table agree.
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "samples/mod.rs"]
mod samples;
#[path = "samples/write.rs"]
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use verbale_export::Format;
use verbale_record::{Field, Record, source, told};
use verbale_wire::plover::{Rules, plover};
use write::{knowledge, write};

/// What the type rules decide, and the parties and days that must come through.
const FIELDS: [&str; 9] =
    ["date", "enddate", "actor", "recipient", "event", "quad_code", "event_scale", "mode", "context"];

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn by_id(lines: &str) -> BTreeMap<String, Value> {
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| (line["id"].as_str().unwrap().to_owned(), line)).collect()
}

fn check(record: &Record, rules: &Rules) -> usize {
    let of_record = by_id(&plover(record, rules));
    let events = told(record, &Arc::new(source(record, 1)));
    let of_archive = by_id(&String::from_utf8(write(Format::Plover, events).0).unwrap());
    let ids = |lines: &BTreeMap<String, Value>| lines.keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&of_record), ids(&of_archive));
    for (id, line) in &of_record {
        for field in FIELDS {
            assert_eq!(line.get(field), of_archive[id].get(field), "{id} {field}");
        }
    }
    of_record.len()
}

/// A field of another value, resting on the same words.
fn like(field: &Field<String>, value: &str) -> Field<String> {
    Field { value: value.to_owned(), ..field.clone() }
}

#[test]
fn records_and_archives_give_the_same_lines() {
    let rules = Rules::parse(&file("../../data/plover_export.tsv")).unwrap();
    let record = verbale_wire::from_json(&file("../wire/tests/expected/small.json")).unwrap();
    assert!(check(&record, &rules) > 1);
}

#[test]
fn every_type_mode_and_auxiliary_mode_is_coded_the_same() {
    let rules = Rules::parse(&file("../../data/plover_export.tsv")).unwrap();
    let mut record = verbale_wire::from_json(&file("../wire/tests/expected/small.json")).unwrap();
    let aux = [vec![], vec!["future"], vec!["negation"], vec!["future", "negation"], vec!["historical", "future"]];
    let mut lines = 0;
    for kind in &knowledge().ontology().events {
        for mode in kind.modes.iter().map(|mode| Some(&mode.code.code)).chain([None]) {
            for aux in &aux {
                for event in &mut record.events {
                    event.kind.value.clone_from(&kind.code.code);
                    event.modes = mode.iter().map(|mode| like(&event.kind, mode)).collect();
                    event.aux = aux.iter().map(|aux| like(&event.kind, aux)).collect();
                }
                lines += check(&record, &rules);
            }
        }
    }
    assert!(lines > 1000, "{lines}");
}
