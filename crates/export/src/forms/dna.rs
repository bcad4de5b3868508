//! Statements for Discourse Network Analyzer, as its own list of statements is: semicolons between, text in quotes.
//!
//! One row for each speaker. The concept is what is said (without content the sentence), in need of coding by hand; the
//! speaker agrees where the type of statement is a cooperative one.

use verbale_record::{EntityKind, Party, Told};

use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::{joined, no_formula};
use crate::{Error, Reason};

const COLUMNS: [&str; 13] = [
    "statement ID",
    "time",
    "document ID",
    "document title",
    "author",
    "source",
    "section",
    "type",
    "text",
    "person",
    "organization",
    "concept",
    "agreement",
];

/// DNA's own name for the type of statement that has these four variables.
const STATEMENT: &str = "DNA Statement";

pub(super) struct Dna;

impl Form for Dna {
    fn start(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        run.line(&joined(COLUMNS.map(|name| format!("\"{name}\"")), ";"))
    }

    fn add(&mut self, event: &Told, _treatment: Treatment, run: &mut Run<'_>) -> Result<Added, Error> {
        let kind = run.context.kind(event).filter(|kind| kind.speech);
        let Some(kind) = kind else { return Ok(Err(Reason::NoStatement)) };
        let Some(day) = event.source.published.or(event.day()) else { return Ok(Err(Reason::NoDay)) };
        for (number, speaker) in event.actors.iter().enumerate() {
            let line = line(event, speaker, number, day, kind.quad.cooperative, run);
            run.line(&line)?;
        }
        Ok(Ok(event.actors.len()))
    }
}

fn line(
    event: &Told,
    speaker: &Party,
    number: usize,
    day: verbale_record::Date,
    agrees: bool,
    run: &Run<'_>,
) -> String {
    let source = &event.source;
    let said = event.content.as_ref().map_or(&event.sentence_words.text, |content| &content.text);
    let is_person = speaker.kind == EntityKind::Person;
    let country = run.context.country_name(speaker.country.as_deref());
    // A person's organisation is not at hand; the country that the person speaks for is the nearest thing.
    let (person, organization) = if is_person { (speaker.name.as_str(), country) } else { ("", speaker.name.as_str()) };
    let id = event.id.saturating_mul(crate::pairs::PAIRS_MAX as i64).saturating_add(number as i64);
    let cells = [
        id.to_string(),
        format!("{day} 00:00:00"),
        source.number.to_string(),
        quoted(source.title.as_deref().unwrap_or_default()),
        quoted(""),
        quoted(source.publisher.as_deref().unwrap_or_default()),
        quoted(""),
        quoted(STATEMENT),
        quoted(&event.sentence_words.text),
        quoted(person),
        quoted(organization),
        quoted(said),
        u8::from(agrees).to_string(),
    ];
    cells.join(";")
}

/// Text in quotes. As DNA writes it, semicolons become commas and quotes apostrophes: its readers know no escapes.
fn quoted(words: &str) -> String {
    let words = crate::text::plain(words).replace(';', ",");
    format!("\"{}\"", no_formula(&words))
}
