//! A record as a desk officer reads it: one line a happening, statements with their words, what may come, what lies behind.

mod event;
mod paint;

use verbale_record::{Event, Record};

use event::{happening, statement};
use paint::Paint;

/// How the lines look.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrettyOptions {
    /// Colours for a terminal.
    pub colour: bool,
}

/// The parts of the page, in order.
const GROUPS: [(&str, Group); 5] = [
    ("Happenings", Group::Happening),
    ("Statements", Group::Statement),
    ("Expected or possible", Group::Possible),
    ("Denied or absent", Group::Denied),
    ("Background", Group::Background),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Happening,
    Statement,
    Possible,
    Denied,
    Background,
}

/// The whole page, each line ended by a line feed.
pub fn pretty(record: &Record, options: &PrettyOptions) -> String {
    let paint = Paint::new(options.colour);
    let mut page = head(record, paint);
    for (title, group) in GROUPS {
        let lines = record.events.iter().enumerate().filter(|(_, event)| group_of(event) == group);
        let lines: String = lines.map(|(at, event)| line(record, at, event, paint)).collect();
        if !lines.is_empty() {
            page += &format!("\n{}\n{lines}", paint.title(title));
        }
    }
    page + &notes(record, paint)
}

/// One event in a line, for pages that lay the lines out themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The event's number, counted from one ("E3").
    pub event: usize,
    /// "happening", "statement", "background" or "expected".
    pub group: &'static str,
    pub text: String,
    /// Days; empty where they are not known.
    pub when: String,
}

/// The lines of a record in reading order.
pub fn lines(record: &Record) -> Vec<Line> {
    let line = |(at, event): (usize, &Event)| Line {
        event: at + 1,
        group: name_of(group_of(event), event),
        text: event::plain(record, at, event),
        when: event::when(record, event),
    };
    record.events.iter().enumerate().map(line).collect()
}

/// What is denied stands with what it denies.
fn name_of(group: Group, event: &Event) -> &'static str {
    match group {
        Group::Possible => "expected",
        Group::Background => "background",
        Group::Statement => "statement",
        Group::Denied if event.content.is_some() => "statement",
        Group::Happening | Group::Denied => "happening",
    }
}

fn group_of(event: &Event) -> Group {
    if event.has_aux("negation") {
        Group::Denied
    } else if event.has_aux("hypothetical") || event.has_aux("future") {
        Group::Possible
    } else if event.has_aux("historical") {
        Group::Background
    } else if event.content.is_some() {
        Group::Statement
    } else {
        Group::Happening
    }
}

fn line(record: &Record, at: usize, event: &Event, paint: Paint) -> String {
    if event.content.is_some() { statement(record, at, event, paint) } else { happening(record, at, event, paint) }
}

/// "riyadh-talks · 2025-02-18 · diplomatic, military".
fn head(record: &Record, paint: Paint) -> String {
    let report = &record.report;
    let name = report.title.as_ref().unwrap_or(&report.id);
    let published = report.published.map_or("no date".to_owned(), |date| date.to_string());
    let contexts: Vec<&str> = record.contexts.iter().map(|context| context.value.as_str()).collect();
    let parts = [paint.title(name), published, contexts.join(", ")];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let nothing = if record.events.is_empty() { "no events found\n" } else { "" };
    format!("{}\n{nothing}", parts.join(" · "))
}

fn notes(record: &Record, paint: Paint) -> String {
    let mut lines = String::new();
    for note in &record.notes {
        let at = note.span.map_or(String::new(), |span| format!(" [s{}]", record.sentence_of(span.start)));
        lines += &format!("{}\n", paint.faint(&format!("note {}: {}{at}", note.code, note.message)));
    }
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
