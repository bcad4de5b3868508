//! Measures the resolvers on data that is not part of this repository: set VERBALE_SHARED to its folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use verbale_record::{Date, Span};
use verbale_resolve::number::parse;
use verbale_resolve::time::{Frame, Lean, find, resolve, resolve_at};

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("VERBALE_SHARED").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: VERBALE_SHARED is not set");
    }
    folder
}

fn records(folder: &Path) -> Vec<Value> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("folder").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    files.iter().map(|path| serde_json::from_str(&fs::read_to_string(path).expect("file")).expect("json")).collect()
}

fn date(value: &Value) -> Option<Date> {
    value.as_str()?.parse().ok()
}

/// A span in code points, as bytes.
fn span(text: &str, value: &Value) -> Span {
    let byte = |key: &str| {
        let at = value[key].as_u64().expect("offset") as usize;
        text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte)
    };
    Span::from(byte("start")..byte("end"))
}

#[test]
fn date_cases() {
    let Some(shared) = shared() else { return };
    let lines = fs::read_to_string(shared.join("bench/ngec_date_resolver_visible.jsonl")).expect("cases");
    let (mut right, mut total) = (0, 0);
    for line in lines.lines() {
        let case: Value = serde_json::from_str(line).expect("json");
        let words = case["text"].as_str().expect("text");
        let got = resolve(words, date(&case["date"]), Lean::Past);
        let gold = &case["gold"][0];
        let (start, end) = (gold["start"].as_str(), gold["end"].as_str());
        let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let ok = match (&got, gold["type"].as_str() == Some("unresolved")) {
            (Err(_), true) => true,
            (Ok(days), false) => {
                start.is_none_or(|start| shown(days.start).starts_with(start))
                    && end.is_none_or(|end| shown(days.end) == end)
            }
            _ => false,
        };
        (right, total) = (right + usize::from(ok), total + 1);
        if !ok {
            println!("{words:?}: wanted {start:?} {end:?} {}, got {got:?}", gold["type"]);
        }
    }
    println!("date cases: {right} of {total}");
    assert!(right * 100 >= total * 80);
}

#[test]
fn dates_and_sizes_of_records() {
    let Some(shared) = shared() else { return };
    for part in ["record/train", "record/gold"] {
        let (mut dates, mut dated, mut seen, mut sizes, mut sized) = (0, 0, 0, 0, 0);
        for record in records(&shared.join(part)) {
            let text = record["text"].as_str().expect("text");
            let found = find(text);
            for event in record["events"].as_array().expect("events") {
                if event["date"].is_object() {
                    let at = span(text, &event["date"]["span"]);
                    let ahead = event["aux"].as_array().is_some_and(|aux| aux.iter().any(|aux| aux == "future"));
                    let frame = Frame {
                        published: date(&record["report"]["published"]),
                        lean: if ahead { Lean::Future } else { Lean::Past },
                        previous: None,
                    };
                    let got = resolve_at(text, at, &frame);
                    let wanted = (date(&event["date"]["start"]), date(&event["date"]["end"]));
                    let ok = got.is_ok_and(|days| (days.start, days.end) == wanted);
                    (dates, dated) = (dates + usize::from(ok), dated + 1);
                    seen += usize::from(found.iter().any(|span| span.overlaps(at)));
                    if !ok && part.ends_with("train") {
                        println!("{part} {:?}: wanted {wanted:?}, got {got:?}", at.of(text));
                    }
                }
                for size in event["sizes"].as_array().expect("sizes") {
                    let got = parse(span(text, &size["span"]).of(text));
                    let ok = got.as_ref().is_some_and(|got| Some(got.value) == size["value"].as_f64());
                    (sizes, sized) = (sizes + usize::from(ok), sized + 1);
                    if !ok && part.ends_with("train") {
                        println!("{part} {}: got {got:?}", size["span"]["text"]);
                    }
                }
            }
        }
        println!("{part}: {dates} of {dated} dates ({seen} found in the text), {sizes} of {sized} sizes");
        assert!(dates * 10 >= dated * 7 && sizes * 10 >= sized * 8);
    }
}
