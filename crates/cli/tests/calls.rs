//! The program as it is called: good input, bad input, exit codes, pipes.

mod support;

use std::io::Write;
use std::process::{Command, Output, Stdio};

use support::{Folder, expect, program};

const TEXT: &str = "RIVERTON, 18 February 2025 (Wire) — The two foreign ministers met in Geneva on Tuesday.\n";

fn verbale(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    // A call that needs no input may end before it is written.
    let _ = child.stdin.take().expect("input").write_all(input);
    child.wait_with_output().expect("an end")
}

/// The exit code, and words that standard output and standard error must hold.
fn check(arguments: &[&str], input: &[u8], code: i32, out: &[&str], err: &[&str]) {
    expect(&verbale(arguments, input), arguments, code, out, err);
}

#[test]
fn less_sure_things_are_left_out_and_counted() {
    check(&["read", "-", "--min-confidence", "1"], TEXT.as_bytes(), 0, &["note left-out", "less sure than 1"], &[]);
    check(&["read", "-", "--min-confidence", "1.5"], TEXT.as_bytes(), 2, &[], &["not between 0 and 1"]);
}

#[test]
fn formats() {
    check(&["read", "-"], TEXT.as_bytes(), 0, &["stdin · 2025-02-18"], &[]);
    check(
        &["read", "-", "--published", "2024-01-02", "-f", "json"],
        TEXT.as_bytes(),
        0,
        &["\"published\": \"2024-01-02\"", "verbale.record/1"],
        &[],
    );
    check(&["read", "-", "--format", "jsonl"], TEXT.as_bytes(), 0, &["{\"schema\":\"verbale.record/1\""], &[]);
    check(&["read", "-", "--format", "plover"], TEXT.as_bytes(), 0, &[], &[]);
    check(&["read", "-"], b"No date here.", 0, &["note no-date"], &[]);
    check(&["read", "-", "--published", "9998-01-01"], b"They met.", 0, &["note future-date"], &[]);
    check(&["schema"], b"", 0, &["json-schema.org/draft/2020-12"], &[]);
    check(&["model"], b"", 0, &["model ", "head "], &[]);
}

#[test]
fn plain_in_a_pipe_and_colours_when_asked() {
    let plain = verbale(&["read", "-"], TEXT.as_bytes());
    assert!(!plain.stdout.contains(&0x1b));
    let coloured = verbale(&["read", "-", "--color", "always"], TEXT.as_bytes());
    assert!(coloured.stdout.contains(&0x1b));
}

#[test]
fn bad_input_is_named_and_the_rest_is_read() {
    let folder = Folder::new("bad");
    let good = folder.file("good.txt", TEXT);
    let empty = folder.file("empty.txt", "");
    let blank = folder.file("blank.txt", " \n\t \n");
    let binary = folder.file("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".repeat(4));
    let long = folder.file("long.txt", vec![b'a'; 5 << 20]);
    let missing = folder.0.join("missing.txt").to_string_lossy().into_owned();
    check(&["read", &empty, &good], b"", 1, &["good · 2025-02-18"], &["empty.txt: empty"]);
    check(&["read", &blank], b"", 1, &[], &["blank.txt: empty"]);
    check(&["read", &binary, &good], b"", 1, &["good"], &["binary.txt: not text"]);
    check(&["read", &long, &good], b"", 1, &["good"], &["long.txt: report over the size limit"]);
    check(&["read", &missing, &good], b"", 1, &["good"], &["missing.txt"]);
    check(&["read", &folder.0.to_string_lossy()], b"", 1, &[], &["folder"]);
    check(&["read", "-"], &vec![b'a'; 5 << 20], 1, &[], &["standard input: report over the size limit"]);
}

#[test]
fn odd_text_is_read_with_notes() {
    check(
        &["read", "-"],
        b"<html><head><title>Talks</title></head><body><p>They met in Rome.</p></body></html>",
        0,
        &["Talks", "note html"],
        &[],
    );
    check(
        &["read", "-"],
        b"The d\xe9l\xe9gation met the pr\xe9sident in Gen\xe8ve.",
        0,
        &["note encoding: read as windows-1252"],
        &[],
    );
    check(&["read", "-"], b"K\xc3\xb6ln and Z\xc3\xbcrich \xff met.", 0, &["note broken-encoding", "byte 18"], &[]);
    check(&["read", "-"], "التقى الوزيران في جنيف يوم الثلاثاء".as_bytes(), 0, &[], &[]);
    check(&["read", "-"], "no sentence end and no capital ".repeat(60).as_bytes(), 0, &[], &[]);
}

#[test]
fn calls_that_cannot_be_followed() {
    let folder = Folder::new("calls");
    let weights = folder.file("weights.vmod", b"VMOD\x01\0\0\0");
    check(&["read"], b"", 2, &[], &["FILE"]);
    check(&["read", "-", "--published", "soon"], b"", 2, &[], &["--published"]);
    check(&["read", "-", "--model", &weights], TEXT.as_bytes(), 2, &[], &["weights.vmod"]);
    check(&["read", "-", "--model", "nowhere.vmod"], TEXT.as_bytes(), 2, &[], &["nowhere.vmod"]);
    let toy = include_bytes!("../../../models/toy/toy.vmod");
    let cut = folder.file("cut.vmod", &toy[..toy.len() / 2]);
    check(&["read", "-", "--model", &cut], TEXT.as_bytes(), 2, &[], &["cut.vmod", "the file ends before it"]);
    let mut other = toy.to_vec();
    other[4] = 99;
    let other = folder.file("other.vmod", other);
    check(&["read", "-", "--model", &other], TEXT.as_bytes(), 2, &[], &["other.vmod", "version 99 of the format"]);
    check(&["model", "--model", &other], b"", 2, &[], &["other.vmod"]);
    check(&["explain", "-", "E99999"], TEXT.as_bytes(), 2, &[], &["no event"]);
}

#[test]
fn reads_with_the_large_model_by_name() {
    check(&["read", "-", "--model", "large", "-f", "json"], TEXT.as_bytes(), 0, &["\"model\": \"large "], &[]);
    check(&["model", "--model", "large"], b"", 0, &["model      large", "8 layers of 768"], &[]);
    check(&["model", "--model", "base"], b"", 0, &["model      base", "6 layers of 384"], &[]);
}

#[test]
fn explains_a_kept_record() {
    let folder = Folder::new("kept");
    let record = r#"{"schema": "verbale.record/1", "report": {"id": "a"}, "text": "Ann met Bob.",
        "entities": [{"id": "T1", "kind": "person", "name": "Ann", "mentions": [{"start": 0, "end": 3}]}],
        "events": [{"id": "E1", "type": "CONSULT", "triggers": [{"start": 4, "end": 7}], "actors": ["T1"]}]}"#;
    let kept = folder.file("kept.json", record);
    check(&["explain", &kept, "E1"], b"", 0, &["E1 CONSULT", "met"], &[]);
    let broken = folder.file("broken.json", "{}");
    check(&["explain", &broken, "E1"], b"", 2, &[], &["broken.json"]);
}

#[test]
fn two_readings_are_compared_claim_by_claim() {
    let folder = Folder::new("diff");
    let record = String::from_utf8(verbale(&["read", "-", "-f", "jsonl"], TEXT.as_bytes()).stdout).expect("text");
    assert!(record.contains("\"CONSULT\""), "{record}");
    let old = folder.file("old.jsonl", &record);
    let new = folder.file("new.jsonl", record.replace("\"CONSULT\"", "\"REQUEST\""));
    check(&["diff", &old, &old], b"", 0, &["0 only in the old reading, 0 only in the new one"], &[]);
    check(&["diff", &old, &new], b"", 1, &["- stdin s0 “met”: CONSULT", "+ stdin s0 “met”: REQUEST"], &[]);
    let other = folder.file("other.jsonl", record.replace("Geneva", "Vienna"));
    check(&["diff", &old, &other], b"", 2, &[], &["different texts"]);
    let broken = folder.file("broken.jsonl", format!("{record}{{}}\n"));
    check(&["diff", &old, &broken], b"", 2, &[], &["broken.jsonl, record 2"]);
}

/// The reader of the pipe goes away at once.
#[cfg(unix)]
#[test]
fn broken_pipes_are_quiet() {
    let folder = Folder::new("pipe");
    let good = folder.file("good.txt", TEXT.repeat(200));
    let script = format!("'{}' read '{good}' '{good}' -f json | head -c 10", env!("CARGO_BIN_EXE_verbale"));
    let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn resolvers_alone() {
    check(&["who", "Sergey Lavrov", "--on", "2025-02-18"], b"", 0, &["RUS GOV foreign minister", "row of people"], &[]);
    check(&["who", "Boris Johnson", "--on", "2024-01-01"], b"", 0, &["Boris Johnson: GBR ELI"], &[]);
    check(&["who", "Kenyan navy"], b"", 0, &["KEN MIL"], &[]);
    check(&["who", "Qwertz Uiop"], b"", 1, &["no match"], &[]);
    check(&["where", "Rafah", "--near", "Gaza"], b"", 0, &["Gaza Strip, PSE"], &[]);
    check(&["where", "Paris", "--near", "Texas"], b"", 0, &["Texas, USA"], &[]);
    check(&["where", "Springfield"], b"", 0, &["too many places are as likely", "and 22 more"], &[]);
    check(&["where", "Qwertzuiopstadt"], b"", 1, &["no match"], &[]);
    check(&["when", "last Tuesday", "--published", "2025-02-18"], b"", 0, &["2025-02-11 (day)"], &[]);
    check(&["when", "since the spring of 2014"], b"", 0, &["2014-03-01 to -"], &[]);
    check(&["when", "Tuesday"], b"", 1, &["unresolved: no-date"], &[]);
    check(&["when", "Tuesday", "--published", "someday"], b"", 2, &[], &["--published"]);
}

#[test]
fn an_archive_is_filled_asked_corrected_and_taken_out() {
    let folder = Folder::new("archive");
    let report = folder.file("talks.txt", TEXT);
    let other = folder.file(
        "autre.txt",
        "Les deux ministres des affaires étrangères se sont rencontrés mardi à Genève, selon le porte-parole.",
    );
    let archive = folder.0.join("a.db").to_string_lossy().into_owned();
    let call = |arguments: &[&str], code: i32, out: &[&str], err: &[&str]| {
        check(&[arguments, &["--archive", &archive]].concat(), b"", code, out, err);
    };
    call(&["events"], 2, &[], &["a.db", "no such archive"]);
    call(&["add", &report, &other], 0, &[], &["2 reports", "1 in other languages"]);
    call(&["add", &report, &other, "no-such-file"], 1, &[], &["0 reports", "2 known", "no-such-file"]);
    call(&["holdings"], 0, &["2 reports, 1 unread"], &[]);
    call(&["events", "--since", "2025-02"], 0, &["CONSULT", "2025-02-18"], &[]);
    call(&["events", "--since", "2025-03", "--format", "json"], 0, &["[]"], &[]);
    call(&["events", "--since", "soon"], 2, &[], &["since", "soon"]);
    call(&["search", "ministers", "geneva"], 0, &["[ministers]"], &[]);
    call(&["edit", "1/E1", "aux=future", "--author", "ana"], 0, &["correction 1"], &[]);
    call(&["events", "--status", "planned"], 0, &["planned"], &[]);
    call(&["edit", "1/E99", "confirm"], 2, &[], &["no event E99"]);
    call(&["edit", "1/E1", "actors=Nobody Here"], 2, &[], &["does not have the words"]);
    call(&["undo", "1"], 0, &[], &[]);
    call(&["corrections"], 0, &["ana", "undone"], &[]);
    call(&["sql", "SELECT count(*) AS n FROM reports"], 0, &["n\n2"], &[]);
    call(&["sql", "DELETE FROM report"], 2, &[], &["read"]);
    call(&["brief"], 0, &["# "], &[]);
    call(&["export", "--format", "csv"], 0, &["CONSULT"], &["events"]);
    call(&["export", "--format", "parquet"], 2, &[], &["--out"]);
    call(&["show", "1"], 0, &["CONSULT"], &[]);
    call(&["show", "77"], 2, &[], &["77"]);
}
