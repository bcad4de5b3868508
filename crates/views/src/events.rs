//! Events and statements, one a row.

use serde::Serialize;
use verbale_record::{Date, Told};

use crate::View;
use crate::part::{At, Cite, Count, Side, last_day, names, sides, text};

/// Events as rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Events {
    pub rows: Vec<EventRow>,
}

/// One event of one report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventRow {
    pub id: i64,
    pub occurrence: Option<i64>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub kind: String,
    pub modes: Vec<String>,
    pub status: &'static str,
    pub actors: Vec<Side>,
    pub recipients: Vec<Side>,
    pub hosts: Vec<Side>,
    pub place: Option<At>,
    pub sizes: Vec<Count>,
    pub content: Option<String>,
    pub condition: Option<String>,
    pub confidence: f32,
    pub cite: Cite,
}

/// Events in the order given.
pub fn events(events: &[Told]) -> Events {
    Events { rows: events.iter().map(event_row).collect() }
}

fn event_row(event: &Told) -> EventRow {
    EventRow {
        id: event.id,
        occurrence: event.occurrence,
        start: event.start,
        end: event.end,
        kind: event.kind.clone(),
        modes: event.modes.clone(),
        status: event.status().name(),
        actors: sides(&event.actors),
        recipients: sides(&event.recipients),
        hosts: sides(&event.hosts),
        place: event.place.as_ref().map(At::of),
        sizes: event.sizes.iter().map(Count::of).collect(),
        content: event.content.as_ref().map(|words| words.text.clone()),
        condition: event.condition.as_ref().map(|words| words.text.clone()),
        confidence: event.confidence,
        cite: Cite::of(event),
    }
}

impl View for Events {
    type Row = EventRow;

    fn columns(&self) -> Vec<String> {
        let names = ["day", "until", "type", "status", "actors", "recipients", "place", "sizes", "words", "report"];
        names.map(str::to_owned).into()
    }

    fn rows(&self) -> &[EventRow] {
        &self.rows
    }

    fn cells(&self, row: &EventRow) -> Vec<String> {
        let kind = std::iter::once(&row.kind).chain(&row.modes).map(String::as_str).collect::<Vec<_>>().join(" ");
        vec![
            text(row.start.or(row.end)),
            text(last_day(row.start, row.end)),
            kind,
            row.status.to_owned(),
            names(&row.actors),
            names(&row.recipients),
            text(row.place.as_ref().map(|place| &place.name)),
            row.sizes.iter().map(Count::words).collect::<Vec<_>>().join(", "),
            row.content.clone().unwrap_or_else(|| row.cite.words.clone()),
            row.cite.report_id.clone(),
        ]
    }
}

/// Who said what, as rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Statements {
    pub rows: Vec<StatementRow>,
}

/// One statement of one report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatementRow {
    pub id: i64,
    pub occurrence: Option<i64>,
    pub day: Option<Date>,
    pub speakers: Vec<Side>,
    pub addressees: Vec<Side>,
    pub kind: String,
    pub modes: Vec<String>,
    pub status: &'static str,
    pub content: String,
    /// direct, mixed or indirect.
    pub form: &'static str,
    pub condition: Option<String>,
    pub confidence: f32,
    pub cite: Cite,
}

/// The events that have a content, in the order given.
pub fn statements(events: &[Told]) -> Statements {
    Statements { rows: events.iter().filter_map(statement_row).collect() }
}

pub(crate) fn statement_row(event: &Told) -> Option<StatementRow> {
    let content = event.content.as_ref()?;
    Some(StatementRow {
        id: event.id,
        occurrence: event.occurrence,
        day: event.day(),
        speakers: sides(&event.actors),
        addressees: sides(&event.recipients),
        kind: event.kind.clone(),
        modes: event.modes.clone(),
        status: event.status().name(),
        content: content.text.clone(),
        form: event.form.map_or("indirect", |form| form.name()),
        condition: event.condition.as_ref().map(|words| words.text.clone()),
        confidence: event.confidence,
        cite: Cite::of(event),
    })
}

impl View for Statements {
    type Row = StatementRow;

    fn columns(&self) -> Vec<String> {
        ["day", "who", "to", "type", "status", "said", "condition", "report"].map(str::to_owned).into()
    }

    fn rows(&self) -> &[StatementRow] {
        &self.rows
    }

    fn cells(&self, row: &StatementRow) -> Vec<String> {
        vec![
            text(row.day),
            names(&row.speakers),
            names(&row.addressees),
            row.kind.clone(),
            row.status.to_owned(),
            row.content.clone(),
            text(row.condition.as_ref()),
            row.cite.report_id.clone(),
        ]
    }
}
