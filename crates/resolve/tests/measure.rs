//! Figures on test sets that are not part of the repository: run with `VERBALE_SHARED` set and `--nocapture`.
#![allow(clippy::unwrap_used)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Date, EntityKind, Form, Mention, Span};
use verbale_resolve::actor::{Actor, Subject, resolve, resolve_alone};

fn shared() -> Option<PathBuf> {
    let shared = std::env::var_os("VERBALE_SHARED").map(PathBuf::from);
    if shared.is_none() {
        println!("skipped: VERBALE_SHARED is not set");
    }
    shared
}

fn knowledge() -> Knowledge {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/knowledge.vkb");
    Knowledge::from_bytes(&fs::read(path).unwrap()).unwrap()
}

fn read(knowledge: &Knowledge, text: &str, kind: EntityKind, mentions: &[Mention], published: Option<Date>) -> Actor {
    let sentence_of: Vec<Span> = mentions.iter().map(|mention| sentence(text, mention.span)).collect();
    let (country_hint, sector_hints) = (None, &[][..]);
    resolve(
        knowledge,
        &Subject {
            text,
            kind,
            mentions,
            sentence_of: &sentence_of,
            published,
            country_hint,
            sector_hints,
            no_sector: 0.0,
            countries: &[],
        },
    )
}

/// Paragraphs, cut at full stops before a capital: near enough.
fn sentence(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let begin = text[..start].rfind(['\n', '.']).map_or(0, |at| at + 1);
    let begin = if text[begin..].starts_with(' ') { begin } else { text[..start].rfind('\n').map_or(0, |at| at + 1) };
    let stop = text[end..].find(['\n']).map_or(text.len(), |at| end + at);
    Span::from(begin..stop)
}

/// Country and first sector of every entity that the annotators gave them, mentions given.
fn gold(folder: &Path) {
    let knowledge = knowledge();
    let (mut countries, mut sectors, mut offices) = ([0, 0], [0, 0], [0, 0]);
    for path in json_files(folder) {
        let record: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let text = record["text"].as_str().unwrap();
        let published = record["report"]["published"].as_str().and_then(|day| day.parse().ok());
        for entity in record["entities"].as_array().unwrap() {
            let kind = EntityKind::from_name(entity["kind"].as_str().unwrap()).unwrap();
            if kind == EntityKind::Place {
                continue;
            }
            let mentions: Vec<Mention> =
                entity["mentions"].as_array().unwrap().iter().map(|mention| gold_mention(text, mention)).collect();
            let actor = read(&knowledge, text, kind, &mentions, published);
            let country = actor.country.as_ref().map(|country| country.value.as_str());
            let sector = actor.sectors.first().map(|sector| sector.value.as_str());
            let office = actor.office.as_ref().map(|office| office.value.to_lowercase());
            tally(&mut countries, country == entity["country"].as_str());
            if kind != EntityKind::Country {
                tally(&mut sectors, sector == entity["sectors"][0].as_str());
            }
            let expected = entity["office"].as_str().map(str::to_lowercase);
            if kind == EntityKind::Person {
                tally(&mut offices, office == expected);
            }
            if std::env::var_os("VERBALE_SHOW").is_some()
                && (country != entity["country"].as_str()
                    || (kind != EntityKind::Country && sector != entity["sectors"][0].as_str())
                    || kind == EntityKind::Person && office != expected)
            {
                println!(
                    "{} {:?} {} | {country:?} {sector:?} {office:?} | {} {} {}",
                    path.file_name().unwrap().display(),
                    kind,
                    entity["name"],
                    entity["country"],
                    entity["sectors"],
                    entity["office"]
                );
            }
        }
    }
    println!(
        "{}: country {}, first sector {}, office {}",
        folder.display(),
        share(countries),
        share(sectors),
        share(offices)
    );
}

/// Offsets in the files count characters.
fn gold_mention(text: &str, mention: &Value) -> Mention {
    let at = |name: &str| {
        let characters = mention[name].as_u64().unwrap() as usize;
        text.char_indices().nth(characters).map_or(text.len(), |(byte, _)| byte)
    };
    let words = mention["text"].as_str().unwrap();
    let pronoun = matches!(
        words.to_lowercase().as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "them"
            | "him"
            | "we"
            | "i"
            | "us"
            | "who"
            | "his"
            | "her"
            | "their"
            | "its"
            | "you"
    );
    let name = words.chars().next().is_some_and(char::is_uppercase)
        && !words.split(' ').any(|word| word.chars().all(char::is_lowercase) && word.len() > 3);
    let form = if pronoun {
        Form::Pronoun
    } else if name {
        Form::Name
    } else {
        Form::Nominal
    };
    Mention { span: Span::from(at("start")..at("end")), form, confidence: 1.0 }
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    paths.sort();
    paths
}

fn tally(counts: &mut [u32; 2], right: bool) {
    counts[0] += u32::from(right);
    counts[1] += 1;
}

fn share([right, all]: [u32; 2]) -> String {
    format!("{right}/{all} = {:.3}", f64::from(right) / f64::from(all.max(1)))
}

#[test]
fn gold_records() {
    let Some(shared) = shared() else { return };
    gold(&shared.join("record/gold"));
    gold(&shared.join("record/train"));
}

/// Phrases with the country and sector that another project's tests expect.
#[test]
fn phrases() {
    let Some(shared) = shared() else { return };
    let knowledge = knowledge();
    let packed = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/gazetteer.vgz")).unwrap();
    let gazetteer = Gazetteer::from_bytes(&packed).unwrap();
    let (mut countries, mut sectors) = ([0, 0], [0, 0]);
    let cases = fs::read_to_string(shared.join("bench/ngec_actor_resolution_visible.jsonl")).unwrap();
    for case in cases.lines() {
        let case: Value = serde_json::from_str(case).unwrap();
        let phrase = case["call"] == "agent_to_code" || case["call"] == "short_text_to_agent";
        let text = case["text"].as_str().unwrap();
        if !phrase || case["xfail"] == true || text.starts_with("d[") {
            continue;
        }
        let expected = &case["expected"];
        let day = case["kwargs"]["query_date"].as_str().or(case["args"][1].as_str()).and_then(|day| day.parse().ok());
        let found = read_phrase(&knowledge, &gazetteer, text, day);
        if let Some(country) = expected["country"].as_str() {
            let country = if country == "XKX" { "KOS" } else { country };
            tally(&mut countries, found.0 == country);
        }
        if let Some(sector) = expected["code_1"].as_str() {
            tally(&mut sectors, found.1 == sector || sector == "UNK" && found.1.is_empty());
        }
        if std::env::var_os("VERBALE_SHOW").is_some() {
            println!("{text} | {} {} | {expected}", found.0, found.1);
        }
    }
    println!("phrases: country {}, first sector {}", share(countries), share(sectors));
}

fn read_phrase(knowledge: &Knowledge, gazetteer: &Gazetteer, text: &str, day: Option<Date>) -> (String, String) {
    let actor = resolve_alone(knowledge, Some(gazetteer), text, day).1;
    (actor.country.map_or(String::new(), |c| c.value), actor.sectors.first().map_or(String::new(), |s| s.value.clone()))
}
