//! Corrections lie on top of a reading, can be taken back, and outlive it.

mod support;

use support::{TEXT, incoming, place, record};
use verbale_store::change::{Change, EventAt, Role, event_at};
use verbale_store::{Archive, Author, ErrorKind, Put};

const AUTHOR: Author<'static> = Author { name: "ana", at: "2025-02-20T00:00:00Z", reason: Some("the report says so") };

fn archive() -> (tempfile::TempDir, Archive, i64, EventAt) {
    let (folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    let record = record("a", "2025-02-18", TEXT);
    let batch = archive.batch().expect("a batch");
    let Put::New(number) = batch.put(&incoming(&record, "k1")).expect("put") else { panic!("known") };
    batch.read(number, &record).expect("read");
    batch.commit().expect("commit");
    let at = event_at(&record.events[0]);
    (folder, archive, number, at)
}

#[test]
fn a_correction_stands_can_be_taken_back_and_is_never_lost() {
    let (_folder, mut archive, number, at) = archive();
    let to_planned = Change::SetAux { at: at.clone(), to: vec!["future".to_owned()] };
    let batch = archive.batch().expect("a batch");
    let correction = batch.correct(number, &to_planned, &AUTHOR).expect("a correction");
    batch.commit().expect("commit");
    let planned = "SELECT count(*) FROM events WHERE status = 'planned'";
    let count = |archive: &Archive| archive.sql(planned).expect("a table").rows[0][0].clone();
    assert_eq!(count(&archive).as_deref(), Some("1"));
    let machine = archive.reading(number).expect("no error").expect("a reading");
    assert!(machine.events[0].aux.is_empty(), "the machine's layer is untouched");

    let batch = archive.batch().expect("a batch");
    batch.undo(correction, "2025-02-21T00:00:00Z").expect("undone");
    assert_eq!(batch.undo(correction, "2025-02-21T00:00:00Z").expect_err("twice").kind(), ErrorKind::Unknown);
    batch.commit().expect("commit");
    assert_eq!(count(&archive).as_deref(), Some("0"));
    let log = archive.corrections(Some(number)).expect("a log");
    assert_eq!((log.len(), log[0].undone.is_some(), &log[0].change), (1, true, &to_planned));
}

#[test]
fn a_correction_outlives_a_new_reading() {
    let (_folder, mut archive, number, at) = archive();
    let batch = archive.batch().expect("a batch");
    let host = Change::SetParties { at: at.clone(), role: Role::Hosts, to: vec![at.place] };
    batch.correct(number, &host, &AUTHOR).expect("a correction");
    batch.correct(number, &Change::SetType { at, kind: "SUPPORT".to_owned() }, &AUTHOR).expect("a correction");
    // Another model sees the same event and one more entity before it.
    let again = record("a", "2025-02-18", TEXT);
    assert_eq!(batch.read(number, &again).expect("read"), 0);
    batch.commit().expect("commit");
    let corrected = archive.record(number).expect("no error").expect("a record");
    assert_eq!((corrected.events[0].kind.value.as_str(), corrected.events[0].hosts.len()), ("SUPPORT", 1));
}

#[test]
fn what_fits_nothing_is_refused_and_changes_nothing() {
    let (_folder, mut archive, number, at) = archive();
    let elsewhere = EventAt { place: verbale_store::change::Place { start: 40, stop: 44 }, kind: "AID".to_owned() };
    let batch = archive.batch().expect("a batch");
    for change in [
        Change::DeleteEvent { at: elsewhere },
        Change::SetDate { at: at.clone(), start: Some("yesterday".to_owned()), end: None },
        Change::MergeEvents { at: at.clone(), with: at },
    ] {
        let error = batch.correct(number, &change, &AUTHOR).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Correction, "{change:?}");
    }
    batch.commit().expect("commit");
    assert_eq!(archive.corrections(None).expect("a log").len(), 0);
}

#[test]
fn entities_are_merged_everywhere() {
    let (_folder, mut archive, number, _) = archive();
    let before = archive.record(number).expect("no error").expect("a record");
    let at = |index: usize| verbale_store::change::entity_at(&before.entities[index]);
    let batch = archive.batch().expect("a batch");
    batch.correct(number, &Change::MergeEntities { at: at(0), with: at(1) }, &AUTHOR).expect("a correction");
    batch.commit().expect("commit");
    let after = archive.record(number).expect("no error").expect("a record");
    assert_eq!((after.entities.len(), after.events[0].actors.len()), (2, 1));
    assert_eq!(after.entities[0].mentions.len(), 2);
    let place = after.events[0].place.as_ref().expect("a place").value;
    assert_eq!(after.entities[place.index()].name, "Amman");
}
