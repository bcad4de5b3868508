//! The other forms of the small record, against files that `UPDATE=1 cargo test -p verbale-wire` writes anew.

mod support;

use std::path::{Path, PathBuf};

use support::small;
use verbale_wire::plover::{Rules, plover};
use verbale_wire::{PrettyOptions, pretty, schema, to_json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn check(path: &str, got: &str) {
    let path = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folder");
        std::fs::write(&path, got).expect("write");
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(wanted == got, "{} is stale; run UPDATE=1 cargo test -p verbale-wire\n{got}", path.display());
}

#[test]
fn json_form() {
    check("crates/wire/tests/expected/small.json", &to_json(&small()));
}

#[test]
fn pretty_form() {
    let page = pretty(&small(), &PrettyOptions { colour: false });
    assert!(!page.contains('\u{1b}'));
    check("crates/wire/tests/expected/small.txt", &page);
    assert!(pretty(&small(), &PrettyOptions { colour: true }).contains('\u{1b}'));
}

#[test]
fn plover_form() {
    let table = std::fs::read_to_string(root().join("data/plover_export.tsv")).expect("table");
    let rules = Rules::parse(&table).unwrap_or_else(|error| panic!("{error}"));
    let lines = plover(&small(), &rules);
    check("crates/wire/tests/expected/small.plover.jsonl", &lines);
    assert!(lines.contains("AGREE"), "a meeting to come is an agreement");
    let error = Rules::parse("# head\ntype\tA\tx\t1\toptional").expect_err("a bad row");
    assert_eq!(error.place(), "export table, line 2");
}

#[test]
fn schema_of_records() {
    check("docs/record.schema.json", &schema());
}
