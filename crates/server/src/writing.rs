//! Requests that read a text or change the archive.

use serde::Deserialize;
use serde_json::{Value, json};
use verbale::archive::ingest::{canonical_url, content_key};
use verbale::archive::{Author, Incoming, Put};
use verbale::{REPORT_BYTES_MAX, Report, published_in_head};

use crate::answer::Answer;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::reports::read_json;
use crate::{changes, clock, web};

/// Corrections of one request.
const CHANGES_MAX: usize = 200;

/// A text to be read, or the address of a page where that is allowed.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reading {
    text: Option<String>,
    published: Option<String>,
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
}

impl Reading {
    fn report(self, desk: &Desk) -> Result<Report, Problem> {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let (url, text) = (given(self.url), given(self.text));
        let mut report = match (text, &url) {
            (Some(text), _) => Report { text, ..Report::default() },
            (None, Some(url)) => web::page(desk, url)?,
            (None, None) => return Err(Problem::bad("there is no text to read")),
        };
        if report.text.len() > REPORT_BYTES_MAX {
            let (bytes, most) = (report.text.len(), REPORT_BYTES_MAX);
            return Err(Problem::new(
                axum::http::StatusCode::PAYLOAD_TOO_LARGE,
                format!("the text has {bytes} bytes, the limit is {most}"),
            ));
        }
        if let Some(day) = given(self.published) {
            let wrong = |_| Problem::bad(format!("published: not a day such as 2025-02-18: {day:?}"));
            report.published = Some(day.trim().parse().map_err(wrong)?);
        }
        report.published = report.published.or_else(|| published_in_head(&report.text));
        report.title = given(self.title).or(report.title);
        report.publisher = given(self.publisher).or(report.publisher);
        report.url = url.or(report.url);
        if report.id.is_empty() {
            report.id = report.title.clone().unwrap_or_else(|| "pasted text".to_owned());
        }
        Ok(report)
    }
}

/// Reads a text; nothing is stored.
pub(crate) fn read(desk: &Desk, reading: Reading) -> Result<Answer, Problem> {
    let record = desk.reader.read(&reading.report(desk)?);
    let (record, lines) = read_json(&record)?;
    Answer::json(&json!({ "record": record, "lines": lines }))
}

/// Keeps a text and its record.
pub(crate) fn keep(desk: &Desk, reading: Reading) -> Result<(bool, Answer), Problem> {
    let report = reading.report(desk)?;
    let incoming = Incoming {
        content_key: content_key(&report.text),
        url_key: report.url.as_deref().and_then(canonical_url),
        origin: Some("reading room".to_owned()),
        language: None,
        added: clock::now(),
        report,
    };
    let known = desk.ask(|archive| Ok(archive.known(&incoming.content_key, incoming.url_key.as_deref())?))?;
    if let Some(report) = known {
        return Ok((false, Answer::json(&json!({ "report": report, "known": true }))?));
    }
    let record = desk.reader.read(&incoming.report);
    let put = desk.change(|archive| {
        let batch = archive.batch()?;
        let put = batch.put(&incoming)?;
        if let Put::New(number) = put {
            batch.read(number, &record)?;
            batch.merge(&desk.rules)?;
        }
        batch.commit()?;
        Ok(put)
    })?;
    let (Put::New(report) | Put::Known(report)) = put;
    let is_new = matches!(put, Put::New(_));
    let events = record.events.len();
    Ok((is_new, Answer::json(&json!({ "report": report, "events": events, "known": !is_new }))?))
}

/// Corrections of one report: all of them stand, or none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corrections {
    report: i64,
    changes: Vec<Value>,
    author: String,
    #[serde(default)]
    reason: Option<String>,
}

pub(crate) fn correct(desk: &Desk, asked: Corrections) -> Result<Answer, Problem> {
    let author = asked.author.trim();
    if author.is_empty() || asked.changes.is_empty() || asked.changes.len() > CHANGES_MAX {
        return Err(Problem::bad(format!("corrections need an author and between one and {CHANGES_MAX} changes")));
    }
    let text = desk.ask(|archive| Ok(archive.report(asked.report)?.text))?;
    let changes = asked.changes.into_iter().map(|change| changes::from_characters(change, &text));
    let changes = changes.collect::<Result<Vec<_>, _>>()?;
    let at = clock::now();
    let author = Author { name: author, at: &at, reason: asked.reason.as_deref() };
    let numbers = desk.change(|archive| {
        let batch = archive.batch()?;
        let numbers = changes.iter().map(|change| batch.correct(asked.report, change, &author));
        let numbers = numbers.collect::<Result<Vec<i64>, _>>()?;
        batch.merge(&desk.rules)?;
        batch.commit()?;
        Ok(numbers)
    })?;
    Answer::json(&json!({ "corrections": numbers }))
}

pub(crate) fn undo(desk: &Desk, correction: i64) -> Result<Answer, Problem> {
    desk.change(|archive| {
        let batch = archive.batch()?;
        batch.undo(correction, &clock::now())?;
        batch.merge(&desk.rules)?;
        Ok(batch.commit()?)
    })?;
    Answer::json(&json!({ "undone": correction }))
}
