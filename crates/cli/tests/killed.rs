//! Killed at whatever moment, `verbale add` leaves a whole archive, and the same command again completes it.
#![cfg(unix)]

mod support;

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use support::{Folder, check, program};
use verbale::archive::Archive;
use verbale::to_json;

/// Some batches of the writer, so that a kill may hit in the midst of one when others stand already.
const REPORTS: usize = 450;
const BATCH: usize = 128;

/// A network that reads fast and badly: what is read does not matter here.
const MODEL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/toy/toy.vmod");

/// What merging and the flat tables leave, in one order.
const CONTENTS: [&str; 6] = [
    "SELECT id, name, published, language, family, events, text FROM reports ORDER BY id",
    "SELECT * FROM events ORDER BY id",
    "SELECT * FROM parties ORDER BY event, role, name, kind, confidence",
    "SELECT * FROM statements ORDER BY id",
    "SELECT * FROM occurrences ORDER BY id",
    "SELECT * FROM months ORDER BY actor, recipient, month, type, status",
];

/// A table of short reports, two of which tell the same each time.
fn table() -> String {
    const TOWNS: [&str; 5] = ["Geneva", "Vienna", "Rome", "Cairo", "Oslo"];
    let rows = (0..REPORTS).map(|number| {
        let (day, town) = (number / 2 % 28 + 1, TOWNS[number / 2 % TOWNS.len()]);
        format!(
            "\"Ministers of France and Kenya met in {town} on {day} May 2024. It was talk number {number}.\",\
             2024-05-{day:02},https://news.example/{number}\n"
        )
    });
    "text,published,url\n".to_owned() + &rows.collect::<String>()
}

fn add<'a>(table: &'a str, archive: &'a str) -> [&'a str; 6] {
    ["add", table, "--archive", archive, "--model", MODEL]
}

/// How many reports others see in the archive; none while it is being made.
fn seen(archive: &Path) -> Option<usize> {
    let db = Connection::open_with_flags(archive, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    db.query_row("SELECT count(*) FROM report", [], |row| row.get(0)).ok()
}

/// Starts to add, and kills the program as soon as the archive is as `moment` says.
fn kill(table: &str, archive: &Path, moment: impl Fn(&Path) -> bool) {
    let path = archive.to_string_lossy();
    let mut child =
        program(&add(table, &path)).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
    let start = Instant::now();
    while !moment(archive) {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before");
        assert!(start.elapsed() < Duration::from_secs(300), "it does not come that far");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("SIGKILL");
    assert!(!child.wait().expect("an end").success());
}

/// Looks through the archive as it was left; how many reports it has.
fn check_whole(archive: &Path) -> usize {
    drop(Archive::open(archive).expect("an archive"));
    let db = Connection::open(archive).expect("a database");
    let word: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a word");
    assert_eq!(word, "ok");
    let unmerged: i64 = db.query_row("SELECT count(*) FROM unmerged", [], |row| row.get(0)).expect("a number");
    assert_eq!(unmerged, 0);
    let reports = seen(archive).expect("reports");
    let opened = Archive::open_to_read(archive).expect("an archive");
    for number in 1..=reports as i64 {
        let row = opened.report_row(number).expect("a row").expect("a report");
        let record = opened.record(number).expect("a record").expect("a reading");
        assert_eq!(row.events, record.events.len() as i64, "report {number}");
    }
    reports
}

fn check_same(one: &Path, other: &Path) {
    let [first, second] = [one, other].map(|path| Archive::open_to_read(path).expect("an archive"));
    for number in 1..=REPORTS as i64 {
        let [first, second] = [&first, &second].map(|archive| archive.record(number).expect("a record"));
        assert_eq!(first.as_ref().map(to_json), second.as_ref().map(to_json), "report {number}");
    }
    for query in CONTENTS {
        let [first, second] = [&first, &second].map(|archive| archive.sql(query).expect("rows").rows);
        assert!(!first.is_empty() && first.len() == second.len(), "{query}");
        first.iter().zip(&second).for_each(|(first, second)| assert_eq!(first, second, "{query}"));
    }
}

#[test]
fn what_was_killed_is_completed() {
    let folder = Folder::new("killed");
    let table = folder.file("talks.csv", table());
    let (killed, whole) = (folder.0.join("killed.db"), folder.0.join("whole.db"));
    // While the archive is being made; behind the first batch; behind one more.
    kill(&table, &killed, |archive| archive.metadata().is_ok_and(|file| file.len() > 0));
    let mut counts = vec![check_whole(&killed)];
    for _ in 0..2 {
        let least = counts[counts.len() - 1];
        kill(&table, &killed, |archive| seen(archive).is_some_and(|count| count > least));
        counts.push(check_whole(&killed));
    }
    assert!(counts[0] < counts[1] && counts[1] < counts[2] && counts[2] < REPORTS, "{counts:?}");
    assert!(counts.iter().all(|count| count % BATCH == 0), "{counts:?}");
    for archive in [&killed, &whole] {
        check(&add(&table, &archive.to_string_lossy()), 0, &[], &["reports"]);
        assert_eq!(check_whole(archive), REPORTS);
    }
    check_same(&killed, &whole);
}
