//! A file or a stream to a report, or the reason why it is none. Everything done to the bytes is a note.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

use anyhow::{Context, Result, bail};
use verbale::archive::ingest::decode;
use verbale::{Date, Note, REPORT_BYTES_MAX, Report, published_in_head};

use crate::{html, today};

/// A report and the notes of its intake.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) report: Report,
    pub(crate) notes: Vec<Note>,
}

/// Reads one report from a file, or from standard input for "-".
pub(crate) fn take(path: &Path, published: Option<Date>) -> Result<Taken> {
    let bytes = bytes(path).with_context(|| name(path))?;
    let (text, title, mut notes) = text(&bytes).with_context(|| name(path))?;
    let published = published.or_else(|| published_in_head(&text));
    if let Some(date) = published.filter(|date| today::is_future(*date)) {
        notes.push(note("future-date", format!("the report is dated {date}, which is still to come")));
    }
    let report = Report { id: id(path), published, title, text, ..Report::default() };
    Ok(Taken { report, notes })
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// How messages call the file.
pub(crate) fn name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn id(path: &Path) -> String {
    if is_stdin(path) {
        "stdin".to_owned()
    } else {
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// At most one byte more than a report may have, so that a file of any size costs no more.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let most = REPORT_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    if is_stdin(path) {
        stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            bail!("is a folder, not a report");
        }
        file.take(most).read_to_end(&mut bytes)?;
    }
    within_limit(bytes.len())?;
    Ok(bytes)
}

fn within_limit(bytes: usize) -> Result<()> {
    if bytes > REPORT_BYTES_MAX {
        bail!("report over the size limit of {} KiB", REPORT_BYTES_MAX >> 10);
    }
    Ok(())
}

/// The text of the bytes, its title where a page gives one, and notes on what was done.
fn text(bytes: &[u8]) -> Result<(String, Option<String>, Vec<Note>)> {
    let Some(decoded) = decode(bytes) else { bail!("not text: a binary file") };
    let mut notes = Vec::new();
    if let Some(encoding) = decoded.encoding {
        notes.push(note("encoding", format!("read as {encoding}")));
    }
    if let Some(at) = decoded.broken_at {
        notes.push(note(
            "broken-encoding",
            format!("bytes without a reading, the first at byte {at}, stand as \u{fffd}"),
        ));
    }
    let (mut text, mut title) = (decoded.text, None);
    if html::is_html(&text) {
        let page = html::page(&text);
        (text, title) = (page.text, page.title);
        notes.push(note("html", "the report is HTML: its tags were taken off".to_owned()));
    }
    if text.trim().is_empty() {
        bail!("empty: there is nothing to read");
    }
    within_limit(text.len())?;
    Ok((text, title, notes))
}

fn note(code: &'static str, message: String) -> Note {
    Note { code, span: None, message }
}
