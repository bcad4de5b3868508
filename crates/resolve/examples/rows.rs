//! Counts how often the sector that a row of the tables gives is right, in reports that were read by hand.
//!
//! `cargo run --release -p verbale-resolve --example rows -- RECORDS HELD_OUT > data/trust.tsv`: the folder of gold
//! records, and the list of those not to count.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::{BTreeMap, HashSet};
use std::env;
use std::fs;

use serde_json::Value;
use verbale_knowledge::Knowledge;
use verbale_record::{EntityKind, Form, Mention, Span};
use verbale_resolve::actor::{self, Subject};

/// Rows that fewer cases speak of are left out.
const LEAST: usize = 3;
const PRONOUNS: [&str; 20] = [
    "he", "she", "they", "it", "him", "her", "them", "his", "their", "its", "we", "us", "our", "i", "who", "those",
    "which", "my", "me", "whom",
];

/// A record, and where its characters begin.
struct Report {
    json: Value,
    starts: Vec<usize>,
}

impl Report {
    fn open(json: Value) -> Report {
        let text = json["text"].as_str().unwrap();
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Report { json, starts }
    }

    fn text(&self) -> &str {
        self.json["text"].as_str().unwrap()
    }

    fn span(&self, value: &Value) -> Span {
        let at = |key: &str| self.starts[usize::try_from(value[key].as_u64().unwrap()).unwrap()];
        Span::from(at("start")..at("end"))
    }

    fn spans(&self, values: &Value) -> Vec<Span> {
        values.as_array().unwrap().iter().map(|value| self.span(value)).collect()
    }

    fn entities(&self) -> &[Value] {
        self.json["entities"].as_array().unwrap()
    }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [records, held_out] = &arguments[..] else { panic!("rows RECORDS HELD_OUT") };
    let held_out = fs::read_to_string(held_out).unwrap();
    let held_out: HashSet<&str> = held_out.split_whitespace().collect();
    let tables = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/knowledge.vkb");
    let knowledge = Knowledge::from_bytes(&fs::read(tables).unwrap()).unwrap();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in fs::read_dir(records).unwrap().map(|entry| entry.unwrap().path()) {
        if !file.to_str().unwrap().ends_with(".gold.json") {
            continue;
        }
        let report = Report::open(serde_json::from_slice(&fs::read(file).unwrap()).unwrap());
        if !held_out.contains(report.json["report"]["id"].as_str().unwrap()) {
            report.entities().iter().for_each(|entity| count(&knowledge, &report, entity, &mut counts));
        }
    }
    println!("table\trow\tright\tof");
    for (row, (right, of)) in counts.into_iter().filter(|(_, (_, of))| *of >= LEAST) {
        let (table, row) = row.split_once(": ").unwrap();
        println!("{table}\t{row}\t{right}\t{of}");
    }
}

/// Whether the row that gives an entity its sector is right.
fn count(knowledge: &Knowledge, report: &Report, entity: &Value, counts: &mut BTreeMap<String, (usize, usize)>) {
    let kind = match entity["kind"].as_str().unwrap() {
        "person" => EntityKind::Person,
        "group" => EntityKind::Group,
        "organization" => EntityKind::Organization,
        _ => return,
    };
    let sentences = report.spans(&report.json["sentences"]);
    let spans = report.spans(&entity["mentions"]);
    let form = |span: &Span| form(span.of(report.text()), sentences.iter().any(|s| s.start == span.start), kind);
    let mentions: Vec<Mention> =
        spans.iter().map(|span| Mention { span: *span, form: form(span), confidence: 1.0 }).collect();
    let around = |span: &Span| sentences.iter().copied().find(|s| s.contains(*span)).unwrap_or(*span);
    let countries: Vec<&str> = report.entities().iter().filter_map(|entity| entity["country"].as_str()).collect();
    let subject = Subject {
        text: report.text(),
        kind,
        mentions: &mentions,
        sentence_of: &spans.iter().map(around).collect::<Vec<_>>(),
        published: report.json["report"]["published"].as_str().and_then(|day| day.parse().ok()),
        country_hint: None,
        sector_hints: &[],
        no_sector: 0.0,
        countries: &countries,
    };
    let actor = actor::resolve(knowledge, &subject);
    let Some(sector) = actor.sectors.first().filter(|sector| sector.detail.contains(": ")) else { return };
    let counted = counts.entry(sector.detail.clone()).or_default();
    counted.0 += usize::from(entity["sectors"].get(0).and_then(Value::as_str) == Some(sector.value.as_str()));
    counted.1 += 1;
}

/// The form of a mention, by its letters.
fn form(words: &str, begins: bool, kind: EntityKind) -> Form {
    let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    if PRONOUNS.contains(&words.to_lowercase().as_str()) {
        return Form::Pronoun;
    }
    let one_word = begins && !words.contains(' ') && kind == EntityKind::Group;
    let named = capital(words.split(' ').next()) && capital(words.split(' ').next_back()) && !one_word;
    if named { Form::Name } else { Form::Nominal }
}
