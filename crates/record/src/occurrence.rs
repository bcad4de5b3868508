//! What several reports add up to. A report claims; an archive believes.

use crate::{Date, Party, SizeKind, Spot, Status};

/// What a report made of a happening, when it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Day of publication.
    pub published: Option<Date>,
    pub status: Status,
    /// The archive's number of the event that says so.
    pub event: i64,
}

/// The numbers that reports give for one kind of size.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    pub kind: SizeKind,
    pub unit: Option<String>,
    pub low: f64,
    pub high: f64,
    /// Each number with the archive's number of the event that gives it, in order of publication.
    pub versions: Vec<(f64, i64)>,
}

/// How a later happening answers a planned, demanded or promised one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    Fulfils,
    Breaks,
    Overtakes,
}

impl Answer {
    pub const ALL: [Answer; 3] = [Answer::Fulfils, Answer::Breaks, Answer::Overtakes];

    pub fn name(self) -> &'static str {
        match self {
            Answer::Fulfils => "fulfils",
            Answer::Breaks => "breaks",
            Answer::Overtakes => "overtakes",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.name() == name)
    }
}

/// One happening and all its tellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// The least number of its tellings.
    pub id: i64,
    pub kind: String,
    pub modes: Vec<String>,
    /// What the latest reports make of it.
    pub status: Status,
    /// In order of publication; more than one where reports differ or things went on.
    pub history: Vec<Standing>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    pub hosts: Vec<Party>,
    pub place: Option<Spot>,
    pub tolls: Vec<Toll>,
    /// The archive's numbers of the events that tell it, in order.
    pub tellings: Vec<i64>,
    /// How many reports tell it.
    pub reports: usize,
    /// How many of them are independent: copies and excerpts of one text count once.
    pub sources: usize,
    pub confidence: f32,
}
