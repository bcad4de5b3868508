//! What a format does with an event, by its status.

use verbale_record::{Status, Told};

use super::rows;
use crate::{Error, Format, Reason};

const COLUMNS: [&str; 9] =
    ["format", "happened", "planned", "possible", "denied", "historical", "actor", "recipient", "told"];

/// The auxiliary mode of what is told as background.
const BACKGROUND: &str = "historical";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Treatment {
    /// As it is.
    Keep,
    /// Under its code where the scheme has one for the status, else as it is with the status beside it.
    Mark,
    /// Under the scheme's code for the status, or not at all.
    Recode,
    Leave,
}

impl Treatment {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "keep" => Some(Treatment::Keep),
            "mark" => Some(Treatment::Mark),
            "recode" => Some(Treatment::Recode),
            "leave" => Some(Treatment::Leave),
            _ => None,
        }
    }
}

/// One format's row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Policy {
    format: Format,
    by_status: [Treatment; 4],
    dated_background: bool,
    actor_required: bool,
    recipient_required: bool,
    once: bool,
}

impl Policy {
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether a happening that several reports tell of stands once.
    pub fn once(&self) -> bool {
        self.once
    }

    /// How the format takes an event, or why it does not. `mutual`: its actors are each other's recipients.
    pub fn judge(&self, event: &Told, mutual: bool) -> Result<Treatment, Reason> {
        let status = event.status();
        let treatment = self.treatment(status);
        let background = event.aux.iter().any(|aux| aux == BACKGROUND);
        let met = mutual && event.actors.len() > 1;
        if treatment == Treatment::Leave {
            return Err(reason(status));
        }
        if background && self.dated_background && event.start.or(event.end).is_none() {
            return Err(Reason::UndatedBackground);
        }
        if self.actor_required && event.actors.is_empty() {
            return Err(Reason::NoActor);
        }
        if self.recipient_required && event.recipients.is_empty() && !met {
            return Err(Reason::NoRecipient);
        }
        Ok(treatment)
    }

    fn treatment(&self, status: Status) -> Treatment {
        let at = Status::ALL.iter().position(|other| *other == status).unwrap_or_default();
        self.by_status[at]
    }
}

fn reason(status: Status) -> Reason {
    match status {
        Status::Happened => Reason::Happened,
        Status::Planned => Reason::Planned,
        Status::Possible => Reason::Possible,
        Status::Denied => Reason::Denied,
    }
}

/// The policies in the order of the formats. Fails where a format has no row.
pub(crate) fn policies(text: &str) -> Result<Vec<Policy>, Error> {
    let mut found: Vec<Policy> = Vec::new();
    let required = |word: &str| match word {
        "required" => Some(true),
        "any" => Some(false),
        _ => None,
    };
    let dated = |word: &str| match word {
        "dated" => Some(true),
        "keep" => Some(false),
        _ => None,
    };
    let once = |word: &str| match word {
        "once" => Some(true),
        "each" => Some(false),
        _ => None,
    };
    rows::each("formats.tsv", text, &COLUMNS, |row| {
        let of = |status: Status| row.choice(status.name(), Treatment::from_name);
        found.push(Policy {
            format: row.choice("format", Format::from_name)?,
            by_status: [of(Status::Happened)?, of(Status::Planned)?, of(Status::Possible)?, of(Status::Denied)?],
            dated_background: row.choice(BACKGROUND, dated)?,
            actor_required: row.choice("actor", required)?,
            recipient_required: row.choice("recipient", required)?,
            once: row.choice("told", once)?,
        });
        Ok(())
    })?;
    let missing = Format::ALL.into_iter().find(|format| found.iter().all(|policy| policy.format != *format));
    match missing {
        None => Ok(found),
        Some(format) => Err(Error::new(crate::ErrorKind::Table, format!("formats.tsv: no row for {}", format.name()))),
    }
}
