//! The tables know every code of the ontology.
#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "samples/mod.rs"]
mod samples;
#[path = "samples/write.rs"]
mod write;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use verbale_export::{Format, Reason, export};
use verbale_record::{Occurrence, Party, Status, Told};
use write::{context, knowledge, write};

fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    let text = fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn first_cells(name: &str) -> BTreeSet<String> {
    table(name).into_iter().map(|row| row[0].clone()).collect()
}

/// An event of a type and mode with somebody on both sides.
fn event(kind: &str, modes: &[&str], aux: &[&str]) -> Told {
    let party = |country: &str| Party { country: Some(country.to_owned()), ..samples::party(country) };
    let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Told {
        kind: kind.to_owned(),
        modes: texts(modes),
        aux: texts(aux),
        actors: vec![party("FRA")],
        recipients: vec![party("DEU")],
        start: "2025-01-01".parse().ok(),
        ..samples::empty()
    }
}

#[test]
fn every_type_and_mode_has_a_code_in_cameo() {
    for kind in &knowledge().ontology().events {
        let modes = kind.modes.iter().map(|mode| vec![mode.code.code.as_str()]).chain([Vec::new()]);
        for modes in modes {
            let (_, summary) = write(Format::Cameo, vec![event(&kind.code.code, &modes, &[])]);
            assert_eq!(summary.written, 1, "{} {modes:?}", kind.code.code);
        }
    }
}

#[test]
fn every_row_of_cameo_is_of_a_type_and_a_mode() {
    for row in table("cameo.tsv") {
        let kind = knowledge().ontology().event(&row[0]).unwrap_or_else(|| panic!("{}", row[0]));
        assert!(row[1].is_empty() || kind.mode(&row[1]).is_some(), "{row:?}");
        let root: u8 = row[3][..2].parse().unwrap();
        let quad = [5, 8, 13, 20].iter().position(|last| root <= *last).unwrap() + 1;
        assert_eq!(row[6], quad.to_string(), "{row:?}");
    }
}

#[test]
fn what_is_planned_is_intent_or_threat() {
    for kind in &knowledge().ontology().events {
        let (bytes, summary) = write(Format::Cameo, vec![event(&kind.code.code, &[], &["future"])]);
        let text = String::from_utf8(bytes).unwrap();
        let root = text.lines().nth(1).and_then(|line| line.split('\t').nth(7));
        match root {
            Some(root) => assert_eq!(root, if kind.quad.cooperative { "03" } else { "13" }, "{}", kind.code.code),
            None => assert!(kind.speech && summary.left_out.contains_key(&Reason::NoCode), "{}", kind.code.code),
        }
    }
}

#[test]
fn every_country_and_sector_has_a_row() {
    let countries = first_cells("countries.tsv");
    let known = knowledge().countries().iter().map(|country| &country.code);
    let stateless = knowledge().ontology().stateless.iter().map(|body| &body.code.code);
    let missing: Vec<&String> = known.chain(stateless).filter(|code| !countries.contains(*code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let sectors = first_cells("sectors.tsv");
    let missing: Vec<_> =
        knowledge().ontology().sectors.iter().map(|row| &row.code).filter(|code| !sectors.contains(*code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn codes_of_other_lists_are_used_once() {
    let codes: Vec<String> =
        table("countries.tsv").iter().map(|row| row[1].clone()).filter(|code| !code.is_empty()).collect();
    let once: BTreeSet<&String> = codes.iter().collect();
    assert_eq!(once.len(), codes.len());
    assert!(codes.len() > 190);
}

#[test]
fn background_without_a_day_is_not_dated_by_the_report() {
    let mut told = event("ASSAULT", &[], &["historical"]);
    assert_eq!(write(Format::Icews, vec![told.clone()]).1.written, 1);
    told.start = None;
    let (_, summary) = write(Format::Icews, vec![told.clone()]);
    assert_eq!(summary.left_out.get(&Reason::UndatedBackground), Some(&1));
    assert_eq!(write(Format::Csv, vec![told]).1.written, 1);
}

#[test]
fn a_happening_told_twice_is_one_meeting_and_one_edge() {
    let twice = |aux: &[&str]| {
        let told = Told { occurrence: Some(1), ..event("CONSULT", &[], aux) };
        vec![told.clone(), Told { id: 2, ..told }]
    };
    let (bytes, summary) = write(Format::Ics, twice(&["future"]));
    assert_eq!((summary.written, summary.left_out.get(&Reason::ToldBefore)), (1, Some(&1)));
    assert!(String::from_utf8(bytes).unwrap().contains("UID:occurrence-1@verbale"));
    assert_eq!(write(Format::Graphml, twice(&[])).1.written, 1);
}

/// A happening of two reports by three tellings, which the latest take for a fact.
fn occurrence(status: Status) -> Occurrence {
    Occurrence {
        id: 1,
        kind: "CONSULT".to_owned(),
        modes: Vec::new(),
        status,
        history: Vec::new(),
        start: None,
        end: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: None,
        tolls: Vec::new(),
        tellings: vec![1, 2, 3],
        reports: 2,
        sources: 1,
        confidence: 0.9,
    }
}

#[test]
fn the_latest_reports_say_what_a_happening_is() {
    let planned = Told { occurrence: Some(1), ..event("CONSULT", &[], &["future"]) };
    let held = Told { occurrence: Some(1), id: 2, ..event("CONSULT", &[], &[]) };
    let context = context().with_occurrences([occurrence(Status::Happened)]);
    let write = |format: Format| {
        let mut out = Vec::new();
        let summary = export(format, &mut vec![planned.clone(), held.clone()].into_iter(), &context, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), summary)
    };
    let (text, summary) = write(Format::Gdelt);
    assert_eq!((summary.written, summary.left_out.get(&Reason::Overtaken)), (1, Some(&1)));
    let cells: Vec<&str> = text.trim_end().split('\t').collect();
    // Code, then mentions, sources and articles.
    assert_eq!((cells[26], &cells[31..34]), ("040", &["3", "1", "2"][..]));
    assert_eq!(write(Format::Ics).1.written, 0);
    assert_eq!(write(Format::Icews).1.written, 2);
}

#[test]
fn a_telling_without_a_row_leaves_the_happening_to_the_next() {
    let lone = Told { occurrence: Some(1), recipients: Vec::new(), ..event("ASSAULT", &[], &[]) };
    let whole = Told { occurrence: Some(1), id: 2, ..event("ASSAULT", &[], &[]) };
    let (_, summary) = write(Format::Phoenix, vec![lone, whole]);
    assert_eq!((summary.written, summary.left_out.get(&Reason::NoRecipient)), (1, Some(&1)));
}

#[test]
fn pairs_past_the_limit_are_counted() {
    let mut told = event("CONSULT", &[], &[]);
    told.recipients.clear();
    told.actors = (0..70).map(|number| samples::party(&number.to_string())).collect();
    let (_, summary) = write(Format::Icews, vec![told]);
    assert_eq!((summary.rows, summary.left_out.get(&Reason::TooManyPairs)), (4096, Some(&(70 * 69 - 4096))));
}
