//! Links between happenings: what a later one makes of a planned, demanded or promised one; and what was promised against
//! what happened.

use std::collections::HashMap;

use serde::Serialize;
use verbale_record::{Answer, Date, Occurrence, Status};

use crate::View;
use crate::part::{Side, day_of, names, sides, text};

/// A later happening answers an earlier one. Both are the archive's numbers of happenings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub of: i64,
    pub by: i64,
    pub answer: Answer,
}

/// What became of plans and promises.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Promised {
    pub as_of: Option<Date>,
    /// In order of the day of the promise.
    pub rows: Vec<PromisedRow>,
}

/// One plan or promise and what answers it; with several answers it has several rows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PromisedRow {
    pub of: i64,
    pub kind: String,
    pub modes: Vec<String>,
    pub who: Vec<Side>,
    pub whom: Vec<Side>,
    pub status: &'static str,
    /// When it was to be, else when it was first reported.
    pub day: Option<Date>,
    /// fulfils, breaks, overtakes; open where nothing answers it, overdue where its last day is past as well.
    pub answer: &'static str,
    pub by: Option<i64>,
    pub by_kind: Option<String>,
    pub by_day: Option<Date>,
    /// From the day of the promise to that of its answer.
    pub days: Option<i32>,
}

/// Every happening that something answers, and every planned one; `as_of` is the day on which it is asked.
pub fn promised(happenings: &[Occurrence], links: &[Link], as_of: Option<Date>) -> Promised {
    let by_id: HashMap<i64, &Occurrence> = happenings.iter().map(|happening| (happening.id, happening)).collect();
    let links = by_promise(links);
    let mut rows = Vec::new();
    for happening in happenings {
        let answers = links.get(&happening.id).map_or(&[][..], Vec::as_slice);
        rows.extend(answers.iter().map(|link| answered(happening, link, by_id.get(&link.by).copied())));
        if answers.is_empty() && happening.status == Status::Planned {
            rows.push(row(happening, standing(happening, as_of)));
        }
    }
    rows.sort_by_key(|row| (row.day.is_none(), row.day, row.of, row.by_day));
    Promised { as_of, rows }
}

/// Links by the number of the happening that they answer.
pub(crate) fn by_promise(links: &[Link]) -> HashMap<i64, Vec<Link>> {
    let mut by_promise: HashMap<i64, Vec<Link>> = HashMap::new();
    for link in links {
        by_promise.entry(link.of).or_default().push(*link);
    }
    by_promise
}

fn standing(happening: &Occurrence, as_of: Option<Date>) -> &'static str {
    let last = happening.end.or(happening.start);
    match (last, as_of) {
        (Some(last), Some(today)) if last < today => "overdue",
        _ => "open",
    }
}

fn answered(happening: &Occurrence, link: &Link, by: Option<&Occurrence>) -> PromisedRow {
    let mut row = row(happening, link.answer.name());
    row.by = Some(link.by);
    row.by_kind = by.map(|by| by.kind.clone());
    row.by_day = by.and_then(day_of);
    row.days = row.day.zip(row.by_day).and_then(|(day, by)| by.since(day).ok()).map(|span| span.get_days());
    row
}

fn row(happening: &Occurrence, answer: &'static str) -> PromisedRow {
    PromisedRow {
        of: happening.id,
        kind: happening.kind.clone(),
        modes: happening.modes.clone(),
        who: sides(&happening.actors),
        whom: sides(&happening.recipients),
        status: happening.status.name(),
        day: day_of(happening),
        answer,
        by: None,
        by_kind: None,
        by_day: None,
        days: None,
    }
}

impl View for Promised {
    type Row = PromisedRow;

    fn columns(&self) -> Vec<String> {
        ["day", "who", "what", "whom", "status", "answer", "by", "on", "days"].map(str::to_owned).into()
    }

    fn rows(&self) -> &[PromisedRow] {
        &self.rows
    }

    fn cells(&self, row: &PromisedRow) -> Vec<String> {
        vec![
            text(row.day),
            names(&row.who),
            row.kind.clone(),
            names(&row.whom),
            row.status.to_owned(),
            row.answer.to_owned(),
            text(row.by_kind.as_ref()),
            text(row.by_day),
            text(row.days),
        ]
    }
}
