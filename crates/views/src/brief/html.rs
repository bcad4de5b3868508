//! A brief as HTML: an article, or a page of its own that prints well.

use super::markdown::{capital, left_out, note_words, source, standing};
use super::{Brief, Cited, Line, Note, Section};

/// The style of a page of its own; a page around an article has its own for the same classes.
const STYLE: &str = include_str!("brief.css");

pub(super) fn page(brief: &Brief) -> String {
    let title = escaped(&brief.subject);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n{}</body>\n</html>\n",
        article(brief)
    )
}

pub(super) fn article(brief: &Brief) -> String {
    let sections: String = brief.sections.iter().map(section).collect();
    format!(
        "<article class=\"brief\">\n<header>\n<h1>{}</h1>\n<p class=\"brief-standing\">{}</p>\n</header>\n{sections}{}{}</article>\n",
        escaped(&brief.subject),
        escaped(&standing(brief)),
        sources(&brief.reports),
        notes(brief),
    )
}

fn section(section: &Section) -> String {
    let lines: String = section.lines.iter().map(line).collect();
    let rest = left_out(section).map(|words| format!("<p class=\"brief-rest\">{words}</p>\n")).unwrap_or_default();
    format!("<section>\n<h2>{}</h2>\n<ul>\n{lines}</ul>\n{rest}</section>\n", section.heading)
}

fn line(line: &Line) -> String {
    let when = match line.when.as_str() {
        "" => String::new(),
        when => format!("<span class=\"brief-when\">{}:</span> ", escaped(&capital(when))),
    };
    let note = |number: &usize| format!("<sup><a href=\"#note-{number}\" class=\"brief-ref\">[{number}]</a></sup>");
    let notes: String = line.notes.iter().map(note).collect();
    format!("<li>{when}{}{notes}</li>\n", escaped(&line.text))
}

fn sources(reports: &[Cited]) -> String {
    if reports.is_empty() {
        return String::new();
    }
    let lines: String = reports.iter().map(|report| format!("<li>{}</li>\n", linked(report))).collect();
    format!("<section>\n<h2>Sources</h2>\n<ul>\n{lines}</ul>\n</section>\n")
}

/// Only addresses of the web become links.
fn linked(report: &Cited) -> String {
    let words = escaped(&source(&Cited { url: None, ..report.clone() }));
    match report.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
        Some(url) => format!("<a href=\"{}\">{words}</a>", escaped(url)),
        None => words,
    }
}

fn notes(brief: &Brief) -> String {
    if brief.notes.is_empty() {
        return String::new();
    }
    let note = |note: &Note| format!("<li id=\"note-{}\">{}</li>\n", note.number, escaped(&note_words(&note.cite)));
    let lines: String = brief.notes.iter().map(note).collect();
    format!("<section class=\"brief-notes\">\n<h2>Notes</h2>\n<ol>\n{lines}</ol>\n</section>\n")
}

pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
