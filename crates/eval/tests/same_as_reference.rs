//! The same numbers as the reference scorer, to three digits, on small records written for it and, where they lie
//! beside the checkout, on the gold records changed at random.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use verbale_eval::{Tally, load, score, table};

fn ours(gold: &Path, predicted: &Path) -> String {
    let (gold, predicted) = (load(gold).expect("gold"), load(predicted).expect("predicted"));
    let mut tally = Tally::default();
    for (id, report) in &gold {
        score(&report.scored, predicted.get(id).map(|record| &record.scored), &mut tally).expect("one text");
    }
    let missing: Vec<String> = gold.keys().filter(|id| !predicted.contains_key(*id)).cloned().collect();
    table(&tally.results(), gold.len(), &missing)
}

fn reference(scorer: &Path, gold: &Path, predicted: &Path) -> Option<String> {
    let output = Command::new("python3").arg(scorer).arg(gold).arg(predicted).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn scorer() -> Option<(PathBuf, PathBuf)> {
    let Some(shared) = std::env::var_os("VERBALE_SHARED").map(PathBuf::from) else {
        eprintln!("skipped: VERBALE_SHARED is not set");
        return None;
    };
    Some((shared.join("record/score_record.py"), shared))
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The figures of the fixtures are kept as the reference scorer printed them, for machines without it.
#[test]
fn fixtures_score_as_before() {
    let printed = ours(&fixtures().join("gold"), &fixtures().join("predicted"));
    let expected = fs::read_to_string(fixtures().join("expected.txt")).expect("expected");
    assert_eq!(printed, expected);
}

#[test]
fn fixtures_score_as_by_the_reference() {
    let Some((scorer, _)) = scorer() else { return };
    let (gold, predicted) = (fixtures().join("gold"), fixtures().join("predicted"));
    if let Some(reference) = reference(&scorer, &gold, &predicted) {
        assert_eq!(ours(&gold, &predicted), reference);
    }
}

struct Chance(u64);

impl Chance {
    fn one_in(&mut self, of: u64) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.is_multiple_of(of)
    }
}

/// Drops, moves and swaps parts of a record.
fn worsen(value: &mut Value, chance: &mut Chance) {
    match value {
        Value::Array(items) => {
            items.retain(|_| !chance.one_in(9));
            if items.len() > 1 && chance.one_in(6) {
                let last = items.len() - 1;
                items.swap(0, last);
            }
            items.iter_mut().for_each(|item| worsen(item, chance));
        }
        Value::Object(fields) => {
            for (name, field) in
                fields.iter_mut().filter(|(name, _)| !matches!(name.as_str(), "id" | "text" | "report"))
            {
                match name.as_str() {
                    "start" | "end" if field.is_u64() && chance.one_in(7) => {
                        *field = (field.as_u64().unwrap_or(0) + 1).into()
                    }
                    "type" | "kind" | "country" if chance.one_in(8) => *field = "OTHER".into(),
                    "place" | "date" | "content" if chance.one_in(6) => *field = Value::Null,
                    _ => worsen(field, chance),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn changed_gold_scores_as_by_the_reference() {
    let Some((scorer, shared)) = scorer() else { return };
    let gold = shared.join("record/train");
    let mut chance = Chance(0x1234_5678_9abc_def1);
    for round in 0..3 {
        let folder = std::env::temp_dir().join(format!("verbale-eval-{}-{round}", std::process::id()));
        fs::create_dir_all(&folder).expect("folder");
        for (id, report) in load(&gold).expect("gold").into_iter().skip(round) {
            let mut json = report.json;
            for part in ["entities", "events", "contexts"] {
                worsen(&mut json[part], &mut chance);
            }
            fs::write(folder.join(format!("{id}.json")), json.to_string()).expect("write");
        }
        let printed = reference(&scorer, &gold, &folder).map(|reference| (ours(&gold, &folder), reference));
        fs::remove_dir_all(&folder).expect("clean up");
        if let Some((ours, reference)) = printed {
            assert_eq!(ours, reference);
        }
    }
}
