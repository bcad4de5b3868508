//! PLOVER's strict types: quads and scores of types and modes, and what a type becomes under an auxiliary mode.

use std::collections::HashMap;

use verbale_record::Told;

use crate::{Error, ErrorKind};

/// The rules of the project's PLOVER table, for events of an archive.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plover {
    types: HashMap<String, Kind>,
    modes: HashMap<(String, String), f64>,
    becomes: HashMap<(String, String), String>,
}

#[derive(Clone, Copy, Debug)]
struct Kind {
    quad: u8,
    score: f64,
    recipient_required: bool,
}

/// An event under the manual's type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PloverCode {
    pub kind: String,
    /// The modes that the type has.
    pub modes: Vec<String>,
    /// The auxiliary modes that the type does not say already.
    pub aux: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    pub score: f64,
    pub recipient_required: bool,
    /// Whether the type is another one because of an auxiliary mode.
    pub recoded: bool,
}

impl Plover {
    pub fn parse(table: &str) -> Result<Self, Error> {
        let mut rules = Plover::default();
        let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        for (number, line) in lines {
            let place = || Error::new(ErrorKind::Table, format!("plover_export.tsv, line {}", number + 1));
            rules.add(line).ok_or_else(place)?;
        }
        Ok(rules)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            ["type", code, quad, score, recipient] => {
                let recipient_required = *recipient == "required";
                let kind = Kind { quad: quad.parse().ok()?, score: score.parse().ok()?, recipient_required };
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

    /// The event as the manual codes it; none for a type that the manual does not have.
    pub fn code(&self, event: &Told) -> Option<PloverCode> {
        let becomes = |aux: &str| self.becomes.get(&(event.kind.clone(), aux.to_owned()));
        let changed = event.aux.iter().find_map(|aux| Some((aux, becomes(aux)?)));
        let kind = changed.map_or(&event.kind, |(_, kind)| kind);
        let row = self.types.get(kind)?;
        let score_of = |mode: &String| self.modes.get(&(kind.clone(), mode.clone())).copied();
        let modes: Vec<String> = event.modes.iter().filter(|mode| score_of(mode).is_some()).cloned().collect();
        let said = |aux: &&String| changed.is_none_or(|(said, _)| said != *aux);
        Some(PloverCode {
            kind: kind.clone(),
            aux: event.aux.iter().filter(said).cloned().collect(),
            quad: row.quad,
            score: modes.first().and_then(score_of).unwrap_or(row.score),
            recipient_required: row.recipient_required,
            recoded: changed.is_some(),
            modes,
        })
    }
}
