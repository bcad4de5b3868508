//! What an export wrote, and what it left out and why.

use std::collections::BTreeMap;
use std::fmt;

/// Why an event, or a pair of its actors, is not in the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The format takes nothing that only is planned.
    Planned,
    /// The format takes nothing that only is possible.
    Possible,
    /// The format takes nothing that is denied.
    Denied,
    /// The format takes nothing that has happened already.
    Happened,
    /// Background without a day of its own, which the format would date by the report.
    UndatedBackground,
    /// The format's scheme has no code for it.
    NoCode,
    NoActor,
    NoRecipient,
    /// The only sides are one and the same.
    Itself,
    /// Neither the text nor the report gives a day.
    NoDay,
    /// No place with a position.
    NoPosition,
    /// Not a meeting.
    NoMeeting,
    /// Nothing that somebody says.
    NoStatement,
    /// The same happening was told before.
    ToldBefore,
    /// Later reports of the same happening say otherwise.
    Overtaken,
    /// More pairs of actors than one event may make.
    TooManyPairs,
    /// More events than one document may hold.
    TooManyEvents,
}

impl Reason {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Planned => "only planned",
            Reason::Possible => "only possible",
            Reason::Denied => "denied",
            Reason::Happened => "happened already",
            Reason::UndatedBackground => "background without a day",
            Reason::NoCode => "no code in the scheme",
            Reason::NoActor => "no actor",
            Reason::NoRecipient => "no recipient",
            Reason::Itself => "only with itself",
            Reason::NoDay => "no day",
            Reason::NoPosition => "no position",
            Reason::NoMeeting => "not a meeting",
            Reason::NoStatement => "not a statement",
            Reason::ToldBefore => "told before",
            Reason::Overtaken => "overtaken by later reports",
            Reason::TooManyPairs => "too many pairs",
            Reason::TooManyEvents => "too many events",
        }
    }
}

/// The count of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Events that came in.
    pub events: usize,
    /// Events that are in the export.
    pub written: usize,
    /// Rows, lines, features or entries that they make: pairs of actors in the formats of pairs.
    pub rows: usize,
    /// Events left out, by reason; for [`Reason::TooManyPairs`] pairs.
    pub left_out: BTreeMap<Reason, usize>,
}

impl Summary {
    pub(crate) fn leave(&mut self, reason: Reason, count: usize) {
        *self.left_out.entry(reason).or_default() += count;
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} events in {} rows", self.written, self.events, self.rows)?;
        for (reason, count) in &self.left_out {
            write!(f, "; {}: {count}", reason.words())?;
        }
        Ok(())
    }
}
