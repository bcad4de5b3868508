//! Rows for lists: happenings in a line, the actors who take part in most.

use serde::Serialize;
use serde_json::json;
use verbale::archive::views::{View, events};
use verbale::archive::{Archive, Tenure};
use verbale::record::{Occurrence, Party, Told};

use crate::answer::Answer;
use crate::desk::Desk;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::views::{order, page};

/// Names of a list, where no number is asked for.
const NAMES: usize = 100;
const NAMES_MAX: usize = 1000;

/// A page of happenings.
#[derive(Debug, Serialize)]
struct Happenings {
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: i64,
    day: Option<String>,
    kind: String,
    modes: Vec<String>,
    status: &'static str,
    line: String,
    place: Option<String>,
    score: Option<f32>,
    reports: usize,
    sources: usize,
    confidence: f32,
}

impl View for Happenings {
    type Row = Row;

    fn columns(&self) -> Vec<String> {
        ["day", "type", "modes", "status", "line", "place", "reports", "sources", "confidence", "id"]
            .map(str::to_owned)
            .to_vec()
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        vec![
            row.day.clone().unwrap_or_default(),
            row.kind.clone(),
            row.modes.join(" "),
            row.status.to_owned(),
            row.line.clone(),
            row.place.clone().unwrap_or_default(),
            row.reports.to_string(),
            row.sources.to_string(),
            format!("{:.2}", row.confidence),
            row.id.to_string(),
        ]
    }
}

pub(crate) fn happenings(desk: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let (skipped, limit) = parameters.page()?;
    let numbers = archive.happening_numbers(&parameters.question(&desk.lookup, archive)?, order(parameters)?)?;
    let wanted: Vec<i64> = numbers.iter().copied().skip(skipped).take(limit).collect();
    let (mut found, tellings) = archive.happenings(&desk.rules, &wanted)?;
    found.sort_by_key(|happening| wanted.iter().position(|number| *number == happening.id));
    let rows: Vec<Row> = found.iter().map(|happening| row(desk, happening, &tellings)).collect();
    page(parameters, &Happenings { rows }, skipped + wanted.len(), numbers.len())
}

fn row(desk: &Desk, happening: &Occurrence, tellings: &[Told]) -> Row {
    let first = tellings.iter().find(|told| happening.tellings.contains(&told.id));
    let modes: Vec<&str> = happening.modes.iter().map(String::as_str).collect();
    Row {
        id: happening.id,
        day: happening.start.or(happening.end).or(first.and_then(Told::day)).map(|day| day.to_string()),
        kind: happening.kind.clone(),
        modes: happening.modes.clone(),
        status: happening.status.name(),
        line: line(happening, first),
        place: happening.place.as_ref().map(|place| place.words.clone()),
        score: desk.lookup.knowledge().ontology().score(&happening.kind, &modes),
        reports: happening.reports,
        sources: happening.sources,
        confidence: happening.confidence,
    }
}

/// "Marco Rubio, Sergey Lavrov – talks → …, hosted by Saudi Arabia".
fn line(happening: &Occurrence, first: Option<&Told>) -> String {
    let names = |parties: &[Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut line = names(&happening.actors);
    if let Some(told) = first {
        line = if line.is_empty() { told.trigger.text.clone() } else { format!("{line} – {}", told.trigger.text) };
    }
    for (before, parties) in [(" → ", &happening.recipients), (", hosted by ", &happening.hosts)] {
        if !parties.is_empty() {
            line += before;
            line += &names(parties);
        }
    }
    line
}

/// One happening with all its tellings.
pub(crate) fn happening(desk: &Desk, archive: &Archive, number: i64) -> Result<Answer, Problem> {
    let (found, tellings) = archive.happenings(&desk.rules, &[number])?;
    let happening = found.first().ok_or_else(|| Problem::missing(format!("no happening {number}")))?;
    let tolls: Vec<_> = happening
        .tolls
        .iter()
        .map(|toll| json!({ "kind": toll.kind.name(), "unit": toll.unit, "low": toll.low, "high": toll.high }))
        .collect();
    let history: Vec<_> = happening
        .history
        .iter()
        .map(|standing| {
            let published = standing.published.map(|day| day.to_string());
            json!({ "published": published, "status": standing.status.name(), "event": standing.event })
        })
        .collect();
    let mut value = serde_json::to_value(row(desk, happening, &tellings)).map_err(Problem::fault)?;
    value["tolls"] = json!(tolls);
    value["history"] = json!(history);
    Answer::json(&json!({ "happening": value, "tellings": events(&tellings).rows() }))
}

/// The actors who take part in most events, each with its other names and its offices.
pub(crate) fn actors(_: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let most = parameters.number("limit", NAMES, NAMES_MAX)?;
    let found = archive.actors(parameters.get("q").unwrap_or_default(), parameters.get("country"), most)?;
    let rows: Vec<_> = found
        .iter()
        .map(|row| {
            let sectors: Vec<&str> = row.sectors.split_whitespace().collect();
            let names: Vec<_> =
                row.variants.iter().map(|(name, reports)| json!({ "name": name, "reports": reports })).collect();
            let offices: Vec<_> = row.offices.iter().map(office).collect();
            json!({
                "id": row.id, "name": row.name, "kind": row.kind, "country": row.country, "sectors": sectors,
                "reports": row.reports, "events": row.events, "names": names, "offices": offices,
            })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

fn office(tenure: &Tenure) -> serde_json::Value {
    json!({ "office": tenure.office, "first": tenure.first, "last": tenure.last, "reports": tenure.reports })
}
