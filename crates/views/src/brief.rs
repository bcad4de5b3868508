//! A page about a subject: what happened, who said what, on which conditions, what is disputed, what comes next; every
//! sentence with the report and the words that it rests on.
//!
//! Nothing is said that is not in an event: a sentence is built where all that it needs is known, and else the report is
//! quoted. What somebody only says is never told as a fact.

mod docx;
mod gather;
mod html;
mod markdown;
mod name;
mod page;
mod phrases;
mod say;
mod table;
mod tell;
mod tolls;
mod when;

use serde::Serialize;
use verbale_knowledge::Knowledge;
use verbale_record::{Date, Occurrence, Told};

use crate::View;
use crate::part::{Cite, text};

pub use phrases::Phrases;

/// What a brief is about.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The title: the words that were asked for.
    pub subject: &'a str,
    /// Up to which day; without one, the last day on which a report came out.
    pub as_of: Option<Date>,
}

/// A page about a subject.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Brief {
    pub subject: String,
    pub as_of: Option<Date>,
    /// Only sections that have lines.
    pub sections: Vec<Section>,
    /// In the order in which lines refer to them.
    pub notes: Vec<Note>,
    /// The reports that the notes are from.
    pub reports: Vec<Cited>,
    /// How many of them are independent: copies of one text count once.
    pub sources: usize,
}

/// Part of a brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    pub heading: &'static str,
    pub lines: Vec<Line>,
    /// How many lines of less weight were left out, so that the page stays one to read.
    pub left_out: usize,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// As written: "18 February 2025", "10 to 16 February 2025"; empty where no day is known.
    pub when: String,
    pub text: String,
    /// Numbers of notes, counted from one.
    pub notes: Vec<usize>,
    /// The archive's number of the event that it tells.
    pub event: i64,
}

/// The words that a sentence rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    pub number: usize,
    #[serde(flatten)]
    pub cite: Cite,
}

/// A report that a brief cites.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cited {
    pub report_id: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<Date>,
    /// Numbers of its notes.
    pub notes: Vec<usize>,
}

/// The brief about the events and happenings that were found for a subject.
pub fn brief(
    asked: Asked<'_>,
    events: &[Told],
    happenings: &[Occurrence],
    knowledge: &Knowledge,
    phrases: &Phrases,
) -> Brief {
    let as_of = asked.as_of.or_else(|| events.iter().filter_map(|event| event.source.published).max());
    let items = gather::items(events, happenings, knowledge.ontology());
    page::page(asked.subject, as_of, &items, &page::Desk::new(events, knowledge, phrases))
}

impl Brief {
    /// As Markdown with footnotes.
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    /// As an element to be put into a page that has its own style.
    pub fn html(&self) -> String {
        html::article(self)
    }

    /// As a page of its own, ready to be printed.
    pub fn html_page(&self) -> String {
        html::page(self)
    }

    /// As a document for a word processor, with real footnotes. Fails only where it cannot be packed.
    pub fn docx(&self) -> Result<Vec<u8>, crate::Error> {
        docx::docx(self)
    }
}

impl View for Brief {
    type Row = Section;

    fn columns(&self) -> Vec<String> {
        ["section", "lines", "first"].map(str::to_owned).into()
    }

    fn rows(&self) -> &[Section] {
        &self.sections
    }

    fn cells(&self, row: &Section) -> Vec<String> {
        let first = text(row.lines.first().map(|line| &line.text));
        vec![row.heading.to_owned(), row.lines.len().to_string(), first]
    }
}
