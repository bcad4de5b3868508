//! A page is the same whether the events of those asked for are listed or the latest events are gone through.

mod support;

use rusqlite::Connection;
use support::{incoming, place, record};
use verbale_store::{Archive, Order, Put, Question};
use verbale_views::{Place, Who};

const DAYS: [&str; 5] = ["2025-02-19", "2025-02-20", "2025-02-21", "2025-02-22", "2025-02-23"];
const TEXT: &str = "Ana Lindt met Omar Haddad in Amman on Tuesday.";

fn archive() -> (tempfile::TempDir, Archive) {
    let (folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    let batch = archive.batch().expect("a batch");
    for day in DAYS {
        let record = record(day, day, &format!("{TEXT} It was {day}."));
        let Put::New(number) = batch.put(&incoming(&record, day)).expect("put") else { panic!("known") };
        batch.read(number, &record).expect("read");
    }
    batch.commit().expect("commit");
    (folder, archive)
}

fn asked(with: Who) -> Question {
    let mut question = Question::default();
    question.filter.kinds = vec!["CONSULT".to_owned()];
    question.filter.with = Some(with);
    question
}

#[test]
fn going_through_finds_what_a_list_has() {
    let (_folder, archive) = archive();
    let gone_through = asked(Who::Sector("GOV".to_owned()));
    let listed = asked(Who::Country("JOR".to_owned()));
    for (skipped, most) in [(0, 2), (2, 2), (4, 9), (7, 3)] {
        let ids = |question: &Question| {
            let page = archive.page(question, skipped, most).expect("a page");
            let ids: Vec<i64> = page.events.iter().map(|event| event.id).collect();
            (ids, page.rest, page.whole)
        };
        let found = archive.find(&listed, Order::Latest, skipped, most).expect("events");
        let rest = DAYS.len().saturating_sub(skipped + most);
        assert_eq!(ids(&listed), (found.clone(), rest, true));
        assert_eq!(ids(&gone_through), (found.clone(), rest, true));
        assert_eq!(archive.find(&gone_through, Order::Latest, skipped, most).expect("events"), found);
    }
}

#[test]
fn conditions_on_the_event_and_on_parties_both_hold() {
    let (_folder, archive) = archive();
    let mut question = asked(Who::Sector("GOV".to_owned()));
    question.filter.recipient = Some(Who::Sector("GOV".to_owned()));
    assert_eq!(archive.page(&question, 0, 5).expect("a page").events.len(), 0, "nobody is a recipient");
    let mut question = asked(Who::CountrySector("AUT".to_owned(), "GOV".to_owned()));
    question.report = Some(3);
    let page = archive.page(&question, 0, 5).expect("a page");
    assert_eq!(page.events.iter().map(|event| event.source.number).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_circle_is_no_box() {
    let (_folder, archive) = archive();
    let mut question = asked(Who::Sector("GOV".to_owned()));
    for (km, found) in [(1.0, 0), (1.3, DAYS.len())] {
        question.filter.place = Some(Place::Around { latitude: 31.958, longitude: 35.938, km });
        let page = archive.page(&question, 0, 9).expect("a page");
        assert_eq!((page.events.len(), page.rest), (found, 0), "{km} km");
    }
}

#[test]
fn an_archive_of_version_three_is_brought_up_to_date() {
    let (_folder, path) = place();
    let old = Connection::open(&path).expect("a file");
    for step in
        [include_str!("../src/schema.sql"), include_str!("../src/schema_2.sql"), include_str!("../src/schema_3.sql")]
    {
        old.execute_batch(step).expect("a step");
    }
    old.execute_batch("PRAGMA application_id = 0x5652424c; PRAGMA user_version = 3;").expect("the version");
    drop(old);
    let archive = Archive::open(&path).expect("brought up to date");
    let gone = archive.sql("SELECT count(*) FROM sqlite_schema WHERE name = 'occurrence_by_day'").expect("a table");
    assert_eq!(gone.rows[0][0].as_deref(), Some("0"));
    assert_eq!(archive.sql("PRAGMA user_version").expect("a table").rows[0][0].as_deref(), Some("4"));
}
