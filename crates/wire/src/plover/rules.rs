//! The export table: types, modes, and what a type becomes under an auxiliary mode.

use std::collections::HashMap;

use verbale_record::Event;

use crate::{Error, ErrorKind};

/// The rules of the export, read from their table.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    types: HashMap<String, Kind>,
    modes: HashMap<(String, String), f64>,
    /// Type and auxiliary mode to the type it becomes.
    becomes: HashMap<(String, String), String>,
}

#[derive(Clone, Copy, Debug)]
struct Kind {
    quad: u8,
    score: f64,
    recipient_required: bool,
}

/// An event under the manual's type.
#[derive(Debug)]
pub(super) struct Coded {
    pub(super) kind: String,
    pub(super) modes: Vec<String>,
    pub(super) quad: Option<u8>,
    pub(super) score: Option<f64>,
    pub(super) recipient_required: bool,
}

impl Rules {
    /// Reads the table; an error names its line.
    pub fn parse(table: &str) -> Result<Rules, Error> {
        let mut rules = Rules::default();
        let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        for (number, line) in lines {
            let place = || Error::new(ErrorKind::Table, format!("export table, line {}", number + 1));
            rules.add(line).ok_or_else(place)?;
        }
        Ok(rules)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            ["type", code, quad, score, recipient] => {
                let kind = Kind {
                    quad: quad.parse().ok()?,
                    score: score.parse().ok()?,
                    recipient_required: *recipient == "required",
                };
                self.types.insert((*code).to_owned(), kind);
            }
            ["mode", code, mode, score] => {
                self.modes.insert(((*code).to_owned(), (*mode).to_owned()), score.parse().ok()?);
            }
            ["when", code, aux, becomes] => {
                self.becomes.insert(((*code).to_owned(), (*aux).to_owned()), (*becomes).to_owned());
            }
            _ => return None,
        }
        Some(())
    }

    /// The event as the manual codes it; none for a type the table does not hold.
    pub(super) fn code(&self, event: &Event) -> Option<Coded> {
        let code = &event.kind.value;
        let becomes = |aux: &str| self.becomes.get(&(code.clone(), aux.to_owned()));
        let changed = event.aux.iter().find_map(|aux| Some((aux, becomes(&aux.value)?)));
        let kind = changed.map_or(code, |(_, kind)| kind);
        let row = self.types.get(kind)?;
        let score_of = |mode: &str| self.modes.get(&(kind.clone(), mode.to_owned())).copied();
        // A changed type leaves behind the modes that it does not have.
        let modes: Vec<String> =
            event.modes.iter().map(|mode| mode.value.clone()).filter(|mode| score_of(mode).is_some()).collect();
        let score = modes.first().and_then(|mode| score_of(mode)).unwrap_or(row.score);
        // What the new type says already is not said again.
        let aux =
            event.aux.iter().filter(|aux| changed.is_none_or(|(said, _)| said != *aux)).map(|aux| aux.value.clone());
        Some(Coded {
            kind: kind.clone(),
            modes: modes.iter().cloned().chain(aux).collect(),
            quad: Some(row.quad),
            score: Some(score),
            recipient_required: row.recipient_required,
        })
    }
}
