//! A brief as Markdown with footnotes.

use super::{Brief, Cited, Line, Note, Section, when};
use crate::part::Cite;

pub(super) fn markdown(brief: &Brief) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&brief.subject), standing(brief));
    for section in &brief.sections {
        text += &self::section(section);
    }
    if !brief.reports.is_empty() {
        text += "\n## Sources\n\n";
        text.extend(brief.reports.iter().map(|report| format!("- {}\n", escaped(&source(report)))));
    }
    if !brief.notes.is_empty() {
        text.push('\n');
        text.extend(brief.notes.iter().map(note));
    }
    text
}

/// As of when, and on how much it rests.
pub(super) fn standing(brief: &Brief) -> String {
    let as_of = brief.as_of.map(|day| format!("As of {}. ", when::day(day))).unwrap_or_default();
    let rests = match (brief.reports.len(), brief.sources) {
        (0, _) => "Nothing was found.".to_owned(),
        (1, _) => "All of it rests on one report.".to_owned(),
        (reports, sources) if reports == sources => format!("It rests on {reports} reports."),
        (reports, 1) => format!("It rests on {reports} reports, which are copies of one text."),
        (reports, sources) => format!("It rests on {reports} reports, of which {sources} are independent."),
    };
    as_of + &rests
}

fn section(section: &Section) -> String {
    let lines: String = section.lines.iter().map(line).collect();
    let rest = left_out(section).map(|words| format!("\n{words}\n")).unwrap_or_default();
    format!("\n## {}\n\n{lines}{rest}", section.heading)
}

/// How many lines a section leaves out, in words.
pub(super) fn left_out(section: &Section) -> Option<String> {
    match section.left_out {
        0 => None,
        1 => Some("One line of less weight is left out.".to_owned()),
        count => Some(format!("{count} lines of less weight are left out.")),
    }
}

fn line(line: &Line) -> String {
    let when = if line.when.is_empty() { String::new() } else { format!("**{}:** ", capital(&line.when)) };
    let notes: String = line.notes.iter().map(|note| format!("[^{note}]")).collect();
    format!("- {when}{}{notes}\n", escaped(&line.text))
}

pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn note(note: &Note) -> String {
    format!("[^{}]: {}\n", note.number, escaped(&note_words(&note.cite)))
}

/// Report, day, sentence and words: "Talks begin, Daily Courier, 3 March 2025, sentence 4: “…”".
pub(super) fn note_words(cite: &Cite) -> String {
    let head = [
        cite.title.clone().or_else(|| Some(cite.report_id.clone())),
        cite.publisher.clone(),
        cite.published.map(when::day),
    ];
    let head: Vec<String> = head.into_iter().flatten().collect();
    format!("{}, sentence {}: “{}”", head.join(", "), cite.sentence, super::say::inner(&cite.words))
}

/// Title, publisher, day, address.
pub(super) fn source(report: &Cited) -> String {
    let title = report.title.clone().or_else(|| Some(report.report_id.clone()));
    let parts = [title, report.publisher.clone(), report.published.map(when::day), report.url.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Words out of reports must not become marks of Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' => escaped.extend(['\\', letter]),
            '<' => escaped += "&lt;",
            '&' => escaped += "&amp;",
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
