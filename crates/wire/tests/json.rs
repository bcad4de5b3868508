//! A record goes into JSON and comes back as it was; what is no record is refused with its place.

mod support;

use serde_json::Value;
use support::{Chance, small};
use verbale_wire::{ErrorKind, from_json, to_json, to_json_line, to_json_sparse};

#[test]
fn there_and_back() {
    let record = small();
    assert_eq!(from_json(&to_json(&record)), Ok(record.clone()));
    let line = to_json_line(&record);
    assert!(!line.contains('\n'));
    assert_eq!(from_json(&line), Ok(record));
}

#[test]
fn arbitrary_records_go_there_and_back() {
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    for _ in 0..400 {
        let record = chance.record();
        let json = to_json(&record);
        let back = from_json(&json).unwrap_or_else(|error| panic!("{error}\n{json}"));
        assert_eq!(back, record, "{json}");
    }
}

#[test]
fn sparse_json_lacks_nothing_but_the_text() {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let record = chance.record();
        let json = to_json_sparse(&record);
        let idle = [":null", "\"text\":", "{,", ",}", ",,"];
        assert!(!idle.iter().any(|idle| json.contains(idle)), "{json}");
        let mut shape: Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}\n{json}"));
        shape["text"] = record.report.text.clone().into();
        assert_eq!(from_json(&shape.to_string()), Ok(record), "{json}");
    }
}

#[test]
fn offsets_count_code_points() {
    let json: Value = serde_json::from_str(&to_json(&small())).expect("json");
    let text: Vec<char> = json["text"].as_str().expect("text").chars().collect();
    let mention = &json["entities"][2]["mentions"][0];
    let at = |key: &str| mention[key].as_u64().expect("offset") as usize;
    assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), "Bo Lund");
}

#[test]
fn hand_written_records_need_no_evidence() {
    let json = r#"{"schema": "verbale.record/1", "report": {"id": "a", "published": "2020-01-02"}, "text": "Ann met Bob.",
        "entities": [{"id": "X", "kind": "person", "name": "Ann", "mentions": [{"start": 0, "end": 3, "text": "Ann"}]}],
        "events": [{"id": "Y", "type": "CONSULT", "triggers": [{"start": 4, "end": 7}], "actors": ["X"]}]}"#;
    let record = from_json(json).expect("a record");
    assert_eq!(record.events[0].actors[0].value.index(), 0);
}

#[test]
fn what_is_wrong_is_named() {
    let good: Value = serde_json::from_str(&to_json(&small())).expect("json");
    let check = |pointer: &str, value: Value, kind: ErrorKind| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a field") = value;
        let error = from_json(&bad.to_string()).expect_err(pointer);
        assert_eq!(error.kind(), kind, "{pointer}: {error}");
    };
    check("/schema", "verbale.record/9".into(), ErrorKind::Schema);
    check("/entities/0/kind", "planet".into(), ErrorKind::Name);
    check("/entities/1/id", "T1".into(), ErrorKind::Reference);
    check("/entities/0/mentions/0/end", 99_999.into(), ErrorKind::Offset);
    check("/entities/0/mentions/0/start", 4_294_967_295_u32.into(), ErrorKind::Offset);
    check("/entities/0/mentions", Value::Array(Vec::new()), ErrorKind::Form);
    check("/events/0/actors/0", "T99".into(), ErrorKind::Reference);
    check("/events/1/of", "E99".into(), ErrorKind::Reference);
    check("/events/0/date/start", "2021-02-30".into(), ErrorKind::Date);
    check("/events/0/evidence/type/stage", "guess".into(), ErrorKind::Name);
    check("/report/published", "soon".into(), ErrorKind::Date);
    check("/events", 3.into(), ErrorKind::Form);
    assert_eq!(from_json("").map_err(|error| error.kind()), Err(ErrorKind::Form));
}

/// The records measured against are read, and their fields come out as they went in.
#[test]
fn gold_records_are_read() {
    let Some(shared) = std::env::var_os("VERBALE_SHARED") else {
        eprintln!("skipped: VERBALE_SHARED is not set");
        return;
    };
    for part in ["record/gold", "record/train"] {
        for entry in std::fs::read_dir(std::path::Path::new(&shared).join(part)).expect("folder") {
            let path = entry.expect("entry").path();
            if !path.to_string_lossy().ends_with(".gold.json") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("file");
            let record = from_json(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let (gold, back): (Value, Value) =
                (serde_json::from_str(&text).expect("json"), serde_json::from_str(&to_json(&record)).expect("json"));
            for field in ["report", "contexts", "text", "sentences"] {
                assert_eq!(gold[field], back[field], "{}", path.display());
            }
            for (gold, back) in
                gold["events"].as_array().expect("events").iter().zip(back["events"].as_array().expect("events"))
            {
                for field in ["type", "modes", "aux", "date", "sizes", "content", "condition"] {
                    assert_eq!(gold[field], back[field], "{} {}", path.display(), gold["id"]);
                }
            }
        }
    }
}
