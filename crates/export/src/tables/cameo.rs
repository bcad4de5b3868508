//! What a type of event is in CAMEO, by mode and status.

use std::collections::HashMap;

use verbale_record::Status;

use super::rows;
use crate::Error;

const COLUMNS: [&str; 9] = ["type", "mode", "status", "code", "label", "goldstein", "quad", "penta", "intensity"];

/// One code of CAMEO with what the peers' tables say beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CameoCode {
    pub code: String,
    pub label: String,
    /// From -10, conflict, to 10, cooperation.
    pub goldstein: f64,
    /// GDELT's class, 1 to 4.
    pub quad: u8,
    /// Phoenix's class, 0 to 4.
    pub penta: u8,
    pub intensity: f64,
}

impl CameoCode {
    /// The first two digits.
    pub fn root(&self) -> &str {
        self.code.get(..2).unwrap_or(&self.code)
    }

    /// The first three digits.
    pub fn base(&self) -> &str {
        self.code.get(..3).unwrap_or(&self.code)
    }
}

/// The table; a row without a mode stands for every mode that has no row.
#[derive(Clone, Debug)]
pub(crate) struct Cameo {
    rows: HashMap<(String, String, Status), CameoCode>,
}

impl Cameo {
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut found = HashMap::new();
        rows::each("cameo.tsv", text, &COLUMNS, |row| {
            let status = row.choice("status", Status::from_name)?;
            let code = CameoCode {
                code: row.word("code")?,
                label: row.word("label")?,
                goldstein: row.number("goldstein")?,
                quad: row.number("quad")?,
                penta: row.number("penta")?,
                intensity: row.number("intensity")?,
            };
            let key = (row.word("type")?, row.cell("mode").to_owned(), status);
            match found.insert(key, code) {
                None => Ok(()),
                Some(_) => Err(row.error("a second row for one type, mode and status")),
            }
        })?;
        Ok(Cameo { rows: found })
    }

    /// The code of the first mode that has one, else of the type.
    pub fn code(&self, kind: &str, modes: &[String], status: Status) -> Option<&CameoCode> {
        let of = |mode: &str| self.rows.get(&(kind.to_owned(), mode.to_owned(), status));
        modes.iter().find_map(|mode| of(mode)).or_else(|| of(""))
    }
}
