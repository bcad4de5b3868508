//! What an input gives: reports, and what is none, each with the place where it stands.

use std::fmt;
use std::path::PathBuf;

use verbale_record::{Note, Report};

use crate::{Error, Field, Language};

/// Where in the input something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file; a member of an archive follows the archive after "!".
    pub path: PathBuf,
    /// Where in the file, if it holds more than one report.
    pub at: Option<Position>,
}

/// A place in a file of many reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Counted from one.
    Line(u64),
    /// Of a table without lines, counted from one.
    Row(u64),
    /// Of a feed, counted from one.
    Entry(u64),
    /// Bytes from the start of the unpacked file.
    Offset(u64),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        match self.at {
            None => Ok(()),
            Some(Position::Line(number)) => write!(f, ": line {number}"),
            Some(Position::Row(number)) => write!(f, ": row {number}"),
            Some(Position::Entry(number)) => write!(f, ": entry {number}"),
            Some(Position::Offset(bytes)) => write!(f, ": byte {bytes}"),
        }
    }
}

/// Where the day of publication was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateFrom {
    /// A column or member of a table.
    Column,
    /// The entry of a feed.
    Feed,
    /// `datePublished` of the article in the page's JSON-LD.
    JsonLd,
    /// A meta element of the page.
    Meta,
    /// A time element in the head of the article.
    TimeElement,
    /// The path of the address.
    Url,
    /// Words beside the title.
    Text,
}

impl DateFrom {
    pub fn name(self) -> &'static str {
        match self {
            DateFrom::Column => "column",
            DateFrom::Feed => "feed",
            DateFrom::JsonLd => "json-ld",
            DateFrom::Meta => "meta",
            DateFrom::TimeElement => "time-element",
            DateFrom::Url => "url",
            DateFrom::Text => "text",
        }
    }
}

/// A report and what is known of it beside the report itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub report: Report,
    pub origin: Origin,
    /// Of the text; none where it is too short to tell.
    pub language: Option<Language>,
    /// None where the report has no day of publication.
    pub date_from: Option<DateFrom>,
    /// Who wrote it, as the page says.
    pub byline: Option<String>,
    /// What was odd, with stable codes ("summary-only", "crawled", "no-date").
    pub notes: Vec<Note>,
}

impl Found {
    pub(crate) fn note(&mut self, code: &'static str, message: impl Into<String>) {
        self.notes.push(Note { code, span: None, message: message.into() });
    }
}

/// Why something is no report to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Skip {
    /// A picture, a program, a request of a crawler: not news.
    NotAReport,
    /// Not in the language that was asked for.
    OtherLanguage,
    /// Over a limit of `limits`.
    TooLarge,
    /// No words.
    Empty,
    /// Bytes that are no text.
    Binary,
    /// The same text, day and address as a report before it in this run.
    DuplicateRecord,
    /// An answer of a server with a status other than 200.
    NotOk,
}

impl Skip {
    pub const ALL: [Skip; 7] = [
        Skip::NotAReport,
        Skip::OtherLanguage,
        Skip::TooLarge,
        Skip::Empty,
        Skip::Binary,
        Skip::DuplicateRecord,
        Skip::NotOk,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Skip::NotAReport => "not-a-report",
            Skip::OtherLanguage => "other-language",
            Skip::TooLarge => "too-large",
            Skip::Empty => "empty",
            Skip::Binary => "binary",
            Skip::DuplicateRecord => "duplicate-record",
            Skip::NotOk => "not-ok",
        }
    }
}

/// One thing found in an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Found(Box<Found>),
    Skipped {
        origin: Origin,
        why: Skip,
    },
    Failed {
        origin: Origin,
        error: Error,
    },
    /// Which columns of a table were taken for what, where the caller did not say.
    Guessed {
        origin: Origin,
        columns: Vec<(Field, String)>,
    },
}

/// How many of each there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub found: u64,
    /// For each reason, in the order of `Skip::ALL`.
    pub skipped: [u64; Skip::ALL.len()],
    pub failed: u64,
    /// The caller did not want more.
    pub stopped: bool,
}

impl Tally {
    pub(crate) fn count(&mut self, item: &Item) {
        match item {
            Item::Found(_) => self.found += 1,
            Item::Skipped { why, .. } => self.skipped[*why as usize] += 1,
            Item::Failed { .. } => self.failed += 1,
            Item::Guessed { .. } => {}
        }
    }

    pub fn skipped_for(&self, why: Skip) -> u64 {
        self.skipped[why as usize]
    }
}
