//! What exporting knows beside the events, read from tables.

mod cameo;
mod lists;
mod policy;
mod rows;

use std::collections::HashMap;

pub(crate) use cameo::{Cameo, CameoCode};
pub(crate) use lists::{CountryCodes, SectorNames};
pub(crate) use policy::{Policy, Treatment};

use verbale_record::Told;
use verbale_wire::plover::{Coded, Rules};

use crate::{Error, ErrorKind, Format};

const CAMEO: &str = include_str!("../data/cameo.tsv");
const COUNTRIES: &str = include_str!("../data/countries.tsv");
const FORMATS: &str = include_str!("../data/formats.tsv");
const SECTORS: &str = include_str!("../data/sectors.tsv");
const PLOVER: &str = include_str!("../../../data/plover_export.tsv");

/// All tables, checked.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub cameo: Cameo,
    plover: Rules,
    countries: HashMap<String, CountryCodes>,
    sectors: HashMap<String, SectorNames>,
    policies: Vec<Policy>,
}

impl Tables {
    pub fn new() -> Result<Self, Error> {
        Ok(Tables {
            cameo: Cameo::parse(CAMEO)?,
            plover: Rules::parse(PLOVER).map_err(|error| Error::new(ErrorKind::Table, error.place()))?,
            countries: lists::countries(COUNTRIES)?,
            sectors: lists::sectors(SECTORS)?,
            policies: policy::policies(FORMATS)?,
        })
    }

    /// The event as PLOVER's manual codes it; none for a type that the manual does not have.
    pub fn plover(&self, event: &Told) -> Option<Coded> {
        self.plover.code(&event.kind, &words(&event.modes), &words(&event.aux))
    }

    pub fn country(&self, code: &str) -> Option<&CountryCodes> {
        self.countries.get(code)
    }

    pub fn sector(&self, code: &str) -> Option<&SectorNames> {
        self.sectors.get(code)
    }

    /// The policy of a format; the table was checked to have one for each.
    pub fn policy(&self, format: Format) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.format() == format)
    }
}

fn words(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_names_file_and_line() {
        let header = "type\tmode\tstatus\tcode\tlabel\tgoldstein\tquad\tpenta\tintensity\n";
        let error = |row: &str| Cameo::parse(&format!("# words\n{header}{row}")).unwrap_err().to_string();
        let bad = "cameo.tsv, line 3: goldstein is not a number: not a row of the table";
        assert_eq!(error("A\t\thappened\t010\tSay\tmuch\t1\t0\t0\n"), bad);
        assert!(error("A\t\tonce\t010\tSay\t0\t1\t0\t0\n").contains("status cannot be \"once\""));
        assert!(error("A\thappened\n").contains("2 cells instead of 9"));
        let row = "A\t\thappened\t010\tSay\t0\t1\t0\t0\n";
        assert!(error(&row.repeat(2)).contains("line 4: a second row"));
    }

    #[test]
    fn a_format_without_a_row_is_missed() {
        let short: Vec<&str> = FORMATS.lines().filter(|line| !line.starts_with("ics\t")).collect();
        let error = policy::policies(&short.join("\n")).unwrap_err();
        assert!(error.to_string().contains("no row for ics"), "{error}");
    }
}
