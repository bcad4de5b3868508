//! A record goes into an annotation, and every pointer of it leads back to the place in the text.

mod support;

use serde_json::Value;
use support::{Chance, small};
use verbale_record::Record;
use verbale_wire::{Annotation, ErrorKind, annotation, from_annotation, to_json};

/// A pointer's place in code points, found as an annotation's reader does: the nth whole match in the sentence.
fn resolve(source: &Value, pointer: &Value) -> Option<(usize, usize)> {
    let text: Vec<char> = source["text"].as_str()?.chars().collect();
    let sentence = &source["sentences"][pointer[0].as_u64()? as usize];
    let (from, to) = (sentence["start"].as_u64()? as usize, sentence["end"].as_u64()? as usize);
    let words: Vec<char> = pointer[1].as_str()?.chars().collect();
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let (mut left, mut at) = (pointer[2].as_u64().unwrap_or(1), from);
    while at + words.len() <= to {
        let end = at + words.len();
        let cut_before = words[0].is_alphanumeric() && at > from && is_word(text[at - 1]);
        let cut_behind = words[words.len() - 1].is_alphanumeric() && end < to && is_word(text[end]);
        if text[at..end] != words[..] || cut_before || cut_behind {
            at += 1;
            continue;
        }
        left -= 1;
        if left == 0 {
            return Some((at, end));
        }
        at = end;
    }
    None
}

/// The places that a value's pointers lead to.
fn places(source: &Value, pointers: &Value) -> Vec<(usize, usize)> {
    let pointers = pointers.as_array().into_iter().flatten();
    pointers.map(|pointer| resolve(source, pointer).unwrap_or_else(|| panic!("{pointer}\n{source}"))).collect()
}

fn spans(of: &Value) -> Vec<(usize, usize)> {
    of.as_array().into_iter().flatten().map(span).collect()
}

fn span(of: &Value) -> (usize, usize) {
    let at = |key: &str| of[key].as_u64().unwrap_or_else(|| panic!("{of}")) as usize;
    (at("start"), at("end"))
}

/// Annotation and source, beside the record's own JSON.
fn written(record: &Record) -> (Value, Value, Value, Vec<String>) {
    let Annotation { source, annotation, unsaid } = annotation(record);
    let read = |text: &str| serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    (read(&source), read(&annotation), read(&to_json(record)), unsaid)
}

fn check_fields(one: &Value, other: &Value, fields: &[&str]) {
    for field in fields {
        let nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        let same = one[field] == other[field] || nothing(&one[field]) && nothing(&other[field]);
        assert!(same, "{field}: {one}\n{other}");
    }
}

/// Everything that an annotation has is what the record has.
fn check(record: &Record) {
    let (source, annotation, json, unsaid) = written(record);
    assert_eq!(unsaid, [] as [String; 0]);
    assert_eq!((&source["text"], &source["report"]), (&json["text"], &json["report"]));
    check_fields(&annotation, &json, &["contexts"]);
    let members = |of: &'_ Value, key: &str| of[key].as_array().cloned().unwrap_or_default();
    let (entities, events) = (members(&annotation, "entities"), members(&annotation, "events"));
    assert_eq!((entities.len(), events.len()), (record.entities.len(), record.events.len()));
    for (line, entity) in entities.iter().zip(members(&json, "entities")) {
        check_fields(line, &entity, &["id", "kind", "name", "country", "sectors", "office", "members"]);
        assert_eq!(places(&source, &line["mentions"]), spans(&entity["mentions"]));
    }
    for (line, event) in events.iter().zip(members(&json, "events")) {
        check_fields(line, &event, &["id", "type", "modes", "aux", "actors", "recipients", "hosts", "place", "of"]);
        assert_eq!(places(&source, &line["triggers"]), spans(&event["triggers"]));
        check_circumstances(&source, line, &event);
    }
}

fn check_circumstances(source: &Value, line: &Value, event: &Value) {
    let at = |pointer: &Value| resolve(source, pointer).unwrap_or_else(|| panic!("{pointer}\n{source}"));
    assert_eq!(line["date"].is_null(), event["date"].is_null());
    if !line["date"].is_null() {
        check_fields(&line["date"], &event["date"], &["start", "end"]);
        assert_eq!(at(&line["date"]["text"]), span(&event["date"]["span"]));
    }
    let sizes = line["sizes"].as_array().into_iter().flatten();
    for (line, size) in sizes.zip(event["sizes"].as_array().into_iter().flatten()) {
        check_fields(line, size, &["kind", "value", "unit"]);
        assert_eq!((line["approx"] == true, at(&line["text"])), (size["approx"] == true, span(&size["span"])));
    }
    let (content, condition) = (&line["content"], &event["condition"]);
    if !content.is_null() {
        assert_eq!((at(&content["from"]).0, at(&content["to"]).1), span(&event["content"]));
        check_fields(content, &event["content"], &["form"]);
    }
    let told = if content.is_null() { &line["condition"] } else { &content["condition"] };
    assert_eq!(told.is_null(), condition.is_null());
    if !told.is_null() {
        assert_eq!(at(told), span(condition));
    }
}

#[test]
fn every_pointer_leads_back() {
    check(&small());
}

#[test]
fn the_second_of_a_word_is_told_apart() {
    let json = r#"{"schema": "verbale.record/1", "report": {"id": "a"}, "text": "He said that he and “Řezník” met them. Then he left.",
        "sentences": [{"start": 0, "end": 38}, {"start": 39, "end": 52}],
        "entities": [{"id": "T1", "kind": "person", "name": "he",
            "mentions": [{"start": 0, "end": 2}, {"start": 13, "end": 15}, {"start": 44, "end": 46}]}],
        "events": [{"id": "E1", "type": "X", "triggers": [{"start": 29, "end": 32}], "actors": ["T1"],
            "condition": {"start": 34, "end": 43}}]}"#;
    let record = verbale_wire::from_json(json).expect("a record");
    let (source, annotation, json, unsaid) = written(&record);
    // "hem. Then" begins inside a word and lies across both sentences.
    assert_eq!(unsaid, [r#"E1: condition "hem. Then" cannot be pointed at; "them. Then" stands for it"#]);
    assert_eq!(source["sentences"].as_array().map(Vec::len), Some(1));
    assert_eq!(annotation["entities"][0]["mentions"].to_string(), r#"[[0,"He"],[0,"he"],[0,"he",2]]"#);
    assert_eq!(places(&source, &annotation["entities"][0]["mentions"]), spans(&json["entities"][0]["mentions"]));
    assert_eq!(annotation["events"][0]["condition"].to_string(), r#"[0,"them. Then"]"#);
}

/// What an annotation leaves out of a record.
fn bare(value: &mut Value) {
    const LEFT_OUT: [&str; 7] = ["evidence", "alternatives", "location", "notes", "versions", "confidence", "form"];
    match value {
        Value::Object(fields) => {
            // The form of what is said is told, that of a mention is not.
            let said = fields.get("form").is_some_and(|form| form == "direct");
            fields.retain(|name, _| !LEFT_OUT.contains(&name.as_str()) || name == "form" && said);
            fields.values_mut().for_each(bare);
        }
        Value::Array(members) => members.iter_mut().for_each(bare),
        _ => {}
    }
}

#[test]
fn there_and_back() {
    let Annotation { source, annotation, .. } = annotation(&small());
    let back = from_annotation(&source, &annotation).unwrap_or_else(|error| panic!("{error}\n{annotation}"));
    let [mut first, mut second] =
        [&small(), &back].map(|record| serde_json::from_str::<Value>(&to_json(record)).expect("json"));
    bare(&mut first);
    bare(&mut second);
    assert_eq!(first, second);
}

#[test]
fn pointers_that_lead_nowhere_are_named() {
    let Annotation { source, annotation, .. } = annotation(&small());
    let check = |from: &str, to: &str, kind: ErrorKind, place: &str| {
        assert!(annotation.contains(from), "{annotation}");
        let error = from_annotation(&source, &annotation.replacen(from, to, 1)).expect_err(to);
        assert_eq!((error.kind(), error.place()), (kind, place), "{error}");
    };
    check(r#"[0,"met"]"#, r#"[0,"meets"]"#, ErrorKind::Pointer, r#"E1: [0,"meets"]"#);
    check(r#"[0,"met"]"#, r#"[0,"met",2]"#, ErrorKind::Pointer, r#"E1: [0,"met",2]"#);
    check(r#"[0,"met"]"#, r#"[0,"met",0]"#, ErrorKind::Pointer, r#"E1: [0,"met",0]"#);
    check(r#"[0,"met"]"#, r#"[99,"met"]"#, ErrorKind::Pointer, r#"E1: [99,"met"]"#);
    check(r#"[0,"met"]"#, r#""met""#, ErrorKind::Pointer, r#"E1: "met""#);
    check(r#"[0,"Bo Lund"]"#, r#"[0,""]"#, ErrorKind::Pointer, r#"T3: [0,""]"#);
    check(r#""actors":["T1","T3"]"#, r#""actors":["T1","T9"]"#, ErrorKind::Reference, "E1 T9");
    for (source, annotation) in [("", "{}"), ("{}", "{}"), ("[]", "{}"), (source.as_str(), "[]")] {
        assert_eq!(from_annotation(source, annotation).expect_err("no form").kind(), ErrorKind::Form);
    }
}

/// Records without sense, their spans anywhere: what is said leads back or is named.
#[test]
fn arbitrary_records_are_told_or_named() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let record = chance.record();
        let (source, annotation, json, unsaid) = written(&record);
        let lines = annotation["entities"].as_array().into_iter().flatten();
        for (line, entity) in lines.zip(json["entities"].as_array().into_iter().flatten()) {
            let (told, meant) = (places(&source, &line["mentions"]), spans(&entity["mentions"]));
            let id = format!("{}: mention", line["id"].as_str().unwrap_or_default());
            assert!(told == meant || unsaid.iter().any(|why| why.starts_with(&id)), "{line}\n{entity}\n{unsaid:?}");
        }
    }
}
