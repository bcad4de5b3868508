//! Who does what on which condition, and whether it was met.

use std::collections::HashSet;

use serde::Serialize;
use verbale_record::{Answer, Date, Told};

use crate::link::by_promise;
use crate::part::{Cite, Side, names, sides, text};
use crate::{Link, View};

/// Conditions as rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Conditions {
    /// In order of day.
    pub rows: Vec<ConditionRow>,
}

/// One condition that somebody lays down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConditionRow {
    /// The archive's number of the event.
    pub id: i64,
    pub occurrence: Option<i64>,
    pub day: Option<Date>,
    pub who: Vec<Side>,
    pub kind: String,
    pub status: &'static str,
    /// What depends on the condition: the content, else the words of the event.
    pub what: String,
    pub clause: String,
    /// open, met, broken or overtaken.
    pub standing: &'static str,
    /// The happenings that answer it.
    pub answered_by: Vec<i64>,
    pub cite: Cite,
}

/// Every condition once: events of one report that share a clause are one, and so are tellings of one happening.
pub fn conditions(events: &[Told], links: &[Link]) -> Conditions {
    let links = by_promise(links);
    let mut clauses = HashSet::new();
    let mut happenings = HashSet::new();
    let mut rows: Vec<ConditionRow> = Vec::new();
    for event in events {
        let Some(clause) = &event.condition else { continue };
        let is_new = clauses.insert((event.source.number, clause.span.start));
        if is_new && event.occurrence.is_none_or(|happening| happenings.insert(happening)) {
            let answers = links.get(&event.occurrence.unwrap_or(event.id)).map_or(&[][..], Vec::as_slice);
            rows.push(row(event, &clause.text, answers));
        }
    }
    rows.sort_by_key(|row| (row.day.is_none(), row.day, row.id));
    Conditions { rows }
}

fn row(event: &Told, clause: &str, answers: &[Link]) -> ConditionRow {
    ConditionRow {
        id: event.id,
        occurrence: event.occurrence,
        day: event.day(),
        who: sides(&event.actors),
        kind: event.kind.clone(),
        status: event.status().name(),
        what: event.content.as_ref().unwrap_or(&event.trigger).text.clone(),
        clause: clause.to_owned(),
        standing: standing(answers),
        answered_by: answers.iter().map(|link| link.by).collect(),
        cite: Cite::of(event),
    }
}

/// What is met stays met, whatever came later.
fn standing(answers: &[Link]) -> &'static str {
    let has = |answer: Answer| answers.iter().any(|link| link.answer == answer);
    match () {
        () if has(Answer::Fulfils) => "met",
        () if has(Answer::Breaks) => "broken",
        () if has(Answer::Overtakes) => "overtaken",
        () => "open",
    }
}

impl View for Conditions {
    type Row = ConditionRow;

    fn columns(&self) -> Vec<String> {
        ["day", "who", "type", "status", "what", "condition", "standing", "report"].map(str::to_owned).into()
    }

    fn rows(&self) -> &[ConditionRow] {
        &self.rows
    }

    fn cells(&self, row: &ConditionRow) -> Vec<String> {
        vec![
            text(row.day),
            names(&row.who),
            row.kind.clone(),
            row.status.to_owned(),
            row.what.clone(),
            row.clause.clone(),
            row.standing.to_owned(),
            row.cite.report_id.clone(),
        ]
    }
}
