//! What people corrected, taken out as annotations and compared.

mod support;

use std::fs;

use support::{Folder, check};

const TALKS: &str = "RIVERTON, 18 February 2025 (Wire) — The two foreign ministers met in Geneva on Tuesday.\n";
const STRIKE: &str =
    "RIVERTON, 19 February 2025 (Wire) — Rebels attacked a village on Wednesday, killing three people.\n";

#[test]
fn what_people_corrected_is_taken_out_and_compared() {
    let folder = Folder::new("corrections");
    let (talks, strike) = (folder.file("talks.txt", TALKS), folder.file("strike.txt", STRIKE));
    let archive = folder.path("a.db");
    let place = ["--archive", archive.as_str()];
    let call = |arguments: &[&str], code: i32, out: &[&str], err: &[&str]| {
        check(&[arguments, &place].concat(), code, out, err)
    };
    call(&["add", &talks, &strike], 0, &[], &["2 reports"]);
    call(&["edit", "1/E1", "aux=future", "--author", "ana"], 0, &[], &[]);
    call(&["edit", "1/E1", "confirm", "--author", "ben"], 0, &[], &[]);
    call(&["edit", "2/E1", "confirm", "--author", "ben"], 0, &[], &[]);
    call(&["edit", "2/E1", "delete", "--author", "cem"], 0, &[], &[]);
    call(&["undo", "4"], 0, &[], &[]);
    let listed = call(&["corrections", "--by", "ben"], 0, &["ben"], &[]);
    assert_eq!((listed.lines().count(), listed.contains("ana")), (2, false), "{listed}");

    let (all, ben) = (folder.path("all"), folder.path("ben"));
    call(
        &["corrections", "--as", "annotations", &all],
        0,
        &["talks: report 1, 2 corr", "strike: report 2, 1 corr"],
        &[],
    );
    call(&["corrections", "--as", "annotations", &ben, "--by", "ben"], 0, &["talks: report 1, 1 corr"], &[]);
    let written = |folder: &str| fs::read_to_string(format!("{folder}/talks.ann.json")).expect("an annotation");
    assert!(written(&all).contains(r#""aux":["future"]"#), "{}", written(&all));
    assert!(!written(&ben).contains(r#""aux":["future"]"#), "{}", written(&ben));
    assert!(fs::read_to_string(format!("{all}/talks.source.json")).is_ok_and(|source| source.contains("sentences")));
    call(&["corrections", "--as", "annotations", &ben, "--by", "cem"], 0, &[], &["nothing is written"]);
    call(&["corrections", "--as", "annotations"], 2, &[], &["FOLDER"]);

    check(&["agreement", &all, &ben], 0, &["over 2 reports of both", "typed         1.000"], &[]);

    let there = call(&["agreement", "ana", "ben"], 1, &["over 1 reports of both", "only B has: 2 strike"], &[]);
    let back = call(&["agreement", "ben", "ana"], 1, &["only A has: 2 strike"], &[]);
    // The measures and their figures; the counts of both sides change places.
    let figures = |page: &str| -> Vec<(String, String)> {
        let rows = page.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|row| row.len() == 4);
        rows.map(|row| (row[0].to_owned(), row[1].to_owned())).collect()
    };
    assert_eq!((figures(&there).len(), figures(&there)), (16, figures(&back)));
    let value = |wanted: &str| figures(&there).into_iter().find(|(measure, _)| measure == wanted).map(|row| row.1);
    assert_eq!((value("aux").as_deref(), value("typed").as_deref()), (Some("0.000"), Some("1.000")), "{there}");
    call(&["agreement", "ana", "cem"], 2, &[], &["cem: no corrections by this name; there are some by: ana, ben, cem"]);
}

#[test]
fn folders_of_records_are_compared() {
    let folder = Folder::new("agreement");
    let (one, other, none) = (folder.path("one"), folder.path("other"), folder.path("none"));
    for path in [&one, &other, &none] {
        fs::create_dir_all(path).expect("a folder");
    }
    let record = check(&["read", &folder.file("talks.txt", TALKS), "-f", "json"], 0, &[], &[]);
    fs::write(format!("{one}/talks.gold.json"), &record).expect("a file");
    fs::write(format!("{other}/talks.gold.json"), &record).expect("a file");
    check(&["agreement", &one, &other], 0, &["record        1.000  over 1 reports of both"], &[]);
    fs::write(format!("{one}/second.json"), record.replacen("\"talks\"", "\"second\"", 1)).expect("a file");
    check(&["agreement", &other, &one], 1, &["only B has: second"], &[]);
    check(&["agreement", &one, &none], 2, &[], &["none: no records in it"]);
    check(&["agreement", &one, "nowhere"], 2, &[], &["nowhere"]);
    fs::write(format!("{other}/talks.gold.json"), record.replace("Geneva", "Vienna")).expect("a file");
    check(&["agreement", &one, &other], 2, &[], &["another text"]);
}
