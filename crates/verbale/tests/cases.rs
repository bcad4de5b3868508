//! The readable cases of `cases/*.md`: a report, and what its record must and must not hold.
//!
//! Every file holds sections of the form
//!
//! ````text
//! # What the case shows
//! ```report 2025-02-18
//! The report's text.
//! ```
//! ```expect
//! yes CONSULT actor="Sergey Lavrov" place=Riyadh date=2025-02-18..2025-02-18
//! no  ASSAULT aux=none
//! yes entity="Sergey Lavrov" kind=person country=RUS sector=GOV
//! open yes CONSULT host="Saudi Arabia"
//! ```
//! ````
//!
//! `yes`: some event (or entity) meets all of the line; `no`: none does. `open` marks a known gap: such a line fails the
//! test as soon as it is met, so that it gets closed. An event line starts with a type or `*`; its keys are `actor`,
//! `recipient`, `host`, `place` (the entity's name or any mention), `mode`, `aux` (`none`: asserted), `trigger`, `date`,
//! `size` (`killed:12`), `content` and `condition` (words inside), and `by` (country of an actor).
#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::path::{Path, PathBuf};

use verbale::record::{Entity, Event, Field, Id, Record, Report};

#[test]
fn cases() {
    let reader = verbale::Reader::bundled().expect("sound files");
    let (mut lines, mut failures) = (0, Vec::new());
    for file in files() {
        let source = std::fs::read_to_string(&file).unwrap();
        for case in parse(&source, &file) {
            let report = Report { published: case.published, text: case.text.clone(), ..Report::default() };
            let record = reader.read(&report);
            for (number, line) in &case.expected {
                lines += 1;
                failures.extend(
                    judge(&record, line).err().map(|why| format!("{}:{number}: {why}: {line}", file.display())),
                );
            }
        }
    }
    assert!(lines >= 60, "only {lines} expectations found");
    assert!(failures.is_empty(), "{} of {lines} expectations:\n{}", failures.len(), failures.join("\n"));
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|e| e == "md") && file.file_name().is_some_and(|n| n != "README.md")
    });
    files.sort();
    files
}

struct Case {
    published: Option<verbale::record::Date>,
    text: String,
    expected: Vec<(usize, String)>,
}

fn parse(source: &str, file: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fence: Option<String> = None;
    for (index, line) in source.lines().enumerate() {
        match (&fence, line.strip_prefix("```")) {
            (Some(_), Some(_)) => fence = None,
            (None, Some(head)) => {
                if let Some(date) = head.strip_prefix("report") {
                    let published = Some(date.trim()).filter(|d| !d.is_empty()).map(|d| d.parse().unwrap());
                    cases.push(Case { published, text: String::new(), expected: Vec::new() });
                }
                fence = Some(head.split(' ').next().unwrap_or_default().to_owned());
            }
            (Some(kind), None) if kind == "report" => {
                let case = cases.last_mut().unwrap();
                case.text.push_str(line);
                case.text.push('\n');
            }
            (Some(kind), None) if kind == "expect" && !line.trim().is_empty() => {
                let case =
                    cases.last_mut().unwrap_or_else(|| panic!("{}: expectation before a report", file.display()));
                case.expected.push((index + 1, line.to_owned()));
            }
            _ => {}
        }
    }
    cases
}

/// Whether the record does as the line says.
fn judge(record: &Record, line: &str) -> Result<(), String> {
    let words = split(line);
    let (open, words) = match words.split_first() {
        Some((first, rest)) if first == "open" => (true, rest),
        _ => (false, &words[..]),
    };
    let (verdict, wanted) = words.split_first().ok_or("an empty line")?;
    let found = if wanted.first().is_some_and(|w| w.starts_with("entity=")) {
        record.entities.iter().any(|e| wanted.iter().all(|w| entity_meets(record, e, w)))
    } else {
        record.events.iter().any(|e| wanted.iter().all(|w| event_meets(record, e, w)))
    };
    let met = match verdict.as_str() {
        "yes" => found,
        "no" => !found,
        other => return Err(format!("starts with {other:?}")),
    };
    match (met, open) {
        (true, false) | (false, true) => Ok(()),
        (false, false) => Err(if found { "found" } else { "not found" }.to_owned()),
        (true, true) => Err("an open gap that is closed now; drop the word `open`".to_owned()),
    }
}

/// Splits at spaces outside double quotes and drops the quotes.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.extend(Some(std::mem::take(&mut word)).filter(|w| !w.is_empty())),
            c => word.push(c),
        }
    }
    words.extend(Some(word).filter(|w| !w.is_empty()));
    words
}

fn event_meets(record: &Record, event: &Event, wanted: &str) -> bool {
    let text = &record.report.text;
    let Some((key, value)) = wanted.split_once('=') else { return wanted == "*" || event.kind.value == wanted };
    let party = |list: &[Field<Id<Entity>>]| list.iter().any(|id| is_named(record, id.value, value));
    match key {
        "actor" => party(&event.actors),
        "recipient" => party(&event.recipients),
        "host" => party(&event.hosts),
        "place" => event.place.iter().any(|id| is_named(record, id.value, value)),
        "by" => event
            .actors
            .iter()
            .any(|id| record.entities[id.value.index()].country.as_ref().is_some_and(|c| c.value == value)),
        "mode" => event.modes.iter().any(|m| m.value == value),
        "aux" => {
            if value == "none" {
                event.aux.is_empty()
            } else {
                event.has_aux(value)
            }
        }
        "trigger" => event.triggers.iter().any(|t| t.span.of(text).contains(value)),
        "content" => event.content.iter().any(|c| c.span.of(text).contains(value)),
        "condition" => event.condition.iter().any(|c| c.span.of(text).contains(value)),
        "date" => event.date.iter().any(|d| {
            let day = |d: Option<verbale::record::Date>| d.map_or("-".to_owned(), |d| d.to_string());
            format!("{}..{}", day(d.start), day(d.end)) == value
        }),
        "size" => event.sizes.iter().any(|s| format!("{}:{}", s.kind.name(), s.value) == value),
        "of" => event.of.is_some() == (value == "some"),
        _ => panic!("unknown key {key:?} in a case"),
    }
}

fn entity_meets(record: &Record, entity: &Entity, wanted: &str) -> bool {
    let Some((key, value)) = wanted.split_once('=') else { return false };
    match key {
        "entity" => named(record, entity, value),
        "kind" => entity.kind.value.name() == value,
        "country" => entity.country.as_ref().map_or("-", |c| &c.value) == value,
        "sector" => entity.sectors.first().map_or("-", |s| &s.value) == value,
        "office" => entity.office.as_ref().is_some_and(|o| o.value == value),
        "member" => entity.members.iter().any(|id| is_named(record, *id, value)),
        "mentions" => entity.mentions.len().to_string() == value,
        _ => panic!("unknown key {key:?} in a case"),
    }
}

fn is_named(record: &Record, id: Id<Entity>, name: &str) -> bool {
    named(record, &record.entities[id.index()], name)
}

fn named(record: &Record, entity: &Entity, name: &str) -> bool {
    entity.name == name || entity.mentions.iter().any(|m| m.span.of(&record.report.text) == name)
}
