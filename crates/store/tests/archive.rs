//! What goes in comes out, once; what goes wrong loses nothing and says what it is.

mod support;

use std::fs;

use rusqlite::Connection;
use support::{TEXT, incoming, place, record};
use verbale_merge::Rules;
use verbale_store::{Archive, ErrorKind, Order, Put, Question};

#[test]
fn a_report_goes_in_once() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    let record = record("a", "2025-02-18", TEXT);
    let batch = archive.batch().expect("a batch");
    let Put::New(number) = batch.put(&incoming(&record, "k1")).expect("put") else { panic!("not new") };
    batch.read(number, &record).expect("read");
    assert_eq!(batch.put(&incoming(&record, "k1")).expect("put"), Put::Known(number));
    batch.commit().expect("commit");
    assert_eq!(archive.record(number).expect("no error").expect("a reading"), record);
    let events = archive.ask(&Question::default(), Order::Latest, 0, 10).expect("events");
    assert_eq!(events.len(), 1);
    let told = &events[0];
    assert_eq!((told.actors.len(), told.sentence_words.text.as_str()), (2, TEXT));
    assert_eq!(told.place.as_ref().and_then(|spot| spot.name.as_deref()), Some("Amman"));
    assert_eq!(archive.search("haddad amman", 5).expect("hits").len(), 1);
    assert_eq!(archive.search("haddad geneva", 5).expect("hits").len(), 0);
}

#[test]
fn what_is_not_committed_is_as_if_it_had_never_been() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    let record = record("a", "2025-02-18", TEXT);
    let batch = archive.batch().expect("a batch");
    batch.put(&incoming(&record, "k1")).expect("put");
    drop(batch);
    assert_eq!(Archive::open_to_read(&path).expect("an archive").holdings().expect("holdings").reports, 0);
}

#[test]
fn readers_go_on_while_one_writes_and_a_second_writer_is_told() {
    let (_folder, path) = place();
    let mut one = Archive::open(&path).expect("an archive");
    let mut two = Archive::open(&path).expect("an archive");
    let batch = one.batch().expect("a batch");
    let reader = Archive::open_to_read(&path).expect("an archive");
    assert_eq!(reader.holdings().expect("holdings").reports, 0);
    assert_eq!(two.batch().expect_err("busy").kind(), ErrorKind::Busy);
    drop(batch);
    assert!(two.batch().is_ok());
}

#[test]
fn files_of_others_are_refused_and_left_alone() {
    let (folder, path) = place();
    assert_eq!(Archive::open_to_read(&path).expect_err("missing").kind(), ErrorKind::Missing);
    let text = folder.path().join("notes.txt");
    fs::write(&text, "these are not the bytes of any data base at all").expect("a file");
    for open in [Archive::open, Archive::open_to_read] {
        let error = open(&text).expect_err("foreign");
        assert_eq!(error.kind(), ErrorKind::Foreign);
        assert!(error.to_string().contains("notes.txt"), "{error}");
    }
    let other = folder.path().join("other.db");
    Connection::open(&other).expect("a data base").execute_batch("CREATE TABLE t (a)").expect("a table");
    let before = fs::read(&other).expect("bytes");
    assert_eq!(Archive::open(&other).expect_err("foreign").kind(), ErrorKind::Foreign);
    assert_eq!(fs::read(&other).expect("bytes"), before);
}

/// What is left of an archive whose maker was killed before there was anything in it: the head of the file alone.
#[test]
fn an_archive_that_was_only_begun_is_made() {
    let (_folder, path) = place();
    let begun = Connection::open(&path).expect("a data base");
    begun.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).expect("a journal");
    drop(begun);
    assert!(path.metadata().expect("a file").len() > 0);
    drop(Archive::open(&path).expect("an archive"));
    assert_eq!(Archive::open_to_read(&path).expect("an archive").holdings().expect("holdings").reports, 0);
}

#[test]
fn a_later_version_is_refused() {
    let (_folder, path) = place();
    drop(Archive::open(&path).expect("an archive"));
    Connection::open(&path).expect("a data base").pragma_update(None, "user_version", 99).expect("a version");
    for open in [Archive::open, Archive::open_to_read] {
        assert_eq!(open(&path).expect_err("newer").kind(), ErrorKind::Newer);
    }
}

#[test]
fn a_full_disk_keeps_what_was_there() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    let first = record("a", "2025-02-18", TEXT);
    let batch = archive.batch().expect("a batch");
    batch.put(&incoming(&first, "k1")).expect("put");
    batch.commit().expect("commit");
    archive.limit_bytes(0).expect("a limit");
    let batch = archive.batch().expect("a batch");
    let mut long = incoming(&first, "k2");
    long.report.text = "word ".repeat(200_000);
    assert_eq!(batch.put(&long).expect_err("full").kind(), ErrorKind::Full);
    drop(batch);
    assert_eq!(archive.holdings().expect("holdings").reports, 1);
}

#[test]
fn an_archive_that_may_not_be_written_is_read() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    let batch = archive.batch().expect("a batch");
    batch.put(&incoming(&record("a", "2025-02-18", TEXT), "k1")).expect("put");
    batch.commit().expect("commit");
    let reader = Archive::open_to_read(&path).expect("an archive");
    assert_eq!(reader.holdings().expect("holdings").reports, 1);
    assert_eq!(reader.sql("DELETE FROM report").expect_err("refused").kind(), ErrorKind::Query);
    assert_eq!(reader.sql("SELECT name FROM reports").expect("a table").rows, [[Some("a".to_owned())]]);
}

#[test]
fn order_and_batches_make_no_difference_to_happenings() {
    let rules = Rules::bundled().expect("rules");
    let texts = [
        ("a", "2025-02-18", "Ana Lindt met Omar Haddad in Amman on Tuesday."),
        (
            "b",
            "2025-02-18",
            "On Tuesday Ana Lindt of Austria met the Jordanian minister, Omar Haddad, in Amman, officials said.",
        ),
        (
            "c",
            "2025-02-19",
            "Omar Haddad, who met Ana Lindt in Amman on Tuesday, spoke of progress on water and trade.",
        ),
    ];
    let happenings = |order: &[usize], each: bool| {
        let (_folder, path) = place();
        let mut archive = Archive::open(&path).expect("an archive");
        for at in order {
            let record = record(texts[*at].0, texts[*at].1, texts[*at].2);
            let batch = archive.batch().expect("a batch");
            let Put::New(number) = batch.put(&incoming(&record, texts[*at].0)).expect("put") else { panic!("known") };
            batch.read(number, &record).expect("read");
            if each {
                batch.merge(&rules).expect("merged");
            }
            batch.commit().expect("commit");
        }
        let batch = archive.batch().expect("a batch");
        batch.merge(&rules).expect("merged");
        batch.commit().expect("commit");
        let table = archive.sql("SELECT group_concat(r.name, ' ') FROM (SELECT * FROM events ORDER BY report) e JOIN reports r ON r.id = e.report GROUP BY e.occurrence");
        let mut groups: Vec<Vec<String>> = table
            .expect("a table")
            .rows
            .into_iter()
            .map(|row| {
                let mut names: Vec<String> = row[0].clone().unwrap_or_default().split(' ').map(str::to_owned).collect();
                names.sort();
                names
            })
            .collect();
        groups.sort();
        groups
    };
    let all = happenings(&[0, 1, 2], false);
    assert_eq!(all, [["a", "b", "c"]]);
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        assert_eq!(happenings(&order, true), all, "{order:?}");
    }
}
