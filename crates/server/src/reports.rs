//! Reports: lists, records, corrections, what the archive holds.

use serde_json::{Value, json};
use verbale::archive::{Archive, Correction, ReportRow};
use verbale::record::{Record, Status};
use verbale::{explain, lines, to_json};

use crate::answer::Answer;
use crate::changes;
use crate::desk::Desk;
use crate::parameters::Parameters;
use crate::problem::Problem;
use crate::uploads::shown;

/// Reports of a search, where no number is asked for.
const HITS: usize = 20;
const HITS_MAX: usize = 200;

pub(crate) fn list(_: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let (skipped, limit) = parameters.page()?;
    let (found, total) = archive.reports(parameters.get("q").unwrap_or_default(), skipped, limit)?;
    let past = skipped + found.len();
    let next = (past < total).then(|| past.to_string());
    Answer::json(&json!({ "rows": found.iter().map(row).collect::<Vec<_>>(), "next": next, "total": total }))
}

fn row(report: &ReportRow) -> Value {
    json!({
        "id": report.id, "name": report.name, "title": report.title, "publisher": report.publisher, "url": report.url,
        "published": report.published, "language": report.language, "family": report.family, "events": report.events,
        "origin": report.origin.as_deref().map(shown), "added": report.added,
    })
}

/// A report with its record and what was corrected.
pub(crate) fn report(_: &Desk, archive: &Archive, number: i64) -> Result<Answer, Problem> {
    let unknown = || Problem::missing(format!("no report {number}"));
    let row_of = archive.report_row(number)?.ok_or_else(unknown)?;
    let text = archive.report(number)?.text;
    let record = archive.record(number)?;
    let read = record.as_ref().map(read_json).transpose()?;
    let (record, lines) = read.map_or((Value::Null, json!([])), |(record, lines)| (record, lines));
    let corrections = archive.corrections(Some(number))?;
    let corrections: Vec<Value> = corrections.iter().map(|one| correction(one, Some(&text))).collect();
    let text = if record.is_null() { json!(text) } else { Value::Null };
    Answer::json(&json!({
        "report": row(&row_of), "text": text, "record": record, "lines": lines, "corrections": corrections,
    }))
}

/// A record as JSON and its lines.
pub(crate) fn read_json(record: &Record) -> Result<(Value, Value), Problem> {
    let json: Value = serde_json::from_str(&to_json(record)).map_err(Problem::fault)?;
    let status = |at: usize| {
        let aux: Vec<&str> = record.events[at].aux.iter().map(|aux| aux.value.as_str()).collect();
        Status::of(&aux).name()
    };
    let lines: Vec<Value> = lines(record)
        .iter()
        .map(|line| {
            let when = Some(&line.when).filter(|when| !when.is_empty());
            json!({ "event": format!("E{}", line.event), "group": line.group, "text": line.text,
                "status": status(line.event - 1), "when": when })
        })
        .collect();
    Ok((json, json!(lines)))
}

/// Why an event's fields have their values.
pub(crate) fn explained(_: &Desk, archive: &Archive, number: i64, event: &str) -> Result<Answer, Problem> {
    let record = archive.record(number)?.ok_or_else(|| Problem::missing(format!("report {number} is not read")))?;
    let text =
        explain(&record, event).ok_or_else(|| Problem::missing(format!("no event {event} in report {number}")))?;
    Answer::json(&json!({ "text": text }))
}

pub(crate) fn search(_: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let most = parameters.number("limit", HITS, HITS_MAX)?;
    let rows: Vec<Value> = archive
        .search(parameters.needed("q")?, most)?
        .into_iter()
        .map(|hit| {
            json!({ "report": hit.report, "title": hit.title, "publisher": hit.publisher, "published": hit.published,
                "snippet": hit.snippet })
        })
        .collect();
    Answer::json(&json!({ "rows": rows }))
}

pub(crate) fn corrections(_: &Desk, archive: &Archive, parameters: &Parameters) -> Result<Answer, Problem> {
    let report = match parameters.get("report") {
        Some(number) => Some(number.parse().map_err(|_| Problem::bad(format!("report: not a number: {number:?}")))?),
        None => None,
    };
    let mut rows = Vec::new();
    for one in archive.corrections(report)? {
        let text = archive.report(one.report).ok().map(|report| report.text);
        rows.push(correction(&one, text.as_deref()));
    }
    Answer::json(&json!({ "rows": rows }))
}

fn correction(one: &Correction, text: Option<&str>) -> Value {
    let mut change = json!(one.change);
    if let Some(text) = text {
        changes::to_characters(&mut change, text);
    }
    json!({ "id": one.id, "report": one.report, "change": change, "author": one.author, "at": one.at,
        "reason": one.reason, "undone": one.undone.is_some() })
}

pub(crate) fn holdings(desk: &Desk, archive: &Archive, _: &Parameters) -> Result<Answer, Problem> {
    Answer::json(&holdings_json(desk, archive)?)
}

pub(crate) fn holdings_json(desk: &Desk, archive: &Archive) -> Result<Value, Problem> {
    let holdings = archive.holdings()?;
    let name = desk.path().file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(json!({
        "name": name, "reports": holdings.reports, "unread": holdings.unread, "families": holdings.families,
        "events": holdings.events, "happenings": holdings.occurrences, "entities": holdings.entities,
        "corrections": holdings.corrections, "first_day": holdings.first_day, "last_day": holdings.last_day,
        "revision": format!("{}.{}.{}", holdings.reports, holdings.events, holdings.corrections),
    }))
}
