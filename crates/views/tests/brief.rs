//! A brief about a made-up story, word for word, and the forms it takes.

#![allow(clippy::unwrap_used)]

mod common;

use std::io::Read;

use common::{as_status, between, happening, knowledge, on, party, saying, source, spot, told, words};
use verbale_record::{Occurrence, QuoteForm, SizeKind, Standing, Status, Told, Toll};
use verbale_views::{Asked, Brief, Phrases, brief};

const GOLDEN: &str = include_str!("brief.md");

fn story() -> (Vec<Told>, Vec<Occurrence>) {
    let (first, second) = (source(1, "2025-05-06"), source(2, "2025-05-07"));
    let ada = || party("Ada Holm", "NOR", "Foreign Minister");
    let ben = || party("Ben Roy", "FRA", "President");
    let mut met = on(told(&first, 1, "CONSULT", "Ada Holm met Ben Roy in Oslo on Monday.", "met"), "2025-05-05");
    met.place = Some(spot("Oslo", "NOR", (59.91, 10.75)));
    met = between(met, vec![ada(), ben(), party("France", "FRA", "")], vec![]);
    let mut again = told(&second, 1, "CONSULT", "The two met on Monday.", "met");
    again = between(again, vec![ada(), ben()], vec![]);
    (met.occurrence, again.occurrence) = (Some(met.id), Some(met.id));
    let sentence = "In the evening Holm said that Norway would sign unless <quotas> fall.";
    let mut said = saying(
        told(&first, 2, "AGREE", sentence, "said"),
        "Norway would sign unless <quotas> fall",
        QuoteForm::Indirect,
    );
    said = between(said, vec![ada()], vec![]);
    said.condition = Some(words(&said, "unless <quotas> fall"));
    // What is only said is no fact: the signing stands inside the statement.
    let mut inside = told(&first, 2, "SUPPORT", sentence, "sign");
    (inside.id, inside.actors) = (1900, vec![party("Norway", "NOR", "")]);
    let sentence = "“We are close,” Roy said.";
    let direct = saying(told(&first, 3, "STATE", sentence, "said"), "“We are close,”", QuoteForm::Direct);
    let direct = between(direct, vec![ben()], vec![]);
    let plan = on(told(&first, 4, "CONSULT", "They will meet in June.", "meet"), "2025-06-02");
    let plan = as_status(between(plan, vec![ada(), ben()], vec![]), Status::Planned);
    let absent = told(&first, 5, "CONSULT", "Sweden was not there.", "not there");
    let mut absent = as_status(between(absent, vec![party("Sweden", "SWE", "")], vec![]), Status::Denied);
    absent.of = Some(met.id);
    let attack = on(told(&second, 6, "ASSAULT", "France attacked Norway.", "attacked"), "2025-05-06");
    let attack = between(attack, vec![party("France", "FRA", "")], vec![party("Norway", "NOR", "")]);
    // A bare noun without day, place or sides is no news.
    let vague = told(&second, 7, "COOPERATE", "Ties matter to Norway.", "Ties");
    let vague = between(vague, vec![party("Norway", "NOR", "")], vec![]);
    let vague = Told { confidence: 0.5, ..vague };
    let mut meeting = happening(&met);
    (meeting.sources, meeting.reports, meeting.tellings) = (2, 2, vec![met.id, again.id]);
    let mut attacked = happening(&attack);
    let versions = vec![(5.0, attack.id), (9.0, again.id)];
    attacked.tolls = vec![Toll { kind: SizeKind::Killed, unit: None, low: 5.0, high: 9.0, versions }];
    attacked.history.push(Standing { published: second.published, status: Status::Denied, event: again.id });
    (vec![met, again, said, inside, direct, plan, absent, attack, vague], vec![meeting, attacked])
}

fn page() -> Brief {
    let knowledge = knowledge();
    let phrases = Phrases::bundled(&knowledge).unwrap();
    let (mut events, happenings) = story();
    events[7].occurrence = Some(events[7].id);
    brief(Asked { subject: "Oslo & <talks>", as_of: None }, &events, &happenings, &knowledge, &phrases)
}

#[test]
fn the_page_is_the_golden_one() {
    let markdown = page().markdown();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/brief.md"), &markdown).unwrap();
    }
    assert_eq!(markdown, GOLDEN);
}

#[test]
fn every_line_rests_on_a_note() {
    let page = page();
    for line in page.sections.iter().flat_map(|section| &section.lines) {
        assert!(!line.notes.is_empty(), "{}", line.text);
        assert!(line.notes.iter().all(|note| page.notes.iter().any(|other| other.number == *note)));
    }
}

#[test]
fn html_is_escaped_and_has_its_notes() {
    let html = page().html_page();
    assert!(html.contains("<h1>Oslo &amp; &lt;talks&gt;</h1>") && !html.contains("<quotas>"));
    for note in page().notes {
        assert!(html.contains(&format!("id=\"note-{}\"", note.number)));
    }
    assert!(!html.contains("style=\""));
}

#[test]
fn documents_have_real_footnotes() {
    let page = page();
    let bytes = page.docx().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (document, notes) = (part("word/document.xml"), part("word/footnotes.xml"));
    for note in &page.notes {
        assert_eq!(document.matches(&format!("footnoteReference w:id=\"{}\"", note.number)).count(), 1);
        assert!(notes.contains(&format!("<w:footnote w:id=\"{}\">", note.number)));
    }
    assert!(document.contains("Oslo &amp; &lt;talks&gt;"));
}

#[test]
fn nothing_found_is_said() {
    let knowledge = knowledge();
    let phrases = Phrases::bundled(&knowledge).unwrap();
    let page = brief(Asked { subject: "X", as_of: None }, &[], &[], &knowledge, &phrases);
    assert_eq!(page.markdown(), "# X\n\nNothing was found.\n");
    assert!(page.docx().is_ok());
}
