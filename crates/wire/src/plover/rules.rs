//! The export table: types, modes, and what a type becomes under an auxiliary mode.

use std::collections::HashMap;

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
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    pub kind: String,
    /// The modes that the type has; one that is changed leaves the others behind.
    pub modes: Vec<String>,
    /// The auxiliary modes that the type does not say already.
    pub aux: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Of the first mode that has one, else of the type.
    pub score: f64,
    pub recipient_required: bool,
    /// Whether the type is another one because of an auxiliary mode.
    pub recoded: bool,
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

    /// An event of this type with these modes and auxiliary modes, as the manual codes it; none for a type that the table
    /// does not hold.
    pub fn code(&self, kind: &str, modes: &[&str], aux: &[&str]) -> Option<Coded> {
        let becomes = |aux: &str| self.becomes.get(&(kind.to_owned(), aux.to_owned()));
        let changed = aux.iter().find_map(|aux| Some((*aux, becomes(aux)?)));
        let kind = changed.map_or(kind, |(_, kind)| kind);
        let row = self.types.get(kind)?;
        let score_of = |mode: &str| self.modes.get(&(kind.to_owned(), mode.to_owned())).copied();
        let modes: Vec<&str> = modes.iter().copied().filter(|mode| score_of(mode).is_some()).collect();
        let said = |aux: &&&str| changed.is_none_or(|(said, _)| said != **aux);
        Some(Coded {
            kind: kind.to_owned(),
            aux: aux.iter().filter(said).map(|aux| (*aux).to_owned()).collect(),
            quad: row.quad,
            score: modes.first().and_then(|mode| score_of(mode)).unwrap_or(row.score),
            recipient_required: row.recipient_required,
            recoded: changed.is_some(),
            modes: modes.into_iter().map(str::to_owned).collect(),
        })
    }
}
