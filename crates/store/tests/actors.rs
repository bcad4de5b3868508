//! Entities of different reports are one actor; people may decide otherwise; old archives get theirs.

mod support;

use rusqlite::Connection;
use support::{incoming, place, record};
use verbale_merge::Rules;
use verbale_record::EntityKind;
use verbale_store::{Archive, Author, ErrorKind, Order, Put, Question};
use verbale_views::{Sides, Step};

const AUTHOR: Author<'static> = Author { name: "ana", at: "2025-02-20T00:00:00Z", reason: None };

/// The same two people and one other, spelled in several ways; "Ana Lindt" and "Omar Haddad" are the words of the record.
const REPORTS: [(&str, &str); 3] = [
    ("a", "Ana Lindt met Omar Haddad in Amman on Tuesday."),
    ("b", "On Tuesday Ana Lindt of Austria met the minister, Omar Haddad, in Amman, officials said."),
    ("c", "Omar Haddad, who met Ana Lindt in Amman on Tuesday, spoke of progress on water and trade."),
];

fn add(archive: &mut Archive, order: &[usize]) {
    let rules = Rules::bundled().expect("rules");
    for at in order {
        let (name, text) = REPORTS[*at];
        let record = record(name, "2025-02-19", text);
        let batch = archive.batch().expect("a batch");
        let Put::New(number) = batch.put(&incoming(&record, name)).expect("put") else { panic!("known") };
        batch.read(number, &record).expect("read");
        batch.merge(&rules).expect("merged");
        batch.commit().expect("commit");
    }
}

/// Names and reports of all actors.
fn known(archive: &Archive) -> Vec<(String, i64)> {
    let actors = archive.actors("", None, 100).expect("actors");
    let mut known: Vec<(String, i64)> = actors.into_iter().map(|actor| (actor.name, actor.reports)).collect();
    known.sort();
    known
}

fn decided(archive: &mut Archive, decision: impl Fn(&verbale_store::Batch<'_>)) {
    let batch = archive.batch().expect("a batch");
    decision(&batch);
    batch.merge(&Rules::bundled().expect("rules")).expect("merged");
    batch.commit().expect("commit");
}

fn number(archive: &Archive, name: &str) -> i64 {
    archive.actors(name, None, 1).expect("actors")[0].id
}

#[test]
fn who_is_one_does_not_depend_on_the_order() {
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let (_folder, path) = place();
        let mut archive = Archive::open(&path).expect("an archive");
        add(&mut archive, &order);
        assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 3), ("Omar Haddad".to_owned(), 3)], "{order:?}");
        let events = archive.ask(&Question::default(), Order::Latest, 0, 10).expect("events");
        assert_eq!(events.len(), 3);
        assert!(
            events.iter().all(|told| told.actors[0].actor != 0 && told.actors[0].actor == events[0].actors[0].actor)
        );
    }
}

#[test]
fn what_a_person_decides_stands_outlives_a_reading_and_can_be_taken_back() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    add(&mut archive, &[0, 1]);
    let (ana, omar) = (number(&archive, "Lindt"), number(&archive, "Haddad"));
    decided(&mut archive, |batch| _ = batch.join_actors(ana, omar, &AUTHOR).expect("a decision"));
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 2)]);
    // A new reading, and a new report.
    let again = record("a", "2025-02-19", REPORTS[0].1);
    decided(&mut archive, |batch| _ = batch.read(1, &again).expect("read"));
    add(&mut archive, &[2]);
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 3)]);

    let one = number(&archive, "Lindt");
    decided(&mut archive, |batch| {
        let error = batch.split_actor(one, "Nobody", &AUTHOR).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Correction);
    });
    decided(&mut archive, |batch| _ = batch.split_actor(one, "omar haddad", &AUTHOR).expect("a decision"));
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 3), ("Omar Haddad".to_owned(), 3)]);
    decided(&mut archive, |batch| batch.undo_decision(2, "2025-02-21T00:00:00Z").expect("undone"));
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 3)]);
    decided(&mut archive, |batch| batch.undo_decision(1, "2025-02-21T00:00:00Z").expect("undone"));
    assert_eq!(known(&archive).len(), 2);
}

#[test]
fn two_actors_of_one_name_can_be_made_one() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    add(&mut archive, &[0]);
    let mut ship = record("b", "2025-02-19", REPORTS[1].1);
    ship.entities[0].kind.value = EntityKind::Organization;
    decided(&mut archive, |batch| {
        let Put::New(number) = batch.put(&incoming(&ship, "b")).expect("put") else { panic!("known") };
        batch.read(number, &ship).expect("read");
    });
    let both: Vec<i64> = archive.actors("Lindt", None, 5).expect("actors").into_iter().map(|actor| actor.id).collect();
    let [one, other] = both[..] else { panic!("{both:?}") };
    decided(&mut archive, |batch| _ = batch.join_actors(one, other, &AUTHOR).expect("a decision"));
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 2), ("Omar Haddad".to_owned(), 2)]);
}

#[test]
fn a_report_that_goes_leaves_no_actor_behind() {
    let (_folder, path) = place();
    let mut archive = Archive::open(&path).expect("an archive");
    add(&mut archive, &[0, 1]);
    decided(&mut archive, |batch| batch.remove(1).expect("removed"));
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 1), ("Omar Haddad".to_owned(), 1)]);
    decided(&mut archive, |batch| batch.remove(2).expect("removed"));
    assert_eq!(known(&archive), []);
}

#[test]
fn an_archive_of_version_one_is_brought_up_to_date() {
    let (_folder, path) = place();
    let old = Connection::open(&path).expect("a file");
    old.execute_batch(include_str!("../src/schema.sql")).expect("the schema of version 1");
    let text = "Envoys called Ana Lindt.";
    old.execute_batch(&format!(
        "PRAGMA application_id = 0x5652424c; PRAGMA user_version = 1;
         INSERT INTO report (content_key, name, published, text, family, added) VALUES ('k', 'a', '2025-02-19', '{text}', 1, '');
         INSERT INTO report_words (rowid, title, text) VALUES (1, NULL, '{text}');
         INSERT INTO sentence VALUES (1, 0, 0, 24);
         INSERT INTO entity (id, kind, name, country, sectors) VALUES (65537, 'person', 'Ana Lindt', 'AUT', 'GOV');
         INSERT INTO mention VALUES (65537, 14, 23, 'name'), (65537, 18, 23, 'name');
         INSERT INTO event (id, kind, modes, aux, status, confidence, day, sentence, trigger_start, trigger_stop)
         VALUES (65537, 'CONSULT', '', 'future', 'planned', 1, '2060-01-01', 0, 7, 13),
                (65538, 'CONSULT', '', '', 'happened', 1, '2025-02-18', 0, 7, 13);
         INSERT INTO party VALUES (65537, 'recipient', 65537, 'AUT', 'GOV', '2060-01-01', 1);"
    ))
    .expect("rows of version 1");
    drop(old);

    let mut archive = Archive::open(&path).expect("brought up to date");
    assert!(archive.has_unplaced().expect("no error"));
    decided(&mut archive, |_| {});
    assert_eq!(known(&archive), [("Ana Lindt".to_owned(), 1)]);
    assert_eq!(archive.search("call", 5).expect("hits").len(), 1);
    let mut question = Question::default();
    question.filter.about = vec!["call".to_owned()];
    let found = archive.find(&question, Order::Latest, 0, 5).expect("events");
    assert_eq!(found, [65538, 65537], "what lies ahead comes last");
    let version = archive.sql("PRAGMA user_version").expect("a table").rows[0][0].clone();
    assert_eq!(version.as_deref(), Some("4"));
    let counted = archive.day_counts(&Question::default(), Step::Month).expect("counts");
    assert_eq!(counted.iter().map(|count| count.count).sum::<usize>(), 2);
}

#[test]
fn an_archive_of_version_two_keeps_its_happenings_and_gets_their_counts() {
    let (_folder, path) = place();
    let old = Connection::open(&path).expect("a file");
    old.execute_batch(include_str!("../src/schema.sql")).expect("the schema of version 1");
    old.execute_batch(include_str!("../src/schema_2.sql")).expect("the step to version 2");
    old.execute_batch(
        "PRAGMA application_id = 0x5652424c; PRAGMA user_version = 2;
         INSERT INTO report (content_key, name, published, text, family, added) VALUES ('k', 'a', '2025-02-19', 'Ana called Omar.', 1, '');
         INSERT INTO entity (id, kind, name, country, sectors) VALUES (65537, 'person', 'Ana', 'AUT', ''), (65538, 'person', 'Omar', 'JOR', '');
         INSERT INTO mention VALUES (65537, 0, 3, 'name'), (65538, 11, 15, 'name');
         INSERT INTO event (id, occurrence, neighbourhood, kind, modes, aux, status, confidence, day, sentence, trigger_start, trigger_stop)
         VALUES (65537, 65537, 65537, 'REQUEST', 'meet', '', 'happened', 1, '2025-02-18', 0, 4, 10);
         INSERT INTO party VALUES (65537, 'actor', 65537, 'AUT', 'GOV', '2025-02-18', 1), (65537, 'recipient', 65538, 'JOR', 'GOV', '2025-02-18', 1);
         INSERT INTO occurrence VALUES (65537, 'REQUEST', 'happened', '2025-02-18', 1, 1, 1);
         INSERT INTO block VALUES (-1, 65537), (4294967295, 65537), (4294967296, 65537);",
    )
    .expect("rows of version 2");
    drop(old);

    let archive = Archive::open(&path).expect("brought up to date");
    let dealings = archive.dealings("JOR", "AUT", &Question::default()).expect("dealings");
    assert_eq!(dealings.len(), 1);
    assert_eq!(
        (dealings[0].sides, dealings[0].modes.join(" ")),
        (Sides { back: true, ..Sides::default() }, "meet".to_owned())
    );
    let blocks = Connection::open(&path).expect("a file");
    let mut find = blocks.prepare("SELECT key, report, events FROM block ORDER BY key").expect("a query");
    let rows = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("rows");
    let rows: Vec<(i64, i64, String)> = rows.collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows, [(-1, 1, "1".to_owned()), (0, 1, "1".to_owned())], "the lower halves of the keys, each once");
}

#[test]
fn stems_are_those_of_the_index() {
    let db = Connection::open_in_memory().expect("a data base");
    db.execute_batch(
        "CREATE VIRTUAL TABLE t USING fts5 (w, tokenize='porter unicode61'); CREATE VIRTUAL TABLE v USING fts5vocab (t, 'row');",
    )
    .expect("tables");
    let words = "called calling ministers ministries negotiations negotiate relational conditional rationalize hopping hoped \
        falling filing controlled rolling agreed feed plastered sanctions sanctioned militarily operator decisiveness hopefulness \
        formality sensitivity electricity goodness revival allowance inference airliner adjustable defensible irritant \
        replacement adjustment dependent adoption homologous communism activate effective cease rate probate sky happy \
        troubled sized hissing possibly analogies geologically vietnamization conformably radically differently analogously \
        presidency ceasefire peacekeeping evacuees shelling talks dying buses gas abilities caresses ponies";
    for word in words.split_whitespace() {
        db.execute("DELETE FROM t", []).expect("empty");
        db.execute("INSERT INTO t VALUES (?1)", [word]).expect("a word");
        let stem: String = db.query_row("SELECT term FROM v", [], |row| row.get(0)).expect("a stem");
        assert_eq!(verbale_views::filter::stem(word), stem, "{word}");
    }
}
