//! Types of events with their modes, auxiliary modes, contexts and sectors, as tables describe them.

use verbale_record::SizeKind;

use crate::Error;
use crate::table::{Row, Table};

/// One code and what it means, with sentences that carry it and sentences that only look so.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub code: String,
    pub description: String,
    pub yes: Vec<String>,
    pub no: Vec<String>,
}

/// A type of event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    pub code: Code,
    pub quad: Quad,
    /// From -10, worst conflict, to 10, closest cooperation.
    pub score: Option<f32>,
    /// All sides are actors, as in a meeting.
    pub mutual: bool,
    /// An utterance: has content.
    pub speech: bool,
    /// Usually has somebody to whom it is done.
    pub needs_recipient: bool,
    pub modes: Vec<Mode>,
}

/// Words or deeds, with or against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quad {
    pub cooperative: bool,
    /// Deeds rather than words.
    pub material: bool,
}

/// A finer kind of one type of event.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    pub code: Code,
    pub score: Option<f32>,
    /// Of a mutual event: one side goes to or calls the other.
    pub directed: bool,
    /// The kind of size that a number of people beside such an event is, where it is always the same.
    pub counts: Option<SizeKind>,
}

/// All codes of the ontology.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ontology {
    pub events: Vec<EventType>,
    pub aux: Vec<Code>,
    pub contexts: Vec<Code>,
    pub sectors: Vec<Code>,
    /// Bodies that belong to no one country.
    pub stateless: Vec<Stateless>,
}

/// A body that belongs to no one country.
#[derive(Clone, Debug, PartialEq)]
pub struct Stateless {
    pub code: Code,
    /// Sectors that say nothing about those who belong to it.
    pub without: Vec<String>,
}

impl Ontology {
    /// Whether a sector says anything about an actor of a country or body.
    pub fn suits(&self, country: &str, sector: &str) -> bool {
        let row = self.stateless.iter().find(|row| row.code.code == country);
        row.is_none_or(|row| row.without.iter().all(|without| without != sector))
    }

    pub fn event(&self, code: &str) -> Option<&EventType> {
        self.events.iter().find(|event| event.code.code == code)
    }

    /// How cooperative an event is: its first mode's score, else its type's.
    pub fn score(&self, code: &str, modes: &[&str]) -> Option<f32> {
        let event = self.event(code)?;
        modes.iter().find_map(|mode| event.mode(mode)?.score).or(event.score)
    }
}

impl EventType {
    pub fn mode(&self, code: &str) -> Option<&Mode> {
        self.modes.iter().find(|mode| mode.code.code == code)
    }
}

pub(crate) fn events(events: &str, modes: &str) -> Result<Vec<EventType>, Error> {
    let mut types = event_types(events)?;
    let columns = ["event", "code", "score", "description", "yes", "no", "directed", "counts"];
    for row in Table::new("modes", modes, &columns)?.rows() {
        let row = row?;
        let event = row.word("event")?;
        let counts = match row.cell("counts") {
            "" => None,
            name => Some(SizeKind::from_name(name).ok_or_else(|| row.error(format!("not a kind of size: {name}")))?),
        };
        let mode = Mode { code: code(&row)?, score: row.number("score")?, directed: row.yes("directed")?, counts };
        match types.iter_mut().find(|kind| kind.code.code == event) {
            Some(kind) => kind.modes.push(mode),
            None => return Err(row.error(format!("not a type of event: {event}"))),
        }
    }
    Ok(types)
}

fn event_types(text: &str) -> Result<Vec<EventType>, Error> {
    let columns = ["code", "quad", "score", "mutual", "speech", "needs_recipient", "description", "yes", "no"];
    let mut types = Vec::new();
    for row in Table::new("events", text, &columns)?.rows() {
        let row = row?;
        types.push(EventType {
            code: code(&row)?,
            quad: quad(&row)?,
            score: row.number("score")?,
            mutual: row.yes("mutual")?,
            speech: row.yes("speech")?,
            needs_recipient: row.yes("needs_recipient")?,
            modes: Vec::new(),
        });
    }
    Ok(types)
}

fn quad(row: &Row<'_>) -> Result<Quad, Error> {
    let (cooperative, material) = match row.cell("quad") {
        "verbal cooperation" => (true, false),
        "material cooperation" => (true, true),
        "verbal conflict" => (false, false),
        "material conflict" => (false, true),
        other => return Err(row.error(format!("not a quad class: {other}"))),
    };
    Ok(Quad { cooperative, material })
}

pub(crate) fn stateless(text: &str) -> Result<Vec<Stateless>, Error> {
    let table = Table::new("stateless", text, &["code", "description", "yes", "no", "without"])?;
    let of = |row: Row<'_>| {
        let without = row.list("without").map(str::to_owned).collect();
        Ok(Stateless { code: code(&row)?, without })
    };
    table.rows().map(|row| of(row?)).collect()
}

/// Tables of nothing but codes: aux, contexts, sectors.
pub(crate) fn codes(name: &str, text: &str) -> Result<Vec<Code>, Error> {
    let table = Table::new(name, text, &["code", "description", "yes", "no"])?;
    table.rows().map(|row| code(&row?)).collect()
}

fn code(row: &Row<'_>) -> Result<Code, Error> {
    Ok(Code {
        code: row.word("code")?.to_owned(),
        description: row.word("description")?.to_owned(),
        yes: row.list("yes").map(str::to_owned).collect(),
        no: row.list("no").map(str::to_owned).collect(),
    })
}
