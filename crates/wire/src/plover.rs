//! PLOVER JSONL (manual 2.0): one line an event, under the manual's names and its strict type rules.
//!
//! The manual codes tense into the type (a future meeting is an agreement); a record keeps what happened apart from when.
//! Which types change, their quads and scores, stands in a table (`data/plover_export.tsv`) that is handed in.

mod line;
mod rules;

use verbale_record::{Event, Field, Record};

pub use rules::{Coded, Rules};

/// The record's events as PLOVER lines, each ended by a line feed.
///
/// An event that lacks the recipient its type requires has no line, as the manual does not code it.
pub fn plover(record: &Record, rules: &Rules) -> String {
    let lines = record.events.iter().enumerate().filter_map(|(at, event)| one(record, at, event, rules));
    lines.map(|line| line + "\n").collect()
}

fn one(record: &Record, at: usize, event: &Event, rules: &Rules) -> Option<String> {
    let coded = rules.code(&event.kind.value, &values(&event.modes), &values(&event.aux))?;
    (!coded.recipient_required || !event.recipients.is_empty()).then_some(())?;
    serde_json::to_string(&line::line(record, at, event, &coded)).ok()
}

fn values(fields: &[Field<String>]) -> Vec<&str> {
    fields.iter().map(|field| field.value.as_str()).collect()
}
