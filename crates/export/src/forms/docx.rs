//! A Word document: one table, one row an event, and for each a footnote with the sentence and its source.

use std::io::Cursor;

use docx_rs::{
    Docx as Document, Footnote, PageOrientationType, Paragraph, Run as Words, RunProperty, Style, StyleType, Table,
    TableCell, TableRow, VertAlignType,
};
use verbale_record::{Party, Status, Told};

use crate::form::{Added, Form, Run};
use crate::tables::Treatment;
use crate::text::{for_xml, joined};
use crate::{Error, Reason};

/// More rows than people read in a table; the document is built in memory.
const EVENTS_MAX: usize = 5000;

/// A4 on its side, in twentieths of a point.
const PAGE: (u32, u32) = (16_838, 11_906);

/// Half points.
const TITLE_SIZE: usize = 32;
const TEXT_SIZE: usize = 18;

/// The style that the library gives to the marks of footnotes.
const NOTE_MARK: &str = "FootnoteReference";

const HEADER: [&str; 6] = ["Day", "Actors", "Event", "Recipients", "Place", "Words and source"];

#[derive(Default)]
pub(super) struct Docx {
    rows: Vec<TableRow>,
}

impl Form for Docx {
    fn add(&mut self, event: &Told, _treatment: Treatment, _run: &mut Run<'_>) -> Result<Added, Error> {
        if self.rows.len() >= EVENTS_MAX {
            return Ok(Err(Reason::TooManyEvents));
        }
        self.rows.push(row(event, self.rows.len() + 1));
        Ok(Ok(1))
    }

    fn end(&mut self, run: &mut Run<'_>) -> Result<(), Error> {
        let header = HEADER.iter().map(|name| cell(Words::new().add_text(*name).bold()));
        let mut rows = vec![TableRow::new(header.collect())];
        rows.append(&mut self.rows);
        let title = Paragraph::new().add_run(Words::new().add_text("Events").bold().size(TITLE_SIZE));
        let made = format!("{} events, made on {} with Verbale.", rows.len() - 1, run.context.generated());
        let made = Paragraph::new().add_run(Words::new().add_text(made).size(TEXT_SIZE));
        let mut mark = Style::new(NOTE_MARK, StyleType::Character).name("footnote reference");
        mark.run_property = RunProperty::new().vert_align(VertAlignType::SuperScript);
        let document = Document::new()
            .add_style(mark)
            .page_size(PAGE.0, PAGE.1)
            .page_orient(PageOrientationType::Landscape)
            .add_paragraph(title)
            .add_paragraph(made)
            .add_table(Table::new(rows));
        let mut bytes = Cursor::new(Vec::new());
        document.build().pack(&mut bytes).map_err(Error::encoding)?;
        Ok(run.out.write_all(bytes.get_ref())?)
    }
}

fn cell(words: Words) -> TableCell {
    TableCell::new().add_paragraph(Paragraph::new().add_run(words.size(TEXT_SIZE)))
}

/// The trigger with its footnote: the mark is a run of its own, for it is raised.
fn footnoted(event: &Told, number: usize) -> TableCell {
    let words = Words::new().add_text(for_xml(&event.trigger.text)).size(TEXT_SIZE);
    let mark = Words::new().add_footnote_reference(footnote(event, number));
    TableCell::new().add_paragraph(Paragraph::new().add_run(words).add_run(mark))
}

fn text(words: &str) -> TableCell {
    cell(Words::new().add_text(for_xml(words)))
}

fn row(event: &Told, number: usize) -> TableRow {
    let spot = event.place.as_ref();
    let place = spot.map(|spot| spot.name.clone().unwrap_or_else(|| spot.words.clone())).unwrap_or_default();
    TableRow::new(vec![
        text(&days(event)),
        text(&names(&event.actors)),
        text(&what(event)),
        text(&names(&event.recipients)),
        text(&place),
        footnoted(event, number),
    ])
}

fn names(parties: &[Party]) -> String {
    joined(parties.iter().map(|party| &party.name), "; ")
}

/// The days of the text; in brackets the day of the report where it gives none.
fn days(event: &Told) -> String {
    match (event.start, event.end) {
        (Some(start), Some(end)) if start != end => format!("{start} – {end}"),
        (Some(day), _) | (None, Some(day)) => day.to_string(),
        (None, None) => event.source.published.map(|day| format!("[{day}]")).unwrap_or_default(),
    }
}

/// Type, modes, numbers, and the status where it did not simply happen.
fn what(event: &Told) -> String {
    let mut words = event.kind.clone();
    if !event.modes.is_empty() {
        words += &format!(" ({})", joined(&event.modes, ", "));
    }
    if event.status() != Status::Happened {
        words += &format!(", {}", event.status().name());
    }
    let sizes = super::csv::sizes(event);
    if sizes.is_empty() { words } else { format!("{words}, {sizes}") }
}

/// The numbers count this document's footnotes from one; the library would count those of the whole program. It also
/// writes no mark into the note itself, so the number stands there as text.
fn footnote(event: &Told, number: usize) -> Footnote {
    let source = &event.source;
    let published = source.published.map(|day| day.to_string());
    let cited =
        [source.title.clone(), source.publisher.clone(), published, source.url.clone(), Some(source.id.clone())];
    let words = format!("{number} “{}” – {}", event.sentence_words.text, joined(cited.into_iter().flatten(), ", "));
    let mut footnote = Footnote::new();
    footnote.id = number;
    footnote.add_content(Paragraph::new().add_run(Words::new().add_text(for_xml(&words))))
}
