//! What comes in and what comes out.

use crate::{Date, Entity, Event, Field, Span};

/// One news report as it came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub id: String,
    /// The day of publication; relative times are resolved from it, and it is never guessed.
    pub published: Option<Date>,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub license: Option<String>,
    /// The text, untouched.
    pub text: String,
}

/// A sentence, white space trimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
}

/// Something that could not be read or resolved, for the person who reads the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Stable, lower-case, hyphenated ("no-date").
    pub code: &'static str,
    pub span: Option<Span>,
    pub message: String,
}

/// What a record was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    pub program: String,
    pub model: String,
    pub knowledge: String,
}

/// What was read out of one report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub report: Report,
    /// PLOVER contexts the report as a whole is about.
    pub contexts: Vec<Field<String>>,
    pub sentences: Vec<Sentence>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
    pub notes: Vec<Note>,
    pub versions: Versions,
}

impl Record {
    /// The number of the sentence in which byte `at` lies, or of the last one before it.
    pub fn sentence_of(&self, at: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start <= at).saturating_sub(1)
    }
}
