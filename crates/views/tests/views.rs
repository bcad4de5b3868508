//! Each view on a small archive, and all of them on none.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::time::Instant;

use common::{as_status, between, day, happening, knowledge, on, party, saying, source, spot, told};
use verbale_record::{Answer, Occurrence, QuoteForm, Status, Told};
use verbale_views::{
    Asked, DayCount, Form, Issues, Link, Phrases, Step, View, Way, Who, brief, conditions, dossier, dyad, events, map,
    meetings, network, positions, promised, show, statements, timeline,
};

fn ada() -> verbale_record::Party {
    party("Ada Holm", "NOR", "Foreign Minister")
}

fn ben() -> verbale_record::Party {
    party("Ben Roy", "FRA", "President")
}

/// A meeting with an absence, a plan, an attack, and two statements of which the second is conditional.
fn archive() -> Vec<Told> {
    let first = source(1, "2025-02-18");
    let second = source(2, "2025-03-05");
    let mut met = on(told(&first, 1, "CONSULT", "Ada Holm met Ben Roy in Oslo.", "met"), "2025-02-17");
    met.place = Some(spot("Oslo", "NOR", (59.91, 10.75)));
    let met = between(met, vec![ada(), ben()], vec![]);
    let absent = told(&first, 2, "CONSULT", "Sweden was not present.", "present");
    let mut absent = as_status(between(absent, vec![party("Sweden", "SWE", "")], vec![]), Status::Denied);
    absent.of = Some(met.id);
    let plan = on(told(&first, 3, "CONSULT", "They will meet again.", "meet"), "2025-03-01");
    let plan = as_status(between(plan, vec![ada(), ben()], vec![]), Status::Planned);
    let said = told(&first, 4, "AGREE", "Ada Holm said she accepted the fishing treaty after the met talks.", "said");
    let said = saying(said, "she accepted the fishing treaty after the met talks", QuoteForm::Indirect);
    let said = between(said, vec![ada()], vec![]);
    let sentence = "Ada Holm said she rejected the fishing treaty unless the quota rises.";
    let later = saying(
        told(&second, 1, "REJECT", sentence, "said"),
        "she rejected the fishing treaty unless the quota rises",
        QuoteForm::Indirect,
    );
    let mut later = between(later, vec![ada()], vec![]);
    later.condition = Some(common::words(&later, "unless the quota rises"));
    let attack = told(&second, 2, "ASSAULT", "France attacked Norway.", "attacked");
    let attack = between(attack, vec![party("France", "FRA", "")], vec![party("Norway", "NOR", "")]);
    vec![met, absent, plan, said, later, attack]
}

fn happenings(events: &[Told]) -> Vec<Occurrence> {
    events.iter().map(happening).collect()
}

fn counts(happenings: &[Occurrence]) -> Vec<DayCount> {
    happenings.iter().map(DayCount::from).collect()
}

#[test]
fn a_timeline_keeps_statuses_apart() {
    let (events, knowledge) = (archive(), knowledge());
    let view = timeline(counts(&happenings(&events)), Step::Month, knowledge.ontology());
    let rows: Vec<_> =
        view.rows.iter().map(|row| (row.start.map(|day| day.to_string()), row.status, row.count)).collect();
    let month = |text: &str| Some(text.to_owned());
    assert_eq!(
        rows,
        [
            (month("2025-02-01"), "happened", 2),
            (month("2025-02-01"), "denied", 1),
            (month("2025-03-01"), "happened", 2),
            (month("2025-03-01"), "planned", 1),
        ]
    );
    assert_eq!(view.rows[2].quads, [0, 0, 1, 1]);
    assert_eq!(Step::Week.first(day("2025-02-23")), day("2025-02-17"));
}

#[test]
fn what_has_no_day_comes_last() {
    let undated = told(&source(1, ""), 1, "AID", "Aid came.", "Aid");
    let mut all = vec![happening(&undated)];
    all.extend(happenings(&archive()));
    let view = timeline(counts(&all), Step::Day, knowledge().ontology());
    assert_eq!(view.rows.last().map(|row| (row.start, row.count)), Some((None, 1)));
}

#[test]
fn a_dyad_is_directed() {
    let events = archive();
    let (nor, fra) = (Who::Country("NOR".into()), Who::Country("FRA".into()));
    let view = dyad(&nor, &fra, &happenings(&events), knowledge().ontology());
    let rows: Vec<_> = view.rows.iter().map(|row| (row.way, row.count, row.planned, row.score_mean)).collect();
    assert_eq!(rows, [(Way::Both, 1, 0, Some(2.5)), (Way::BToA, 1, 0, Some(-9.0)), (Way::Both, 0, 1, None)]);
    assert_eq!(view.first_meeting, view.last_meeting);
    assert_eq!(view.first_meeting.unwrap().day, Some(day("2025-02-17")));
}

#[test]
fn a_meeting_has_its_absent_agenda_and_follow_up() {
    let events = archive();
    let view = meetings(&happenings(&events), &events, knowledge().ontology());
    assert_eq!(view.rows.len(), 2);
    let first = &view.rows[0];
    assert_eq!(first.absent.iter().map(|side| side.name.as_str()).collect::<Vec<_>>(), ["Sweden"]);
    assert_eq!(first.agenda.len(), 1);
    assert_eq!(first.follow_up, [events[2].id]);
    assert!(view.rows[1].absent.is_empty() && view.rows[1].follow_up.is_empty());
}

#[test]
fn a_condition_is_met_by_its_answer() {
    let events = archive();
    assert_eq!(conditions(&events, &[]).rows[0].standing, "open");
    for (answer, standing) in [(Answer::Fulfils, "met"), (Answer::Breaks, "broken"), (Answer::Overtakes, "overtaken")] {
        let link = Link { of: events[4].id, by: events[5].id, answer };
        let view = conditions(&events, &[link]);
        assert_eq!((view.rows[0].standing, view.rows[0].answered_by.as_slice()), (standing, &[events[5].id][..]));
    }
    let view = conditions(&[events[4].clone(), Told { id: 9, ..events[4].clone() }], &[]);
    assert_eq!(view.rows.len(), 1, "one clause of one report is one condition");
}

#[test]
fn plans_are_overdue_or_answered() {
    let events = archive();
    let all = happenings(&events);
    let standing = |as_of: &str| promised(&all, &[], Some(day(as_of))).rows[0].answer;
    assert_eq!((standing("2025-02-20"), standing("2025-03-02")), ("open", "overdue"));
    let link = Link { of: events[2].id, by: events[5].id, answer: Answer::Breaks };
    let row = &promised(&all, &[link], None).rows[0];
    assert_eq!((row.answer, row.days, row.by_day), ("breaks", Some(4), Some(day("2025-03-05"))));
}

#[test]
fn a_position_tells_what_it_was_before() {
    let view = positions(&archive(), &Issues::Words(vec!["fishing treaty".into(), "army".into()]));
    assert_eq!(view.rows.len(), 1);
    let row = &view.rows[0];
    assert_eq!(
        (row.latest.kind.as_str(), row.before.as_ref().map(|before| before.kind.as_str())),
        ("REJECT", Some("AGREE"))
    );
    let topics = positions(&archive(), &Issues::Topics(2));
    assert!(topics.issues.contains(&"fishing".to_owned()), "{:?}", topics.issues);
    assert!(!topics.issues.contains(&"holm".to_owned()));
}

#[test]
fn networks_maps_and_dossiers_count_what_happened() {
    let (events, knowledge) = (archive(), knowledge());
    let all = happenings(&events);
    let net = network(&all, knowledge.ontology());
    let edges: Vec<_> = net.edges.iter().map(|edge| (edge.mutual, edge.count)).collect();
    assert_eq!(edges.len(), 2);
    assert!(edges.contains(&(true, 1)) && edges.contains(&(false, 1)));
    let points = map(&all, knowledge.ontology());
    assert_eq!((points.rows.len(), points.nowhere, points.rows[0].at.precision), (1, 5, Some("town")));
    let holm = dossier(&Who::Name("holm".into()), &events, knowledge.ontology());
    assert_eq!(holm.met.iter().map(|met| (met.side.name.as_str(), met.count)).collect::<Vec<_>>(), [("Ben Roy", 1)]);
    assert_eq!((holm.said.len(), holm.offices.len(), holm.offices[0].reports), (2, 1, 2));
}

#[test]
fn forms_carry_all_and_tables_fit() {
    let mut all = archive();
    all[3].content.as_mut().unwrap().text = "a \"quoted\", long\u{1b}[31m word ".repeat(9);
    let view = statements(&all);
    let table = show(&view, Form::Table, 60).unwrap();
    assert!(table.lines().all(|line| line.chars().count() <= 60), "{table}");
    assert!(!table.contains('\u{1b}'));
    let csv = show(&view, Form::Csv, 0).unwrap();
    assert!(csv.starts_with("day,who,to,") && csv.contains("\"\"quoted\"\""));
    assert_eq!(show(&view, Form::Jsonl, 0).unwrap().lines().count(), view.rows().len());
    let json: serde_json::Value = serde_json::from_str(&show(&view, Form::Json, 0).unwrap()).unwrap();
    assert_eq!(json["rows"][0]["speakers"][0]["name"], "Ada Holm");
    assert_eq!(json["rows"][0]["day"], "2025-02-18");
}

#[test]
fn of_nothing_comes_nothing() {
    let knowledge = knowledge();
    let who = Who::Name("nobody".into());
    let table = show(&timeline([], Step::Day, knowledge.ontology()), Form::Table, 80).unwrap();
    assert_eq!(table.lines().count(), 1);
    assert!(show(&events(&[]), Form::Jsonl, 0).unwrap().is_empty());
    assert!(meetings(&[], &[], knowledge.ontology()).rows.is_empty());
    assert!(positions(&[], &Issues::Contexts).rows.is_empty());
    assert!(dyad(&who, &who, &[], knowledge.ontology()).rows.is_empty());
    assert!(dossier(&who, &[], knowledge.ontology()).said.is_empty());
}

/// Prints how long views over ten thousand events take: `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn speed() {
    let knowledge = knowledge();
    let mut all = Vec::new();
    for number in 0..1667_i64 {
        let own = |event: Told| {
            let mut source = verbale_record::Source::clone(&event.source);
            (source.number, source.family) = (source.number + number * 10, source.family + number * 10);
            let (id, of) = (event.id + number * 10_000, event.of.map(|of| of + number * 10_000));
            let mut event = Told { id, of, source: Arc::new(source), ..event };
            for party in event.actors.iter_mut().chain(&mut event.recipients) {
                party.actor += number % 50;
            }
            event
        };
        all.extend(archive().into_iter().map(own));
    }
    let merged = happenings(&all);
    let time = |name: &str, work: &dyn Fn() -> usize| {
        let start = Instant::now();
        let rows = work();
        println!("{name}: {} events, {rows} rows, {:.1} ms", all.len(), start.elapsed().as_secs_f64() * 1e3);
    };
    let (nor, fra) = (Who::Country("NOR".into()), Who::Country("FRA".into()));
    time("timeline", &|| timeline(counts(&merged), Step::Day, knowledge.ontology()).rows.len());
    time("dyad", &|| dyad(&nor, &fra, &merged, knowledge.ontology()).rows.len());
    time("meetings", &|| meetings(&merged, &all, knowledge.ontology()).rows.len());
    time("conditions", &|| conditions(&all, &[]).rows.len());
    time("positions", &|| positions(&all, &Issues::Topics(20)).rows.len());
    time("network", &|| network(&merged, knowledge.ontology()).edges.len());
    time("map", &|| map(&merged, knowledge.ontology()).rows.len());
    time("dossier", &|| dossier(&Who::Name("holm".into()), &all, knowledge.ontology()).said.len());
    time("promised", &|| promised(&merged, &[], None).rows.len());
    let phrases = Phrases::bundled(&knowledge).unwrap();
    let asked = Asked { subject: "all", as_of: None };
    time("brief", &|| brief(asked, &all, &merged, &knowledge, &phrases).notes.len());
    time("events", &|| events(&all).rows.len());
}
